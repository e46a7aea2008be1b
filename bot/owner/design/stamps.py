"""The stamps of the card: icons by trade as a picture to choose from, or the owner's own pair of pictures."""

import asyncio
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.callbacks import DesignTap
from bot.keyboards import MAIN, button, rows
from bot.owner.design import screens
from bot.owner.design.card import Designing, ask, show
from bot.owner.design.pictures import received
from bot.visit import Visit
from services.design import designing, designs
from services.design.designing import ICONS
from services.passes import previews

ACROSS = 3


async def offer(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the stamps that can be drawn, and offers pictures of one's own."""
    desk, speech = await visit.db.read(designs.desk, visit.person), visit.speech
    draft = desk.draft
    drawn = await asyncio.to_thread(previews.stamps, draft, ICONS)
    now = None if draft.stamp_full else draft.icon
    choices = [
        button(
            f"{place} · {speech.plain(f'design-stamp-{icon}')}",
            DesignTap(act="stamp", value=icon),
            MAIN if icon == now else None,
        )
        for place, icon in enumerate(ICONS, 1)
    ]
    own = screens.tap(speech, "own-stamp", MAIN if draft.stamp_full else None)
    lines = [choices[first : first + ACROSS] for first in range(0, len(choices), ACROSS)]
    await screens.picture(visit, drawn, speech("design-ask-stamps"), rows(*lines, own, screens.again(speech)))
    await state.clear()


async def take(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Takes an icon that was tapped."""
    icon = callback_data.value
    await visit.db.write(designs.change, visit.person, lambda design: designing.stamped(design, icon), visit.now)
    await show(None, visit, state)


async def ask_full(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks for the picture of a stamp that was given."""
    up = screens.again(visit.speech, "stamps")
    await ask(visit, state, Designing.stamp_full, visit.speech("design-ask-stamp-full"), up)


async def sent_full(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes that picture, and asks for the one of an empty place; the first one alone does as well."""
    stamp = await asyncio.to_thread(designing.stamp, await received(message, visit))
    await visit.db.write(
        designs.change, visit.person, lambda design: replace(design, stamp_full=stamp, stamp_empty=None), visit.now
    )
    before = (await state.get_data()).get("screen")
    words = visit.speech("design-ask-stamp-empty")
    await ask(visit, state, Designing.stamp_empty, words, screens.tap(visit.speech, "faded", MAIN))
    await visit.retire(before)


async def sent_empty(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the picture of a place that waits for its stamp."""
    stamp = await asyncio.to_thread(designing.stamp, await received(message, visit))
    await visit.db.write(designs.change, visit.person, lambda design: replace(design, stamp_empty=stamp), visit.now)
    await show(None, visit, state)


def router() -> Router:
    """Returns the handlers of the stamps."""
    router = Router(name="design-stamps")
    router.callback_query.register(offer, DesignTap.filter(F.act == "stamps"))
    router.callback_query.register(take, DesignTap.filter(F.act == "stamp"))
    router.callback_query.register(ask_full, DesignTap.filter(F.act == "own-stamp"))
    router.callback_query.register(show, DesignTap.filter(F.act == "faded"))
    router.message.register(sent_full, StateFilter(Designing.stamp_full))
    router.message.register(sent_empty, StateFilter(Designing.stamp_empty))
    return router
