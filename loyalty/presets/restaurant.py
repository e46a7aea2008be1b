"""Restaurant: one twentieth comes back in points, half as much again for a weekday lunch."""

LOOK = "restaurant"

RULES = [
    {"id": "earn", "mechanic": "earn", "config": {"points": 1, "per": 20, "expiry_days": 365}},
    {
        "id": "lunch",
        "mechanic": "boost",
        "config": {"factor": 15_000},
        "when": {"weekdays": [0, 1, 2, 3, 4], "hours": ["12:00", "16:00"]},
    },
    {"id": "redeem", "mechanic": "points_tender", "config": {"value": 1, "minimum": 1_000, "cap": 2_000}},
    {"id": "welcome", "mechanic": "grant", "config": {"points": 100, "expiry_days": 90}},
    {
        "id": "launch",
        "mechanic": "grant",
        "config": {"points": 200, "expiry_days": 90},
        "when": {"participants": 100},
    },
]
