"""How fast a bot may write: 30 messages a second in all, about one a second into a chat."""

import math
import time
from collections import deque
from collections.abc import Callable

from sandbox.telegram.errors import too_many_requests

PER_SECOND = 30
CHAT_BURST = 5


class Limits:
    """Counts messages and refuses with 429 what comes too fast; does nothing while not `enforced`.

    `clock` returns seconds and never goes back.
    """

    def __init__(self, *, enforced: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self.enforced = enforced
        self._clock = clock
        self._recent: deque[float] = deque()
        self._chats: dict[int, tuple[float, float]] = {}

    def spend(self, chat_id: int) -> None:
        """Counts one message into a chat, or raises a 429 Refusal with the seconds to wait."""
        if not self.enforced:
            return
        now = self._clock()
        while self._recent and now - self._recent[0] >= 1:
            self._recent.popleft()
        if len(self._recent) >= PER_SECOND:
            raise too_many_requests(max(1, math.ceil(1 - (now - self._recent[0]))))
        left, since = self._chats.get(chat_id, (float(CHAT_BURST), now))
        left = min(float(CHAT_BURST), left + now - since)
        if left < 1:
            raise too_many_requests(max(1, math.ceil(1 - left)))
        self._recent.append(now)
        self._chats[chat_id] = (left - 1, now)
