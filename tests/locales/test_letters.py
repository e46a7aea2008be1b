"""Names that show nothing, and names that would turn what stands behind them."""

import pytest

from bot.words.speech import Speech
from locales import LANGUAGES, apart, translate, visible
from loyalty.errors import TextEmpty
from services.campaigns.texting import filled
from services.typed import NAME_LIMIT, tidy

UNSEEN = (
    "\u2800",
    "\u3164",
    "\u115f\u1160",
    "\uffa0 ",
    "\u200b\u200d\u2060\ufeff",
    "\u202e\u202c",
    "\u00ad",
    "\u0301\u0301",
)
FAMILY, FLAG = "👩\u200d👩\u200d👧 Ivo", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize("name", UNSEEN, ids=ascii)
def test_a_name_of_invisible_characters_is_a_guest_and_no_blank(name: str) -> None:
    assert visible(name) == ""
    with pytest.raises(TextEmpty):
        tidy(name, NAME_LIMIT)
    assert "Hello Guest!" in Speech("en")("card-hello", name=name)
    for language in LANGUAGES:
        guest = translate(language, "common-guest")
        assert guest in Speech(language).plain("sold-who", name=name)
    assert filled("{name}, come back: {link}", name, "x") == "Come back: x"


@pytest.mark.parametrize("name", ["Anna", "Zoë Müller", "Ёлка №5", FAMILY, FLAG, "می\u200cخواهم", "김철수", "❤️"])
def test_names_that_are_seen_stay_as_they_are_typed(name: str) -> None:
    assert visible(name) == name


@pytest.mark.parametrize("sign", ["\u202e", "\u202d", "\u202a", "\u202b", "\u2066", "\u2067", "\u2068"])
def test_an_unclosed_sign_of_direction_never_turns_the_sum_behind_it(sign: str) -> None:
    told = Speech("en")("sale-total", name=f"Anna{sign}", money="1 240 ₽")
    assert sign not in told
    assert told.index("Anna") < told.index("1 240 ₽")
    assert sign not in tidy(f"Corner{sign} shop", NAME_LIMIT)
    assert tidy(f"Corner{sign} shop", NAME_LIMIT) == "Corner shop"


def test_a_sum_behind_a_name_from_right_to_left_stays_behind_it() -> None:
    """Without a mark between them a phone would draw the digits to the left of the name."""
    assert "קפה\u200e" in translate("en", "sale-total", name="קפה", money="5 €")
    assert apart("Кофе") == "Кофе"
