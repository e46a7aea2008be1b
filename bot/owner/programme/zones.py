"""Finds a time zone by what an owner types: an IANA name, or a city in any language we speak."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from aiogram.types import Location

from bot.owner.programme import likely
from bot.words.speech import Speech
from bot.words.values import clock
from locales import LANGUAGES, city
from locales.cities import zone_of, zones_at
from locales.formatting import latest_name
from loyalty.errors import Refusal, ZoneUnknown


@dataclass(eq=False)
class ZoneSeveral(Refusal):
    """A place lies where several time zones meet; `cities` are what the clocks are called after."""

    cities: str


def find_zone(text: str) -> str:
    """Returns the IANA name that the text means: one itself, or any city's. Raises ZoneUnknown."""
    found = _names().get(_plain(text)) or zone_of(text)
    if found is None:
        raise ZoneUnknown
    return found


def zone_on_map(speech: Speech, place: Location, currency: str, hint: str) -> str:
    """Returns the zone of a place on the map: near a border that of the country that the owner's money is of.

    `hint` is Telegram's language code. Raises ZoneSeveral where that does not tell.
    """
    found = likely.fitting(zones_at(place.latitude, place.longitude), currency, hint)
    if len(found) > 1:
        raise ZoneSeveral(", ".join(speech.city(zone) for zone in found))
    return found[0]


def told(speech: Speech, zone: str, now: datetime) -> str:
    """Returns which zone was taken, and what time it is there now, by which people see whether it is theirs."""
    time = clock(speech, now.astimezone(ZoneInfo(zone)).time())
    return speech("zone-taken", city=speech.city(zone), time=time)


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()


@cache
def _names() -> dict[str, str]:
    # Sorted, so that of two zones with one city the same wins every time, and of two names of one zone the later; exact
    # IANA names come last and win.
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    zones.sort(key=lambda zone: latest_name(zone) == zone)
    cities = {_plain(city(language, zone)): zone for language in LANGUAGES for zone in zones}
    ends = {_plain(zone.rsplit("/", 1)[1]): zone for zone in zones}
    return cities | ends | {_plain(zone): zone for zone in (*zones, "UTC")}
