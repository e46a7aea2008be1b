"""Salon: one twentieth comes back the day after the visit, more for a large bill; points pay up to 30 %."""

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
]
