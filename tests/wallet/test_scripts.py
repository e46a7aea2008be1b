"""Names in every script on preview, poster and stamp card: joined, in their order, none of them lost."""

import time

import pytest
from PIL import Image, ImageChops, ImageDraw

from tests.wallet.conftest import NOW, card, google_card, google_shop
from wallet import drawing, google_drawing, scan, scripts, stamps
from wallet.apple.credentials import Credentials
from wallet.apple.package import build
from wallet.design import default
from wallet.google.loyalty import loyalty_class, loyalty_object
from wallet.lettering import font, printable, write
from wallet.poster import poster

LINK = "https://t.me/GrainBot?start=c_7Hq2mZx9LkP4sVtA"
NAMES = {
    "Georgian": "საქართველო კაფე",
    "Armenian": "Հայաստան",
    "Arabic": "قهوة الصباح",
    "Hebrew": "בית קפה",
    "Thai": "กาแฟดี ที่นี่",
    "Chinese": "咖啡馆",
    "Japanese": "カフェさくら",
    "Korean": "커피 하우스",
    "Hindi": "हिन्दी कॉफ़ी",
    "mixed": "Café קפה & 咖啡 №5",
}


def _ink(text: str, anchor: str = "ls", size: int = 60) -> Image.Image:
    page = Image.new("L", (900, 240), 0)
    write(ImageDraw.Draw(page), (300, 120), text, "#ffffff", font("Medium", size), anchor=anchor)
    return page


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_no_letter_of_any_script_is_lost(name: str) -> None:
    assert printable(name) == name
    for word in name.split():
        assert _ink(word).getbbox() != _ink("A").getbbox()
        assert _ink(word).getbbox() is not None


def test_names_in_every_script_are_drawn_on_preview_poster_and_stamps(credentials: Credentials) -> None:
    name = NAMES["mixed"]
    look, plain = default("coffee", name), default("coffee", "A")
    shops = google_shop(organisation=name), google_shop(organisation="A")
    named, blank = [
        (
            drawing.draw(build(card(member=each.organisation), each, credentials, NOW), "en"),
            poster(each, LINK, "en", each.organisation, each.organisation),
            stamps.draw(each, each.organisation, 3, 6),
            google_drawing.draw(loyalty_class(shop), loyalty_object(shop, google_card()), "en", {}),
        )
        for each, shop in zip((look, plain), shops, strict=True)
    ]
    assert all(one != other for one, other in zip(named, blank, strict=True))
    assert scan.read(named[1]) == (LINK,)


def test_letters_from_right_to_left_stand_in_their_order_and_arabic_ones_are_joined() -> None:
    word, digit = scripts.line("אבג 5", "Medium", 60), scripts.line("5", "Medium", 60)
    seen, alone = word.getbbox(), digit.getbbox()
    assert seen is not None
    assert alone is not None
    left = word.crop((seen[0], 0, seen[0] + alone[2] - alone[0], word.height)).crop((0, alone[1], 40, alone[3]))
    whole = digit.crop((alone[0], alone[1], alone[0] + 40, alone[3]))
    off = ImageChops.difference(left, whole).crop((0, 0, alone[2] - alone[0] - 2, alone[3] - alone[1]))
    assert sum(off.histogram()[128:]) < 0.1 * off.width * off.height, "what is read last stands on the left"
    joined, apart = scripts.width("سلام", "Medium"), scripts.width("س\u200cل\u200cا\u200cم", "Medium")
    assert joined < apart
    assert printable("می\u200cخواهم") == "می\u200cخواهم", "what keeps letters apart stays between them"


@pytest.mark.parametrize(("anchor", "side"), [("ls", "left"), ("rs", "right"), ("ms", "middle")])
def test_other_letters_stand_where_ours_would(anchor: str, side: str) -> None:
    """On the same line, and as far from the place that was named."""
    for ours, theirs in (("HHHH", "ԱԱԱԱ"), ("HH", "カフ")):
        one, other = _ink(ours, anchor).getbbox(), _ink(theirs, anchor).getbbox()
        assert one is not None
        assert other is not None
        assert abs(one[3] - other[3]) <= 6, "the baseline"
        places = {
            "left": lambda box: box[0] - 300,
            "right": lambda box: box[2] - 300,
            "middle": lambda box: (box[0] + box[2]) / 2 - 300,
        }
        assert abs(places[side](one) - places[side](other)) <= 10


def test_long_texts_in_any_script_are_broken_and_shortened_in_time(credentials: Credentials) -> None:
    long = "咖啡" * 500 + " " + "قهوة " * 150
    began = time.process_time()
    look = default("coffee", long[:60])
    drawing.draw_back(build(card(member=long), look, credentials, NOW), "en")
    poster(look, LINK, "ru", long, long)
    assert time.process_time() - began < 20


def test_what_no_font_has_is_left_out() -> None:
    assert printable("Anna 😀\u200e\U000f0000 🏳 B") == "Anna B"
