"""Classic: one point per hundred, and points for joining, for the birthday and for every friend who bought."""

LOOK = "shop"

RULES = [
    {"id": "earn", "mechanic": "earn", "config": {"points": 1, "per": 100, "expiry_days": 365}},
    {"id": "redeem", "mechanic": "points_tender", "config": {"value": 1, "minimum": 500, "cap": 2_000}},
    {"id": "welcome", "mechanic": "grant", "config": {"points": 50, "expiry_days": 90}},
    {"id": "birthday", "mechanic": "birthday", "config": {"points": 200, "days_before": 3, "expiry_days": 14}},
    {
        "id": "friends",
        "mechanic": "referral",
        "config": {"inviter": 50, "friend": 50, "minimum": 500, "monthly_cap": 10, "expiry_days": 90},
    },
]
