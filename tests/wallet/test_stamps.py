"""Stamp cards as pictures: a place per stamp, the given ones filled."""

import io
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from wallet import artwork, icons, stamps
from wallet.design import LOOKS, Design, across, default

DESIGN = default("coffee", "Corner", None)


def filled(picture: bytes) -> int:
    """Returns how much of the places' part of the picture has the colour of a stamp."""
    card = Image.open(io.BytesIO(picture)).convert("RGB")
    part = card.crop((0, 190, card.width, card.height))
    away = ImageChops.difference(part, Image.new("RGB", part.size, DESIGN.label)).convert("L")
    return sum(away.histogram()[:8])


def test_every_stamp_fills_one_more_place() -> None:
    areas = [filled(stamps.draw(DESIGN, "Free coffee", have, 6)) for have in range(7)]
    assert 0 < areas[0] < areas[1] - areas[0], "only the outline of the gift"
    assert all(more > less for less, more in pairwise(areas))
    assert filled(stamps.draw(DESIGN, "Free coffee", 9, 6)) == areas[6]
    assert filled(stamps.draw(DESIGN, "Free coffee", -2, 6)) == areas[0]


def test_a_gift_on_the_way_is_seen_before_it_is_reached() -> None:
    assert stamps.draw(DESIGN, "A", 0, 6, (3,)) != stamps.draw(DESIGN, "A", 0, 6)


@pytest.mark.parametrize("goal", [1, 2, 5, 6, 11, 15, 16, 29, 30])
def test_any_goal_fits(goal: int) -> None:
    assert Image.open(io.BytesIO(stamps.draw(DESIGN, "Подарок " * 20, goal - 1, goal))).width == 1200


@pytest.mark.parametrize("goal", [0, 31])
def test_what_has_no_place_is_refused(goal: int) -> None:
    with pytest.raises(ValueError, match="places"):
        stamps.draw(DESIGN, "A", 0, goal)


def saved(image: Image.Image, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("side", [132, 18])
def test_icons_by_trade_are_told_apart_at_any_size_and_the_gift_from_all_of_them(side: int) -> None:
    assert len(icons.ICONS) >= 8
    masks = {name: icons.mask(name, side) for name in (*icons.ICONS, icons.GIFT)}
    for name, mask in masks.items():
        left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
        assert max(right - left, bottom - top) > side * 0.6, name
    for (name, one), (other_name, other) in combinations(masks.items(), 2):
        assert ImageStat.Stat(ImageChops.difference(one, other)).mean[0] > 25, (name, other_name)
    assert {default(look, "").icon for look in LOOKS} == {"cup", "scissors", "bag", "pizza"}


PLACES: list[Callable[[Design, int], bytes]] = [
    lambda look, goal: stamps.strip(look, 1, goal)["strip@3x.png"],
    lambda look, goal: stamps.banner(look, 1, goal),
]


@pytest.mark.parametrize("goal", [1, 5, 7, 12, 30])
@pytest.mark.parametrize("drawn", PLACES, ids=["Apple", "Google"])
def test_every_stamp_lies_whole_within_the_picture(drawn: Callable[[Design, int], bytes], goal: int) -> None:
    picture = Image.open(io.BytesIO(drawn(DESIGN, goal))).convert("RGB")
    seen = ImageChops.difference(picture, Image.new("RGB", picture.size, DESIGN.background)).getbbox()
    assert seen is not None
    left, top, right, bottom = seen
    assert min(left, top, picture.width - right, picture.height - bottom) >= 3 * 3
    assert abs(left - (picture.width - right)) < 12, "in the middle"


def test_stamps_lie_on_the_shops_photo_which_is_clean_between_them() -> None:
    photo = Image.effect_noise((1125, 720), 90).convert("RGB")
    look = replace(DESIGN, strip=saved(photo, "JPEG"))
    drawn = Image.open(io.BytesIO(stamps.strip(look, 2, 5)["strip@3x.png"])).convert("RGB")
    clean = across(look, drawn.size)
    for part in ((0, 0, 1125, 40), (0, 400, 1125, 432)):
        difference = ImageStat.Stat(ImageChops.difference(drawn.crop(part), clean.crop(part)))
        assert max(difference.mean) < 8, "only the palette of the file"
    stamped = drawn.crop((80, 190, 100, 240))
    assert stamped.getcolors(1 << 20) != clean.crop((80, 190, 100, 240)).getcolors(1 << 20)


def test_an_owners_own_pictures_are_the_stamps_and_the_gift_stays_a_gift() -> None:
    full, empty = (Image.new("RGB", (300, 200), colour) for colour in ("#d81e3a", "#20c020"))
    for picture in (full, empty):
        ImageDraw.Draw(picture).line((0, 0, 300, 200), "white", 3)
    pair = replace(DESIGN, stamp_full=artwork.stamp(saved(full)), stamp_empty=artwork.stamp(saved(empty, "JPEG")))
    alone = replace(pair, stamp_empty=None)

    def seen(look: Design, colour: tuple[int, int, int]) -> int:
        picture = Image.open(io.BytesIO(stamps.strip(look, 2, 5)["strip@3x.png"])).convert("RGB")
        found = picture.getcolors(1 << 20) or ()
        return sum(count for count, each in found if sum(map(abs, map(int.__sub__, each, colour))) < 40)

    red, green = (0xD8, 0x1E, 0x3A), (0x20, 0xC0, 0x20)
    assert seen(pair, red) == pytest.approx(seen(pair, green), rel=0.1), (
        "two are given, two wait, the fifth is the gift"
    )
    assert seen(alone, red) == pytest.approx(seen(pair, red), rel=0.1)
    assert seen(alone, green) == 0
    assert stamps.strip(alone, 2, 5) != stamps.strip(alone, 3, 5)
    photo = replace(alone, strip=saved(Image.effect_noise((1125, 432), 90).convert("RGB"), "JPEG"))
    ground = Image.new("RGB", (1, 1), DESIGN.background).getpixel((0, 0))
    assert seen(photo, ground) > seen(alone, red), "on a photo each lies on a disc, or a faint one were lost"
