"""Members: their rows, balances and open lots, as the engine takes them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, union, update

from loyalty.codes import Code, CodeKind, is_valid
from loyalty.ledger import Account, Lot
from loyalty.member import Facts, Member, counts_of
from storage.engine.dialect import exactly
from storage.engine.prepared import Prepared
from storage.tables import Record, balance, hold, lot, member, person, profile


@dataclass(frozen=True, slots=True)
class NewMember:
    """The row of somebody who has just registered."""

    id: UUID
    person_id: UUID
    number: int
    code: str
    digits: str
    page_token: str
    source: str
    outlet_id: int | None
    registered_at: datetime


_BY_ID = (
    select(
        *(
            member.c[name]
            for name in ("id", "person_id", "registered_at", "purchases", "tier", "frozen_at", "suspended_at")
        ),
        *(profile.c[name] for name in ("birth_month", "birth_day")),
    )
    .join(profile, profile.c.person_id == member.c.person_id, isouter=True)
    .where(member.c.id == bindparam("member_id"), member.c.merged_into.is_(None))
)
_MEMBER, _LOCKED = Prepared(_BY_ID), Prepared(_BY_ID.with_for_update(of=member))
_BALANCES = Prepared(
    select(balance.c.account, balance.c.unit, balance.c.balance).where(balance.c.member_id == bindparam("member_id"))
)
_OPEN_LOTS = Prepared(
    select(*(lot.c[field.name] for field in fields(Lot))).where(
        lot.c.member_id == bindparam("member_id"), lot.c.remaining > exactly(0)
    )
)
_HOLDER = Prepared(
    select(person.c.id, person.c.telegram_id, person.c.first_name, person.c.last_name)
    .join(member, member.c.person_id == person.c.id)
    .where(member.c.id == bindparam("member_id"))
)
_ROW = Prepared(
    select(member, *(person.c[name] for name in ("first_name", "last_name", "language", "telegram_id", "reachable")))
    .join(person, person.c.id == member.c.person_id, isouter=True)
    .where(member.c.id == bindparam("member_id"))
)
_COUNT = Prepared(
    update(member).where(member.c.id == bindparam("whose")).values(purchases=member.c.purchases + bindparam("more"))
)


_SURVIVOR = func.coalesce(member.c.merged_into, member.c.id)


def insert(connection: Connection, new: NewMember) -> None:
    """Writes the row of a new member."""
    connection.execute(
        member.insert().values(
            id=new.id,
            person_id=new.person_id,
            number=new.number,
            code=new.code,
            digits=new.digits,
            page_token=new.page_token,
            source=new.source,
            outlet_id=new.outlet_id,
            registered_at=new.registered_at,
        )
    )


def load(connection: Connection, member_id: UUID, *, lock: bool = False, erased_too: bool = True) -> Member | None:
    """Returns the member with balances and open lots, locking the row for the transaction when asked to.

    None for nobody, and for one whose card has become another's: nothing may move there any more; also for one who was
    erased unless `erased_too`.
    """
    whose = {"member_id": member_id}
    row = (_LOCKED if lock else _MEMBER).row(connection, whose)
    if row is None or (row.person_id is None and not erased_too):
        return None
    balances = _BALANCES.rows(connection, whose)
    lots = _OPEN_LOTS.rows(connection, whose)
    amounts = {(Account(b.account), b.unit): b.balance for b in balances}
    counts = counts_of(amounts)
    return Member(
        id=row.id,
        facts=Facts(
            registered_at=row.registered_at,
            purchases=row.purchases,
            tier=row.tier,
            birthday=(row.birth_month, row.birth_day) if row.birth_month else None,
            counts=counts,
        ),
        balances=amounts,
        lots=tuple(_lot(entry) for entry in lots),
        frozen=row.frozen_at is not None,
        suspended=row.suspended_at is not None,
    )


def _lot(row: Record) -> Lot:
    return Lot(**{**row._asdict(), "account": Account(row.account)})


def row_of(connection: Connection, member_id: UUID) -> Record | None:
    """Returns the member's row joined with the person's, or None."""
    return _ROW.row(connection, {"member_id": member_id})


def holder(connection: Connection, member_id: UUID) -> Record | None:
    """Returns `id`, `telegram_id` and the names of the person whose card it is, or None."""
    return _HOLDER.row(connection, {"member_id": member_id})


def by_code(connection: Connection, *, code: str = "", digits: str = "") -> UUID | None:
    """Returns the id of the member with this opaque code or these ten digits; of a merged card, where it went."""
    column, value = (member.c.code, code) if code else (member.c.digits, digits)
    return connection.execute(select(_SURVIVOR).where(column == value)).scalar_one_or_none()


def of_code(connection: Connection, code: Code) -> UUID | None:
    """Returns the id of the member whose code was read, fresh or not; a coupon's or a certificate's names nobody."""
    if code.kind in {CodeKind.COUPON, CodeKind.CERTIFICATE}:
        return None
    return by_code(connection, **{"digits" if is_valid(code.value) else "code": code.value})


def by_page_token(connection: Connection, token: str) -> UUID | None:
    """Returns the id of the member whose landing page has this token; of a merged card, where it went."""
    return connection.execute(select(_SURVIVOR).where(member.c.page_token == token)).scalar_one_or_none()


def count_purchases(connection: Connection, member_id: UUID, by: int) -> None:
    """Adds `by` (1 for a sale, -1 for a full return) to the member's number of purchases."""
    _COUNT.run(connection, {"whose": member_id, "more": by})


def move_to(connection: Connection, member_id: UUID, person_id: UUID) -> None:
    """Gives the member's card to another Telegram account of the same human."""
    connection.execute(update(member).where(member.c.id == member_id).values(person_id=person_id))


def with_due(connection: Connection, now: datetime, limit: int) -> Sequence[UUID]:
    """Returns up to `limit` members with a lot to activate or expire, or a hold that has run out; no frozen ones."""
    expiring = select(lot.c.member_id).where(
        lot.c.remaining > exactly(0), lot.c.account == "active", lot.c.expires_at <= now
    )
    activating = select(lot.c.member_id).where(
        lot.c.remaining > exactly(0), lot.c.account == exactly("pending"), lot.c.active_from <= now
    )
    waiting = select(hold.c.member_id).where(hold.c.state == exactly("open"), hold.c.expires_at <= now)
    due = union(expiring, activating, waiting).subquery()
    query = select(member.c.id).where(member.c.id.in_(select(due.c.member_id)), member.c.frozen_at.is_(None))
    return connection.execute(query.limit(limit)).scalars().all()


def how_many(connection: Connection, *, since: datetime | None = None) -> int:
    """Returns the number of members, or of those who registered since; merged and withdrawn ones do not count."""
    query = select(func.count()).where(member.c.person_id.is_not(None), member.c.merged_into.is_(None))
    return connection.execute(query if since is None else query.where(member.c.registered_at >= since)).scalar_one()


def frozen(connection: Connection) -> frozenset[UUID]:
    """Returns the members whose accounts are stopped."""
    return frozenset(connection.execute(select(member.c.id).where(member.c.frozen_at.is_not(None))).scalars())


def freeze(connection: Connection, member_id: UUID, at: datetime | None) -> None:
    """Stops a member's account at a time; None lets it go on."""
    connection.execute(update(member).where(member.c.id == member_id).values(frozen_at=at))


def suspend(connection: Connection, member_id: UUID, at: datetime | None) -> None:
    """Writes down when the owner froze a member's card; None lets it go on."""
    connection.execute(update(member).where(member.c.id == member_id).values(suspended_at=at))
