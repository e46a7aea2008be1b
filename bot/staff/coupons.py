"""Coupons in the sale: one tap for the customer's own, a code typed, photographed or opened by its link; taken off."""

from dataclasses import replace
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.callbacks import ItemTap, SaleTap, TakeTap, mark
from bot.keyboards import button, rows
from bot.staff.counter import Counter, Selling, Taken, leave, live, open_sale
from bot.staff.sale import ask_price, halted, show_again, show_changed
from bot.visit import Visit, running
from loyalty.errors import CouponNotYours, CouponUnknown, Refusal
from loyalty.money import typed_amount
from services.rewards import coupons
from services.till import presenting
from services.till.presenting import Unnamed

GUESSES = (CouponUnknown, CouponNotYours)
"""Refusals after which a typed code counts as a guess."""


async def take(_: object, visit: Visit, callback_data: TakeTap, state: FSMContext) -> None:
    """Takes a coupon that was offered."""
    counter = await live(visit, state, callback_data.draft)
    if counter is None or counter.hold:
        return
    counts = await visit.db.write(presenting.counts, visit.person, counter.member, callback_data.code, visit.now)
    await _tried(visit, state, counter, callback_data.code, counts=counts)


async def ask(_: object, visit: Visit, callback_data: TakeTap, state: FSMContext) -> None:
    """Asks for a coupon's code."""
    counter = await live(visit, state, callback_data.draft)
    if counter is None or counter.hold:
        return
    await state.set_state(Selling.code)
    speech = visit.speech
    back = button(speech.plain("common-button-back"), SaleTap(act="back", draft=counter.draft))
    await visit.show(speech("till-coupon-ask"), rows(back))


async def typed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the coupon whose code was typed."""
    await present(visit, state, message.text or "")


async def present(visit: Visit, state: FSMContext, code: str) -> None:
    """Takes the coupon of a code that somebody showed. Raises TooManyAttempts and why a coupon does not count."""
    counter = await open_sale(state)
    if counter is None:
        await visit.say(visit.speech("till-coupon-first"))
        return
    if await halted(visit, state, counter):
        return
    await visit.db.write(presenting.attempt, visit.person, visit.now)
    await _tried(visit, state, counter, code, counts=True)
    shown = await open_sale(state)
    if shown:
        await leave(visit, counter, shown)


async def _tried(visit: Visit, state: FSMContext, counter: Counter, code: str, *, counts: bool) -> None:
    """Takes a coupon, or asks for the price of its item; a try that `counts` is taken back unless it was a guess."""
    item = await visit.db.read(presenting.unnamed, visit.person, counter.sale(), code, visit.now)
    try:
        after = None if item else await _with(visit, counter, code)
    except Refusal as refusal:
        if counts and not isinstance(refusal, GUESSES):
            await visit.db.write(coupons.succeeded, visit.person, visit.now)
        raise
    if counts:
        await visit.db.write(coupons.succeeded, visit.person, visit.now)
    if item:
        await ask_price(visit, state, counter, item)
    elif after:
        await show_again(visit, state, after)


async def chosen(_: object, visit: Visit, callback_data: ItemTap, state: FSMContext) -> None:
    """Takes which kind of item a coupon makes free and asks for its price."""
    counter = await live(visit, state, callback_data.draft)
    if counter is None:
        return
    item = await _asked(visit, counter)
    if item is None:
        await visit.answer(visit.speech.plain("common-stale"), alert=True)
        return
    kind = next((kind for kind in item.kinds if mark(kind) == callback_data.category), "")
    await ask_price(visit, state, counter, item, kind)


async def priced(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the price of the item that a coupon makes free: it is a line of its own, and the coupon counts on it."""
    programme, counter = running(visit), await open_sale(state)
    item = await _asked(visit, counter) if counter else None
    if counter is None or counter.pricing is None or item is None:
        await state.set_state(None)
        await visit.say(visit.speech("scan-hint"))
        return
    if await halted(visit, state, counter):
        return
    code, kind = counter.pricing
    price = typed_amount(message.text or "", programme.currency, programme.settings.max_cheque)
    if not kind or price > item.within:
        await ask_price(visit, state, counter, item, kind)
        return
    named = counter.naming(price, kind)
    if any(coupon.code == code for coupon in counter.coupons):  # scanned before there was a sum
        await show_changed(visit, state, counter, named)
        return
    await show_again(visit, state, await _with(visit, named, code, counter.draft))
    await visit.retire(counter.screen)


async def _asked(visit: Visit, counter: Counter) -> Unnamed | None:
    """Returns the item whose price is being asked."""
    if counter.pricing is None:
        return None
    return await visit.db.read(presenting.unnamed, visit.person, counter.sale(), counter.pricing[0], visit.now)


async def _with(visit: Visit, counter: Counter, code: str, before: UUID | None = None) -> Counter:
    """Returns the sale with a coupon; what is set aside already is for the draft `before`, its own if there is none."""
    code = coupons.normal(code)
    if any(coupon.code == code for coupon in counter.coupons):
        return counter
    draft, sale = counter.next_draft(f"with {code}"), replace(counter.sale(), draft_id=before or counter.draft)
    coupon = await visit.db.write(presenting.take, visit.person, sale, draft, code, visit.now)
    taken = Taken(coupon.id, coupon.code, coupon.rule.config.title or coupon.code)
    return counter.presenting(draft, (*counter.coupons, taken))


async def drop(_: object, visit: Visit, callback_data: TakeTap, state: FSMContext) -> None:
    """Takes a coupon off the cheque."""
    counter = await live(visit, state, callback_data.draft)
    if counter is None or counter.hold:
        return
    gone = next((coupon for coupon in counter.coupons if coupon.code == callback_data.code), None)
    if gone is None:
        await visit.answer(visit.speech.plain("common-stale"), alert=True)
        return
    draft = counter.next_draft(f"without {gone.code}")
    left = await visit.db.write(presenting.drop, visit.person, counter.sale(), draft, gone.id, visit.now)
    still = tuple(coupon for coupon in counter.coupons if coupon.id in left)
    await show_again(visit, state, counter.presenting(draft, still))


def router() -> Router:
    """Returns the handlers of coupons in a sale; a code that is asked for is no sum."""
    router = Router(name="till-coupons")
    router.callback_query.register(take, TakeTap.filter(F.act == "take"))
    router.callback_query.register(ask, TakeTap.filter(F.act == "type"))
    router.callback_query.register(drop, TakeTap.filter(F.act == "drop"))
    router.callback_query.register(chosen, ItemTap.filter(F.act == "kind"))
    router.message.register(priced, F.text, StateFilter(Selling.price))
    router.message.register(typed, F.text, StateFilter(Selling.code))
    return router
