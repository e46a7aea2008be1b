"""Stars: purchases bring stars that pay for drinks and food, the 11th drink is free, the gold level earns more."""

LOOK = "coffee"
STAMP = "star"

RULES = [
    {"id": "earn", "mechanic": "earn", "config": {"points": 1, "per": 50, "expiry_days": 180}},
    {"id": "redeem", "mechanic": "points_tender", "config": {"value": 2, "cap": 10_000}},
    {
        "id": "levels",
        "mechanic": "tiers",
        "config": {
            "metric": "points",
            "window": "rolling",
            "days": 365,
            "base": "green",
            "levels": [{"key": "gold", "threshold": 300}],
        },
    },
    {"id": "gold", "mechanic": "boost", "config": {"factor": 12_500}, "when": {"tiers": ["gold"]}},
    {
        "id": "drinks",
        "mechanic": "stamp_card",
        "config": {
            "goal": 10,
            "per": "item",
            "amount": 300,
            "categories": ["drinks"],
            "reward": "free-drink",
            "milestones": [{"at": 5, "coupon": "free-bite"}],
        },
    },
    {
        "id": "free-drink",
        "mechanic": "coupon",
        "config": {
            "title": "Free drink",
            "kind": "item",
            "amount": 400,
            "categories": ["drinks"],
            "beside": "always",
            "valid_days": 30,
        },
    },
    {
        "id": "free-bite",
        "mechanic": "coupon",
        "config": {
            "title": "Something sweet",
            "kind": "item",
            "amount": 200,
            "categories": ["food"],
            "beside": "always",
            "valid_days": 30,
        },
    },
    {"id": "birthday", "mechanic": "gift_coupon", "config": {"on": "birthday", "coupon": "free-drink"}},
]
