"""One outlet: its address, hours, phone and place on the map; and where members of the shop write."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.callbacks import Go, OutletTap
from bot.keyboards import DANGER, back, button, rows
from bot.owner.programme import places
from bot.visit import Visit
from services.programme import contact, outlets
from services.programme.outlets import FACTS, Outlet

LEAVE_OUT = "no-"
"""What stands before a fact in the button that takes it away."""


class Describing(StatesGroup):
    """What the owner's next message is."""

    fact = State()
    contact = State()


async def show(_: object, visit: Visit, state: FSMContext, callback_data: OutletTap) -> None:
    """Shows an outlet."""
    await _show(visit, state, await visit.db.read(outlets.one, callback_data.outlet))


async def _show(visit: Visit, state: FSMContext, outlet: Outlet) -> None:
    speech = visit.speech
    none = speech.plain("outlet-nothing")
    facts = [speech(f"outlet-{fact}", value=getattr(outlet, fact) or none) for fact in FACTS]
    on_map = speech("outlet-on-map" if outlet.place else "outlet-not-on-map")

    def tap(act: str) -> OutletTap:
        return OutletTap(act=act, outlet=outlet.id)

    buttons = [button(speech.plain(f"outlet-button-{act}"), tap(act)) for act in (*FACTS, "place")]
    await visit.show(
        "\n".join([speech("outlet-title", name=outlet.name), "", *facts, on_map, "", speech("outlet-where")]),
        rows(
            buttons[:2],
            buttons[2:],
            button(speech.plain("outlets-button-poster"), tap("poster")),
            back(speech, "outlets"),
        ),
    )
    await state.clear()


async def ask(_: object, visit: Visit, state: FSMContext, callback_data: OutletTap) -> None:
    """Asks for one of the facts."""
    speech, fact = visit.speech, callback_data.act
    outlet = await visit.db.read(outlets.one, callback_data.outlet)
    up = button(speech.plain("common-button-back"), OutletTap(act="ask", outlet=outlet.id))
    drop = button(speech.plain("outlet-button-leave-out"), OutletTap(act=LEAVE_OUT + fact, outlet=outlet.id), DANGER)
    known = getattr(outlet, fact)
    text = speech(f"outlet-ask-{fact}", name=outlet.name)
    now = f"\n\n{speech('form-now', value=known)}" if known else ""
    screen = await visit.show(text + now, rows(drop if known else None, up))
    await state.set_state(Describing.fact)
    await state.update_data(screen=screen.message_id, outlet=outlet.id, fact=fact)


async def take(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes what was typed; what cannot be taken is refused in words, and the question stays."""
    data = await state.get_data()
    said = message.text or ""
    outlet = await visit.db.write(outlets.describe, visit.person, data["outlet"], data["fact"], said, visit.now)
    await _show(visit, state, outlet)
    await visit.retire(data.get("screen"))


async def leave_out(_: object, visit: Visit, state: FSMContext, callback_data: OutletTap) -> None:
    """Takes a fact away."""
    fact = callback_data.act.removeprefix(LEAVE_OUT)
    outlet = await visit.db.write(outlets.describe, visit.person, callback_data.outlet, fact, "", visit.now)
    await _show(visit, state, outlet)


async def ask_contact(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks where members write."""
    speech, known = visit.speech, await visit.db.read(contact.of_shop)
    drop = button(speech.plain("outlet-button-leave-out"), Go(to="no-write-to-us"), DANGER)
    now = f"\n\n{speech('form-now', value=known.shown)}" if known else ""
    screen = await visit.show(speech("contact-ask") + now, rows(drop if known else None, back(speech, "outlets")))
    await state.set_state(Describing.contact)
    await state.update_data(screen=screen.message_id)


async def take_contact(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes where members write."""
    asked = (await state.get_data()).get("screen")
    await visit.db.write(contact.put, visit.person, message.text or "", visit.now)
    await places.show_outlets(None, visit, state)
    await visit.retire(asked)


async def drop_contact(_: object, visit: Visit, state: FSMContext) -> None:
    """Forgets where members write."""
    await visit.db.write(contact.put, visit.person, "", visit.now)
    await places.show_outlets(None, visit, state)


def router() -> Router:
    """Returns the handlers of an outlet."""
    router = Router(name="outlet")
    router.callback_query.register(show, OutletTap.filter(F.act == "ask"))
    router.callback_query.register(ask, OutletTap.filter(F.act.in_(FACTS)))
    router.callback_query.register(leave_out, OutletTap.filter(F.act.startswith(LEAVE_OUT)))
    router.callback_query.register(ask_contact, Go.filter(F.to == "write-to-us"))
    router.callback_query.register(drop_contact, Go.filter(F.to == "no-write-to-us"))
    router.message.register(take, F.text, StateFilter(Describing.fact))
    router.message.register(take_contact, F.text, StateFilter(Describing.contact))
    return router
