"""Codes for the chat and the wall: whatever stands in them reads back, with any logo and in any colours."""

import random
from io import BytesIO

import pytest
from PIL import Image

from wallet import qr, scan
from wallet.design import default, emblem
from wallet.pictures import NotAPicture

LINK = "https://t.me/GrainBot?start=c_7Hq2mZx9LkP4sVtA"


def noise(width, height):
    """A logo as unlike a calm one as can be."""
    picture = Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3))
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


LOGOS = {
    "none": None,
    "own": emblem(default("coffee", "Зерно")),
    "noise": noise(300, 300),
    "wide": noise(600, 60),
    "tall": noise(20, 400),
    "dot": noise(1, 1),
}


@pytest.mark.parametrize("logo", LOGOS)
@pytest.mark.parametrize(
    "content",
    ["1", LINK, "тест ☕️ «карта»", "x" * 120, "https://example.com/?a=b&c=%D1%8F#frag", "😀" * 60],
    ids=["short", "link", "words", "long", "escapes", "emoji"],
)
def test_what_goes_in_comes_out(content, logo):
    assert scan.read(qr.draw(content, logo=LOGOS[logo], caption="012 345 6789")) == (content,)


@pytest.mark.parametrize("side", [300, 600, 1000])
def test_every_size_reads(side):
    assert scan.read(qr.draw(LINK, logo=LOGOS["own"], side=side)) == (LINK,)


@pytest.mark.parametrize(
    ("dark", "light"), [("#111111", "#ffffff"), ("#3b2418", "#fff8ef"), ("#ffff00", "#ffffff"), ("#ffffff", "#000000")]
)
def test_colours_a_camera_cannot_tell_apart_become_black_on_white(dark, light):
    assert scan.read(qr.draw(LINK, dark=dark, light=light)) == (LINK,)


def test_the_longest_content_reads_and_a_longer_one_is_refused():
    longest = "z" * qr.MOST_BYTES
    assert scan.read(qr.draw(longest, side=1200)) == (longest,)
    for wrong in ("", longest + "z", "я" * (qr.MOST_BYTES // 2 + 1)):
        with pytest.raises(ValueError, match="512 bytes"):
            qr.draw(wrong)


def test_a_logo_that_is_no_picture_is_refused():
    with pytest.raises(NotAPicture):
        qr.draw(LINK, logo=b"nothing")


def test_the_caption_is_seen():
    without, with_digits = (Image.open(BytesIO(qr.draw(LINK, caption=text))) for text in ("", "012 345 6789"))
    assert without.size == with_digits.size
    assert without.convert("RGB").tobytes() != with_digits.convert("RGB").tobytes()
