"""What a member's store card says: the fields, the code and the links, as pass.json and its words."""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from loyalty.money import exponent
from wallet.apple.credentials import Credentials
from wallet.apple.strings import Words, words
from wallet.colours import rgb
from wallet.design import Design
from wallet.text import tidy

_NAME_LIMIT, _LINE_LIMIT, _TEXT_LIMIT = 60, 300, 2000
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreCard:
    """A member's standing as the pass shows it. Texts are taken as they are, localised by the caller if at all.

    `serial` and `authentication_token` never change for a member and have 16 characters or more.
    `worth` is what the points pay for now, in minor units of the ISO 4217 `currency`.
    """

    serial: str
    authentication_token: str
    web_service_url: str | None
    code: str
    digits: str
    member: str
    points: int
    zone: str
    tier: str | None = None
    worth: int | None = None
    currency: str | None = None
    expiring: tuple[int, datetime] | None = None
    last_operation: str | None = None
    bot_url: str | None = None
    contacts: str | None = None


def words_of(card: StoreCard, design: Design) -> Words:
    """Returns the words on this card, in every language."""
    return words(tidy(design.organisation, _NAME_LIMIT), card.expiring[0] if card.expiring else None)


def pass_json(card: StoreCard, design: Design, credentials: Credentials) -> bytes:
    """Returns pass.json; `words_of` holds its translations.

    Raises ValueError for a serial or token under 16 characters, and when Apple's credentials would sign a web
    service without https. A development pass names its web service only if a phone on this machine can reach it.
    """
    if len(card.serial) < 16 or len(card.authentication_token) < 16:
        raise ValueError("serial and authentication token have at least 16 characters")
    say = words_of(card, design).english
    content = {
        **_frame(design, credentials),
        "description": say["pass-description"],
        "serialNumber": card.serial,
        "sharingProhibited": True,
        "barcodes": [_barcode(card)],
        "storeCard": _fields(card, say, development=credentials.development),
    }
    if card.web_service_url is not None and _is_reachable(card.web_service_url, credentials):
        content["webServiceURL"] = card.web_service_url
        content["authenticationToken"] = card.authentication_token
    return _JSON.encode(content).encode()


@lru_cache(maxsize=16)
def _frame(design: Design, credentials: Credentials) -> dict[str, Any]:
    name = tidy(design.organisation, _NAME_LIMIT)
    return {
        "formatVersion": 1,
        "passTypeIdentifier": credentials.pass_type_id,
        "teamIdentifier": credentials.team_id,
        "organizationName": name,
        "logoText": name,
        "backgroundColor": _css(design.background),
        "foregroundColor": _css(design.foreground),
        "labelColor": _css(design.label),
    }


def _fields(card: StoreCard, say: Mapping[str, str], *, development: bool) -> dict[str, list[dict[str, Any]]]:
    points = {
        "key": "points",
        "label": say["pass-points"],
        "value": card.points,
        "numberStyle": "PKNumberStyleDecimal",
        "changeMessage": say["pass-points-changed"],
    }
    named = (("member", "pass-member", card.member), ("tier", "pass-tier", card.tier or ""))
    secondary = [{"key": key, "label": say[label], "value": tidy(value, _NAME_LIMIT)} for key, label, value in named]
    fields = {
        "headerFields": [_header(card, say)],
        "primaryFields": [points],
        "secondaryFields": [item for item in secondary if item["value"]],
        "auxiliaryFields": _expiring(card, say),
        "backFields": _back(card, say, development=development),
    }
    return {group: items for group, items in fields.items() if items}


def _header(card: StoreCard, say: Mapping[str, str]) -> dict[str, Any]:
    # Of a stack of cards only this line is seen.
    if card.worth is None or card.currency is None:
        return {"key": "card", "label": say["pass-card"], "value": f"·· {card.digits[-4:]}"}
    amount = Decimal(card.worth).scaleb(-exponent(card.currency))
    # JSON has no decimals; a float of so few digits is written exactly as the amount.
    value = int(amount) if amount == amount.to_integral_value() else float(amount)
    return {"key": "worth", "label": say["pass-worth"], "value": value, "currencyCode": card.currency}


def _expiring(card: StoreCard, say: Mapping[str, str]) -> list[dict[str, Any]]:
    if card.expiring is None:
        return []
    at = card.expiring[1]
    return [
        {
            "key": "expiring",
            "label": say["pass-expiring"],
            "value": at.astimezone(ZoneInfo(card.zone)).isoformat(timespec="minutes"),
            "dateStyle": "PKDateStyleMedium",
            "timeStyle": "PKDateStyleNone",
            # The date of the shop's calendar, also on a phone that travels.
            "ignoresTimeZone": True,
        }
    ]


def _back(card: StoreCard, say: Mapping[str, str], *, development: bool) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = [
        {"key": "use", "label": say["pass-use"], "value": say["pass-use-text"]},
        {"key": "digits", "label": say["pass-digits"], "value": card.digits, "dataDetectorTypes": []},
    ]
    if last := tidy(card.last_operation or "", _LINE_LIMIT):
        fields.append({"key": "last", "label": say["pass-last"], "value": last, "dataDetectorTypes": []})
    if card.bot_url:
        link = f'<a href="{html.escape(card.bot_url)}">{html.escape(card.bot_url)}</a>'
        fields.append({"key": "bot", "label": say["pass-bot"], "value": card.bot_url, "attributedValue": link})
    if contacts := tidy(card.contacts or "", _TEXT_LIMIT):
        fields.append({"key": "contacts", "label": say["pass-contacts"], "value": contacts})
    if development:
        fields.append({"key": "development", "label": say["pass-development"], "value": say["pass-development-text"]})
    return fields


def _barcode(card: StoreCard) -> dict[str, str]:
    try:
        card.code.encode("iso-8859-1")
        encoding = "iso-8859-1"
    except UnicodeEncodeError:
        encoding = "utf-8"
    return {
        "format": "PKBarcodeFormatQR",
        "message": card.code,
        "messageEncoding": encoding,
        "altText": card.digits,
    }


def _is_reachable(url: str, credentials: Credentials) -> bool:
    if url.startswith("https://"):
        return True
    if not credentials.development:
        raise ValueError(f"phones fetch passes over https only, not from {url}")
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK


def _css(colour: str) -> str:
    red, green, blue = rgb(colour)
    return f"rgb({red}, {green}, {blue})"
