"""The steps of ladders: a new one is asked for setting by setting, and stands where the rule accepts it."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.callbacks import RuleTap
from bot.keyboards import button, rows
from bot.owner.programme.desk import Desk, keep, sit
from bot.owner.programme.form import NOTHING, nonsense, problem_in_words, refuse_stale, set_value, show_form, wanted
from bot.owner.programme.spots import Spot, find, is_several, options
from bot.visit import Visit
from bot.words.fitting import short
from bot.words.reading import NotUnderstoodError, read
from bot.words.values import label, nothing, rung_settings
from loyalty.config import Json, encode
from loyalty.errors import SettingInvalid
from services.programme import drafts


class Adding(StatesGroup):
    """What the owner's next message is."""

    rung = State()


async def add_rung(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Asks for the first setting of a new rung."""
    desk = await sit(visit)
    spot = find(desk.teller(visit), callback_data.rule, callback_data.at)
    if spot is None or spot.setting.items is None or str(len(spot.value)) != callback_data.value:
        await show_form(visit, state, desk, callback_data.rule, callback_data.at)
        return
    await _ask_rung(visit, state, desk, spot, [])


async def _ask_rung(visit: Visit, state: FSMContext, desk: Desk, ladder: Spot, given: list[Json]) -> None:
    """Asks for the next setting of a new rung; with all of them given, puts it where it fits."""
    teller, settings = desk.teller(visit), rung_settings(ladder.setting)
    if len(given) == len(settings):
        await _place_rung(visit, state, desk, ladder, given)
        return
    setting = settings[len(given)]
    offered = options(teller, setting)
    heading = visit.speech("form-title", rule=label(visit.speech, ladder.setting), field=label(visit.speech, setting))
    buttons = [
        button(
            short(words),
            RuleTap(act="give", rule=ladder.rule_id, at=ladder.at, value=f"{len(given)}={place}"),
        )
        for place, (_, words) in enumerate(offered or ())
    ]
    if setting.optional:
        tap = RuleTap(act="give", rule=ladder.rule_id, at=ladder.at, value=f"{len(given)}={NOTHING}")
        buttons.append(button(nothing(visit.speech, setting), tap))
    stop = button(visit.speech.plain("common-button-back"), RuleTap(act="ask", rule=ladder.rule_id, at=ladder.at))
    screen = await visit.show(heading + "\n\n" + wanted(visit, desk, setting, offered), rows(*buttons, stop))
    await state.set_state(Adding.rung)
    await state.update_data(
        rule=ladder.rule_id, at=ladder.at, given=given, screen=screen.message_id if screen else None
    )


async def give(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Takes an option for a setting of a new rung."""
    desk, data = await sit(visit), await state.get_data()
    teller = desk.teller(visit)
    ladder, given = find(teller, callback_data.rule, callback_data.at), list(data.get("given", []))
    step, _, place = callback_data.value.partition("=")
    if ladder is None or ladder.setting.items is None or step != str(len(given)):
        await show_form(visit, state, desk, callback_data.rule, callback_data.at)
        return
    setting = rung_settings(ladder.setting)[len(given)]
    offered = options(teller, setting) or ()
    if place == NOTHING and setting.optional:
        given.append(None)
    elif place.isdigit() and int(place) < len(offered):
        value = offered[int(place)][0]
        given.append([value] if is_several(setting) else value)
    await _ask_rung(visit, state, desk, ladder, given)


async def typed_rung(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a typed setting of a new rung."""
    desk, data = await sit(visit), await state.get_data()
    teller, given = desk.teller(visit), list(data.get("given", []))
    ladder = find(teller, str(data.get("rule", "")), str(data.get("at", "")))
    if ladder is None or ladder.setting.items is None:
        await refuse_stale(visit, state)
        return
    setting = rung_settings(ladder.setting)[len(given)]
    text = message.text or ""
    if options(teller, setting) is not None:
        await visit.say(visit.speech("form-expect-choice"))
        return
    try:
        value = read(teller, setting, text, desk.today(visit))
    except NotUnderstoodError:
        await visit.say(nonsense(visit, desk, setting, text))
        return
    await _ask_rung(visit, state, desk, ladder, [*given, value])
    await visit.retire(data.get("screen"))


async def _place_rung(visit: Visit, state: FSMContext, desk: Desk, ladder: Spot, given: list[Json]) -> None:
    """Puts a new rung at the first place from the end where the rule accepts it."""
    names = [setting.field.name for setting in rung_settings(ladder.setting)]
    rung, old = dict(zip(names, given, strict=True)), [encode(rung) for rung in ladder.value]
    problem = SettingInvalid("", "other")
    for place in range(len(old), -1, -1):
        try:
            changed = drafts.put(desk.draft, ladder.rule_id, ladder.path, [*old[:place], rung, *old[place:]])
        except SettingInvalid as refusal:
            problem = refusal if place == len(old) else problem
            continue
        desk = await keep(visit, desk, changed)
        await show_form(visit, state, desk, ladder.rule_id, ladder.at)
        return
    words = visit.speech("form-refused", problem=problem_in_words(visit.speech, problem))
    await show_form(visit, state, desk, ladder.rule_id, ladder.at, words)


async def remove_rung(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Takes a rung out; a second tap finds one rung less than its button says, and does nothing."""
    desk = await sit(visit)
    spot = find(desk.teller(visit), callback_data.rule, callback_data.at)
    ladder_at = ".".join(callback_data.at.split(".")[:2])
    ladder = find(desk.teller(visit), callback_data.rule, ladder_at)
    if spot is None or ladder is None or spot.rung is None or str(len(spot.value)) != callback_data.value:
        await show_form(visit, state, desk, callback_data.rule, ladder_at)
        return
    left = [encode(rung) for place, rung in enumerate(spot.value) if place != spot.rung]
    await set_value(visit, state, desk, ladder, left, stay=True)


def router() -> Router:
    """Returns the handlers of the steps."""
    router = Router(name="programme-ladder")
    router.callback_query.register(give, RuleTap.filter(F.act == "give"))
    router.callback_query.register(add_rung, RuleTap.filter(F.act == "add-rung"))
    router.callback_query.register(remove_rung, RuleTap.filter(F.act == "remove-rung"))
    router.message.register(typed_rung, F.text, StateFilter(Adding.rung))
    return router
