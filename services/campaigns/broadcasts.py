"""Broadcasts as the owner makes them: composed, counted, sent now or later, paused, cancelled, looked back at."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from sqlalchemy import Connection

from loyalty.errors import (
    BroadcastClosed,
    BroadcastUnknown,
    LinkUnusable,
    MomentPassed,
    MomentTooFar,
    NobodyToReach,
    SettingInvalid,
    TextEmpty,
    TextTooLong,
)
from loyalty.localtime import local
from loyalty.programme import Programme
from services.campaigns.runs import Runs
from services.people import Person, owner
from services.programme.versions import current
from services.typed import tidy
from storage.campaigns import broadcasts
from storage.campaigns.broadcasts import ROWS, Choice
from storage.tables import Record

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
"""What Telegram takes, in UTF-16 code units: a text, and one below a photo."""
LABEL_LIMIT, LINK_LIMIT = 40, 1024
PLAN_DAYS = 365
IDLE_DAYS = (30, 60, 90)
RECIPIENT_STATES = ("waiting", "claimed", "sent", "blocked", "refused", "skipped", "unknown")


@dataclass(frozen=True, slots=True)
class Content:
    """What is sent. `entities` are Telegram's own, `photo` a file id, `link` where the button `label` leads.

    `coupon` is the id of the rule whose coupon everybody gets with it; what is empty is not there.
    """

    text: str = ""
    entities: tuple[Mapping[str, Any], ...] = ()
    photo: str = ""
    label: str = ""
    link: str = ""
    coupon: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast is for: `all`, a `tier` (`of` is its key), `inactive` (days), `birthday`, `coupon` (rule id)."""

    kind: str = "all"
    of: str = ""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A broadcast as it stands. `watch` is (chat id, message id) of the owner's message that counts along."""

    id: UUID
    state: str
    content: Content
    audience: Audience
    created_by: UUID
    created_at: datetime
    send_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    filled_to: UUID | None
    filled_at: datetime | None
    watch: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How many people a broadcast was for, and what became of it for each; `waiting` counts those being sent to."""

    total: int
    waiting: int
    sent: int
    blocked: int
    refused: int
    skipped: int
    unknown: int
    coupons_used: int

    @property
    def done(self) -> int:
        """How many need nothing more."""
        return self.total - self.waiting


@dataclass(frozen=True, slots=True)
class Choices:
    """What this programme has to choose from: levels (keys, lowest first), and coupons as (rule id, title)."""

    tiers: tuple[str, ...]
    coupons: tuple[tuple[str, str], ...]

    def title(self, rule_id: str) -> str:
        """Returns what a coupon is called; empty when the programme has it no more."""
        return dict(self.coupons).get(rule_id, "")


def new_id() -> UUID:
    """Returns the id of a broadcast to be composed; with it a repeated first message makes one draft."""
    return uuid4()


def choices(programme: Programme) -> Choices:
    """Returns the levels and coupons of a programme."""
    levels: dict[str, None] = {}
    coupons = []
    for rule in programme.rules:
        if rule.mechanic == "tiers":
            levels |= dict.fromkeys((rule.config.base, *(level.key for level in rule.config.levels)))
        elif rule.mechanic == "coupon" and not rule.paused:
            coupons.append((rule.id, rule.config.title or rule.id))
    return Choices(tuple(levels), tuple(coupons))


# --- composing --------------------------------------------------------------------------------------------------------


def compose(connection: Connection, person: Person, broadcast_id: UUID, content: Content, now: datetime) -> Broadcast:
    """Gives a draft its content, and makes the draft the first time.

    Raises NotAllowed, BroadcastClosed, TextEmpty, TextTooLong, LinkUnusable, and SettingInvalid for a coupon that the
    programme does not have.
    """
    by = owner(connection, person)
    content = _checked(content)
    if content.coupon and not choices(current(connection, now)).title(content.coupon):
        raise SettingInvalid("coupon", "unknown")
    message = asdict(content)
    if not ROWS.put(connection, broadcast_id, by.id, now, message=message, audience=asdict(Audience())):
        RUNS.draft(connection, broadcast_id)
        ROWS.change(connection, broadcast_id, message=message)
    return RUNS.found(connection, broadcast_id)


def _checked(content: Content) -> Content:
    if not content.text and not content.photo:
        raise TextEmpty
    limit = CAPTION_LIMIT if content.photo else TEXT_LIMIT
    if len(content.text.encode("utf-16-le")) // 2 > limit:
        raise TextTooLong(limit)
    if content.label:
        tidy(content.label, LABEL_LIMIT)
        checked_link(content.link)
    return content


def checked_link(link: str) -> str:
    """Returns the link. Raises LinkUnusable unless it leads by https to a place with a name."""
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise LinkUnusable from None
    named = "." in host.strip(".") and not any(c.isspace() for c in link)
    if parts.scheme != "https" or not named or len(link) > LINK_LIMIT or parts.username is not None:
        raise LinkUnusable
    return link


def address(connection: Connection, person: Person, broadcast_id: UUID, audience: Audience, now: datetime) -> Broadcast:
    """Says whom a draft is for. Raises NotAllowed, BroadcastUnknown, BroadcastClosed, SettingInvalid."""
    owner(connection, person)
    RUNS.draft(connection, broadcast_id)
    _choice(audience, current(connection, now), now)
    ROWS.change(connection, broadcast_id, audience=asdict(audience))
    return RUNS.found(connection, broadcast_id)


def _choice(audience: Audience, programme: Programme, now: datetime) -> Choice:
    """Returns whom the audience means at `now`. Raises SettingInvalid for what the programme does not have."""
    offered = choices(programme)
    match audience.kind, audience.of:
        case "all", _:
            return Choice(now)
        case "birthday", _:
            return Choice(now, month=local(now, programme.zone).month)
        case "inactive", days if days in map(str, IDLE_DAYS):
            return Choice(now, idle_since=now - timedelta(days=int(days)))
        case "tier", key if key in offered.tiers:
            # Who has never bought has no level written down: they are on the lowest.
            return Choice(now, tiers=(key, "") if key == offered.tiers[0] else (key,))
        case "coupon", rule_id if offered.title(rule_id):
            return Choice(now, coupon=rule_id)
    raise SettingInvalid("audience", "unknown")


def choice_of(connection: Connection, made: Broadcast, now: datetime) -> Choice:
    """Returns whom a broadcast means at `now`. Raises SettingInvalid when the programme has changed since."""
    return _choice(made.audience, current(connection, now), now)


def reach(connection: Connection, person: Person, broadcast_id: UUID, now: datetime) -> int:
    """Returns how many people would get it at `now`: meant, reachable, and with the advertising consent.

    Raises NotAllowed, BroadcastUnknown, SettingInvalid.
    """
    owner(connection, person)
    return broadcasts.reach(connection, choice_of(connection, RUNS.found(connection, broadcast_id), now))


# --- sending, as the owner orders it ----------------------------------------------------------------------------------


def start(
    connection: Connection, person: Person, broadcast_id: UUID, seen: tuple[int, int] | None, now: datetime
) -> Broadcast:
    """Lets a draft go out now; one that is on its way already stays as it is.

    `seen` is (chat id, message id) of the owner's message that shall count along; None has one sent.
    Raises NotAllowed, BroadcastUnknown, BroadcastClosed, NobodyToReach, SettingInvalid.
    """
    by = owner(connection, person)
    made = RUNS.found(connection, broadcast_id, lock=True)
    if made.state in {"sending", "paused", "done"}:
        return made
    if made.state != "draft":
        raise BroadcastClosed
    if not broadcasts.reach(connection, choice_of(connection, made, now)):
        raise NobodyToReach
    ROWS.change(connection, broadcast_id, state="sending", started_at=now, progress=_watch(seen))
    RUNS.note(connection, by.id, "started", broadcast_id, now)
    return RUNS.found(connection, broadcast_id)


def plan(connection: Connection, person: Person, broadcast_id: UUID, send_at: datetime, now: datetime) -> Broadcast:
    """Lets a draft go out at `send_at` (UTC); repeated for the same moment it changes nothing.

    Raises NotAllowed, BroadcastUnknown, BroadcastClosed, MomentPassed, MomentTooFar, SettingInvalid.
    """
    by = owner(connection, person)
    made = RUNS.found(connection, broadcast_id, lock=True)
    if made.state == "planned" and made.send_at == send_at:
        return made
    if made.state != "draft":
        raise BroadcastClosed
    if send_at <= now:
        raise MomentPassed
    if send_at > now + timedelta(days=PLAN_DAYS):
        raise MomentTooFar(PLAN_DAYS)
    choice_of(connection, made, now)
    ROWS.change(connection, broadcast_id, state="planned", send_at=send_at)
    RUNS.note(connection, by.id, "planned", broadcast_id, now, at=send_at.isoformat())
    return RUNS.found(connection, broadcast_id)


def unplan(connection: Connection, person: Person, broadcast_id: UUID) -> Broadcast:
    """Makes a planned broadcast a draft again. Raises NotAllowed, BroadcastUnknown, BroadcastClosed."""
    owner(connection, person)
    made = RUNS.found(connection, broadcast_id, lock=True)
    if made.state not in {"draft", "planned"}:
        raise BroadcastClosed
    ROWS.change(connection, broadcast_id, state="draft", send_at=None)
    return RUNS.found(connection, broadcast_id)


def watch(connection: Connection, person: Person, broadcast_id: UUID, chat_id: int, message_id: int) -> None:
    """Remembers the owner's message that shall count along. Raises NotAllowed, BroadcastUnknown."""
    owner(connection, person)
    RUNS.found(connection, broadcast_id)
    ROWS.change(connection, broadcast_id, progress=_watch((chat_id, message_id)))


def _watch(seen: tuple[int, int] | None) -> dict[str, int] | None:
    return {"chat_id": seen[0], "message_id": seen[1]} if seen else None


# --- looking ----------------------------------------------------------------------------------------------------------


def one(connection: Connection, person: Person, broadcast_id: UUID) -> tuple[Broadcast, Figures]:
    """Returns a broadcast and what has become of it. Raises NotAllowed, BroadcastUnknown."""
    owner(connection, person)
    made = RUNS.found(connection, broadcast_id)
    return made, figures_of(connection, made)


def recent(connection: Connection, person: Person, limit: int = 8) -> tuple[Broadcast, ...]:
    """Returns the newest broadcasts, newest first. Raises NotAllowed."""
    owner(connection, person)
    return tuple(broadcast_of(row) for row in ROWS.newest(connection, limit))


def figures_of(connection: Connection, made: Broadcast) -> Figures:
    """Returns what has become of a broadcast."""
    count = dict.fromkeys(RECIPIENT_STATES, 0) | ROWS.figures(connection, made.id)
    used = (
        broadcasts.coupons_used(connection, made.content.coupon, coupon_source(made.id)) if made.content.coupon else 0
    )
    return Figures(
        total=sum(count.values()),
        waiting=count["waiting"] + count["claimed"],
        sent=count["sent"],
        blocked=count["blocked"],
        refused=count["refused"],
        skipped=count["skipped"],
        unknown=count["unknown"],
        coupons_used=used,
    )


def coupon_source(broadcast_id: UUID) -> str:
    """Returns how the keys begin under which coupons of a broadcast are issued; the member's id follows."""
    return f"broadcast:{broadcast_id}:"


def broadcast_of(row: Record) -> Broadcast:
    """Returns the broadcast of a row of `storage.campaigns.broadcasts`."""
    message, seen = dict(row.message), row.progress
    message["entities"] = tuple(message["entities"])
    return Broadcast(
        id=row.id,
        state=row.state,
        content=Content(**message),
        audience=Audience(**row.audience),
        created_by=row.created_by,
        created_at=row.created_at,
        send_at=row.send_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        filled_to=row.filled_to,
        filled_at=row.filled_at,
        watch=(seen["chat_id"], seen["message_id"]) if seen else None,
    )


def _is_over(row: Record, left: bool, _: datetime) -> bool:
    return row.filled_at is not None and not left


RUNS = Runs("broadcast", ROWS, broadcast_of, _is_over, unknown=BroadcastUnknown, closed=BroadcastClosed)

discard, pause, resume, cancel = RUNS.discard, RUNS.pause, RUNS.resume, RUNS.cancel
