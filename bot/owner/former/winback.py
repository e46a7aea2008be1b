"""Messages that win people back, as the owner makes them: text, bonus, audience, a look at it, on their way."""

from datetime import date
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, Message

from bot.callbacks import Go, WinTap
from bot.keyboards import CONFIRM, DANGER, MAIN, back, button, rows
from bot.owner.former import winback_screens as screens
from bot.owner.former.imports import show_all
from bot.owner.former.imports_screens import LIST
from bot.visit import Visit, running
from locales import read_day
from loyalty.errors import MomentUnreadable, NobodyToReach
from loyalty.localtime import local
from services.campaigns import reminders, winback
from services.campaigns.texting import LINK, NAME, filled, size
from services.campaigns.winback import Audience, NumberUnreadable, Winback, WinbackClosed


class Winning(StatesGroup):
    """What the owner's next message is for."""

    text = State()
    points = State()
    days = State()
    until = State()


async def new(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks for the text of a new message, with one to begin with."""
    speech, winback_id = visit.speech, winback.new_id()
    take = button(speech.plain("winback-button-take"), WinTap(act="take", winback=winback_id), MAIN)
    # An id beforehand: a first text that is handled twice makes one draft.
    await _ask(visit, state, Winning.text, winback_id, back(speech, LIST), take)


async def _ask(
    visit: Visit,
    state: FSMContext,
    question: State,
    winback_id: UUID,
    way_back: InlineKeyboardButton,
    *others: InlineKeyboardButton,
) -> None:
    """Asks for something that is typed next."""
    speech, words = visit.speech, f"winback-ask-{(question.state or '').rsplit(':', 1)[-1]}"
    example = {"text": screens.suggested(speech), "name": NAME, "link": LINK} if question == Winning.text else {}
    text = speech(words, **example)
    screen = await visit.show(text, rows(*others, way_back))
    await state.set_state(question)
    await state.update_data(winback=winback_id.hex, screen=screen.message_id if screen else None)


async def show(_: object, visit: Visit, state: FSMContext, callback_data: WinTap) -> None:
    """Shows one message."""
    await show_one(visit, callback_data.winback)
    await state.clear()


async def show_one(visit: Visit, winback_id: UUID) -> None:
    """Shows a draft with its size and count, or what has become of the message."""
    made, told = await visit.db.read(winback.one, visit.person, winback_id)
    gateway = visit.house.text is not None
    if made.state != "draft":
        waits = await visit.db.read(reminders.quiet_until, visit.now) if made.state == "sending" else None
        await visit.show(*screens.status(visit.speech, made, told, waits, gateway=gateway))
        return
    base = visit.house.public_url
    count = await visit.db.read(winback.reach, visit.person, winback_id, base, visit.now)
    sized = size(_example(visit, made))
    await visit.show(*screens.draft(visit.speech, made, count, sized, gateway=gateway))


def _example(visit: Visit, made: Winback) -> str:
    """Returns the text as the owner themselves would get it."""
    return filled(made.text, visit.person.name, winback.sample_link(visit.house.public_url))


async def _draft(visit: Visit, winback_id: UUID) -> Winback:
    made, _ = await visit.db.read(winback.one, visit.person, winback_id)
    if made.state != "draft":
        raise WinbackClosed
    return made


# --- what it says -----------------------------------------------------------------------------------------------------


async def take(_: object, visit: Visit, state: FSMContext, callback_data: WinTap) -> None:
    """Makes a draft of the suggested text."""
    text = screens.suggested(visit.speech)
    made = await visit.db.write(winback.compose, visit.person, callback_data.winback, text, visit.now)
    await show_one(visit, made.id)
    await state.clear()


async def ask(_: object, visit: Visit, state: FSMContext, callback_data: WinTap) -> None:
    """Asks for another text, the points, for how long they are good, or the last day."""
    made = await _draft(visit, callback_data.winback)
    await _ask(visit, state, getattr(Winning, callback_data.act), made.id, screens.again(visit.speech, made))


async def typed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes what was asked for."""
    data, asked, text = await state.get_data(), await state.get_state(), message.text or ""
    winback_id, person = UUID(data["winback"]), visit.person
    match asked:
        case Winning.text.state:
            await visit.db.write(winback.compose, person, winback_id, text, visit.now)
        case Winning.points.state:
            await visit.db.write(winback.promise, person, winback_id, points=_number(text))
        case Winning.days.state:
            await visit.db.write(winback.promise, person, winback_id, days=max(1, _number(text)))
        case _:
            await visit.db.write(winback.until, person, winback_id, _day(visit, text), visit.now)
    await show_one(visit, winback_id)
    await state.clear()
    await visit.retire(data.get("screen"))


def _number(text: str) -> int:
    digits = "".join(text.split())
    if not digits.isdecimal() or len(digits) > 9:
        raise NumberUnreadable
    return int(digits)


def _day(visit: Visit, text: str) -> date:
    """Returns the day that was typed; without a year the next one of its kind."""
    found, today = read_day(visit.speech.typed_day(text)), local(visit.now, running(visit).zone).date()
    if found is None:
        raise MomentUnreadable
    day, month, year = found
    try:
        last = date(year or today.year, month, day)
        return last if year or last >= today else last.replace(year=today.year + 1)
    except ValueError as error:
        raise MomentUnreadable from error


async def ask_audience(_: object, visit: Visit, callback_data: WinTap) -> None:
    """Asks whom a draft is for."""
    await visit.show(*screens.audiences(visit.speech, await _draft(visit, callback_data.winback)))


async def address(_: object, visit: Visit, callback_data: WinTap) -> None:
    """Takes whom a draft is for, and shows how many that are."""
    kind, _, of = callback_data.value.partition("-")
    made = await visit.db.write(winback.address, visit.person, callback_data.winback, Audience(kind, of), visit.now)
    await show_one(visit, made.id)


async def preview(_: object, visit: Visit, callback_data: WinTap) -> None:
    """Shows the message as it will be read, and offers to send it to the owner's own number."""
    made, speech = await _draft(visit, callback_data.winback), visit.speech
    await visit.answer()
    visit.leave_screen()
    await visit.bot.send_message(visit.chat_id, _example(visit, made), parse_mode=None)
    phone = await visit.db.read(winback.own_phone, visit.person) if visit.house.text else ""
    mine = button(speech.plain("winback-button-mine", phone=phone), WinTap(act="mine", winback=made.id))
    await visit.say(speech("winback-preview"), rows(mine if phone else None, screens.again(speech, made)))


async def send_mine(_: object, visit: Visit, callback_data: WinTap) -> None:
    """Sends the message to the owner's own number, by the gateway."""
    made = await _draft(visit, callback_data.winback)
    phone, gateway = await visit.db.read(winback.own_phone, visit.person), visit.house.text
    if gateway is None or not phone:
        raise NobodyToReach
    outcome = await gateway(phone, _example(visit, made))
    await visit.answer(visit.speech.plain("winback-mine-sent" if outcome == "sent" else "winback-mine-not"), alert=True)


# --- on its way -------------------------------------------------------------------------------------------------------


async def ask_send(_: object, visit: Visit, callback_data: WinTap) -> None:
    """Asks once more before everybody gets it, with their number and the parts to pay for as they are now."""
    made, speech = await _draft(visit, callback_data.winback), visit.speech
    count = await visit.db.read(winback.reach, visit.person, made.id, visit.house.public_url, visit.now)
    if not count.people:
        raise NobodyToReach
    yes = speech.plain("broadcast-button-send-yes", count=speech.number(count.people))
    await visit.show(
        speech("winback-ask-send", count=count.people, parts=count.parts),
        rows(button(yes, WinTap(act="send-yes", winback=made.id), CONFIRM), screens.again(speech, made)),
    )


async def turn(_: object, visit: Visit, callback_data: WinTap) -> None:
    """Sends, pauses, resumes or cancels; a second tap on the same button changes nothing."""
    use_case = {
        "send-yes": winback.start,
        "pause": winback.pause,
        "resume": winback.resume,
        "cancel": winback.cancel,
    }[callback_data.act]
    made = await visit.db.write(use_case, visit.person, callback_data.winback, visit.now)
    await show_one(visit, made.id)


async def ask_delete(_: object, visit: Visit, callback_data: WinTap) -> None:
    """Asks once more before a draft is deleted."""
    made, speech = await _draft(visit, callback_data.winback), visit.speech
    yes = button(speech.plain("broadcast-button-delete-yes"), WinTap(act="delete-yes", winback=made.id), DANGER)
    await visit.show(speech("broadcast-ask-delete"), rows(yes, screens.again(speech, made)))


async def delete(_: object, visit: Visit, state: FSMContext, callback_data: WinTap) -> None:
    """Deletes a draft."""
    await visit.db.write(winback.discard, visit.person, callback_data.winback)
    await show_all(None, visit, state)


def router() -> Router:
    """Returns the handlers of messages that win people back."""
    router = Router(name="winback")
    router.callback_query.register(new, Go.filter(F.to == "new-winback"))
    router.callback_query.register(show, WinTap.filter(F.act.in_(("open", "refresh"))))
    router.callback_query.register(take, WinTap.filter(F.act == "take"))
    router.callback_query.register(ask, WinTap.filter(F.act.in_(("text", "points", "days", "until"))))
    router.callback_query.register(ask_audience, WinTap.filter(F.act == "audience"))
    router.callback_query.register(address, WinTap.filter(F.act == "whom"))
    router.callback_query.register(preview, WinTap.filter(F.act == "preview"))
    router.callback_query.register(send_mine, WinTap.filter(F.act == "mine"))
    router.callback_query.register(ask_send, WinTap.filter(F.act == "send"))
    router.callback_query.register(turn, WinTap.filter(F.act.in_(("send-yes", "pause", "resume", "cancel"))))
    router.callback_query.register(ask_delete, WinTap.filter(F.act == "delete"))
    router.callback_query.register(delete, WinTap.filter(F.act == "delete-yes"))
    router.message.register(typed, StateFilter(Winning.text, Winning.points, Winning.days, Winning.until))
    return router
