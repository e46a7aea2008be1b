"""Wallet passes: serials, the version that tells a phone that something changed, and the phones that hold them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Connection,
    bindparam,
    case,
    delete,
    exists,
    literal_column,
    select,
    type_coerce,
    update,
)

from storage import outbox
from storage.dialect import insert_or_update
from storage.outbox import Priority
from storage.prepared import Prepared
from storage.tables import Moment, Record, pass_device, pass_registration, wallet_pass

PUSH = "apple"
"""The kind of the jobs that tell phones of a pass; one per pass, however often it changes until it is told."""

_SECOND = 1_000_000  # a Moment counts microseconds
# Phones compare whole seconds (Last-Modified): two changes within one must still lie a second apart.
_EARLIEST = type_coerce(type_coerce(wallet_pass.c.changed_at, BigInteger) + _SECOND, Moment())
_NOW = bindparam("now", type_=Moment())
_CHANGED = Prepared(
    update(wallet_pass)
    .where(wallet_pass.c.member_id == bindparam("whose"))
    .values(version=wallet_pass.c.version + 1, changed_at=case((_EARLIEST > _NOW, _EARLIEST), else_=_NOW))
)
_HOLDERS = (
    select(pass_registration.c.device_id)
    .join(wallet_pass, wallet_pass.c.serial == pass_registration.c.serial)
    .where(wallet_pass.c.member_id == bindparam("whose"))
)
_COUNTED = Prepared(update(pass_device).where(pass_device.c.id.in_(_HOLDERS)).values(changes=pass_device.c.changes + 1))
_SERIAL = Prepared(select(wallet_pass.c.serial).where(wallet_pass.c.member_id == bindparam("whose")))
_MARKED = Prepared(
    update(pass_registration)
    .where(pass_registration.c.serial == bindparam("of"))
    .values(
        changed=select(pass_device.c.changes).where(pass_device.c.id == pass_registration.c.device_id).scalar_subquery()
    )
)
_NEW_TOKEN = {"push_token": literal_column("excluded.push_token"), "changes": pass_device.c.changes + 1}


def insert(connection: Connection, serial: str, member_id: UUID, now: datetime) -> None:
    """Writes the pass of a member, version 1."""
    connection.execute(wallet_pass.insert().values(serial=serial, member_id=member_id, version=1, changed_at=now))


def changed(connection: Connection, member_id: UUID, now: datetime) -> None:
    """Counts a change of what the member's pass shows, and has the phones that hold it told after the commit."""
    _CHANGED.run(connection, {"whose": member_id, "now": now})
    # Each phone counts for itself, under a lock that is held until the commit: were there one count for all, a phone
    # could hear of a later number first and never ask for the earlier one.
    if _COUNTED.run(connection, {"whose": member_id}):
        found = _SERIAL.row(connection, {"whose": member_id})
        assert found is not None, "phones hold it"
        _MARKED.run(connection, {"of": found.serial})
        _tell(connection, found.serial, now)


def _tell(connection: Connection, serial: str, now: datetime) -> None:
    outbox.renew(connection, PUSH, f"{PUSH}:{serial}", {"serial": serial}, priority=Priority.SERVICE, run_at=now)


def row_of(connection: Connection, *, serial: str = "", member_id: UUID | None = None) -> Record | None:
    """Returns the pass with this serial, or of this member, or None."""
    where = wallet_pass.c.serial == serial if serial else wallet_pass.c.member_id == member_id
    return connection.execute(select(wallet_pass).where(where)).one_or_none()


def register(connection: Connection, serial: str, device: str, push_token: str, now: datetime) -> bool | None:
    """Notes that a phone holds the pass; True when that is new, None when there is no such pass.

    A phone that was known keeps its count and gets its new push token. A new one is told at once: the pass may have
    changed since it was downloaded.
    """
    # Whoever changes the pass meanwhile waits and then sees the phone, or has committed before.
    if connection.execute(select(wallet_pass).where(wallet_pass.c.serial == serial).with_for_update()).first() is None:
        return None
    # The count begins with the time: a phone that comes back has a tag of its former life, and that is then older.
    row = {"id": device, "push_token": push_token, "changes": int(now.timestamp() * 1000), "since": now}
    insert_or_update(connection, pass_device, "id", row, _NEW_TOKEN)
    count = connection.execute(select(pass_device.c.changes).where(pass_device.c.id == device)).scalar_one()
    ours = (pass_registration.c.device_id == device) & (pass_registration.c.serial == serial)
    if connection.execute(select(pass_registration).where(ours)).first() is not None:
        return False
    values = {"device_id": device, "serial": serial, "changed": count, "at": now}
    connection.execute(pass_registration.insert().values(values))
    _tell(connection, serial, now)
    return True


def unregister(connection: Connection, serial: str, device: str) -> None:
    """Forgets that a phone holds the pass, and the phone with its last one."""
    _lock(connection, device)
    ours = (pass_registration.c.device_id == device) & (pass_registration.c.serial == serial)
    connection.execute(delete(pass_registration).where(ours))
    holds = exists().where(pass_registration.c.device_id == device)
    connection.execute(delete(pass_device).where(pass_device.c.id == device, ~holds))


def forget(connection: Connection, device: str, push_token: str) -> bool:
    """Forgets a phone that cannot be told any more, unless it has another push token by now; says whether it did."""
    if _lock(connection, device) != push_token:
        return False
    connection.execute(delete(pass_registration).where(pass_registration.c.device_id == device))
    connection.execute(delete(pass_device).where(pass_device.c.id == device))
    return True


def _lock(connection: Connection, device: str) -> str | None:
    query = select(pass_device.c.push_token).where(pass_device.c.id == device).with_for_update()
    return connection.execute(query).scalar_one_or_none()


def held(connection: Connection, device: str) -> Sequence[Record]:
    """Returns `serial` and `changed` of each pass that a phone holds, with the phone's count as `changes`."""
    query = (
        select(pass_registration.c.serial, pass_registration.c.changed, pass_device.c.changes)
        .join(pass_device, pass_device.c.id == pass_registration.c.device_id)
        .where(pass_device.c.id == device)
        .order_by(pass_registration.c.changed, pass_registration.c.serial)
    )
    return connection.execute(query).all()


def holders(connection: Connection, serials: Collection[str]) -> Sequence[Record]:
    """Returns `serial`, `device` and `push_token` for every phone that holds one of these passes."""
    query = (
        select(pass_registration.c.serial, pass_device.c.id.label("device"), pass_device.c.push_token)
        .join(pass_device, pass_device.c.id == pass_registration.c.device_id)
        .where(pass_registration.c.serial.in_(serials))
    )
    return connection.execute(query).all()
