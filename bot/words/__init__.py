"""How things are said: a person's language, values by their unit, rules and coupons in a line."""
