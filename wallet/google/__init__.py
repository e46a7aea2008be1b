"""The card in Google Wallet: who signs, what a card says, and the link that saves it."""
