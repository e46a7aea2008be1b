"""Electronics: one twentieth of each purchase pays up to half of the next; large orders are cheaper at once."""

LOOK = "shop"

RULES = [
    {"id": "earn", "mechanic": "earn", "config": {"points": 1, "per": 20, "activation_days": 1, "expiry_days": 90}},
    {"id": "redeem", "mechanic": "points_tender", "config": {"value": 1, "minimum": 1_000, "cap": 5_000}},
    {"id": "welcome", "mechanic": "grant", "config": {"points": 300, "expiry_days": 30}},
    {"id": "large-order", "mechanic": "money_off", "config": {"amount": 1_500}, "when": {"minimum": 50_000}},
    {
        "id": "accessories",
        "mechanic": "boost",
        "config": {"factor": 20_000, "categories": ["accessories"]},
    },
]
