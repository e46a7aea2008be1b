"""Everything a person reads, in every language we speak, and the translator that finds it."""

from locales.formatting import birthday, date, moment, money, number
from locales.reading import read_day
from locales.translator import LANGUAGES, Language, closest, keys, translate

__all__ = [
    "LANGUAGES",
    "Language",
    "birthday",
    "closest",
    "date",
    "keys",
    "moment",
    "money",
    "number",
    "read_day",
    "translate",
]
