"""Outlets, and the links and posters that bring new members to them."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardMarkup, Message

from bot.callbacks import Go, OutletTap, Place, Poster
from bot.keyboards import DANGER, MAIN, back, button, copy_link, rows, share, write_to_us
from bot.owner import posters
from bot.visit import Visit, running
from bot.words.fitting import short
from bot.words.speech import Speech
from locales import closest
from loyalty.errors import PurchaseUnknown
from loyalty.ledger import MILLION
from services.programme import contact, outlets
from services.programme.outlets import JoinLink

LINKS_SHOWN, SOURCE_SHOWN = 20, 20
PLACES_SHOWN = 30
EVERYWHERE = 0


class Naming(StatesGroup):
    """What the owner's next message names."""

    outlet = State()
    source = State()
    place = State()


async def show_outlets(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the outlets, and which of them are on the map."""
    speech = visit.speech
    places = await visit.db.read(outlets.all_open)
    lines = [speech("outlets-line-placed" if place.place else "outlets-line", name=place.name) for place in places]
    text = speech("outlets-title") + "\n\n" + "\n".join(lines)
    if any(place.place for place in places):
        text += "\n\n" + speech("outlets-map")
    on_map = [
        button(short(speech.plain("outlets-button-place", name=place.name)), OutletTap(act="ask", outlet=place.id))
        for place in places[:PLACES_SHOWN]
    ]
    add = button(speech.plain("outlets-button-add"), Go(to="add-outlet"))
    write = write_to_us(speech, await visit.db.read(contact.of_shop))
    await visit.show(text, rows(*on_map, add, write, back(speech, "team")))
    await state.clear()


async def ask_place(_: object, visit: Visit, state: FSMContext, callback_data: OutletTap) -> None:
    """Asks where an outlet is."""
    speech = visit.speech
    places = await visit.db.read(outlets.all_open)
    found = next((place for place in places if place.id == callback_data.outlet), None)
    if found is None:
        await show_outlets(None, visit, state)
        return
    await state.set_state(Naming.place)
    forget = button(speech.plain("outlets-button-forget"), OutletTap(act="forget", outlet=found.id), DANGER)
    up = button(speech.plain("common-button-back"), OutletTap(act="ask", outlet=found.id))
    buttons = rows(forget if found.place else None, up)
    screen = await visit.show(speech("outlets-ask-place", name=found.name), buttons)
    await state.update_data(screen=screen.message_id if screen else None, outlet=found.id)


async def put_on_map(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the place that was sent, also one with a name and an address."""
    data = await state.get_data()
    sent = message.venue.location if message.venue else message.location
    assert sent is not None, "the filter asks for it"
    place = (round(sent.latitude * MILLION), round(sent.longitude * MILLION))
    put = await visit.db.write(outlets.put_on_map, visit.person, data["outlet"], place, visit.now)
    await visit.say(visit.speech("outlets-placed", name=put.name))
    await show_outlets(None, visit, state)
    await visit.retire(data.get("screen"))


async def take_off_map(_: object, visit: Visit, state: FSMContext, callback_data: OutletTap) -> None:
    """Forgets where an outlet is."""
    taken = await visit.db.write(outlets.put_on_map, visit.person, callback_data.outlet, None, visit.now)
    await visit.say(visit.speech("outlets-forgotten", name=taken.name))
    await show_outlets(None, visit, state)


async def ask_outlet(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks for the new outlet's name."""
    await state.set_state(Naming.outlet)
    screen = await visit.show(visit.speech("outlets-ask-name"), rows(back(visit.speech, "outlets")))
    await state.update_data(screen=screen.message_id if screen else None)


async def name_outlet(message: Message, visit: Visit, state: FSMContext) -> None:
    """Adds the outlet."""
    added = await visit.db.write(outlets.add, visit.person, message.text or "", visit.now)
    asked = (await state.get_data()).get("screen")
    await visit.say(visit.speech("outlets-added", name=added.name))
    await show_outlets(None, visit, state)
    await visit.retire(asked)


async def show_links(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the join links and how many came by each."""
    await state.clear()
    speech = visit.speech
    links = await visit.db.read(outlets.join_links, visit.person)
    buttons = [button(_label(speech, made), Poster(act="open", payload=made.payload)) for made in links[-LINKS_SHOWN:]]
    new = button(speech.plain("links-button-new"), Go(to="new-link"), MAIN)
    await visit.show(speech("links-title"), rows(*buttons, new, back(speech, "team")))


def _label(speech: Speech, made: JoinLink) -> str:
    return speech.plain("links-button-link", source=short(made.source, SOURCE_SHOWN), count=made.joined)


async def new_link(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks which outlet the link is for, when there are several."""
    speech = visit.speech
    places = await visit.db.read(outlets.all_open)
    if len(places) < 2:
        await ask_source(None, visit, state, Place(outlet=places[0].id if places else EVERYWHERE))
        return
    buttons = [button(short(place.name), Place(outlet=place.id)) for place in places]
    everywhere = button(speech.plain("links-button-everywhere"), Place(outlet=EVERYWHERE))
    await visit.show(speech("links-ask-outlet"), rows(*buttons, everywhere, back(speech, "links")))


async def ask_source(_: object, visit: Visit, state: FSMContext, callback_data: Place) -> None:
    """Asks where the link will hang."""
    await state.set_state(Naming.source)
    await state.update_data(outlet=callback_data.outlet)
    screen = await visit.show(visit.speech("links-ask-source"), rows(back(visit.speech, "links")))
    await state.update_data(screen=screen.message_id if screen else None)


async def name_source(message: Message, visit: Visit, state: FSMContext) -> None:
    """Makes the link."""
    data = await state.get_data()
    outlet_id = data.get("outlet") or None
    made = await visit.db.write(outlets.join_link, visit.person, message.text or "", outlet_id, visit.now)
    await visit.say(*_link(visit, made))
    await state.clear()
    await visit.retire(data.get("screen"))


async def show_link(_: object, visit: Visit, callback_data: Poster) -> None:
    """Shows one link."""
    await visit.show(*_link(visit, await _find(visit, callback_data.payload)))


def _link(visit: Visit, made: JoinLink) -> tuple[str, InlineKeyboardMarkup]:
    speech, address = visit.speech, visit.house.start_link(f"j_{made.payload}")
    shop = visit.programme.name if visit.programme else ""
    text = speech(
        "links-link",
        source=made.source,
        outlet=made.outlet or speech.plain("outlets-all"),
        link=address,
        count=made.joined,
    )
    return text, rows(
        button(speech.plain("links-button-poster"), Poster(act="print", payload=made.payload), MAIN),
        share(speech, address, speech.plain("links-share", name=shop)),
        copy_link(speech, address),
        back(speech, "links"),
    )


async def _find(visit: Visit, payload: str) -> JoinLink:
    links = await visit.db.read(outlets.join_links, visit.person)
    found = next((made for made in links if made.payload == payload), None)
    if found is None:
        raise PurchaseUnknown
    return found


async def poster(_: object, visit: Visit, callback_data: Poster) -> None:
    """Shows what can be printed for a link."""
    await posters.show(visit, posters.JOIN + callback_data.payload)


async def outlet_poster(_: object, visit: Visit, callback_data: OutletTap) -> None:
    """Shows what can be printed for an outlet, which gets a link of its own for it."""
    language = closest(running(visit).language)
    source = Speech(language).plain("links-poster-source")
    made = await visit.db.write(outlets.join_link, visit.person, source, callback_data.outlet, visit.now)
    await posters.show(visit, posters.JOIN + made.payload)


def router() -> Router:
    """Returns the handlers of outlets and links."""
    router = Router(name="places")
    router.callback_query.register(show_outlets, Go.filter(F.to == "outlets"))
    router.callback_query.register(ask_outlet, Go.filter(F.to == "add-outlet"))
    router.callback_query.register(ask_place, OutletTap.filter(F.act == "place"))
    router.callback_query.register(take_off_map, OutletTap.filter(F.act == "forget"))
    router.callback_query.register(outlet_poster, OutletTap.filter(F.act == "poster"))
    router.message.register(put_on_map, F.location | F.venue, StateFilter(Naming.place))
    router.callback_query.register(show_links, Go.filter(F.to == "links"))
    router.callback_query.register(new_link, Go.filter(F.to == "new-link"))
    router.callback_query.register(ask_source, Place.filter())
    router.callback_query.register(show_link, Poster.filter(F.act == "open"))
    router.callback_query.register(poster, Poster.filter(F.act == "print"))
    router.message.register(name_outlet, F.text, StateFilter(Naming.outlet))
    router.message.register(name_source, F.text, StateFilter(Naming.source))
    return router
