"""Apple Wallet: credentials, what a card says, and the signed package a phone opens."""
