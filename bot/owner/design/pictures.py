"""The pictures of the card's design: a logo, and a strip of the owner's own, a drawn one or none."""

import asyncio
import io
from dataclasses import replace

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.callbacks import DesignTap
from bot.keyboards import MAIN, button
from bot.owner.design import screens
from bot.owner.design.card import Designing, ask, show
from bot.visit import Visit
from services.design import designing, designs
from services.design.designing import MOST_BYTES, ArtworkUnfit
from services.passes import previews


async def ask_logo(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks for a logo."""
    desk, speech = await visit.db.read(designs.desk, visit.person), visit.speech
    without = screens.tap(speech, "no-logo") if desk.draft.logo else None
    spells = screens.tap(speech, "names-apart" if desk.draft.spells else "spells") if desk.draft.logo else None
    await ask(visit, state, Designing.logo, speech("design-ask-logo"), spells, without, screens.again(speech))


async def ask_strip(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks for the picture across the card, and offers what needs no picture."""
    desk, speech = await visit.db.read(designs.desk, visit.person), visit.speech
    drawn, plain = desk.draft.strip is None and not desk.draft.plain, desk.draft.strip is None and desk.draft.plain
    choices = [
        button(speech.plain("design-button-pattern"), DesignTap(act="pattern"), MAIN if drawn else None),
        button(speech.plain("design-button-plain"), DesignTap(act="plain"), MAIN if plain else None),
    ]
    shown = await visit.db.read(previews.sample, visit.person, visit.now)
    text = speech("design-ask-strip")
    if shown.facts.stamps:
        text = speech("design-strip-stamps") + "\n\n" + text
    await ask(visit, state, Designing.strip, text, choices, screens.again(speech))


async def sent_logo(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a logo that was sent as a photo or a file."""
    sent = await received(message, visit)
    logo = await asyncio.to_thread(designing.logo, sent)
    await visit.db.write(designs.change, visit.person, lambda design: replace(design, logo=logo), visit.now)
    await show(None, visit, state)


async def sent_strip(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the picture across the card."""
    sent = await received(message, visit)
    desk = await visit.db.read(designs.desk, visit.person)
    strip = await asyncio.to_thread(designing.strip, sent, desk.draft.background)
    await visit.db.write(
        designs.change, visit.person, lambda design: replace(design, strip=strip, plain=False), visit.now
    )
    await show(None, visit, state)


async def received(message: Message, visit: Visit) -> bytes:
    """Returns the picture of a message, of whatever kind. Raises ArtworkUnfit."""
    if message.animation or message.video or (message.sticker and (message.sticker.is_animated or _moves(message))):
        raise ArtworkUnfit("animated")
    picture = message.photo[-1] if message.photo else message.document or message.sticker
    if picture is None:
        raise ArtworkUnfit("none")
    if (picture.file_size or 0) > MOST_BYTES:
        raise ArtworkUnfit("large")
    await visit.bot.send_chat_action(visit.chat_id, "upload_photo")
    content = io.BytesIO()
    try:
        await visit.bot.download(picture, content)
    except TelegramBadRequest as error:
        raise ArtworkUnfit("large" if "too big" in error.message else "broken") from error
    return content.getvalue()


def _moves(message: Message) -> bool:
    return message.sticker is not None and message.sticker.is_video


async def choose(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Takes the logo away, or the picture across the card in favour of a pattern or plain colour."""
    act = callback_data.act
    if act == "no-logo":
        await visit.db.write(designs.change, visit.person, lambda design: replace(design, logo=None), visit.now)
    else:
        plain = act == "plain"
        await visit.db.write(
            designs.change, visit.person, lambda design: replace(design, strip=None, plain=plain), visit.now
        )
    await show(None, visit, state)


async def spell(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Takes that the logo is the name, so that it is not written beside it, or that it is not."""
    spells = callback_data.act == "spells"
    await visit.db.write(designs.change, visit.person, lambda design: replace(design, spells=spells), visit.now)
    await show(None, visit, state)


def router() -> Router:
    """Returns the handlers of the pictures."""
    router = Router(name="design-pictures")
    router.callback_query.register(ask_logo, DesignTap.filter(F.act == "logo"))
    router.callback_query.register(ask_strip, DesignTap.filter(F.act == "strip"))
    router.callback_query.register(choose, DesignTap.filter(F.act.in_(("no-logo", "pattern", "plain"))))
    router.callback_query.register(spell, DesignTap.filter(F.act.in_(("spells", "names-apart"))))
    router.message.register(sent_logo, StateFilter(Designing.logo))
    router.message.register(sent_strip, StateFilter(Designing.strip))
    return router
