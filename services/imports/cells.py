"""Single cells of a list: dates and points as people write them, and what is written where there is nothing to say."""

import re
from datetime import date

from locales import read_day, with_century
from services.members.profiles import EARLIEST_YEAR

POINTS_LIMIT = 1_000_000
_MISCALCULATED = frozenset(
    ("#null!", "#ref!", "#value!", "#знач!", "#ссылка!", "#div/0!", "#дел/0!", "#num!", "#число!", "#name?", "#имя?")
)
"""What a spreadsheet shows for a value that it could not work out: no name, no date, but points there may be."""
_WORDS = frozenset(
    (
        *("нет", "не указан", "не указано", "не указана", "нет данных", "неизвестно", "неизвестен", "отсутствует"),
        *("пусто", "няма", "няма данни", "не е посочен", "без", "no", "none", "nil", "null", "nan", "na", "n/a", "н/д"),
        *("unknown", "empty", "undefined", "\\n"),  # the last is how MySQL writes that there is nothing
        *("забыл", "забыла", "забыли", "отказ", "отказался", "отказалась", "забрави", "отказа", "forgot", "refused"),
        *("#n/a", "#н/д"),
        *_MISCALCULATED,
    )
)
_NO_NAME = frozenset({"n/a", "#n/a", "#н/д", "н/д", "null", "none", "undefined", "unknown", "нет данных", "няма данни"})
_NAMES = frozenset({"name", "first", "last"})
_DENIED = re.compile(r"(?:нет|не|без|няма|no|not|without|(?:do|does|did|has|is)n['’]t)\s[^\d@]*")
"""No telephone, does not remember: what is told in words that deny it."""
_NO_PHONE = re.compile(r"\+\d{0,3}|\+?\d{0,3}(?:[xXхХ_*#]+|0{6,})|0+")
_DATE = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_FORMULA = re.compile(r"=\S*(?:\(|[A-Z$]\d|\d[-+*/])")
_TIME = re.compile(r"(?:T|,?\s+)\d{1,2}:\d{2}.*$", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})([\s./-]+)(\d{1,2})\b")


class Bad(Exception):  # noqa: N818 - a row that cannot be taken is no error of ours
    """A row that cannot be taken: `problem` names the words, `value` is the cell."""

    def __init__(self, problem: str, value: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.value = value


def is_formula(cell: str) -> bool:
    """Says whether a cell is a formula that was never worked out: `=C2+5`, `=SUM(A1:A9)`."""
    return _FORMULA.match(cell) is not None


def means_nothing(meaning: str, cell: str) -> bool:
    """Says whether a cell of a column with this meaning is there only because something had to be."""
    if meaning in {"consent", "language"}:  # "no" is an answer there
        return False
    plain = cell.strip().lower()
    if meaning in _NAMES:
        return plain in _NO_NAME or not any(sign.isalnum() for sign in plain)
    if meaning == "points" and plain in _MISCALCULATED:
        return False
    bare = plain.strip(" .!()")
    if plain in _WORDS or bare in _WORDS or _DENIED.fullmatch(bare) or not any(sign.isalnum() for sign in plain):
        return True
    if meaning in {"birthday", "visit"}:
        return plain == "0" or _is_no_day(_TIME.sub("", plain))
    return meaning == "phone" and _NO_PHONE.fullmatch(re.sub(r"[\s()\-–—.]", "", plain)) is not None


def _is_no_day(text: str) -> bool:
    """Says whether a date is what databases and spreadsheets keep where they have none."""
    parts = _DATE.fullmatch(text)
    if parts is None:
        return False
    first, month, last = parts[1], int(parts[3]), parts[4]
    year, number = (first, int(last)) if len(first) == 4 else (last, int(first))
    zero = (int(year), month, number) in {(1899, 12, 30), (1899, 12, 31), (1900, 1, 1)}
    return zero or number == 0 or month == 0 or (len(year) == 4 and int(year) <= 1)


# --- days -------------------------------------------------------------------------------------------------------------


def sure_order(cell: str) -> str:
    """Returns whether a date of numbers has its `day` or its `month` first; "" where it may be either, or is none."""
    numbers = _NUMBERS.match(cell)
    first, second = (int(numbers[1]), int(numbers[3])) if numbers else (0, 0)
    if first > 12 >= second > 0:
        return "day"
    return "month" if second > 12 >= first > 0 and second <= 31 else ""


def is_either(cell: str) -> bool:
    """Says whether a date of numbers is another day when its month is read first."""
    numbers = _NUMBERS.match(cell)
    return numbers is not None and int(numbers[1]) != int(numbers[3]) and max(int(numbers[1]), int(numbers[3])) <= 12


def has_short_year(cell: str, today: date) -> bool:
    """Says whether a date's year was written with two digits."""
    written = _TIME.sub("", cell).strip()
    return with_century(written, today) != written


def day(text: str, problem: str, today: date, order: str) -> tuple[int, int, int | None]:
    """Returns (day, month, year or None) of a date, which may have a time behind it. Raises Bad for what is none.

    `order` says what is first in those that may be either, `day` or `month`; the others say it themselves.
    """
    written = with_century(_TIME.sub("", text).strip(), today)
    if (sure_order(written) or (order if is_either(written) else "")) == "month":
        written = _NUMBERS.sub(r"\3\2\1", written, count=1)
    found = read_day(written)
    if found is None or (found[2] is not None and not _past(found[0], found[1], found[2], today)):
        raise Bad(problem, text)
    return found


def day_and_year(text: str, problem: str, today: date, order: str) -> date:
    """Returns a date that must have its year. Raises Bad."""
    number, month, year = day(text, problem, today, order)
    if year is None:
        raise Bad(problem, text)
    return date(year, month, number)


def _past(number: int, month: int, year: int, today: date) -> bool:
    return year >= EARLIEST_YEAR and date(year, month, number) <= today


# --- points -----------------------------------------------------------------------------------------------------------


def points(text: str) -> int:
    """Returns whole points, rounded down: `1 234,50` are 1234, `1,234` too. Raises Bad for what is no number."""
    return _parts(text)[0] if text else 0


def is_rounded(text: str) -> bool:
    """Says whether points lose something by being whole."""
    try:
        return bool(text) and bool(_parts(text)[1].strip("0"))
    except Bad:
        return False


def _parts(text: str) -> tuple[int, str]:
    """Returns what stands before the comma, and the digits behind it. Raises Bad."""
    written = re.sub(r"[\s'’\u00a0]|[^\W\d_]+\.?$|[⭐★]", "", text)
    if not re.fullmatch(r"\d+(?:[.,]\d+)*", written):
        raise Bad("points", text)
    groups, fraction = re.split(r"[.,]", written), ""
    grouped = len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    mixed = len({sign for sign in written if sign in ".,"}) == 2
    if len(groups) > 1 and (mixed or not grouped):
        fraction = groups.pop()
        if len(fraction) > 6 or any(len(group) != 3 for group in groups[1:]):
            raise Bad("points", text)
    whole = int("".join(groups))
    if whole > POINTS_LIMIT:
        raise Bad("points", text)
    return whole, fraction
