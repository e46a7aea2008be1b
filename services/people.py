"""People on Telegram: who they are, what they may do, which language they read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from locales import LANGUAGES, Language, closest, visible
from loyalty.errors import NotAllowed
from storage.members import people
from storage.plumbing import keepsake
from storage.tables import Record

ROLES = ("cashier", "manager", "owner")
SENIORS = ("manager", "owner")
MODES = ("member", "staff", "owner")


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram account and what it is here; `role` None is nobody's staff, `member_id` None is not registered."""

    id: UUID
    telegram_id: int
    name: str
    language: Language
    mode: str
    member_id: UUID | None
    role: str | None
    outlet_id: int | None
    reachable: bool


def met(
    connection: Connection, telegram_id: int, first_name: str, last_name: str, username: str | None
) -> Person | None:
    """Returns who has just written if all of it is known; None when `seen` has something to write down."""
    row = people.by_telegram(connection, telegram_id)
    return None if row is None or _has_news(row, _names(first_name, last_name, username)) else person_of(row)


def seen(
    connection: Connection,
    telegram_id: int,
    first_name: str,
    last_name: str,
    username: str | None,
    language_code: str | None,
    now: datetime,
) -> Person:
    """Writes down who has just written, and returns them; the language is taken over only the first time."""
    names = _names(first_name, last_name, username)
    row = people.by_telegram(connection, telegram_id)
    if row is None:
        people.put(connection, telegram_id, now, language=closest(language_code), **names)
        row = people.by_telegram(connection, telegram_id)
    elif _has_news(row, names):
        # Whoever has no name yet was appointed by the operator, and writes for the first time now.
        known = row.first_name or row.last_name or row.username
        language = row.language if known else closest(language_code, closest(row.language))
        people.change(connection, row.id, reachable=1, language=language, **names)
        row = people.by_telegram(connection, telegram_id)
    assert row is not None, "the row has just been inserted"
    return person_of(row)


def _names(first_name: str, last_name: str, username: str | None) -> dict[str, str | None]:
    return {"first_name": visible(first_name)[:256], "last_name": visible(last_name)[:256], "username": username}


def _has_news(row: Record, names: dict[str, str | None]) -> bool:
    return not row.reachable or any(getattr(row, column) != value for column, value in names.items())


def person_of(row: Record) -> Person:
    """Returns the person of a row of `storage.members.people`."""
    return Person(
        id=row.id,
        telegram_id=row.telegram_id,
        name=full_name(row),
        language=closest(row.language),
        mode=row.mode if row.mode in modes_of(row.role) else "member",
        member_id=row.member_id,
        role=row.role,
        outlet_id=row.outlet_id,
        reachable=bool(row.reachable),
    )


def full_name(row: Record) -> str:
    """Returns first and last name as one text; empty for an anonymous cheque, an erased person, or nothing to see."""
    return joined_name(row.first_name, row.last_name)


def joined_name(*names: str | None) -> str:
    """Returns first and last name as one text."""
    shown = (visible(name) for name in names if name)
    return " ".join(name for name in shown if name)


def by_telegram(connection: Connection, telegram_id: int) -> Person | None:
    """Returns the person with this Telegram id, or None."""
    row = people.by_telegram(connection, telegram_id)
    return None if row is None else person_of(row)


def fresh(connection: Connection, person: Person) -> Person:
    """Returns the person as the database has them now, so that rights taken away a moment ago are gone."""
    return person_of(people.by_id(connection, person.id))


def modes_of(role: str | None) -> tuple[str, ...]:
    """Returns the modes that a role may switch to; everybody may be a member."""
    if role is None:
        return ("member",)
    return MODES if role == "owner" else ("member", "staff")


def roles_of(mode: str) -> tuple[str, ...]:
    """Returns the roles that may switch to the mode; to `member` nobody needs one."""
    return tuple(role for role in ROLES if mode in modes_of(role))


def reachable_modes(person: Person) -> tuple[str, ...]:
    """Returns the modes that the switch button offers this person."""
    return modes_of(person.role)


def speak(connection: Connection, person_id: UUID, language: Language, now: datetime) -> Person:
    """Changes the language that we speak with the person."""
    if language not in LANGUAGES:
        raise NotAllowed
    people.change(connection, person_id, language=language)
    return person_of(people.by_id(connection, person_id))


def switch(connection: Connection, person_id: UUID, mode: str, now: datetime) -> Person:
    """Switches between member, staff and owner mode. Raises NotAllowed when the role does not permit it."""
    person = person_of(people.by_id(connection, person_id))
    if mode not in modes_of(person.role):
        raise NotAllowed
    people.change(connection, person_id, mode=mode)
    return person_of(people.by_id(connection, person_id))


def toggle(connection: Connection, person_id: UUID, message_id: int, now: datetime) -> Person:
    """Switches somebody who has two modes to the other one, once for each message that asks for it.

    Handled again after a kill, the message must not lead back. Raises NotAllowed unless there are two modes.
    """
    person, key = person_of(people.by_id(connection, person_id)), f"mode:{person_id}"
    if keepsake.get(connection, key) == str(message_id):
        return person
    others = [mode for mode in modes_of(person.role) if mode != person.mode]
    if len(others) != 1:
        raise NotAllowed
    keepsake.put(connection, key, str(message_id), now)
    return switch(connection, person_id, others[0], now)


def reachable(connection: Connection, telegram_id: int, reachable: bool, now: datetime) -> None:
    """Remembers that the person blocked the bot, or came back."""
    row = people.by_telegram(connection, telegram_id)
    if row is not None:
        people.change(connection, row.id, reachable=int(reachable))


def staff_member(connection: Connection, person: Person) -> Person:
    """Returns the person afresh; raises NotAllowed unless they work here."""
    current = fresh(connection, person)
    if current.role not in ROLES:
        raise NotAllowed
    return current


def senior(connection: Connection, person: Person) -> Person:
    """Returns the person afresh; raises NotAllowed unless they are a manager or an owner."""
    current = fresh(connection, person)
    if current.role not in SENIORS:
        raise NotAllowed
    return current


def owner(connection: Connection, person: Person) -> Person:
    """Returns the person afresh; raises NotAllowed unless they are an owner."""
    current = fresh(connection, person)
    if current.role != "owner":
        raise NotAllowed
    return current
