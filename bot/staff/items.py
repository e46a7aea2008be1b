"""The lines of a cheque: a category tapped, how many, what they cost together; changed and taken off again."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext

from bot.callbacks import ItemTap, mark
from bot.staff.counter import Counter, Selling, live
from bot.staff.habits import assortment_at, counted, how_many, prices
from bot.staff.sale import show_changed, take_sum
from bot.staff.screens import MOST, MOST_LINES, asking, goods, many
from bot.visit import Visit, running
from loyalty.assortment import assortment_of
from loyalty.events import Line


async def _at_hand(visit: Visit, state: FSMContext, tap: ItemTap) -> Counter | None:
    """Returns the open sale unless the button is stale or the customer is being asked just now."""
    counter = await live(visit, state, tap.draft)
    return None if counter is None or counter.hold else counter


async def _stale(visit: Visit) -> None:
    await visit.answer(visit.speech.plain("common-stale"), alert=True)


async def _ask(visit: Visit, state: FSMContext, counter: Counter) -> None:
    await state.set_state(Selling.amount)
    await counter.keep(state)
    assortment = assortment_of(running(visit))
    await visit.show(*asking(visit.speech, counter, assortment, await prices(visit, counter.target)))


async def pick(_: object, visit: Visit, callback_data: ItemTap, state: FSMContext) -> None:
    """Shows what is on the cheque and what else there is; a typed sum is for the rest."""
    counter = await _at_hand(visit, state, callback_data)
    if counter is None:
        return
    counter = replace(counter, asked=None, at=counter.rest)
    await state.set_state(Selling.amount)
    await counter.keep(state)
    page = max(0, callback_data.number)
    await visit.show(*goods(visit.speech, counter, await assortment_at(visit), page))


async def ask(_: object, visit: Visit, callback_data: ItemTap, state: FSMContext) -> None:
    """Begins a line of the category that was tapped and asks for its sum."""
    counter = await _at_hand(visit, state, callback_data)
    if counter is None:
        return
    categories = {mark(category): category for category in ("", *assortment_of(running(visit)).categories)}
    category, quantity = categories.get(callback_data.category), callback_data.number
    if category is None or not 1 <= quantity <= MOST or len(counter.lines) >= MOST_LINES:
        await _stale(visit)
        return
    await _ask(visit, state, counter.asking(Line(0, category, quantity), len(counter.lines)))


async def ask_many(_: object, visit: Visit, callback_data: ItemTap, state: FSMContext) -> None:
    """Asks how many of a category are in the sum."""
    counter, category = await _summed(visit, state, callback_data)
    if counter is None:
        return
    last = await how_many(visit, callback_data.category)
    await state.set_state(Selling.amount)
    await visit.show(*many(visit.speech, counter, category, last))


async def said(_: object, visit: Visit, callback_data: ItemTap, state: FSMContext) -> None:
    """Takes how many of a category are in the sum, and remembers it for the next one."""
    counter, category = await _summed(visit, state, callback_data)
    if counter is None:
        return
    if not 0 <= callback_data.number <= MOST or len(counter.lines) > MOST_LINES:
        await _stale(visit)
        return
    number = callback_data.number
    if number:
        await counted(visit, callback_data.category, number)
    await show_changed(visit, state, counter, counter.counting(category, number))


async def _summed(visit: Visit, state: FSMContext, tap: ItemTap) -> tuple[Counter | None, str]:
    """Returns the open sale and the tapped category, None unless there is a sum that some of it may be in."""
    counter = await _at_hand(visit, state, tap)
    if counter is None:
        return None, ""
    categories = {mark(category): category for category in assortment_of(running(visit)).categories}
    category = categories.get(tap.category)
    if category is None or counter.rest == len(counter.lines):
        await _stale(visit)
        return None, ""
    return counter, category


async def opened(_: object, visit: Visit, callback_data: ItemTap, state: FSMContext) -> None:
    """Shows a line of the cheque, to be changed."""
    counter = await _at_hand(visit, state, callback_data)
    if counter is None:
        return
    place = callback_data.number
    if not 0 <= place < len(counter.lines):
        await _stale(visit)
        return
    await _ask(visit, state, counter.asking(counter.lines[place], place))


async def count(_: object, visit: Visit, callback_data: ItemTap, state: FSMContext) -> None:
    """Changes how many there are on the line at hand."""
    counter = await _at_hand(visit, state, callback_data)
    if counter is None:
        return
    if counter.asked is None or not 1 <= callback_data.number <= MOST:
        await _stale(visit)
        return
    await _ask(visit, state, replace(counter, asked=replace(counter.asked, quantity=callback_data.number)))


async def price(_: object, visit: Visit, callback_data: ItemTap, state: FSMContext) -> None:
    """Takes the line at hand at a price of before."""
    counter = await _at_hand(visit, state, callback_data)
    if counter is None:
        return
    if counter.asked is None or callback_data.number not in await prices(visit, counter.asked):
        await _stale(visit)
        return
    await take_sum(visit, state, counter, callback_data.number)


async def keep(_: object, visit: Visit, callback_data: ItemTap, state: FSMContext) -> None:
    """Takes the line as it is shown, its sum unchanged."""
    counter = await _at_hand(visit, state, callback_data)
    if counter is None:
        return
    if counter.asked is None or counter.at >= len(counter.lines):
        await _stale(visit)
        return
    await show_changed(visit, state, counter, counter.priced(counter.lines[counter.at].amount))


async def drop(_: object, visit: Visit, callback_data: ItemTap, state: FSMContext) -> None:
    """Takes a line off the cheque."""
    counter = await _at_hand(visit, state, callback_data)
    if counter is None:
        return
    if not 0 <= callback_data.number < len(counter.lines):
        await _stale(visit)
        return
    await show_changed(visit, state, counter, counter.without(callback_data.number))


def router() -> Router:
    """Returns the handlers of the lines of a cheque."""
    router = Router(name="items")
    router.callback_query.register(pick, ItemTap.filter(F.act == "pick"))
    router.callback_query.register(ask, ItemTap.filter(F.act == "ask"))
    router.callback_query.register(ask_many, ItemTap.filter(F.act == "many"))
    router.callback_query.register(said, ItemTap.filter(F.act == "said"))
    router.callback_query.register(opened, ItemTap.filter(F.act == "open"))
    router.callback_query.register(count, ItemTap.filter(F.act == "count"))
    router.callback_query.register(price, ItemTap.filter(F.act == "price"))
    router.callback_query.register(keep, ItemTap.filter(F.act == "keep"))
    router.callback_query.register(drop, ItemTap.filter(F.act == "drop"))
    return router
