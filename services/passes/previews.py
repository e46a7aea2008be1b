"""The card as both wallets show it, with a member who does not exist: what an owner sees before publishing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection

from locales import translate
from loyalty import tiering
from loyalty.cashback import shown_value
from loyalty.headline import headline
from loyalty.member import Facts, Member
from loyalty.programme import Programme
from services.design import designs, pictures
from services.passes import pass_facts
from services.passes.google.office import GoogleWords
from services.passes.office import PassOffice
from services.passes.pass_facts import PassFacts
from services.people import Person
from services.programme.versions import current
from wallet import drawing, google_drawing, poster_drawing, showcase
from wallet.contents import StampCard
from wallet.design import Design
from wallet.palettes import Palette

POINTS = 1_240
GOOD_FOR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Sample:
    """A member who does not exist, of a programme that does; `tiers` are the programme's, the lowest first."""

    facts: PassFacts
    tiers: tuple[str, ...]


def sample(connection: Connection, person: Person, now: datetime) -> Sample:
    """Returns a member for the owner's preview, who speaks as the owner does. Raises NotAllowed, ProgrammeMissing."""
    look, programme = designs.desk(connection, person).shown, current(connection, now)
    rule = tiering.rule_of(programme)
    # The same all day long, so that a picture is drawn once.
    day = now.replace(hour=12, minute=0, second=0, microsecond=0)
    tiers = (rule.config.base, *(level.key for level in rule.config.levels)) if rule else ()
    instead = headline(Member(UUID(int=0), Facts(registered_at=day)), programme)
    facts = PassFacts(
        serial="0" * 32,
        version=1,
        changed_at=day,
        organisation=programme.name,
        language=person.language,
        design=look,
        name=translate(person.language, "design-sample-name"),
        code="0" * 22,
        digits="0123456789",
        page_token="",
        points=0 if instead else POINTS,
        tier=tiers[0] if tiers else "",
        expires=None if instead else (day + GOOD_FOR, POINTS // 4),
        zone=programme.zone,
        worth=pass_facts.worth(programme, POINTS),
        currency=programme.currency,
        point=shown_value(programme),
        stamps=_stamps(programme),
        headline=instead,
    )
    return Sample(facts, tiers)


def _stamps(programme: Programme) -> tuple[StampCard, ...]:
    titles = {rule.id: rule.config.title for rule in programme.rules if rule.mechanic == "coupon"}
    return tuple(
        StampCard(
            rule.id,
            titles.get(rule.config.reward, ""),
            rule.config.goal * 3 // 5,
            rule.config.goal,
            tuple(milestone.at for milestone in rule.config.milestones),
        )
        for rule in programme.rules
        if rule.mechanic == "stamp_card" and not rule.paused
    )


def both(shown: Sample, look: Design, office: PassOffice, username: str, now: datetime, tier: str = "") -> bytes:
    """Returns the card of `tier` in this design on a new and an older iPhone and on an Android phone, as JPEG.

    `username` is the bot's. CPU work the first time of a day: use a thread.
    """
    tier = tier or shown.facts.tier
    facts = replace(shown.facts, design=look, organisation=look.organisation, tier=tier)
    return _both(facts, office, username, now.replace(hour=0, minute=0, second=0, microsecond=0))


@lru_cache(maxsize=8)
def _both(facts: PassFacts, office: PassOffice, username: str, now: datetime) -> bytes:
    look = facts.design
    pkpass, language = office.build(replace(facts, design=look.of_tier(facts.tier)), now), facts.language
    google = GoogleWords(issuer_id="0", public_url="https://card.invalid", username=username, secret=b"preview")
    # What all cards in Google Wallet share has one colour, whatever the tier.
    class_, object_ = google.card_class(facts.organisation, language, look, ()), google.card(facts, ())
    images = {class_["programLogo"]["sourceUri"]["uri"]: pictures.public_logo(look)}
    if class_["heroImage"]:
        images[class_["heroImage"]["sourceUri"]["uri"]] = pictures.public_banner(look)
    code = object_["barcode"]["value"]
    return showcase.phones(
        [
            ("iPhone · iOS 27", poster_drawing.draw(pkpass, language), poster_drawing.draw_below(pkpass, language)),
            ("iPhone", drawing.draw(pkpass, language), drawing.draw_back(pkpass, language)),
            (
                "Android",
                google_drawing.draw(class_, object_, language, images, code=code),
                google_drawing.draw_back(class_, object_, language),
            ),
        ]
    )


def swatches(look: Design, offered: Sequence[Palette]) -> bytes:
    """Returns the palettes to choose from as one picture, PNG. CPU work: use a thread."""
    return showcase.swatches(look, offered)
