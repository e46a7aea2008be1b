"""Fields of pass.json, written as JSON by hand: an encoder that looks at every value costs as much as all else here."""

import html
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring as text
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from loyalty.money import exponent
from wallet.apple.credentials import Credentials
from wallet.apple.strings import words
from wallet.colours import rgb
from wallet.contents import Place
from wallet.design import Design
from wallet.text import tidy

__all__ = [
    "actions",
    "amount",
    "barcode",
    "day",
    "field",
    "footer",
    "frame",
    "group",
    "link",
    "places",
    "service",
    "style",
    "text",
    "when",
]

NAME_LIMIT = 60
MOST_PLACES = 10
PLAIN = ',"dataDetectorTypes":[]'
"""Keeps a phone from making links of digits and dates."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ZONES = lru_cache(maxsize=16)(ZoneInfo)


def field(key: str, label: str, value: str, more: str = "") -> str:
    """Returns a field, without a label when that is empty; `value` is JSON already, and so is what follows it."""
    named = f'"label":{text(label)},' if label else ""
    return f'{{"key":"{key}",{named}"value":{value}{more}}}'


def group(name: str, fields: Iterable[str]) -> str:
    """Returns a group of fields, "" for none: an empty group is no pass's."""
    together = ",".join([item for item in fields if item])
    return f'"{name}":[{together}]' if together else ""


def amount(key: str, label: str, minor: int, currency: str) -> str:
    """Returns a field of money that the phone writes as its language does."""
    units = Decimal(minor).scaleb(-exponent(currency))
    value = str(int(units)) if units == units.to_integral_value() else f"{units:f}"
    return field(key, label, value, f',"currencyCode":"{currency}"')


def day(key: str, label: str, at: datetime, zone: str) -> str:
    """Returns a field with a day of the shop's calendar, also on a phone that travels."""
    style = ',"dateStyle":"PKDateStyleMedium","timeStyle":"PKDateStyleNone","ignoresTimeZone":true'
    return field(key, label, when(at, zone), style)


@lru_cache(maxsize=4096)
def when(at: datetime, zone: str) -> str:
    """Returns a moment with its minutes, as JSON."""
    return f'"{at.astimezone(_ZONES(zone)).isoformat(timespec="minutes")}"'


def link(key: str, label: str, title: str, url: str) -> str:
    """Returns a field that opens an address."""
    tag = f'<a href="{html.escape(url)}">{html.escape(title)}</a>'
    return field(key, label, text(url if title == url else f"{title}: {url}"), f',"attributedValue":{text(tag)}')


def barcode(code: str, below: str) -> str:
    """Returns the QR code, with the words below it."""
    try:
        code.encode("iso-8859-1")
        encoding = "iso-8859-1"
    except UnicodeEncodeError:
        encoding = "utf-8"
    return (
        f'"barcodes":[{{"format":"PKBarcodeFormatQR","message":{text(code)},'
        f'"messageEncoding":"{encoding}","altText":{text(below)}}}]'
    )


@lru_cache(maxsize=64)
def frame(design: Design, credentials: Credentials, near: tuple[Place, ...], said: tuple[str, ...]) -> str:
    """Returns what all passes of a design have in common; `said` is what a phone shows near each of the places."""
    organisation = tidy(design.organisation, NAME_LIMIT)
    name = text(words(organisation).typed(organisation) or credentials.pass_type_id)
    colours = {"background": design.background, "foreground": design.foreground, "label": design.label}
    parts = [
        '"formatVersion":1',
        f'"passTypeIdentifier":{text(credentials.pass_type_id)}',
        f'"teamIdentifier":{text(credentials.team_id)}',
        f'"organizationName":{name}',
        "" if design.is_named_by_logo else f'"logoText":{name}',
        *(f'"{what}Color":"{_css(colour)}"' for what, colour in colours.items()),
        '"sharingProhibited":true',
        places(near, said),
    ]
    return ",".join([part for part in parts if part])


def actions(card_url: str | None, design: Design) -> str:
    """Returns the buttons below the pass (iOS 27), two at most; phones say in their own words what their types mean."""
    found = [("card", "membershipBenefits", card_url)] if card_url else []
    if design.action:
        found.append(("link", design.action.action, design.action.url))
    said = [f'{{"identifier":"{name}","type":"{type_}","url":{text(url)}}}' for name, type_, url in found]
    return f'"featuredActions":[{",".join(said)}]' if said else ""


def style(name: str, groups: Iterable[str]) -> str:
    """Returns the groups of fields that a pass has in a style."""
    return f'"{name}":{{{",".join([part for part in groups if part])}}}'


def footer(shop: str, design: Design) -> str:
    """Returns the line at the foot of a poster, which is whose it is, "" where the logo says so."""
    return "" if design.is_named_by_logo else group("footerFields", (field("shop", "", text(shop)),))


def places(near: tuple[Place, ...], said: tuple[str, ...]) -> str:
    """Returns where a phone shows the pass on its lock screen by itself, "" for nowhere."""
    found = [
        f'{{"latitude":{_degrees(place.latitude)},"longitude":{_degrees(place.longitude)},"relevantText":{text(words)}}}'
        for place, words in zip(near, said, strict=True)
    ]
    return f'"locations":[{",".join(found)}]' if found else ""


def service(url: str | None, token: str, credentials: Credentials) -> str:
    """Returns where a phone asks for newer versions, "" when it could not reach that.

    Raises ValueError when Apple's credentials would sign a web service without https. A development pass names its
    web service only if a phone on this machine can reach it.
    """
    if url is None or not _is_reachable(url, development=credentials.development):
        return ""
    return f'"webServiceURL":{text(url)},"authenticationToken":{text(token)}'


@lru_cache(maxsize=16)
def _is_reachable(url: str, *, development: bool) -> bool:
    if url.startswith("https://"):
        return True
    if not development:
        raise ValueError(f"phones fetch passes over https only, not from {url}")
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK


def _degrees(millionths: int) -> str:
    return f"{Decimal(millionths).scaleb(-6):f}"


def _css(colour: str) -> str:
    red, green, blue = rgb(colour)
    return f"rgb({red}, {green}, {blue})"
