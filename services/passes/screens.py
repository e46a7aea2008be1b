"""What web pages show of a member: the card's facts, and how this programme's points are shown."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from locales import Language
from loyalty.cashback import Value, shown_value
from loyalty.programme import Rule
from services import people
from services.passes import pass_facts
from services.passes.pass_facts import PassFacts
from services.programme.versions import current
from storage.members import members


@dataclass(frozen=True, slots=True)
class Screen:
    """A member's screen; one point is shown as `value` minor units of money, 0 where it is shown as a point.

    `rules` are those of the programme that holds, paused ones too.
    """

    facts: PassFacts
    value: Value
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnScreen:
    """What somebody sees who has come from Telegram, in their `language`; `screen` None has no card yet."""

    language: Language
    screen: Screen | None


def of_page(connection: Connection, page_token: str, now: datetime) -> Screen | None:
    """Returns the screen behind a page's secret address; None when there is none."""
    facts = pass_facts.facts(connection, page_token=page_token, now=now)
    if facts is None:
        return None
    programme = current(connection, now)
    return Screen(facts, shown_value(programme), tuple(programme.rules))


def of_telegram(connection: Connection, telegram_id: int, now: datetime) -> OwnScreen | None:
    """Returns the screen of a Telegram account; None when the bot has never met it."""
    person = people.by_telegram(connection, telegram_id)
    if person is None:
        return None
    row = members.row_of(connection, person.member_id) if person.member_id else None
    return OwnScreen(person.language, of_page(connection, row.page_token, now) if row else None)
