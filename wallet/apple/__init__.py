"""Passes for Apple Wallet: who signs them, what they say, and how they are packed."""
