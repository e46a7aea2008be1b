"""Gift certificates: their rows, the codes they had, and the entries whose sum is what is left on them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, and_, exists, func, or_, select, update

from loyalty.certificates import Part
from storage.engine.dialect import exactly, insert_once
from storage.engine.ids import uuid7
from storage.tables import Record, member, outlet, person, purchase
from storage.tables import certificate as table
from storage.tables import certificate_code as former
from storage.tables import certificate_entry as entries


@dataclass(frozen=True, slots=True)
class Entry:
    """A movement of `amount` signed minor units; see `storage.tables.certificate_entry`."""

    certificate_id: UUID
    key: str
    kind: str
    amount: int
    currency: str
    actor: str
    at: datetime
    outlet_id: int | None = None
    purchase_id: UUID | None = None
    return_id: UUID | None = None
    settles: int = 0


_GIVER = member.alias("giver_member")
_BY = person.alias("giver")
_HOLDER = member.alias("holder")
_ROWS = (
    select(table, _BY.c.first_name, _BY.c.last_name, _HOLDER.c.suspended_at)
    .join(_HOLDER, _HOLDER.c.id == table.c.member_id, isouter=True)
    .join(_GIVER, _GIVER.c.id == table.c.given_by, isouter=True)
    .join(_BY, _BY.c.id == _GIVER.c.person_id, isouter=True)
)


def insert(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Writes a certificate with nothing on it yet, unless there is one with this id; says whether it did."""
    return insert_once(connection, table, "id", {"balance": 0, **row})


def of_ids(connection: Connection, ids: Collection[UUID], *, lock: bool = False) -> Mapping[UUID, Record]:
    """Returns these certificates, with the giver's names and since when the holder's card is frozen.

    When `lock` is said, they are locked in the order of their ids.
    """
    if lock:
        connection.execute(select(table.c.id).where(table.c.id.in_(ids)).order_by(table.c.id).with_for_update()).all()
    found = connection.execute(_ROWS.where(table.c.id.in_(ids))).all() if ids else ()
    return {row.id: row for row in found}


def is_empty(connection: Connection) -> bool:
    """Says whether there has never been a certificate."""
    return connection.execute(select(table.c.id).limit(1)).first() is None


def by_code(connection: Connection, code: str) -> Record | None:
    """Returns the certificate that has this code, or had it before, or None."""
    had = select(former.c.certificate_id).where(former.c.code == code).scalar_subquery()
    return connection.execute(_ROWS.where(or_(table.c.code == code, table.c.id == had))).one_or_none()


def of_member(connection: Connection, member_id: UUID) -> Sequence[Record]:
    """Returns what a member holds, the newest first."""
    return connection.execute(_ROWS.where(table.c.member_id == member_id).order_by(table.c.id.desc())).all()


def change(connection: Connection, certificate_id: UUID, **values: Any) -> None:
    """Changes what stands beside the money."""
    connection.execute(update(table).where(table.c.id == certificate_id).values(**values))


def recode(connection: Connection, row: Record, code: str, now: datetime) -> None:
    """Gives a certificate another code, and keeps in mind the one that it had."""
    connection.execute(former.insert().values(code=row.code, certificate_id=row.id, ended_at=now))
    change(connection, row.id, code=code)


def post(connection: Connection, entry: Entry) -> bool:
    """Writes an entry and moves the balance of its locked certificate, once per key; says whether it did.

    An entry in another currency than the certificate's is the end of that currency on it, and moves no balance.
    """
    values = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    if not insert_once(connection, entries, "key", {"id": uuid7(), **values}):
        return False
    moved = update(table).where(table.c.id == entry.certificate_id, table.c.currency == entry.currency)
    connection.execute(moved.values(balance=table.c.balance + entry.amount))
    return True


def known(connection: Connection, key: str) -> Record | None:
    """Returns the entry with this key, or None."""
    return connection.execute(select(entries).where(entries.c.key == key)).one_or_none()


def of_certificate(connection: Connection, certificate_id: UUID, limit: int = 20) -> Sequence[Record]:
    """Returns the newest entries of a certificate with the outlet's name.

    `alone` says that it has paid by itself, for no purchase, and was not given that back.
    """
    back, bought = entries.alias("back"), exists().where(purchase.c.id == entries.c.purchase_id)
    returned = exists().where(back.c.purchase_id == entries.c.purchase_id, back.c.kind == exactly("returned"))
    alone = and_(_kind("spent"), ~bought, ~returned).label("alone")
    query = select(entries, outlet.c.name.label("outlet"), alone).join(
        outlet, outlet.c.id == entries.c.outlet_id, isouter=True
    )
    return connection.execute(
        query.where(entries.c.certificate_id == certificate_id).order_by(entries.c.id.desc()).limit(limit)
    ).all()


def how_many(connection: Connection, certificate_id: UUID) -> int:
    """Returns how many entries a certificate has."""
    query = select(func.count()).select_from(entries).where(entries.c.certificate_id == certificate_id)
    return int(connection.execute(query).scalar_one())


def given_to(connection: Connection, purchase_id: UUID, certificate_id: UUID, currency: str) -> tuple[int, int]:
    """Returns what a certificate was given back of a purchase since it has been in `currency`.

    The first sum is in minor units of the purchase, the second in its own.
    """
    query = select(func.coalesce(func.sum(entries.c.settles), 0), func.coalesce(func.sum(entries.c.amount), 0))
    of_both = (entries.c.purchase_id == purchase_id, entries.c.certificate_id == certificate_id)
    settled, amount = connection.execute(query.where(*of_both, _kind("returned"), entries.c.currency == currency)).one()
    return int(settled), int(amount)


def paid_for(connection: Connection, purchase_id: UUID) -> tuple[Part, ...]:
    """Returns what certificates paid for a purchase, in its currency, in the order in which they did."""
    return _settled(connection, select(entries).where(entries.c.purchase_id == purchase_id, _kind("spent")))


def given_back(connection: Connection, purchase_id: UUID) -> tuple[Part, ...]:
    """Returns what certificates were given back of a purchase so far, in its currency."""
    return _settled(connection, select(entries).where(entries.c.purchase_id == purchase_id, _kind("returned")))


def of_return(connection: Connection, return_id: UUID) -> int:
    """Returns what one return gave back to certificates, in the currency of its purchase."""
    query = select(func.coalesce(func.sum(entries.c.settles), 0)).where(entries.c.return_id == return_id)
    return int(connection.execute(query).scalar_one())


def _kind(kind: str) -> Any:
    return entries.c.kind == exactly(kind)


def _settled(connection: Connection, query: Select[*tuple[Any, ...]]) -> tuple[Part, ...]:
    rows = connection.execute(query.order_by(entries.c.id)).all()
    return tuple(Part(row.certificate_id, row.settles) for row in rows)


# --- what falls due --------------------------------------------------------------------------------------------------


def ended(connection: Connection, now: datetime, limit: int) -> Sequence[Record]:
    """Returns certificates that have run out with something on them."""
    late = (table.c.expires_at <= now, table.c.balance > exactly(0))
    return connection.execute(select(table).where(*late).order_by(table.c.expires_at).limit(limit)).all()


def to_deliver(connection: Connection, now: datetime, limit: int) -> Sequence[Record]:
    """Returns gifts whose moment has come."""
    due = (table.c.deliver_at <= now, table.c.delivered_at.is_(None))
    return connection.execute(_ROWS.where(*due).order_by(table.c.deliver_at).limit(limit)).all()


def liability(connection: Connection, now: datetime) -> dict[str, int]:
    """Returns what is left on all certificates that have not run out, in minor units by currency."""
    lasting = or_(table.c.expires_at.is_(None), table.c.expires_at > now)
    query = select(table.c.currency, func.sum(table.c.balance)).where(table.c.balance > 0, lasting)
    return {currency: int(minor) for currency, minor in connection.execute(query.group_by(table.c.currency))}


def moved(connection: Connection) -> dict[tuple[str, str], int]:
    """Returns what has ever moved, by kind of entry and currency, in signed minor units."""
    query = select(entries.c.kind, entries.c.currency, func.sum(entries.c.amount))
    rows = connection.execute(query.group_by(entries.c.kind, entries.c.currency))
    return {(kind, currency): int(minor) for kind, currency, minor in rows}


# --- people ----------------------------------------------------------------------------------------------------------


def take_over(connection: Connection, giver: UUID, taker: UUID) -> None:
    """Gives what one member holds, and has given on, to another one."""
    for column in (table.c.member_id, table.c.given_by):
        connection.execute(update(table).where(column == giver).values({column: taker}))


def forget(connection: Connection, member_id: UUID, blocked_at: datetime | None) -> None:
    """Lets an erased member's certificates be whoever's who has their codes, and forgets what was said with gifts.

    With `blocked_at` nobody's, until a manager issues them anew.
    """
    connection.execute(update(table).where(table.c.given_by == member_id).values(given_by=None, greeting=""))
    gone: dict[str, Any] = {"member_id": None, "given_at": None, "greeting": ""}
    if blocked_at is not None:
        gone["blocked_at"] = blocked_at
    connection.execute(update(table).where(table.c.member_id == member_id).values(gone))
