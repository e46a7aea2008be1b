"""Pictures as phones and programs save them: transparent ground, sixteen bits of grey, HEIC and AVIF."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageOps

from wallet import artwork, pictures, qr, scan
from wallet.pictures import NotAPicture, PictureTooLarge

LINK = "https://t.me/GrainBot?start=c_7Hq2mZx9LkP4sVtA"
HEIC = Path(__file__).with_name("code.heic")


def _grey(*, light: int = 255) -> Image.Image:
    drawn = qr.render(LINK).convert("L")
    return drawn if light else ImageOps.invert(drawn)


def _saved(image: Image.Image, kind: str = "PNG") -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def _see_through(ink: int) -> Image.Image:
    """A code of which only the dark modules are painted, in a grey; all else is black under alpha 0."""
    modules = ImageOps.invert(_grey())
    picture = Image.new("LA", modules.size)
    picture.paste(Image.new("LA", modules.size, (ink, 255)), mask=modules)
    return picture


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
@pytest.mark.parametrize("ink", [0, 255], ids=["black", "white, for dark screens"])
def test_a_code_on_a_transparent_ground_is_read(mode: str, ink: int) -> None:
    assert scan.read(_saved(_see_through(ink).convert(mode))) == (LINK,)


def test_a_palette_with_a_transparent_colour_is_read() -> None:
    drawn = _grey().quantize(2)
    buffer = BytesIO()
    white = drawn.getpixel((0, 0))
    drawn.save(buffer, "PNG", transparency=white)
    assert scan.read(buffer.getvalue()) == (LINK,)


def test_sixteen_bits_of_grey_are_read_and_a_logo_of_them_is_no_white_square() -> None:
    deep = _grey().convert("I").point(lambda value: value * 200 + 3000).convert("I;16")
    assert scan.read(_saved(deep)) == (LINK,)
    assert Image.open(BytesIO(_saved(deep))).mode.startswith("I"), "it is what was to be tried"
    darkest, lightest = Image.open(BytesIO(artwork.logo(_saved(deep)))).convert("L").getextrema()
    assert darkest < 20
    assert lightest > 200


@pytest.mark.parametrize("kind", ["AVIF", "HEIC"])
def test_photos_that_phones_save_are_read(kind: str) -> None:
    photo = HEIC.read_bytes() if kind == "HEIC" else _saved(qr.render(LINK), "AVIF")
    assert scan.read(photo) == (LINK,)
    assert artwork.strip(photo, "#ffffff")


def test_half_a_heic_and_one_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = HEIC.read_bytes()
    for share in (0.1, 0.5, 0.9):
        with pytest.raises(NotAPicture):
            scan.read(photo[: int(len(photo) * share)])
    monkeypatch.setattr(pictures, "_MOST_HEIF_PIXELS", 1000)
    with pytest.raises(PictureTooLarge):
        scan.read(photo)


def test_few_colours_are_those_that_there_were_and_so_is_the_ground_of_a_photo() -> None:
    flat = Image.new("RGB", (800, 800), "#ffffff")
    ImageDraw.Draw(flat).rectangle((100, 100, 700, 300), "#3b2418")
    ImageDraw.Draw(flat).ellipse((300, 350, 600, 700), "#e3b98a")
    photo = Image.effect_noise((800, 800), 90).convert("RGB")
    photo.paste("#3b2418", (0, 400, 800, 800))
    kept = Image.open(BytesIO(pictures.png(flat, 64))).convert("RGB")
    assert {colour for _, colour in kept.getcolors() or ()} >= {(255, 255, 255), (59, 36, 24), (227, 185, 138)}
    lower = Image.open(BytesIO(pictures.png(photo, 256, ground="#3b2418"))).convert("RGB").crop((0, 400, 800, 800))
    assert lower.getcolors() == [(800 * 400, (59, 36, 24))]
