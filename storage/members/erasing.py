"""Forgetting a person: everything that says who they are goes; what they did stays in the ledger as somebody's."""

import secrets
from uuid import UUID

from sqlalchemy import Connection, delete, update

from storage.tables import (
    inbox,
    job,
    member,
    member_import_row,
    person,
    profile,
    referral_link,
    reminder,
    topic_choice,
)


def forget(connection: Connection, person_id: UUID, member_id: UUID, telegram_id: int | None, digits: str) -> None:
    """Wipes a person, and gives their card codes that nobody has seen; `digits` are its new ones.

    Updates that were put aside are forgotten too, but for the number by which a repeated one is recognised.
    """
    codes = {"code": secrets.token_urlsafe(12), "page_token": secrets.token_urlsafe(24), "digits": digits}
    former = {"person_id": None, "former_number": "", **codes}
    connection.execute(update(member).where(member.c.id == member_id).values(former))
    connection.execute(delete(referral_link).where(referral_link.c.member_id == member_id))
    for table in (profile, topic_choice, reminder):
        connection.execute(delete(table).where(table.c.person_id == person_id))
    empty = {"first_name": "", "last_name": "", "username": None, "phone": None, "telegram_id": None, "reachable": 0}
    connection.execute(update(person).where(person.c.id == person_id).values(empty))
    connection.execute(update(member_import_row).where(member_import_row.c.member_id == member_id).values(body=[]))
    connection.execute(delete(job).where(job.c.payload["person_id"].as_string() == str(person_id)))
    if telegram_id is None:
        return
    parked = update(inbox).where(inbox.c.chat_id == telegram_id, inbox.c.state == "parked")
    connection.execute(parked.values(state="done", body=""))
