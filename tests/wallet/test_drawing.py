"""The picture of a card and its text, taken from the file alone, and files that are no passes."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image, ImageChops

from tests.wallet.conftest import NOW, card, unpacked
from wallet import canvas, poster_drawing, scan
from wallet.apple.credentials import Credentials
from wallet.apple.package import build
from wallet.contents import StampCard
from wallet.design import LOOKS, Design, default
from wallet.drawing import BrokenPassError, draw, scene, text
from wallet.lettering import Face, font
from wallet.passfile import open_pass


@pytest.fixture(scope="session")
def pkpass(coffee: Design, credentials: Credentials) -> bytes:
    design = replace(coffee, contacts="+359 2 123 4567\nул. „Раковски“ 1")
    return build(card(worth=124050, currency="EUR", tier="Золото"), design, credentials, NOW)


def _picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGBA")


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("look", LOOKS)
def test_the_code_on_the_picture_reads_back(look: str, credentials: Credentials) -> None:
    picture = _picture(draw(build(card(), default(look, "Tessera"), credentials, NOW), "en"))
    (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert found.text == "https://t.me/grain_bot?start=c_Zx81kQpLm22aZ"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", [1125, 640, 320, 240])
def test_the_code_in_the_chats_picture_reads_back_as_small_as_phones_show_it(
    look: str, width: int, credentials: Credentials
) -> None:
    chat = Image.open(io.BytesIO(scene(open_pass(build(card(), default(look, "Tessera"), credentials, NOW), "en"))))
    assert chat.size[0] == 1125
    chat.thumbnail((width, 4 * width))
    seen = io.BytesIO()
    chat.save(seen, "JPEG", quality=70)
    assert scan.read(seen.getvalue()) == ("https://t.me/grain_bot?start=c_Zx81kQpLm22aZ",)


def test_a_picture_without_a_code_ends_above_its_place(pkpass: bytes) -> None:
    shown = open_pass(pkpass, "en")
    with_code, without = (Image.open(io.BytesIO(scene(each))) for each in (shown, replace(shown, code="")))
    assert with_code.height > without.height == 288 * 3


def test_the_picture_is_a_card(pkpass: bytes) -> None:
    picture = _picture(draw(pkpass, "ru"))
    assert picture.width == 1125
    assert picture.getpixel((0, 0))[3] == 0
    assert picture.getpixel((20, picture.height // 2)) == (59, 36, 24, 255)


def test_only_the_balance_changes_when_points_do(coffee: Design, credentials: Credentials) -> None:
    before, after = (
        _picture(draw(build(card(points=points), coffee, credentials, NOW), "en")).convert("RGB")
        for points in (1240, 1257)
    )
    left, top, right, bottom = ImageChops.difference(before, after).getbbox()
    assert (left, right) < (600, 800)
    assert 62 * 3 < top < bottom < (62 + 144) * 3


def test_every_language_draws_differently(pkpass: bytes) -> None:
    assert len({draw(pkpass, language) for language in ("en", "ru", "bg")}) == 3
    assert draw(pkpass, "kk") != draw(pkpass, "ru")


@pytest.mark.parametrize("draws", [draw, poster_drawing.draw])
@pytest.mark.parametrize("language", ["en", "ru", "bg"])
def test_labels_of_a_row_have_one_size_and_so_have_its_values(
    draws: Callable[[bytes, str], bytes],
    language: str,
    coffee: Design,
    credentials: Credentials,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stamps = (StampCard("s", "Every sixth cup of coffee of any kind", 3, 6),)
    pkpass = build(card(tier="Gold", stamps=stamps), coffee, credentials, NOW)
    written: dict[float, set[int]] = {}

    def write(_: object, at: tuple[float, float], text: str, colour: str, face: Face, *, anchor: str) -> None:
        written.setdefault(at[1], set()).add(face.size)
        assert font(face.weight, face.size).getlength(text) < 375 * 3 / 2, (colour, anchor)

    monkeypatch.setattr(canvas, "write", write)
    draws(pkpass, language)
    assert len(written) == 4, "a header and a row, each of labels and values"
    assert all(len(sizes) == 1 for sizes in written.values()), written


def test_text_is_what_a_person_reads(pkpass: bytes) -> None:
    shown = {
        field.key: (field.group, field.label, field.value.replace("\xa0", " ").replace("\u202f", " "))
        for field in text(pkpass, "ru")
    }
    assert shown["points"] == ("primary", "Баллы", "1 240")
    assert shown["worth"] == ("header", "В деньгах", "1 240,50 €")
    assert shown["member"] == ("secondary", "Участник", "Мария Иванова")
    assert shown["tier"] == ("secondary", "Уровень", "Золото")
    assert shown["expiring"] == ("auxiliary", "Сгорит 21 балл", "1 янв. 2027 г.")
    assert shown["last-0"][:2] == ("back", "Покупка")
    assert shown["last-0"][2].startswith("+17")
    assert shown["contacts"][2] == "+359 2 123 4567\nул. „Раковски“ 1"


def test_a_fourth_language_reads_english(pkpass: bytes) -> None:
    assert [field.label for field in text(pkpass, "kk")] == [field.label for field in text(pkpass, "en")]


@pytest.mark.parametrize("name", ["x" * 300, "👩‍👩‍👧", "محمد علي", "<b>Анна</b>", "Щ" * 5000, ""])
def test_long_and_strange_names_draw(name: str, credentials: Credentials) -> None:
    given = card(member=name, tier=name, points=10**12, expiring=(10**9, NOW + timedelta(days=9)))
    pkpass = build(given, default("salon", name or "?"), credentials, NOW)
    assert zxingcpp.read_barcodes(_picture(draw(pkpass, "bg")).convert("L"))


def test_what_is_no_pass_is_refused(pkpass: bytes) -> None:
    files = unpacked(pkpass)
    content = json.loads(files["pass.json"])
    broken = [
        b"",
        b"PK\x03\x04",
        pkpass[:-30],
        _zipped({"readme.txt": b"hello"}),
        _zipped({**files, "pass.json": b"[]"}),
        _zipped({**files, "pass.json": b"{"}),
        _zipped({**files, "pass.json": json.dumps({**content, "storeCard": {"primaryFields": [{}]}}).encode()}),
        _zipped({**files, "pass.json": json.dumps({**content, "backgroundColor": "red"}).encode()}),
        _zipped({**files, "strip@3x.png": b"junk"}),
        _zipped({**files, "en.lproj/pass.strings": b"\xff\xfe\x00"}),
        _zipped({f"{number}.png": b"" for number in range(300)}),
        _zipped({**files, "bomb.png": b"\0" * 30_000_000}),
    ]
    for data in broken:
        with pytest.raises(BrokenPassError):
            draw(data, "en")
