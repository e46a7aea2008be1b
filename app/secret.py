"""The master secret and the database that began with it stay together: every pass hangs on both."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection

from services.plumbing import keepsakes


class WrongSecret(Exception):  # noqa: N818 - says a state, like the refusals of the domain
    """The master secret is not the one with which this database's passes were made."""


def hold_to(connection: Connection, secret: str, now: datetime) -> None:
    """Holds the database to this secret from now on; raises WrongSecret when it began with another."""
    check(connection, secret)
    keepsakes.put(connection, "secret_mark", _mark(secret), now)


def check(connection: Connection, secret: str) -> None:
    """Raises WrongSecret for another secret than the one this database began with: every pass would die."""
    if keepsakes.get(connection, "secret_mark") not in {None, _mark(secret)}:
        raise WrongSecret(
            "TESSERA_SECRET (or the file secret in the data folder) is not the one this database began with; "
            "put the old one back, or every pass that was handed out dies"
        )


def _mark(secret: str) -> str:
    return hashlib.sha256(f"tessera master secret {secret}".encode()).hexdigest()[:16]
