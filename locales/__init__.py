"""Everything a person reads, in every language we speak, and the translator that finds it."""

from locales.formatting import (
    birthday,
    city,
    clock,
    country,
    date,
    day,
    decimal,
    factor,
    moment,
    money,
    month,
    number,
    percent,
    short_day,
    weekdays,
)
from locales.letters import apart, visible
from locales.nouns import noun_form, nth
from locales.reading import day_first, read_currency, read_day, with_century
from locales.translator import BABEL, FORMS, LANGUAGES, Dialect, Forms, Language, closest, keys, translate
from locales.voice import Voice

__all__ = [
    "BABEL",
    "FORMS",
    "LANGUAGES",
    "Dialect",
    "Forms",
    "Language",
    "Voice",
    "apart",
    "birthday",
    "city",
    "clock",
    "closest",
    "country",
    "date",
    "day",
    "day_first",
    "decimal",
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
    "short_day",
    "translate",
    "visible",
    "weekdays",
    "with_century",
]
