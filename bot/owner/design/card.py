"""The card's design in the owner's chat: one message with the card as both phones show it, and what can be changed."""

import asyncio

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from bot.callbacks import DesignTap, Go
from bot.keyboards import DANGER, MAIN, button, rows
from bot.owner import menu
from bot.owner.design import screens
from bot.visit import Visit
from services.design import designing, designs
from services.design.designing import LOOKS, Design
from services.passes import previews
from services.passes.previews import Sample


class Designing(StatesGroup):
    """What the owner's next message is for."""

    logo = State()
    strip = State()
    stamp_full = State()
    stamp_empty = State()
    colours = State()
    about = State()
    contacts = State()
    link = State()


async def show(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the draft on both phones, with everything that can be done to it."""
    desk = await visit.db.read(designs.desk, visit.person)
    shown = await visit.db.read(previews.sample, visit.person, visit.now)
    versions = await visit.db.read(designs.versions, visit.person)
    parts = {"tiers": len(shown.tiers) > 1, "versions": len(versions) > 1, "stamps": bool(shown.facts.stamps)}
    text, keyboard = screens.home(visit.speech, desk, {part for part, there in parts.items() if there})
    screen = await screens.picture(visit, await draw(visit, shown, desk.draft), text, keyboard)
    before = (await state.get_data()).get("screen")
    await state.clear()
    if before != screen:
        await visit.retire(before)


async def draw(visit: Visit, shown: Sample, look: Design, tier: str = "") -> bytes:
    """Returns the card on both phones."""
    house = visit.house
    return await asyncio.to_thread(previews.both, shown, look, house.pass_office, house.username, visit.now, tier)


async def ask(visit: Visit, state: FSMContext, question: State, text: str, *lines: screens.Line, **data: str) -> None:
    """Asks for something that is typed or sent next; `data` is kept until then."""
    screen = await visit.show(text, rows(*lines))
    await state.set_state(question)
    await state.set_data({**data, "screen": screen.message_id if screen else None})


async def leave(_: object, visit: Visit, state: FSMContext) -> None:
    """Goes back to the menu, below the card."""
    seen = visit.screen.message_id if visit.screen else None
    visit.leave_screen()
    await menu.show(None, visit, state)
    await visit.retire(seen)


async def ask_look(_: object, visit: Visit) -> None:
    """Asks for which kind of shop the card shall look."""
    desk, speech = await visit.db.read(designs.desk, visit.person), visit.speech
    looks = [
        button(
            speech.plain(f"design-look-{look}"),
            DesignTap(act="look-is", value=look),
            MAIN if look == desk.draft.look else None,
        )
        for look in LOOKS
    ]
    await visit.show(speech("design-ask-look"), rows(looks[:2], looks[2:], screens.again(speech)))


async def take_look(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Takes the kind of shop, with its colours unless others were chosen."""
    look = next((known for known in LOOKS if known == callback_data.value), None)
    if look is not None:
        await visit.db.write(designs.change, visit.person, lambda design: designing.looking(design, look), visit.now)
    await show(None, visit, state)


async def undo(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Takes the last change back."""
    if callback_data.value.isdigit():
        await visit.db.write(designs.undo, visit.person, int(callback_data.value))
    await show(None, visit, state)


async def ask_discard(_: object, visit: Visit) -> None:
    """Asks before the draft is forgotten."""
    speech = visit.speech
    yes = button(speech.plain("design-button-discard-yes"), DesignTap(act="discard-yes"), DANGER)
    await visit.show(speech("design-ask-discard"), rows(yes, screens.again(speech)))


async def discard(_: object, visit: Visit, state: FSMContext) -> None:
    """Forgets the draft."""
    await visit.db.write(designs.discard, visit.person)
    await show(None, visit, state)


def router() -> Router:
    """Returns the handlers of the card's look as a whole."""
    router = Router(name="design")
    router.callback_query.register(show, Go.filter(F.to == "design"))
    router.callback_query.register(show, DesignTap.filter(F.act == "open"))
    router.callback_query.register(leave, DesignTap.filter(F.act == "leave"))
    router.callback_query.register(ask_look, DesignTap.filter(F.act == "look"))
    router.callback_query.register(take_look, DesignTap.filter(F.act == "look-is"))
    router.callback_query.register(undo, DesignTap.filter(F.act == "undo"))
    router.callback_query.register(ask_discard, DesignTap.filter(F.act == "discard"))
    router.callback_query.register(discard, DesignTap.filter(F.act == "discard-yes"))
    return router
