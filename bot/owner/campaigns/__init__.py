"""Broadcasts: written, looked at, sent, counted."""
