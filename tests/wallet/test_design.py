"""A shop's look: pictures of the sizes that Apple names, and an emblem for every name."""

from io import BytesIO

import pytest
from PIL import Image

from wallet.design import LOOKS, default, emblem, images
from wallet.pictures import NotAPicture

SIZES = {"icon": (29, 29), "strip": (375, 144)}


def opened(picture):
    return Image.open(BytesIO(picture))


@pytest.mark.parametrize("look", LOOKS)
def test_pictures_have_the_sizes_apple_names(look, logo):
    for design in (default(look, "Зерно"), default(look, "Зерно", logo)):
        files = images(design)
        assert len(files) == 9
        for name, picture in files.items():
            kind, _, scale = name.removesuffix(".png").partition("@")
            times = int(scale.removesuffix("x") or 1)
            image = opened(picture)
            assert image.format == "PNG"
            if kind == "logo":
                assert image.width <= 160 * times
                assert image.height <= 50 * times
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
