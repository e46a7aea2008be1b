"""The page of mechanics is what the registry says today, and no mechanic stands in the registry alone."""

import runpy
from pathlib import Path

import pytest

from locales import LANGUAGES, Language, keys
from loyalty.presets import PRESETS
from loyalty.registry import MECHANICS

ROOT = Path(__file__).parents[2]


def test_the_page_of_mechanics_is_up_to_date() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "mechanics"))["document"]()
    assert (ROOT / "docs" / "mechanics.md").read_text(encoding="utf-8") == made, "run make mechanics"


@pytest.mark.parametrize("mechanic", sorted(MECHANICS))
def test_every_mechanic_is_in_a_preset(mechanic: str) -> None:
    assert mechanic in {rule["mechanic"] for preset in PRESETS.values() for rule in preset.rules}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mechanic", sorted(MECHANICS))
def test_every_mechanic_has_its_words(mechanic: str, language: Language) -> None:
    key = "mechanic-" + mechanic.replace("_", "-")
    assert {key, f"{key}-help"} <= keys(language)
