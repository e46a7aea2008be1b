"""The timekeeper: whether the clock may be trusted; by a wrong one nothing is counted, and nothing expires."""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

import aiohttp

from services.machine import ClockWrong

TOLERANCE = timedelta(hours=1)
"""How far the clock may be off: zones and the leap of a second are none of its business, an hour is nobody's drift."""
LONG_WEEKEND = timedelta(hours=96)
"""So long a machine may have been off that has no word of Telegram's own server: from Friday evening to Tuesday.

After longer an owner must say that so much time has passed: a clock set ahead looks the same.
"""
_PATIENCE = aiohttp.ClientTimeout(total=5)
_NO_CHECK_TIME = 0x200000
"""OpenSSL's X509_V_FLAG_NO_CHECK_TIME, for which Python has no name."""

Witness = Literal["bot api", "database", "own course", "nobody"]


@dataclass(frozen=True, slots=True)
class Fault:
    """The clock `says` one thing and a witness another, which is what is `likely`.

    Where the witness is nobody it may well be right: nobody has agreed yet that so much time has passed since the last
    sign of life. `final` says that Telegram itself decides, and no word of an owner's.
    """

    says: datetime
    likely: datetime
    witness: Witness
    final: bool

    @property
    def unproved(self) -> bool:
        """Says that nothing speaks against the clock, and nobody for it."""
        return self.witness == "nobody"

    @property
    def waits_for_telegram(self) -> bool:
        """Says that Telegram will tell in a moment, and nobody need do anything."""
        return self.unproved and self.final

    @property
    def words(self) -> str:
        """One line for whoever runs us."""
        off = self.says - self.likely
        if self.unproved:
            whose = "Telegram says what time it is" if self.final else "an owner says in the chat that it is right"
            return (
                f"the clock says {self.says:%Y-%m-%d %H:%M} UTC, {_length(off)} after the database's last sign of "
                f"life; nothing is booked and nothing expires until {whose}"
            )
        direction = "ahead of" if off > timedelta() else "behind"
        whom = {
            "bot api": "the Bot API server",
            "database": "the database's last sign of life",
            "own course": "its own course",
        }[self.witness]
        return (
            f"the clock says {self.says:%Y-%m-%d %H:%M} UTC, {_length(off)} {direction} {whom}; nothing is booked and "
            "nothing expires until it is right: let NTP set it"
        )


@dataclass(frozen=True, slots=True)
class _Moment:
    """A time, and what had passed since the machine was started when it was known."""

    at: datetime
    running: float

    def now(self, running: float) -> datetime:
        return self.at + timedelta(seconds=running - self.running)


def wall() -> datetime:
    """Returns what the machine's clock says: the one reading of a clock in the whole application."""
    return datetime.now(UTC)


def running() -> float:
    """Returns seconds that nobody can set: since the machine was started, its sleep included where that is counted."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Timekeeper:
    """Judges the clock by what it is told, anew at every look: a clock that has come back is right at once.

    `telegrams` says that the Bot API server is Telegram's own. Another may stand on this very machine and share its
    clock: where it differs the clock is wrong, where it agrees nothing is proved. So after an hour without a sign of
    life Telegram must agree before anything is done; with another server, after a long weekend, an owner must.
    """

    def __init__(
        self,
        clock: Callable[[], datetime] = wall,
        running: Callable[[], float] = running,
        *,
        telegrams: bool = False,
    ) -> None:
        self._clock = clock
        self._running = running
        self._telegrams = telegrams
        self._heard: _Moment | None = None
        self._kept: _Moment | None = None
        self._trusted: _Moment | None = None
        self._vouched: _Moment | None = None

    def hear(self, date: datetime | None) -> None:
        """Notes what the Bot API server says that time it is; None when it says nothing."""
        if date is not None:
            self._heard = _Moment(date, self._running())

    def remember(self, sign: datetime | None) -> None:
        """Notes when the database was last written to, before this process; None for an empty one."""
        if sign is not None:
            self._kept = _Moment(sign, self._running())

    def vouch(self) -> None:
        """Takes somebody's word that the clock is right."""
        self._vouched = self._trusted = self._reading()

    def look(self) -> Fault | None:
        """Returns what is wrong; when nothing is, the clock is measured by its own course from here on."""
        fault = self.fault()
        if fault is None:
            self._trusted = self._reading()
        return fault

    def fault(self) -> Fault | None:
        """Returns what is wrong with the clock, None when it is right as far as anybody knows."""
        says, running = self._clock(), self._running()
        if self._heard is not None:
            likely = self._heard.now(running)
            if abs(says - likely) > TOLERANCE and not self._is_vouched(says, running):
                return Fault(says, likely, "bot api", self._telegrams)
            if self._telegrams:
                return None
        if self._trusted is not None:
            likely = self._trusted.now(running)
            return Fault(says, likely, "own course", final=False) if abs(says - likely) > TOLERANCE else None
        return self._after_pause(self._kept, says, running) if self._kept is not None else None

    def _after_pause(self, kept: _Moment, says: datetime, running: float) -> Fault | None:
        away, likely = says - kept.at, kept.now(running)
        if away < -TOLERANCE:
            return Fault(says, likely, "database", final=False)
        if away > (TOLERANCE if self._telegrams else LONG_WEEKEND):
            return Fault(says, likely, "nobody", final=self._telegrams)
        return None

    def off(self) -> timedelta | None:
        """Returns how far the clock is from the Bot API server's, None when that has not said."""
        return None if self._heard is None else abs(self._clock() - self._heard.now(self._running()))

    def now(self) -> datetime:
        """Returns the time. Raises ClockWrong."""
        if self.fault() is not None:
            raise ClockWrong
        return self._clock()

    def likely(self) -> datetime:
        """Returns the time, or while the clock is wrong what is likelier: for what must go on, and counts nothing."""
        fault = self.fault()
        return self._clock() if fault is None else fault.likely

    def is_right(self) -> bool:
        """Says whether the clock is right as far as anybody knows."""
        return self.fault() is None

    def _reading(self) -> _Moment:
        return _Moment(self._clock(), self._running())

    def _is_vouched(self, says: datetime, running: float) -> bool:
        if self._vouched is None or self._telegrams:
            return False
        return abs(says - self._vouched.now(running)) <= TOLERANCE


async def date_of(url: str) -> datetime | None:
    """Returns what the server at `url` says that time it is, None when it does not answer or say."""
    try:
        return await _asked(url, None)
    except aiohttp.ClientConnectorCertificateError:
        # By a wrong clock every certificate is too old or too new. Whose it is, is proved all the same; only its time
        # is not looked at, and nothing but the time is asked.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_default_certs()
        context.verify_flags |= _NO_CHECK_TIME
        try:
            return await _asked(url, context)
        except (aiohttp.ClientError, TimeoutError):
            return None
    except (aiohttp.ClientError, TimeoutError):
        return None


async def _asked(url: str, context: ssl.SSLContext | None) -> datetime | None:
    async with (
        aiohttp.ClientSession(timeout=_PATIENCE) as session,
        session.get(url, allow_redirects=False, ssl=context if context is not None else True) as answer,
    ):
        said = answer.headers.get("Date", "")
    try:
        date = parsedate_to_datetime(said)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _length(off: timedelta) -> str:
    minutes = round(abs(off) / timedelta(minutes=1))
    if minutes < 3 * 60:
        return f"{minutes} minutes"
    return f"{round(minutes / 60)} hours" if minutes < 72 * 60 else f"{round(minutes / 1440)} days"
