"""Presets: a working programme per kind of shop, in amounts that fit the currency.

A preset is written in base units; a base unit is what one rouble buys. So "minimum order 500" becomes 500 ₽, 5 € or
2 500 ₸, and a point is worth 1 ₽, 1 cent or 5 ₸ while numbers of points stay the same everywhere. Categories, titles
and tiers are written in English; who sets a programme up says them in the language of the shop's customers.
"""

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

from loyalty.config import programme_from
from loyalty.money import exponent
from loyalty.presets import (
    bank,
    classic,
    coffee_shop,
    electronics,
    grocery,
    perfumery,
    restaurant,
    salon,
    shop,
    stars,
)
from loyalty.programme import Programme

_MINOR_UNITS = {
    "RUB": 100,
    "EUR": 1,
    "USD": 1,
    "KZT": 500,
    "BYN": 3,
    "UAH": 40,
    "GBP": 1,
    "TRY": 40,
    "GEL": 3,
    "AMD": 400,
    "RSD": 100,
    "PLN": 4,
    "CZK": 25,
    "HUF": 400,
    "RON": 5,
    "CHF": 1,
    "SEK": 10,
    "NOK": 10,
    "DKK": 7,
    "ISK": 1,
    "AZN": 2,
    "UZS": 10_000,
    "KGS": 100,
    "TJS": 10,
    "MDL": 20,
    "MKD": 60,
    "ALL": 100,
    "BAM": 2,
    "ILS": 4,
    "AED": 4,
    "SAR": 4,
    "KWD": 3,
    "BHD": 4,
    "OMR": 4,
    "JOD": 7,
    "TND": 30,
    "EGP": 50,
    "MAD": 10,
    "INR": 100,
    "THB": 40,
    "VND": 250,
    "IDR": 15_000,
    "MYR": 5,
    "SGD": 1,
    "JPY": 1,
    "KRW": 10,
    "CNY": 7,
    "HKD": 8,
    "AUD": 2,
    "NZD": 2,
    "CAD": 1,
    "MXN": 20,
    "BRL": 5,
    "ARS": 1_000,
    "CLP": 10,
    "COP": 4_000,
    "ZAR": 20,
    "NGN": 1_500,
    "KES": 100,
}
"""Minor units in a base unit, rounded to what looks natural on a price list."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A programme to start from: its `key`, the `look` of the wallet card, its rules in base units and settings.

    `stamp` is the icon of its stamps where that is not the one of the look.
    """

    key: str
    look: str
    rules: list[dict[str, Any]]
    settings: Mapping[str, Any] = field(default_factory=dict)
    stamp: str = ""

    def programme(self, currency: str, say: Callable[[str], str] = str) -> Programme:
        """Returns version 0 of the programme in `currency`; name, zone and language are the owner's to set.

        `say` turns the English name of a category, coupon or tier into what customers read.
        """
        json = {"version": 0, "name": "", "currency": currency, "zone": "UTC", "language": "en", "rules": self.rules}
        programme = replace(programme_from({**json, "settings": self.settings}), preset=self.key)
        factor = _MINOR_UNITS.get(currency, max(1, 10 ** exponent(currency) // 100))
        rules = tuple(_said(_scaled(rule, factor), say) for rule in programme.rules)
        most = replace(programme.settings, max_cheque=LARGEST_CHEQUE * factor)
        return replace(programme, rules=rules, settings=most)


LARGEST_CHEQUE = 1_000_000


def _scaled(value: Any, factor: int, unit: str = "", *, spend: bool = False) -> Any:
    """Returns a setting with every amount of money in it multiplied; a metric is money where `spend` is counted."""
    if is_dataclass(value) and not isinstance(value, type):
        spend = spend or getattr(value, "metric", "") == "spend"
        scaled = {f.name: _scaled(getattr(value, f.name), factor, _unit(f), spend=spend) for f in fields(value)}
        return replace(value, **scaled)
    if isinstance(value, tuple):
        return tuple(_scaled(item, factor, unit, spend=spend) for item in value)
    money = isinstance(value, int) and (unit == "money" or (unit == "metric" and spend))
    return value * factor if money else value


def _said(value: Any, say: Callable[[str], str], unit: str = "") -> Any:
    """Returns a setting with every name in it that people read said by `say`."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _said(getattr(value, f.name), say, _unit(f)) for f in fields(value)})
    if isinstance(value, tuple):
        return tuple(_said(item, say, unit) for item in value)
    if isinstance(value, frozenset):
        return frozenset(_said(item, say, unit) for item in value)
    return say(value) if unit in _NAMES and isinstance(value, str) and value else value


def _unit(field: Field[Any]) -> str:
    return str(field.metadata.get("unit", ""))


_NAMES = frozenset({"category", "text", "tier"})
"""Units of settings that are names for people."""


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        key: Preset(key, module.LOOK, module.RULES, getattr(module, "SETTINGS", {}), getattr(module, "STAMP", ""))
        for key, module in {
            "coffee_shop": coffee_shop,
            "salon": salon,
            "shop": shop,
            "restaurant": restaurant,
            "classic": classic,
            "stars": stars,
            "perfumery": perfumery,
            "grocery": grocery,
            "electronics": electronics,
            "bank": bank,
        }.items()
    }
)
