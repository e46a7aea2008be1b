"""The vocabulary of the ledger: accounts, units, lots and postings that sum to zero."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

POINTS = "points"
CARRY = "carry"
"""Millionths of a point that were earned but do not make a whole one yet (0 … 999 999)."""

MILLION = 1_000_000

COUNT, WINDOW = "count:", "window:"
"""What a rule counts is a unit of its own, named after the rule: for ever, or in lots that end with a window."""


def counted_by(unit: str) -> str:
    """Returns the id of the rule that counts in this unit, `""` for any other unit."""
    return next((unit.removeprefix(prefix) for prefix in (COUNT, WINDOW) if unit.startswith(prefix)), "")


def in_lots(unit: str) -> bool:
    """Says whether a member's units stand in lots: points do, and what ends with a window."""
    return unit == POINTS or unit.startswith(WINDOW)


class Account(StrEnum):
    """Where units stand. The first four belong to a member, the others to the programme."""

    ACTIVE = "active"
    PENDING = "pending"
    HELD = "held"
    DEBT = "debt"
    """Never above zero: what a clawback took that the member no longer had."""
    ISSUED = "issued"
    REDEEMED = "redeemed"
    EXPIRED = "expired"


MEMBER_ACCOUNTS = frozenset({Account.ACTIVE, Account.PENDING, Account.HELD, Account.DEBT})


@dataclass(frozen=True, slots=True)
class Lot:
    """Units credited together, which activate and expire together. `account` is ACTIVE or PENDING."""

    id: UUID
    unit: str
    account: Account
    amount: int
    remaining: int
    active_from: datetime
    expires_at: datetime | None
    purchase_id: UUID | None = None
    company: str = ""


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot that an operation opens; storage gives it its id. `label` tells lots of one operation apart."""

    unit: str
    account: Account
    amount: int
    active_from: datetime
    expires_at: datetime | None
    purchase_id: UUID | None = None
    company: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the answer to "why so many points?": what one rule contributed, in millionths of a point.

    `kind` is `rate` (base minor units × points / per), `boost` (factor in basis points), `bonus`, `carry` (left from
    before), `remainder` (kept for next time), `debt` (went to a debt, or came from this credit to it) or
    `adjustment` (given by hand).
    The steps of a credit add up to its posted points × 1 000 000.
    """

    kind: str
    millionths: int
    rule_id: str = ""
    rule_version: int = 0
    base: int = 0
    points: int = 0
    per: int = 0
    factor: int = 0


@dataclass(frozen=True, slots=True)
class Posting:
    """One signed movement of `unit` on `account`.

    On a member's ACTIVE or PENDING points it names the lot it moves; on HELD the lot that the units came from, so
    that they can go back.
    """

    account: Account
    unit: str
    amount: int
    lot: UUID | NewLot | None = None
    why: tuple[Step, ...] = ()
