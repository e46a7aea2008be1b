"""A shop's look: pictures of the sizes that Apple names, and an emblem for every name."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.wallet.conftest import NOW, card, unpacked
from wallet.apple.package import build
from wallet.colours import READABLE, contrast
from wallet.contents import StampCard
from wallet.design import LOOKS, Design, default, emblem, images, poster_images
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
    for name in ("photo", "3 stamps"):
        picture = opened(drawn[name]).convert("RGB")
        assert len(picture.crop(upper).getcolors(1 << 20)) > 10
        assert picture.crop(lower).getcolors(1 << 20) == [(1074 * 644, (59, 36, 24))], "calm where the texts are"


@pytest.mark.parametrize("look", LOOKS)
def test_text_and_labels_are_read_anywhere_on_a_photo(look):
    photo = Image.new("RGB", (1125, 432), "#202020")
    for number in range(60):
        x, y, radius = number * 397 % 1125, number * 211 % 432, 20 + number * 13 % 70
        colour = (number * 83 % 256, number * 157 % 256, number * 211 % 256)
        ImageDraw.Draw(photo).ellipse((x - radius, y - radius, x + radius, y + radius), colour)
    buffer = BytesIO()
    photo.filter(ImageFilter.GaussianBlur(6)).save(buffer, "JPEG", quality=95)
    design = replace(default(look, "Grain"), strip=buffer.getvalue())
    for picture in (images(design)["strip@2x.png"], poster_images(design)["artwork@2x.png"]):
        for ink in (design.foreground, design.label):
            assert worst(picture, ink) >= READABLE - 0.1
