"""The colours of the card's design: palettes as a picture, typed ones, and levels with colours of their own."""

import asyncio
from dataclasses import astuple
from functools import cache

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.callbacks import DesignTap
from bot.keyboards import MAIN, button, rows
from bot.owner.design import screens
from bot.owner.design.card import Designing, draw, show
from bot.visit import Visit
from locales import LANGUAGES, translate
from services.design import designing, designs
from services.design.designing import ColourUnreadable, Palette
from services.passes import previews

ACROSS = 5


async def offer(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Shows the palettes that suit the shop, and those that its logo suggests; typed colours are taken as well."""
    desk, speech = await visit.db.read(designs.desk, visit.person), visit.speech
    tier = await _tier(visit, callback_data.tier)
    offered = await asyncio.to_thread(designing.offered, desk.draft)
    drawn = await asyncio.to_thread(previews.swatches, desk.draft, offered)
    shown = await visit.db.read(previews.sample, visit.person, visit.now)
    chosen = desk.draft.of_tier(tier, shown.tiers)
    now = Palette(chosen.background, chosen.foreground, chosen.label)
    numbers = [
        button(
            str(place),
            DesignTap(act="palette", value=_packed(palette), tier=callback_data.tier),
            MAIN if palette == now else None,
        )
        for place, palette in enumerate(offered, 1)
    ]
    text = speech("design-ask-colours")
    if desk.draft.logo:
        text += "\n" + speech("design-colours-logo", count=len(designing.offered(desk.draft)) - _of_look(desk.draft))
    up = screens.again(speech, "tiers" if tier else "open")
    lines = [numbers[first : first + ACROSS] for first in range(0, len(numbers), ACROSS)]
    screen = await screens.picture(visit, drawn, text, rows(*lines, up))
    await state.set_state(Designing.colours)
    await state.set_data({"screen": screen, "level": callback_data.tier})


async def take(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Takes a palette that was tapped."""
    await _colour(visit, state, _unpacked(callback_data.value), await _tier(visit, callback_data.tier))


async def typed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes colours that were typed; text that could not be read is answered with a colour that can."""
    marked = str((await state.get_data()).get("level", ""))
    tier = await _tier(visit, marked)
    try:
        palette = designing.typed_palette(message.text or "", names())
    except ColourUnreadable as refused:
        speech = visit.speech
        instead = designing.readable_palette(message.text or "", names())
        yes = DesignTap(act="palette", value=_packed(instead), tier=marked)
        text = speech("design-unreadable", **{name: str(value) for name, value in refused.arguments.items()})
        words = speech.plain("design-button-suggested", colour=refused.suggestion)
        await visit.say(text, rows(button(words, yes, MAIN), screens.again(speech)))
        return
    await _colour(visit, state, palette, tier)


async def _colour(visit: Visit, state: FSMContext, palette: Palette, tier: str) -> None:
    await visit.db.write(
        designs.change, visit.person, lambda design: designing.coloured(design, palette, tier), visit.now
    )
    if tier:
        await show_tier(None, visit, state, DesignTap(act="tier", tier=mark(tier)))
    else:
        await show(None, visit, state)


def _packed(palette: Palette) -> str:
    return "".join(colour.removeprefix("#") for colour in astuple(palette))


def _unpacked(value: str) -> Palette:
    return designing.typed_palette(" ".join(value[at : at + 6] for at in (0, 6, 12)), {})


def _of_look(design: designing.Design) -> int:
    return len(designing.of_look(design.look))


@cache
def names() -> dict[str, str]:
    """Returns the names of colours that people may type, in every language: `синий` → `#1565c0`."""
    said = (translate(language, "design-colour-names").split() for language in LANGUAGES)
    return {name.casefold(): f"#{code}" for words in said for name, code in zip(words[::2], words[1::2], strict=True)}


# --- levels -----------------------------------------------------------------------------------------------------------


async def show_tiers(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the programme's levels; those with colours of their own are marked."""
    desk, speech = await visit.db.read(designs.desk, visit.person), visit.speech
    shown = await visit.db.read(previews.sample, visit.person, visit.now)
    coloured = {look.tier for look in desk.draft.tiers}
    lines = [
        button(speech.tier(tier), DesignTap(act="tier", tier=mark(tier)), MAIN if tier in coloured else None)
        for tier in shown.tiers
    ]
    await visit.show(speech("design-tiers"), rows(*lines, screens.again(speech)))
    await state.clear()


async def show_tier(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Shows the card of a level on both phones."""
    desk, speech = await visit.db.read(designs.desk, visit.person), visit.speech
    tier = await _tier(visit, callback_data.tier)
    shown = await visit.db.read(previews.sample, visit.person, visit.now)
    drawn = await draw(visit, shown, desk.draft, tier)
    draft = desk.draft
    without = screens.tap(speech, "no-colours", tier=mark(tier)) if draft.tier_look(tier, shown.tiers) else None
    chosen = tier in draft.alike or any(look.tier == tier for look in draft.tiers)
    placed = (
        screens.tap(speech, "by-place", tier=mark(tier)) if chosen and designing.has_place(tier, shown.tiers) else None
    )
    up = screens.again(speech, "tiers")
    before = (await state.get_data()).get("screen")
    text = speech("design-tier", tier=speech.tier(tier))
    keyboard = rows(screens.tap(speech, "colours", tier=mark(tier)), placed, without, up)
    screen = await screens.picture(visit, drawn, text, keyboard)
    await state.clear()
    if before != screen:
        await visit.retire(before)


async def uncolour(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Lets a level's cards look like all others, or as their place has it."""
    tier = await _tier(visit, callback_data.tier)
    made = designing.by_place if callback_data.act == "by-place" else designing.uncoloured
    await visit.db.write(designs.change, visit.person, lambda design: made(design, tier), visit.now)
    await show_tier(None, visit, state, callback_data)


def mark(tier: str) -> str:
    """Returns how a button names a level, whose own name may be longer than a button holds; "" for no level."""
    return designing.mark(tier) if tier else ""


async def _tier(visit: Visit, marked: str) -> str:
    """Returns the level that a button names, "" for none. Raises DesignChanged when the programme has it no more."""
    if not marked:
        return ""
    shown = await visit.db.read(previews.sample, visit.person, visit.now)
    tier = next((tier for tier in shown.tiers if mark(tier) == marked), None)
    if tier is None:
        raise designs.DesignChanged
    return tier


def router() -> Router:
    """Returns the handlers of the colours."""
    router = Router(name="design-colours")
    router.callback_query.register(offer, DesignTap.filter(F.act == "colours"))
    router.callback_query.register(take, DesignTap.filter(F.act == "palette"))
    router.callback_query.register(show_tiers, DesignTap.filter(F.act == "tiers"))
    router.callback_query.register(show_tier, DesignTap.filter(F.act == "tier"))
    router.callback_query.register(uncolour, DesignTap.filter(F.act.in_(("no-colours", "by-place"))))
    router.message.register(typed, F.text, StateFilter(Designing.colours))
    return router
