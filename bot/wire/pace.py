"""When the Bot API may be called: so many calls a second, urgent ones first, and nobody whom Telegram refuses.

Telegram does not say whether a 429 means the chat or the bot as a whole. It means the chat that met it, and the chat
keeps to that in full. That it means the bot is a guess, which holds everybody for seconds only; then the next call
shows. A chat that has just been written to more than Telegram bears is no reason to guess, so
that whoever floods the bot, by however many accounts, stops no till.
"""

import asyncio
import heapq
import itertools
from dataclasses import dataclass

RATE = 28
BURST = 1
CHAT_GAP = 1.0
"""Seconds between two deliveries into one chat. Replies may come in short bursts, as people tap."""
GROUP_GAPS = 3
"""Gaps of a chat that make one of a group, into which Telegram lets us write twenty times a minute."""
CHAT_BURST = 3
"""Messages in a burst that a chat has surely room for; after more, a refusal is its own."""
CAREFUL = 60.0
"""Seconds after its pause in which replies into a chat keep apart like deliveries."""
MOMENT = 1.0
"""Seconds within which two chats must meet a 429 for it to be taken for one of the bot as a whole."""
LONGEST_GUESS = 2.0
"""Seconds that everybody pauses because two chats were refused."""
LONGEST_PAUSE = 15.0
"""Seconds that everybody pauses because Telegram refused a call that concerns no chat: then a sale tries again."""

REPLY, NOTICE, ADVERT, HINT = range(4)
"""Whose turn comes first: answers to people, then what they must be told, then what we would like to tell them.

Last what may as well not be said at all: it waits for no pause.
"""


class Pace:
    """A token bucket with queues: `rate` turns a second, urgent ones first; and who may not be written to for a while.

    `chat_gap` is in seconds; a chat is a number (of a group, below 0), or a group's or channel's name.
    """

    def __init__(self, rate: float = RATE, burst: int = BURST, chat_gap: float = CHAT_GAP) -> None:
        self._gap = 1 / rate
        self._burst = burst
        self._delivered = _Apart(chat_gap)
        self._written = _Apart(chat_gap)
        self._free_at = 0.0
        self._paused_until = 0.0
        self._guessed_until = -MOMENT
        self._pauses: dict[int | str, _Pause] = {}
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._pump: asyncio.Task[None] | None = None

    async def turn(self, urgency: int) -> None:
        """Returns when the caller may make its call; `urgency` is one of REPLY, NOTICE, ADVERT and HINT."""
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (urgency, next(self._order), turn))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._release())
        await turn

    async def apart(self, chat_id: int | str, urgency: int) -> None:
        """Returns when the last message into the chat is long enough ago; replies wait only where one was refused."""
        now = asyncio.get_running_loop().time()
        refused = self._pauses.get(chat_id)
        if urgency == REPLY and not (refused and now < refused.until + CAREFUL):
            return
        wait = self._delivered.take(chat_id, now)
        if wait > 0:
            await asyncio.sleep(wait)

    def called(self, chat_id: int | str) -> None:
        """Notes that a call about a chat is made now."""
        self._written.take(chat_id, asyncio.get_running_loop().time())

    def paused(self, chat_id: int | str | None) -> float:
        """Returns for how many seconds from now this chat, or None for no chat, must be left in peace; mostly 0."""
        now = asyncio.get_running_loop().time()
        chat = self._pauses.get(chat_id) if chat_id is not None else None
        return max(0.0, self._paused_until - now, chat.until - now if chat else 0.0)

    def is_general(self) -> bool:
        """Says whether everybody has to pause."""
        return self._paused_until > asyncio.get_running_loop().time()

    def pause(self, chat_id: int | str | None, seconds: float) -> None:
        """Leaves a chat in peace for `seconds`, as asked; everybody, for moments, where it may mean the bot."""
        now = asyncio.get_running_loop().time()
        self._pauses = {chat: pause for chat, pause in self._pauses.items() if pause.until + CAREFUL > now}
        if chat_id is None:
            self._paused_until = max(self._paused_until, now + min(seconds, LONGEST_PAUSE))
            return
        explained = self._written.ahead(chat_id, now) > CHAT_BURST
        others = [
            pause
            for chat, pause in self._pauses.items()
            if chat != chat_id and not pause.explained and now - pause.began < MOMENT
        ]
        self._pauses[chat_id] = _Pause(now, now + seconds, explained)
        # Refused as soon as a guess is over, the first call shows that it was right.
        if not explained and (others or now - self._guessed_until < MOMENT):
            shortest = min(seconds, LONGEST_GUESS, *(pause.until - pause.began for pause in others))
            self._guessed_until = now + shortest
            self._paused_until = max(self._paused_until, self._guessed_until)

    async def _release(self) -> None:
        clock = asyncio.get_running_loop().time
        while self._waiting:
            wait = max(self._free_at, self._paused_until) - clock()
            if wait > 0:
                await asyncio.sleep(wait)
                continue
            _, _, turn = heapq.heappop(self._waiting)
            if turn.done():
                continue
            self._free_at = max(self._free_at, clock() - self._burst * self._gap) + self._gap
            turn.set_result(None)
            # The caller's request starts before the next turn is given, so that a 429 stops the queue at once.
            await asyncio.sleep(0)


@dataclass(frozen=True, slots=True)
class _Pause:
    """A chat's pause, by the loop's clock; `explained` when we had written into the chat more than it bears."""

    began: float
    until: float
    explained: bool


class _Apart:
    """Keeps turns of a chat `gap` seconds apart, or counts what came faster. Times are of the loop's clock."""

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._free_at: dict[int | str, float] = {}

    def take(self, chat_id: int | str, now: float) -> float:
        """Takes the chat's next turn; returns for how many seconds from now it is to be waited for."""
        chats = self._free_at
        while chats and (oldest := next(iter(chats))) != chat_id and chats[oldest] <= now:
            del chats[oldest]
        at = max(now, chats.pop(chat_id, now))
        chats[chat_id] = at + self._gap_of(chat_id)
        return at - now

    def ahead(self, chat_id: int | str, now: float) -> float:
        """Returns how many turns more the chat has had than there was time for."""
        gap = self._gap_of(chat_id)
        return (self._free_at.get(chat_id, now) - now) / gap if gap else 0.0

    def _gap_of(self, chat_id: int | str) -> float:
        return self._gap if isinstance(chat_id, int) and chat_id > 0 else self._gap * GROUP_GAPS
