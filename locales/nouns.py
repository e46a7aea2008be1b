"""What other words must know of a noun to stand beside it, told by its ending; where that tells nothing, nothing is."""

from locales.translator import Language

NONE = "none"
_PLURAL_BG = ("ове", "еве", "ета", "ища", "и")
_MASCULINE_RU = frozenset({"кофе"})
_BY_LAST_LETTER = {
    **dict.fromkeys("ая", "feminine"),
    **dict.fromkeys("оеё", "neuter"),
    **dict.fromkeys("иуъыэюь", NONE),
}
_ORDINALS_BG = {
    1: "първ",
    2: "втор",
    3: "трет",
    4: "четвърт",
    5: "пет",
    6: "шест",
    7: "седм",
    8: "осм",
    9: "девет",
    10: "десет",
}
_ENDINGS = {
    "bg": {"masculine": "и", "feminine": "а", "neuter": "о", NONE: "о"},
    "ru": {"masculine": "й", "feminine": "я", "neuter": "е", NONE: "й"},
}


def noun_form(language: Language, noun: str) -> str:
    """Returns `one` in English, else `masculine`, `feminine` or `neuter`; `none` for several and for what is unsure."""
    word = noun.lower()
    if not word[-1:].isalpha():
        return NONE
    if language == "en":
        return NONE if word.endswith("s") and not word.endswith("ss") else "one"
    if " " in word or not "а" <= word[-1] <= "я" or (language == "bg" and word.endswith(_PLURAL_BG)):
        return NONE
    if language == "ru" and word in _MASCULINE_RU:
        return "masculine"
    return _BY_LAST_LETTER.get(word[-1], "masculine")


def nth(language: Language, number: int, form: str) -> str:
    """Returns the place of something in a row, as it stands before a noun of this form: `6th`, `6-й`, `шесто`."""
    if language == "en":
        last = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{last}"
    ending = _ENDINGS[language][form]
    if language == "bg" and number in _ORDINALS_BG:
        return _ORDINALS_BG[number] + ending
    return f"{number}-{ending}"
