"""Becoming a member: what the card brings and the consents on one screen, then the phone number, then the card."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, Message, ReplyKeyboardMarkup
from sqlalchemy import Connection

from bot.callbacks import Agree, Go, Speak
from bot.customer import card, certificates, invite, pictured, rewards
from bot.customer.pictured import Picture
from bot.errors import refuse
from bot.keyboards import CONFIRM, MAIN, Row, back, button, permanent, rows
from bot.visit import Visit, running
from bot.words import promises
from bot.words.speech import Speech
from bot.words.spoken import Said
from locales import LANGUAGES, Language
from loyalty.errors import AccountFrozen, CodeUnknown, ConsentMissing, ForeignContact, ProgrammeMissing, Refusal
from services import people
from services.members import merging, registration
from services.members import offered as offering
from services.members.merging import CardNotYours, CardTaken, Found
from services.members.offered import Offered
from services.passes import portraits
from services.rewards import referral_links

TOPICS = ("processing", "advertising")
FLIPS = ("on", "off")
HERE = "join"
CONTACT = "join-contact"


class Joining(StatesGroup):
    """Where a newcomer is: at the consents, or asked for the phone number."""

    consents = State()
    contact = State()


def languages(current: Language, then: str) -> Row:
    """Returns the row of languages, the current one marked."""
    return [
        button(
            Speech(language).plain("common-language-name"),
            Speak(language=language, then=then),
            MAIN if language == current else None,
        )
        for language in LANGUAGES
    ]


def toggles(speech: Speech, granted: dict[str, bool], then: str) -> list[Row]:
    """Returns the consents as buttons, and below them buttons that show their texts."""
    return [*([toggle(speech, topic, granted, then)] for topic in TOPICS), _texts(speech, then)]


def _texts(speech: Speech, then: str) -> Row:
    return [
        button(speech.plain(f"consent-button-{topic}-text"), Agree(topic=topic, act="read", then=then))
        for topic in TOPICS
    ]


def toggle(speech: Speech, topic: str, granted: dict[str, bool], then: str) -> InlineKeyboardButton:
    """Returns a consent as a button that gives or withdraws it."""
    return button(
        f"{'✅' if granted.get(topic) else '⬜'} {speech.plain(f'consent-button-{topic}')}",
        Agree(topic=topic, act="off" if granted.get(topic) else "on", then=then),
    )


async def begin(
    visit: Visit,
    state: FSMContext,
    link: str | None,
    coupon: str | None = None,
    card: str | None = None,
    gift: str | None = None,
) -> None:
    """Greets somebody who is no member yet; `link` is the join link, `coupon` the code of a coupon they came by.

    `card` is the token of the page of a card outside of Telegram, `gift` the code of a gift certificate.
    """
    data = await state.get_data()
    came_by = {
        "link": link or data.get("link"),
        "coupon": coupon or data.get("coupon"),
        "card": card or data.get("card"),
        "certificate_code": gift or data.get("certificate_code"),
    }
    await state.set_data({**came_by, "processing": False, "advertising": False})
    await welcome(visit, state)
    await state.set_state(Joining.consents)


async def welcome(visit: Visit, state: FSMContext) -> None:
    """Shows the first screen: language, consents, on."""
    if visit.programme is None:
        raise ProgrammeMissing
    data, speech, shop = await state.get_data(), visit.speech, visit.programme
    offered, picture = await visit.db.read(_offered, visit, data.get("link"))
    lines = [speech("join-welcome", shop=shop.name, name=visit.person.name)]
    referral = await visit.db.read(referral_links.of_newcomer, visit.person.id, visit.now)
    if referral:
        lines += ["", *invite.greeting(speech, referral)]
    found = await _waiting_card(visit, data)
    if found:
        lines += ["", speech("join-card-found", points=speech.points(found.points))]
    lines += ["", *promises.at_once(speech, offered), *promises.later(speech, shop, offered)]
    lines += ["", _agreement(visit)]

    async def draw() -> bytes:
        facts = await visit.db.read(offering.card, offered.points, speech.language, visit.now)
        return await asyncio.to_thread(portraits.sample, facts, visit.house.pass_office, visit.now)

    await pictured.show(visit, picture, draw, "\n".join(lines), _consents(visit, data))


def _offered(connection: Connection, visit: Visit, link: str | None) -> tuple[Offered, Picture]:
    offered, rules = offering.to_newcomer(connection, link, visit.now), running(visit).version
    state = offered.design, rules, offered.points
    return offered, pictured.find(connection, f"welcome:{visit.speech.language}", *state)


async def _waiting_card(visit: Visit, data: dict[str, Any]) -> Found | None:
    """Returns the card that a newcomer came by, while it may become theirs."""
    if not data.get("card"):
        return None
    try:
        found = await visit.db.read(merging.look, visit.person.id, data["card"], visit.now)
    except CodeUnknown:
        return None
    return found if found.state == merging.FREE else None


def _agreement(visit: Visit) -> str:
    """Returns what the button agrees to; its texts are linked, or buttons where no link would open."""
    if not visit.house.opens:
        return visit.speech("join-agree-buttons")
    links = {topic: visit.house.terms_link(topic, visit.speech.language) for topic in TOPICS}
    return visit.speech("join-agree", **links)


def _consents(visit: Visit, data: dict[str, Any]) -> InlineKeyboardMarkup:
    speech = visit.speech
    return rows(
        languages(speech.language, HERE),
        button(speech.plain("join-button-take"), Agree(topic="processing", act="on", then=CONTACT), CONFIRM),
        toggle(speech, "advertising", data, HERE),
        None if visit.house.opens else _texts(speech, HERE),
    )


async def flip(_: object, visit: Visit, callback_data: Agree, state: FSMContext) -> None:
    """Ticks or unticks a consent."""
    await _data(visit, state)
    if callback_data.topic in TOPICS:
        await state.update_data({callback_data.topic: callback_data.act == "on"})
    await welcome(visit, state)


async def back_to_consents(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the first screen again."""
    await welcome(visit, state)


async def read(_: object, visit: Visit, callback_data: Agree) -> None:
    """Shows the text of a consent; to a newcomer below the welcome, which stays."""
    text = consent_text(visit, callback_data.topic)
    if callback_data.then == HERE:
        await visit.say(text)
    else:
        await visit.show(text, rows(back(visit.speech, callback_data.then)))


def consent_text(visit: Visit, topic: str) -> str:
    """Returns what a person agrees to by a consent."""
    shop = visit.programme.name if visit.programme else ""
    return visit.speech("consent-advertising" if topic == "advertising" else "consent-processing", shop=shop)


async def _data(visit: Visit, state: FSMContext) -> dict[str, Any]:
    """Returns the answers so far; an old screen tapped after a restart begins anew."""
    data = await state.get_data()
    if "processing" not in data:
        await state.set_state(Joining.consents)
        await state.set_data({"link": None, "processing": False, "advertising": False})
        return await state.get_data()
    return data


async def agree(_: object, visit: Visit, state: FSMContext) -> None:
    """Takes the consent without which there is no card, and goes on."""
    if not visit.person.member_id:
        await _data(visit, state)
        await state.update_data(processing=True)
    await ask_contact(None, visit, state)


async def ask_contact(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks for the phone number, once processing is agreed to."""
    if visit.person.member_id:
        await finished(visit)
        return
    data = await _data(visit, state)
    if not data["processing"]:
        raise ConsentMissing
    await state.set_state(Joining.contact)
    await visit.show(visit.speech("join-thanks"))
    speech = visit.speech
    keyboard = ReplyKeyboardMarkup(
        keyboard=[
            [KeyboardButton(text=speech.plain("join-button-share"), request_contact=True)],
            [KeyboardButton(text=speech.plain("join-button-without"))],
        ],
        resize_keyboard=True,
        is_persistent=True,
    )
    found = await _waiting_card(visit, data)
    owned = speech("join-card-contact", ending=found.ending) if found and found.ending else ""
    await visit.say(owned or speech("join-contact"), keyboard)


async def contact(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the number, if it is the sender's own."""
    shared = message.contact
    if shared is None or shared.user_id is None or shared.user_id != visit.person.telegram_id:
        raise ForeignContact
    await _register(visit, state, shared.phone_number)


async def without(_: Message, visit: Visit, state: FSMContext) -> None:
    """Goes on without a number."""
    await _register(visit, state, None)


async def waiting_for_contact(_: Message, visit: Visit) -> None:
    """Answers anything else while the number is asked for."""
    await visit.say(visit.speech("join-contact-again"))


async def waiting_for_consents(_: Message, visit: Visit, state: FSMContext) -> None:
    """Answers any message while the consents are open: asks for them again, without the welcome."""
    await visit.say(_agreement(visit), _consents(visit, await state.get_data()))


async def _register(visit: Visit, state: FSMContext, phone: str | None) -> None:
    data = await _data(visit, state)
    try:
        answer = await visit.db.write(
            registration.register,
            visit.person.id,
            processing=bool(data["processing"]),
            advertising=bool(data["advertising"]),
            phone=phone,
            link=data.get("link"),
            card=data.get("card"),
            now=visit.now,
        )
    except (AccountFrozen, CardNotYours, CardTaken, CodeUnknown) as refusal:
        # What they have is somebody else's link; a card of their own is one more tap away.
        await state.update_data(card=None)
        await refuse(visit, refusal)
        await visit.say(visit.speech("join-card-other"))
        return
    words = "join-moved" if answer.moved else "join-done" if answer.new else "join-already"
    words = "join-found" if answer.found else words
    lines = [visit.speech(words, name=visit.person.name, points=answer.points)]
    if answer.referral:
        lines += invite.gift(visit.speech, answer.referral)
    await visit.say("\n".join(lines), permanent(visit.speech, visit.person))
    await card.send(visit, answer.member_id)
    if data.get("coupon"):
        await _show(visit, rewards.open_link, data["coupon"])
    if data.get("certificate_code"):
        await _show(visit, certificates.arrive, data["certificate_code"])
    # Last: a process that dies before this greets again when it handles the contact again.
    await state.clear()


async def _show(visit: Visit, what: Callable[[Visit, str], Awaitable[None]], code: str) -> None:
    """Shows what somebody came for; they are a member, whatever has become of it."""
    visit.person = await visit.db.read(people.fresh, visit.person)
    try:
        await what(visit, code)
    except Refusal as refusal:
        await refuse(visit, refusal)


async def finished(visit: Visit) -> None:
    """Shows the card to somebody who has registered already and tapped an old button."""
    if visit.person.member_id:
        await visit.show(visit.speech("join-already"))
        await card.send(visit, visit.person.member_id)


def is_newcomer(_: object, visit: Visit) -> bool:
    """Filter: the person is no member yet."""
    return visit.person.member_id is None


def router() -> Router:
    """Returns the handlers of the registration."""
    router = Router(name="registration")
    router.callback_query.register(flip, Agree.filter(F.act.in_(FLIPS) & (F.then == HERE)), is_newcomer)
    router.callback_query.register(back_to_consents, Go.filter(F.to == HERE), is_newcomer)
    router.callback_query.register(agree, Agree.filter(F.then == CONTACT))
    router.callback_query.register(read, Agree.filter(F.act == "read"))
    router.callback_query.register(ask_contact, Go.filter(F.to == CONTACT))
    router.message.register(contact, F.contact, StateFilter(Joining.contact))
    router.message.register(without, Said("join-button-without"), StateFilter(Joining.contact))
    router.message.register(waiting_for_contact, StateFilter(Joining.contact))
    router.message.register(waiting_for_consents, StateFilter(Joining.consents))
    return router
