"""Broadcasts, win-back and reminders, with their recipients."""
