"""The last resort: whatever nobody understood gets a short helpful answer and changes nothing."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.customer import contacts, registration
from bot.keyboards import permanent
from bot.visit import Visit
from services.programme import contact


async def message(said: Message, visit: Visit, state: FSMContext) -> None:
    """Says what can be done here, or that a question is open which a sticker or a voice does not answer."""
    if not said.text and await state.get_state() is not None:
        await visit.say(visit.speech("common-question-open"))
        return
    if visit.person.mode == "member" and visit.person.member_id is None:
        await registration.begin(visit, state, None)
        return
    text = visit.speech(f"help-{visit.person.mode}")
    write = await visit.db.read(contact.of_shop) if visit.person.mode == "member" else None
    if write:
        text += "\n\n" + contacts.write_to(visit.speech, write)
    await visit.say(text, permanent(visit.speech, visit.person))


async def tap(_: CallbackQuery, visit: Visit) -> None:
    """Says that the button is no good any more."""
    await visit.answer(visit.speech.plain("common-stale"), alert=True)


def router() -> Router:
    """Returns the handlers that take everything."""
    router = Router(name="nonsense")
    router.message.register(message)
    router.callback_query.register(tap)
    return router
