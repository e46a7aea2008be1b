"""Everything a person reads, in every language we speak, and the translator that finds it."""

from locales.formatting import birthday, country, date, day, moment, money, month, number, percent
from locales.letters import apart, visible
from locales.reading import read_currency, read_day, with_century
from locales.translator import LANGUAGES, Language, closest, keys, translate

__all__ = [
    "LANGUAGES",
    "Language",
    "apart",
    "birthday",
    "closest",
    "country",
    "date",
    "day",
    "keys",
    "moment",
    "money",
    "month",
    "number",
    "percent",
    "read_currency",
    "read_day",
    "translate",
    "visible",
    "with_century",
]
