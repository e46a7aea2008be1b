"""How a shop's card looks: colours, logo and the pictures Apple asks for, with a good default per kind of shop."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, get_args

from PIL import Image, ImageDraw, ImageOps

from wallet import colours, strips
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
_ICON, _LOGO, _STRIP = (38, 38), (160, 50), (375, 144)
_POSTER, _POSTER_LOGO = (358, 448), (126, 30)
_HERO = (1032, 336)
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
    a few lines. Raises UnreadableColourError when text would not stand out from the background.
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

    def of_tier(self, tier: str) -> "Design":
        """Returns the design in the colours of a tier's members; itself when the tier has none of its own."""
        for look in self.tiers:
            if look.tier == tier:
                return replace(self, background=look.background, foreground=look.foreground, label=look.label)
        return self


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
    strip = _strip(design, (_STRIP[0] * 3, _STRIP[1] * 3))
    for scale, suffix in _SCALES:
        files[f"icon{suffix}.png"] = png(_emblem(design, _ICON[0] * scale, rounded=False).convert("RGB"), 64)
        files[f"logo{suffix}.png"] = png(_logo(design, scale), None if design.logo else 32)
        size = _STRIP[0] * scale, _STRIP[1] * scale
        files[f"strip{suffix}.png"] = png(strip.resize(size, strips.SMOOTH), 256 if design.strip else 64)
    return files


@lru_cache(maxsize=16)
def poster_images(design: Design) -> dict[str, bytes]:
    """Returns the pictures of the poster that iOS 27 shows, as PNG by file name: the shop's photo or its colours.

    A few flat shapes: every byte is in every pass. Raises NotAPicture or PictureTooLarge when the design's logo cannot
    be read.
    """
    files = poster_artwork(design, _strip(design, (_STRIP[0] * 3, _STRIP[1] * 3))) if design.strip else _hills(design)
    for scale, suffix in _SCALES:
        logo = _logo(design, scale)
        logo.thumbnail((_POSTER_LOGO[0] * scale, _POSTER_LOGO[1] * scale), Image.Resampling.LANCZOS)
        files[f"primaryLogo{suffix}.png"] = png(logo, 16)
    return files


def poster_artwork(design: Design, across: Image.Image, shades: int = 256) -> dict[str, bytes]:
    """Returns the artwork of a poster with a picture across it, as PNG by file name."""
    files = {}
    for scale, suffix in _SCALES:
        size = _POSTER[0] * scale, _POSTER[1] * scale
        drawn = strips.band(across, design.background, size, fading=design.strip is not None)
        files[f"artwork{suffix}.png"] = png(drawn, shades)
    return files


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
    return png(_strip(design, _HERO), 256 if design.strip else 64)


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
    ratio = min(width / picture.width, height / picture.height)
    return picture.resize((max(1, round(picture.width * ratio)), max(1, round(picture.height * ratio))))


def _strip(design: Design, size: tuple[int, int]) -> Image.Image:
    if design.strip is not None:
        picture = decode(open_picture(design.strip), "RGB")
        return strips.photo(picture, design.background, {design.foreground, design.label}, size)
    if design.plain:
        return Image.new("RGB", size, design.background)
    return strips.draw(design.look, design.background, design.label, design.foreground, size)


def _emblem(design: Design, side: int, *, rounded: bool, share: float = 0.8) -> Image.Image:
    big = side * 4 if side < 256 else side * 2
    tile = Image.new("RGBA", (big, big))
    radius = big * 0.24 if rounded else 0
    fill = design.label if design.logo is None else design.background
    ImageDraw.Draw(tile).rounded_rectangle((0, 0, big - 1, big - 1), radius, fill=fill)
    if design.logo is None:
        _draw_initial(tile, design)
    else:
        picture = decode(open_picture(design.logo), "RGBA")
        picture = ImageOps.contain(picture, (round(big * share), round(big * share)))
        tile.alpha_composite(picture, ((big - picture.width) // 2, (big - picture.height) // 2))
    return tile.resize((side, side), Image.Resampling.LANCZOS)


def _draw_initial(tile: Image.Image, design: Design) -> None:
    canvas, middle = ImageDraw.Draw(tile), tile.width / 2
    initial = next((letter.upper()[0] for letter in printable(design.organisation) if letter.isalnum()), None)
    if initial is not None:
        face = font("Bold", round(tile.width * 0.62))
        write(canvas, (middle, middle), initial, design.background, face, anchor="mm")
        return
    # A name in letters that no font of ours has gets a star.
    points = [
        (math.sin(turn * math.pi / 5) * reach, -math.cos(turn * math.pi / 5) * reach)
        for turn, reach in ((turn, tile.width * (0.16 if turn % 2 else 0.36)) for turn in range(10))
    ]
    canvas.polygon([(middle + x, middle + y) for x, y in points], design.background)
