"""What a card shows in the place of points where a programme has none: the discount that holds, the next step."""

from collections.abc import Mapping
from functools import lru_cache

from locales import LANGUAGES, Language, money, number, percent, translate
from loyalty.headline import Headline

Said = Mapping[Language, str]
"""The same in every language."""


@lru_cache(maxsize=1024)
def main(found: Headline) -> tuple[Said, Said] | None:
    """Returns label and value of the figure that comes first; None where there is nothing yet."""
    if found.percent:
        return _same("pass-discount"), {language: percent(language, found.percent) for language in LANGUAGES}
    return None


def off(found: Headline) -> Said:
    """Returns the discount that holds in one line without a label."""
    return {each: translate(each, "pass-off", percent=percent(each, found.percent)) for each in LANGUAGES}


@lru_cache(maxsize=4096)
def step(found: Headline, currency: str) -> tuple[Said, Said] | None:
    """Returns label and value of the way to the next step; None when there is none."""
    if not found.need:
        return None
    if found.unit == "stamps":
        label = _same("pass-stamps")
    else:
        key = "pass-next-money" if found.unit == "money" else "pass-next-visits"
        label = {language: translate(language, key, percent=percent(language, found.then)) for language in LANGUAGES}
    return label, {language: _way(language, found, currency) for language in LANGUAGES}


def _way(language: Language, found: Headline, currency: str) -> str:
    have, need = (
        money(language, each, currency) if found.unit == "money" else number(language, each)
        for each in (found.have, found.need)
    )
    return translate(language, "pass-stamps-standing", have=have, goal=need)


def _same(key: str) -> Said:
    return {language: translate(language, key) for language in LANGUAGES}
