"""Perfumery: a discount that grows with what was bought within a year, and a larger one around the birthday."""

LOOK = "salon"
STAMP = "flower"

RULES = [
    {
        "id": "ladder",
        "mechanic": "accumulating_discount",
        "config": {
            "metric": "spend",
            "window": "rolling",
            "days": 365,
            "steps": [
                {"threshold": 10_000, "percent": 500},
                {"threshold": 30_000, "percent": 1_000},
                {"threshold": 60_000, "percent": 1_500},
            ],
        },
    },
    {"id": "birthday", "mechanic": "discount", "config": {"percent": 2_000}, "when": {"birthday": 3}},
    {"id": "welcome", "mechanic": "gift_coupon", "config": {"on": "registration", "coupon": "first"}},
    {
        "id": "first",
        "mechanic": "coupon",
        "config": {"title": "For the beginning", "kind": "percent", "percent": 500, "amount": 300, "valid_days": 30},
    },
]
