"""What people agree to, each time with text version and language."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import ConsentMissing
from storage.members import people
from storage.tables import Record

PROCESSING, ADVERTISING = "processing", "advertising"
TOPICS = (PROCESSING, ADVERTISING)
TEXT_VERSION = "2026-11"
"""The version of the consent texts in `locales/`; a changed text gets a new one, so that we know who agreed to what."""


def consents(connection: Connection, person_id: UUID) -> dict[str, bool]:
    """Returns what the person agrees to now, by topic."""
    said = people.consents(connection, person_id)
    return {topic: said.get(topic, False) for topic in TOPICS}


def consent(connection: Connection, person_id: UUID, topic: str, granted: bool, now: datetime) -> None:
    """Writes down a consent or its withdrawal. Without processing there is no membership: ConsentMissing."""
    if topic not in TOPICS or (topic == PROCESSING and not granted):
        raise ConsentMissing
    if consents(connection, person_id)[topic] != granted:
        note(connection, people.by_id(connection, person_id), topic, granted, now)


def note(connection: Connection, person: Record, topic: str, granted: bool, now: datetime) -> None:
    """Writes down what the person of this row says, whatever they have said before."""
    people.add_consent(
        connection, person.id, topic, now, granted=int(granted), text_version=TEXT_VERSION, language=person.language
    )
