"""Grocery: points with offers of the week, a large basket's bonus, three sweets for two and bread cheaper at night."""

LOOK = "shop"
STAMP = "leaf"

RULES = [
    {"id": "earn", "mechanic": "earn", "config": {"points": 1, "per": 100, "expiry_days": 180}},
    {"id": "redeem", "mechanic": "points_tender", "config": {"value": 1, "cap": 3_000, "excluded": ["tobacco"]}},
    {"id": "fruit", "mechanic": "boost", "config": {"factor": 50_000, "categories": ["fruit"]}},
    {"id": "basket", "mechanic": "bonus", "config": {"points": 30, "expiry_days": 180}, "when": {"minimum": 3_000}},
    {"id": "sweets", "mechanic": "nth_free", "config": {"every": 3, "categories": ["sweets"]}},
    {
        "id": "bread",
        "mechanic": "category_discount",
        "config": {"percent": 3_000, "categories": ["bread"]},
        "when": {"hours": ["20:00", "23:00"]},
    },
    {"id": "week", "mechanic": "gift_coupon", "config": {"coupon": "vegetables"}, "when": {"minimum": 1_000}},
    {
        "id": "vegetables",
        "mechanic": "coupon",
        "config": {
            "title": "Offer of the week",
            "kind": "percent",
            "percent": 2_000,
            "amount": 300,
            "categories": ["vegetables"],
            "beside": "always",
            "valid_days": 7,
        },
    },
]
