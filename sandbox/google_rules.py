"""What Google takes for a class or an object: the fields of its published schema, and the rules of its reference.

`google_schema.json` has the fields, types and enumerations of Google's discovery document (walletobjects v1,
Apache 2.0) for the resources that are spoken of here; prose and everything else is left out.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOST = 10
"""Messages, places, text modules and links of one resource."""

_SCHEMA: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "google_schema.json").read_text())
_ID = re.compile(r"(\d+)\.[A-Za-z0-9._-]+")
_TEXT_ID = re.compile(r"[A-Za-z0-9_-]+")
_URI = re.compile(r"(https|tel|mailto):\S+|http://127\.0\.0\.1[:/]\S*")
_REQUIRED = {
    "LoyaltyClass": ("id", "issuerName", "programName", "programLogo", "reviewStatus"),
    "LoyaltyObject": ("id", "classId", "state"),
    "OfferClass": ("id", "issuerName", "title", "provider", "redemptionChannel", "reviewStatus"),
    "OfferObject": ("id", "classId", "state"),
    "LoyaltyPoints": ("balance",),
    "LocalizedString": ("defaultValue",),
    "TranslatedString": ("language", "value"),
    "Message": ("body",),
}
_COUNTED = ("messages", "merchantLocations", "textModulesData", "uris")


def complaints(kind: str, content: Any, issuer_id: str, *, whole: bool = True) -> Iterator[str]:
    """Yields what Google would refuse in `content`, meant to be a `kind` of the issuer; changes are not `whole`."""
    yield from _fitting(kind, content, kind)
    if not isinstance(content, dict):
        return
    if whole:
        yield from (f"{kind}.{name} is missing" for name in _REQUIRED.get(kind, ()) if not content.get(name))
    for name in ("id", "classId"):
        found = _ID.fullmatch(str(content.get(name) or f"{issuer_id}.x"))
        if not found or found[1] != issuer_id:
            yield f"Invalid resource ID: {content.get(name)}"
    if content.get("reviewStatus") == "DRAFT":
        yield f"{kind}.reviewStatus may not go back to draft"


def _fitting(kind: Any, content: Any, place: str) -> Iterator[str]:
    match kind:
        case _ if content is None:
            return
        case [item]:
            if not isinstance(content, list):
                yield f"{place} is no list"
                return
            for number, each in enumerate(content):
                yield from _fitting(item, each, f"{place}[{number}]")
        case {"enum": allowed}:
            if content not in allowed:
                yield f"{place} is no {'|'.join(allowed)}: {content!r}"
        case str() if kind in _SCHEMA:
            yield from _structure(kind, content, place)
        case _:
            if not _is(kind, content):
                yield f"{place} is no {kind}: {content!r}"


def _structure(kind: str, content: Any, place: str) -> Iterator[str]:
    if not isinstance(content, dict):
        yield f"{place} is no {kind}"
        return
    fields = _SCHEMA[kind]
    for name, value in content.items():
        if name in fields:
            yield from _fitting(fields[name], value, f"{place}.{name}")
        else:
            yield f'Invalid JSON payload received. Unknown name "{name}" at "{place}": Cannot find field.'
        if name in _COUNTED and isinstance(value, list) and len(value) > MOST:
            yield f"{place}.{name} has {len(value)} entries, {MOST} are the most"
    if "." in place:
        yield from (f"{place}.{name} is missing" for name in _REQUIRED.get(kind, ()) if not content.get(name))
    yield from _rules(kind, content, place)


def _rules(kind: str, content: dict[str, Any], place: str) -> Iterator[str]:
    match kind:
        case "LoyaltyPointsBalance" if len(content) != 1:
            yield f"{place} has not exactly one balance"
        case "Image" if ("sourceUri" in content) == ("privateImageId" in content):
            yield f"{place} has not exactly one source"
        case "ImageUri" | "Uri" if not _URI.fullmatch(str(content.get("uri"))):
            yield f"{place}.uri is no address: {content.get('uri')!r}"
        case "CallbackOptions" if not re.fullmatch(r"https://\S+|http://127\.0\.0\.1[:/]\S*", content.get("url", "")):
            yield f"{place}.url is not https"
        case "TextModuleData" if not _TEXT_ID.fullmatch(content.get("id", "x")):
            yield f"{place}.id has other than letters, digits, _ and -"
        case "MerchantLocation" if not _is_on_earth(content):
            yield f"{place} is no place on earth"
        case "RotatingBarcode" if "{totp_value_0}" not in content.get("valuePattern", ""):
            yield f"{place}.valuePattern never changes"
        case "LocalizedString":
            said = [content.get("defaultValue"), *content.get("translatedValues", ())]
            languages = [each.get("language") for each in said if isinstance(each, dict)]
            if len(languages) != len(set(languages)):
                yield f"{place} says something twice in one language"
        case _:
            return


def _is_on_earth(place: dict[str, Any]) -> bool:
    return bool(abs(place.get("latitude", 91)) <= 90 and abs(place.get("longitude", 181)) <= 180)


def _is(kind: str, content: Any) -> bool:
    match kind:
        case "string":
            return isinstance(content, str)
        case "boolean":
            return isinstance(content, bool)
        case "int32":
            return type(content) is int and -(2**31) <= content < 2**31
        case "int64":
            return bool(re.fullmatch(r"-?\d{1,19}", str(content)))
        case _:
            return isinstance(content, int | float) and not isinstance(content, bool)
