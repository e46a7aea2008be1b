"""What members are reminded of: a line for each reminder – what, when, on or off – and the form behind it."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.fsm.context import FSMContext

from bot.callbacks import RuleTap
from bot.keyboards import back, button, rows
from bot.owner.programme import check
from bot.owner.programme.desk import Desk, sit
from bot.owner.programme.spots import OFF, ON, REMINDERS, Spot, caption, spots
from bot.visit import Visit
from bot.words.fitting import short
from bot.words.values import Setting, Teller, explanation, in_words, label, reminder_of

YES, NO = "=0", "=1"
"""The places of a switch's answers among its options."""


async def show(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows every reminder in a line."""
    await show_all(visit, state, await sit(visit))


async def show_all(visit: Visit, state: FSMContext, desk: Desk) -> None:
    """Shows every reminder of the draft in a line."""
    await state.clear()
    speech, teller = visit.speech, desk.teller(visit)
    switches, others = _reminders(teller)
    said = [speech("programme-reminders-title"), "\n".join(_line(teller, group) for group in switches)]
    buttons = [button(short(_label(teller, group)), RuleTap(act="reminder", at=group[0].at)) for group in switches]
    buttons += [button(caption(teller, spot), RuleTap(act="ask", at=spot.at)) for spot in others]
    text = "\n\n".join([*said, *check.waiting(visit, desk)])
    await visit.show(text, rows(*check.ways(visit, desk), *buttons, back(speech, "offers")))


async def open_one(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Shows the form of one reminder."""
    await show_one(visit, state, await sit(visit), callback_data.at)


async def show_one(visit: Visit, state: FSMContext, desk: Desk, at: str) -> None:
    """Shows the form of the reminder that the setting at an address belongs to; the list where it belongs to none."""
    await state.clear()
    speech, teller = visit.speech, desk.teller(visit)
    group = next((group for group in _reminders(teller)[0] if at in {spot.at for spot in group}), None)
    if group is None:
        await show_all(visit, state, desk)
        return
    switch, *fields = group
    hint = explanation(speech, switch.setting)
    said = [_line(teller, group), f"<i>{hint}</i>" if hint else "", *check.waiting(visit, desk)]
    turn = "pause" if switch.value else "resume"
    buttons = [button(caption(teller, spot), RuleTap(act="ask", at=spot.at)) for spot in fields]
    await visit.show(
        "\n\n".join(part for part in said if part),
        rows(
            *check.ways(visit, desk),
            button(
                speech.plain(f"programme-rule-button-{turn}"),
                RuleTap(act="put", at=switch.at, value=NO if switch.value else YES),
            ),
            *buttons,
            button(speech.plain("common-button-back"), RuleTap(act="reminders")),
        ),
    )


def _reminders(teller: Teller) -> tuple[list[list[Spot]], list[Spot]]:
    """Returns the settings of each reminder, its switch first, and those that belong to none."""
    every = spots(teller, None, REMINDERS)
    groups: dict[Setting, list[Spot]] = {}
    for spot in every:
        if switch := reminder_of(spot.setting):
            groups.setdefault(switch, []).append(spot)
    return list(groups.values()), [spot for spot in every if reminder_of(spot.setting) is None]


def _line(teller: Teller, group: Sequence[Spot]) -> str:
    """Returns a reminder as a line of HTML: what, when, on or off."""
    switch, *fields = group
    values = {spot.setting.unit: in_words(teller, spot.setting, spot.value) for spot in fields}
    topic = switch.setting.name
    when = teller.speech.plain(f"reminder-when-{topic}", days=values.get("days", ""))
    line = {"topic": label(teller.speech, switch.setting), "when": when, "hour": values["hour"]}
    return teller.speech("reminder-line", mark=ON if switch.value else OFF, **line)


def _label(teller: Teller, group: Sequence[Spot]) -> str:
    switch, *fields = group
    hour = next(in_words(teller, spot.setting, spot.value) for spot in fields if spot.setting.unit == "hour")
    return f"{ON if switch.value else OFF} {label(teller.speech, switch.setting)} · {hour}"


def router() -> Router:
    """Returns the handlers of the reminders."""
    router = Router(name="programme-reminders")
    router.callback_query.register(show, RuleTap.filter(F.act == "reminders"))
    router.callback_query.register(open_one, RuleTap.filter(F.act == "reminder"))
    return router
