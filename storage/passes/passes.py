"""Wallet passes: serials, the version that tells a phone that something changed, and the phones that hold them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal_column,
    select,
    type_coerce,
    update,
)

from storage.engine.dialect import exactly, insert_once, insert_or_update
from storage.engine.prepared import Prepared
from storage.passes import google
from storage.plumbing import outbox
from storage.plumbing.outbox import Priority
from storage.tables import Moment, Record, coupon, google_pass, pass_device, pass_registration, wallet_pass

PUSH = "apple"
"""The kind of the jobs that tell phones of a pass; one per pass, however often it changes until it is told."""
MOST_DEVICES = 20
"""Phones, tablets and watches that hold one pass; nobody has more, and each is told of every change."""

_SECOND = 1_000_000  # a Moment counts microseconds
# Phones compare whole seconds (Last-Modified): two changes within one must still lie a second apart.
_EARLIEST = type_coerce(type_coerce(wallet_pass.c.changed_at, BigInteger) + _SECOND, Moment())
_NOW = bindparam("now", type_=Moment())
_MARKED = Prepared(
    update(pass_registration)
    .where(pass_registration.c.serial == bindparam("of"))
    .values(
        changed=select(pass_device.c.changes).where(pass_device.c.id == pass_registration.c.device_id).scalar_subquery()
    )
)


class _Kind:
    """What a change of one kind of pass sends to the database; `which` finds the pass by the parameter `whose`."""

    def __init__(self, which: ColumnElement[bool]) -> None:
        self.changed = Prepared(
            update(wallet_pass)
            .where(which)
            .values(version=wallet_pass.c.version + 1, changed_at=case((_EARLIEST > _NOW, _EARLIEST), else_=_NOW))
        )
        phones = (
            select(pass_device.c.id)
            .join(pass_registration, pass_registration.c.device_id == pass_device.c.id)
            .join(wallet_pass, wallet_pass.c.serial == pass_registration.c.serial)
            .where(which)
            # Always in this order: members who share two phones would wait for each other otherwise.
            .order_by(pass_device.c.id)
            .with_for_update(of=pass_device)
        ).subquery("phones")
        self.counted = Prepared(
            update(pass_device)
            .where(pass_device.c.id.in_(select(phones.c.id)))
            .values(changes=pass_device.c.changes + 1)
        )
        self.serial = Prepared(select(wallet_pass.c.serial).where(which))
        self.at_google = Prepared(
            select(google_pass.c.serial).join(wallet_pass, wallet_pass.c.serial == google_pass.c.serial).where(which)
        )


_IS_CARD = (wallet_pass.c.member_id == bindparam("whose")) & (wallet_pass.c.kind == exactly("card"))
_BY_SERIAL = Prepared(select(wallet_pass).where(wallet_pass.c.serial == bindparam("whose")))
_CARD_OF = Prepared(select(wallet_pass).where(_IS_CARD))
_CARD = _Kind(_IS_CARD)
_COUPON = _Kind(wallet_pass.c.coupon_id == bindparam("whose"))
_NEW_TOKEN = {
    "push_token": literal_column("excluded.push_token"),
    "changes": pass_device.c.changes + 1,
    # Apple says since when a phone is gone: what counts is when it last told us that it is there.
    "since": literal_column("excluded.since"),
}


def insert(connection: Connection, serial: str, member_id: UUID, now: datetime) -> None:
    """Writes the card of a member, version 1."""
    connection.execute(wallet_pass.insert().values(serial=serial, member_id=member_id, version=1, changed_at=now))


def insert_of_coupon(connection: Connection, serial: str, member_id: UUID, coupon_id: UUID, now: datetime) -> None:
    """Writes the pass of a member's coupon, version 1, unless it has one."""
    values = {"serial": serial, "member_id": member_id, "version": 1, "changed_at": now}
    insert_once(connection, wallet_pass, "coupon_id", {**values, "kind": "coupon", "coupon_id": coupon_id})


def changed(connection: Connection, member_id: UUID, now: datetime) -> None:
    """Counts a change of what the member's card shows, and has the phones that hold it told after the commit."""
    _changed(connection, _CARD, member_id, now)


def coupon_changed(connection: Connection, coupon_id: UUID, now: datetime) -> None:
    """The same for the pass of a coupon; a coupon that nobody saved has none, which costs one look at an index."""
    _changed(connection, _COUPON, coupon_id, now)


def _changed(connection: Connection, kind: _Kind, whose: UUID, now: datetime) -> None:
    if not kind.changed.run(connection, {"whose": whose, "now": now}):
        return
    # Each phone counts for itself, under a lock that is held until the commit: were there one count for all, a phone
    # could hear of a later number first and never ask for the earlier one.
    if kind.counted.run(connection, {"whose": whose}):
        found = kind.serial.row(connection, {"whose": whose})
        assert found is not None, "phones hold it"
        _MARKED.run(connection, {"of": found.serial})
        _tell(connection, found.serial, now)
    given = kind.at_google.row(connection, {"whose": whose})
    if given is not None:
        google.tell(connection, given.serial, now)


def _tell(connection: Connection, serial: str, now: datetime) -> None:
    outbox.renew(connection, PUSH, f"{PUSH}:{serial}", {"serial": serial}, priority=Priority.SERVICE, run_at=now)


def row_of(connection: Connection, *, serial: str) -> Record | None:
    """Returns the pass with this serial, card or coupon, or None."""
    return _BY_SERIAL.row(connection, {"whose": serial})


def card_of(connection: Connection, member_id: UUID) -> Record | None:
    """Returns the member's card, or None."""
    return _CARD_OF.row(connection, {"whose": member_id})


def of_coupons(connection: Connection, coupon_ids: Collection[UUID]) -> Sequence[Record]:
    """Returns the passes of those of these coupons that were saved."""
    return connection.execute(select(wallet_pass).where(wallet_pass.c.coupon_id.in_(coupon_ids))).all()


def coupons_saved(connection: Connection, member_id: UUID) -> Sequence[UUID]:
    """Returns those of a member's coupons that were saved as passes, always in the same order."""
    query = (
        select(wallet_pass.c.coupon_id)
        .join(coupon, coupon.c.id == wallet_pass.c.coupon_id)
        .where(coupon.c.member_id == member_id)
        .order_by(wallet_pass.c.coupon_id)
    )
    return connection.execute(query).scalars().all()


def serial_of_code(connection: Connection, member_id: UUID, code: str) -> str | None:
    """Returns the serial of the pass of a member's coupon by the coupon's code, None for one that was never saved."""
    query = (
        select(wallet_pass.c.serial)
        .join(coupon, coupon.c.id == wallet_pass.c.coupon_id)
        .where(coupon.c.code == code, coupon.c.member_id == member_id)
    )
    return connection.execute(query).scalar_one_or_none()


def register(connection: Connection, serial: str, device: str, push_token: str, now: datetime) -> bool | None:
    """Notes that a phone holds the pass; True when that is new, None when there is no such pass any more.

    A phone that was known keeps its count and gets its new push token. A new one is told at once: the pass may have
    changed since it was downloaded.
    """
    # Whoever changes the pass meanwhile waits and then sees the phone, or has committed before.
    found = connection.execute(
        select(wallet_pass).where(wallet_pass.c.serial == serial).with_for_update()
    ).one_or_none()
    if found is None or found.farewells is not None:
        return None
    # The count begins with the time: a phone that comes back has a tag of its former life, and that is then older.
    row = {"id": device, "push_token": push_token, "changes": int(now.timestamp() * 1000), "since": now}
    insert_or_update(connection, pass_device, "id", row, _NEW_TOKEN)
    count = connection.execute(select(pass_device.c.changes).where(pass_device.c.id == device)).scalar_one()
    ours = (pass_registration.c.device_id == device) & (pass_registration.c.serial == serial)
    if connection.execute(select(pass_registration).where(ours)).first() is not None:
        return False
    _make_room(connection, serial)
    values = {"device_id": device, "serial": serial, "changed": count, "at": now}
    connection.execute(pass_registration.insert().values(values))
    _tell(connection, serial, now)
    return True


def _make_room(connection: Connection, serial: str) -> None:
    """Lets the phones go that have held a pass longest, where one more would be too many."""
    newest = (
        select(pass_registration.c.device_id)
        .where(pass_registration.c.serial == serial)
        .order_by(pass_registration.c.at.desc(), pass_registration.c.device_id)
    )
    for device in connection.execute(newest).scalars().all()[MOST_DEVICES - 1 :]:
        unregister(connection, serial, device)


def unregister(connection: Connection, serial: str, device: str) -> None:
    """Forgets that a phone holds the pass, and the phone with its last one."""
    _lock(connection, device)
    ours = (pass_registration.c.device_id == device) & (pass_registration.c.serial == serial)
    connection.execute(delete(pass_registration).where(ours))
    holds = exists().where(pass_registration.c.device_id == device)
    connection.execute(delete(pass_device).where(pass_device.c.id == device, ~holds))


def forget(connection: Connection, device: str, push_token: str, gone_at: datetime) -> bool:
    """Forgets a phone that was gone at a time, unless it has registered since; says whether it did."""
    found = _lock(connection, device)
    if found is None or found.push_token != push_token or found.since > gone_at:
        return False
    connection.execute(delete(pass_registration).where(pass_registration.c.device_id == device))
    connection.execute(delete(pass_device).where(pass_device.c.id == device))
    return True


def _lock(connection: Connection, device: str) -> Record | None:
    query = select(pass_device.c.push_token, pass_device.c.since).where(pass_device.c.id == device).with_for_update()
    return connection.execute(query).one_or_none()


def held(connection: Connection, device: str) -> Sequence[Record]:
    """Returns `serial` and `changed` of each pass that a phone holds, with the phone's count as `changes`."""
    query = (
        select(pass_registration.c.serial, pass_registration.c.changed, pass_device.c.changes)
        .join(pass_device, pass_device.c.id == pass_registration.c.device_id)
        .where(pass_device.c.id == device)
        .order_by(pass_registration.c.changed, pass_registration.c.serial)
    )
    return connection.execute(query).all()


def held_cards(connection: Connection) -> int:
    """Returns how many members have their card in Apple Wallet."""
    query = (
        select(func.count(pass_registration.c.serial.distinct()))
        .join(wallet_pass, wallet_pass.c.serial == pass_registration.c.serial)
        .where(wallet_pass.c.kind == exactly("card"), wallet_pass.c.farewells.is_(None))
    )
    return int(connection.execute(query).scalar_one())


def holders(connection: Connection, serials: Collection[str]) -> Sequence[Record]:
    """Returns `serial`, `device` and `push_token` for every phone that holds one of these passes."""
    query = (
        select(pass_registration.c.serial, pass_device.c.id.label("device"), pass_device.c.push_token)
        .join(pass_device, pass_device.c.id == pass_registration.c.device_id)
        .where(pass_registration.c.serial.in_(serials))
    )
    return connection.execute(query).all()
