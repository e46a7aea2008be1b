"""The owner's first questions, one screen each, with a way back; the last answer starts the programme."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot import commands
from bot.callbacks import Answer, Go
from bot.keyboards import CONFIRM, Row, button, permanent, rows
from bot.owner import menu
from bot.owner.programme import likely
from bot.owner.programme.zones import find_zone, told, zone_on_map
from bot.visit import Visit
from bot.words.rules import in_words
from bot.words.speech import Speech, speech_for
from locales import LANGUAGES, closest, read_currency
from loyalty.errors import NotAllowed
from loyalty.presets import PRESETS
from services.programme import setting_up
from services.programme.setting_up import Setup
from services.typed import NAME_LIMIT, check_currency, tidy

QUESTIONS = ("name", "currency", "zone", "language", "preset")


class SettingUp(StatesGroup):
    """Which question the owner is answering."""

    name = State()
    currency = State()
    zone = State()
    language = State()
    preset = State()


async def begin(visit: Visit, state: FSMContext, *, greet: bool) -> None:
    """Asks the first question, after a hello to an owner whom nothing has greeted yet."""
    await state.set_data({})
    await _ask(visit, state, "name", visit.speech("setup-hello", name=visit.person.name) if greet else "")


async def _ask(visit: Visit, state: FSMContext, question: str, hello: str = "", page: int = 0) -> None:
    speech = visit.speech
    step = QUESTIONS.index(question)
    back = Answer(question="back", value=QUESTIONS[step - 1]) if step else None
    text = speech("setup-step", step=step + 1, steps=len(QUESTIONS)) + "\n\n" + speech(f"setup-ask-{question}")
    if question == "preset":
        text += "\n\n" + "\n".join(_preset_line(speech, key) for key in PRESETS)
    if hello:
        text = hello + "\n\n" + text
    keyboard = _choices(visit, question, page)
    if back:
        keyboard.append([button(speech.plain("common-button-back"), back)])
    before = (await state.get_data()).get("screen")
    screen = await visit.show(text, InlineKeyboardMarkup(inline_keyboard=keyboard))
    await state.set_state(getattr(SettingUp, question))
    await state.update_data(screen=screen.message_id if screen else None)
    if screen and screen.message_id != before:
        await visit.retire(before)


def _choices(visit: Visit, question: str, page: int) -> list[Row]:
    """Returns the answers offered as buttons, the suggested one first, several in a row where they are short."""
    speech, suggested = visit.speech, visit.house.suggested.get(question)

    def ordered(values: Iterable[str]) -> list[str]:
        return list(dict.fromkeys([suggested, *values])) if suggested else list(values)

    def offer(text: str, value: str) -> InlineKeyboardButton:
        return button(text, Answer(question=question, value=value))

    def paged(labels: Sequence[tuple[str, str]]) -> list[Row]:
        pages = range(-(-len(labels) // likely.PAGE))
        more = [Answer(question="more", value=f"{question} {number}") for number in pages]
        choices = [(label, Answer(question=question, value=value)) for label, value in labels]
        return likely.paged(speech, choices, page, more)

    match question:
        case "currency":
            return paged([(code, code) for code in ordered(likely.currencies(speech.language, visit.hint))])
        case "zone":
            zones = ordered(likely.zones(speech.language, visit.hint))
            return paged([(speech.city(zone), zone) for zone in zones])
        case "language":
            languages = [closest(code) for code in ordered(LANGUAGES)]
            buttons = [offer(Speech(language).plain("common-language-name"), language) for language in languages]
            across = 1
        case "preset":
            buttons, across = [offer(_preset_name(speech, key), key) for key in PRESETS], 2
        case _:
            return []
    return [buttons[start : start + across] for start in range(0, len(buttons), across)]


def _preset_name(speech: Speech, key: str) -> str:
    return speech.plain("preset-" + key.replace("_", "-"))


def _preset_line(speech: Speech, key: str) -> str:
    what = speech.plain("preset-" + key.replace("_", "-") + "-what")
    return speech("preset-offered", name=_preset_name(speech, key), what=what)


async def answered(_: object, visit: Visit, state: FSMContext, callback_data: Answer) -> None:
    """Takes an answer that was tapped."""
    if callback_data.question == "start":
        await _start(visit, state, callback_data.value)
        return
    await _owner_only(visit)
    if callback_data.question == "back":
        await _ask(visit, state, callback_data.value if callback_data.value in QUESTIONS else QUESTIONS[0])
    elif callback_data.question == "more":
        question, _, page = callback_data.value.partition(" ")
        known = question in {"currency", "zone"} and page.isdecimal()
        await _ask(visit, state, question if known else QUESTIONS[0], page=int(page) if known else 0)
    elif callback_data.question in QUESTIONS:
        await _take(visit, state, callback_data.question, callback_data.value)


async def typed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes an answer that was typed."""
    await _owner_only(visit)
    question = (await state.get_state() or "").rsplit(":", 1)[-1]
    await _take(visit, state, question, message.text or "")


async def placed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the time of a place that was sent from the map."""
    await _owner_only(visit)
    assert message.location is not None, "the filter has seen it"
    currency = (await state.get_data()).get("currency", "")
    await _take(visit, state, "zone", zone_on_map(visit.speech, message.location, currency, visit.hint))


async def _owner_only(visit: Visit) -> None:
    if visit.person.role != "owner" or visit.programme is not None:
        raise NotAllowed


async def _take(visit: Visit, state: FSMContext, question: str, value: str) -> None:
    data = await state.get_data()
    match question:
        case "name":
            value = tidy(value, NAME_LIMIT)
        case "currency":
            value = check_currency(read_currency(value, likely.own_currency(visit.hint)) or value)
        case "zone":
            value = find_zone(value)
        case "language":
            value = _language(value)
            if not value:
                await _ask(visit, state, question)
                return
        case "preset":
            await _describe(visit, state, data, value)
            return
    await state.update_data({question: value})
    hello = told(visit.speech, value, visit.now) if question == "zone" else ""
    await _ask(visit, state, QUESTIONS[QUESTIONS.index(question) + 1], hello)


def _language(typed: str) -> str:
    """Returns the language that somebody calls by its code or by its own name, empty for none of ours."""
    names = {name: code for code in LANGUAGES for name in (code, Speech(code).plain("common-language-name").casefold())}
    return names.get(typed.strip().casefold(), "")


async def _missing(visit: Visit, state: FSMContext, data: dict[str, Any]) -> bool:
    """Asks the first question that has no answer yet, as after an old button was tapped; says whether there was one."""
    for question in QUESTIONS[:-1]:
        if question not in data:
            await _ask(visit, state, question)
            return True
    return False


async def _describe(visit: Visit, state: FSMContext, data: dict[str, Any], key: str) -> None:
    """Shows what a preset does, in the owner's currency."""
    if await _missing(visit, state, data):
        return
    if key not in PRESETS:
        await _ask(visit, state, "preset")
        return
    speech = replace(visit.speech, currency=data["currency"], zone=data["zone"])
    rules = in_words(speech, setting_up.ready(key, data["currency"], closest(data["language"])))
    text = speech("preset-title", name=_preset_name(speech, key)) + "\n\n" + rules + "\n\n" + speech("preset-hint")
    await visit.show(
        text,
        rows(
            button(speech.plain("preset-button-start"), Answer(question="start", value=key), CONFIRM),
            button(speech.plain("common-button-back"), Answer(question="back", value="preset")),
        ),
    )


async def _start(visit: Visit, state: FSMContext, key: str) -> None:
    data = await state.get_data()
    if QUESTIONS[0] not in data:
        await _owner_only(visit)
    if await _missing(visit, state, data):
        return
    setup = Setup(data["name"], data["currency"], data["zone"], closest(data["language"]), key)
    visit.programme = await visit.db.write(setting_up.set_up, visit.person, setup, visit.now)
    visit.speech = speech_for(visit.person, visit.programme)
    speech = visit.speech
    await visit.show(speech("setup-done", name=visit.programme.name))
    await visit.say(speech("setup-next"), permanent(speech, visit.person))
    await commands.refresh(visit.bot, visit.person)
    visit.leave_screen()
    await menu.show(None, visit)
    # Last: while the answers are known, a tap that is handled again after a kill shows all this again.
    await state.clear()


async def reopen(_: object, visit: Visit, state: FSMContext) -> None:
    """Goes on with the questions where the owner left them."""
    data = await state.get_data()
    if not await _missing(visit, state, data):
        await _ask(visit, state, "preset")


def not_set_up(_: object, visit: Visit) -> bool:
    """Filter: an owner whose programme is not set up yet."""
    return visit.person.role == "owner" and visit.programme is None


def router() -> Router:
    """Returns the handlers of the first questions."""
    router = Router(name="setup")
    router.callback_query.register(answered, Answer.filter())
    router.callback_query.register(reopen, Go.filter(F.to == "business"), not_set_up)
    router.message.register(typed, F.text, StateFilter(SettingUp), not_set_up)
    router.message.register(placed, F.location, StateFilter(SettingUp.zone), not_set_up)
    router.message.register(reopen, not_set_up)
    return router
