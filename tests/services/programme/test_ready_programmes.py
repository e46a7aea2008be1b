"""A ready programme names things in the language of the shop's customers."""

from dataclasses import replace

import pytest

from locales import LANGUAGES, translate
from loyalty.errors import PresetUnknown
from loyalty.presets import PRESETS
from services.programme.drafts import borrow
from services.programme.setting_up import ready


@pytest.mark.parametrize(
    ("language", "coffee", "free"),
    [("en", "Coffee", "Free coffee"), ("ru", "Кофе", "Кофе в подарок"), ("bg", "Кафе", "Безплатно кафе")],
)
def test_categories_and_coupons_are_called_as_customers_call_them(language, coffee, free):
    rules = {rule.id: rule.config for rule in ready("coffee_shop", "EUR", language).rules}
    assert rules["stamps"].categories == rules["free-coffee"].categories == {coffee}
    assert rules["free-coffee"].title == free


@pytest.mark.parametrize("language", ["en", "ru", "bg"])
@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_can_be_said_in_every_language(preset, language):
    programme = ready(preset, "EUR", language)
    assert [rule.id for rule in programme.rules] == [rule["id"] for rule in PRESETS[preset].rules]


def test_a_borrowed_rule_speaks_the_borrowers_language():
    russian = replace(ready("shop", "EUR", "ru"), language="ru")
    assert borrow(russian, "new", "coffee_shop", "free-coffee").rules[-1].config.title == "Кофе в подарок"


def test_there_is_no_preset_of_another_name():
    with pytest.raises(PresetUnknown):
        ready("circus", "EUR", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", PRESETS)
def test_two_presets_fit_side_by_side_and_a_line_says_what_each_is(preset, language):
    name = "preset-" + preset.replace("_", "-")
    assert len(translate(language, name)) <= 17
    assert 20 < len(translate(language, f"{name}-what")) <= 64
