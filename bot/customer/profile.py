"""What a member may tell about themselves, one question at a time; all of it can be left out or taken back."""

from datetime import date

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.callbacks import Detail, Go
from bot.customer.card import registered
from bot.keyboards import CONFIRM, DANGER, Row, back, button, rows
from bot.visit import Visit, running
from bot.words.speech import Speech
from locales import read_day, with_century
from loyalty.errors import BirthdayTooSoon, BirthdayUnreadable
from loyalty.localtime import local
from loyalty.reminding import gift_days
from services.members import profiles
from services.members.profiles import FIELDS, SEXES, Birthdate, Profile

HERE = "profile"
_NO_YEAR = 4
"""A leap year before all years that are taken: it stands for "not said" in a button."""


class Telling(StatesGroup):
    """Which question the member's next message answers."""

    birthday = State()
    city = State()
    email = State()


def shown(speech: Speech, profile: Profile, field: str) -> str:
    """Returns a field as the member reads it; empty when they have not told it."""
    match field:
        case "birthday":
            born = profile.birthday
            return speech.birthday(born.day, born.month, born.year) if born else ""
        case "sex":
            return speech.plain(f"profile-sex-{profile.sex}") if profile.sex else ""
        case _:
            return str(getattr(profile, field))


async def show(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows what the member told, and what they could tell."""
    registered(visit)
    await state.set_state(None)
    speech = visit.speech
    profile = await visit.db.read(profiles.of, visit.person.id, visit.now)
    lines = [speech("profile-title"), ""]
    lines += [speech(f"profile-{field}", value=shown(speech, profile, field) or "—") for field in FIELDS]
    buttons = [button(speech.plain(f"profile-button-{field}"), Detail(act="ask", field=field)) for field in FIELDS]
    if profile.birthday is None and _has_gift(visit):
        lines += ["", speech("profile-birthday-gift")]
    await visit.show("\n".join(lines), rows(buttons[:2], buttons[2:], back(speech, "settings")))


def _has_gift(visit: Visit) -> bool:
    return visit.programme is not None and gift_days(visit.programme) is not None


async def ask(_: object, visit: Visit, state: FSMContext, callback_data: Detail) -> None:
    """Asks one question; says how often the birthday may change before it is told."""
    registered(visit)
    field, speech = callback_data.field, visit.speech
    if field not in FIELDS:
        await show(None, visit, state)
        return
    profile = await visit.db.read(profiles.of, visit.person.id, visit.now)
    await state.set_state(None if field == "sex" else getattr(Telling, field))
    known = shown(speech, profile, field)
    gone = button(speech.plain("profile-button-remove"), Detail(act="remove", field=field), DANGER) if known else None
    screen = await visit.show(_question(speech, profile, field), rows(_sexes(speech, field), gone, back(speech, HERE)))
    await state.update_data(screen=screen.message_id if screen else None)


def _question(speech: Speech, profile: Profile, field: str) -> str:
    text = speech(f"profile-ask-{field}")
    if field == "birthday" and profile.changes_from is not None:
        text += "\n\n" + speech("profile-birthday-waits", date=speech.date(profile.changes_from))
    return text


def _sexes(speech: Speech, field: str) -> Row:
    if field != "sex":
        return []
    return [button(speech.plain(f"profile-sex-{sex}"), Detail(act="put", field="sex", value=sex)) for sex in SEXES]


async def type_birthday(message: Message, visit: Visit, state: FSMContext) -> None:
    """Reads the birthday and shows it back, for it can be changed but once a year."""
    today = local(visit.now, running(visit).zone).date()
    day = read_day(with_century(visit.speech.typed_day(message.text or ""), today))
    if day is None:
        raise BirthdayUnreadable
    known = await visit.db.read(profiles.of, visit.person.id, visit.now)
    if known.changes_from is not None:
        raise BirthdayTooSoon(known.changes_from)
    number, month, year = day
    value = date(year or _NO_YEAR, month, number).isoformat()
    speech = visit.speech
    asked = (await state.get_data()).get("screen")
    screen = await visit.say(
        speech("profile-birthday-check", date=speech.birthday(number, month, year)),
        rows(
            button(speech.plain("profile-button-right"), Detail(act="put", field="birthday", value=value), CONFIRM),
            button(speech.plain("profile-button-again"), Detail(act="ask", field="birthday")),
            back(speech, HERE),
        ),
    )
    await state.update_data(screen=screen.message_id)
    await visit.retire(asked)


async def typed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the city or the e-mail address."""
    field = (await state.get_state() or "").rsplit(":", 1)[-1]
    await visit.db.write(profiles.put, visit.person.id, field, message.text or "", visit.now)
    asked = (await state.get_data()).get("screen")
    await show(None, visit, state)
    await visit.retire(asked)


async def put(_: object, visit: Visit, state: FSMContext, callback_data: Detail) -> None:
    """Takes an answer that was tapped."""
    if callback_data.field == "birthday":
        birthday = _birthdate(callback_data.value)
        await visit.db.write(profiles.set_birthday, visit.person.id, birthday, visit.now)
    else:
        await visit.db.write(profiles.put, visit.person.id, callback_data.field, callback_data.value, visit.now)
    await visit.answer(visit.speech.plain("profile-kept"))
    await show(None, visit, state)


def _birthdate(value: str) -> Birthdate:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise BirthdayUnreadable from error
    return Birthdate(day.day, day.month, None if day.year == _NO_YEAR else day.year)


async def remove(_: object, visit: Visit, state: FSMContext, callback_data: Detail) -> None:
    """Forgets an answer."""
    await visit.db.write(profiles.remove, visit.person.id, callback_data.field, visit.now)
    await visit.answer(visit.speech.plain("profile-removed"))
    await show(None, visit, state)


def router() -> Router:
    """Returns the handlers of the profile."""
    router = Router(name="profile")
    router.callback_query.register(show, Go.filter(F.to == HERE))
    router.callback_query.register(ask, Detail.filter(F.act == "ask"))
    router.callback_query.register(put, Detail.filter(F.act == "put"))
    router.callback_query.register(remove, Detail.filter(F.act == "remove"))
    router.message.register(type_birthday, F.text, StateFilter(Telling.birthday))
    router.message.register(typed, F.text, StateFilter(Telling.city, Telling.email))
    return router
