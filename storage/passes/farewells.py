"""Passes whose holder was erased: every phone that has one gets one empty pass in its place, and then nothing more."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, case, delete, exists, func, select, update

from storage.passes import passes
from storage.tables import pass_device, pass_registration, wallet_pass


def begin(connection: Connection, member_id: UUID, now: datetime) -> None:
    """Has the card and the coupons of a member say goodbye to the phones that hold them."""
    passes.changed(connection, member_id, now)
    coupons = select(wallet_pass.c.coupon_id).where(
        wallet_pass.c.member_id == member_id, wallet_pass.c.kind == "coupon"
    )
    for coupon_id in connection.execute(coupons).scalars().all():
        passes.coupon_changed(connection, coupon_id, now)
    phones = (
        select(case((func.count() == 0, 1), else_=func.count()))  # one that never registered may be asked to look anew
        .select_from(pass_registration)
        .where(pass_registration.c.serial == wallet_pass.c.serial)
        .scalar_subquery()
    )
    mine = (wallet_pass.c.member_id == member_id, wallet_pass.c.farewells.is_(None))
    connection.execute(update(wallet_pass).where(*mine).values(farewells=phones))


def take(connection: Connection, serial: str) -> bool:
    """Counts an empty pass that is sent now; False when every phone has had its own.

    With the last one the phones that hold the pass are forgotten.
    """
    left = connection.execute(
        update(wallet_pass)
        .where(wallet_pass.c.serial == serial, wallet_pass.c.farewells > 0)
        .values(farewells=wallet_pass.c.farewells - 1)
        .returning(wallet_pass.c.farewells)
    ).scalar_one_or_none()
    if left == 0:
        _forget(connection, serial)
    return left is not None


def _forget(connection: Connection, serial: str) -> None:
    ours = pass_registration.c.serial == serial
    phones = select(pass_registration.c.device_id).where(ours).order_by(pass_registration.c.device_id)
    held = select(pass_device.c.id).where(pass_device.c.id.in_(phones)).order_by(pass_device.c.id).with_for_update()
    devices = connection.execute(held).scalars().all()
    connection.execute(delete(pass_registration).where(ours))
    others = exists().where(pass_registration.c.device_id == pass_device.c.id)
    connection.execute(delete(pass_device).where(pass_device.c.id.in_(devices), ~others))
