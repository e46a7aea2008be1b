"""Reading codes from photos: as people hold phones, and as strangers attack."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from wallet import design, qr, scan
from wallet.pictures import MOST_BYTES, NotAPicture, PictureTooLarge

LINK = "https://t.me/GrainBot?start=c_7Hq2mZx9LkP4sVtA"
OTHER = "https://t.me/GrainBot?start=c_AnotherMember0042"


def code(content=LINK, side=700):
    return qr.render(content, logo=design.emblem(design.default("coffee", "Зерно")), side=side)


def photo(*codes, size=(1600, 1200), paper=(186, 178, 170), at=((300, 200), (900, 300))):
    page = Image.new("RGB", size, paper)
    for one, place in zip(codes, at, strict=False):
        page.paste(one, place)
    return page


def jpeg(image, quality=80):
    buffer = BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


@pytest.mark.parametrize("angle", [7, 33, 45, 90, 121, 180, 270])
def test_a_code_is_read_at_any_angle(angle):
    turned = photo(code()).rotate(angle, expand=True, fillcolor=(90, 80, 70), resample=Image.Resampling.BICUBIC)
    assert scan.read(jpeg(turned)) == (LINK,)


def test_a_mirrored_selfie_is_read():
    assert scan.read(jpeg(photo(code()).transpose(Image.Transpose.FLIP_LEFT_RIGHT))) == (LINK,)


@pytest.mark.parametrize("radius", [2, 4])
def test_a_blurred_code_is_read(radius):
    assert scan.read(jpeg(photo(code()).filter(ImageFilter.GaussianBlur(radius)))) == (LINK,)


def test_a_dark_photo_is_read():
    dark = ImageEnhance.Contrast(ImageEnhance.Brightness(photo(code())).enhance(0.12)).enhance(0.6)
    assert max(high for _, high in dark.getextrema()) < 60
    assert scan.read(jpeg(dark)) == (LINK,)


def test_a_photo_of_12_megapixels_is_read_also_when_the_code_is_small_in_it():
    page = photo(code(side=420), size=(4000, 3000), at=((2900, 2100),))
    assert scan.read(jpeg(page)) == (LINK,)


def test_a_photo_of_48_megapixels_is_read():
    assert scan.read(jpeg(photo(code(side=1500), size=(8000, 6000), at=((3000, 2000),)), quality=60)) == (LINK,)


def test_what_a_messenger_compresses_is_read():
    small = photo(code())
    small.thumbnail((640, 640))
    assert scan.read(jpeg(small, quality=25)) == (LINK,)


def test_several_codes_are_all_reported_once():
    page = photo(code(side=500), code(OTHER, side=500), at=((100, 300), (900, 300)))
    assert set(scan.read(jpeg(page))) == {LINK, OTHER}
    twice = photo(code(side=500), code(side=500), at=((100, 300), (900, 300)))
    assert scan.read(jpeg(twice)) == (LINK,)


def test_a_photo_without_a_code_has_none():
    assert scan.read(jpeg(photo())) == ()


def test_white_on_black_as_in_dark_mode_is_read():
    inverted = Image.eval(qr.render(LINK).convert("L"), lambda light: 255 - light)
    assert scan.read(jpeg(inverted)) == (LINK,)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_screenshots_and_stickers_are_read(kind):
    buffer = BytesIO()
    photo(code()).save(buffer, kind)
    assert scan.read(buffer.getvalue()) == (LINK,)


def png_of(width, height):
    def chunk(name, data):
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))

    # One byte of pixels: whoever decodes it finds a broken file, so "too large" proves that the header decided.
    pixels = chunk(b"IDAT", zlib.compress(b"\0"))
    header = chunk(b"IHDR", struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


def test_a_bomb_is_refused_by_its_header():
    with pytest.raises(PictureTooLarge):
        scan.read(png_of(20_000, 10_000))
    with pytest.raises(PictureTooLarge):
        scan.read(png_of(2**31 - 1, 2**31 - 1))
    with pytest.raises(NotAPicture):
        scan.read(png_of(200, 100))


def test_a_file_over_the_limit_is_refused():
    with pytest.raises(PictureTooLarge):
        scan.read(jpeg(photo(code())) + bytes(MOST_BYTES))


@pytest.mark.parametrize(
    "junk",
    [b"", b"hello", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(50), b"%PDF-1.7", b"<svg/>"],
)
def test_what_is_no_picture_is_refused(junk):
    with pytest.raises(NotAPicture):
        scan.read(junk)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_file_never_escapes_as_another_error(kind):
    buffer = BytesIO()
    photo(code()).save(buffer, kind)
    whole = buffer.getvalue()
    for share in (0.01, 0.3, 0.7):
        try:
            scan.read(whole[: int(len(whole) * share)])
        except NotAPicture:
            continue
