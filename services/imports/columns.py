"""What the columns of a list of customers mean: guessed from header and cells, chosen by the owner, read row by row."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from locales import Language, read_day
from services.imports.cells import Bad, day, day_and_year, is_either, is_formula, means_nothing, points, sure_order
from services.imports.files import Row
from services.imports.phones import needs_country, normal, tidy
from services.members.profiles import EMAIL_LIMIT

MEANINGS = (*("name", "first", "last", "phone", "email", "birthday", "points", "card", "visit", "language", "consent"),)
"""What a column may mean; `""` is one that is left out."""
NAME_LIMIT, CARD_LIMIT = 120, 40
_LOOKED_AT = 200
_TITLES = 15
"""Rows among which the header is looked for."""
_SUMS = frozenset({"итого", "итог", "всего", "total", "totals", "sum", "общо", "сума", "сумма", "всичко"})
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+")
_NUMBER = re.compile(r"\d+")
_SUM = re.compile(r"[1-9]\d{0,8}|[1-9]\d{0,2}(?:[ .,'’]\d{3}){1,2}")
_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")

_HEADERS: dict[str, str] = {
    "name": "name|full name|fullname|customer|customer name|client|фио|имя и фамилия|имя фамилия|фамилия имя|клиент|"
    "покупатель|имя клиента|фио клиента|фио покупателя|имена|име на клиента|име и фамилия|три имена|клиенты",
    "first": "first|first name|firstname|given name|имя|име|собствено име|лично име",
    "last": "last|last name|lastname|surname|family name|фамилия|фамилно име|фамилното име",
    "phone": "phone|phone number|phone no|mobile|mobile phone|mobile number|cell|tel|telephone|contact phone|gsm|"
    "телефон|номер телефона|моб|мобильный|мобильный телефон|тел|контактный телефон|мобилен|мобилен телефон|"
    "телефоны|телефон клиента|сотовый|сотовый телефон|моб тел|моб телефон|номер моб телефона|телефони|"
    "телефонен номер|гсм|телефон за връзка",
    "email": "email|e mail|mail|email address|e mail address|почта|электронная почта|эл почта|имейл|е мейл|мейл|поща|"
    "електронна поща|ел поща|имейл адрес",
    "birthday": "birthday|birth date|birthdate|date of birth|dob|d o b|born|bday|день рождения|дата рождения|"
    "дата рожд|др|д р|рожден ден|рождена дата|дата на рожд|дата на раждане",
    "points": "points|balance|bonus|bonuses|bonus points|points balance|bonus balance|баллы|балл|баллов|бонусы|бонус|"
    "бонусов|баланс|количество баллов|количество бонусов|кол во баллов|кол во бонусов|бонусные баллы|остаток бонусов|"
    "баланс баллов|брой точки|остаток|остаток баллов|"
    "бонусный баланс|точки|бонус точки|салдо|наличност",
    "card": "card|card number|card no|loyalty card|карты|номер|номер карты|карта|карта лояльности|карта номер|"
    "дисконтная карта|номер на карта|номер на картата|клиентска карта",
    "visit": "last visit|last seen|last purchase|last order|visited|последний визит|последнее посещение|"
    "последняя покупка|дата последнего визита|дата последней покупки|последно посещение|последна покупка",
    "language": "language|lang|locale|язык|език",
    "consent": "consent|marketing consent|sms consent|advertising|newsletter|subscribed|opt in|optin|agree|согласие|"
    "согласие на рекламу|согласие на рассылку|рассылка|реклама|подписка|съгласие|съгласие за реклама|бюлетин|абонамент",
}
_KNOWN = {word: meaning for meaning, words in _HEADERS.items() for word in words.split("|")}
_YES = frozenset({"1", "y", "yes", "true", "on", "x", "+", "✓", "✔", "да", "истина", "agree", "согласен", "согласна"})
_SPEECH: dict[str, Language] = {
    **dict.fromkeys(("en", "eng", "english", "английский", "английски"), "en"),
    **dict.fromkeys(("ru", "rus", "russian", "русский", "руски"), "ru"),
    **dict.fromkeys(("bg", "bul", "bulgarian", "болгарский", "български"), "bg"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read: what each column means, whether the first row is a header, whose numbers have no code.

    `encoding` is that of a text, and empty for a spreadsheet. `month_first` says that dates are written 12/31/1990.
    `order` says what the owner said where a list has both orders: `day`, `month`, and `ask` when they have not yet.
    `points` says what happens to those of somebody who is known: `leave` or `add`. `consent` says
    who agreed to adverts, as the owner states: `none`, `column` or `all`.
    """

    columns: tuple[str, ...]
    header: bool = False
    country: str = ""
    month_first: bool = False
    points: str = "leave"
    consent: str = "none"
    encoding: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """A customer as a row tells of them; what is empty or None is not told. `nothing` are cells that mean nothing."""

    first: str = ""
    last: str = ""
    phone: str = ""
    email: str = ""
    birthday: tuple[int, int, int | None] | None = None
    points: int = 0
    card: str = ""
    visit: date | None = None
    language: Language | None = None
    consent: bool = False
    nothing: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """First and last name as one text."""
        return f"{self.first} {self.last}".strip()


# --- guessing ---------------------------------------------------------------------------------------------------------


def of_people(rows: Sequence[Row]) -> Sequence[Row]:
    """Returns the rows from the header on, without a title above it and without sums at the end."""
    first = next((place for place, (_, cells) in enumerate(rows[:_TITLES]) if _is_header(cells, at_least=2)), 0)
    # One row with a telephone and one with an address are the shop's own; more are people.
    if any(
        sum(any(map(looks, cells)) for _, cells in rows[:first]) > 1 for looks in (_looks_like_phone, _EMAIL.fullmatch)
    ):
        first = 0
    last = len(rows)
    while last > first + 1 and _is_sum(rows[last - 1][1]):
        last -= 1
    return rows[first:last]


def _is_sum(cells: Sequence[str]) -> bool:
    words = next((_plain(cell).split() for cell in cells if cell), [])
    if not words or words[0] not in _SUMS:
        return False
    # Nobody is called "Итого" or "Total: 2", so that a long number beside it is a sum; there may be a Sum Li.
    sure = not words[0].isascii() or all(word.isdecimal() for word in words[1:])
    return not _names_somebody([cell for cell in cells if not (sure and _SUM.fullmatch(cell))])


def _names_somebody(cells: Sequence[str]) -> bool:
    return any(_EMAIL.fullmatch(cell) or _looks_like_phone(cell) for cell in cells)


def guess(rows: Sequence[Row], country: str) -> Plan:
    """Returns how a file is probably to be read; `country` is the shop's, or empty. CPU work for long files."""
    titles, body = rows[0][1], [cells for _, cells in rows[1 : _LOOKED_AT + 1]]
    header = _is_header(titles)
    if not header:
        titles, body = ("",) * len(titles), [titles, *body]
    columns = _by_titles(titles)
    for place, cells in enumerate(zip(*body, strict=True)):
        if not columns[place]:
            columns[place] = _by_cells(cells, taken=columns, titled=bool(titles[place]))
    dates = [place for place, meaning in enumerate(columns) if meaning in {"birthday", "visit"}]
    # All of them: one that is written the other way may stand anywhere.
    orders = {surely for _, cells in rows for place in dates if (surely := sure_order(cells[place]))}
    order = "ask" if len(orders) > 1 else ""
    return Plan(tuple(columns), header, country, month_first=orders == {"month"}, order=order)


def _is_header(titles: Sequence[str], *, at_least: int = 1) -> bool:
    known = sum(_plain(title) in _KNOWN for title in titles)
    return known >= at_least and not _names_somebody(titles)


def _plain(title: str) -> str:
    return " ".join(re.sub(r"[^\w]+|_", " ", title.lower().replace("ё", "е")).split())


def _by_titles(titles: Sequence[str]) -> list[str]:
    """Returns the meanings with each one given once; a first name without a last one beside it is the name."""
    named = [_KNOWN.get(_plain(title), "") for title in titles]
    columns = [meaning if meaning not in named[:place] else "" for place, meaning in enumerate(named)]
    if "first" in columns and "last" not in columns and "name" not in columns:
        columns[columns.index("first")] = "name"
    return columns


def _by_cells(cells: Sequence[str], *, taken: Sequence[str], titled: bool) -> str:
    """Returns what most of the cells look like; below an unknown title only what cannot be mistaken."""
    filled = [cell for cell in cells if cell and not means_nothing("", cell)]
    for meaning, looks in _LOOKS.items():
        if meaning not in taken and (meaning in _UNMISTAKABLE or not titled):
            fitting = sum(bool(looks(cell)) for cell in filled)
            if filled and 5 * fitting >= 4 * len(filled):
                return meaning
    return ""


def _looks_like_phone(cell: str) -> bool:
    cell = tidy(cell)
    digits = sum(sign.isdigit() for sign in cell)
    return 7 <= digits <= 15 and not _DATE.fullmatch(cell) and bool(re.fullmatch(r"[+\d(][\d\s().\-/]*", cell))


_UNMISTAKABLE = ("phone", "email")
_LOOKS: dict[str, Callable[[str], object]] = {
    "phone": _looks_like_phone,
    "email": _EMAIL.fullmatch,
    "birthday": lambda cell: _DATE.fullmatch(cell) or read_day(cell) is not None,
    "points": lambda cell: _NUMBER.fullmatch(cell) and len(cell) < 6,
    "name": lambda cell: not any(sign.isdigit() for sign in cell),
}
"""What cells look like by which a column's meaning may be known, the surest first."""


# --- reading ----------------------------------------------------------------------------------------------------------


def read(cells: Sequence[str], plan: Plan, today: date) -> Former:
    """Returns the customer of a row. Raises Bad for one who cannot be taken: the first reason."""
    told = {meaning: cell for meaning, cell in zip(plan.columns, cells, strict=False) if meaning and cell}
    for cell in told.values():
        if is_formula(cell):
            raise Bad("formula", cell)
    empty = [meaning for meaning, cell in told.items() if means_nothing(meaning, cell)]
    if plan.order == "ask":
        empty += [each for each in ("birthday", "visit") if each not in empty and is_either(told.get(each, ""))]
    nothing = tuple(told.pop(meaning) for meaning in empty)
    phone, email = _phone(told.get("phone", ""), plan.country), told.get("email", "")
    if email and (not _EMAIL.fullmatch(email) or len(email) > EMAIL_LIMIT):
        raise Bad("email", email)
    if not phone and not email:
        raise Bad("nobody")
    name = told.get("name", "").lstrip("=+-@\t ")
    first = told.get("first", "").lstrip("=+-@\t ") or name
    birthday, visit = told.get("birthday", ""), told.get("visit", "")
    order = plan.order or ("month" if plan.month_first else "day")
    return Former(
        first=first[:NAME_LIMIT],
        last=told.get("last", "").lstrip("=+-@\t ")[:NAME_LIMIT],
        phone=phone,
        email=email.lower(),
        birthday=day(birthday, "birthday", today, order) if birthday else None,
        points=points(told.get("points", "")),
        card=told.get("card", "")[:CARD_LIMIT],
        visit=day_and_year(visit, "visit", today, order) if visit else None,
        language=_SPEECH.get(told.get("language", "").lower()),
        consent=plan.consent == "all"
        or (plan.consent == "column" and told.get("consent", "").strip(".! ").lower() in _YES),
        nothing=nothing,
    )


def _phone(text: str, country: str) -> str:
    if not text:
        return ""
    number = normal(text, country)
    if number is None:
        raise Bad("country" if not country and needs_country(text) else "phone", text)
    return number


def letter(place: int) -> str:
    """Returns what a spreadsheet calls a column: A, B, … Z, AA."""
    return letter(place // 26 - 1) + letter(place % 26) if place > 25 else chr(ord("A") + place)


def titled(rows: Sequence[Row], plan: Plan) -> tuple[str, ...]:
    """Returns what the columns are called in the file: their titles, or the letters of a spreadsheet."""
    return tuple(
        title if plan.header and title else letter(place) for place, title in enumerate(rows[0][1] if rows else ())
    )
