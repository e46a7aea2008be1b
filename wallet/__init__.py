"""Passes for Apple and Google Wallet, the QR codes on them, and how they are drawn and read."""
