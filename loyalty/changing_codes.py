"""Codes that change: each member's has a secret of its own, and each half minute's code pays once."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime

from loyalty.totp import SECRET_LENGTH, STEP, step_of, step_with, totp

WINDOW = 1
"""Steps before and after the one of now whose code is taken: clocks differ, and a cashier's camera takes its time."""


def secret_of(master: bytes, code: str) -> bytes:
    """Returns the secret of the changing code of the card whose opaque code is `code` (20 bytes).

    It is derived, never stored: whoever reads the database alone cannot make a code that pays.
    """
    return hmac.new(master, f"rotating code\n{code}".encode(), hashlib.sha256).digest()[:SECRET_LENGTH]


@dataclass(frozen=True, slots=True)
class Shown:
    """The code of one time step as a screen shows it: `content` of the QR, `digits` for typing, until when."""

    content: str
    digits: str
    until: datetime


class ChangingCodes:
    """Makes and checks changing codes; `master` is the secret that they hang on, `username` the bot's own."""

    def __init__(self, master: bytes, username: str) -> None:
        self._master = master
        self._username = username

    def secret(self, code: str) -> bytes:
        """Returns the secret of the card whose opaque code is `code`."""
        return secret_of(self._master, code)

    def coming(self, code: str, now: datetime, count: int = 1) -> tuple[Shown, ...]:
        """Returns the codes of the card `code` from `now` on, `count` of them."""
        secret, first = self.secret(code), step_of(now)
        return tuple(self._shown(code, secret, step) for step in range(first, first + count))

    def _shown(self, code: str, secret: bytes, step: int) -> Shown:
        digits = totp(secret, step)
        until = datetime.fromtimestamp((step + 1) * STEP, UTC)
        return Shown(f"https://t.me/{self._username}?start=r_{code}_{digits}", digits, until)

    def step(self, code: str, digits: str, now: datetime) -> int | None:
        """Returns the time step that these digits of the card `code` are of; None when it is not about now."""
        return step_with(self.secret(code), digits, step_of(now), WINDOW)
