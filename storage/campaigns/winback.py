"""Win-back: messages to people outside of Telegram, their recipients, and what became of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, update
from sqlalchemy import delete as delete_from

from storage.campaigns.broadcasts import wants_offers
from storage.engine.dialect import insert_once
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

OPEN = ("sending", "paused")


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


# --- the message ------------------------------------------------------------------------------------------------------


def put(connection: Connection, winback_id: UUID, by: UUID, now: datetime, **columns: object) -> bool:
    """Writes a draft unless one with this id is there; says whether it did."""
    row = {"id": winback_id, "state": "draft", "created_by": by, "created_at": now, **columns}
    return insert_once(connection, winback, "id", row)


def row_of(connection: Connection, winback_id: UUID, *, lock: bool = False) -> Record | None:
    """Returns the row, locking it when asked to, or None."""
    query = select(winback).where(winback.c.id == winback_id)
    return connection.execute(query.with_for_update() if lock else query).one_or_none()


def change(connection: Connection, winback_id: UUID, **columns: object) -> None:
    """Sets columns."""
    connection.execute(update(winback).where(winback.c.id == winback_id).values(**columns))


def delete(connection: Connection, winback_id: UUID) -> None:
    """Deletes a draft, which has no recipients."""
    connection.execute(delete_from(winback).where(winback.c.id == winback_id))


def newest(connection: Connection, limit: int) -> Sequence[Record]:
    """Returns the newest ones, newest first."""
    query = select(winback).order_by(winback.c.created_at.desc(), winback.c.id.desc()).limit(limit)
    return connection.execute(query).all()


def under_way(connection: Connection) -> Record | None:
    """Returns the one that is being sent and was made first, or None."""
    query = select(winback).where(winback.c.state == "sending").order_by(winback.c.created_at, winback.c.id)
    return connection.execute(query.limit(1)).one_or_none()


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
        later = and_(purchase.c.member_id == member.c.id, purchase.c.happened_at > choice.idle_since)
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
    whose = winback_recipient.c.winback_id == winback_id
    due = (
        select(winback_recipient.c.member_id)
        .where(whose, winback_recipient.c.state == "waiting")
        .order_by(winback_recipient.c.member_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        # As a CTE it is run once; as a plain subquery PostgreSQL may run it again per row and claim too many.
        .cte("due")
    )
    claimed = (
        update(winback_recipient)
        .where(whose, winback_recipient.c.member_id.in_(select(due.c.member_id)))
        .values(state="claimed", claim=token, at=now)
        .returning(winback_recipient.c.member_id)
    )
    ids = connection.execute(claimed).scalars().all()
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


def mark(connection: Connection, winback_id: UUID, token: UUID, outcomes: Mapping[UUID, str], now: datetime) -> None:
    """Writes down what became of claimed recipients; those whose claim has passed to doubt meanwhile are left."""
    for state in set(outcomes.values()):
        ids = [member_id for member_id, outcome in outcomes.items() if outcome == state]
        mine = and_(
            winback_recipient.c.winback_id == winback_id,
            winback_recipient.c.member_id.in_(ids),
            winback_recipient.c.state == "claimed",
            winback_recipient.c.claim == token,
        )
        connection.execute(update(winback_recipient).where(mine).values(state=state, at=now))


def doubt(connection: Connection, now: datetime) -> int:
    """Marks every claimed recipient as `unknown`, for whoever claimed them has died; returns how many."""
    open_ones = select(winback.c.id).where(winback.c.state.in_((*OPEN, "cancelled")))
    left_over = and_(winback_recipient.c.winback_id.in_(open_ones), winback_recipient.c.state == "claimed")
    return connection.execute(update(winback_recipient).where(left_over).values(state="unknown", at=now)).rowcount


def left(connection: Connection, winback_id: UUID, states: Collection[str]) -> bool:
    """Says whether any recipient is in one of these states."""
    query = select(winback_recipient.c.member_id).where(
        winback_recipient.c.winback_id == winback_id, winback_recipient.c.state.in_(states)
    )
    return connection.execute(query.limit(1)).one_or_none() is not None


# --- what came of it --------------------------------------------------------------------------------------------------


def figures(connection: Connection, winback_id: UUID) -> dict[str, int]:
    """Returns how many recipients are in each state, and how many `opened`, `installed` and `paid`."""
    whose = winback_recipient.c.winback_id == winback_id
    states = (
        select(winback_recipient.c.state, func.count().label("people")).where(whose).group_by(winback_recipient.c.state)
    )
    told = {row.state: row.people for row in connection.execute(states)}
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
    """Returns `id`, `points`, `days` and `member_id` of every bonus that waits for this pass to be on a phone."""
    query = (
        select(winback.c.id, winback.c.points, winback.c.days, winback_recipient.c.member_id)
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
