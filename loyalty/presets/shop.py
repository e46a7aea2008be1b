"""Shop: one point per hundred, an offer for the first hundred members, and points for the birthday."""

LOOK = "shop"

RULES = [
    {"id": "earn", "mechanic": "earn", "config": {"points": 1, "per": 100, "expiry_days": 365}},
    {"id": "redeem", "mechanic": "points_tender", "config": {"value": 1, "minimum": 500, "cap": 2_000}},
    {"id": "welcome", "mechanic": "grant", "config": {"points": 50, "expiry_days": 90}},
    {
        "id": "launch",
        "mechanic": "grant",
        "config": {"points": 100, "expiry_days": 90},
        "when": {"participants": 100},
    },
    {"id": "birthday", "mechanic": "birthday", "config": {"points": 100, "days_before": 3, "expiry_days": 14}},
]
