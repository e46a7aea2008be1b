"""A card from outside of Telegram: opened from its page or known by its phone number, it is joined with the person's.

Whoever is no member yet gets it by registering (`registration`); two cards of one person become one here.
"""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import KeyboardButton, Message, ReplyKeyboardMarkup

from bot.callbacks import JoinTap
from bot.customer import card, registration
from bot.errors import refuse
from bot.keyboards import CONFIRM, button, permanent, rows
from bot.visit import Visit
from bot.words.spoken import Said
from loyalty.errors import CodeUnknown, ForeignContact
from services.members import merging
from services.members.merging import CardTaken, Found

PAGE = "p_"


class Merging(StatesGroup):
    """What a member with two cards is asked for."""

    contact = State()
    word = State()


async def arrive(visit: Visit, state: FSMContext, token: str) -> bool:
    """Takes a card's link; says whether there is anything to do about it, beyond showing the person's own card."""
    try:
        found = await visit.db.read(merging.look, visit.person.id, token, visit.now)
    except CodeUnknown:  # the refusal's own words are for who scans
        await visit.say(visit.speech("join-link-dead"))
        return False
    if found.state == merging.TAKEN:
        await refuse(visit, CardTaken())
    if found.state != merging.FREE:
        return False
    if visit.person.member_id is None:
        await registration.begin(visit, state, None, card=token)
    elif found.ending:
        await _ask_contact(visit, state, found)
    else:
        await _ask(visit, state, found, None)
    return True


async def _ask_contact(visit: Visit, state: FSMContext, found: Found) -> None:
    speech = visit.speech
    keyboard = ReplyKeyboardMarkup(
        keyboard=[
            [KeyboardButton(text=speech.plain("join-button-share"), request_contact=True)],
            [KeyboardButton(text=speech.plain("merge-button-not"))],
        ],
        resize_keyboard=True,
        is_persistent=True,
    )
    await visit.say(speech("merge-ask-contact", ending=found.ending), keyboard)
    await state.set_state(Merging.contact)
    await state.set_data({"card": found.token})


async def _ask(visit: Visit, state: FSMContext, found: Found, phone: str | None) -> None:
    """Asks for the person's word; the number that they have proved is kept on our side until then."""
    speech = visit.speech
    await visit.say(
        speech("merge-ask", points=speech.points(found.points)),
        rows(
            button(speech.plain("merge-button-yes"), JoinTap(act="yes", card=found.token), CONFIRM),
            button(speech.plain("merge-button-no"), JoinTap(act="no", card=found.token)),
        ),
    )
    await state.set_state(Merging.word)
    await state.set_data({"card": found.token, "phone": phone})


def _own(message: Message, visit: Visit) -> str:
    shared = message.contact
    if shared is None or shared.user_id is None or shared.user_id != visit.person.telegram_id:
        raise ForeignContact
    return shared.phone_number


async def proved(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the number that a card must have."""
    phone, token = _own(message, visit), (await state.get_data())["card"]
    found = await visit.db.read(merging.look, visit.person.id, token, visit.now)
    # Sent in any case: it takes the question for the number away.
    await visit.say(visit.speech("merge-thanks"), permanent(visit.speech, visit.person))
    await state.clear()
    await visit.db.read(merging.check, token, phone)
    await _ask(visit, state, found, phone)


async def shared(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a member's own number that nobody asked for: there may be a card for it."""
    phone = _own(message, visit)
    if visit.person.member_id is None:
        await registration.begin(visit, state, None)
        return
    found = await visit.db.read(merging.of_phone, visit.person.id, phone, visit.now)
    if found is not None and found.state == merging.FREE:
        await _ask(visit, state, found, phone)
        return
    await visit.db.write(merging.keep_phone, visit.person.id, phone)
    await visit.say(visit.speech("merge-phone-kept"))


async def leave(_: Message, visit: Visit, state: FSMContext) -> None:
    """Leaves the other card where it is."""
    await state.clear()
    await visit.say(visit.speech("merge-left"), permanent(visit.speech, visit.person))


async def waiting(_: Message, visit: Visit) -> None:
    """Answers anything else while the number is asked for."""
    await visit.say(visit.speech("join-contact-again"))


async def answer(_: object, visit: Visit, state: FSMContext, callback_data: JoinTap) -> None:
    """Takes the person's word: joins the cards, or leaves them."""
    data, speech = await state.get_data(), visit.speech
    if callback_data.act != "yes":
        await visit.show(speech("merge-left"))
        await state.clear()
        return
    phone = data.get("phone") if data.get("card") == callback_data.card else None
    joined = await visit.db.write(merging.join, visit.person.id, callback_data.card, phone, visit.now)
    await visit.show(speech("merge-done", points=speech.points(joined.balance)))
    await card.send(visit, joined.member_id)
    # Last: a process that dies before this answers again when it handles the tap again.
    await state.clear()


def router() -> Router:
    """Returns the handlers of cards that come together; behind the registration, which asks for contacts too."""
    router = Router(name="joining")
    router.callback_query.register(answer, JoinTap.filter())
    router.message.register(proved, F.contact, StateFilter(Merging.contact))
    router.message.register(leave, Said("merge-button-not"), StateFilter(Merging.contact))
    router.message.register(waiting, StateFilter(Merging.contact))
    router.message.register(shared, F.contact)
    return router
