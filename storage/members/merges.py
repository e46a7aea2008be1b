"""Merging: the rows of one member that become another's, beside those of the ledger."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, and_, delete, exists, or_, select, update

from loyalty.merging import KIND
from storage.engine.dialect import exactly
from storage.tables import (
    Record,
    code_use,
    coupon,
    coupon_use,
    google_pass,
    hold,
    member,
    operation,
    pass_registration,
    person,
    purchase,
    static_use,
    wallet_pass,
    winback_recipient,
)

_HOLDER = (
    select(member, person.c.telegram_id, person.c.phone)
    .join(person, person.c.id == member.c.person_id, isouter=True)
    .order_by(member.c.id)
)


def behind_page(connection: Connection, token: str) -> Record | None:
    """Returns the member's row with the holder's `telegram_id` and `phone`, of the card whose page this was made for.

    A card that was merged into another is found as it was: `merged_into` says where it went.
    """
    return connection.execute(_HOLDER.where(member.c.page_token == token)).one_or_none()


def of_member(connection: Connection, member_id: UUID) -> Record:
    """Returns what `behind_page` does, of a member."""
    return connection.execute(_HOLDER.where(member.c.id == member_id)).one()


def came_to(connection: Connection, member_id: UUID) -> Sequence[Record]:
    """Returns `id` and `person_id` of the cards that became part of a member's."""
    query = select(operation.c.key).where(operation.c.member_id == member_id, operation.c.kind == exactly(KIND))
    ids = [UUID(key.partition(":")[2]) for key in connection.execute(query).scalars()]
    return connection.execute(select(member.c.id, member.c.person_id).where(member.c.id.in_(ids))).all() if ids else ()


def take_over(connection: Connection, giver: UUID, taker: UUID) -> None:
    """Gives purchases, coupons, holds, promises and what codes have paid for to another member; notes who that is."""
    for table in (purchase, coupon, coupon_use, hold, static_use):
        connection.execute(update(table).where(table.c.member_id == giver).values(member_id=taker))
    both = code_use.alias()
    paid_too = exists().where(both.c.member_id == taker, both.c.step == code_use.c.step)
    used = and_(code_use.c.member_id == giver, ~paid_too)
    connection.execute(update(code_use).where(used).values(member_id=taker))
    coupons = and_(wallet_pass.c.member_id == giver, wallet_pass.c.kind == "coupon")
    connection.execute(update(wallet_pass).where(coupons).values(member_id=taker))
    _messages(connection, giver, taker)
    _card(connection, giver, taker)
    bought = select(member.c.purchases).where(member.c.id == giver).scalar_subquery()
    connection.execute(update(member).where(member.c.id == taker).values(purchases=member.c.purchases + bought))
    gone = {"purchases": 0, "merged_into": taker}
    connection.execute(update(member).where(or_(member.c.id == giver, member.c.merged_into == giver)).values(gone))


def _messages(connection: Connection, giver: UUID, taker: UUID) -> None:
    others = winback_recipient.alias()
    same = and_(others.c.winback_id == winback_recipient.c.winback_id, others.c.member_id == taker)
    mine = and_(winback_recipient.c.member_id == giver, ~exists().where(same))
    connection.execute(update(winback_recipient).where(mine).values(member_id=taker))


def _card(connection: Connection, giver: UUID, taker: UUID) -> None:
    """Turns the giver's card in a wallet over to the taker, whose own card no phone has yet.

    Where phones have both, both stay: the giver's shows what its `merged_into` has.
    """
    card = and_(wallet_pass.c.member_id == taker, wallet_pass.c.kind == "card")
    unused = connection.execute(
        select(wallet_pass).where(
            card,
            ~exists().where(pass_registration.c.serial == wallet_pass.c.serial),
            ~exists().where(google_pass.c.serial == wallet_pass.c.serial),
        )
    ).one_or_none()
    if unused is None:
        return
    connection.execute(delete(wallet_pass).where(wallet_pass.c.serial == unused.serial))
    old = and_(wallet_pass.c.member_id == giver, wallet_pass.c.kind == "card")
    connection.execute(update(wallet_pass).where(old).values(member_id=taker))
    connection.execute(wallet_pass.insert().values({**unused._asdict(), "member_id": giver}))
