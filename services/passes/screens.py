"""What web pages show of a member: the card's facts, and how this programme's points are shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from locales import Language, Voice
from loyalty.cashback import Value, shown_value
from loyalty.programme import Rule
from services import people
from services.passes import installs, pass_facts
from services.passes.installs import Bonus
from services.passes.pass_facts import PassFacts
from services.people import Person
from services.programme import outlets
from services.programme.outlets import Outlet
from services.programme.versions import current
from services.rewards import referral_links
from storage.members import members
from storage.passes import passes


@dataclass(frozen=True, slots=True)
class Screen:
    """A member's screen; one point is shown as `value` minor units of money, 0 where it is shown as a point.

    `rules` are those of the programme that holds, paused ones too; `outlets` the open ones that anything is known of.
    `bonuses` wait for the card to be on a phone.
    """

    facts: PassFacts
    value: Value
    rules: tuple[Rule, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    bonuses: tuple[Bonus, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnScreen:
    """What somebody sees who has come from Telegram, in their `language`; `screen` None has no card yet.

    `mark` is another one once the card shows something else; `invites` says that they may bring friends.
    """

    language: Language
    screen: Screen | None
    member_id: UUID | None = None
    mark: str = ""
    invites: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A member's own link by its `payload`: the friend gets so many points, and so does the inviter.

    They come with a first purchase from `minimum` minor units on.
    """

    language: Language
    currency: str
    value: Value
    shop: str
    payload: str
    friend: int
    inviter: int
    minimum: int
    voice: Voice


def of_page(connection: Connection, page_token: str, now: datetime) -> Screen | None:
    """Returns the screen behind a page's secret address; None when there is none."""
    facts = pass_facts.facts(connection, page_token=page_token, now=now)
    if facts is None:
        return None
    programme = current(connection, now)
    places = tuple(outlet for outlet in outlets.all_open(connection) if outlet.described)
    bonuses = installs.promised(connection, facts.serial, now)
    return Screen(facts, shown_value(programme), tuple(programme.rules), places, bonuses)


def of_telegram(connection: Connection, telegram_id: int, now: datetime) -> OwnScreen | None:
    """Returns the screen of a Telegram account; None when the bot has never met it."""
    person = people.by_telegram(connection, telegram_id)
    if person is None:
        return None
    row = members.row_of(connection, person.member_id) if person.member_id else None
    screen = of_page(connection, row.page_token, now) if row else None
    if screen is None:
        return OwnScreen(person.language, None)
    mark, invites = f"{screen.facts.version}", _invites(connection, person, now)
    return OwnScreen(person.language, screen, person.member_id, mark, invites)


def mark_of(connection: Connection, telegram_id: int) -> str:
    """Returns the mark of a Telegram account's screen without drawing it: apps that are open ask every two seconds."""
    person = people.by_telegram(connection, telegram_id)
    card = passes.card_of(connection, person.member_id) if person and person.member_id else None
    return f"{card.version}" if card else ""


def page_token_of(connection: Connection, telegram_id: int) -> str | None:
    """Returns the secret address of the page of a Telegram account's card; None without one."""
    person = people.by_telegram(connection, telegram_id)
    row = members.row_of(connection, person.member_id) if person and person.member_id else None
    return row.page_token if row else None


def _invites(connection: Connection, person: Person, now: datetime) -> bool:
    return person.role is None and referral_links.terms(current(connection, now)) is not None


def invitation(connection: Connection, telegram_id: int, now: datetime) -> Invitation | None:
    """Returns the invitation of a Telegram account, made the first time; None for whoever has none to give."""
    person = people.by_telegram(connection, telegram_id)
    if person is None or person.member_id is None or not _invites(connection, person, now):
        return None
    programme = current(connection, now)
    terms = referral_links.terms(programme)
    assert terms is not None, "just asked"
    return Invitation(
        language=person.language,
        currency=programme.currency,
        value=shown_value(programme),
        shop=programme.name,
        payload=referral_links.link(connection, person.member_id),
        friend=terms.friend,
        inviter=terms.inviter,
        minimum=terms.minimum,
        voice=Voice.of(programme),
    )
