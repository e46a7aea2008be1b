"""What an owner sends or types for the card, checked: pictures, colours, texts, links. Pictures are CPU work."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2s
from typing import Any
from urllib.parse import urlsplit

from loyalty.errors import LinkUnusable, Refusal, TextEmpty, TextTooLong
from services.typed import tidy
from wallet import artwork, palettes
from wallet.artwork import UnfitPicture
from wallet.colours import READABLE, contrast
from wallet.design import ACTIONS, LOOKS, Design, Link, Look, TierLook, metal
from wallet.icons import ICONS
from wallet.palettes import Palette, of_look
from wallet.pictures import MOST_BYTES, NotAPicture, PictureTooLarge
from wallet.text import tidy as clean

__all__ = ["ACTIONS", "ICONS", "LOOKS", "MOST_BYTES", "Design", "Link", "Look", "Palette", "of_look"]

ABOUT_LIMIT, CONTACTS_LIMIT, TITLE_LIMIT, ADDRESS_LIMIT = 500, 300, 40, 300
MOST_LINKS = 4

_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})\Z", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{3,24}\Z")
_EMAIL = re.compile(r"[^\s@:/?]{1,64}@[^\s@:/?]+\.[^\s@:/?.]{2,}\Z")
_SITE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?\Z")


@dataclass(eq=False)
class ArtworkUnfit(Refusal):
    """A picture that does not do; `problem` is broken, large, animated, small, narrow, empty or none."""

    problem: str


@dataclass(eq=False)
class ColourUnknown(Refusal):
    """The text is no colour, or they are more than three."""


@dataclass(eq=False)
class ColourUnreadable(Refusal):
    """Text in `colour` cannot be read on `background`; `suggestion` is the nearest colour that can."""

    colour: str
    background: str
    suggestion: str


@dataclass(eq=False)
class TooManyLinks(Refusal):
    """A card has `limit` links at most."""

    limit: int


def mark(text: str) -> str:
    """Returns a short name for a text, as a button can carry it."""
    return blake2s(text.encode(), digest_size=6).hexdigest()


# --- pictures ---------------------------------------------------------------------------------------------------------


def logo(picture: bytes) -> bytes:
    """Returns a logo as it is kept. Raises ArtworkUnfit."""
    return _fit(lambda: artwork.logo(picture))


def strip(picture: bytes, background: str) -> bytes:
    """Returns a picture as the strip of a card. Raises ArtworkUnfit."""
    return _fit(lambda: artwork.strip(picture, background))


def stamp(picture: bytes) -> bytes:
    """Returns a picture as a stamp of a card. Raises ArtworkUnfit."""
    return _fit(lambda: artwork.stamp(picture))


def stamped(design: Design, icon: str) -> Design:
    """Returns the design whose stamps are an icon, and no pictures of the owner's own; itself for no icon."""
    known = next((each for each in ICONS if each == icon), None)
    return design if known is None else replace(design, stamp=known, stamp_full=None, stamp_empty=None)


def _fit(work: Callable[[], bytes]) -> bytes:
    try:
        return work()
    except UnfitPicture as error:
        raise ArtworkUnfit(error.problem) from error
    except PictureTooLarge as error:
        raise ArtworkUnfit("large") from error
    except NotAPicture as error:
        raise ArtworkUnfit("broken") from error


# --- colours ----------------------------------------------------------------------------------------------------------


def offered(design: Design) -> tuple[Palette, ...]:
    """Returns the palettes to choose from: those of the look, then those that the logo suggests."""
    suggested = palettes.of_logo(design.logo) if design.logo else ()
    return tuple(dict.fromkeys((*of_look(design.look), *suggested)))


def colour(text: str, names: Mapping[str, str]) -> str:
    """Returns `#rrggbb` of a typed colour: hexadecimal, or one of the `names`. Raises ColourUnknown."""
    word = text.strip().casefold()
    if word in names:
        return names[word]
    found = _HEX.match(word)
    if found is None:
        raise ColourUnknown
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def typed_palette(text: str, names: Mapping[str, str]) -> Palette:
    """Returns the palette of one to three typed colours: background, text, labels; what is missing is chosen.

    Raises ColourUnknown, and ColourUnreadable for a text colour without the contrast of WCAG AA.
    """
    words = re.split(r"[\s,;/]+", text.strip())
    if not 1 <= len(words) <= 3:
        raise ColourUnknown
    background, *inks = (colour(word, names) for word in words)
    for ink in inks:
        if contrast(ink, background) < READABLE:
            raise ColourUnreadable(ink, background, palettes.legible(ink, background))
    made = palettes.palette(background, inks[-1] if inks else None)
    return replace(made, foreground=inks[0]) if inks else made


def readable_palette(text: str, names: Mapping[str, str]) -> Palette:
    """Returns the palette of typed colours with every text colour changed as far as it takes. Raises ColourUnknown."""
    background, *inks = (colour(word, names) for word in re.split(r"[\s,;/]+", text.strip())[:3])
    legible = [palettes.legible(ink, background) for ink in inks]
    made = palettes.palette(background, legible[-1] if legible else None)
    return replace(made, foreground=legible[0]) if legible else made


def coloured(design: Design, chosen: Palette, tier: str = "") -> Design:
    """Returns the design in these colours; with `tier` only that tier's members see them."""
    if not tier:
        colours: Mapping[str, Any] = {name: getattr(chosen, name) for name in ("background", "foreground", "label")}
        return replace(design, **colours)
    look = TierLook(tier, chosen.background, chosen.foreground, chosen.label)
    without = by_place(design, tier)
    return replace(without, tiers=(*without.tiers, look))


def uncoloured(design: Design, tier: str) -> Design:
    """Returns the design in which a tier's cards look like all others."""
    return replace(by_place(design, tier), alike=tuple(sorted({*design.alike, tier})))


def has_place(tier: str, ladder: tuple[str, ...]) -> bool:
    """Says whether a tier has colours by its place on the ladder of all tiers, the lowest first."""
    return metal(tier, ladder) is not None


def by_place(design: Design, tier: str) -> Design:
    """Returns the design in which a tier's cards have the colours of its place, such as silver or gold."""
    return replace(
        design,
        tiers=tuple(look for look in design.tiers if look.tier != tier),
        alike=tuple(other for other in design.alike if other != tier),
    )


def looking(design: Design, look: Look) -> Design:
    """Returns the design of another kind of shop; colours that the owner has chosen stay."""
    start = of_look(design.look)[0]
    untouched = Palette(design.background, design.foreground, design.label) == start
    changed = replace(design, look=look)
    return coloured(changed, of_look(look)[0]) if untouched else changed


# --- texts and links --------------------------------------------------------------------------------------------------


def text(typed: str, limit: int) -> str:
    """Returns a text of some lines. Raises TextEmpty, TextTooLong."""
    rows = ("".join(letter if letter.isprintable() else " " for letter in line) for line in typed.splitlines())
    lines = clean("\n".join(" ".join(row.split()) for row in rows), limit + 1)
    if not lines:
        raise TextEmpty
    if len(lines) > limit:
        raise TextTooLong(limit)
    return lines


def link(typed: str) -> Link:
    """Returns a link of two typed lines, what it is called and where it leads.

    A telephone number, an e-mail address and a site may be typed as people write them. Raises LinkUnusable, TextEmpty,
    TextTooLong.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) != 2:
        raise LinkUnusable
    return Link(tidy(lines[0], TITLE_LIMIT), address(lines[1]))


def address(typed: str) -> str:
    """Returns an address as https:, tel: or mailto:. Raises LinkUnusable."""
    if len(typed) > ADDRESS_LIMIT or not typed.isprintable():
        raise LinkUnusable
    scheme, _, rest = typed.partition(":")
    match scheme.lower():
        case "tel" if _PHONE.match(rest):
            return "tel:" + re.sub(r"[^0-9+]", "", rest)
        case "mailto" if _EMAIL.match(rest):
            return f"mailto:{rest}"
        case "https" if rest.startswith("//"):
            return _site(typed)
    if _PHONE.match(typed):
        return "tel:" + re.sub(r"[^0-9+]", "", typed)
    if _EMAIL.match(typed):
        return f"mailto:{typed}"
    if _SITE.match(typed):
        return _site(f"https://{typed}")
    raise LinkUnusable


def _site(url: str) -> str:
    try:
        parts = urlsplit(url)
        named = "." in (parts.hostname or "").strip(".")
        _ = parts.port
    except ValueError as error:
        raise LinkUnusable from error
    if not named or parts.username is not None or any(letter.isspace() for letter in url):
        raise LinkUnusable
    return url


def with_link(design: Design, added: Link) -> Design:
    """Returns the design with one more link; the same again changes nothing. Raises TooManyLinks."""
    if added in design.links:
        return design
    if len(design.links) >= MOST_LINKS:
        raise TooManyLinks(MOST_LINKS)
    return replace(design, links=(*design.links, added))


def actions(link: Link) -> tuple[str, ...]:
    """Returns what a phone may be told that a link is for, so that it becomes a button below the card; () for none."""
    return tuple(action for action, scheme in ACTIONS.items() if link.url.startswith(f"{scheme}:"))


def with_action(design: Design, marked: str, action: str) -> Design:
    """Returns the design whose second button leads where the link with this `mark` does; none for "" or a misfit."""
    links = (
        replace(each, action=action if mark(each.url) == marked and action in actions(each) else "")
        for each in design.links
    )
    return replace(design, links=tuple(links))
