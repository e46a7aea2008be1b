"""The guides for people name only buttons and commands that the bot has."""

import re
from pathlib import Path

import pytest

from locales import keys, translate
from tests.locales.samples import sample
from tests.locales.test_words import variables

ROOT = Path(__file__).parents[2]
GUIDES = [*sorted(ROOT.glob("docs/guides/*.md")), ROOT / "docs/operations/real-phone.md"]
TELEGRAMS_OWN = {"Start"}


def _labels() -> set[str]:
    """Returns what stands on the bot's buttons in English, without the pictures before it."""
    named = {key: names for key, names in variables("en").items() if "-button-" in key}
    said = {translate("en", key, **{name: sample(name, 2) for name in names}) for key, names in named.items()}
    return {re.sub(r"^\W+", "", label) for label in said}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_button_that_a_guide_names_is_there(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", text)) - TELEGRAMS_OWN
    labels = _labels()
    assert named
    assert [name for name in named if not any(re.match(rf"{re.escape(name)}\b", label) for label in labels)] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_command_that_a_guide_names_is_there(guide: Path) -> None:
    named = re.findall(r"`/([a-z]+)`", guide.read_text(encoding="utf-8"))
    assert {f"command-{name}" for name in named} <= keys("en")
