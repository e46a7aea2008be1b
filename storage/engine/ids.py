"""Identifiers that sort by the time they were made (UUID version 7, RFC 9562)."""

import base64
import hashlib
import secrets
import threading
import time
from uuid import UUID

_COUNTER_BITS = 42
_COUNTER_START_BITS = 41
"""A fresh counter starts in its lower half, so that a millisecond has room for 2⁴¹ ids."""
_TAIL_BITS = 32


class _Clock:
    """The last millisecond seen and the counter inside it; what makes ids of one process strictly increasing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._millisecond = 0
        self._counter = 0

    def tick(self) -> tuple[int, int]:
        """Returns (milliseconds since 1970, counter), each pair above the one before, even if the clock goes back."""
        with self._lock:
            now = time.time_ns() // 1_000_000
            if now > self._millisecond:
                self._millisecond = now
                self._counter = secrets.randbits(_COUNTER_START_BITS)
            else:
                self._counter += 1
            return self._millisecond, self._counter


_clock = _Clock()


def uuid7() -> UUID:
    """Returns a new UUIDv7; within one process every call gives a greater one than the call before."""
    millisecond, counter = _clock.tick()
    high, low = counter >> 30, counter & (1 << 30) - 1
    number = millisecond << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low << _TAIL_BITS | secrets.randbits(_TAIL_BITS)
    return UUID(int=number)


def receipt_number(purchase_id: UUID) -> str:
    """Returns the number that people read: eight letters and digits from the random end of the id."""
    text = base64.b32encode(purchase_id.bytes[-5:]).decode()
    return f"{text[:4]}-{text[4:]}"


def following(first: UUID, change: str) -> UUID:
    """Returns the id that follows `first` after a change: the same for the same, and made at the same time."""
    digest = hashlib.sha256(first.bytes + change.encode()).digest()
    number = int.from_bytes(first.bytes[:6] + digest[:10]) & ~(0xF << 76 | 0b11 << 62)
    return UUID(int=number | 0x7 << 76 | 0b10 << 62)
