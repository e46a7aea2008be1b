"""What storage itself refuses, beside the refusals of the domain."""


class DatabaseUnavailable(Exception):  # noqa: N818 - says a state, like the refusals of the domain
    """The database cannot take this now (locked, full, damaged, gone); nothing was written. Try again later.

    The driver's error is its cause. After a lost connection during a commit it is the caller's idempotency key that
    tells whether the write happened.
    """


class AlreadyServing(Exception):  # noqa: N818 - as above
    """Another process serves from this database file."""
