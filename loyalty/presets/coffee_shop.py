"""Coffee shop: a tenth comes back in points, the quiet hour counts double, and every 6th coffee is free."""

LOOK = "coffee"

RULES = [
    {"id": "earn", "mechanic": "earn", "config": {"points": 1, "per": 10, "expiry_days": 180}},
    {
        "id": "happy-hour",
        "mechanic": "boost",
        "config": {"factor": 20_000},
        "when": {"weekdays": [0, 1, 2, 3, 4], "hours": ["15:00", "17:00"]},
    },
    {"id": "redeem", "mechanic": "points_tender", "config": {"value": 1, "minimum": 0, "cap": 5_000}},
    {"id": "welcome", "mechanic": "grant", "config": {"points": 50, "expiry_days": 30}},
    {
        "id": "stamps",
        "mechanic": "stamp_card",
        "config": {"goal": 5, "per": "item", "amount": 300, "categories": ["coffee"], "reward": "free-coffee"},
    },
    {
        "id": "free-coffee",
        "mechanic": "coupon",
        "config": {
            "title": "Free coffee",
            "kind": "item",
            "amount": 300,
            "categories": ["coffee"],
            "beside": "always",
            "valid_days": 30,
        },
    },
]
