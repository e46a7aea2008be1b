"""Telegram's state and rules in memory: bots, people, chats, messages, files, updates; no HTTP."""
