"""The forms behind the rules: made from the fields of a dataclass, one setting at a time."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.callbacks import RuleTap
from bot.keyboards import DANGER, MAIN, button, paired, rows
from bot.owner.programme import check, reminders, rules
from bot.owner.programme.desk import Desk, keep, sit
from bot.owner.programme.spots import (
    CERTIFICATES,
    COMMON,
    RANK,
    REMINDERS,
    WHEN,
    Spot,
    caption,
    find,
    is_several,
    name,
    options,
    rung_spots,
)
from bot.visit import Visit
from bot.words.fitting import short
from bot.words.reading import NotUnderstoodError, expected, read
from bot.words.speech import Speech
from bot.words.values import Setting, Teller, explanation, find_key, in_words, label, nothing, rung_in_words
from loyalty.config import Json
from loyalty.errors import SettingInvalid
from services.programme import drafts

CHOSEN = "✓ "
NOTHING = "none"
TYPED_SHOWN = 60


class Changing(StatesGroup):
    """What the owner's next message is."""

    value = State()


async def ask(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Shows the form of one setting."""
    desk = await sit(visit)
    await show_form(visit, state, desk, callback_data.rule, callback_data.at)


async def show_form(visit: Visit, state: FSMContext, desk: Desk, rule_id: str, at: str, problem: str = "") -> None:
    """Shows the form at an address, below what was wrong with the last try."""
    teller = desk.teller(visit)
    spot = find(teller, rule_id, at)
    if spot is None:
        await refuse_stale(visit, state)
        return
    lines = [problem] if problem else []
    lines.append(visit.speech("form-title", rule=name(teller, spot), field=label(visit.speech, spot.setting)))
    hint = explanation(visit.speech, spot.setting)
    typed = False
    if spot.rung is not None:
        lines.append(visit.speech("form-now", value=rung_in_words(teller, spot.setting, spot.value[spot.rung])))
        keyboard = _of_rung(teller, spot, spot.rung)
    else:
        lines += [hint] if hint else []
        lines.append(visit.speech("form-now", value=in_words(teller, spot.setting, spot.value)))
        offered = options(teller, spot.setting)
        typed = spot.setting.items is None and offered is None
        # A list is changed line by line and never left by an answer, so what waits is said and put in force right here.
        lines += check.waiting(visit, desk) if spot.setting.items else []
        lines.append(wanted(visit, desk, spot.setting, offered))
        ways = check.ways(visit, desk)
        keyboard = _of_ladder(teller, spot, ways) if spot.setting.items else _choices(teller, spot, offered)
    screen = await visit.show("\n\n".join(lines), keyboard)
    await state.set_state(Changing.value if typed else None)
    await state.update_data(rule=rule_id, at=at, screen=screen.message_id if screen else None)


async def refuse_stale(visit: Visit, state: FSMContext) -> None:
    """Says that the form that was tapped or answered is no more, and shows the list."""
    if visit.tap is None:
        await visit.say(visit.speech("form-stale"))
    else:
        await visit.answer(visit.speech.plain("form-stale"), alert=True)
    await rules.show(None, visit, state)


def wanted(visit: Visit, desk: Desk, setting: Setting, offered: Any) -> str:
    """Returns what to do, as HTML."""
    speech = visit.speech
    if setting.items is not None:
        return speech("form-expect-rungs")
    if offered is None:
        return _plain(expected(desk.teller(visit), setting, desk.today(visit)))
    if not offered:
        return speech("form-no-coupons" if setting.unit == "coupon" else "form-no-choices")
    return speech("form-expect-choice")


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- keyboards --------------------------------------------------------------------------------------------------------


def parent_of(spot: Spot) -> RuleTap:
    """Returns the button's data that leads from a form to the screen it was opened on."""
    part, *way = spot.at.split(".")
    if len(way) > 1:
        return RuleTap(act="ask", rule=spot.rule_id, at=".".join([part, *way[:-1]]))
    if part == REMINDERS:
        return RuleTap(act="reminder", at=spot.at)
    acts = {WHEN: "when", RANK: "rank", COMMON: "settings", CERTIFICATES: "certificates"}
    return RuleTap(act=acts.get(part, "open"), rule=spot.rule_id)


def _back(speech: Speech, spot: Spot) -> InlineKeyboardButton:
    return button(speech.plain("common-button-back"), parent_of(spot))


def _choices(teller: Teller, spot: Spot, offered: Any) -> InlineKeyboardMarkup:
    """Returns the options, the chosen ones marked; a tap says what shall be, on or off."""
    several = is_several(spot.setting)
    buttons = []
    for place, (value, words) in enumerate(offered or ()):
        chosen = value in spot.value if several else value == spot.value
        sign = "=" if not several else "-" if chosen else "+"
        text = (CHOSEN if chosen else "") + words
        buttons.append(button(short(text), RuleTap(act="put", rule=spot.rule_id, at=spot.at, value=f"{sign}{place}")))
    return rows(*paired(buttons), _empty(teller.speech, spot, several=several), _back(teller.speech, spot))


def _empty(speech: Speech, spot: Spot, *, several: bool) -> InlineKeyboardButton | None:
    """Returns the button that leaves a setting empty, where that says something else than it says now."""
    optional = spot.setting.optional or several or str(spot.setting.hint) == "frozenset[str]"
    if not optional or not _filled(spot.value):
        return None
    tap = RuleTap(act="put", rule=spot.rule_id, at=spot.at, value=NOTHING)
    text = nothing(speech, spot.setting)
    return button(text[:1].upper() + text[1:], tap)


def _filled(value: Any) -> bool:
    return value is not None and value not in (frozenset(), ())


def _of_ladder(teller: Teller, spot: Spot, ways: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    speech = teller.speech
    rungs = [
        button(
            short(rung_in_words(teller, spot.setting, rung)),
            RuleTap(act="ask", rule=spot.rule_id, at=f"{spot.at}.{place}"),
        )
        for place, rung in enumerate(spot.value)
    ]
    add = RuleTap(act="add-rung", rule=spot.rule_id, at=spot.at, value=str(len(spot.value)))
    return rows(*rungs, button(speech.plain("form-button-add-rung"), add, MAIN), *ways, _back(speech, spot))


def _of_rung(teller: Teller, spot: Spot, place: int) -> InlineKeyboardMarkup:
    ladder = find(teller, spot.rule_id, ".".join(spot.at.split(".")[:2]))
    assert ladder is not None, "the rung has just been found in it"
    fields = [
        button(
            caption(teller, inside),
            RuleTap(act="ask", rule=spot.rule_id, at=inside.at),
        )
        for inside in rung_spots(ladder, place)
    ]
    remove = RuleTap(act="remove-rung", rule=spot.rule_id, at=spot.at, value=str(len(spot.value)))
    return rows(
        *fields,
        button(teller.speech.plain("form-button-remove-rung"), remove, DANGER),
        _back(teller.speech, spot),
    )


# --- answers ----------------------------------------------------------------------------------------------------------


async def put(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Takes an option that was tapped."""
    desk = await sit(visit)
    teller = desk.teller(visit)
    spot = find(teller, callback_data.rule, callback_data.at)
    found, value = (False, None) if spot is None else _tapped(teller, spot, callback_data.value)
    if spot is None or not found:
        await show_form(visit, state, desk, callback_data.rule, callback_data.at)
        return
    await set_value(visit, state, desk, spot, value, stay=is_several(spot.setting) and callback_data.value != NOTHING)


def _tapped(teller: Teller, spot: Spot, sign_and_place: str) -> tuple[bool, Json]:
    """Returns whether a tap means something still, and the JSON value that it means."""
    several = is_several(spot.setting)
    if sign_and_place == NOTHING:
        return True, [] if several else None
    sign, place = sign_and_place[:1], sign_and_place[1:]
    offered = options(teller, spot.setting) or ()
    if not place.isdigit() or int(place) >= len(offered):
        return False, None
    value = offered[int(place)][0]
    if not several:
        return True, value
    return True, sorted(spot.value | {value} if sign == "+" else spot.value - {value})


async def set_value(
    visit: Visit, state: FSMContext, desk: Desk, spot: Spot, value: Json, *, stay: bool = False
) -> bool:
    """Puts a value into the draft and shows the screen around it; says whether the value was accepted."""
    try:
        changed = drafts.put(desk.draft, spot.rule_id, spot.path, value)
    except SettingInvalid as refusal:
        problem = visit.speech("form-refused", problem=problem_in_words(visit.speech, refusal))
        await show_form(visit, state, desk, spot.rule_id, spot.at, problem)
        return False
    desk = await keep(visit, desk, changed)
    if stay:
        await show_form(visit, state, desk, spot.rule_id, spot.at)
        return True
    parent = parent_of(spot)
    if parent.act == "ask":
        await show_form(visit, state, desk, parent.rule, parent.at)
    elif parent.act == "reminder":
        await reminders.show_one(visit, state, desk, parent.at)
    else:
        await rules.show_part(visit, state, desk, spot.rule, parent.act)
    return True


def problem_in_words(speech: Speech, refusal: SettingInvalid) -> str:
    """Returns why a setting was refused, as plain text."""
    return speech.plain(find_key(speech.language, (f"problem-{refusal.problem}",)) or "problem-other")


async def typed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a value that was typed; what cannot be one changes nothing, and the question stays."""
    desk, data = await sit(visit), await state.get_data()
    spot = find(desk.teller(visit), str(data.get("rule", "")), str(data.get("at", "")))
    if spot is None:
        await refuse_stale(visit, state)
        return
    text = message.text or ""
    try:
        value = read(desk.teller(visit), spot.setting, text, desk.today(visit))
    except NotUnderstoodError:
        await visit.say(nonsense(visit, desk, spot.setting, text))
        return
    await set_value(visit, state, desk, spot, value)
    await visit.retire(data.get("screen"))


def nonsense(visit: Visit, desk: Desk, setting: Setting, text: str) -> str:
    shown = text if len(text) <= TYPED_SHOWN else text[:TYPED_SHOWN] + "…"
    wanted = expected(desk.teller(visit), setting, desk.today(visit))
    return visit.speech("form-nonsense", typed=shown) + "\n" + _plain(wanted)


def router() -> Router:
    """Returns the handlers of the forms."""
    router = Router(name="programme-form")
    router.callback_query.register(ask, RuleTap.filter(F.act == "ask"))
    router.callback_query.register(put, RuleTap.filter(F.act == "put"))
    router.message.register(typed, F.text, StateFilter(Changing.value))
    return router
