"""What a shop prints: sheets of their size whose code reads, with nothing cut and every letter in them."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from tests import paper
from tests.paper import MM
from wallet import scan
from wallet.colours import rgb
from wallet.design import LOOKS, default
from wallet.poster import SHEETS, Poster, pdf, preview

LINK = "https://t.me/GrainBot?start=j_7Hq2mZx9LkP4"
PAPER = {"a4": (210, 297), "tent": (210, 297), "stickers": (210, 297), "till": (105, 148)}
CODES = {"a4": (1, 60), "tent": (2, 45), "stickers": (12, 25), "till": (1, 35)}
"""How many codes a sheet has, and how many millimetres they are wide at least, without their margin."""
NAMES = {
    "en": ("Kava", "Centre"),
    "ru": ("Кофейня «Зерно»", "Набережная, 5"),
    "bg": ("Кафе „Роза“ شاي", "茶館 Център"),
}
ENDLESS = "Щ" * 60
WORDY = "Бесплатный фирменный кофе с сиропом и круассан к завтраку ежедневно"


def made(language="en", place="Centre", **changes):
    card = BytesIO()
    Image.new("RGB", (1125, 864), "#5a3a2a").save(card, "JPEG")
    return Poster(
        **{
            "code": LINK,
            "language": language,
            "place": place,
            "headline": ("50 points now", "Free coffee for 5 stamps"),
            "more": ("1 point for every €10", "50 points for your birthday"),
            "steps": ("Point your phone’s camera at the code", "Get your card in Telegram", "Show it at the till"),
            "marks": ("Telegram", "Apple Wallet", "Google Wallet"),
            "credit": ("Apple Wallet is a trademark of Apple Inc.",),
            "card": card.getvalue(),
            **changes,
        }
    )


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("language", NAMES)
def test_a_sheet_has_its_size_its_fonts_and_codes_that_read_at_their_distance(sheet, language):
    name, place = NAMES[language]
    page = pdf(default(LOOKS[sum(map(ord, language)) % len(LOOKS)], name), made(language, place), sheet)
    assert paper.size(page) == PAPER[sheet]
    used, embedded = paper.fonts(page)
    assert used == embedded >= 2
    drawn = paper.rendered(page)
    found = zxingcpp.read_barcodes(drawn)
    number, smallest = CODES[sheet]
    assert [code.text for code in found] == [LINK] * number
    for code in found:
        corners = code.position.top_left, code.position.bottom_right
        (left, right), (top, bottom) = (sorted(getattr(each, side) for each in corners) for side in "xy")
        assert (right - left) / MM >= smallest
        margin = round((right - left) * 4 / 45)  # four modules of a code of this length
        for edge in (left - margin, right + 2):
            strip = drawn.crop((edge, top, edge + margin - 2, bottom))
            assert strip.getextrema() == ((255, 255),) * 3, "a camera needs white around a code"


@pytest.mark.parametrize(
    ("sheet", "words"),
    [("a4", ENDLESS), ("a4", "م" * 60), ("till", ENDLESS), ("till", WORDY), ("tent", WORDY), ("stickers", "茶館" * 30)],
    ids=["endless", "arabic", "endless-small", "wordy-small", "wordy-tent", "chinese"],
)
def test_the_longest_words_shrink_and_stay_on_the_sheet(sheet, words):
    design = default("coffee", words[:60])
    long = made("ru", words[:60], headline=(words, words), more=(words, words), steps=(words,) * 3)
    drawn = paper.rendered(pdf(design, long, sheet))
    assert {code.text for code in zxingcpp.read_barcodes(drawn)} == {LINK}
    if sheet in {"a4", "till"}:
        edge = drawn.crop((0, 0, round(5 * MM), round(80 * MM)))
        assert edge.getcolors() == [(edge.width * edge.height, rgb(design.background))], "nothing pokes out"


def test_the_same_poster_is_the_same_file_and_another_offer_is_another():
    design = default("salon", "Роза")
    first, again, other = (pdf(design, made(headline=(said,)), "till") for said in ("One", "One", "Two"))
    assert first == again != other


def test_a_shop_without_place_wallets_or_more_to_say_has_a_poster_too():
    bare = made(place="", more=(), marks=("Telegram",), credit=(), headline=("One coffee free",))
    (code,) = zxingcpp.read_barcodes(paper.rendered(pdf(default("shop", "☕"), bare, "a4")))
    assert code.text == LINK


def test_the_preview_shows_all_sheets_and_its_largest_code_reads():
    shown = preview(default("coffee", "Kava"), made())
    assert Image.open(BytesIO(shown)).size[0] > 1280
    assert scan.read(shown) == (LINK,)
