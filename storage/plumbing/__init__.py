"""Rows that no customer sees: updates that came, jobs that must leave, conversations, leases."""
