"""Talking to many: broadcasts, win-back by SMS, reminders."""
