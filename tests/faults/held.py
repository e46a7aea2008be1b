"""Holds back what phones send, so that a test may hand it over as often and in the order it likes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sandbox.server import Sandbox


@contextmanager
def holding(sandbox: Sandbox) -> Iterator[list[dict[str, Any]]]:
    """While the block runs, updates go into the list instead of to the bot."""
    queue, held = sandbox.bot.updates, []
    put = queue.put

    def keep(chat_id: int, kind: str, body: dict[str, Any]) -> None:
        held.append({"update_id": queue._next, kind: body})
        queue._next += 1

    queue.put = keep  # type: ignore[method-assign]  # held back on purpose
    try:
        yield held
    finally:
        queue.put = put  # type: ignore[method-assign]  # let go again
