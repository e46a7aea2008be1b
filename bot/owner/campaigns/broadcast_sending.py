"""Broadcasts on their way: to whom, now or later, paused, resumed, cancelled."""

from datetime import UTC, datetime
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.callbacks import Cast, Plan, Whom
from bot.keyboards import CONFIRM, button, rows
from bot.owner.campaigns import broadcast_screens as screens
from bot.owner.campaigns.broadcast import Composing, ask, draft_of, quiet_until, reach, show_one
from bot.owner.campaigns.moments import read_moment
from bot.visit import Visit, running
from loyalty.errors import NobodyToReach, SettingInvalid
from services.campaigns import broadcasts
from services.campaigns.broadcasts import Audience

MINUTE = 60


async def ask_audience(_: object, visit: Visit, callback_data: Cast) -> None:
    """Asks whom a draft is for."""
    made = await draft_of(visit, callback_data.broadcast)
    await visit.show(*screens.audiences(visit.speech, made, broadcasts.choices(running(visit))))


async def address(_: object, visit: Visit, callback_data: Whom) -> None:
    """Takes whom a draft is for, and shows how many that are."""
    audience = _audience(visit, callback_data)
    made = await visit.db.write(broadcasts.address, visit.person, callback_data.broadcast, audience, visit.now)
    await show_one(visit, made.id)


def _audience(visit: Visit, tapped: Whom) -> Audience:
    offered = broadcasts.choices(running(visit))
    match tapped.kind:
        case "inactive":
            return Audience("inactive", str(tapped.of))
        case "tier" if 0 <= tapped.of < len(offered.tiers):
            return Audience("tier", offered.tiers[tapped.of])
        case "coupon" if 0 <= tapped.of < len(offered.coupons):
            return Audience("coupon", offered.coupons[tapped.of][0])
        case "all" | "birthday":
            return Audience(tapped.kind)
    raise SettingInvalid("audience", "unknown")


async def ask_send(_: object, visit: Visit, callback_data: Cast) -> None:
    """Asks once more before everybody gets it, with their number as it is now."""
    made = await draft_of(visit, callback_data.broadcast)
    count = await reach(visit, made.id)
    if not count:
        raise NobodyToReach
    await visit.show(*screens.asked(visit.speech, made, count, await quiet_until(visit), visit.now))


async def send(_: object, visit: Visit, callback_data: Cast) -> None:
    """Lets a draft go out; the message that was tapped counts along from now on."""
    seen = (visit.chat_id, visit.screen.message_id) if visit.screen else None
    made = await visit.db.write(broadcasts.start, visit.person, callback_data.broadcast, seen, visit.now)
    await show_one(visit, made.id)


async def ask_moment(_: object, visit: Visit, state: FSMContext, callback_data: Cast) -> None:
    """Asks when it shall leave."""
    made, speech = await draft_of(visit, callback_data.broadcast), visit.speech
    example = f"{speech.plain('broadcast-word-tomorrow')} 10:00"
    way_back = screens.again(speech, made)
    await ask(
        visit, state, Composing.moment, made.id, way_back, example=example, zone=visit.speech.city(running(visit).zone)
    )


async def moment(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the moment that was typed, and shows it written out before anything is planned."""
    data = await state.get_data()
    made = await draft_of(visit, UUID(data["broadcast"]))
    zone = running(visit).zone
    typed = read_moment(visit.speech.typed_day(message.text or ""), visit.now, zone)
    # What would leave in quiet hours leaves at their end: the owner reads so before it is planned.
    at = await quiet_until(visit, typed) or typed
    speech, minute = visit.speech, int(at.timestamp()) // MINUTE
    count = await reach(visit, made.id)
    words = "broadcast-ask-plan" if at == typed else "broadcast-ask-plan-quiet"
    await visit.say(
        speech(words, moment=speech.moment(at), zone=speech.city(zone), count=count),
        rows(
            button(speech.plain("broadcast-button-plan-yes"), Plan(broadcast=made.id, minute=minute), CONFIRM),
            screens.again(speech, made),
        ),
    )
    await state.clear()
    await visit.retire(data.get("screen"))


async def plan(_: object, visit: Visit, callback_data: Plan) -> None:
    """Plans a draft for the moment that was shown."""
    at = datetime.fromtimestamp(callback_data.minute * MINUTE, UTC)
    made = await visit.db.write(broadcasts.plan, visit.person, callback_data.broadcast, at, visit.now)
    await show_one(visit, made.id)


async def turn(_: object, visit: Visit, callback_data: Cast) -> None:
    """Pauses, resumes or cancels; a second tap on the same button changes nothing."""
    use_case = {"pause": broadcasts.pause, "resume": broadcasts.resume, "cancel": broadcasts.cancel}[callback_data.act]
    made = await visit.db.write(use_case, visit.person, callback_data.broadcast, visit.now)
    await show_one(visit, made.id)


async def unplan(_: object, visit: Visit, callback_data: Cast) -> None:
    """Makes a planned broadcast a draft again, to be changed."""
    made = await visit.db.write(broadcasts.unplan, visit.person, callback_data.broadcast)
    await show_one(visit, made.id)


def router() -> Router:
    """Returns the handlers of sending."""
    router = Router(name="broadcast-sending")
    router.callback_query.register(ask_audience, Cast.filter(F.act == "audience"))
    router.callback_query.register(address, Whom.filter())
    router.callback_query.register(ask_send, Cast.filter(F.act == "send"))
    router.callback_query.register(send, Cast.filter(F.act == "send-yes"))
    router.callback_query.register(ask_moment, Cast.filter(F.act == "later"))
    router.callback_query.register(plan, Plan.filter())
    router.callback_query.register(turn, Cast.filter(F.act.in_(("pause", "resume", "cancel"))))
    router.callback_query.register(unplan, Cast.filter(F.act == "unplan"))
    router.message.register(moment, StateFilter(Composing.moment))
    return router
