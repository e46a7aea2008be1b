"""How a shop's card looks: colours, logo and the pictures Apple asks for, with a good default per kind of shop."""

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, get_args

from PIL import Image, ImageDraw, ImageOps

from wallet import colours, strips
from wallet.icons import Icon
from wallet.lettering import font, printable, write
from wallet.pictures import decode, open_picture, png

Look = Literal["coffee", "salon", "shop", "restaurant"]
LOOKS: tuple[Look, ...] = get_args(Look)

_PALETTES: dict[Look, tuple[str, str, str]] = {
    "coffee": ("#3b2418", "#fff8ef", "#e3b98a"),
    "salon": ("#4a1f3d", "#fff4fa", "#e9b3cf"),
    "shop": ("#12324a", "#f3faff", "#8fd0e8"),
    "restaurant": ("#1f3a2d", "#f8f7ec", "#d9c27e"),
}
_STAMPS: dict[Look, Icon] = {"coffee": "cup", "salon": "scissors", "shop": "bag", "restaurant": "pizza"}
_ICON, _LOGO, _STRIP = (38, 38), (160, 50), (375, 144)
_POSTER, _POSTER_LOGO = (358, 448), (126, 30)
BANNER = (1032, 336)
"""Pixels of the picture that Google shows across a card."""
_SCALES = ((2, "@2x"), (3, "@3x"))
"""No phone that opens passes today has ×1."""


ACTIONS: dict[str, str] = {
    "order": "https",
    "shop": "https",
    "bookAppointment": "https",
    "viewOffersRewards": "https",
    "addToBalance": "https",
    "call": "tel",
}
"""Those of Apple's fourteen types of featured actions that suit a shop, with the scheme of their addresses.

Phones write the words. `place` is documented too, but no phone shows it on this kind of pass.
"""


@dataclass(frozen=True, slots=True)
class TierLook:
    """The colours of the card for members of one tier, as `#rrggbb`."""

    tier: str
    background: str
    foreground: str
    label: str


METALS: tuple[tuple[str, str, str], ...] = (
    ("#7d4a2a", "#fff6ee", "#f3d2b3"),
    ("#c4cad2", "#1c2126", "#3d4852"),
    ("#d6ae4d", "#241a04", "#4a3608"),
    ("#1b1c20", "#f5f5f2", "#d8c28a"),
)
"""Background, text and labels of bronze, silver, gold and black: what the upper levels of a programme look like."""
_UPPER = {1: (2,), 2: (1, 2), 3: (1, 2, 3)}
"""Which of them so many levels above the base have; more have all four, at the top."""


@lru_cache(maxsize=256)
def metal(tier: str, ladder: tuple[str, ...]) -> TierLook | None:
    """Returns the colours that a tier has by its place on the ladder, lowest first; None where they are the shop's.

    The base, where most members are, has the shop's own.
    """
    above = ladder[1:]
    if tier not in above:
        return None
    metals = _UPPER.get(len(above), tuple(range(len(METALS))))
    place = above.index(tier) - (len(above) - len(metals))
    return TierLook(tier, *METALS[metals[place]]) if place >= 0 else None


@dataclass(frozen=True, slots=True)
class Link:
    """A link on the back of the card; `url` is https:, tel: or mailto:.

    With an `action`, one of ACTIONS, phones with iOS 27 show it below the card as well.
    """

    title: str
    url: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Design:
    """What a shop chooses about its card; colours are `#rrggbb`, logo and strip PNG, JPEG or WebP pictures.

    Without a `strip` the look's pattern is drawn, unless the card shall be `plain`. `about` and `contacts` are texts of
    a few lines. Stamps are the icon `stamp`, "" for that of the look, or the pictures `stamp_full` and `stamp_empty`;
    without an empty one the full one is shown faintly. A logo that `spells` the name has it nowhere beside it. `alike`
    are tiers whose cards look like all others. Raises UnreadableColourError when text would not stand out from the
    background.
    """

    organisation: str
    background: str
    foreground: str
    label: str
    look: Look = "shop"
    logo: bytes | None = None
    strip: bytes | None = None
    plain: bool = False
    tiers: tuple[TierLook, ...] = ()
    about: str = ""
    contacts: str = ""
    links: tuple[Link, ...] = ()
    stamp: Icon | Literal[""] = ""
    stamp_full: bytes | None = None
    stamp_empty: bytes | None = None
    spells: bool = False
    alike: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        own = TierLook("", self.background, self.foreground, self.label)
        for look in (own, *self.tiers):
            for colour in (look.foreground, look.label):
                if colours.contrast(colour, look.background) < colours.READABLE:
                    raise colours.UnreadableColourError(f"{colour} is hard to read on {look.background}")

    @property
    def action(self) -> Link | None:
        """The link that stands below the card too, None for none."""
        return next((link for link in self.links if link.action), None)

    @property
    def icon(self) -> Icon:
        """What a drawn stamp shows."""
        return self.stamp or _STAMPS[self.look]

    @property
    def is_named_by_logo(self) -> bool:
        """Whether the name need not stand beside the logo, as the logo is the name."""
        return self.spells and self.logo is not None

    def of_tier(self, tier: str, ladder: tuple[str, ...] = ()) -> "Design":
        """Returns the design in the colours of a tier's members: the owner's for it, else those of its place.

        `ladder` are the programme's tiers, the lowest first; without it a place has no colours.
        """
        look = self.tier_look(tier, ladder)
        if look is None:
            return self
        return replace(self, background=look.background, foreground=look.foreground, label=look.label)

    def tier_look(self, tier: str, ladder: tuple[str, ...]) -> TierLook | None:
        """Returns the colours of a tier, None where they are the shop's; see `of_tier`."""
        own = next((look for look in self.tiers if look.tier == tier), None)
        return own or (None if tier in self.alike else metal(tier, ladder))


def default(look: Look, organisation: str, logo: bytes | None = None) -> Design:
    """Returns the design a shop of this kind starts with."""
    background, foreground, label = _PALETTES[look]
    return Design(organisation, background, foreground, label, look, logo)


@lru_cache(maxsize=16)
def images(design: Design) -> dict[str, bytes]:
    """Returns every picture of the pass as PNG by its file name, at ×2 and ×3.

    Raises NotAPicture or PictureTooLarge when the design's logo cannot be read.
    """
    files: dict[str, bytes] = {}
    strip = _below_figure(design, (_STRIP[0] * 3, _STRIP[1] * 3))
    for scale, suffix in _SCALES:
        files[f"icon{suffix}.png"] = png(_emblem(design, _ICON[0] * scale, rounded=False).convert("RGB"), 64)
        files[f"logo{suffix}.png"] = png(_logo(design, scale), None if design.logo else 32)
        size = _STRIP[0] * scale, _STRIP[1] * scale
        files[f"strip{suffix}.png"] = png(strip.resize(size, strips.SMOOTH), 256 if design.strip else 64)
    return files


@lru_cache(maxsize=16)
def poster_images(design: Design) -> dict[str, bytes]:
    """Returns the pictures of the poster that iOS 27 shows, as PNG by file name: the shop's photo or its colours.

    A few flat shapes where there is no photo: every byte is in every pass. Raises NotAPicture or PictureTooLarge when
    a picture of the design cannot be read.
    """
    files = poster_artwork(design) if design.strip else _hills(design)
    for scale, suffix in _SCALES:
        logo = _logo(design, scale)
        logo.thumbnail((_POSTER_LOGO[0] * scale, _POSTER_LOGO[1] * scale), Image.Resampling.LANCZOS)
        files[f"primaryLogo{suffix}.png"] = png(logo, 16 if design.logo is None else None)
    return files


def poster_artwork(design: Design, layer: Image.Image | None = None, shades: int = 256) -> dict[str, bytes]:
    """Returns the artwork of a poster, the photo or plain colour, as PNG by file name; a `layer` (RGBA) lies over it.

    The layer is as wide as the poster, above the texts.
    """
    files = {}
    large = _poster_ground(design)
    if layer is not None:
        across_it = layer.resize((large.width, round(layer.height * large.width / layer.width)), strips.SMOOTH)
        large = large.copy()
        large.paste(across_it, (0, round(large.height * strips.BAND_TOP)), across_it)
    for scale, suffix in _SCALES:
        size = _POSTER[0] * scale, _POSTER[1] * scale
        files[f"artwork{suffix}.png"] = png(large.resize(size, strips.SMOOTH), shades, ground=design.background)
    return files


@lru_cache(maxsize=8)
def _poster_ground(design: Design) -> Image.Image:
    size = _POSTER[0] * 3, _POSTER[1] * 3
    if design.strip is None:
        return Image.new("RGB", size, design.background)
    picture = decode(open_picture(design.strip), "RGB")
    return strips.poster_photo(picture, design.background, {design.foreground, design.label}, size)


def _hills(design: Design) -> dict[str, bytes]:
    files = {}
    for scale, suffix in _SCALES:
        size = _POSTER[0] * scale, _POSTER[1] * scale
        flat = Image.new("P", size, 0)
        flat.putpalette(list(colours.rgb(design.background)))
        drawn = flat if design.plain else strips.poster(design.background, design.label, design.foreground, size)
        files[f"artwork{suffix}.png"] = png(drawn)
    return files


@lru_cache(maxsize=16)
def hero(design: Design) -> bytes:
    """Returns the PNG (1032×336) that Google shows across a card: the shop's photo, its pattern, or plain colour."""
    return png(across(design, BANNER), 256 if design.strip else 64)


def across(design: Design, size: tuple[int, int]) -> Image.Image:
    """Returns what is across a card where no text lies on it: the photo as it is, the pattern, or plain colour."""
    if design.strip is not None:
        return strips.cut(decode(open_picture(design.strip), "RGB"), size)
    if design.plain:
        return Image.new("RGB", size, design.background)
    return strips.draw(design.look, design.background, design.label, design.foreground, size)


@lru_cache(maxsize=8)
def veiled(design: Design) -> dict[str, bytes]:
    """Returns the strip, as PNG by file name, on which a text is read from side to side; none where any does."""
    if design.strip is None:
        return {}
    size = _STRIP[0] * 3, _STRIP[1] * 3
    inks = {design.foreground, design.label}
    large = strips.veiled(decode(open_picture(design.strip), "RGB"), design.background, inks, size)
    return {
        f"strip{suffix}.png": png(large.resize((_STRIP[0] * scale, _STRIP[1] * scale), strips.SMOOTH), 256)
        for scale, suffix in _SCALES
    }


@lru_cache(maxsize=16)
def square_logo(design: Design) -> bytes:
    """Returns the PNG (660 pixels, no rounding) that Google cuts to a circle, with the margin that this takes.

    Raises NotAPicture or PictureTooLarge when the design's logo cannot be read.
    """
    return png(_emblem(design, 660, rounded=False, share=0.7).convert("RGB"), None if design.logo else 32)


@lru_cache(maxsize=16)
def emblem(design: Design) -> bytes:
    """Returns the square PNG (512 pixels, rounded, transparent corners) that stands in QR codes and on posters."""
    return png(_emblem(design, 512, rounded=True))


def _logo(design: Design, scale: int) -> Image.Image:
    if design.logo is None:
        return _emblem(design, _LOGO[1] * scale, rounded=True)
    picture = decode(open_picture(design.logo), "RGBA")
    width, height = _LOGO[0] * scale, _LOGO[1] * scale
    paper = plate(design)
    margin = height // 8 if paper else 0
    ratio = min((width - 2 * margin) / picture.width, (height - 2 * margin) / picture.height)
    picture = picture.resize((max(1, round(picture.width * ratio)), max(1, round(picture.height * ratio))))
    if paper is None:
        return picture
    tile = Image.new("RGBA", (picture.width + 2 * margin, picture.height + 2 * margin))
    box = (0, 0, tile.width - 1, tile.height - 1)
    ImageDraw.Draw(tile).rounded_rectangle(box, height * 0.2, fill=paper)
    tile.alpha_composite(picture, (margin, margin))
    return tile


@lru_cache(maxsize=64)
def plate(design: Design) -> str | None:
    """Returns the colour of the plate below a logo that could not be seen on the card's ground; None for no plate."""
    if design.logo is None:
        return None
    picture = decode(open_picture(design.logo), "RGBA")
    picture.thumbnail((96, 96))
    data = picture.tobytes()
    seen = b"".join(data[at : at + 3] for at in range(0, len(data), 4) if data[at + 3] >= 128)
    if not seen:
        return design.foreground
    flat = Image.frombytes("RGB", (len(seen) // 3, 1), seen).quantize(16, method=Image.Quantize.MEDIANCUT)
    few = flat.convert("RGB").tobytes()
    counted = Counter("#" + few[at : at + 3].hex() for at in range(0, len(few), 3))
    clear = sum(count for colour, count in counted.items() if colours.contrast(colour, design.background) >= _CLEAR)
    return design.foreground if clear < _ENOUGH * counted.total() else None


_CLEAR, _ENOUGH = 1.8, 0.08
"""The least contrast of what is seen of a logo on its ground, and the share of the logo that takes."""


def _below_figure(design: Design, size: tuple[int, int]) -> Image.Image:
    """Returns the strip of a pass, on which its figure is read."""
    if design.strip is None:
        return across(design, size)
    picture = decode(open_picture(design.strip), "RGB")
    return strips.photo(picture, design.background, {design.foreground, design.label}, size)


def _emblem(design: Design, side: int, *, rounded: bool, share: float = 0.8) -> Image.Image:
    big = side * 4 if side < 256 else side * 2
    tile = Image.new("RGBA", (big, big))
    radius = big * 0.24 if rounded else 0
    fill = design.label if design.logo is None else plate(design) or design.background
    ImageDraw.Draw(tile).rounded_rectangle((0, 0, big - 1, big - 1), radius, fill=fill)
    if design.logo is None:
        _draw_initial(tile, design)
    else:
        picture = decode(open_picture(design.logo), "RGBA")
        picture = ImageOps.contain(picture, (round(big * share), round(big * share)))
        tile.alpha_composite(picture, ((big - picture.width) // 2, (big - picture.height) // 2))
    return tile.resize((side, side), Image.Resampling.LANCZOS)


_QUOTED = re.compile(r"^[\w\s.,’'-]*[«„“\"‹‘「『](?P<name>[^»“”\"›’」』]+)")


def initial(organisation: str) -> str:
    """Returns the letter that stands for a shop, "" for none: of what is quoted in „Кафе «Роза»“ the Р."""
    quoted = _QUOTED.match(organisation)
    names = (quoted["name"], organisation) if quoted else (organisation,)
    letters = (letter.upper()[0] for name in names for letter in printable(name) if letter.isalnum())
    return next(letters, "")


def _draw_initial(tile: Image.Image, design: Design) -> None:
    canvas, middle = ImageDraw.Draw(tile), tile.width / 2
    letter = initial(design.organisation)
    if letter:
        face = font("Bold", round(tile.width * 0.62))
        write(canvas, (middle, middle), letter, design.background, face, anchor="mm")
        return
    # A name in letters that no font of ours has gets a star.
    points = [
        (math.sin(turn * math.pi / 5) * reach, -math.cos(turn * math.pi / 5) * reach)
        for turn, reach in ((turn, tile.width * (0.16 if turn % 2 else 0.36)) for turn in range(10))
    ]
    canvas.polygon([(middle + x, middle + y) for x, y in points], design.background)
