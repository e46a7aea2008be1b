"""What handlers see of the database: `read` and `write`, each running one plain function over a connection."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection

from storage.errors import DatabaseUnavailable

__all__ = ["Database", "DatabaseUnavailable"]

P = ParamSpec("P")
T = TypeVar("T")


class Database(Protocol):
    """The two ways to run a use case. Both roll back when it raises, and raise what it raised.

    Both raise DatabaseUnavailable when the database cannot take it now; the same call may succeed later.
    """

    async def read(self, use_case: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `use_case(connection, …)` read-only and returns its answer."""
        ...

    async def write(self, use_case: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `use_case(connection, …)` in a transaction and returns its answer after the commit."""
        ...
