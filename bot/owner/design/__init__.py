"""How the card looks, changed in the chat."""
