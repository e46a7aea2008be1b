"""Whom a row of a list means: a phone number is one person's, an e-mail address may be several people's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection

from services.imports.cells import Bad
from services.imports.columns import Former
from storage import imports


@dataclass(slots=True)
class Known:
    """The members by phone number, and by e-mail address: of each, whether nothing else tells who they are."""

    phones: dict[str, UUID] = field(default_factory=dict)
    emails: dict[str, dict[UUID, bool]] = field(default_factory=dict)

    def add(self, told: Former, member_id: UUID) -> None:
        """Takes in who a row has become, or whose number it has told."""
        if told.phone:
            self.phones[told.phone] = member_id
        if told.email:
            self.emails.setdefault(told.email, {})[member_id] = not told.phone


def known(connection: Connection, phones: frozenset[str], emails: frozenset[str]) -> Known:
    """Returns the members who have one of these phone numbers or, in small letters, e-mail addresses."""
    found: dict[str, dict[UUID, bool]] = {}
    for email, member_id, alone in imports.by_emails(connection, emails):
        found.setdefault(email, {})[member_id] = alone
    return Known(dict(imports.by_phones(connection, phones)), found)


def whose(told: Former, members: Known) -> UUID | None:
    """Returns the member whom a row means, None for somebody new.

    With a number that nobody has, an address leads only to the one person of whom nothing else is known. Raises Bad
    for an address alone that several people have.
    """
    if told.phone in members.phones:
        return members.phones[told.phone]
    sharing: Mapping[UUID, bool] = members.emails.get(told.email, {})
    fitting = [each for each, alone in sharing.items() if alone or not told.phone]
    if len(fitting) > 1 and not told.phone:
        raise Bad("several", told.email)
    return fitting[0] if len(fitting) == 1 else None
