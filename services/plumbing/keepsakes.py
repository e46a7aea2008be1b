"""Small facts worth keeping over a restart, such as the file id of a picture that Telegram holds."""

from storage.plumbing.keepsake import get, put

__all__ = ["get", "put"]
