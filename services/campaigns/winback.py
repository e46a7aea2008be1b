"""Win-back: a message with a personal link to people outside of Telegram, and a bonus for putting the card on a phone.

As the owner makes it: written, counted, sent, paused, looked back at.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection

from loyalty.errors import MomentPassed, NobodyToReach, Refusal, SettingInvalid, TextEmpty, TextTooLong
from loyalty.localtime import end_of_day, local, start_of
from services.campaigns.runs import Runs
from services.campaigns.texting import LINK, NAME, filled, size
from services.members import consents
from services.members.cards import IMPORTED
from services.people import Person, owner
from services.programme.versions import current
from storage.campaigns import winback as queries
from storage.campaigns.winback import ROWS, Choice
from storage.members import members as member_rows
from storage.members import people
from storage.tables import Record

TEXT_LIMIT, PARTS_LIMIT = 600, 6
POINTS_LIMIT, DAYS_LIMIT, END_LIMIT = 100_000, 3_650, 366
POINTS, DAYS, OPEN_DAYS = 100, 30, 30
"""What a new draft offers, for how many days the points are good, and how many days there are to put the card away."""
IDLE_DAYS = (30, 60, 90, 180)
STATES = ("waiting", "claimed", "sent", "refused", "skipped", "unknown")
TOKEN_BYTES = 9
_LONGEST_NAME = 20


@dataclass(eq=False)
class WinbackUnknown(Refusal):
    """No message is this one; a draft may have been deleted."""


@dataclass(eq=False)
class WinbackClosed(Refusal):
    """The message is on its way or over: what it says can no longer be changed."""


@dataclass(eq=False)
class LinkMissing(Refusal):
    """The text has no `link`: nobody could get to their card."""

    link: str = LINK


@dataclass(eq=False)
class NumberUnreadable(Refusal):
    """The text is no whole number."""


@dataclass(eq=False)
class PlaceholderUnknown(Refusal):
    """The text has something in braces, `found`, that we cannot fill in; `known` is what we can."""

    found: str
    known: str = f"{NAME}, {LINK}"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom it is for: `unseen` (imported, never here), `outside` (of Telegram), `inactive` (`of` days)."""

    kind: str = "unseen"
    of: str = ""


@dataclass(frozen=True, slots=True)
class Winback:
    """A message as it stands: `points`, good for `days`, for whoever puts the card on a phone before `ends_at`."""

    id: UUID
    state: str
    text: str
    audience: Audience
    points: int
    days: int
    created_by: UUID
    created_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people would get it, and how many parts a gateway would charge for altogether; `longest` is one's."""

    people: int
    parts: int
    longest: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of it: for how many people it is, what was sent, and what they did."""

    total: int
    waiting: int
    sent: int
    refused: int
    skipped: int
    unknown: int
    opened: int
    installed: int
    paid: int


def new_id() -> UUID:
    """Returns the id of a message to be written."""
    return uuid4()


# --- writing ----------------------------------------------------------------------------------------------------------


def compose(connection: Connection, person: Person, winback_id: UUID, text: str, now: datetime) -> Winback:
    """Gives a draft its text, and makes the draft the first time.

    Raises NotAllowed, WinbackClosed, TextEmpty, TextTooLong, LinkMissing, PlaceholderUnknown.
    """
    by, text = owner(connection, person), _checked(text)
    programme = current(connection, now)
    new = {"audience": asdict(Audience()), "points": POINTS, "days": DAYS}
    ends_at = end_of_day(now, OPEN_DAYS, programme.zone)
    if not ROWS.put(connection, winback_id, by.id, now, text=text, ends_at=ends_at, **new):
        RUNS.draft(connection, winback_id)
        ROWS.change(connection, winback_id, text=text)
    return RUNS.found(connection, winback_id)


def _checked(text: str) -> str:
    text = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if not text:
        raise TextEmpty
    if len(text) > TEXT_LIMIT or size(filled(text, "x" * _LONGEST_NAME, "x" * 40)).parts > PARTS_LIMIT:
        raise TextTooLong(TEXT_LIMIT)
    if LINK not in text:
        raise LinkMissing
    strange = next((found for found in re.findall(r"\{[^}\s]*\}?", text) if found not in {NAME, LINK}), None)
    if strange is not None:
        raise PlaceholderUnknown(strange)
    return text


def promise(connection: Connection, person: Person, winback_id: UUID, *, points: int = -1, days: int = 0) -> Winback:
    """Says how many points a draft promises, 0 for none, or for how many days they are good.

    Raises NotAllowed, WinbackUnknown, WinbackClosed, SettingInvalid.
    """
    owner(connection, person)
    made = RUNS.draft(connection, winback_id)
    points, days = made.points if points < 0 else points, days or made.days
    if not (points <= POINTS_LIMIT and 1 <= days <= DAYS_LIMIT):
        raise SettingInvalid("winback", "out-of-range")
    ROWS.change(connection, winback_id, points=points, days=days)
    return RUNS.found(connection, winback_id)


def until(connection: Connection, person: Person, winback_id: UUID, last: date, now: datetime) -> Winback:
    """Says on which local day a draft's offer ends. Raises NotAllowed, WinbackUnknown, WinbackClosed, MomentPassed."""
    owner(connection, person)
    RUNS.draft(connection, winback_id)
    zone = current(connection, now).zone
    if not local(now, zone).date() <= last <= local(now, zone).date() + timedelta(days=END_LIMIT):
        raise MomentPassed
    ROWS.change(connection, winback_id, ends_at=start_of(last + timedelta(days=1), zone))
    return RUNS.found(connection, winback_id)


def address(connection: Connection, person: Person, winback_id: UUID, audience: Audience, now: datetime) -> Winback:
    """Says whom a draft is for. Raises NotAllowed, WinbackUnknown, WinbackClosed, SettingInvalid."""
    owner(connection, person)
    RUNS.draft(connection, winback_id)
    _choice(audience, now)
    ROWS.change(connection, winback_id, audience=asdict(audience))
    return RUNS.found(connection, winback_id)


def _choice(audience: Audience, now: datetime) -> Choice:
    match audience.kind, audience.of:
        case "unseen", _:
            return Choice(source=IMPORTED, unseen=True)
        case "outside", _:
            return Choice()
        case "inactive", days if days in map(str, IDLE_DAYS):
            return Choice(outside=False, idle_since=now - timedelta(days=int(days)))
    raise SettingInvalid("audience", "unknown")


def reach(connection: Connection, person: Person, winback_id: UUID, link_base: str, now: datetime) -> Reach:
    """Returns how many people would get it at `now`, and in how many parts. Raises NotAllowed, WinbackUnknown."""
    owner(connection, person)
    made = RUNS.found(connection, winback_id)
    link = sample_link(link_base)
    parts = [
        size(filled(made.text, row.first_name, link)).parts
        for row in queries.meant(connection, _choice(made.audience, now))
    ]
    return Reach(len(parts), sum(parts), max(parts, default=size(filled(made.text, "", link)).parts))


def sample_link(link_base: str) -> str:
    """Returns a link as long as a real one is."""
    return f"{link_base}/w/{'x' * (TOKEN_BYTES * 4 // 3)}"


# --- sending, as the owner orders it ----------------------------------------------------------------------------------


def start(connection: Connection, person: Person, winback_id: UUID, now: datetime) -> Winback:
    """Lets a draft go out to whoever is meant now; one that is on its way stays as it is.

    Raises NotAllowed, WinbackUnknown, WinbackClosed, NobodyToReach, MomentPassed (its end).
    """
    by = owner(connection, person)
    made = RUNS.found(connection, winback_id, lock=True)
    if made.state in {"sending", "paused", "done"}:
        return made
    if made.state != "draft":
        raise WinbackClosed
    if made.ends_at <= now:
        raise MomentPassed
    meant = queries.meant(connection, _choice(made.audience, now))
    if not meant:
        raise NobodyToReach
    queries.address(connection, winback_id, {row.member_id: secrets.token_urlsafe(TOKEN_BYTES) for row in meant})
    ROWS.change(connection, winback_id, state="sending")
    RUNS.note(connection, by.id, "started", winback_id, now, people=len(meant))
    return RUNS.found(connection, winback_id)


# --- looking ----------------------------------------------------------------------------------------------------------


def one(connection: Connection, person: Person, winback_id: UUID) -> tuple[Winback, Figures]:
    """Returns a message and what has become of it. Raises NotAllowed, WinbackUnknown."""
    owner(connection, person)
    made = RUNS.found(connection, winback_id)
    return made, _figures(queries.figures(connection, winback_id))


def _figures(told: Mapping[str, int]) -> Figures:
    count = {**dict.fromkeys(STATES, 0), **told}
    return Figures(
        total=sum(count[state] for state in STATES),
        waiting=count["waiting"] + count["claimed"],
        **{name: count[name] for name in ("sent", "refused", "skipped", "unknown", "opened", "installed", "paid")},
    )


def recent(connection: Connection, person: Person, limit: int = 5) -> tuple[Winback, ...]:
    """Returns the newest messages, newest first. Raises NotAllowed."""
    owner(connection, person)
    return tuple(winback_of(row) for row in ROWS.newest(connection, limit))


def own_phone(connection: Connection, person: Person) -> str:
    """Returns the owner's own phone number, empty when they never shared it. Raises NotAllowed."""
    return str(people.by_id(connection, owner(connection, person).id).phone or "")


def opened(connection: Connection, token: str, now: datetime | None) -> str | None:
    """Returns the token of the card's page that a personal link leads to, None for a link of nobody's.

    At `now` it was opened, which is noted the first time; None only looks.
    """
    return queries.opened(connection, token, now)


@dataclass(frozen=True, slots=True)
class Wants:
    """Whether the holder of a card still wants messages, and whose they are."""

    shop: str
    wanted: bool


def wants(connection: Connection, page_token: str, now: datetime) -> Wants | None:
    """Returns whether the holder of the card behind a page wants messages; None when there is no such card."""
    person_id = _holder(connection, page_token)
    if person_id is None:
        return None
    return Wants(current(connection, now).name, consents.consents(connection, person_id)[consents.ADVERTISING])


def stop(connection: Connection, page_token: str, now: datetime) -> None:
    """Withdraws the consent to offers of whoever holds the card behind a page; nothing for a page of nobody's."""
    person_id = _holder(connection, page_token)
    if person_id is not None:
        consents.consent(connection, person_id, consents.ADVERTISING, False, now)


def _holder(connection: Connection, page_token: str) -> UUID | None:
    member_id = member_rows.by_page_token(connection, page_token)
    row = None if member_id is None else member_rows.row_of(connection, member_id)
    return None if row is None else row.person_id


def winback_of(row: Record) -> Winback:
    """Returns the message of a row of `storage.campaigns.winback`."""
    return Winback(
        id=row.id,
        state=row.state,
        text=row.text,
        audience=Audience(**row.audience),
        points=row.points,
        days=row.days,
        created_by=row.created_by,
        created_at=row.created_at,
        ends_at=row.ends_at,
    )


def _is_over(row: Record, left: bool, now: datetime) -> bool:
    return not left or bool(row.ends_at <= now)


RUNS = Runs("winback", ROWS, winback_of, _is_over, unknown=WinbackUnknown, closed=WinbackClosed)

discard, pause, resume, cancel = RUNS.discard, RUNS.pause, RUNS.resume, RUNS.cancel
