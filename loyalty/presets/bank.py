"""Bank: cashback in money, one per cent of everything, five of the month's categories, and more on higher levels."""

LOOK = "shop"
SETTINGS = {"in_money": True}

RULES = [
    {"id": "earn", "mechanic": "earn", "config": {"points": 1, "per": 100, "expiry_days": None}},
    {
        "id": "month",
        "mechanic": "boost",
        "config": {"factor": 50_000, "categories": ["groceries", "pharmacy"]},
    },
    {
        "id": "levels",
        "mechanic": "tiers",
        "config": {
            "metric": "spend",
            "window": "rolling",
            "days": 365,
            "base": "standard",
            "levels": [{"key": "gold", "threshold": 100_000}, {"key": "platinum", "threshold": 300_000}],
        },
    },
    {"id": "gold", "mechanic": "boost", "config": {"factor": 15_000}, "when": {"tiers": ["gold"]}},
    {"id": "platinum", "mechanic": "boost", "config": {"factor": 20_000}, "when": {"tiers": ["platinum"]}},
    {"id": "redeem", "mechanic": "points_tender", "config": {"value": 1, "cap": 10_000}},
]
