"""What a card in Google Wallet says: the shop's loyalty class and a member's loyalty object, as Google's JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from locales import Language, Voice, translate
from loyalty.headline import Headline
from loyalty.money import exponent
from wallet import headlines
from wallet.design import Link
from wallet.google.words import Resource, Words, localized, of_key, picture, said
from wallet.text import tidy

NAME_LIMIT = 60
TEXT_LIMIT = 500
HEADER_LIMIT = 35
MOST_TEXTS = MOST_PLACES = 10
"""Text modules that Google shows of an object or a class, and places that it takes."""
MOST_LINKS = 10

_LINK_LIMIT = 20
_MOST_POINTS = 2**31 - 1
_DEGREE = 1_000_000
_ENDED: Resource = {
    "state": "EXPIRED",
    **dict.fromkeys(
        (
            "accountId",
            "accountName",
            "barcode",
            "rotatingBarcode",
            "loyaltyPoints",
            "secondaryLoyaltyPoints",
            "heroImage",
        )
    ),
    "textModulesData": [],
    "linkedOfferIds": [],
    "messages": [],
}
"""What Google shows of a card whose holder was erased; a field that is not named would stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What all cards of a shop have in common.

    `suffix` is unique among everything this issuer has, of [A-Za-z0-9._-], and never changes; `language` is what a
    phone in a language we do not speak shows; `logo_url` is a public https address of a square picture, `callback_url`
    where Google says that a card was saved or removed. `places` are latitude and longitude in millionths of a degree.
    """

    issuer_id: str
    suffix: str
    organisation: str
    language: Language
    logo_url: str
    background: str
    home_url: str
    callback_url: str
    about: str = ""
    contacts: str = ""
    links: tuple[Link, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    banner_url: str = ""
    """A public https address of a picture across all cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A line of the card's details: `id` of letters and dashes, unique on the card."""

    id: str
    header: Words
    body: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotating:
    """The code that changes: `pattern` has {totp_value_0} in it, and `secret` makes its `digits` every `seconds`."""

    pattern: str
    secret: bytes
    digits: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A member's standing as the card shows it. `suffix` is unique like the shop's; points are whole.

    With `money`, minor units of an ISO 4217 currency, that is shown instead of them; with a `headline`, whose money is
    in `currency`, the discount and the next step.
    `offers` are the suffixes of the coupons that hang on the card; Google must have them already.
    """

    suffix: str
    code: str
    digits: str
    member: str
    points: int
    tier: str = ""
    money: tuple[int, str] | None = None
    rotating: Rotating | None = None
    texts: tuple[Text, ...] = ()
    offers: tuple[str, ...] = ()
    headline: Headline | None = None
    currency: str = ""
    banner_url: str = ""
    """An https address of a picture across the card."""
    ended: bool = False
    """Whether the holder was erased: nothing of theirs is shown any more."""
    voice: Voice = field(default_factory=Voice)


@lru_cache(maxsize=16)
def loyalty_class(shop: Shop) -> Resource:
    """Returns the shop's LoyaltyClass. Shared between callers: copy before changing it."""
    language = shop.language
    name = named(shop)
    content: Resource = {
        "id": f"{shop.issuer_id}.{shop.suffix}",
        **frame(shop),
        "programName": translate(language, "google-programme"),
        "localizedProgramName": of_key(language, "google-programme"),
        "programLogo": picture(shop.logo_url, language, name),
        "heroImage": picture(shop.banner_url, language, name) if shop.banner_url else None,
        "accountIdLabel": translate(language, "pass-card"),
        "localizedAccountIdLabel": of_key(language, "pass-card"),
        "accountNameLabel": translate(language, "pass-member"),
        "localizedAccountNameLabel": of_key(language, "pass-member"),
    }
    told = (("about", "pass-about", shop.about), ("contacts", "pass-contacts", shop.contacts))
    content["textModulesData"] = [
        {
            "id": key,
            "header": translate(language, header),
            "localizedHeader": of_key(language, header),
            "body": body,
        }
        for key, header, text in told
        if (body := tidy(text, TEXT_LIMIT))
    ]
    content["linksModuleData"] = {
        "uris": [
            {"id": f"link-{number}", "uri": link.url, "description": tidy(link.title, _LINK_LIMIT) or name}
            for number, link in enumerate(shop.links[:MOST_LINKS])
        ]
    }
    return content


def frame(shop: Shop) -> Resource:
    """Returns what the classes of cards and of coupons have in common."""
    return {
        # Once a class has left DRAFT it may not go back, and members can save cards of a class under review.
        "reviewStatus": "UNDER_REVIEW",
        "issuerName": named(shop),
        "hexBackgroundColor": shop.background,
        "homepageUri": {
            "uri": shop.home_url,
            "description": translate(shop.language, "google-home"),
            "localizedDescription": of_key(shop.language, "google-home"),
        },
        "multipleDevicesAndHoldersAllowedStatus": "ONE_USER_ALL_DEVICES",
        "callbackOptions": {"url": shop.callback_url},
        "merchantLocations": [
            {"latitude": latitude / _DEGREE, "longitude": longitude / _DEGREE}
            for latitude, longitude in shop.places[:MOST_PLACES]
        ],
    }


def named(shop: Shop) -> str:
    """Returns the shop's name as Google takes it: never empty."""
    return tidy(shop.organisation, NAME_LIMIT) or shop.suffix


def loyalty_object(shop: Shop, card: Card) -> Resource:
    """Returns a member's LoyaltyObject; parts of it are shared, copy before changing them.

    Whatever may go away is there even when it is empty: Google keeps a field that a change does not name. Raises
    ValueError for points that Google's 32 bits do not hold.
    """
    if abs(card.points) > _MOST_POINTS:
        raise ValueError(f"{card.points} points are more than a card can show")
    named_by = {"id": f"{shop.issuer_id}.{card.suffix}", "classId": f"{shop.issuer_id}.{shop.suffix}"}
    if card.ended:
        return {**named_by, **_ENDED}
    tier = tidy(card.tier, NAME_LIMIT)
    first, second = _balances(shop.language, card, tier)
    content: Resource = {
        **named_by,
        "state": "ACTIVE",
        "accountId": card.digits,
        "accountName": tidy(card.member, NAME_LIMIT) or None,
        "barcode": barcode(card.code, card.digits),
        "loyaltyPoints": first,
        "secondaryLoyaltyPoints": second,
        "textModulesData": texts(shop.language, card.texts),
        "linkedOfferIds": [f"{shop.issuer_id}.{offer}" for offer in card.offers],
        "heroImage": picture(card.banner_url, shop.language, named(shop)) if card.banner_url else None,
    }
    if card.rotating is not None:
        content["rotatingBarcode"] = _rotating(card.rotating, card.digits)
    return content


def barcode(code: str, below: str) -> Resource:
    """Returns a QR code with what is typed when nothing can be scanned."""
    return {"type": "QR_CODE", "value": code, "alternateText": below}


def texts(language: Language, lines: Sequence[Text]) -> list[Resource]:
    """Returns text modules, as many as Google shows; a line without words to show is none."""
    said = (line for line in lines if all(_shows(line.header, HEADER_LIMIT)) and all(_shows(line.body, TEXT_LIMIT)))
    return [
        {
            "id": line.id,
            "header": tidy(line.header[language], HEADER_LIMIT),
            "localizedHeader": localized(language, line.header, HEADER_LIMIT),
            "body": tidy(line.body[language], TEXT_LIMIT),
            "localizedBody": localized(language, line.body, TEXT_LIMIT),
        }
        for line in islice(said, MOST_TEXTS)
    ]


def _shows(words: Words, limit: int) -> Iterator[bool]:
    return (bool(tidy(text, limit)) for text in words.values())


def _rotating(rotating: Rotating, digits: str) -> Resource:
    return {
        "type": "QR_CODE",
        "valuePattern": rotating.pattern,
        "alternateText": digits,
        "totpDetails": {
            "algorithm": "TOTP_SHA1",
            # Google writes 64-bit numbers as strings.
            "periodMillis": str(rotating.seconds * 1000),
            "parameters": [{"key": rotating.secret.hex(), "valueLength": rotating.digits}],
        },
    }


def _balances(language: Language, card: Card, tier: str) -> tuple[Resource | None, Resource | None]:
    """Returns what is shown first, and what beside it."""
    climbed = _points(language, card.voice, "pass-tier", {"string": tier}) if tier else None
    if card.headline is None:
        return _balance(language, card), climbed
    said = (headlines.main(card.headline), headlines.step(card.headline, card.currency))
    shown = [_shown(language, *each) for each in said if each]
    return next(iter(shown), None), climbed or next(iter(shown[1:]), None)


def _shown(language: Language, label: Words, value: Words) -> Resource:
    words = localized(language, label, HEADER_LIMIT)
    return {"label": words["defaultValue"]["value"], "localizedLabel": words, "balance": {"string": value[language]}}


def _balance(language: Language, card: Card) -> Resource:
    if card.money is None:
        return _points(language, card.voice, "pass-points", {"int": card.points})
    minor, currency = card.money
    micros = str(minor * 10 ** (6 - exponent(currency)))
    return _points(language, card.voice, "pass-cashback", {"money": {"micros": micros, "currencyCode": currency}})


def _points(language: Language, voice: Voice, key: str, balance: Resource) -> Resource:
    words = localized(language, said(voice, key), HEADER_LIMIT)
    return {"label": words["defaultValue"]["value"], "localizedLabel": words, "balance": balance}


def message(message_id: str, language: Language, header: Words, body: Words, *, notify: bool) -> Resource:
    """Returns a Message; one that is to `notify` is shown by the phone too, at most three a day."""
    return {
        "id": message_id,
        "header": tidy(header[language], HEADER_LIMIT),
        "body": tidy(body[language], TEXT_LIMIT),
        "localizedHeader": localized(language, header, HEADER_LIMIT),
        "localizedBody": localized(language, body, TEXT_LIMIT),
        "messageType": "TEXT_AND_NOTIFY" if notify else "TEXT",
    }
