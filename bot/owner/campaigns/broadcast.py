"""Broadcasts as the owner composes them: text and photo as they were sent, a button, a coupon, a look at the result."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, Message

from bot import adverts
from bot.callbacks import Attach, Cast, Go
from bot.keyboards import DANGER, back, button, rows
from bot.owner.campaigns import broadcast_screens as screens
from bot.visit import Visit, running
from loyalty.errors import BroadcastClosed, BroadcastUnknown, LabelUnreadable, MessageUnusable, SettingInvalid
from services.campaigns import broadcasts, reminders
from services.campaigns.broadcasts import LABEL_LIMIT, Broadcast, Content
from services.typed import tidy


class Composing(StatesGroup):
    """What the owner's next message is for."""

    text = State()
    photo = State()
    link = State()
    moment = State()


async def show_all(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the list; a message that counts along stays where it is, and the list comes below it."""
    made = await visit.db.read(broadcasts.recent, visit.person)
    here = (visit.chat_id, visit.screen.message_id) if visit.screen else None
    if any(one.watch == here and one.state in screens.MOVING for one in made):
        visit.leave_screen()
    await visit.show(*screens.listed(visit.speech, made, await quiet_until(visit)))
    await state.clear()


async def show(_: object, visit: Visit, state: FSMContext, callback_data: Cast) -> None:
    """Shows one broadcast."""
    await show_one(visit, callback_data.broadcast)
    await state.clear()


async def show_one(visit: Visit, broadcast_id: UUID) -> None:
    """Shows a draft with its count, or how the broadcast stands; one under way counts along in this message then."""
    made, told = await visit.db.read(broadcasts.one, visit.person, broadcast_id)
    choices = broadcasts.choices(running(visit))
    if made.state == "draft":
        await visit.show(*screens.draft(visit.speech, made, choices, await reach(visit, broadcast_id)))
        return
    # What was planned before the quiet hours were others leaves at their end too.
    waits = await quiet_until(visit, made.send_at if made.state == "planned" else None)
    screen = await visit.show(*screens.status(visit.speech, made, choices, told, waits))
    if screen and made.state in screens.MOVING:
        await _count_along(visit, made, screen.message_id)


async def quiet_until(visit: Visit, at: datetime | None = None) -> datetime | None:
    """Returns when the quiet hours end that a moment, or now, lies in; None outside of them."""
    return await visit.db.read(reminders.quiet_until, at or visit.now)


async def reach(visit: Visit, broadcast_id: UUID) -> int:
    """Returns how many people would get a broadcast now."""
    try:
        return await visit.db.read(broadcasts.reach, visit.person, broadcast_id, visit.now)
    except SettingInvalid:
        return 0  # the level or coupon is no more; the screen says so


async def _count_along(visit: Visit, made: Broadcast, message_id: int) -> None:
    if made.watch == (visit.chat_id, message_id):
        return
    await visit.db.write(broadcasts.watch, visit.person, made.id, visit.chat_id, message_id)
    if made.watch and made.watch[0] == visit.chat_id:
        await visit.retire(made.watch[1])


# --- what is sent -----------------------------------------------------------------------------------------------------


async def new(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks for the text of a new broadcast."""
    # An id beforehand: a first message that is handled twice makes one draft.
    await ask(visit, state, Composing.text, broadcasts.new_id(), back(visit.speech, screens.LIST))


async def ask(
    visit: Visit,
    state: FSMContext,
    question: State,
    broadcast_id: UUID,
    way_back: InlineKeyboardButton,
    **arguments: str,
) -> None:
    """Asks for something that is typed or sent next."""
    words = f"broadcast-ask-{(question.state or '').rsplit(':', 1)[-1]}"
    screen = await visit.show(visit.speech(words, **arguments), rows(way_back))
    await state.set_state(question)
    await state.update_data(broadcast=broadcast_id.hex, screen=screen.message_id if screen else None)


async def ask_text(_: object, visit: Visit, state: FSMContext, callback_data: Cast) -> None:
    """Asks for another text."""
    made = await draft_of(visit, callback_data.broadcast)
    await ask(visit, state, Composing.text, made.id, screens.again(visit.speech, made))


async def ask_photo(_: object, visit: Visit, state: FSMContext, callback_data: Cast) -> None:
    """Asks for a photo."""
    made = await draft_of(visit, callback_data.broadcast)
    await ask(visit, state, Composing.photo, made.id, screens.again(visit.speech, made))


async def ask_link(_: object, visit: Visit, state: FSMContext, callback_data: Cast) -> None:
    """Asks for a button's label and link."""
    made = await draft_of(visit, callback_data.broadcast)
    await ask(visit, state, Composing.link, made.id, screens.again(visit.speech, made))


async def draft_of(visit: Visit, broadcast_id: UUID) -> Broadcast:
    """Returns a draft. Raises BroadcastUnknown, BroadcastClosed."""
    made, _ = await visit.db.read(broadcasts.one, visit.person, broadcast_id)
    if made.state != "draft":
        raise BroadcastClosed
    return made


async def sent(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes text or photo, as they were sent; a photo without words keeps the text there is."""
    before = await _content(visit, state)
    await _compose(visit, state, _taken(before, message))


def _taken(before: Content, message: Message) -> Content:
    text = message.text or message.caption
    if not message.photo and message.text is None:
        raise MessageUnusable
    entities = message.entities or message.caption_entities or []
    if message.photo:
        before = replace(before, photo=message.photo[-1].file_id)
    if not text:
        return before
    return replace(before, text=text, entities=tuple(e.model_dump(mode="json", exclude_none=True) for e in entities))


async def linked(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a button: its label, and below it where it leads."""
    lines = [line.strip() for line in (message.text or "").splitlines() if line.strip()]
    if len(lines) != 2 or len(lines[0]) > LABEL_LIMIT:
        raise LabelUnreadable
    content = await _content(visit, state)
    await _compose(visit, state, replace(content, label=tidy(lines[0], LABEL_LIMIT), link=lines[1]))


async def _content(visit: Visit, state: FSMContext) -> Content:
    """Returns what the draft in question says so far; nothing when it is still to be made."""
    broadcast_id = UUID((await state.get_data())["broadcast"])
    try:
        return (await draft_of(visit, broadcast_id)).content
    except BroadcastUnknown:
        return Content()


async def _compose(visit: Visit, state: FSMContext, content: Content) -> None:
    data = await state.get_data()
    made = await visit.db.write(broadcasts.compose, visit.person, UUID(data["broadcast"]), content, visit.now)
    await show_one(visit, made.id)
    await state.clear()
    await visit.retire(data.get("screen"))


async def leave_out(_: object, visit: Visit, callback_data: Cast) -> None:
    """Takes photo, button or coupon away."""
    made = await draft_of(visit, callback_data.broadcast)
    nothing = Content()
    match callback_data.act:
        case "no-photo":
            content = replace(made.content, photo=nothing.photo)
        case "no-link":
            content = replace(made.content, label=nothing.label, link=nothing.link)
        case _:
            content = replace(made.content, coupon=nothing.coupon)
    await visit.db.write(broadcasts.compose, visit.person, made.id, content, visit.now)
    await show_one(visit, made.id)


async def ask_coupon(_: object, visit: Visit, callback_data: Cast) -> None:
    """Asks which coupon goes along."""
    made = await draft_of(visit, callback_data.broadcast)
    await visit.show(*screens.coupons(visit.speech, made, broadcasts.choices(running(visit))))


async def attach(_: object, visit: Visit, callback_data: Attach) -> None:
    """Lets a coupon go along."""
    made = await draft_of(visit, callback_data.broadcast)
    offered = broadcasts.choices(running(visit)).coupons
    if not 0 <= callback_data.of < len(offered):
        raise SettingInvalid("coupon", "unknown")
    content = replace(made.content, coupon=offered[callback_data.of][0])
    await visit.db.write(broadcasts.compose, visit.person, made.id, content, visit.now)
    await show_one(visit, made.id)


async def preview(_: object, visit: Visit, callback_data: Cast) -> None:
    """Sends the owner the message exactly as everybody will get it, and the draft below it."""
    made, _figures = await visit.db.read(broadcasts.one, visit.person, callback_data.broadcast)
    await visit.answer()
    seen = visit.screen.message_id if visit.screen else None
    # The owner is given no coupon: the button is there, and says so when it is tapped.
    coupon_id = UUID(int=0) if made.content.coupon else None
    await adverts.send(visit.bot, visit.chat_id, visit.speech.language, made.content, coupon_id)
    visit.leave_screen()
    await show_one(visit, made.id)
    await visit.retire(seen)


async def ask_delete(_: object, visit: Visit, callback_data: Cast) -> None:
    """Asks before a draft is deleted."""
    made = await draft_of(visit, callback_data.broadcast)
    yes = button(visit.speech.plain("broadcast-button-delete-yes"), Cast(act="delete-yes", broadcast=made.id), DANGER)
    await visit.show(visit.speech("broadcast-ask-delete"), rows(yes, screens.again(visit.speech, made)))


async def delete(_: object, visit: Visit, state: FSMContext, callback_data: Cast) -> None:
    """Deletes a draft."""
    await visit.db.write(broadcasts.discard, visit.person, callback_data.broadcast)
    await visit.answer(visit.speech.plain("broadcast-deleted"))
    await show_all(None, visit, state)


def router() -> Router:
    """Returns the handlers of composing."""
    router = Router(name="broadcast")
    router.callback_query.register(show_all, Go.filter(F.to == screens.LIST))
    router.callback_query.register(new, Go.filter(F.to == "new-broadcast"))
    router.callback_query.register(show, Cast.filter(F.act == "open"))
    router.callback_query.register(ask_text, Cast.filter(F.act == "text"))
    router.callback_query.register(ask_photo, Cast.filter(F.act == "photo"))
    router.callback_query.register(ask_link, Cast.filter(F.act == "link"))
    router.callback_query.register(leave_out, Cast.filter(F.act.in_(("no-photo", "no-link", "no-coupon"))))
    router.callback_query.register(ask_coupon, Cast.filter(F.act == "coupon"))
    router.callback_query.register(attach, Attach.filter())
    router.callback_query.register(preview, Cast.filter(F.act == "preview"))
    router.callback_query.register(ask_delete, Cast.filter(F.act == "delete"))
    router.callback_query.register(delete, Cast.filter(F.act == "delete-yes"))
    router.message.register(sent, StateFilter(Composing.text, Composing.photo))
    router.message.register(linked, StateFilter(Composing.link))
    return router
