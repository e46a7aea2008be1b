"""Salon: one twentieth comes back the day after the visit, more for a large bill; 10 % off around the birthday."""

LOOK = "salon"

RULES = [
    {
        "id": "earn",
        "mechanic": "earn",
        "config": {
            "points": 1,
            "per": 20,
            "ladder": [{"minimum": 5_000, "points": 7, "per": 100}],
            "activation_days": 1,
            "expiry_days": 365,
        },
    },
    {"id": "redeem", "mechanic": "points_tender", "config": {"value": 1, "minimum": 1_000, "cap": 3_000}},
    {"id": "welcome", "mechanic": "grant", "config": {"points": 200, "expiry_days": 60}},
    {"id": "birthday", "mechanic": "discount", "config": {"percent": 1_000}, "when": {"birthday": 3}},
    {
        "id": "friends",
        "mechanic": "referral",
        "config": {"inviter": 200, "friend": 200, "minimum": 1_000, "expiry_days": 90},
    },
]
