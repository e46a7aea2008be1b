"""What a card in Google Wallet says: the shop's loyalty class and a member's loyalty object, as Google's JSON."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from locales import LANGUAGES, Language, translate
from wallet.text import tidy

Resource = dict[str, Any]

_NAME_LIMIT = 60
_MOST_POINTS = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What all cards of a shop have in common.

    `suffix` is unique among everything this issuer has, of [A-Za-z0-9._-], and never changes; `language` is what a
    phone in a language we do not speak shows; `logo_url` is a public https address of a square picture.
    """

    issuer_id: str
    suffix: str
    organisation: str
    language: Language
    logo_url: str
    background: str
    home_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A member's standing as the card shows it. `suffix` is unique like the shop's; points are whole."""

    suffix: str
    code: str
    digits: str
    member: str
    points: int
    tier: str = ""


@lru_cache(maxsize=16)
def loyalty_class(shop: Shop) -> Resource:
    """Returns the shop's LoyaltyClass with every text we have. Shared between callers: copy before changing it."""
    language = shop.language
    # Google refuses an empty name.
    name = tidy(shop.organisation, _NAME_LIMIT) or shop.suffix
    return {
        "id": f"{shop.issuer_id}.{shop.suffix}",
        # Once a class has left DRAFT it may not go back, and members can save cards of a class under review.
        "reviewStatus": "UNDER_REVIEW",
        "issuerName": name,
        "programName": translate(language, "google-programme"),
        "localizedProgramName": _localized(language, "google-programme"),
        "programLogo": {
            "sourceUri": {"uri": shop.logo_url},
            "contentDescription": {"defaultValue": {"language": language, "value": name}},
        },
        "hexBackgroundColor": shop.background,
        "accountIdLabel": translate(language, "pass-card"),
        "localizedAccountIdLabel": _localized(language, "pass-card"),
        "accountNameLabel": translate(language, "pass-member"),
        "localizedAccountNameLabel": _localized(language, "pass-member"),
        "homepageUri": {
            "uri": shop.home_url,
            "description": translate(language, "google-home"),
            "localizedDescription": _localized(language, "google-home"),
        },
        "multipleDevicesAndHoldersAllowedStatus": "ONE_USER_ALL_DEVICES",
    }


def loyalty_object(shop: Shop, card: Card) -> Resource:
    """Returns a member's LoyaltyObject with every text we have; parts of it are shared, copy before changing them.

    Raises ValueError for points that Google's 32 bits do not hold.
    """
    if abs(card.points) > _MOST_POINTS:
        raise ValueError(f"{card.points} points are more than a card can show")
    member, tier = tidy(card.member, _NAME_LIMIT), tidy(card.tier, _NAME_LIMIT)
    content: Resource = {
        "id": f"{shop.issuer_id}.{card.suffix}",
        "classId": f"{shop.issuer_id}.{shop.suffix}",
        "state": "ACTIVE",
        "accountId": card.digits,
        "barcode": {"type": "QR_CODE", "value": card.code, "alternateText": card.digits},
        "loyaltyPoints": _points(shop.language, "pass-points", {"int": card.points}),
    }
    if member:
        content["accountName"] = member
    if tier:
        content["secondaryLoyaltyPoints"] = _points(shop.language, "pass-tier", {"string": tier})
    return content


def _points(language: Language, key: str, balance: dict[str, int | str]) -> Resource:
    words = _localized(language, key)
    return {"label": words["defaultValue"]["value"], "localizedLabel": words, "balance": balance}


@cache
def _localized(language: Language, key: str) -> Resource:
    """Returns a LocalizedString: the words of `key` in `language` by default, and in every other language we speak."""
    said = [{"language": spoken, "value": translate(spoken, key)} for spoken in (language, *LANGUAGES)]
    others = [words for words in said if words["language"] != language]
    return {"defaultValue": said[0], "translatedValues": others}
