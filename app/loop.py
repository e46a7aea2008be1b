"""The event loop of a serving process, and the signals that end it."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

import uvloop


def in_loop(work: Coroutine[Any, Any, None]) -> None:
    """Runs `work` to its end in an event loop of the fast kind."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work)


def asked_to_stop() -> asyncio.Event:
    """Returns an event that SIGTERM and Ctrl-C set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
