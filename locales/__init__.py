"""Everything a person reads, in every language we speak, and the translator that finds it."""

from locales.formatting import date, moment, money, number
from locales.translator import LANGUAGES, Language, closest, keys, translate

__all__ = ["LANGUAGES", "Language", "closest", "date", "keys", "moment", "money", "number", "translate"]
