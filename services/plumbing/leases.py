"""Leases: what only one of several processes may do at a time."""

from storage.plumbing.lease import Lease, give_back, take

__all__ = ["Lease", "give_back", "take"]
