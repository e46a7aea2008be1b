"""How the cards look: draft, publishing, pictures."""
