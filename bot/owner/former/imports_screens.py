"""What an owner sees of a list of former customers: what would happen, what its columns mean, how far it has come."""

import csv
import io
from collections.abc import Mapping, Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import Go, ImportTap
from bot.keyboards import CONFIRM, DANGER, MAIN, Row, back, button, rows
from bot.words.fitting import short
from bot.words.speech import Speech
from locales import birthday, country
from loyalty.ledger import MILLION
from services.imports.columns import MEANINGS, Former
from services.imports.encodings import certain
from services.imports.files import COLUMN_LIMIT
from services.imports.phones import COUNTRIES, code
from services.imports.preview import PROBLEMS, Fault, Outlook
from services.imports.uploads import Figures, Import

Screen = tuple[str, InlineKeyboardMarkup]

LIST = "former"
MARKS = {"draft": "✏️", "running": "⏳", "done": "✅", "undoing": "⏳", "undone": "↩"}
MOVING = frozenset({"running", "undoing"})
BAR = 10
SHOWN = 24
CELL = 12
LETTERS = {
    "cp1251": "Windows-1251",
    "cp866": "DOS 866",
    "koi8-u": "KOI8",
    "koi8-r": "KOI8",
    "mac-cyrillic": "Mac",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "mac-roman": "Mac",
}
"""What people's programs call the encodings; of the two of a Mac the names tell which is which."""
OFFERED = 16
"""Countries on one screen; the usual ones stand first."""


def cut(text: str, limit: int = SHOWN) -> str:
    """Returns a text that fits a line."""
    return short(text, limit)


def bar(speech: Speech, done: int, total: int) -> str:
    """Returns how much of something is done, as a line."""
    share = MILLION * done // total if total else MILLION
    full = BAR * share // MILLION
    return speech(
        "broadcast-progress",
        bar="▰" * full + "▱" * (BAR - full),
        percent=speech.percent(share // (MILLION // 100) * 100),
        done=speech.number(done),
        total=speech.number(total),
    )


def entry(speech: Speech, made: Import) -> InlineKeyboardButton:
    """Returns the button of an import in the list."""
    text = speech.plain(
        "former-button-import", mark=MARKS[made.state], day=speech.day(made.created_at), name=cut(made.file_name)
    )
    return button(text, ImportTap(act="open", upload=made.id))


def draft(speech: Speech, made: Import, seen: Outlook) -> Screen:
    """Returns what would happen with a file, and everything that can be said about it."""
    plan, faulty = made.plan, len(seen.faults)
    lines = [speech("import-title", name=made.file_name), ""]
    lines.append(speech("import-new", count=seen.new))
    if seen.known:
        lines.append(speech("import-known", count=seen.known))
    if seen.twice:
        lines.append(speech("import-twice", count=seen.twice))
    if faulty:
        lines += [speech("import-bad", count=faulty), *(_fault(speech, each) for each in seen.faults[:PROBLEMS])]
    if seen.nothing:
        some = ", ".join(cut(cell, CELL) for cell in [*dict.fromkeys(seen.nothing)][:PROBLEMS])
        lines.append(speech("import-nothing", count=len(seen.nothing), cells=some))
    if seen.samples:
        lines += ["", speech("import-samples"), *(sample(speech, each) for each in seen.samples)]
    lines.append("")
    if seen.points:
        lines.append(speech("import-points", points=speech.points(seen.points)))
    lines.append(speech("import-agreed", count=seen.agreed))
    asks = any(each.problem == "country" for each in seen.faults)
    where = country(speech.dialect, plan.country) if plan.country else "—"
    dialled = code(plan.country) if plan.country else ""
    lines.append(speech("import-ask-country" if asks else "import-country", country=where, code=dialled))
    lines += _assumed(speech, made, seen)

    def act(name: str, style: str | None = None, label: str = "") -> Row:
        words = speech.plain(label or f"import-button-{name}")
        return [button(words, ImportTap(act=name, upload=made.id), style)]

    other = "leave" if plan.points == "add" else "add"
    turn = ImportTap(act="points", upload=made.id, value=other)
    points = [button(speech.plain(f"import-button-points-{plan.points}"), turn)] if seen.known or seen.twice else []
    run = speech.plain("import-button-run", count=seen.new)
    return "\n".join(lines), rows(
        [*act("columns"), *act("countries", MAIN if asks else None)],
        [*act("consents")],
        _orders(speech, made) if plan.order else [],
        act("letters") if _doubtful(made) else [],
        points,
        act("report") if faulty or seen.again else [],
        [button(run, ImportTap(act="run", upload=made.id), CONFIRM)] if seen.new or seen.known else [],
        [*act("delete"), back(speech, LIST)],
    )


def _doubtful(made: Import) -> bool:
    """Says whether the letters of a list were guessed, and it can be read anew."""
    return bool(made.document) and not certain(made.plan.encoding)


def _assumed(speech: Speech, made: Import, seen: Outlook) -> list[str]:
    """Returns what was assumed in reading a file, a line each."""
    lines, plan = [], made.plan
    if plan.order:
        lines.append(speech("import-ask-order" if plan.order == "ask" else "import-order"))
    if seen.rounded:
        some = ", ".join(cut(cell, CELL) for cell in [*dict.fromkeys(seen.rounded)][:PROBLEMS])
        lines.append(speech("import-rounded", count=len(seen.rounded), cells=some))
    if seen.short_years:
        lines.append(speech("import-short-years"))
    if _doubtful(made):
        names = ", ".join(cut(name) for name in seen.names) or "—"
        lines.append(speech("import-letters", letters=letters_of(plan.encoding), names=names))
    return lines


def _orders(speech: Speech, made: Import) -> Row:
    """Returns the two days that 05/06 may be."""
    return [
        button(
            f"05/06 = {birthday(speech.dialect, *day, None)}",
            ImportTap(act="order", upload=made.id, value=order),
            MAIN if made.plan.order in {order, "ask"} else None,
        )
        for order, day in (("day", (5, 6)), ("month", (6, 5)))
    ]


def _fault(speech: Speech, fault: Fault) -> str:
    return speech("import-fault", line=fault.line, why=reason(speech, fault))


def reason(speech: Speech, fault: Fault) -> str:
    """Returns in plain words why a row cannot be taken."""
    return speech.plain(f"import-problem-{fault.problem}", value=cut(fault.value))


def sample(speech: Speech, former: Former) -> str:
    """Returns a customer as they would become, on one line."""
    told = [former.name or "—", former.phone, former.email]
    if former.birthday:
        told.append("🎂 " + birthday(speech.dialect, *former.birthday))
    if former.points:
        told.append("⭐ " + speech.points(former.points))
    if former.card:
        told.append("💳 " + former.card)
    if former.consent:
        told.append("📣")
    return speech("import-sample", told=" · ".join(each for each in told if each))


def columns(speech: Speech, made: Import, titles: Sequence[str]) -> Screen:
    """Returns what every column means, each a button."""
    lines = [
        button(
            speech.plain("import-button-column", title=cut(title), meaning=meant(speech, what)),
            ImportTap(act="column", upload=made.id, at=place),
        )
        for place, (title, what) in enumerate(zip(titles[:COLUMN_LIMIT], made.plan.columns, strict=False))
    ]
    flip = "no-header" if made.plan.header else "header"
    header = button(
        speech.plain(f"import-button-{flip}"),
        ImportTap(act="header", upload=made.id, value="" if made.plan.header else "1"),
    )
    return speech("import-columns"), rows(*lines, header, again(speech, made))


def meant(speech: Speech, what: str) -> str:
    """Returns what a column means, in words."""
    return speech.plain(f"import-meaning-{what or 'none'}")


def meanings(speech: Speech, made: Import, place: int, title: str, cells: Sequence[str]) -> Screen:
    """Returns the question what one column means, with the first of its cells."""
    offered = [
        button(
            meant(speech, what),
            ImportTap(act="means", upload=made.id, at=place, value=what or "none"),
            MAIN if made.plan.columns[place] == what else None,
        )
        for what in (*MEANINGS, "")
    ]
    pairs: list[Row] = [offered[number : number + 2] for number in range(0, len(offered), 2)]
    shown = ", ".join(cut(cell) for cell in cells) or "—"
    text = speech("import-ask-meaning", title=title, cells=shown)
    return text, rows(*pairs, button(speech.plain("common-button-back"), ImportTap(act="columns", upload=made.id)))


def countries(speech: Speech, made: Import, page: int) -> Screen:
    """Returns the question which country's numbers have no code."""
    offered = [
        button(
            f"{country(speech.dialect, each)} {code(each)}",
            ImportTap(act="country", upload=made.id, value=each),
            MAIN if made.plan.country == each else None,
        )
        for each in COUNTRIES[page * OFFERED : (page + 1) * OFFERED]
    ]
    pairs: list[Row] = [offered[number : number + 2] for number in range(0, len(offered), 2)]
    following = (page + 1) % (-(-len(COUNTRIES) // OFFERED))
    more = button(speech.plain("import-button-more"), ImportTap(act="countries", upload=made.id, at=following))
    return speech("import-ask-which-country"), rows(*pairs, more, again(speech, made))


def letters_of(encoding: str) -> str:
    """Returns what programs call an encoding."""
    return LETTERS.get(encoding, encoding)


def letters(speech: Speech, made: Import, shown: Mapping[str, Sequence[str]]) -> Screen:
    """Returns the question which letters make names: of ways that look alike the first one only."""
    different: dict[tuple[str, ...], str] = {}
    for way, cells in shown.items():
        different.setdefault(tuple(cells), way)
    ways = [way for cells, way in different.items() if cells]
    return speech("import-ask-letters"), rows(
        *(
            button(
                f"{', '.join(cut(cell, CELL) for cell in shown[way])} · {letters_of(way)}",
                ImportTap(act="read", upload=made.id, value=way),
                MAIN if made.plan.encoding == way else None,
            )
            for way in ways
        ),
        again(speech, made),
    )


def consents(speech: Speech, made: Import) -> Screen:
    """Returns the question who has agreed to offers; the owner's word is written down."""
    offered = ("none", "column", "all") if "consent" in made.plan.columns else ("none", "all")
    return speech("import-ask-consent"), rows(
        *(
            button(
                speech.plain(f"import-button-consent-{who}"),
                ImportTap(act="consent", upload=made.id, value=who),
                MAIN if made.plan.consent == who else None,
            )
            for who in offered
        ),
        again(speech, made),
    )


def again(speech: Speech, made: Import) -> InlineKeyboardButton:
    """Returns the button that leads back to an import."""
    return button(speech.plain("common-button-back"), ImportTap(act="open", upload=made.id))


def status(speech: Speech, made: Import, told: Figures) -> Screen:
    """Returns how an import stands that is a draft no more, and what can be done about it."""
    lines = [speech(f"import-state-{made.state}", name=made.file_name)]
    if made.state in MOVING:
        left = told.waiting if made.state == "running" else told.added + told.known
        lines += [bar(speech, told.total - left, told.total)]
    lines.append("")
    for kind in ("added", "known", "bad", "undone", "kept"):
        number = getattr(told, kind) - (told.twice if kind == "known" and told.known else 0)
        if number:
            lines.append(speech(f"import-figure-{kind}", count=number))
    if told.twice and told.known:
        lines.append(speech("import-twice", count=told.twice))

    def act(name: str, style: str | None = None) -> Row:
        return [button(speech.plain(f"import-button-{name}"), ImportTap(act=name, upload=made.id), style)]

    return "\n".join(lines), rows(
        button(speech.plain("former-button-new-winback"), Go(to="new-winback"), MAIN) if made.state == "done" else None,
        act("report") if told.bad or told.untaken else [],
        act("undo", DANGER) if made.state == "done" else [],
        back(speech, LIST),
    )


def report(speech: Speech, titles: Sequence[str], faults: Sequence[Fault]) -> bytes:
    """Returns the rows that could not be taken as a CSV document, with the reason in front."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([speech.plain("import-report-line"), speech.plain("import-report-reason"), *titles])
    for fault in faults:
        writer.writerow([str(fault.line), reason(speech, fault), *map(_harmless, fault.cells)])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """Returns a cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell[:1] in {"=", "+", "-", "@"} else cell
