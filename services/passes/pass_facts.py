"""What a member's card shows on a phone and on its page."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from locales import Language, Voice, closest
from loyalty import cashback, due, tiering
from loyalty.cashback import Value, shown_value
from loyalty.headline import Headline, headline
from loyalty.ledger import Account
from loyalty.mechanics import points_tender
from loyalty.programme import Programme
from services.design import pictures
from services.ledger import accounts
from services.passes import contents
from services.people import full_name
from services.programme.versions import current
from storage.members import members
from storage.passes import passes
from wallet.contents import Climb, HeldCoupon, Moved, News, Place, StampCard
from wallet.design import Design

__all__ = ["PassFacts", "StampCard"]


@dataclass(frozen=True, slots=True)
class PassFacts:
    """Everything a member's card is made of; (serial, version) says whether a phone has it.

    `points` are whole and active, `expires` says until when how many are good, and `worth` is what they pay for in
    minor units; where `point` is not 0, one is shown as so many of them. `tier` is a key ("" without tiers), and
    `design` has its colours. `schedule` are (last moment, points), soonest first; `operations` the newest first.
    `stamps` are all of the member's stamp cards. `news` is what a phone's notification says: it changes only when
    there is something to say. `headline` stands in the place of points where there are none. An `ended` one was that
    of somebody who is erased: it shows nothing of all this. A `suspended` one is frozen and says so.
    Names are the owner's own, and its `voice` says them.
    """

    serial: str
    version: int
    changed_at: datetime
    organisation: str
    language: Language
    design: Design
    name: str
    code: str
    digits: str
    page_token: str
    points: int
    tier: str
    expires: tuple[datetime, int] | None
    zone: str
    worth: int | None
    currency: str
    point: Value = 0
    stamps: tuple[StampCard, ...] = ()
    coupons: tuple[HeldCoupon, ...] = ()
    climb: Climb | None = None
    schedule: tuple[tuple[datetime, int], ...] = ()
    operations: tuple[Moved, ...] = ()
    places: tuple[Place, ...] = ()
    news: News | None = None
    headline: Headline | None = None
    voice: Voice = field(default_factory=Voice)
    ended: bool = False
    suspended: bool = False


def facts(connection: Connection, *, now: datetime, serial: str = "", page_token: str = "") -> PassFacts | None:
    """Returns what the card with this serial, or behind this page, shows at `now`; None when there is none."""
    if serial:
        pass_row = passes.row_of(connection, serial=serial)
    else:
        owner = members.by_page_token(connection, page_token)
        pass_row = passes.card_of(connection, owner) if owner else None
    row = members.row_of(connection, pass_row.member_id) if pass_row and pass_row.kind == "card" else None
    if row is not None and row.merged_into is not None:  # this phone's card and another one have become one
        row = members.row_of(connection, row.merged_into)
    if row is None or pass_row is None or (row.person_id is None and row.merged_into is None):
        return None  # whose it was has been erased: no phone may learn the card's new codes
    member, programme = accounts.view(connection, row.id, now), current(connection, now)
    # Points that wait for their owner's word are still theirs: a card that says 0 meanwhile would only frighten.
    points = member.balance(Account.ACTIVE) + member.balance(Account.HELD)
    # Points end with a midnight; a date on a card says the last day on which they are good.
    schedule = tuple((at - timedelta(seconds=1), due_points) for at, due_points in due.schedule(member))
    on_it = contents.of_member(connection, row, member, programme, points, schedule, now)
    instead = headline(member, programme)
    return PassFacts(
        serial=pass_row.serial,
        version=pass_row.version,
        changed_at=pass_row.changed_at,
        organisation=programme.name,
        language=closest(programme.language),
        design=pictures.design(connection).of_tier(on_it.tier, tiering.ladder(programme)),
        name=full_name(row),
        code=row.code,
        digits=row.digits,
        page_token=row.page_token,
        points=points,
        tier=on_it.tier,
        expires=schedule[0] if schedule else None,
        zone=programme.zone,
        worth=worth(programme, points),
        currency=programme.currency,
        point=shown_value(programme),
        stamps=on_it.stamps,
        coupons=on_it.coupons,
        climb=on_it.climb,
        schedule=schedule,
        operations=tuple(replace(each, points=None) for each in on_it.operations) if instead else on_it.operations,
        places=on_it.places,
        news=on_it.news,
        headline=instead,
        suspended=member.suspended,
        voice=Voice.of(programme),
    )


def ended(connection: Connection, *, now: datetime, serial: str) -> PassFacts | None:
    """Returns what is left of the card of somebody who is erased, which is nothing of theirs; None for any other."""
    pass_row = passes.row_of(connection, serial=serial)
    if pass_row is None or pass_row.kind != "card" or pass_row.farewells is None:
        return None
    blank = of_nobody(connection, closest(current(connection, now).language), now)
    return replace(
        blank, serial=pass_row.serial, version=pass_row.version, changed_at=pass_row.changed_at, code="", ended=True
    )


def of_nobody(connection: Connection, language: Language, now: datetime) -> PassFacts:
    """Returns an empty card in the look of today, to be filled by whoever shows one. Raises ProgrammeMissing."""
    programme = current(connection, now)
    return PassFacts(
        serial="0" * 32,
        version=1,
        changed_at=now,
        organisation=programme.name,
        language=language,
        design=pictures.design(connection),
        name="",
        code="0" * 22,
        digits="",
        page_token="",
        points=0,
        tier="",
        expires=None,
        zone=programme.zone,
        worth=None,
        currency=programme.currency,
        voice=Voice.of(programme),
    )


def worth(programme: Programme, points: int) -> int | None:
    """Returns what points pay for in minor units; None when no rule lets them pay."""
    value = points_tender.value_in(programme.rules)
    return cashback.worth(points, value) if value else None
