"""Restaurant: one twentieth comes back in points, half as much again for lunch, and a dessert for the birthday."""

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
    {"id": "birthday", "mechanic": "gift_coupon", "config": {"on": "birthday", "coupon": "dessert"}},
    {
        "id": "dessert",
        "mechanic": "coupon",
        "config": {
            "title": "Birthday dessert",
            "kind": "item",
            "amount": 500,
            "categories": ["dessert"],
            "beside": "always",
            "valid_days": 14,
        },
    },
]
