"""Referrals: the links of members, who came by them, and what became of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, update

from loyalty.ledger import MEMBER_ACCOUNTS, POINTS
from storage.engine.dialect import exactly, insert, insert_once
from storage.engine.prepared import Prepared
from storage.tables import Record, audit_log, member, operation, person, posting, purchase, referral, referral_link

_OPEN = Prepared(
    select(referral).where(
        referral.c.friend_id == bindparam("friend_id"), referral.c.state.in_((exactly("pending"), exactly("voided")))
    )
)
_FIRST_NAME = select(person.c.first_name).join(member, member.c.person_id == person.c.id)


# --- links ------------------------------------------------------------------------------------------------------------


def add_link(connection: Connection, member_id: UUID, payload: str) -> None:
    """Writes the member's link unless they have one."""
    row = insert(connection, referral_link).values(payload=payload, member_id=member_id)
    connection.execute(row.on_conflict_do_nothing())


def link_of(connection: Connection, member_id: UUID) -> Record | None:
    """Returns the member's link with its payload and how many newcomers opened it, or None."""
    return connection.execute(select(referral_link).where(referral_link.c.member_id == member_id)).one_or_none()


def by_payload(connection: Connection, payload: str) -> UUID | None:
    """Returns whose link this is, or None."""
    query = select(referral_link.c.member_id).where(referral_link.c.payload == payload)
    return connection.execute(query).scalar_one_or_none()


def count_opened(connection: Connection, payload: str) -> None:
    """Counts one newcomer more who opened a link."""
    statement = update(referral_link).where(referral_link.c.payload == payload)
    connection.execute(statement.values(opened=referral_link.c.opened + 1))


# --- referrals --------------------------------------------------------------------------------------------------------


def put(connection: Connection, friend_id: UUID, inviter_id: UUID, now: datetime, *, state: str, reason: str) -> bool:
    """Writes who invited a friend; says False when somebody else did before."""
    row = {"friend_id": friend_id, "inviter_id": inviter_id, "at": now, "state": state, "reason": reason}
    return insert_once(connection, referral, "friend_id", row)


def change(connection: Connection, friend_id: UUID, **columns: object) -> None:
    """Sets columns of a referral."""
    connection.execute(update(referral).where(referral.c.friend_id == friend_id).values(**columns))


def of_friend(connection: Connection, friend_id: UUID) -> Record | None:
    """Returns the referral by which a friend came, or None."""
    return connection.execute(select(referral).where(referral.c.friend_id == friend_id)).one_or_none()


def open_of(connection: Connection, friend_id: UUID) -> Record | None:
    """Returns the friend's referral while a purchase would pay it, or None."""
    return _OPEN.row(connection, {"friend_id": friend_id})


def inviter_of(connection: Connection, friend_id: UUID) -> UUID | None:
    """Returns who invited a member, unless that was refused."""
    query = select(referral.c.inviter_id).where(referral.c.friend_id == friend_id, referral.c.state != "refused")
    return connection.execute(query).scalar_one_or_none()


def paid_since(connection: Connection, inviter_id: UUID, since: datetime) -> int:
    """Returns for how many friends an inviter was paid since, without those whom the owner has decided."""
    query = select(func.count()).where(
        referral.c.inviter_id == inviter_id,
        referral.c.state == "paid",
        referral.c.paid_at >= since,
        referral.c.reason == "",
    )
    return int(connection.execute(query).scalar_one())


def by_state(connection: Connection, inviter_id: UUID) -> dict[str, int]:
    """Returns how many friends of an inviter there are in each state."""
    query = select(referral.c.state, func.count().label("friends")).where(referral.c.inviter_id == inviter_id)
    return {row.state: row.friends for row in connection.execute(query.group_by(referral.c.state))}


def points_of(connection: Connection, inviter_id: UUID, kinds: Iterable[str], side: str) -> int:
    """Returns the points that one side of referrals brought a member, less those that were taken back."""
    query = (
        select(func.coalesce(func.sum(posting.c.amount), 0))
        .join(operation, operation.c.id == posting.c.operation_id)
        .where(operation.c.member_id == inviter_id, operation.c.kind.in_(kinds), operation.c.key.endswith(side))
        .where(posting.c.unit == POINTS, posting.c.account.in_(MEMBER_ACCOUNTS))
    )
    return int(connection.execute(query).scalar_one())


def waiting(connection: Connection, limit: int) -> Sequence[Record]:
    """Returns the referrals that wait for the owner, oldest first: names, and what the friend paid when and where."""
    inviter = _FIRST_NAME.where(member.c.id == referral.c.inviter_id).scalar_subquery()
    friend = _FIRST_NAME.where(member.c.id == referral.c.friend_id).scalar_subquery()
    query = (
        select(
            referral,
            inviter.label("inviter"),
            friend.label("friend"),
            purchase.c.payable,
            purchase.c.happened_at,
        )
        .join(purchase, purchase.c.id == referral.c.purchase_id)
        .where(referral.c.state == "review")
        .order_by(referral.c.at, referral.c.friend_id)
        .limit(limit)
    )
    return connection.execute(query).all()


def how_many_wait(connection: Connection) -> int:
    """Returns how many referrals wait for the owner."""
    return int(connection.execute(select(func.count()).where(referral.c.state == "review")).scalar_one())


# --- who is the same human --------------------------------------------------------------------------------------------


def same_human(connection: Connection, person_id: UUID) -> frozenset[UUID]:
    """Returns the person and every Telegram account from or to which their phone number has moved."""
    query = select(audit_log.c.person_id, audit_log.c.detail).where(audit_log.c.action == "phone_moved")
    moves = [{row.person_id, UUID(row.detail["source"])} for row in connection.execute(query)]
    found = {person_id}
    while more := set().union(*(move for move in moves if move & found)) - found:
        found |= more
    return frozenset(found)
