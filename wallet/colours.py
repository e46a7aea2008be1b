"""Colours as #rrggbb: parsing, mixing and the WCAG contrast that keeps text and codes readable."""

import re

from PIL import ImageColor

READABLE = 4.5
"""The least contrast between text and its background (WCAG AA)."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")


class UnreadableColourError(ValueError):
    """A colour that is not #rrggbb, or a text colour too close to its background."""


def rgb(colour: str) -> tuple[int, int, int]:
    """Returns red, green and blue (0…255) of `#rrggbb`; raises UnreadableColourError for anything else."""
    if not _HEX.match(colour):
        raise UnreadableColourError(f"{colour!r} is not a colour like #1a2b3c")
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Returns the WCAG contrast of two colours, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_dark(colour: str) -> bool:
    """Returns whether white text reads better on `colour` than black text."""
    return contrast(colour, "#ffffff") > contrast(colour, "#000000")


def mix(one: str, other: str, share: float) -> str:
    """Returns `one` with `share` (0…1) of `other` mixed in."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in rgb(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
