"""Putting changes in force: before → after, from when, confirm; and what to say when somebody was quicker."""

from dataclasses import replace
from datetime import date, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, Message

from bot.callbacks import RuleTap
from bot.keyboards import CONFIRM, MAIN, back, button, rows
from bot.owner.programme.changes import changes, fitted
from bot.owner.programme.desk import NOW, WITH_PLAN, Desk, keep, sit
from bot.owner.programme.spots import CONFIG, inner, spots
from bot.visit import Visit
from bot.words.reading import NotUnderstoodError, read_date
from bot.words.rules import title
from bot.words.values import Teller, label
from loyalty.localtime import local, start_of
from services.programme import changing
from services.programme.changing import Changed, ProgrammeChanged

DATE, TOMORROW = "date", "tomorrow"
_NAMES = {WITH_PLAN: "planned"}


class Planning(StatesGroup):
    """What the owner's next message is."""

    date = State()


def _changes(visit: Visit, desk: Desk) -> str:
    found = changes(desk.teller(visit, desk.before), desk.teller(visit))
    return "\n".join(fitted(found)) or visit.speech("programme-no-difference")


def waiting(visit: Visit, desk: Desk) -> list[str]:
    """Returns what was changed and is not in force yet, before → after, for every screen that has `ways` to that."""
    if not desk.changed:
        return []
    said = [visit.speech("programme-draft") + "\n" + _changes(visit, desk), *unfinished(desk.teller(visit))]
    remark = _question(desk)
    return said if remark == "programme-check-when" else [*said, visit.speech(remark)]


def ways(visit: Visit, desk: Desk) -> list[InlineKeyboardButton]:
    """Returns the buttons that put the changes in force at the first moment, lead to a later one, or forget them."""
    if not desk.changed:
        return []
    first, *others = *_choices(desk), None
    later = button(visit.speech.plain("programme-button-check"), RuleTap(act="check")) if any(others) else None
    return [made for made in (_way(visit, desk, first) if first else None, later, _drop(visit, desk)) if made]


def _way(visit: Visit, desk: Desk, choice: str) -> InlineKeyboardButton:
    """Returns the button that puts the changes in force from `choice` on; a day that is to be typed is asked for."""
    label = visit.speech.plain(f"programme-check-button-{_NAMES.get(choice, choice)}")
    if choice == DATE:
        return button(label, RuleTap(act="since", value=DATE))
    # The day itself is in the button: midnight may pass before it is tapped.
    since = (desk.today(visit) + timedelta(days=1)).isoformat() if choice == TOMORROW else choice
    return button(label, RuleTap(act="confirm", at=since, value=desk.seal), None if choice == TOMORROW else CONFIRM)


async def check(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows what will change, and asks from when."""
    await show(visit, state, await sit(visit))


async def show(visit: Visit, state: FSMContext, desk: Desk) -> None:
    """Shows what will change, and asks from when."""
    await state.clear()
    speech = visit.speech
    if desk.stale:
        await show_conflict(visit, desk)
        return
    said = [speech("programme-check-title"), _changes(visit, desk), *unfinished(desk.teller(visit))]
    if not desk.changed:
        await visit.show("\n\n".join(said), rows(back(speech, "rules")))
        return
    said.append(speech(_question(desk)))
    buttons = [_way(visit, desk, choice) for choice in _choices(desk)]
    await visit.show("\n\n".join(said), rows(*buttons, _drop(visit, desk), back(speech, "rules")))


def _question(desk: Desk) -> str:
    if desk.moves:
        return "business-plan-waits" if desk.overview.planned_from else "business-at-once"
    return "programme-check-joins" if desk.overview.planned_from else "programme-check-when"


def _choices(desk: Desk) -> tuple[str, ...]:
    if desk.moves:
        return () if desk.overview.planned_from else (NOW,)
    return (WITH_PLAN, DATE) if desk.overview.planned_from else (NOW, TOMORROW, DATE)


def unfinished(teller: Teller) -> list[str]:
    """Returns a warning for each rule that gives a coupon which is not chosen, or has no name yet."""
    found = []
    coupons = {rule.id for rule in teller.programme.rules if rule.mechanic == "coupon"}
    for rule in teller.programme.rules:
        places = [inside for spot in spots(teller, rule, CONFIG) for inside in inner(spot)]
        lacking = [spot for spot in places if spot.setting.unit == "coupon" and spot.value not in {None, *coupons}]
        lacking += [spot for spot in places if spot.setting.unit == "text" and not spot.value]
        if lacking and not rule.paused:
            field = label(teller.speech, lacking[0].setting)
            found.append(teller.speech("programme-unfinished", rule=title(teller.speech, rule.mechanic), field=field))
    return found


def _drop(visit: Visit, desk: Desk) -> InlineKeyboardButton:
    return button(visit.speech.plain("programme-button-drop"), RuleTap(act="drop", value=str(desk.before.version)))


async def since(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Asks for the day from which the changes shall hold."""
    desk = await sit(visit)
    if callback_data.value == DATE:
        await _ask_date(visit, state, desk)
    else:  # a button of an earlier release
        await show(visit, state, desk)


async def _ask_date(visit: Visit, state: FSMContext, desk: Desk) -> None:
    speech = visit.speech
    text = speech("programme-ask-date", example=_example(visit, desk))
    up = button(speech.plain("common-button-back"), RuleTap(act="check"))
    screen = await visit.show(text, rows(up))
    await state.set_state(Planning.date)
    await state.update_data(screen=screen.message_id if screen else None)


def _example(visit: Visit, desk: Desk) -> str:
    return visit.speech.as_typed(desk.today(visit) + timedelta(days=7))


async def typed_date(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the date from which the changes shall hold."""
    desk, speech, data = await sit(visit), visit.speech, await state.get_data()
    today, planned = desk.today(visit), desk.overview.planned_from
    try:
        day = read_date(visit.speech.typed_day(message.text or ""), today)
    except NotUnderstoodError:
        await visit.say(speech("programme-ask-date", example=_example(visit, desk)))
        return
    if day < today:
        await visit.say(speech("programme-date-past", example=_example(visit, desk)))
        return
    if planned and start_of(day, desk.draft.zone) < planned:
        if day < local(planned, desk.draft.zone).date():
            await visit.say(
                speech("programme-date-early", planned=visit.speech.as_typed(local(planned, desk.draft.zone).date()))
            )
            return
        chosen = WITH_PLAN
    else:
        chosen = NOW if day == today else day.isoformat()
    await _ready(visit, state, desk, chosen)
    await visit.retire(data.get("screen"))


async def _ready(visit: Visit, state: FSMContext, desk: Desk, since: str) -> None:
    """Shows the changes once more with the day as it was understood, to be confirmed."""
    await state.clear()
    speech = visit.speech
    if desk.stale or not desk.changed:
        await show(visit, state, desk)
        return
    said = [speech("programme-check-title"), _changes(visit, desk), _holds(visit, replace(desk, since=since))]
    confirm = RuleTap(act="confirm", at=since, value=desk.seal)
    up = button(speech.plain("common-button-back"), RuleTap(act="check"))
    await visit.show(
        "\n\n".join(said), rows(button(speech.plain("programme-check-button-confirm"), confirm, CONFIRM), up)
    )


def _holds(visit: Visit, desk: Desk) -> str:
    moment = desk.valid_from()
    if moment is None:
        return visit.speech("programme-check-now")
    return visit.speech("programme-check-since", date=visit.speech.date(moment))


async def confirm(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Puts the changes that the button's screen has shown in force; tapped again, says so again."""
    desk = await sit(visit, finished=True)
    if callback_data.value != desk.seal or not desk.changed or not _is_since(callback_data.at):
        await show(visit, state, await sit(visit))
        return
    desk = await keep(visit, replace(desk, since=callback_data.at))
    made = await _put_in_force(visit, desk)
    if made is None:
        await show_conflict(visit, await sit(visit))
        return
    await keep(visit, replace(desk, made=made.number))
    await state.clear()
    speech = visit.speech
    later = made.valid_from > visit.now
    text = speech("programme-done-since", date=speech.date(made.valid_from)) if later else speech("programme-done-now")
    undo = button(speech.plain("programme-button-undo"), RuleTap(act="undo", value=str(made.number)))
    await visit.show(text, rows(undo, back_to_rules(visit)))


def _is_since(at: str) -> bool:
    try:
        return at in {NOW, WITH_PLAN} or bool(date.fromisoformat(at))
    except ValueError:
        return False


async def _put_in_force(visit: Visit, desk: Desk) -> Changed | None:
    """Returns the version that was made, None when somebody else made another meanwhile."""
    draft = desk.draft
    try:
        return await visit.db.write(
            changing.change,
            visit.person,
            draft.version,
            draft.rules,
            draft.settings,
            desk.valid_from(),
            visit.now,
            changing.business_of(draft),
        )
    except ProgrammeChanged:
        return None


def back_to_rules(visit: Visit) -> InlineKeyboardButton:
    """Returns the button that leads to all rules."""
    made = back(visit.speech, "rules")
    return made.model_copy(update={"text": visit.speech.plain("programme-button-rules")})


async def show_conflict(visit: Visit, desk: Desk) -> None:
    """Says who was quicker, and keeps in sight what was wanted."""
    speech = visit.speech
    versions = await visit.db.read(changing.versions, visit.person, visit.now)
    who = next((version.by for version in versions if version.number == desk.before.version + 1), "")
    said = [speech("programme-conflict", name=who or "—"), _changes(visit, desk)]
    anew = RuleTap(act="drop", value=str(desk.before.version))
    await visit.show("\n\n".join(said), rows(button(speech.plain("programme-button-anew"), anew, MAIN)))


def router() -> Router:
    """Returns the handlers that put changes in force."""
    router = Router(name="programme-check")
    router.callback_query.register(check, RuleTap.filter(F.act == "check"))
    router.callback_query.register(since, RuleTap.filter(F.act == "since"))
    router.callback_query.register(confirm, RuleTap.filter(F.act == "confirm"))
    router.message.register(typed_date, F.text, StateFilter(Planning.date))
    return router
