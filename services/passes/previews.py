"""The card as both wallets show it, with a member who does not exist: what an owner sees before publishing."""

from collections.abc import Mapping, Sequence
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
from services.passes.google import pictures as google_pictures
from services.passes.google.office import GoogleWords
from services.passes.office import PassOffice
from services.passes.pass_facts import PassFacts
from services.people import Person
from services.programme.versions import current
from wallet import drawing, google_drawing, poster_drawing, showcase
from wallet import stamps as stamp_drawing
from wallet.contents import StampCard
from wallet.design import Design
from wallet.google.words import Resource
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
    # The same all day long, so that a picture is drawn once.
    day = now.replace(hour=12, minute=0, second=0, microsecond=0)
    tiers = tiering.ladder(programme)
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


@dataclass(frozen=True, slots=True)
class Published:
    """What phones would get of a card: the .pkpass, and Google's class and object with the pictures they name."""

    pkpass: bytes
    class_: Resource
    object_: Resource
    pictures: Mapping[str, bytes]


def both(shown: Sample, look: Design, office: PassOffice, username: str, now: datetime, tier: str = "") -> bytes:
    """Returns the card of `tier` in this design on a new and an older iPhone and on an Android phone, as JPEG.

    `username` is the bot's. CPU work the first time of a day: use a thread.
    """
    return _both(shown, look, office, username, now.replace(hour=0, minute=0, second=0, microsecond=0), tier)


@lru_cache(maxsize=8)
def _both(shown: Sample, look: Design, office: PassOffice, username: str, now: datetime, tier: str) -> bytes:
    made, language = published(shown, look, office, username, now, tier), shown.facts.language
    code = made.object_["barcode"]["value"]
    return showcase.phones(
        [
            (
                "iPhone · iOS 27",
                poster_drawing.draw(made.pkpass, language),
                poster_drawing.draw_below(made.pkpass, language),
            ),
            ("iPhone", drawing.draw(made.pkpass, language), drawing.draw_back(made.pkpass, language)),
            (
                "Android",
                google_drawing.draw(made.class_, made.object_, language, made.pictures, code=code),
                google_drawing.draw_back(made.class_, made.object_, language),
            ),
        ]
    )


def published(
    shown: Sample, look: Design, office: PassOffice, username: str, now: datetime, tier: str = ""
) -> Published:
    """Returns what `both` draws: all that phones would get, made by those who make it for members."""
    tier = tier or shown.facts.tier
    tiered = look.of_tier(tier, shown.tiers)
    facts = replace(shown.facts, design=tiered, organisation=look.organisation, tier=tier)
    google = GoogleWords(issuer_id="0", public_url="https://card.invalid", username=username, secret=b"preview")
    # What all cards in Google Wallet share has one colour, whatever the tier.
    class_ = google.card_class(facts.organisation, facts.language, look, ())
    object_ = google.card(facts, (), look)
    return Published(office.build(facts, now), class_, object_, _public(look, facts, class_, object_))


def _public(look: Design, facts: PassFacts, class_: Resource, object_: Resource) -> dict[str, bytes]:
    """Returns the pictures that Google would fetch, by their addresses."""
    images = {class_["programLogo"]["sourceUri"]["uri"]: pictures.public_logo(look)}
    if class_["heroImage"]:
        images[class_["heroImage"]["sourceUri"]["uri"]] = pictures.public_banner(look)
    stamped = google_pictures.stamp_card(facts.stamps)
    if object_["heroImage"] and stamped:
        images[object_["heroImage"]["sourceUri"]["uri"]] = google_pictures.draw(look, stamped)
    return images


def stamps(look: Design, names: Sequence[str]) -> bytes:
    """Returns the stamps to choose from as one picture, PNG. CPU work: use a thread."""
    return stamp_drawing.samples(look, names)


def swatches(look: Design, offered: Sequence[Palette]) -> bytes:
    """Returns the palettes to choose from as one picture, PNG. CPU work: use a thread."""
    return showcase.swatches(look, offered)
