"""Where each person is in a conversation; survives a restart."""

from storage.plumbing.conversation import Conversation, get, purge, put

__all__ = ["Conversation", "get", "purge", "put"]
