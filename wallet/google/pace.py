"""How fast Google may be asked: so many requests in any second, the urgent ones first."""

import asyncio
import heapq
from collections import deque

TIMES = 20
"""Requests that Google takes from an issuer in a second."""
WINDOW = 1.05
"""Seconds; a little more than one, since requests do not all travel equally fast."""


class Pace:
    """Lets no more than `times` through in any `window` seconds, so a few go at once and a crowd goes evenly."""

    def __init__(self, times: int = TIMES, window: float = WINDOW) -> None:
        self._past: deque[float] = deque(maxlen=times)
        self._window = window
        self._not_before = 0.0
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._count = 0
        self._alarm: asyncio.TimerHandle | None = None

    async def turn(self, *, urgent: bool = False) -> None:
        """Returns when the next request may be sent; a person who waits is `urgent` and goes before what is routine."""
        self._count += 1
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (not urgent, self._count, mine))
        self._let_go_on()
        await mine

    def hold(self, seconds: float) -> None:
        """Lets nothing through for so long, because Google said so."""
        self._not_before = max(self._not_before, asyncio.get_running_loop().time() + seconds)

    def _let_go_on(self) -> None:
        loop = asyncio.get_running_loop()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        while self._waiting:
            now, full = loop.time(), len(self._past) == self._past.maxlen
            free = max(self._not_before, self._past[0] + self._window if full else 0.0)
            if free > now:
                self._alarm = loop.call_at(free, self._let_go_on)
                return
            _, _, first = heapq.heappop(self._waiting)
            if not first.done():  # whoever no longer waits takes no turn
                self._past.append(now)
                first.set_result(None)
