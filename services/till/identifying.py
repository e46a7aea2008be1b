"""Whose card it is: the code that a cashier scanned or typed, and a changing one, which proves that it is there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from locales import Language, closest
from loyalty.changing_codes import ChangingCodes
from loyalty.codes import Code, ending, is_valid
from loyalty.errors import CodeUnknown, OwnCard, TooManyAttempts
from loyalty.headline import Headline, headline
from loyalty.ledger import Account
from services.ledger import accounts
from services.people import Person, full_name, person_of, staff_member
from services.programme.versions import current
from storage.members import members, people
from storage.rewards import coupons as counters
from storage.tables import Record
from storage.till import codes as uses
from storage.till import holds

ATTEMPTS = 30
"""Codes out of their time or of nobody that one cashier may try in an hour.

Each try finds one of 10⁸ with a chance of three, and one of 10⁹ cards with that of their number."""
KEPT = timedelta(days=7)
"""How long is known what codes have paid for; the limits look back one local day at most."""
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Points that a cashier has set aside at an outlet until a moment, while the customer is asked."""

    hold_id: UUID
    points: int
    cashier_id: UUID
    cashier: str
    outlet: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Customer:
    """Whose card was scanned, as the cashier sees them.

    `ending` are the last digits of the card; `headline` stands in the place of points without any.
    A `suspended` one is frozen.
    """

    member_id: UUID
    name: str
    ending: str
    tier: str
    active: int
    spendable: int
    debt: int
    language: Language
    waiting: tuple[Waiting, ...] = ()
    headline: Headline | None = None
    suspended: bool = False


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


def identify(connection: Connection, cashier: Person, code: Code, now: datetime) -> Customer:
    """Returns whose code it is. Raises NotAllowed, TooManyAttempts, CodeUnknown, OwnCard.

    After CodeUnknown `missed` is to be called, as a refusal would undo the count.
    """
    current_cashier = staff_member(connection, cashier)
    require_tries(connection, current_cashier, now)
    member_id = members.of_code(connection, code)
    if member_id is None:
        raise CodeUnknown
    if member_id == current_cashier.member_id:
        raise OwnCard
    return customer(connection, member_id, now)


def missed(connection: Connection, cashier: Person, now: datetime) -> None:
    """Notes that somebody of the staff has tried a code that nobody has. Raises NotAllowed."""
    counters.attempts(connection, staff_member(connection, cashier).id, "code", _hour(now), 1)


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def require_tries(connection: Connection, by: Person, now: datetime) -> None:
    """Raises TooManyAttempts for who has tried too many codes of nobody in this hour."""
    if counters.tried(connection, by.id, "code", _hour(now)) >= ATTEMPTS:
        raise TooManyAttempts(max(1, -(-(_hour(now) + _HOUR - now).seconds // 60)))


def present(connection: Connection, cashier: Person, codes: ChangingCodes, code: Code, now: datetime) -> Scanned | None:
    """Returns whose changing code a cashier has scanned; None for one out of its time, which counts as an attempt.

    A refusal would undo the count: after CodeUnknown `missed` is to be called. Raises NotAllowed, CodeUnknown, OwnCard,
    TooManyAttempts.
    """
    by = staff_member(connection, cashier)
    require_tries(connection, by, now)
    member_id = members.of_code(connection, code)
    row = members.row_of(connection, member_id) if member_id else None
    if row is None:
        raise CodeUnknown
    if row.id == by.member_id:
        raise OwnCard
    # A card that was merged into another one keeps its own codes; typed digits name the card, not its secret.
    step = codes.step(row.code if is_valid(code.value) else code.value, code.totp, now)
    if step is None:
        counters.attempts(connection, by.id, "code", _hour(now), 1)
        return None
    return Scanned(customer(connection, row.id, now), Proof(row.id, step, now))


def customer(connection: Connection, member_id: UUID, now: datetime) -> Customer:
    """Returns the member as the cashier sees them. Raises CodeUnknown."""
    member, row = accounts.view(connection, member_id, now), members.row_of(connection, member_id)
    if row is None:
        raise CodeUnknown
    return Customer(
        member_id=member_id,
        name=full_name(row),
        ending=ending(row.digits),
        tier=row.tier,
        active=member.balance(Account.ACTIVE),
        spendable=member.spendable,
        debt=-member.balance(Account.DEBT),
        language=closest(row.language),
        waiting=tuple(
            _waiting(connection, hold) for hold in holds.open_of(connection, member_id) if hold.expires_at > now
        ),
        headline=headline(member, current(connection, now)),
        suspended=member.suspended,
    )


def _waiting(connection: Connection, hold: Record) -> Waiting:
    cashier_id = UUID(hold.sale["cashier_id"])
    cashier = person_of(people.by_id(connection, cashier_id))
    return Waiting(hold.id, hold.points, cashier_id, cashier.name, hold.sale["outlet"], hold.expires_at)


def purge(connection: Connection, now: datetime) -> int:
    """Deletes what no code can be refused for any more; returns how much."""
    return uses.purge(connection, now - KEPT)
