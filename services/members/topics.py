"""Topics: what a member wants to be reminded of; what moves their points they are always told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import NotRegistered, SettingInvalid
from services.members.consents import ADVERTISING
from storage.members import people, topics

TOPICS = ("expiry", "birthday", "tier", "stamps", "coupons", "certificates", "offers")
ADVERTS = frozenset({"offers"})
"""Topics that come only with the consent to advertising as well."""


def wanted(connection: Connection, person_id: UUID) -> dict[str, bool]:
    """Returns for every topic whether the person wants it; who never chose wants all of them.

    Adverts are wanted only together with the consent, whatever was chosen.
    """
    chosen = topics.chosen(connection, person_id)
    wishes = {topic: chosen.get(topic, True) for topic in TOPICS}
    if any(wishes[topic] for topic in ADVERTS) and not people.consents(connection, person_id).get(ADVERTISING, False):
        wishes.update(dict.fromkeys(ADVERTS, False))
    return wishes


def choose(connection: Connection, person_id: UUID, topic: str, wanted: bool, now: datetime) -> None:
    """Writes down that the person wants a topic, or not. Raises SettingInvalid for an unknown one, NotRegistered."""
    if topic not in TOPICS:
        raise SettingInvalid(topic, "unknown-choice")
    if people.by_id(connection, person_id).member_id is None:
        raise NotRegistered
    topics.choose(connection, person_id, topic, wanted, now)
