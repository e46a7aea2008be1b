"""What the shop has named itself, in the other languages of its customers; and its own word for points."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.callbacks import RuleTap, mark
from bot.keyboards import back, button, rows
from bot.owner.programme.check import waiting, ways
from bot.owner.programme.desk import Desk, keep, sit
from bot.visit import Visit
from bot.words.fitting import short
from bot.words.speech import Speech
from locales import FORMS, LANGUAGES, Language, Voice, translate
from loyalty.cashback import shown_value
from services.programme import wording

_SHOWN = 40
"""Names on one screen, those first that nobody has said."""
_BESIDE = frozenset("0123456789 \u00a0:.")
"""What stands around a form where it is typed with its number: `5 stars`."""


class Wording(StatesGroup):
    """What the owner's next message is."""

    name = State()
    points = State()


async def show(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows what the shop has named, what is not said in every language first."""
    await _show(visit, state, await sit(visit))


async def _show(visit: Visit, state: FSMContext, desk: Desk) -> None:
    await state.clear()
    speech, draft = visit.speech, desk.draft
    found = sorted(wording.names(draft), key=lambda name: not wording.missing(draft, name))
    said = [speech("names-title"), *waiting(visit, desk)]
    points = None if shown_value(draft) else button(_points_label(speech, desk), RuleTap(act="points"))
    buttons = [
        button(short(("▫️ " if wording.missing(draft, name) else "✅ ") + name), RuleTap(act="name", at=mark(name)))
        for name in found[:_SHOWN]
    ]
    await visit.show("\n\n".join(said), rows(*ways(visit, desk), points, *buttons, back(speech, "rules")))


def _points_label(speech: Speech, desk: Desk) -> str:
    called = Voice.of(desk.draft).say(speech.language, "pass-points")
    return short(speech.plain("names-button-points", points=called))


# --- a name -----------------------------------------------------------------------------------------------------------


async def open_name(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Shows a name as it is said, and asks for it in the language that was tapped, or that lacks it."""
    desk = await sit(visit)
    found = [name for name in wording.names(desk.draft) if mark(name) == callback_data.at]
    if not found:
        await _show(visit, state, desk)
        return
    lacking = (*wording.missing(desk.draft, found[0]), *wording.others(desk.draft))
    await _ask_name(visit, state, desk, found[0], _language(callback_data.value) or lacking[0])


async def _ask_name(visit: Visit, state: FSMContext, desk: Desk, name: str, language: Language) -> None:
    speech, kept, others = visit.speech, desk.draft.settings.wording, wording.others(desk.draft)
    said = [
        speech("names-line", language=translate(each, "common-language-name"), name=kept.name(name, each))
        for each in others
        if kept.has(name, each)
    ]
    lines = [speech("names-name", name=name), *said, "", speech("names-ask", language=_named(language))]
    switch = [
        button(translate(each, "common-language-name"), RuleTap(act="name", at=mark(name), value=each))
        for each in others
        if each != language
    ]
    up = button(speech.plain("common-button-back"), RuleTap(act="names"))
    screen = await visit.show("\n".join(lines), rows(switch, up))
    await state.set_state(Wording.name)
    await state.update_data(name=name, language=language, screen=screen.message_id)


async def typed_name(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a name in a language, and asks for the next one that it is not said in."""
    data, desk = await state.get_data(), await sit(visit)
    name, language = data.get("name", ""), _language(data.get("language", "")) or "en"
    if name not in wording.names(desk.draft):  # the rule was changed meanwhile
        await _show(visit, state, desk)
        return
    desk = await keep(visit, desk, wording.say(desk.draft, name, language, message.text or ""))
    await visit.retire(data.get("screen"))
    lacking = wording.missing(desk.draft, name)
    if lacking:
        await _ask_name(visit, state, desk, name, lacking[0])
    else:
        await _show(visit, state, desk)


# --- points -----------------------------------------------------------------------------------------------------------


async def points(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows what points are called in each language."""
    await _show_points(visit, state, await sit(visit))


async def _show_points(visit: Visit, state: FSMContext, desk: Desk) -> None:
    await state.clear()
    speech, voice = visit.speech, Voice.of(desk.draft)
    lines = [
        speech("names-line", language=translate(each, "common-language-name"), name=_counted(voice, each))
        for each in LANGUAGES
    ]
    buttons = [
        button(translate(each, "common-language-name"), RuleTap(act="points-in", value=each)) for each in LANGUAGES
    ]
    own = any(voice.forms(each) for each in LANGUAGES)
    usual = button(speech.plain("names-button-usual"), RuleTap(act="points-usual")) if own else None
    up = button(speech.plain("common-button-back"), RuleTap(act="names"))
    text = "\n\n".join([speech("names-points"), "\n".join(lines), *waiting(visit, desk)])
    await visit.show(text, rows(*ways(visit, desk), buttons, usual, up))


def _counted(voice: Voice, language: Language) -> str:
    """Returns how a language counts points here: `1 star, 2 stars, 5 stars`."""
    return ", ".join(voice.say(language, "web-points", points=count) for count in (1, 2, 5))


async def ask_points(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Asks for the forms of the word in a language."""
    language = _language(callback_data.value)
    if language is None:
        await _show_points(visit, state, await sit(visit))
        return
    up = button(visit.speech.plain("common-button-back"), RuleTap(act="points"))
    screen = await visit.show(_question(visit.speech, language), rows(up))
    await state.set_state(Wording.points)
    await state.update_data(language=language, screen=screen.message_id)


def _question(speech: Speech, language: Language) -> str:
    asked = translate(language, "points-asked")
    example = translate(language, "preset-points-stars")
    return speech("names-ask-points", language=_named(language), asked=asked, example=example)


async def typed_points(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the forms of the word, with their numbers or without; too few or too many are asked for again."""
    data, desk = await state.get_data(), await sit(visit)
    language = _language(data.get("language", "")) or "en"
    parts = (message.text or "").replace("\n", ",").replace(";", ",").split(",")
    forms = tuple(form for part in parts if (form := _bare(part)))
    if len(forms) != len(FORMS[language]):
        await visit.say(visit.speech("names-points-several", count=len(FORMS[language])))
        await visit.say(_question(visit.speech, language))
        return
    desk = await keep(visit, desk, wording.count(desk.draft, language, forms))
    await visit.retire(data.get("screen"))
    await _show_points(visit, state, desk)


def _bare(part: str) -> str:
    return part.strip("".join(_BESIDE))


async def usual(_: object, visit: Visit, state: FSMContext) -> None:
    """Calls points points again, in every language."""
    desk = await sit(visit)
    draft = desk.draft
    for language in LANGUAGES:
        draft = wording.count(draft, language, ())
    await _show_points(visit, state, await keep(visit, desk, draft))


def _language(text: str) -> Language | None:
    return next((language for language in LANGUAGES if language == text), None)


def _named(language: Language) -> str:
    return translate(language, "common-language-name")


def router() -> Router:
    """Returns the handlers of names."""
    router = Router(name="programme-names")
    router.callback_query.register(show, RuleTap.filter(F.act == "names"))
    router.callback_query.register(open_name, RuleTap.filter(F.act == "name"))
    router.callback_query.register(points, RuleTap.filter(F.act == "points"))
    router.callback_query.register(ask_points, RuleTap.filter(F.act == "points-in"))
    router.callback_query.register(usual, RuleTap.filter(F.act == "points-usual"))
    router.message.register(typed_name, F.text, StateFilter(Wording.name))
    router.message.register(typed_points, F.text, StateFilter(Wording.points))
    return router
