"""Forgetting a person: everything that says who they are goes; what they did stays in the ledger as somebody's."""

import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, Text, cast, delete, func, or_, select, update

from storage.tables import (
    Record,
    conversation,
    hold,
    inbox,
    job,
    keepsake,
    member,
    member_import_row,
    person,
    profile,
    referral,
    referral_link,
    reminder,
    topic_choice,
)

_ASKED = "question"
_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KNOWN_BY = ("first_name", "last_name", "username", "phone")


def forget(connection: Connection, person_id: UUID, member_id: UUID, telegram_id: int | None, digits: str) -> None:
    """Wipes a person, and gives their card codes that nobody has seen; `digits` are its new ones.

    Updates that were put aside are forgotten too, but for the number by which a repeated one is recognised; so is what
    colleagues have open with this member, and the name in what they were told.
    """
    known = connection.execute(
        select(member.c.digits, member.c.code, member.c.page_token, *(person.c[name] for name in _KNOWN_BY))
        .join(person, person.c.id == person_id, isouter=True)
        .where(member.c.id == member_id)
    ).one()
    codes = {"code": secrets.token_urlsafe(12), "page_token": secrets.token_urlsafe(24), "digits": digits}
    former = {"person_id": None, "former_number": "", **codes}
    connection.execute(update(member).where(member.c.id == member_id).values(former))
    connection.execute(delete(referral_link).where(referral_link.c.member_id == member_id))
    undecided = or_(referral.c.friend_id == member_id, referral.c.inviter_id == member_id)
    undecided &= referral.c.state.in_(("pending", "review"))
    connection.execute(update(referral).where(undecided).values(state="refused", reason="erased"))
    for table in (profile, topic_choice, reminder):
        connection.execute(delete(table).where(table.c.person_id == person_id))
    empty = {"first_name": "", "last_name": "", "username": None, "phone": None, "telegram_id": None, "reachable": 0}
    connection.execute(update(person).where(person.c.id == person_id).values(empty))
    connection.execute(update(member_import_row).where(member_import_row.c.member_id == member_id).values(body=[]))
    connection.execute(delete(job).where(job.c.payload["person_id"].as_string() == str(person_id)))
    talks = _speaks_of(conversation.c.data, (str(member_id),))
    if telegram_id is not None:
        talks |= conversation.c.key.startswith(f"{telegram_id}:")
    connection.execute(delete(conversation).where(talks))
    for row in connection.execute(select(hold.c.id, hold.c.sale).where(hold.c.member_id == member_id)).all():
        if _ASKED in row.sale:  # where the question stands: in their own chat, by its number
            sale = {key: value for key, value in row.sale.items() if key != _ASKED}
            connection.execute(update(hold).where(hold.c.id == row.id).values(sale=sale))
    pictures = keepsake.c.name.startswith("picture:") & keepsake.c.name.endswith(f":{known.code}", autoescape=True)
    connection.execute(delete(keepsake).where(pictures))  # of a card with their name on it
    connection.execute(delete(keepsake).where(keepsake.c.name == f"wallet:{person_id}"))
    _leave_unnamed(connection, known, person_id)
    _drop_parked(connection, known, telegram_id)


def speaks_of_erased(connection: Connection, data: Mapping[str, Any]) -> bool:
    """Returns whether JSON data holds the id of somebody who was erased; until the commit nobody else in it can be."""
    ids = {UUID(found) for found in _IDS.findall(json.dumps(data))}
    if not ids:
        return False
    # In step with `forget`: either it waits for our commit, and deletes what we write, or we see what it did.
    accounts = select(func.coalesce(member.c.merged_into, member.c.id)).where(member.c.id.in_(ids))
    rows = connection.execute(select(member.c.person_id).where(member.c.id.in_(accounts)).with_for_update(read=True))
    return None in rows.scalars().all()


def _speaks_of(column: Column[Any], texts: Iterable[str]) -> ColumnElement[bool]:
    """Returns whether one of the texts, plain letters and digits, stands anywhere in a JSON column."""
    return or_(*(cast(column, Text).contains(text, autoescape=True) for text in texts))


def _leave_unnamed(connection: Connection, known: Record, person_id: UUID | None) -> None:
    """Takes names, and what nobody else has, out of what others were or are to be told.

    A name is known by the person whose it is (`services.notices.whose`): others are called the same.
    """
    theirs = [text for text in (known.digits, known.code, known.page_token, known.phone) if text]
    alone = re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in theirs))
    speaks = _speaks_of(job.c.payload, (*theirs, str(person_id)))
    for row in connection.execute(select(job.c.id, job.c.payload).where(speaks)).all():
        told = row.payload.get("arguments")
        if not isinstance(told, dict):
            continue
        named = [argument for argument, whose in told.get("whose", {}).items() if whose == str(person_id)]
        said = _without({**told, **dict.fromkeys(named, "")}, alone)
        connection.execute(update(job).where(job.c.id == row.id).values(payload={**row.payload, "arguments": said}))


def _without(value: Any, gone: re.Pattern[str]) -> Any:
    """Returns a JSON value without what `gone` finds in its texts, however deep they stand."""
    if isinstance(value, dict):
        return {name: _without(each, gone) for name, each in value.items()}
    if isinstance(value, list):
        return [_without(each, gone) for each in value]
    return gone.sub("", value) if isinstance(value, str) else value


def _drop_parked(connection: Connection, known: Record, telegram_id: int | None) -> None:
    """Forgets what updates said that were put aside, of this person's chat and of others that speak of them."""
    texts = (known.first_name, known.last_name, known.username, known.phone)
    words = {str(text) for text in (*texts, known.digits, known.code, known.page_token, telegram_id) if text}
    speaks = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE)
    rows = connection.execute(select(inbox.c.update_id, inbox.c.chat_id, inbox.c.body).where(inbox.c.state == "parked"))
    for row in rows.all():
        if row.chat_id == telegram_id or any(speaks.search(text) for text in _texts(row.body)):
            connection.execute(update(inbox).where(inbox.c.update_id == row.update_id).values(state="done", body=""))


def _texts(body: str) -> Iterator[str]:
    """Yields every text and number of an update; the whole of it when it cannot be read."""
    try:
        left = [json.loads(body)]
    except ValueError:
        left = [body]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            left += value.values()
        elif isinstance(value, list):
            left += value
        else:
            yield str(value)
