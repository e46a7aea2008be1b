"""Codes that change: each member's has a secret of its own, and each half minute's code pays once."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty.codes import Code, is_valid
from loyalty.errors import CodeUnknown, OwnCard, TooManyAttempts
from loyalty.totp import SECRET_LENGTH, STEP, step_of, step_with, totp
from services.people import Person, staff_member
from services.till import sales
from services.till.sales import Customer
from storage.members import members
from storage.rewards import coupons as counters
from storage.till import codes as uses

WINDOW = 1
"""Steps before and after the one of now whose code is taken: clocks differ, and a cashier's camera takes its time."""
ATTEMPTS = 30
"""Codes out of their time that one cashier may try in an hour; each try finds one of 10⁸ with a chance of three."""
KEPT = timedelta(days=7)
"""How long is known what codes have paid for; the limits look back one local day at most."""
_HOUR = timedelta(hours=1)


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


@dataclass(frozen=True, slots=True)
class Proof:
    """That a member's changing code was fresh when it was scanned: of which time step, and when that was."""

    member_id: UUID
    step: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Scanned:
    """Whose changing code a cashier has scanned."""

    customer: Customer
    proof: Proof


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


def present(connection: Connection, cashier: Person, codes: ChangingCodes, code: Code, now: datetime) -> Scanned | None:
    """Returns whose changing code a cashier has scanned; None for one out of its time, which counts as an attempt.

    A refusal would undo the count. Raises NotAllowed, CodeUnknown, OwnCard, TooManyAttempts.
    """
    by = staff_member(connection, cashier)
    member_id = members.of_code(connection, code)
    row = members.row_of(connection, member_id) if member_id else None
    if row is None:
        raise CodeUnknown
    if row.id == by.member_id:
        raise OwnCard
    hour = now.replace(minute=0, second=0, microsecond=0)
    if counters.attempts(connection, by.id, "code", hour, 1) > ATTEMPTS:
        raise TooManyAttempts(max(1, -(-(hour + _HOUR - now).seconds // 60)))
    # A card that was merged into another one keeps its own codes; typed digits name the card, not its secret.
    step = codes.step(row.code if is_valid(code.value) else code.value, code.totp, now)
    if step is None:
        return None
    counters.attempts(connection, by.id, "code", hour, -1)
    return Scanned(sales.customer(connection, row.id, now), Proof(row.id, step, now))


def purge(connection: Connection, now: datetime) -> int:
    """Deletes what no code can be refused for any more; returns how much."""
    return uses.purge(connection, now - KEPT)
