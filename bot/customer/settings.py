"""The member's settings: language and consents, and the ways to the profile and the notifications."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot import commands
from bot.callbacks import Agree, Go, Speak
from bot.customer import registration
from bot.customer.registration import FLIPS, TOPICS, languages, toggles
from bot.keyboards import back, button, permanent, rows
from bot.visit import Visit
from bot.words.speech import speech_for
from locales import LANGUAGES
from loyalty.errors import NotAllowed, NotRegistered
from services import people
from services.members import consents as memberships

HERE, WORK = "settings", "work"


async def show(_: object, visit: Visit) -> None:
    """Shows the settings."""
    if visit.person.member_id is None:
        raise NotRegistered
    granted = await visit.db.read(memberships.consents, visit.person.id)
    speech = visit.speech
    await visit.show(
        speech("settings-title"),
        rows(
            languages(speech.language, HERE),
            *toggles(speech, granted, HERE),
            button(speech.plain("settings-button-profile"), Go(to="profile")),
            button(speech.plain("settings-button-notifications"), Go(to="notifications")),
            button(speech.plain("settings-button-own-data"), Go(to="own-data")),
            back(speech, "home"),
        ),
    )


async def at_work(_: object, visit: Visit) -> None:
    """Shows what whoever works here sets for themselves; what is about their own card is a tap away."""
    speech, person = visit.speech, visit.person
    if person.role is None:
        raise NotAllowed
    role = speech.plain(f"role-{person.role}")
    own_card = button(speech.plain("work-button-card"), Go(to=HERE)) if person.member_id else None
    up = back(speech, "team") if person.mode == "owner" else None
    await visit.show(
        speech("work-title", name=person.name, role=role), rows(languages(speech.language, WORK), own_card, up)
    )


async def command(_: Message, visit: Visit) -> None:
    """Answers /settings: those of the card, or of the work that the person is at."""
    await (show if visit.person.mode == "member" else at_work)(None, visit)


async def language(_: Message, visit: Visit) -> None:
    """Answers /language: the three languages, in each of them."""
    await visit.say(visit.speech("settings-language"), rows(languages(visit.speech.language, "language")))


async def flip(_: object, visit: Visit, callback_data: Agree) -> None:
    """Gives or withdraws a consent."""
    if visit.person.member_id is None or callback_data.topic not in TOPICS:
        raise NotRegistered
    wanted = callback_data.act == "on"
    await visit.db.write(memberships.consent, visit.person.id, callback_data.topic, wanted, visit.now)
    await show(None, visit)


async def speak(_: object, visit: Visit, callback_data: Speak, state: FSMContext) -> None:
    """Changes the language at once, on the screen where it was tapped."""
    chosen = next((code for code in LANGUAGES if code == callback_data.language), None)
    if chosen is None:
        return
    visit.person = await visit.db.write(people.speak, visit.person.id, chosen, visit.now)
    visit.speech = speech_for(visit.person, visit.programme)
    await visit.answer(visit.speech.plain("settings-language-set"))
    if callback_data.then == registration.HERE and visit.person.member_id is None:
        await registration.welcome(visit, state)
        return
    if callback_data.then == HERE and visit.person.member_id:
        await show(None, visit)
    elif callback_data.then == WORK and visit.person.role:
        await at_work(None, visit)
    else:
        await visit.swap(rows(languages(visit.speech.language, callback_data.then)))
    # The keyboard at the bottom and the commands speak the old language until they are sent anew.
    await visit.say(visit.speech("settings-language-set"), permanent(visit.speech, visit.person))
    await commands.refresh(visit.bot, visit.person)


def router() -> Router:
    """Returns the handlers of the settings."""
    router = Router(name="settings")
    router.callback_query.register(show, Go.filter(F.to == HERE))
    router.callback_query.register(at_work, Go.filter(F.to == WORK))
    router.callback_query.register(flip, Agree.filter(F.act.in_(FLIPS) & (F.then == HERE)))
    router.callback_query.register(speak, Speak.filter())
    return router
