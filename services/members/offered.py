"""What a newcomer reads before there is a card: what one gets at once, and the card as it would look."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from locales import Language
from loyalty import engine, tiering
from loyalty.cashback import shown_value
from loyalty.events import Registered
from loyalty.headline import Headline, headline
from loyalty.member import Facts, Member
from loyalty.registry import MECHANICS
from services.design import designs
from services.passes import pass_facts
from services.passes.pass_facts import PassFacts
from services.programme.versions import current
from storage import programmes
from wallet.contents import StampCard

_NEVER_FIRST = 10**9
"""The number of a member who is not among the first of any rule."""


@dataclass(frozen=True, slots=True)
class Offered:
    """`points` and coupons (by `titles` and rule ids) are given for registering now; `design` numbers the card's look.

    `headline` is what a card without points says.
    """

    points: int
    titles: tuple[str, ...]
    coupons: tuple[str, ...]
    headline: Headline | None
    design: int


def to_newcomer(connection: Connection, link: str | None, now: datetime) -> Offered:
    """Returns what somebody would get who registers now by a join link, or by none. Raises ProgrammeMissing."""
    return _to_number(connection, link, programmes.last_number(connection, "member") + 1, now)


def to_everybody(connection: Connection, link: str | None, now: datetime) -> Offered:
    """Returns what people will get by a link however many have come before them. Raises ProgrammeMissing."""
    return _to_number(connection, link, _NEVER_FIRST, now)


def _to_number(connection: Connection, link: str | None, number: int, now: datetime) -> Offered:
    programme, nobody = current(connection, now), _nobody(now)
    joined = programmes.join_link_of(connection, link) if link else None
    outlet = str(joined.outlet_id or "") if joined else ""
    gift = engine.grant(Registered(now, programme.zone, outlet, number), nobody, programme)
    titles = {rule.id: rule.config.title for rule in programme.rules if MECHANICS[rule.mechanic].by_coupon}
    given = tuple(promise.coupon for promise in gift.counting.promised if titles.get(promise.coupon))
    return Offered(
        gift.points,
        tuple(titles[coupon] for coupon in given),
        given,
        headline(nobody, programme),
        designs.version(connection),
    )


def card(connection: Connection, points: int, language: Language, now: datetime) -> PassFacts:
    """Returns a card of nobody yet, with these points and empty stamp cards. Raises ProgrammeMissing."""
    programme, nobody = current(connection, now), _nobody(now)
    tier = tiering.placed(nobody.facts, programme).tier
    titles = {rule.id: rule.config.title for rule in programme.rules if MECHANICS[rule.mechanic].by_coupon}
    empty = pass_facts.of_nobody(connection, language, now)
    return replace(
        empty,
        design=empty.design.of_tier(tier, tiering.ladder(programme)),
        points=points,
        tier=tier,
        worth=pass_facts.worth(programme, points),
        point=shown_value(programme),
        headline=headline(nobody, programme),
        stamps=tuple(
            StampCard(
                rule.id,
                titles.get(rule.config.reward, ""),
                0,
                rule.config.goal,
                tuple(milestone.at for milestone in rule.config.milestones),
            )
            for rule in programme.rules
            if rule.mechanic == "stamp_card" and not rule.paused
        ),
    )


def _nobody(now: datetime) -> Member:
    return Member(UUID(int=0), Facts(registered_at=now))
