"""Where members write to the shop: a user name in Telegram, a phone number, an e-mail address or a link."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from loyalty.errors import LinkUnusable, Refusal
from services.design import designing
from services.people import Person, owner
from services.typed import tidy
from storage.members import people
from storage.plumbing import keepsake

_NAME = "write-to-us"
_LIMIT = 200
_TELEGRAM = re.compile(r"(?:@|(?:https?://)?(?:t|telegram)\.me/)([A-Za-z][A-Za-z0-9_]{3,31})/?\Z")


@dataclass(eq=False)
class ContactUnreadable(Refusal):
    """The text is no user name, phone number, e-mail address or link."""


@dataclass(frozen=True, slots=True)
class Contact:
    """What members read, and the address behind it: https:, tel: or mailto:."""

    shown: str
    url: str


def of_shop(connection: Connection) -> Contact | None:
    """Returns where members write; None while the owner has said nothing."""
    kept = keepsake.get(connection, _NAME)
    return read(kept) if kept else None


def put(connection: Connection, person: Person, typed: str, now: datetime) -> Contact | None:
    """Takes what an owner typed, or forgets it when that is empty.

    Raises NotAllowed, ContactUnreadable, TextTooLong.
    """
    by = owner(connection, person)
    found = read(typed) if typed else None
    shown = found.shown if found else ""
    if (keepsake.get(connection, _NAME) or "") != shown:
        keepsake.put(connection, _NAME, shown, now)
        people.note(connection, by.id, "contact_set", now, contact=shown)
    return found


def read(typed: str) -> Contact:
    """Returns the contact that somebody typed. Raises ContactUnreadable, TextEmpty, TextTooLong."""
    line = tidy(typed, _LIMIT)
    name = _TELEGRAM.match(line)
    if name:
        return Contact(f"@{name[1]}", f"https://t.me/{name[1]}")
    try:
        return Contact(line, designing.address(line))
    except LinkUnusable:
        raise ContactUnreadable from None
