"""Everything a person reads, in every language we speak, and the translator that finds it."""

from locales.formatting import (
    birthday,
    clock,
    country,
    date,
    day,
    factor,
    moment,
    money,
    month,
    number,
    percent,
    weekdays,
)
from locales.letters import apart, visible
from locales.nouns import noun_form, nth
from locales.reading import read_currency, read_day, with_century
from locales.translator import LANGUAGES, Language, closest, keys, translate

__all__ = [
    "LANGUAGES",
    "Language",
    "apart",
    "birthday",
    "clock",
    "closest",
    "country",
    "date",
    "day",
    "factor",
    "keys",
    "moment",
    "money",
    "month",
    "noun_form",
    "nth",
    "number",
    "percent",
    "read_currency",
    "read_day",
    "translate",
    "visible",
    "weekdays",
    "with_century",
]
