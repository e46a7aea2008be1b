"""Draws a card of Google Wallet as an Android phone shows it, from nothing but its class, its object and pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, get_args

from babel.dates import format_date
from PIL import Image, ImageDraw, ImageOps

from locales import BABEL, LANGUAGES, Language, money, number, translate
from loyalty.money import exponent
from wallet.canvas import WIDTH, Line, Spot, px, rounded, row, sheet, symbol
from wallet.colours import UnreadableColourError, is_dark, mix, rgb
from wallet.design import initial
from wallet.lettering import fit, write
from wallet.passfile import BrokenPassError, Field
from wallet.pictures import NotAPicture, PictureTooLarge, decode, open_picture, png

Pictures = Mapping[str, bytes]

_EDGE, _RADIUS = 18, 22
_TITLE, _LOGO, _ROW = 68, 36, 58
_CODE_SIDE, _CODE_MARGIN = 150, 14
_BANNER = 122  # Google's hero image is 1032×336
_LINES = Line("Regular", 12, 9, 18), Line("Medium", 17, 11, 40)
"""Labels, and the values below them."""
_STATES = {
    "ACTIVE": "",
    "EXPIRED": "wallet-state-expired",
    "COMPLETED": "wallet-state-used",
    "INACTIVE": "wallet-state-inactive",
}


@dataclass(frozen=True, slots=True)
class _Card:
    """A card as a person reads it; `rows` stand on its face, `details` below it."""

    issuer: str
    name: str
    background: str
    rows: tuple[tuple[Field, ...], ...]
    details: tuple[Field, ...]
    code: str
    below: str
    logo: bytes | None
    banner: bytes | None
    state: str


def draw(
    class_: Mapping[str, Any], object_: Mapping[str, Any], language: str, pictures: Pictures, *, code: str = ""
) -> bytes:
    """Returns the face of a loyalty card or an offer as PNG (1125 pixels wide, transparent corners) in `language`.

    `pictures` are by the addresses that the JSON names; one that is missing is left out. `code` is what the code says
    now, if it is one that changes. Raises BrokenPassError.
    """
    card = _read(class_, object_, language, pictures, code)
    ink = "#ffffff" if is_dark(card.background) else "#202124"
    height = _TITLE + 52 + _ROW * len(card.rows) + 12
    code_top = height
    height += _CODE_SIDE + 2 * _CODE_MARGIN + (26 if card.below else 0) + _EDGE if card.code else 0
    banner_top = height
    height += _BANNER if card.banner else 0
    image = Image.new("RGB", (px(WIDTH), px(height)), card.background)
    canvas = ImageDraw.Draw(image)
    try:
        _head(image, canvas, card, ink)
        if card.banner:
            hero = ImageOps.fit(decode(open_picture(card.banner), "RGB"), (px(WIDTH), px(_BANNER)))
            image.paste(hero, (0, px(banner_top)))
    except (NotAPicture, PictureTooLarge) as broken:
        raise BrokenPassError(f"a picture of the card: {broken}") from broken
    _rows(canvas, card, ink)
    if card.code:
        _code(image, canvas, card, code_top)
    if card.state:
        image = Image.blend(image, Image.new("RGB", image.size, mix(card.background, "#9aa0a6", 0.5)), 0.55)
        _stamp(ImageDraw.Draw(image), card.state, height)
    return png(rounded(image, _RADIUS), hurried=True)


def draw_back(
    class_: Mapping[str, Any], object_: Mapping[str, Any], language: str, pictures: Pictures | None = None
) -> bytes:
    """Returns what Google shows below the card, texts and links, as PNG (1125 pixels wide). Raises BrokenPassError."""
    card = _read(class_, object_, language, pictures or {}, "")
    drawn = sheet(card.details, paper="#eef0f3", group="#ffffff", label="#5f6368", ink="#202124", radius=_RADIUS)
    return png(drawn, hurried=True)


def text(class_: Mapping[str, Any], object_: Mapping[str, Any], language: str) -> tuple[Field, ...]:
    """Returns the fields of the card, face and details, as a person reads them. Raises BrokenPassError."""
    card = _read(class_, object_, language, {}, "")
    return (*(field for row in card.rows for field in row), *card.details)


# --- drawing ----------------------------------------------------------------------------------------------------------


def _head(image: Image.Image, canvas: ImageDraw.ImageDraw, card: _Card, ink: str) -> None:
    box = (px(_EDGE), px((_TITLE - _LOGO) / 2), px(_EDGE + _LOGO), px((_TITLE + _LOGO) / 2))
    side = box[2] - box[0]
    round_ = Image.new("L", (side * 2, side * 2))
    ImageDraw.Draw(round_).ellipse((0, 0, side * 2 - 1, side * 2 - 1), 255)
    round_ = round_.resize((side, side), Image.Resampling.LANCZOS)
    if card.logo:
        logo = ImageOps.fit(decode(open_picture(card.logo), "RGB"), (side, side))
    else:
        logo = Image.new("RGB", (side, side), mix(card.background, ink, 0.2))
        letter, face = fit(initial(card.issuer), "Medium", side // 2, side, smallest=12)
        write(ImageDraw.Draw(logo), (side / 2, side / 2), letter, ink, face, anchor="mm")
    image.paste(logo, box[:2], round_)
    left = _EDGE + _LOGO + 12
    name, face = fit(card.issuer, "Medium", px(16), px(WIDTH - _EDGE - left), smallest=px(11))
    write(canvas, (px(left), px(_TITLE / 2)), name, ink, face, anchor="lm")
    canvas.line((0, px(_TITLE), px(WIDTH), px(_TITLE)), mix(card.background, ink, 0.18), 3)
    title, face = fit(card.name, "Regular", px(24), px(WIDTH - 2 * _EDGE), smallest=px(14))
    write(canvas, (px(_EDGE), px(_TITLE + 38)), title, ink, face, anchor="ls")


def _rows(canvas: ImageDraw.ImageDraw, card: _Card, ink: str) -> None:
    for place, fields in enumerate(card.rows):
        room = (WIDTH - 2 * _EDGE - 12 * (len(fields) - 1)) // len(fields)
        spots = [Spot(field.label, field.value, _EDGE + k * (room + 12), room) for k, field in enumerate(fields)]
        if len(spots) > 1:
            spots[-1] = spots[-1]._replace(x=WIDTH - _EDGE, side="r")
        row(canvas, spots, _TITLE + 52 + place * _ROW, _LINES, (mix(ink, card.background, 0.22), ink))


def _code(image: Image.Image, canvas: ImageDraw.ImageDraw, card: _Card, top: int) -> None:
    drawn = symbol(card.code)
    module = max(1, px(_CODE_SIDE) // drawn.width)
    drawn = drawn.resize((drawn.width * module, drawn.height * module), Image.Resampling.NEAREST)
    below = px(22) if card.below else 0
    width, height = drawn.width + 2 * px(_CODE_MARGIN), drawn.height + 2 * px(_CODE_MARGIN) + below
    left = (image.width - width) // 2
    canvas.rounded_rectangle((left, px(top), left + width, px(top) + height), px(14), "#ffffff")
    image.paste(drawn, (left + px(_CODE_MARGIN), px(top) + px(_CODE_MARGIN)))
    if card.below:
        line, face = fit(card.below, "Regular", px(13), drawn.width, smallest=px(8))
        at = image.width / 2, px(top) + height - px(_CODE_MARGIN) - below / 2 + px(4)
        write(canvas, at, line, "#202124", face, anchor="mm")


def _stamp(canvas: ImageDraw.ImageDraw, state: str, height: int) -> None:
    words, face = fit(state, "Medium", px(18), px(WIDTH - 6 * _EDGE), smallest=px(12))
    half = face.getlength(words) / 2 + px(18)
    middle = px(WIDTH) / 2, px(height / 2)
    box = (middle[0] - half, middle[1] - px(20), middle[0] + half, middle[1] + px(20))
    canvas.rounded_rectangle(box, px(20), "#202124")
    write(canvas, middle, words, "#ffffff", face, anchor="mm")


# --- reading ----------------------------------------------------------------------------------------------------------


def _read(class_: Mapping[str, Any], object_: Mapping[str, Any], language: str, pictures: Pictures, code: str) -> _Card:
    speaks: Language = next((known for known in get_args(Language) if known == language), LANGUAGES[0])
    try:
        if object_["classId"] != class_["id"]:
            raise BrokenPassError(f"{object_['id']} is of the class {object_['classId']}, not {class_['id']}")
        background = class_.get("hexBackgroundColor") or "#4285f4"
        rgb(background)
        offer = "title" in class_
        rows = _offer_rows(object_, speaks) if offer else _loyalty_rows(class_, object_, speaks)
        barcode = object_.get("rotatingBarcode") or object_.get("barcode") or {}
        banner = object_.get("heroImage") or class_.get("heroImage")
        state = _STATES[object_["state"]]
        return _Card(
            issuer=_said(class_, "issuerName", language),
            name=_said(class_, "title" if offer else "programName", language),
            background=background,
            rows=tuple(row for row in rows if row),
            details=_details(class_, object_, language),
            code=code or str((object_.get("barcode") or {}).get("value", "")),
            below=str(barcode.get("alternateText", "")),
            logo=_picture(class_.get("titleImage" if offer else "programLogo"), pictures),
            banner=_picture(banner, pictures),
            state=translate(speaks, state) if state else "",
        )
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, UnreadableColourError) as broken:
        raise BrokenPassError(f"the card's JSON: {broken!r}") from broken


def _said(resource: Mapping[str, Any], name: str, language: str) -> str:
    """Returns a text in the phone's language, else in the one that the shop speaks by default."""
    words = resource.get(f"localized{name[0].upper()}{name[1:]}")
    if not words:
        return str(resource.get(name) or "")
    others = (said["value"] for said in words.get("translatedValues", ()) if said["language"] == language)
    return str(next(others, words["defaultValue"]["value"]))


def _loyalty_rows(
    class_: Mapping[str, Any], object_: Mapping[str, Any], language: Language
) -> tuple[tuple[Field, ...], ...]:
    points = tuple(
        Field("points", name, _said(found, "label", language), _balance(found["balance"], language))
        for name in ("loyaltyPoints", "secondaryLoyaltyPoints")
        if (found := object_.get(name))
    )
    account = tuple(
        Field("account", name, _said(class_, f"{name}Label", language), str(object_[name]))
        for name in ("accountName", "accountId")
        if object_.get(name)
    )
    return points, account


def _offer_rows(object_: Mapping[str, Any], language: Language) -> tuple[tuple[Field, ...], ...]:
    end = ((object_.get("validTimeInterval") or {}).get("end") or {}).get("date")
    if not end:
        return ()
    until = format_date(datetime.fromisoformat(end).date(), "medium", locale=BABEL[language])
    return ((Field("offer", "validTimeInterval", translate(language, "wallet-valid-until"), until),),)


def _balance(balance: Mapping[str, Any], language: Language) -> str:
    ((kind, value),) = balance.items()
    if kind == "money":
        currency = value["currencyCode"]
        micros = Decimal(value["micros"]).scaleb(exponent(currency) - 6)
        return money(language, int(micros), currency)
    return number(language, int(value)) if kind == "int" else str(value)


def _details(class_: Mapping[str, Any], object_: Mapping[str, Any], language: str) -> tuple[Field, ...]:
    found: list[Field] = []
    for resource in (object_, class_):
        for module in (*resource.get("messages", ()), *resource.get("textModulesData", ())):
            words = _said(module, "header", language), _said(module, "body", language)
            found.append(Field("details", str(module.get("id", "")), *words))
        links = (resource.get("linksModuleData") or {}).get("uris", ())
        found += [
            Field("details", str(link.get("id", "")), _said(link, "description", language), link["uri"])
            for link in links
        ]
    home = class_.get("homepageUri")
    if home:
        found.append(Field("details", "home", _said(home, "description", language), home["uri"]))
    return tuple(found)


def _picture(image: Mapping[str, Any] | None, pictures: Pictures) -> bytes | None:
    return pictures.get(image["sourceUri"]["uri"]) if image else None
