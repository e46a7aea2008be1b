"""The programme's versions: which one holds now, and what an earlier one said."""

import json
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection

from loyalty.config import programme_from, programme_to
from loyalty.errors import ProgrammeMissing
from loyalty.programme import Programme
from storage import programmes


def is_set_up(connection: Connection) -> bool:
    """Says whether the owner has answered the first questions."""
    return programmes.newest(connection) > 0


def current(connection: Connection, now: datetime) -> Programme:
    """Returns the version that holds at `now`. Raises ProgrammeMissing before the owner has set it up."""
    programme = running(connection, now)
    if programme is None:
        raise ProgrammeMissing
    return programme


def running(connection: Connection, now: datetime) -> Programme | None:
    """Returns the version that holds at `now`, None before the owner has set it up."""
    body = programmes.current(connection, now)
    return None if body is None else parsed(body)


def version(connection: Connection, number: int) -> Programme:
    """Returns one version, as a cheque of its time needs it."""
    return parsed(programmes.version(connection, number))


@lru_cache(maxsize=64)
def parsed(body: str) -> Programme:
    """Returns the programme that a version stores."""
    return programme_from(json.loads(body))


def body_of(programme: Programme) -> str:
    """Returns a programme as a version stores it."""
    return json.dumps(programme_to(programme), ensure_ascii=False, sort_keys=True)
