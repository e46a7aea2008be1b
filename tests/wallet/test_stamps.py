"""Stamp cards as pictures: a place per stamp, the given ones filled."""

import io
from itertools import pairwise

import pytest
from PIL import Image

from wallet import stamps
from wallet.design import default

DESIGN = default("coffee", "Corner", None)


def filled(picture: bytes) -> int:
    """Returns how much of the places' part of the picture has the colour of a stamp."""
    card = Image.open(io.BytesIO(picture)).convert("RGB")
    part = card.crop((0, 190, card.width, card.height))
    ink = Image.new("RGB", (1, 1), DESIGN.foreground).getpixel((0, 0))
    return sum(count for count, colour in part.getcolors(part.width * part.height) or () if colour == ink)


def test_every_stamp_fills_one_more_place() -> None:
    areas = [filled(stamps.draw(DESIGN, "Free coffee", have, 6)) for have in range(7)]
    assert areas[0] == 0
    assert all(more > less for less, more in pairwise(areas))
    assert filled(stamps.draw(DESIGN, "Free coffee", 9, 6)) == areas[6]
    assert filled(stamps.draw(DESIGN, "Free coffee", -2, 6)) == 0


def test_a_gift_on_the_way_has_its_star() -> None:
    assert stamps.draw(DESIGN, "A", 0, 6, (3,)) != stamps.draw(DESIGN, "A", 0, 6)


@pytest.mark.parametrize("goal", [1, 2, 5, 6, 11, 15, 16, 29, 30])
def test_any_goal_fits(goal: int) -> None:
    assert Image.open(io.BytesIO(stamps.draw(DESIGN, "Подарок " * 20, goal - 1, goal))).width == 1200


@pytest.mark.parametrize("goal", [0, 31])
def test_what_has_no_place_is_refused(goal: int) -> None:
    with pytest.raises(ValueError, match="places"):
        stamps.draw(DESIGN, "A", 0, goal)
