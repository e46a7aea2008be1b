"""Members: registering, consents, standing, history, joining two cards, their own data."""
