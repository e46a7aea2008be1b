"""Win-back: messages to people outside of Telegram, their recipients, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, update

from storage.campaigns.broadcasts import wants_offers
from storage.campaigns.recipients import Recipients
from storage.standing import stands
from storage.tables import (
    Record,
    google_pass,
    member,
    pass_registration,
    person,
    purchase,
    wallet_pass,
    winback,
    winback_recipient,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which members are meant; of the conditions that are given all must hold.

    `source` is how they came here, `outside` leaves out whoever Telegram reaches, `unseen` whoever has ever bought,
    `idle_since` whoever was here later than that.
    """

    source: str = ""
    outside: bool = True
    unseen: bool = False
    idle_since: datetime | None = None


ROWS = Recipients(winback, winback_recipient, "member_id", since="created_at")


# --- who is meant -----------------------------------------------------------------------------------------------------


def held() -> ColumnElement[bool]:
    """Returns the condition that a phone holds the card of the member in the outer query."""
    card = and_(wallet_pass.c.member_id == member.c.id, wallet_pass.c.kind == "card")
    on_apple = exists().where(card, pass_registration.c.serial == wallet_pass.c.serial)
    saved = and_(google_pass.c.saved_at.is_not(None), google_pass.c.removed_at.is_(None))
    on_google = exists().where(card, google_pass.c.serial == wallet_pass.c.serial, saved)
    return or_(on_apple.correlate(member), on_google.correlate(member))


def _meant(choice: Choice) -> ColumnElement[bool]:
    conditions = [person.c.phone.is_not(None), member.c.merged_into.is_(None), wants_offers(), ~held()]
    if choice.outside:
        conditions.append(or_(person.c.telegram_id.is_(None), person.c.reachable == 0))
    if choice.source:
        conditions.append(member.c.source == choice.source)
    if choice.unseen:
        conditions.append(member.c.purchases == 0)
    if choice.idle_since is not None:
        later = and_(purchase.c.member_id == member.c.id, purchase.c.happened_at > choice.idle_since, stands())
        conditions += [member.c.registered_at <= choice.idle_since, ~exists().where(later)]
    return and_(*conditions)


def meant(connection: Connection, choice: Choice) -> Sequence[Record]:
    """Returns `member_id` and `first_name` of everybody who would get the message."""
    query = (
        select(member.c.id.label("member_id"), person.c.first_name)
        .join(person, person.c.id == member.c.person_id)
        .where(_meant(choice))
        .order_by(member.c.id)
    )
    return connection.execute(query).all()


def address(connection: Connection, winback_id: UUID, tokens: Mapping[UUID, str]) -> None:
    """Writes the recipients down: members with the tokens of their links."""
    rows = [
        {"winback_id": winback_id, "member_id": member_id, "token": token, "state": "waiting"}
        for member_id, token in tokens.items()
    ]
    if rows:
        connection.execute(winback_recipient.insert(), rows)


# --- sending ----------------------------------------------------------------------------------------------------------


def claim(connection: Connection, winback_id: UUID, token: UUID, limit: int, now: datetime) -> Sequence[Record]:
    """Claims up to `limit` waiting recipients and returns them with what sending needs to know.

    Rows have member_id, token, phone, first_name, language and `wants`: the last word on advertising.
    """
    ids = ROWS.claim(connection, winback_id, token, limit, now)
    whose = winback_recipient.c.winback_id == winback_id
    query = (
        select(
            member.c.id.label("member_id"),
            winback_recipient.c.token,
            person.c.phone,
            person.c.first_name,
            person.c.language,
            and_(person.c.id.is_not(None), wants_offers()).label("wants"),
        )
        .join(winback_recipient, and_(whose, winback_recipient.c.member_id == member.c.id))
        .join(person, person.c.id == member.c.person_id, isouter=True)
        .where(member.c.id.in_(ids))
        .order_by(member.c.id)
    )
    return connection.execute(query).all() if ids else ()


# --- what came of it --------------------------------------------------------------------------------------------------


def figures(connection: Connection, winback_id: UUID) -> dict[str, int]:
    """Returns how many recipients are in each state, and how many `opened`, `installed` and `paid`."""
    whose, told = winback_recipient.c.winback_id == winback_id, ROWS.figures(connection, winback_id)
    marks = select(func.count(winback_recipient.c.opened_at), func.count(winback_recipient.c.paid_at)).where(whose)
    told["opened"], told["paid"] = connection.execute(marks).one()
    phones = (
        select(func.count())
        .select_from(winback_recipient.join(member, member.c.id == winback_recipient.c.member_id))
        .where(whose, held())
    )
    return {**told, "installed": connection.execute(phones).scalar_one()}


def opened(connection: Connection, token: str, now: datetime | None) -> str | None:
    """Notes that a link was opened, the first time; returns the page of the card, None for a link of nobody's."""
    query = (
        select(winback_recipient.c.opened_at, member.c.page_token)
        .join(member, member.c.id == winback_recipient.c.member_id)
        .where(winback_recipient.c.token == token)
    )
    found = connection.execute(query).one_or_none()
    if found is None:
        return None
    if found.opened_at is None and now is not None:
        mine = and_(winback_recipient.c.token == token, winback_recipient.c.opened_at.is_(None))
        connection.execute(update(winback_recipient).where(mine).values(opened_at=now))
    return str(found.page_token)


def promised(connection: Connection, serial: str, now: datetime) -> Sequence[Record]:
    """Returns id, points, days, ends_at and member_id of every bonus that waits for this pass to be on a phone."""
    query = (
        select(winback.c.id, winback.c.points, winback.c.days, winback.c.ends_at, winback_recipient.c.member_id)
        .join(winback_recipient, winback_recipient.c.winback_id == winback.c.id)
        .join(wallet_pass, wallet_pass.c.member_id == winback_recipient.c.member_id)
        .join(member, member.c.id == wallet_pass.c.member_id)
        .where(
            wallet_pass.c.serial == serial,
            wallet_pass.c.kind == "card",
            winback_recipient.c.paid_at.is_(None),
            winback_recipient.c.state.in_(("claimed", "sent", "unknown")),
            winback.c.points > 0,
            winback.c.ends_at > now,
            member.c.frozen_at.is_(None),
            member.c.suspended_at.is_(None),
            member.c.merged_into.is_(None),
            member.c.person_id.is_not(None),
        )
        .order_by(winback.c.id)
    )
    return connection.execute(query).all()


def pay(connection: Connection, winback_id: UUID, member_id: UUID, now: datetime) -> bool:
    """Notes that a bonus is paid; False when somebody has just done so."""
    mine = and_(
        winback_recipient.c.winback_id == winback_id,
        winback_recipient.c.member_id == member_id,
        winback_recipient.c.paid_at.is_(None),
    )
    return connection.execute(update(winback_recipient).where(mine).values(paid_at=now)).rowcount == 1
