"""The audit: recounts the ledger, and stops the accounts that do not add up."""

from storage.audit import Difference, differences

__all__ = ["Difference", "differences"]
