"""The business itself: what it is called, which currency it sells in, and by whose clock it lives."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.callbacks import RuleTap
from bot.keyboards import Row, back, button, rows
from bot.owner.programme import check, likely
from bot.owner.programme.desk import Desk, keep, sit
from bot.owner.programme.facts import FIELDS, fact
from bot.owner.programme.zones import find_zone, told, zone_on_map
from bot.visit import Visit
from bot.words.fitting import short
from locales import read_currency
from services.programme import changing, drafts
from services.programme.changing import CurrencyInUse
from services.typed import NAME_LIMIT, check_currency, tidy


class Renaming(StatesGroup):
    """Which of the business's facts the owner's next message is."""

    name = State()
    currency = State()
    zone = State()


async def show(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the facts, and what of them was changed but is not in force yet."""
    await _show(visit, state, await sit(visit))


async def _show(visit: Visit, state: FSMContext, desk: Desk) -> None:
    await state.clear()
    speech = visit.speech
    said = [speech("business-title"), told(speech, desk.draft.zone, visit.now)]
    said += check.waiting(visit, desk)
    buttons = [
        button(
            short(f"{speech.plain(f'business-{field}')}: {fact(speech, desk.draft, field)}"),
            RuleTap(act="fact", at=field),
        )
        for field in FIELDS
    ]
    await visit.show("\n\n".join(said), rows(*check.ways(visit, desk), *buttons, back(speech, "team")))


async def ask(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Asks for a name, a currency or a time zone."""
    desk, field = await sit(visit), callback_data.at
    if field not in FIELDS:
        await _show(visit, state, desk)
        return
    currencies = await _currencies(visit, desk) if field == "currency" else None
    speech = visit.speech
    now = speech("form-now", value=fact(speech, desk.draft, field))
    up = button(speech.plain("common-button-back"), RuleTap(act="business"))
    words = speech("business-ask-changeover") if currencies else speech(f"business-ask-{field}")
    screen = await visit.show(f"{words}\n\n{now}", rows(*_offered(visit, callback_data, currencies), up))
    await state.set_state(getattr(Renaming, field))
    await state.update_data(screen=screen.message_id if screen else None)


async def _currencies(visit: Visit, desk: Desk) -> tuple[str, ...] | None:
    """Returns the currencies that the books may change over to, None for any. Raises CurrencyInUse for none."""
    found = await visit.db.read(changing.currencies, desk.before)
    if found == ():
        raise CurrencyInUse
    return found


def _offered(visit: Visit, asked: RuleTap, currencies: tuple[str, ...] | None) -> list[Row]:
    speech, field = visit.speech, asked.at
    offered = {
        "name": (),
        "currency": currencies or likely.currencies(speech.language, visit.hint),
        "zone": likely.zones(speech.language, visit.hint),
    }[field]
    labels = (speech.city(value) if field == "zone" else value for value in offered)
    taps = [RuleTap(act="fact-is", at=field, value=value) for value in offered]
    pages = range(max(1, -(-len(offered) // likely.PAGE)))
    more = [RuleTap(act="fact", at=field, value=str(number)) for number in pages]
    page = int(asked.value) if asked.value.isdecimal() else 0
    return likely.paged(speech, list(zip(labels, taps, strict=True)), page, more)


async def tapped(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Takes what was tapped."""
    await _take(visit, state, callback_data.at, callback_data.value)


async def typed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes what was typed; what cannot be taken is refused in words, and the question stays."""
    asked = (await state.get_data()).get("screen")
    await _take(visit, state, (await state.get_state() or "").rsplit(":", 1)[-1], message.text or "")
    await visit.retire(asked)


async def placed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the time of a place that was sent from the map."""
    assert message.location is not None, "the filter has seen it"
    zone = zone_on_map(visit.speech, message.location, visit.speech.currency, visit.hint)
    await _take(visit, state, "zone", zone)


async def _take(visit: Visit, state: FSMContext, field: str, text: str) -> None:
    desk, value = await sit(visit), _read(field, text, visit.hint)
    if field == "currency" and value not in (await _currencies(visit, desk) or (value,)):
        raise CurrencyInUse
    await _show(visit, state, await keep(visit, desk, drafts.with_fact(desk.draft, field, value)))


def _read(field: str, text: str, hint: str) -> str:
    match field:
        case "currency":
            return check_currency(read_currency(text, likely.own_currency(hint)) or text)
        case "zone":
            return find_zone(text)
        case _:
            return tidy(text, NAME_LIMIT)


def router() -> Router:
    """Returns the handlers of the business's facts."""
    router = Router(name="programme-business")
    router.callback_query.register(show, RuleTap.filter(F.act == "business"))
    router.callback_query.register(ask, RuleTap.filter(F.act == "fact"))
    router.callback_query.register(tapped, RuleTap.filter(F.act == "fact-is"))
    router.message.register(typed, F.text, StateFilter(Renaming))
    router.message.register(placed, F.location, StateFilter(Renaming.zone))
    return router
