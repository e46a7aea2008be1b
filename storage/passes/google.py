"""Passes that Google has: what they show there, what their holders were told, and who saved or removed them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, or_, select, update

from loyalty.ledger import POINTS
from storage.engine.dialect import exactly, insert_once
from storage.plumbing import outbox
from storage.plumbing.outbox import Priority
from storage.tables import Record, coupon, coupon_use, google_nonce, google_pass, lot, wallet_pass

KIND = "google"
"""The kind of the jobs that have Google show what a pass is now; one per pass, however often it changes meanwhile."""

MOST_LINKED = 50
"""Passes that Google lets hang on one other."""


def tell(connection: Connection, serial: str, run_at: datetime) -> None:
    """Orders that Google shows the newest state of a pass."""
    outbox.renew(connection, KIND, f"{KIND}:{serial}", {"serial": serial}, priority=Priority.SERVICE, run_at=run_at)


def issue(connection: Connection, serial: str) -> bool:
    """Notes that Google is about to get a pass; False when it was noted before."""
    return insert_once(connection, google_pass, "serial", {"serial": serial, "shown": "", "notified": {}})


def any_given(connection: Connection) -> bool:
    """Says whether Google was ever given a pass."""
    return connection.execute(select(google_pass.c.serial).limit(1)).first() is not None


def row_of(connection: Connection, serial: str) -> Record | None:
    """Returns what Google has of a pass, or None; locked until the transaction ends."""
    return connection.execute(select(google_pass).where(google_pass.c.serial == serial).with_for_update()).one_or_none()


def show(connection: Connection, serial: str, shown: str) -> None:
    """Notes the hash of what Google shows now."""
    connection.execute(update(google_pass).where(google_pass.c.serial == serial).values(shown=shown))


def notify(connection: Connection, serial: str, notified: Mapping[str, Any]) -> None:
    """Notes what the holder has been told."""
    connection.execute(update(google_pass).where(google_pass.c.serial == serial).values(notified=dict(notified)))


def hold(connection: Connection, serial: str, **times: datetime | None) -> None:
    """Sets `saved_at` and `removed_at`."""
    connection.execute(update(google_pass).where(google_pass.c.serial == serial).values(**times))


def hear(connection: Connection, nonce: str, now: datetime) -> bool:
    """Notes one of Google's callbacks; False when it was heard before."""
    return insert_once(connection, google_nonce, "nonce", {"nonce": nonce, "at": now})


def forget_nonces(connection: Connection, before: datetime) -> int:
    """Deletes what was heard before a time, and could not be repeated by now; returns how many."""
    return connection.execute(delete(google_nonce).where(google_nonce.c.at < before)).rowcount


def held(connection: Connection) -> int:
    """Returns how many members have the card in Google Wallet."""
    query = (
        select(func.count())
        .select_from(google_pass.join(wallet_pass, wallet_pass.c.serial == google_pass.c.serial))
        .where(wallet_pass.c.kind == exactly("card"), google_pass.c.saved_at.is_not(None))
        .where(google_pass.c.removed_at.is_(None), wallet_pass.c.farewells.is_(None))
    )
    return int(connection.execute(query).scalar_one())


def coupons_of(connection: Connection, member_id: UUID, rules: Collection[str], now: datetime) -> Sequence[str]:
    """Returns the serials of the member's coupons that Google has and that may still be used, oldest first.

    Only coupons of these rules are meant; of too many the newest are named.
    """
    paid = select(func.count()).where(coupon_use.c.coupon_id == coupon.c.id, coupon_use.c.state == "redeemed")
    query = (
        select(google_pass.c.serial)
        .join(wallet_pass, wallet_pass.c.serial == google_pass.c.serial)
        .join(coupon, coupon.c.id == wallet_pass.c.coupon_id)
        .where(wallet_pass.c.member_id == member_id, wallet_pass.c.kind == exactly("coupon"))
        .where(coupon.c.rule_id.in_(rules), coupon.c.voided_at.is_(None))
        .where(or_(coupon.c.expires_at.is_(None), coupon.c.expires_at > now))
        .where(or_(coupon.c.most_uses.is_(None), coupon.c.most_uses > paid.scalar_subquery()))
        # Google takes no link to what it has never got.
        .where(google_pass.c.shown != exactly(""))
        .order_by(wallet_pass.c.changed_at.desc(), google_pass.c.serial.desc())
        .limit(MOST_LINKED)
    )
    return connection.execute(query).scalars().all()[::-1]


def expiring(connection: Connection, now: datetime, until: datetime) -> Sequence[Record]:
    """Returns `serial`, `notified` and `at` for every card at Google whose first points expire in a time."""
    when = (lot.c.remaining > exactly(0)) & (lot.c.expires_at > now) & (lot.c.expires_at <= until)
    query = (
        select(google_pass.c.serial, func.min(lot.c.expires_at).label("at"))
        .join(wallet_pass, wallet_pass.c.serial == google_pass.c.serial)
        .join(lot, lot.c.member_id == wallet_pass.c.member_id)
        .where(when, lot.c.unit == POINTS, wallet_pass.c.kind == exactly("card"), google_pass.c.removed_at.is_(None))
        .group_by(google_pass.c.serial)
    ).subquery()
    return connection.execute(
        select(query.c.serial, query.c.at, google_pass.c.notified).join(
            google_pass, google_pass.c.serial == query.c.serial
        )
    ).all()
