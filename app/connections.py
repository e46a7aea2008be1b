"""Connections of visitors: each has a time for its head, its body and its answer, and all of them together a number."""

import asyncio
import resource
from typing import Any, Literal

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

Phase = Literal["head", "body", "answer"]

SECONDS: dict[Phase, float] = {"head": 10.0, "body": 20.0, "answer": 60.0}
"""How long the head and the body of a request may be on their way to us, and the answer on its way back."""
MOST = 512
FEWEST = 16


def most_connections() -> int:
    """Returns how many visitors may be connected: half of what the system lets us open, the rest is ours."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if files == resource.RLIM_INFINITY else max(FEWEST, min(MOST, files // 2))


class Patient(H11Protocol):
    """One connection. Where there are too many, the one goes that has let us wait longest for its request."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._most = most_connections()
        self._phase: tuple[Phase, int] = ("head", 0)
        self.since = self.loop.time()
        self._end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Begins to wait for a request, in the place of somebody else if need be."""
        super().connection_made(transport)
        self._wait_for("head", 0)
        if len(self.connections) > self._most:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends all waiting."""
        if self._end is not None:
            self._end.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes what has come; what is still missing is waited for no longer than before."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Begins to wait for the next request."""
        super().on_response_complete()
        self._look()

    def _look(self) -> None:
        if self.cycle is not None and self.conn.their_state is h11.SEND_BODY:
            phase: Phase = "body"  # also after an answer that did not wait for it
        elif self.cycle is not None and not self.cycle.response_complete:
            phase = "answer"
        else:
            phase = "head"
        if (phase, id(self.cycle)) != self._phase:
            self._wait_for(phase, id(self.cycle))

    def _wait_for(self, phase: Phase, cycle: int) -> None:
        self._phase, self.since = (phase, cycle), self.loop.time()
        if self._end is not None:
            self._end.cancel()
        self._end = self.loop.call_later(SECONDS[phase], self.transport.abort)

    def _make_room(self) -> None:
        waiting = [each for each in self.connections if isinstance(each, Patient) and each.is_waiting]
        # A newcomer goes itself when all others are being answered.
        min(waiting, key=lambda each: each.since).hang_up()

    @property
    def is_waiting(self) -> bool:
        """Whether there is nothing for us to do before more has come; `since` says since when, in the loop's time."""
        return self._phase[0] != "answer"

    def hang_up(self) -> None:
        """Closes the connection at once."""
        self.connections.discard(self)  # it is counted no more, though it ends a moment later
        self.transport.abort()
