"""How fast Google may be asked: so many requests in any second, the urgent ones first."""

import asyncio
import heapq
from collections import deque

TIMES = 20
"""Requests that Google takes from an issuer in a second."""
WINDOW = 1.1
"""Seconds; a little more than one, since requests do not all travel equally fast."""
AT_ONCE = 4
"""Requests that go one right after the other; a crowd goes evenly, so that no delay on the way makes a heap of it."""


class Pace:
    """Lets no more than `times` through in any `window` seconds; a few go at once, a crowd evenly."""

    def __init__(self, times: int = TIMES, window: float = WINDOW, at_once: int = AT_ONCE) -> None:
        self._past: deque[float] = deque(maxlen=times)
        self._limits = ((times, window), (at_once, window * at_once / times))
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
            now = loop.time()
            free = max(
                self._not_before,
                *(self._past[-most] + seconds for most, seconds in self._limits if len(self._past) >= most),
                0.0,
            )
            if free > now:
                self._alarm = loop.call_at(free, self._let_go_on)
                return
            _, _, first = heapq.heappop(self._waiting)
            if not first.done():  # whoever no longer waits takes no turn
                self._past.append(now)
                first.set_result(None)
