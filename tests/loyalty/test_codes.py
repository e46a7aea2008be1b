"""Codes as they are scanned, typed, pasted and mangled."""

import itertools
from contextlib import suppress

import pytest
from hypothesis import strategies as st

from loyalty.codes import Code, CodeKind, is_valid, parse, with_check_digit
from loyalty.errors import CodeMistyped, CodeUnreadable
from tests.loyalty.worlds import depths, for_all

TEN = with_check_digit("482913057")
LINK = "https://t.me/Tessera_demo_bot?start=c_aZ09-_xQ"
MEANT = Code(CodeKind.LINK, "aZ09-_xQ")
CHANGING = Code(CodeKind.ROTATING, "aZ09-_xQ", "01234567")

QWERTY = "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM:./?=_-"


@pytest.mark.parametrize("nine", ["000000000", "123456789", "999999999", "482913057", "100000001"])
def test_the_check_digit_catches_every_wrong_digit_and_every_swap_of_neighbours(nine):
    ten = with_check_digit(nine)
    assert is_valid(ten)
    for place, digit in itertools.product(range(10), "0123456789"):
        assert is_valid(ten[:place] + digit + ten[place + 1 :]) == (digit == ten[place])
    for place in range(9):
        swapped = ten[:place] + ten[place + 1] + ten[place] + ten[place + 2 :]
        assert is_valid(swapped) == (swapped == ten)


def test_a_table_that_catches_every_swap_has_no_symmetric_pair():
    """What Damm's proof needs, for the whole table: c·x·y = c·y·x and x·y = y·x only if x = y."""
    for state, (a, b) in itertools.product("0123456789", itertools.combinations("0123456789", 2)):
        first, second = (with_check_digit(f"{state * 7}{pair}")[-1] for pair in (a + b, b + a))
        assert first != second


@pytest.mark.parametrize("wrong", ["", "12345678", "1234567890", "12345678a", "１２３４５６７８９"])
def test_only_nine_digits_get_a_check_digit(wrong):
    with pytest.raises(ValueError, match="nine digits"):
        with_check_digit(wrong)


def test_only_ten_ascii_digits_are_valid():
    assert not any(map(is_valid, ["", TEN[:9], f"{TEN}0", f" {TEN[1:]}", "۴" * 10]))


@pytest.mark.parametrize(
    "text",
    [
        TEN,
        f" {TEN}\n",
        f"{TEN[:3]} {TEN[3:6]} {TEN[6:]}",
        f"{TEN[:5]}-{TEN[5:]}",
        f"\u200b{TEN}\ufeff",
        f"{TEN[:5]}\u00a0\u2013 {TEN[5:]}",
        TEN.translate({48 + i: 0xFF10 + i for i in range(10)}),
    ],
)
def test_digits_in_any_dress(text):
    assert parse(text) == Code(CodeKind.DIGITS, TEN)


def test_the_longest_text_is_still_read():
    assert parse(LINK.ljust(512)) == MEANT
    with pytest.raises(CodeUnreadable):
        parse(LINK.ljust(513))


@pytest.mark.parametrize("text", ["tg://user?start=c_aZ09-_xQ", "https://resolve?start=c_aZ09-_xQ"])
def test_a_link_to_elsewhere_is_no_code(text):
    with pytest.raises(CodeUnreadable):
        parse(text)


@pytest.mark.parametrize("text", [f"{TEN[:9]}{(int(TEN[9]) + 1) % 10}", TEN[:9], f"{TEN}1", "0"])
def test_digits_that_are_no_code_are_mistyped(text):
    with pytest.raises(CodeMistyped):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        f"  {LINK}\n",
        "http://t.me/Tessera_demo_bot?start=c_aZ09-_xQ",
        "HTTPS://T.ME/Tessera_demo_bot?start=c_aZ09-_xQ",
        "https://telegram.me/Tessera_demo_bot?start=c_aZ09-_xQ",
        "https://www.t.me/Tessera_demo_bot/?start=c_aZ09-_xQ",
        "https://tessera_demo_bot.t.me/?start=c_aZ09-_xQ",
        "https://t.me/Tessera_demo_bot?utm=1&start=c_aZ09-_xQ#top",
        "https://t.me/Tessera_demo_bot?start=c%5FaZ09-_xQ",
        "t.me/Tessera_demo_bot?start=c_aZ09-_xQ",
        "tg://resolve?domain=Tessera_demo_bot&start=c_aZ09-_xQ",
        "c_aZ09-_xQ",
        "/start c_aZ09-_xQ",
        "/start@Tessera_demo_bot  c_aZ09-_xQ",
    ],
)
def test_the_link_in_any_spelling(text):
    assert parse(text) == MEANT
    changing = text.replace("c_aZ09-_xQ", "r_aZ09-_xQ_01234567").replace("c%5FaZ09-_xQ", "r%5FaZ09-_xQ%5F01234567")
    assert parse(changing) == CHANGING


def test_a_changing_code_typed_by_hand_is_the_cards_digits_and_then_those_of_the_moment():
    typed = Code(CodeKind.ROTATING, TEN, "01234567")
    for text in (f"{TEN}01234567", f" {TEN[:3]} {TEN[3:6]} {TEN[6:]}\n0123 4567 "):
        assert parse(text) == typed
    for text in (f"{TEN}0123456", f"{TEN}012345678", f"{TEN[:9]}{(int(TEN[9]) + 1) % 10}01234567"):
        with pytest.raises(CodeMistyped):
            parse(text)


# What the keys of QWERTY write on the layouts of a Cyrillic keyboard, taken key by key from the system's own tables.
@pytest.mark.parametrize(
    "typed",
    [
        "йцукенгшщзфывапролдячсмитьЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬЖю.,=_-",
        ",уеишщксдзьяаожгтнвюйъэфхпыУЕИШЩКСДЗѝЯАОЖГТНВЮЙЪЭФХПМлбБ.$-",
        "явертъуиопасдфгхйклзьцжбнмЯВЕРТЪУИОПАСДФГХЙКЛЗѝЦЖБНМ:./?=–-",
        "чшертъуиопасдфгхйклзжцвбнмЧШЕРТЪУИОПАСДФГХЙКЛЗЖЦВБНМ:./?=–-",
    ],
    ids=["ru", "bds", "phonetic", "new-phonetic"],
)
def test_a_scanner_on_a_cyrillic_keyboard(typed):
    mangle = str.maketrans(QWERTY, typed)
    assert parse(LINK.translate(mangle)) == MEANT
    assert parse("t.me/b?start=r_aZ09-_xQ_01234567".translate(mangle)) == CHANGING
    everything = "c_qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM-0129"
    assert parse(everything.translate(mangle)) == Code(CodeKind.LINK, everything[2:])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "hello",
            "привет",
            "😀",
            "c_",
            "c_a b",
            "c_" + "a" * 63,
            "r_1_2",
            "r_a_1234567",
            "r_a_123456789",
            "r__12345678",
            "r_" + "a" * 51 + "_12345678",
            "/start",
            "/start j_abc",
            "<b>5</b>",
        ),
        "https://t.me/Tessera_demo_bot",
        "https://t.me/Tessera_demo_bot?start=j_abc",
        "https://example.com/?start=c_abc",
        "https://t.me.example.com/?start=c_abc",
        "https://example.com/t.me/?start=c_abc",
        "javascript:c_abc",
        "http://[broken?start=c_abc",
        "1" * 600,
        "+359 88 123 4567",
        "12a",
    ],
)
def test_anything_else_is_unreadable(text):
    with pytest.raises(CodeUnreadable):
        parse(text)


@depths
def test_whatever_is_sent_is_read_or_refused(examples):
    def body(text):
        with suppress(CodeUnreadable, CodeMistyped):
            parse(text)

    links = st.text("htps:/.?=&#[]@c_start1 %", max_size=30)
    for_all(st.text() | links | links.map(LINK[:13].__add__), examples, body)
