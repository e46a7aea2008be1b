"""The time zone of a city by any name that people call it, and of a place on the map by the nearest city.

The data are those of GeoNames (geonames.org, CC BY 4.0); `tools/cities` writes the file.
"""

import lzma
import math
import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "cities.xz"
_HUNDREDTHS = 100
"""Of a degree: about a kilometre."""
_AROUND = 20 * 20
"""The square of how far a city is that a place may belong to."""


@dataclass(frozen=True, slots=True)
class _Cities:
    """`places` are latitude, longitude and zone, one after the other; `names` are lines in the order of their bytes."""

    zones: tuple[str, ...]
    places: Sequence[int]
    names: bytes


def plain(name: str) -> str:
    """Returns a name as names are compared: `Санкт-Петербург`, `санкт петербург` and `САНКТ–ПЕТЕРБУРГ` are one."""
    letters = "".join(" " if letter in "-‐–—_.,'’`ʼ()" else letter for letter in name.casefold())
    return " ".join(letters.replace("ё", "е").split())


def zone_of(name: str) -> str | None:
    """Returns the IANA time zone of the largest city of this name, in Latin or Cyrillic letters; None for none."""
    known, wanted = _cities(), plain(name).encode(errors="ignore") + b"\t"
    low, high = 0, len(known.names)
    while low < high:  # the beginnings of lines: half a million objects would take ten times the room
        begin = known.names.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = known.names.index(b"\n", begin) + 1
        line = known.names[begin:end]
        if line.startswith(wanted):
            return known.zones[int(line[len(wanted) :])]
        low, high = (end, high) if line < wanted else (low, begin)
    return None


def zones_at(latitude: float, longitude: float) -> tuple[str, ...]:
    """Returns the IANA time zones of the cities around a place, in degrees: the nearest first, at least that one."""
    known = _cities()
    north, east = latitude * _HUNDREDTHS, longitude * _HUNDREDTHS
    narrow, round_ = math.cos(math.radians(latitude)), 360 * _HUNDREDTHS
    places = known.places
    nearest, found = math.inf, dict[int, float]()
    for at in range(0, len(places), 3):
        high = places[at] - north
        if high * high > max(nearest, _AROUND):
            continue
        wide = abs(places[at + 1] - east)
        wide = min(wide, round_ - wide) * narrow
        far = high * high + wide * wide
        nearest, zone = min(nearest, far), places[at + 2]
        found[zone] = min(far, found.get(zone, math.inf))
    around = sorted((far, known.zones[zone]) for zone, far in found.items() if far <= max(nearest, _AROUND))
    return tuple(zone for _, zone in around)


@cache
def _cities() -> _Cities:
    data = lzma.decompress(_FILE.read_bytes())
    head, places, names = struct.unpack_from("<III", data)
    begin = struct.calcsize("<III")
    zones = data[begin : begin + head].decode().split("\t")
    numbers = struct.unpack_from(f"<{places // 2}h", data, begin + head)
    return _Cities(tuple(zones), array("h", numbers), data[begin + head + places : begin + head + places + names])
