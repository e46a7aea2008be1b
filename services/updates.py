"""The inbox of Telegram updates: written before they are acknowledged, taken one per chat."""

from storage.inbox import Backlog, Waiting, backlog, done, park, purge, put, take

__all__ = ["Backlog", "Waiting", "backlog", "done", "park", "purge", "put", "take"]
