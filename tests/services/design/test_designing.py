"""What an owner may put on a card: hostile pictures get one clear answer, colours can always be read, links lead on."""

import io
import struct
import zlib
from dataclasses import astuple, replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from loyalty.errors import LinkUnusable, TextTooLong
from loyalty.presets import PRESETS
from services.design import designing
from services.design.designing import ArtworkUnfit, ColourUnknown, ColourUnreadable, Design
from wallet import strips
from wallet.artwork import LARGEST, STAMP, STRIP, TALLEST
from wallet.colours import READABLE, contrast
from wallet.design import Look, default, images, poster_images, square_logo
from wallet.icons import Icon

NAMES = {"navy": "#12285a", "синий": "#1565c0"}
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def saved(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


def drawing(size: tuple[int, int] = (300, 200), mode: str = "RGBA") -> Image.Image:
    image = Image.new(mode, size)
    ImageDraw.Draw(image).ellipse((10, 10, size[0] - 10, size[1] - 10), "#d81e3a")
    return image


def claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")))
    parts = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def frames(kind: str) -> bytes:
    return saved(drawing(), kind, save_all=True, append_images=[drawing((300, 200)).rotate(20)])


HOSTILE = {
    "broken": [b"", b"hello", b"<svg/>", saved(drawing())[:300], frames("GIF"), saved(drawing(), "BMP")],
    "large": [claims(60_000, 60_000), b"\x89PNG" + bytes(21 * 1024 * 1024)],
    "animated": [frames("PNG"), frames("WEBP")],
    "small": [saved(drawing((40, 40))), saved(Image.new("RGB", (1, 1), "red"))],
    "narrow": [saved(drawing((900, 60)))],
    "empty": [saved(Image.new("RGBA", (400, 400))), saved(Image.new("RGB", (400, 400), "#123456"), "JPEG")],
}


@pytest.mark.parametrize(("problem", "picture"), [(name, each) for name, found in HOSTILE.items() for each in found])
def test_a_picture_that_does_not_do_is_refused_by_what_is_wrong_with_it(problem: str, picture: bytes) -> None:
    with pytest.raises(ArtworkUnfit) as refused:
        designing.logo(picture)
    assert refused.value.problem == problem


def test_a_logo_is_kept_upright_small_and_without_its_margins() -> None:
    sheet = Image.new("RGBA", (3000, 2000))
    ImageDraw.Draw(sheet).rectangle((1000, 500, 2500, 1200), "#00ff00")
    ImageDraw.Draw(sheet).rectangle((1000, 500, 1200, 600), "#ff0000")
    kept = Image.open(io.BytesIO(designing.logo(saved(sheet))))
    assert kept.width == LARGEST
    assert abs(kept.height - LARGEST * 701 / 1501) < 3
    turned = Image.Exif()
    turned[0x0112] = 6
    photo = saved(drawing((300, 200), "RGB"), "JPEG", exif=turned)
    assert Image.open(io.BytesIO(designing.logo(photo))).size == (200, 300)
    noise = Image.effect_noise((2000, 1600), 90).convert("RGB")
    assert len(designing.logo(saved(noise, "JPEG"))) < 400_000


def test_any_strip_fits_the_card_and_leaves_its_text_readable() -> None:
    design = default("shop", "Corner")
    for paper in ("white", "black", design.foreground, "#ff00ff"):
        sent = Image.new("RGBA", (700, 700), paper)
        ImageDraw.Draw(sent).line((0, 0, 700, 700), "white", 60)
        strip = designing.strip(saved(sent), design.background)
        assert Image.open(io.BytesIO(strip)).size == (STRIP[0], TALLEST), "a poster shows more of it than a strip"
        veiled = strips.veiled(Image.open(io.BytesIO(strip)), design.background, {design.foreground}, (125, 48))
        worst = min(contrast(f"#{r:02x}{g:02x}{b:02x}", design.foreground) for r, g, b in _colours(veiled))
        assert worst >= READABLE - 0.3, "a seam between two spots may be a shade brighter than both"
    with pytest.raises(ArtworkUnfit):
        designing.strip(saved(drawing((300, 200))), design.background)


def test_a_stamp_is_kept_small_on_nothing_and_a_photo_is_cut_to_a_disc() -> None:
    photo = designing.stamp(saved(drawing((900, 600), "RGB"), "JPEG"))
    shape = designing.stamp(saved(drawing((900, 300))))
    cut, whole = (Image.open(io.BytesIO(each)).convert("RGBA") for each in (photo, shape))
    assert (cut.size, cut.getpixel((0, 0))[3], cut.getpixel((STAMP // 2, STAMP // 2))[3]) == ((STAMP, STAMP), 0, 255)
    assert whole.width == STAMP > whole.height
    assert len(photo) + len(shape) < 40_000
    for problem, pictures in HOSTILE.items():
        with pytest.raises(ArtworkUnfit) as refused:
            designing.stamp(pictures[-1])
        assert refused.value.problem == problem


def test_every_ready_programme_begins_with_stamps_of_its_trade() -> None:
    begun = {
        key: replace(default(cast("Look", preset.look), ""), stamp=cast("Icon", preset.stamp)).icon
        for key, preset in PRESETS.items()
    }
    assert set(begun.values()) <= set(designing.ICONS)
    assert (begun["coffee_shop"], begun["salon"], begun["restaurant"], begun["stars"]) == (
        *("cup", "scissors", "pizza"),
        "star",
    )


def _colours(strip: Image.Image) -> set[tuple[int, int, int]]:
    data = strip.convert("RGB").tobytes()
    return {(data[at], data[at + 1], data[at + 2]) for at in range(0, len(data), 3)}


def test_every_picture_of_a_pass_can_be_made_of_any_kept_logo() -> None:
    for picture in (drawing((100, 100)), drawing((600, 110)), drawing((110, 600)), Image.effect_noise((500, 500), 80)):
        logo = designing.logo(saved(picture))
        design = Design("Corner", "#ffffff", "#111111", "#555555", logo=logo)
        assert len(images(design)) == 6
        assert square_logo(design)
        assert sum(map(len, poster_images(design).values())) < 40_000


@given(background=COLOURS, ink=COLOURS, label=COLOURS)
def test_whatever_colours_are_asked_for_text_can_be_read(background: str, ink: str, label: str) -> None:
    design = default("salon", "Corner")
    made = designing.coloured(design, designing.typed_palette(background, {}))  # Design itself refuses what cannot
    assert contrast(made.foreground, background) >= READABLE
    typed = f"{background} {ink} {label}"
    if min(contrast(ink, background), contrast(label, background)) < READABLE:
        with pytest.raises(ColourUnreadable) as refused:
            designing.typed_palette(typed, {})
        assert contrast(refused.value.suggestion, background) >= READABLE
    else:
        assert astuple(designing.typed_palette(typed, {})) == (background, ink, label)
    designing.coloured(design, designing.readable_palette(typed, {}), "gold")


def test_palettes_are_offered_for_every_look_and_from_the_logos_own_colours() -> None:
    for look in designing.LOOKS:
        assert len(designing.offered(default(look, "Corner"))) == 5
    offered = designing.offered(default("shop", "Corner", designing.logo(saved(drawing()))))
    assert "#d81e3a" in {palette.background for palette in offered[5:]}
    assert len(offered) <= 9


@pytest.mark.parametrize("typed", ["", "#12", "#gggggg", "no colour", "red green blue red", "rgb(1,2,3)"])
def test_what_is_no_colour_is_refused(typed: str) -> None:
    with pytest.raises(ColourUnknown):
        designing.typed_palette(typed, NAMES)


def test_colours_are_typed_as_people_write_them() -> None:
    for typed, background in (("#ABC", "#aabbcc"), ("Navy", "#12285a"), (" синий ", "#1565c0"), ("3b2418", "#3b2418")):
        assert designing.typed_palette(typed, NAMES).background == background
    typed = designing.typed_palette("#ffffff, #000000; navy", NAMES)
    assert (typed.foreground, typed.label) == ("#000000", "#12285a")


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://example.com/a?b=1", "https://example.com/a?b=1"),
        ("example.com", "https://example.com"),
        ("кафе.рф/меню", "https://кафе.рф/меню"),
        ("+359 (2) 000-00-00", "tel:+35920000000"),
        ("tel:112 000", "tel:112000"),
        ("hi@example.com", "mailto:hi@example.com"),
    ],
)
def test_links_lead_to_sites_telephones_and_mailboxes(typed: str, url: str) -> None:
    assert designing.address(typed) == url


@pytest.mark.parametrize(
    "typed",
    [
        *("http://example.com", "javascript:alert(1)", "https://", "https://localhost", "ftp://example.com", "hello"),
        *("https://user@example.com", "https://exa mple.com", "tel:", "mailto:nobody", "https://example.com:x/", ""),
        "https://example.com/" + "a" * 300,
    ],
)
def test_other_addresses_are_refused(typed: str) -> None:
    with pytest.raises(LinkUnusable):
        designing.address(typed)


def test_texts_keep_their_lines_and_their_limit() -> None:
    assert designing.text("  one \n\x07 two  ", 10) == "one\ntwo"
    with pytest.raises(TextTooLong):
        designing.text("a" * 501, designing.ABOUT_LIMIT)
