"""Draws a .pkpass as an iPhone with iOS 27 shows it: the poster, and the tiles below it, from nothing but the file."""

from urllib.parse import urlsplit

from PIL import Image, ImageDraw

from locales import LANGUAGES, Language, keys, translate
from wallet import drawing, plates
from wallet.canvas import WIDTH, Line, Spot, px, rounded, row, sheet
from wallet.lettering import fit, write
from wallet.passfile import POSTER, STYLES, BrokenPassError, Field, PassFile, open_pass
from wallet.pictures import NotAPicture, PictureTooLarge, decode, open_picture, png
from wallet.plates import Plate

_HEIGHT, _RADIUS = 469, 24
"""Apple's artwork is 358×448 points; drawn as wide as the other cards."""
_EDGE, _GAP = 18, 12
_LOGO, _LOGO_TOP = (126, 30), 20
_TITLE, _ROW, _FOOT = 250, 262, 322
_PLATE = Plate(338, side=92, margin=8, row=20, letters=12)
_LINES = Line("Medium", 11, 7.5, 11), Line("Medium", 18, 10, 32)
"""Labels, and the values below them."""


def draw(pkpass: bytes, language: str) -> bytes:
    """Returns the face as PNG (1125 pixels wide, transparent corners): the poster, or the card where there is none.

    A language the pass does not speak shows its English. Raises BrokenPassError.
    """
    shown = open_pass(pkpass, language, (POSTER, *STYLES))
    if shown.style != POSTER:
        return drawing.draw(pkpass, language)
    card = Image.new("RGB", (px(WIDTH), px(_HEIGHT)), shown.background)
    canvas = ImageDraw.Draw(card)
    try:
        _pictures(card, shown)
    except (NotAPicture, PictureTooLarge) as broken:
        raise BrokenPassError(f"a picture of the pass: {broken}") from broken
    header = [Spot(field.label, field.value, WIDTH - _EDGE, 190, "r") for field in shown.group("header")[:1]]
    row(canvas, header, 16, _LINES, (shown.label, shown.foreground))
    _words(canvas, shown)
    plates.draw(card, shown, _PLATE)
    return png(rounded(card, _RADIUS), hurried=True)


def draw_below(pkpass: bytes, language: str) -> bytes:
    """Returns what stands below the poster as PNG: what it also says, and its buttons. Raises BrokenPassError."""
    shown = open_pass(pkpass, language, (POSTER, *STYLES))
    buttons = [Field("actions", type_, _button(type_, language), _short(url)) for type_, url in shown.actions]
    fields = (*shown.group("additionalInfo"), *buttons)
    return png(sheet(fields, paper="#f2f2f7", group="#ffffff", label="#6c6c70", ink="#1c1c1e"), hurried=True)


def _button(type_: str, language: str) -> str:
    """Returns about what a phone writes on a button."""
    speaks: Language = next((known for known in LANGUAGES if known == language), LANGUAGES[0])
    key = f"featured-{type_.lower()}"
    return translate(speaks, key) if key in keys(speaks) else type_


def _short(url: str) -> str:
    parts = urlsplit(url)
    return f"› {parts.netloc or parts.path}"


def _pictures(card: Image.Image, shown: PassFile) -> None:
    artwork, logo = shown.picture("artwork"), shown.picture("primaryLogo")
    if artwork is not None:
        card.paste(decode(open_picture(artwork), "RGB").resize(card.size, Image.Resampling.LANCZOS))
    if logo is not None:
        picture = decode(open_picture(logo), "RGBA")
        picture.thumbnail((px(_LOGO[0]), px(_LOGO[1])), Image.Resampling.LANCZOS)
        card.paste(picture, (px(_EDGE), px(_LOGO_TOP)), picture)


def _words(canvas: ImageDraw.ImageDraw, shown: PassFile) -> None:
    room = WIDTH - 2 * _EDGE
    title = [field for field in shown.group("primary")[:1] if not field.label]
    for field in title:
        value, face = fit(field.value, "Bold", px(30), px(room), smallest=px(16))
        write(canvas, (px(_EDGE), px(_TITLE)), value, shown.foreground, face, anchor="ls")
    others = shown.group("primary")[len(title) : 4]
    width = (room - _GAP * (len(others) - 1)) / max(1, len(others))
    spots = [
        Spot(field.label, field.value, _EDGE + place * (width + _GAP), width) for place, field in enumerate(others)
    ]
    row(canvas, spots, _ROW, _LINES, (shown.label, shown.foreground))
    for field in shown.group("footer")[:1]:
        value, face = fit(field.value, "Medium", px(13), px(room), smallest=px(9))
        write(canvas, (px(_EDGE), px(_FOOT)), value, shown.foreground, face, anchor="ls")
