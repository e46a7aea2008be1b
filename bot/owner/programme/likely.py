"""Which currencies and time zones come first: those of the country that Telegram hints at, then of the language."""

from collections.abc import Iterable, Sequence
from zoneinfo import available_timezones

from aiogram.filters.callback_data import CallbackData
from babel.core import get_global
from babel.numbers import get_territory_currencies

from bot.keyboards import Row, button, paired
from bot.words.speech import Speech
from locales import Language
from loyalty.money import CURRENCIES

PAGE = 24
"""Choices on one screen, the likely ones on the first."""
ACROSS = 4
"""Choices of as many letters in a row."""
_CURRENCIES: dict[Language, tuple[str, ...]] = {
    "en": ("EUR", "USD", "GBP"),
    "ru": ("RUB", "KZT", "BYN", "UAH", "GEL", "AMD", "UZS", "EUR"),
    "bg": ("EUR",),
}
_ZONES: dict[Language, tuple[str, ...]] = {
    "en": ("Europe/London", "Europe/Berlin", "Europe/Sofia", "America/New_York"),
    "ru": (
        *("Europe/Moscow", "Asia/Yekaterinburg", "Asia/Almaty", "Europe/Minsk", "Europe/Kyiv", "Asia/Tbilisi"),
        *("Europe/Kaliningrad", "Europe/Samara", "Asia/Omsk", "Asia/Novosibirsk", "Asia/Krasnoyarsk", "Asia/Irkutsk"),
        *("Asia/Vladivostok", "Europe/Volgograd"),
    ),
    "bg": ("Europe/Sofia",),
}
_MAIN = {
    "RU": "Europe/Moscow",
    "US": "America/New_York",
    "KZ": "Asia/Almaty",
    "UA": "Europe/Kyiv",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "PT": "Europe/Lisbon",
    "BR": "America/Sao_Paulo",
    "MX": "America/Mexico_City",
    "CN": "Asia/Shanghai",
    "ID": "Asia/Jakarta",
    "UZ": "Asia/Tashkent",
    "MY": "Asia/Kuala_Lumpur",
}
"""Where most people of a country with several zones live."""
_NEW_MONEY = {"BG": "EUR"}
"""What Babel's CLDR does not know yet: the lev is withdrawn since 2026."""


def currencies(language: Language, hint: str) -> tuple[str, ...]:
    """Returns every currency, the likely ones first; `hint` is Telegram's language code, such as `uk`."""
    return _first((own_currency(hint), *_CURRENCIES[language], *CURRENCIES), set(CURRENCIES))


def own_currency(hint: str) -> str:
    """Returns the currency of the country that a language code hints at, empty for none."""
    return _money_of(_country(hint))


def _money_of(country: str) -> str:
    return _NEW_MONEY.get(country) or next(iter(get_territory_currencies(country)), "") if country else ""


def zones(language: Language, hint: str) -> tuple[str, ...]:
    """Returns every time zone of a place on earth, the likely ones first."""
    country, real = _country(hint), available_timezones()
    of_country = get_global("territory_zones").get(country, ()) if country else ()
    well_known = (zone for zone in _ZONES[language] if zone in of_country)
    others = (zone for known in _ZONES.values() for zone in known)
    everywhere = sorted(zone for zones in get_global("territory_zones").values() for zone in zones)
    return _first((_MAIN.get(country, ""), *well_known, *of_country, *_ZONES[language], *others, *everywhere), real)


def fitting(zones: Sequence[str], currency: str, hint: str) -> tuple[str, ...]:
    """Returns those of some zones that one lives by who takes this currency, and whom Telegram takes for a countryman.

    What fits none of them tells nothing; of one country's the first is left.
    """
    countries = {zone: str(get_global("zone_territories").get(zone, zone)) for zone in zones}
    for fits in (lambda country: _money_of(country) == currency, lambda country: country == _country(hint)):
        countries = {zone: country for zone, country in countries.items() if fits(country)} or countries
    firsts = {country: zone for zone, country in reversed(countries.items())}
    return tuple(zone for zone in countries if zone in firsts.values())


def _first(wanted: Iterable[str], known: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in wanted if each in known))


def _country(hint: str) -> str:
    """Returns the country that a language code names, or where most who speak it live; empty for English alone."""
    language, _, region = hint.replace("_", "-").partition("-")
    if len(region) == 2 and region.isalpha():
        return region.upper()
    likely = get_global("likely_subtags").get(language.lower(), "") if language.lower() != "en" else ""
    return str(likely).rpartition("_")[2]


def paged(
    speech: Speech, choices: Sequence[tuple[str, CallbackData]], page: int, more: Sequence[CallbackData]
) -> list[Row]:
    """Returns a page of choices as buttons; `more` are the taps that lead to each page."""
    ends = len(more) - 1
    page = min(max(page, 0), ends)
    shown = [button(label, tap) for label, tap in choices[page * PAGE : (page + 1) * PAGE]]
    tiny = all(len(label) <= ACROSS for label, _ in choices)
    rows = [shown[start : start + ACROSS] for start in range(0, len(shown), ACROSS)] if tiny else paired(shown)
    steps = [button("‹", more[page - 1])] if page else []
    steps += [button(speech.plain("setup-button-more"), more[page + 1])] if page < ends else []
    return [*rows, steps] if steps else rows
