"""Where each person is in a conversation; survives a restart."""

from storage.conversation import get, purge, set_data, set_state

__all__ = ["get", "purge", "set_data", "set_state"]
