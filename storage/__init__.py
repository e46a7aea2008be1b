"""Tables and queries: rows in, loyalty types out; the only room that speaks SQL."""
