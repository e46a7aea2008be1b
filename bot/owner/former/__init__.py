"""Former customers: their lists, and winning them back."""
