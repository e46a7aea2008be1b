"""What a member's store card says: the fields, the code and the links, as pass.json and its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from locales import LANGUAGES, Voice
from loyalty.cashback import Value, worth
from loyalty.headline import Headline
from wallet import headlines
from wallet.apple import saying
from wallet.apple.credentials import Credentials
from wallet.apple.fields import (
    MOST_PLACES,
    NAME_LIMIT,
    PLAIN,
    actions,
    amount,
    barcode,
    day,
    field,
    footer,
    frame,
    group,
    link,
    service,
    style,
    text,
)
from wallet.apple.strings import USUAL, Speech, Texts, in_all, kind_key, words
from wallet.contents import Climb, HeldCoupon, Moved, News, Place, StampCard
from wallet.design import Design
from wallet.stamps import MOST_PLACES as MOST_STAMPS
from wallet.text import tidy

_TEXT_LIMIT = 2000
_LONG_BALANCE = 10_000
_FRONT, _POSTER = 4, 4
"""So many secondary and auxiliary fields a store card shows, and so many primary ones a poster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreCard:
    """A member's standing as the pass shows it; the meanings are those of `services.passes.pass_facts.PassFacts`.

    `serial` and `authentication_token` never change for a member and have 16 characters or more. `worth` is what the
    points pay for now, in minor units of the ISO 4217 `currency`; one point is shown as `point` of them, 0 as a point.
    `expiring` are (points, the last moment at which they are good).
    A `frozen` one says so, and nothing of coupons that could pay.
    """

    serial: str
    authentication_token: str
    web_service_url: str | None
    code: str
    digits: str
    member: str
    points: int
    zone: str
    headline: Headline | None = None
    tier: str = ""
    worth: int | None = None
    currency: str = ""
    point: Value = 0
    expiring: tuple[int, datetime] | None = None
    stamps: tuple[StampCard, ...] = ()
    coupons: tuple[HeldCoupon, ...] = ()
    climb: Climb | None = None
    schedule: tuple[tuple[datetime, int], ...] = ()
    operations: tuple[Moved, ...] = ()
    places: tuple[Place, ...] = ()
    news: News | None = None
    frozen: bool = False
    bot_url: str | None = None
    page_url: str | None = None
    voice: Voice = USUAL

    @property
    def stamp_card(self) -> StampCard | None:
        """The stamp card on the front, None when there is none that can be drawn."""
        return next((card for card in self.stamps if 0 < card.goal <= MOST_STAMPS), None)


def speech_of(card: StoreCard, design: Design) -> Speech:
    """Returns the words that the card begins with; `pass_json` adds its own to them."""
    return Speech(words(tidy(design.organisation, NAME_LIMIT), place_names(card.places, design), card.voice))


def pass_json(card: StoreCard, design: Design, credentials: Credentials, speech: Speech | None = None) -> bytes:
    """Returns pass.json; `speech` holds its translations then.

    Raises ValueError for a serial or token under 16 characters, and as `fields.service` does.
    """
    if len(card.serial) < 16 or len(card.authentication_token) < 16:
        raise ValueError("serial and authentication token have at least 16 characters")
    say = speech or speech_of(card, design)
    near = card.places[:MOST_PLACES]
    parts = [
        frame(design, credentials, near, tuple(say[f"pass-near {name}"] for name in place_names(near, design))),
        f'"description":{text(say["pass-description"])}',
        f'"serialNumber":{text(card.serial)}',
        barcode(card.code, card.digits),
        service(card.web_service_url, card.authentication_token, credentials),
        actions(card.page_url, design),
        *_styles(card, say, design, development=credentials.development),
    ]
    return f"{{{','.join([part for part in parts if part])}}}".encode()


def _styles(card: StoreCard, say: Speech, design: Design, *, development: bool) -> tuple[str, str]:
    """Returns the card as every iOS shows it, and beside it the poster that iOS 27 prefers."""
    header, points = _header(card, say), _points(card, say)
    stamps = card.stamp_card
    front = [item for item in _front(card, say, stamps) if item]
    back = group(
        "backFields",
        (*_own_back(card, say), shared_back(design, card.bot_url or "", card.voice, development=development)),
    )
    # Stamps fill the strip, over which the primary field would lie; of a photo the figure has but the corner.
    taken = stamps or (design.strip and not _fits_a_corner(card))
    upper, primary = (points or header, "") if taken else (header, points)
    store_card = (
        group("headerFields", (upper,)),
        group("primaryFields", (primary,)),
        group("secondaryFields", front[:2]),
        group("auxiliaryFields", front[2:_FRONT]),
        back,
    )
    poster = (
        group("headerFields", (header,)),
        # The first field has no label: a phone writes it in bold, as the poster's title.
        group("primaryFields", (_title(card, say), *front[: _POSTER - 1])),
        footer(say.typed(tidy(design.organisation, NAME_LIMIT)), design),
        group("additionalInfoFields", _info(card, say, front[_POSTER - 1 :])),
        back,
    )
    return style("storeCard", store_card), style("posterGeneric", poster)


def _fits_a_corner(card: StoreCard) -> bool:
    """Says whether the figure is as short as what `strips.photo` keeps readable; sums of money never are."""
    if card.headline is not None:
        return card.headline.percent > 0 and card.headline.percent % 100 == 0
    return not card.point and abs(card.points) < _LONG_BALANCE


def _title(card: StoreCard, say: Speech) -> str:
    if card.headline is not None:
        return field("points", "", text(say.say(titled))) if (titled := _titled(card.headline, card.currency)) else ""
    balance = saying.balance(card.points, saying.tongues(card.currency, card.point, card.voice))
    return field("points", "", text(say.say(balance)))


@lru_cache(maxsize=1024)
def _titled(headline: Headline, currency: str) -> Texts | None:
    if headline.percent:
        return headlines.off(headline)
    shown = headlines.step(headline, currency)
    return {language: f"{shown[0][language]}: {shown[1][language]}" for language in LANGUAGES} if shown else None


def _info(card: StoreCard, say: Speech, left: Sequence[str]) -> Iterator[str]:
    """Yields what the tile below a poster says: what its face has no room for, and what a customer asks first."""
    yield from left
    yield field("info-digits", say["pass-digits"], text(card.digits), PLAIN)
    if card.climb:
        climb = saying.climb(card.climb, saying.tongues(card.currency, card.point, card.voice))
        yield field("info-next", say["pass-next"], text(say.say(climb)), PLAIN)


def _points(card: StoreCard, say: Speech) -> str:
    if card.headline is not None:
        counted = card.stamp_card is not None and card.headline.unit == "stamps"  # they are drawn
        step = None if counted else headlines.step(card.headline, card.currency)
        return _said("points", headlines.main(card.headline) or step, say)
    if card.point:
        return amount("points", say["pass-cashback"], worth(card.points, card.point), card.currency)
    return field("points", say["pass-points"], str(card.points), ',"numberStyle":"PKNumberStyleDecimal"')


def _said(key: str, shown: tuple[Texts, Texts] | None, say: Speech) -> str:
    return field(key, say.say(shown[0]), text(say.say(shown[1]))) if shown else ""


def _header(card: StoreCard, say: Speech) -> str:
    # Of a stack of cards only this line is seen.
    if card.worth is None or not card.currency or card.point:
        return field("card", say["pass-card"], text(f"·· {card.digits[-4:]}"))
    return amount("worth", say["pass-worth"], card.worth, card.currency)


def _front(card: StoreCard, say: Speech, stamps: StampCard | None) -> Iterator[str]:
    if card.frozen:  # first: a face has room for so many
        yield field("frozen", say["pass-coupon-state"], text(say["pass-frozen"]))
    if name := tidy(card.member, NAME_LIMIT):
        yield field("member", say["pass-member"], text(say.typed(name)))
    if tier := say.say(_tier(card.tier, card.voice)):
        yield field("tier", say["pass-tier"], text(tier))
    if card.headline is not None and card.headline.percent and card.headline.then:
        yield _said("next", headlines.step(card.headline, card.currency), say)
    if stamps:
        label = _named(say, card.voice, stamps.title) or say["pass-stamps"]
        yield field("stamps", label, text(say.say(_standing(stamps.have, stamps.goal))))
    if card.expiring:
        points, at = card.expiring
        label = say["pass-schedule"] if card.point else say.say(_expiring(points, card.voice))
        yield day("expiring", label, at, card.zone)


@lru_cache(maxsize=4096)
def _expiring(points: int, voice: Voice) -> Texts:
    return in_all(voice, "pass-expiring", points=points)


@lru_cache(maxsize=1024)
def _standing(have: int, goal: int) -> Texts:
    return in_all(USUAL, "pass-stamps-standing", have=have, goal=goal)


def _named(say: Speech, voice: Voice, name: str) -> str:
    """Returns a name that the owner gave: typed where it is the same in every language, else said in each."""
    said = {language: tidy(voice.name(language, name), NAME_LIMIT) for language in LANGUAGES}
    return say.say(said) if len(set(said.values())) > 1 else say.typed(said["en"])


@lru_cache(maxsize=64)
def _tier(tier: str, voice: Voice) -> Texts:
    return {language: tidy(voice.tier(language, tier), NAME_LIMIT) if tier else "" for language in LANGUAGES}


def _own_back(card: StoreCard, say: Speech) -> Iterator[str]:
    """Yields what is the member's own on the back.

    The news alone has a change message: when two such fields change at once, iOS says only that the card has changed.
    """
    speakers, zone = saying.tongues(card.currency, card.point, card.voice), card.zone

    def told(key: str, label: str, texts: Texts, more: str = PLAIN) -> str:
        return field(key, say[label], text(say.say(texts)), more)

    news = saying.news(card.news, speakers, zone) if card.news else in_all(card.voice, "pass-news-none")
    if card.frozen:
        yield field("frozen-back", say["pass-frozen"], text(say["pass-frozen-text"]), PLAIN)
    yield told("news", "pass-news", news, f'{PLAIN},"changeMessage":"%@"')
    yield field("digits", say["pass-digits"], text(card.digits), PLAIN)
    if card.schedule:
        yield told("schedule", "pass-schedule", saying.schedule(card.schedule, speakers, zone))
    if card.coupons and not card.frozen:
        yield told("coupons", "pass-coupons", saying.coupons(card.coupons, speakers, zone))
    if len(card.stamps) > 1 or (card.stamps and not card.stamp_card):
        yield told("cards", "pass-cards", saying.cards(card.stamps, speakers))
    if card.climb:
        yield told("next", "pass-next", saying.climb(card.climb, speakers))
    for number, moved in enumerate(card.operations):
        yield told(f"last-{number}", kind_key(moved.kind), saying.movement(moved, speakers, zone))


@lru_cache(maxsize=64)
def shared_back(design: Design, bot_url: str, voice: Voice = USUAL, *, development: bool, card: bool = True) -> str:
    """Returns the fields on the back that all cards of a design have, or with `card` False all coupons."""
    known = words(tidy(design.organisation, NAME_LIMIT), voice=voice)
    say = known.english
    fields = [field("use", say["pass-use"], text(say["pass-use-text"]))] if card else []
    if about := tidy(design.about, _TEXT_LIMIT):
        fields.append(field("about", say["pass-about"], text(known.typed(about))))
    if contacts := tidy(design.contacts, _TEXT_LIMIT):
        fields.append(field("contacts", say["pass-contacts"], text(known.typed(contacts))))
    for number, each in enumerate(design.links):
        fields.append(link(f"link-{number}", known.typed(tidy(each.title, NAME_LIMIT)), each.url, each.url))
    if bot_url:
        fields.append(link("bot", say["pass-bot"], bot_url, bot_url))
    if development:
        fields.append(field("development", say["pass-development"], text(say["pass-development-text"])))
    return ",".join(fields)


def place_names(places: tuple[Place, ...], design: Design) -> tuple[str, ...]:
    """Returns the names of those places that fit into a pass; one without a name that shows has the shop's."""
    return tuple(
        tidy(place.name, NAME_LIMIT) or tidy(design.organisation, NAME_LIMIT) for place in places[:MOST_PLACES]
    )
