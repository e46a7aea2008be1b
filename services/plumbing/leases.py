"""Leases: what only one of several processes may do at a time."""

from storage.plumbing.lease import give_back, take

__all__ = ["give_back", "take"]
