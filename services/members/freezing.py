"""Freezing: an owner stops a card that somebody else may be using, and lets it go on. The audit log has every step."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import OwnCard
from services.ledger import accounts
from services.notices import tell_holder
from services.people import Person, owner
from services.till import holds
from storage.members import members, people
from storage.passes import passes
from storage.till import holds as hold_rows


def freeze(connection: Connection, person: Person, member_id: UUID, now: datetime) -> None:
    """Freezes a card: it earns and spends nothing until it is thawed; points that are set aside come back at once.

    The same again changes nothing. Raises NotAllowed, OwnCard, CodeUnknown, AccountFrozen.
    """
    by = _may(connection, person, member_id)
    if accounts.open_account(connection, member_id, now).suspended:
        return
    for hold in hold_rows.open_of(connection, member_id):
        holds.decline(connection, by, hold.id, now)
    _set(connection, by, member_id, now, now)


def thaw(connection: Connection, person: Person, member_id: UUID, now: datetime) -> None:
    """Lets a frozen card go on as if nothing had been. Raises NotAllowed, OwnCard, CodeUnknown, AccountFrozen."""
    by = _may(connection, person, member_id)
    if accounts.open_account(connection, member_id, now).suspended:
        _set(connection, by, member_id, None, now)


def _may(connection: Connection, person: Person, member_id: UUID) -> Person:
    by = owner(connection, person)
    if member_id == by.member_id:
        raise OwnCard
    return by


def _set(connection: Connection, by: Person, member_id: UUID, at: datetime | None, now: datetime) -> None:
    members.suspend(connection, member_id, at)
    done = "card-suspended" if at else "card-resumed"
    people.note(connection, by.id, done.replace("-", "_"), now, member=str(member_id))
    passes.changed(connection, member_id, now)
    for coupon_id in passes.coupons_saved(connection, member_id):
        passes.coupon_changed(connection, coupon_id, now)
    key = f"{member_id}:{now.isoformat()}"
    tell_holder(connection, members.holder(connection, member_id), done, {}, key=key, now=now)
