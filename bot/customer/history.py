"""What moved the points, month by month, and for each entry the reason in plain words."""

from collections.abc import Sequence
from itertools import groupby

from aiogram import F, Router
from aiogram.types import Message

from bot.callbacks import Operation, Page
from bot.customer.card import registered
from bot.keyboards import DANGER, back, button, rows
from bot.visit import Visit
from bot.words.explained import Names, explained, names_of_rules
from bot.words.speech import Speech
from loyalty.ledger import Step
from services.members import history
from services.members.history import Entry, Why

DISPUTABLE = frozenset({"purchase", "hold"})


def line(speech: Speech, number: int, entry: Entry) -> str:
    """Returns an entry as a line: its number, day and time, what it was, the money, and points where there are any."""
    money = [speech.in_currency(entry.currency).money(entry.money)] if entry.money else []
    points = [] if _without_points(speech, entry) else [f"<b>{speech.signed(entry.points)}</b>"]
    at = f"{number}. {speech.day(entry.at)}, {speech.time(entry.at)}"
    return " · ".join([at, _what(speech, entry), *money, *points])


def by_month(speech: Speech, entries: Sequence[Entry]) -> list[str]:
    """Returns the entries as lines, each month below its name."""
    lines = []
    for month, found in groupby(enumerate(entries, 1), lambda each: speech.month(each[1].at)):
        lines += ["", f"<b>{month}</b>", *(line(speech, number, entry) for number, entry in found)]
    return lines


def _without_points(speech: Speech, entry: Entry) -> bool:
    """Says whether no points are worth a word: they joined with nothing, or there are none in this programme."""
    return not entry.points and (speech.pointless or entry.kind == "welcome")


def _what(speech: Speech, entry: Entry) -> str:
    nothing = entry.kind == "welcome" and not entry.points  # a gift of nothing is only the day when they joined
    if entry.reversed:
        return speech.plain("history-kind-purchase-back")
    return speech.plain("history-kind-joined" if nothing else f"history-kind-{entry.kind}")


async def page(_: object, visit: Visit, callback_data: Page) -> None:
    """Shows a page of the history, newest first."""
    await _show(visit, callback_data)


async def command(_: Message, visit: Visit) -> None:
    """Answers /history."""
    await _show(visit, Page(before=None))


async def _show(visit: Visit, wanted: Page) -> None:
    speech = visit.speech
    entries, more = await visit.db.read(history.history, registered(visit), before=wanted.before)
    if not entries:
        await visit.show(speech("history-empty"), rows(back(speech, "home")))
        return
    older = button(speech.plain("history-button-older"), Page(before=entries[-1].operation_id)) if more else None
    newest = button(speech.plain("history-button-newest"), Page(before=None)) if wanted.before else None
    details = [
        button(f"{number} · {_what(speech, entry)}", Operation(act="why", operation=entry.operation_id))
        for number, entry in enumerate(entries, 1)
    ]
    await visit.show(
        "\n".join([speech("history-title"), *by_month(speech, entries)]),
        rows(
            *(details[at : at + 2] for at in range(0, len(details), 2)),
            [step for step in (newest, older) if step],
            back(speech, "home"),
        ),
    )


async def why(_: object, visit: Visit, callback_data: Operation) -> None:
    """Explains one entry."""
    speech = visit.speech
    answer = await visit.db.read(history.why, registered(visit), callback_data.operation)
    disputable = answer.entry.kind in DISPUTABLE and not answer.entry.reversed
    word = ("mine", "alien-button-mine") if answer.reported else ("alien", "notice-button-alien")
    tap = Operation(act=word[0], operation=callback_data.operation)
    await visit.show(
        explanation(speech, answer),
        rows(
            button(speech.plain(word[1]), tap) if disputable or answer.reported else None,
            button(speech.plain("common-button-back"), Page(before=None)),
        ),
    )


def explanation(speech: Speech, answer: Why) -> str:
    """Returns an entry in plain words: the sums, and every step that led to the points."""
    entry = answer.entry
    speech = speech.in_currency(entry.currency).in_zone(entry.zone)
    lines = [
        speech("why-title-plain", what=_what(speech, entry))
        if _without_points(speech, entry)
        else speech("why-title", what=_what(speech, entry), points=speech.signed(entry.points)),
        speech("why-place", moment=speech.moment(entry.at), outlet=entry.outlet)
        if entry.outlet
        else speech.moment(entry.at),
    ]
    if entry.number:
        lines.append(speech("why-number", number=entry.number))
    lines += _sums(speech, answer)
    said = _beside_points(speech, answer)
    titles = {
        rule.id: speech.name(title) for rule in answer.rules.values() if (title := getattr(rule.config, "title", ""))
    }
    if said:
        lines += ["", *said]
    steps = [_step(speech, step, titles) for step in answer.steps if speech.shows(step.millionths)]
    if steps:
        lines += ["", speech("why-steps"), *steps]
    if answer.active_from and answer.active_from > entry.at:
        lines.append(speech("why-active-from", date=speech.date(answer.active_from)))
    if answer.expires_at:
        lines.append(speech("why-expires", date=speech.last_day(answer.expires_at)))
    if entry.reversed:
        lines += ["", speech("why-reversed")]
    if answer.reported:
        lines += ["", speech("why-reported", moment=speech.moment(answer.reported))]
    return "\n".join(lines)


def _sums(speech: Speech, answer: Why) -> list[str]:
    """Returns why it was done by hand, or what was paid and what came back."""
    lines = [speech("moved-reason", reason=answer.reason)] if answer.reason else []
    if answer.gross:
        lines.append(speech("why-gross", money=speech.money(answer.gross)))
    if answer.redeemed:
        lines.append(speech("why-redeemed", points=answer.redeemed, value=speech.money(answer.value)))
        lines.append(speech("why-payable", money=speech.money(answer.payable)))
    if answer.restored:
        lines.append(speech("return-restored", points=answer.restored))
    if answer.taken:
        lines.append(speech("return-taken", points=answer.taken))
    return lines


def _beside_points(speech: Speech, answer: Why) -> list[str]:
    """Returns what a purchase gave away, which rules and coupons made it cheaper, and what came of it."""
    free = [
        speech("why-free", what=speech.name(category) or speech.plain("items-any"))
        + (f" ×{count}" if count > 1 else "")
        for category, count in answer.free
    ]
    names = names_of_rules(speech, answer.rules.values())
    return [*free, *explained(speech, names, answer.outcome, mine=True)]


def _step(speech: Speech, step: Step, titles: Names) -> str:
    result = speech.exact(step.millionths)
    match step.kind:
        case "rate":
            base, per = speech.money(step.base), speech.money(step.per)
            return speech("why-rate", base=base, points=step.points, per=per, result=result)
        case "boost":
            return speech("why-boost", factor=speech.factor(step.factor), result=result)
        case "bonus" if step.rule_id in titles:  # a coupon
            return speech("why-bonus-named", name=titles[step.rule_id], result=result)
        case "bonus" | "adjustment" | "import" | "winback" | "carry" | "debt" as kind:
            return speech(f"why-{kind}", result=result)
        case _:
            return speech("why-remainder", result=result)


async def ask_alien(_: object, visit: Visit, callback_data: Operation) -> None:
    """Asks before the owner is told that an entry was not the member's."""
    speech, operation = visit.speech, callback_data.operation
    answer = await visit.db.read(history.why, registered(visit), operation)
    entry = answer.entry
    await visit.show(
        speech(
            "alien-ask",
            what=_what(speech, entry),
            moment=speech.moment(entry.at),
            outlet=entry.outlet or "—",
        ),
        rows(
            button(speech.plain("alien-button-yes"), Operation(act="alien-yes", operation=operation), DANGER),
            button(speech.plain("common-button-back"), Operation(act="why", operation=operation)),
        ),
    )


async def alien(_: object, visit: Visit, callback_data: Operation) -> None:
    """Takes "this was not me": the owner is told."""
    await visit.db.write(history.not_me, registered(visit), callback_data.operation, visit.now)
    await visit.answer(visit.speech.plain("notice-alien-told"), alert=True)
    await why(None, visit, callback_data)


async def mine(_: object, visit: Visit, callback_data: Operation) -> None:
    """Takes the report back: the owner is told."""
    await visit.db.write(history.me_after_all, registered(visit), callback_data.operation, visit.now)
    await visit.answer(visit.speech.plain("notice-mine-told"), alert=True)
    await why(None, visit, callback_data)


def router() -> Router:
    """Returns the handlers of the history."""
    router = Router(name="history")
    router.callback_query.register(page, Page.filter())
    router.callback_query.register(why, Operation.filter(F.act == "why"))
    router.callback_query.register(ask_alien, Operation.filter(F.act == "alien"))
    router.callback_query.register(alien, Operation.filter(F.act == "alien-yes"))
    router.callback_query.register(mine, Operation.filter(F.act == "mine"))
    return router
