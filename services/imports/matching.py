"""Whom a row of a list means: a phone number is one person's, an e-mail address may be several people's."""

import re
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import Connection

from services.imports.cells import Bad
from services.imports.columns import Former
from storage import imports


@dataclass(frozen=True, slots=True)
class Sharer:
    """Somebody who has an address: their whole name, and whether nothing else tells who they are."""

    name: str
    alone: bool


@dataclass(slots=True)
class Known:
    """The members by phone number, and by e-mail address those who have it."""

    phones: dict[str, UUID] = field(default_factory=dict)
    emails: dict[str, dict[UUID, Sharer]] = field(default_factory=dict)

    def add(self, told: Former, member_id: UUID, *, new: bool) -> None:
        """Takes in who a row has become, or whose number it has told: nothing else is taken of somebody known."""
        if told.phone:
            self.phones[told.phone] = member_id
        sharing = self.emails.setdefault(told.email, {}) if told.email else {}
        if new:
            sharing[member_id] = Sharer(told.name, alone=not told.phone)
        elif told.phone and member_id in sharing:
            sharing[member_id] = replace(sharing[member_id], alone=False)


def known(connection: Connection, phones: frozenset[str], emails: frozenset[str]) -> Known:
    """Returns the members who have one of these phone numbers or, in small letters, e-mail addresses."""
    found: dict[str, dict[UUID, Sharer]] = {}
    for email, member_id, name, alone in imports.by_emails(connection, emails):
        found.setdefault(email, {})[member_id] = Sharer(name, alone)
    return Known(dict(imports.by_phones(connection, phones)), found)


def whose(told: Former, members: Known) -> UUID | None:
    """Returns the member whom a row means, None for somebody new.

    With a number that nobody has, an address leads only to the one person of whom nothing else is known and whose name
    may be the row's: shops write their own address where a customer has none. Raises Bad for an address alone that
    several people have, or somebody of another name.
    """
    if told.phone in members.phones:
        return members.phones[told.phone]
    sharing = members.emails.get(told.email, {})
    fitting = [
        member_id
        for member_id, each in sharing.items()
        if (each.alone or not told.phone) and may_be_one(each.name, told.name)
    ]
    if sharing and len(fitting) != 1 and not told.phone:
        raise Bad("several", told.email)
    return fitting[0] if len(fitting) == 1 else None


def may_be_one(name: str, other: str) -> bool:
    """Says whether two names may be one person's: `A. Petrova` may be `Petrova Anna`, and no name anybody."""
    fewer, more = sorted((_words(name), _words(other)), key=len)
    return all(
        any(long.startswith(word) if len(word) == 1 else long in {word, word[0]} for long in more) for word in fewer
    )


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name.casefold().replace("ё", "е"))
