"""Google's rules for loyalty classes and objects, as its public reference states them, for what our cards use.

The client library that bundles Google's own schema weighs 114 MB; these fields and enumerations were compared with it.
"""

import re
from collections.abc import Iterator
from typing import Any

LABEL, LABEL_OF_POINTS, SHOWN = 15, 9, 20
"""Characters that Google recommends for labels, for the label of points, and for names of shop and programme."""

_LANGUAGES = {"en", "ru", "bg"}
_PATTERNS = {"id": r"\d+\.[A-Za-z0-9._-]+", "https": r"https://[^\s/]+\S*", "colour": "#[0-9a-f]{6}"}
_FIELDS: dict[str, dict[str, str]] = {
    "LoyaltyClass": {
        "id": "id",
        "reviewStatus": "UNDER_REVIEW",
        "issuerName": "text",
        "programName": "text",
        "localizedProgramName": "LocalizedString",
        "programLogo": "Image",
        "hexBackgroundColor": "colour",
        "accountIdLabel": "text",
        "localizedAccountIdLabel": "LocalizedString",
        "accountNameLabel": "text",
        "localizedAccountNameLabel": "LocalizedString",
        "homepageUri": "Uri",
        "multipleDevicesAndHoldersAllowedStatus": "MULTIPLE_HOLDERS|ONE_USER_ALL_DEVICES|ONE_USER_ONE_DEVICE",
    },
    "LoyaltyObject": {
        "id": "id",
        "classId": "id",
        "state": "ACTIVE|COMPLETED|EXPIRED|INACTIVE",
        "accountId": "text",
        "accountName": "text",
        "barcode": "Barcode",
        "loyaltyPoints": "LoyaltyPoints",
        "secondaryLoyaltyPoints": "LoyaltyPoints",
    },
    "LoyaltyPoints": {"label": "text", "localizedLabel": "LocalizedString", "balance": "LoyaltyPointsBalance"},
    "LoyaltyPointsBalance": {"int": "int32", "string": "text"},
    "Barcode": {"type": "QR_CODE", "value": "text", "alternateText": "text"},
    "Image": {"sourceUri": "ImageUri", "contentDescription": "LocalizedString"},
    "ImageUri": {"uri": "https"},
    "Uri": {"uri": "https", "description": "text", "localizedDescription": "LocalizedString"},
    "LocalizedString": {"defaultValue": "TranslatedString", "translatedValues": "[TranslatedString]"},
    "TranslatedString": {"language": "language", "value": "text"},
}
_REQUIRED = {
    "LoyaltyClass": {"id", "reviewStatus", "issuerName", "programName", "programLogo"},
    "LoyaltyObject": {"id", "classId", "state"},
    "LoyaltyPoints": {"balance"},
    "Image": {"sourceUri"},
    "LocalizedString": {"defaultValue"},
    "TranslatedString": {"language", "value"},
}


def complaints(kind: str, content: Any, place: str = "") -> Iterator[str]:
    """Yields what Google would refuse in `content`, which is meant to be a resource of this `kind`."""
    place = place or kind
    if kind.startswith("["):
        assert isinstance(content, list)
        for number, item in enumerate(content):
            yield from complaints(kind.strip("[]"), item, f"{place}[{number}]")
        return
    if kind not in _FIELDS:
        if not _fits(kind, content):
            yield f"{place} is no {kind}: {content!r}"
        return
    fields = _FIELDS[kind]
    yield from (f"{place}.{name} is unknown" for name in content.keys() - fields.keys())
    yield from (f"{place}.{name} is missing" for name in _REQUIRED.get(kind, set()) - content.keys())
    for name in content.keys() & fields.keys():
        yield from complaints(fields[name], content[name], f"{place}.{name}")
    if kind == "LoyaltyPointsBalance" and len(content) != 1:
        yield f"{place} has not exactly one balance"
    if kind == "LocalizedString":
        languages = [words["language"] for words in (content["defaultValue"], *content.get("translatedValues", ()))]
        if len(languages) != len(set(languages)):
            yield f"{place} says something twice in one language"


def _fits(kind: str, content: Any) -> bool:
    match kind:
        case "text":
            return isinstance(content, str) and bool(content)
        case "int32":
            return type(content) is int and -(2**31) <= content < 2**31
        case "language":
            return content in _LANGUAGES
    pattern = _PATTERNS.get(kind)
    return bool(re.fullmatch(pattern, content)) if pattern else content in kind.split("|")
