"""The ledger: an account under lock, expiry, adjustments, the recount."""
