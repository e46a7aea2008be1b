"""Telegram, wallets and phones on loopback, for tests and the demo."""
