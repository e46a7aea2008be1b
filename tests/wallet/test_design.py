"""A shop's look: pictures of the sizes that Apple names, and an emblem for every name."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageStat

from loyalty.headline import Headline
from tests.wallet.conftest import NOW, card, coupon, unpacked
from wallet.apple.card import pass_json
from wallet.apple.package import build
from wallet.colours import READABLE, contrast
from wallet.contents import StampCard
from wallet.design import (
    LOOKS,
    METALS,
    Design,
    TierLook,
    across,
    default,
    emblem,
    hero,
    images,
    initial,
    plate,
    poster_images,
    square_logo,
    veiled,
)
from wallet.palettes import of_look
from wallet.pictures import NotAPicture

SIZES = {"icon": (38, 38), "strip": (375, 144), "artwork": (358, 448)}

MOST = {"logo": (160, 50), "primaryLogo": (126, 30)}


def opened(picture):
    return Image.open(BytesIO(picture))


@pytest.mark.parametrize("look", LOOKS)
def test_pictures_have_the_sizes_apple_names(look, logo):
    for design in (default(look, "Зерно"), default(look, "Зерно", logo)):
        files = {**images(design), **poster_images(design)}
        assert len(files) == 10
        assert all("@2x" in name or "@3x" in name for name in files), "no phone has ×1"
        for name, picture in files.items():
            kind, _, scale = name.removesuffix(".png").partition("@")
            times = int(scale.removesuffix("x") or 1)
            image = opened(picture)
            assert image.format == "PNG"
            if kind in MOST:
                assert image.width <= MOST[kind][0] * times
                assert image.height <= MOST[kind][1] * times
            else:
                assert image.size == tuple(side * times for side in SIZES[kind])


def test_emblems_tell_shops_apart():
    names = ["Зерно", "Кафе", "café", "7 печати", "مطعم"]
    assert len({emblem(default("coffee", name)) for name in names}) == len(names)


@pytest.mark.parametrize("name", ["", "   ", "☕️", "«»", "\ue000", "\u202e"])
def test_a_name_without_a_letter_we_can_draw_gets_the_star(name):
    assert emblem(default("shop", name)) == emblem(default("shop", ""))
    middle = opened(emblem(default("shop", name))).convert("RGB").crop((226, 226, 286, 286))
    # Where a font lacks a letter it draws a hollow box; a star is full in the middle.
    assert middle.getcolors() == [(60 * 60, (18, 50, 74))]


def test_a_letter_that_doubles_in_capitals_stays_one():
    assert emblem(default("shop", "ßoda")) == emblem(default("shop", "Soda"))


def test_a_logo_stands_in_the_emblem(logo):
    assert emblem(default("shop", "Soda", logo)) != emblem(default("shop", "Soda"))
    with pytest.raises(NotAPicture):
        emblem(default("shop", "Soda", b"nothing"))


PALETTES = [(look, palette) for look in LOOKS for palette in of_look(look)]


def worst(picture: bytes, ink: str) -> float:
    """Returns the contrast of text with the colour of a picture on which it is hardest to read."""
    colours = opened(picture).convert("RGB").getcolors(1 << 20)
    return min(contrast(f"#{red:02x}{green:02x}{blue:02x}", ink) for _, (red, green, blue) in colours)


@pytest.mark.parametrize(("look", "palette"), PALETTES)
def test_text_and_labels_are_read_anywhere_on_strip_and_poster_in_all_palettes(look, palette):
    design = Design("Grain", palette.background, palette.foreground, palette.label, look)
    pictures = images(design)["strip@2x.png"], poster_images(design)["artwork@2x.png"]
    for picture in pictures:
        assert len(opened(picture).convert("RGB").getcolors(1 << 20)) > 2, "it is no plain colour"
        for ink in (palette.foreground, palette.label):
            assert worst(picture, ink) >= READABLE - 0.05


def test_the_poster_has_the_stamps_or_the_photo_of_the_card(credentials):
    coffee = default("coffee", "Grain")
    photo = Image.effect_noise((1125, 432), 90).convert("RGB")
    buffer = BytesIO()
    photo.save(buffer, "JPEG")
    drawn = {}
    for name, design, stamps in (
        ("pattern", coffee, ()),
        ("plain", replace(coffee, plain=True), ()),
        ("photo", replace(coffee, strip=buffer.getvalue()), ()),
        ("3 stamps", coffee, (StampCard("s", "Coffee", 3, 6),)),
        ("4 stamps", replace(coffee, strip=buffer.getvalue()), (StampCard("s", "Coffee", 4, 6),)),
    ):
        files = unpacked(build(card(stamps=stamps), design, credentials, NOW))
        assert opened(files["artwork@3x.png"]).size == (358 * 3, 448 * 3)
        drawn[name] = files["artwork@3x.png"]
    assert len(set(drawn.values())) == 5
    assert len(opened(drawn["plain"]).convert("RGB").getcolors()) == 1
    upper, lower = (0, 300, 1074, 500), (0, 700, 1074, 1344)
    for name in ("photo", "3 stamps", "4 stamps"):
        picture = opened(drawn[name]).convert("RGB")
        assert len(picture.crop(upper).getcolors(1 << 20)) > 10
        assert picture.crop(lower).getcolors(1 << 20) == [(1074 * 644, (59, 36, 24))], "calm where the texts are"


def busy() -> Image.Image:
    photo = Image.new("RGB", (1125, 720), "#202020")
    for number in range(90):
        x, y, radius = number * 397 % 1125, number * 211 % 720, 20 + number * 13 % 70
        colour = (number * 83 % 256, number * 157 % 256, number * 211 % 256)
        ImageDraw.Draw(photo).ellipse((x - radius, y - radius, x + radius, y + radius), colour)
    return photo.filter(ImageFilter.GaussianBlur(6))


def part(picture: bytes, left: float, top: float, right: float, bottom: float) -> bytes:
    image = opened(picture)
    shares = ((left, image.width), (top, image.height), (right, image.width), (bottom, image.height))
    buffer = BytesIO()
    image.crop(tuple(round(share * side) for share, side in shares)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("palette", [palette for look in LOOKS for palette in of_look(look)[1:2]])
def test_a_photo_is_clean_but_for_the_corner_where_the_figure_is_read(palette):
    buffer = BytesIO()
    busy().save(buffer, "JPEG", quality=95)
    design = Design("Grain", palette.background, palette.foreground, palette.label, strip=buffer.getvalue())
    strip, poster = images(design)["strip@2x.png"], poster_images(design)["artwork@2x.png"]
    # Figure and label on the older card; logo and header, then all texts, on the poster.
    for read in (part(strip, 0, 0.26, 0.49, 0.86), part(poster, 0, 0, 1, 0.12), part(poster, 0, 0.485, 1, 1)):
        for ink in (design.foreground, design.label):
            assert worst(read, ink) >= READABLE - 0.1
    clean = across(design, (750, 288))
    drawn = opened(strip).convert("RGB")
    away = (600, 0, 750, 150)
    assert max(ImageStat.Stat(ImageChops.difference(drawn.crop(away), clean.crop(away))).mean) < 10, (
        "its colours are fewer, and that is all"
    )
    assert opened(hero(design)).size == (1032, 336)
    assert (
        min(worst(veiled(design)["strip@2x.png"], ink) for ink in (design.foreground, design.label)) >= READABLE - 0.1
    )


def test_only_a_short_figure_lies_on_a_photo_whose_corner_it_has(coffee, credentials):
    buffer = BytesIO()
    Image.effect_noise((1125, 432), 60).convert("RGB").save(buffer, "JPEG")
    look = replace(coffee, strip=buffer.getvalue())
    for given, on_the_photo in (
        (card(points=9_999), True),
        (card(points=10_000), False),
        (card(points=1240, point=100, currency="EUR"), False),
        (card(points=0, headline=Headline(1200, 2, 5, "visits", 1500)), True),
        (card(points=0, headline=Headline(1250, 2, 5, "visits", 1500)), False),
        (card(points=0, headline=Headline(0, 34_000, 50_000, "money", 700), currency="EUR"), False),
    ):
        shown = json.loads(pass_json(given, look, credentials))["storeCard"]
        assert ("primaryFields" in shown) is on_the_photo
        assert shown["primaryFields" if on_the_photo else "headerFields"][0]["key"] == "points"
        assert "primaryFields" in json.loads(pass_json(given, coffee, credentials))["storeCard"], (
            "a pattern is calm all over"
        )


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Кафе „Роза“", "Р"),
        ("Кофейня «Слон»", "С"),
        ("Bar “Nine”", "N"),
        ('Салон "Ива"', "И"),
        ("カフェ「さくら」", "さ"),
        ("Зерно & «Ко»", "З"),
        ("«Зерно»", "З"),
        ("Rosa’s", "R"),
        ("Beans «»", "B"),
        ("“☕” Beans", "B"),
    ],
)
def test_the_letter_is_that_of_the_quoted_name(name, letter):
    assert initial(name) == letter


def word(ink: str, ground: str | None = None) -> bytes:
    image = Image.new("RGBA", (300, 90), ground or (0, 0, 0, 0))
    ImageDraw.Draw(image).text((10, 10), "ROSA", ink, ImageFont.load_default(70))
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_a_logo_of_the_grounds_colour_stands_on_a_plate_that_shows_it():
    coffee = default("coffee", "Rosa")
    plain, near, white, own = (
        replace(coffee, logo=word(*each))
        for each in ((coffee.background,), ("#4a3020",), ("#ffffff",), ("#ffffff", coffee.background))
    )
    assert plate(plain) == plate(near) == coffee.foreground
    assert plate(white) is plate(own) is plate(coffee) is None
    for drawn in (images(plain)["logo@3x.png"], emblem(plain), square_logo(plain)):
        found = opened(drawn).convert("RGBA").getcolors(1 << 20)
        seen = {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b, a) in found if a > 250}
        assert max(contrast(one, coffee.background) for one in seen) >= READABLE, "the plate"
        assert min(contrast(one, coffee.background) for one in seen) < 1.2, "the logo"
    gold = plain.of_tier("gold", ("base", "gold"))
    assert plate(gold) is None, "on gold the brown logo is seen"


def test_levels_have_the_colours_of_their_place_until_the_owner_says_otherwise():
    coffee = default("coffee", "Rosa")
    for ladder, metals in (
        (("старт",), [None]),
        (("Новичок", "Друг"), [None, 2]),
        (("gold", "silver", "bronze"), [None, 1, 2]),
        (("a", "b", "c", "d"), [None, 1, 2, 3]),
        (("a", "b", "c", "d", "e", "f"), [None, None, 0, 1, 2, 3]),
    ):
        looks = [coffee.of_tier(tier, ladder).background for tier in ladder]
        assert looks == [coffee.background if metal is None else METALS[metal][0] for metal in metals]
    ladder = ("base", "gold")
    own = replace(coffee, tiers=(TierLook("gold", "#000000", "#ffffff", "#ffffff"),))
    assert own.of_tier("gold", ladder).background == "#000000"
    assert replace(coffee, alike=("gold",)).of_tier("gold", ladder) == replace(coffee, alike=("gold",))
    assert coffee.of_tier("former", ladder) is coffee.of_tier("gold") is coffee
    for background, ink, label in METALS:
        assert Design("x", background, ink, label), "all of it is read"


@pytest.mark.parametrize("spells", [True, False])
def test_a_logo_that_holds_the_name_has_it_nowhere_beside_it(spells, logo, credentials):
    named = replace(default("shop", "Rosa", logo), spells=spells)
    for shown in (card(), coupon()):
        content = json.loads(unpacked(build(shown, named, credentials, NOW))["pass.json"])
        assert ("logoText" in content) is not spells
        assert ("footerFields" in content["posterGeneric"]) is not spells
        assert content["organizationName"] == "Rosa"
    assert not replace(named, logo=None).is_named_by_logo
