"""What keeps the house running and no customer sees: inbox, outbox, conversations, leases, keepsakes."""
