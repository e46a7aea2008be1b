"""What managers and owners do for one customer by hand: points with a reason, a coupon, a tier."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, Message

from bot.callbacks import CustomerTap, Go, HandTap, mark
from bot.keyboards import CONFIRM, MAIN, Row, button, rows
from bot.owner.members.customer import Looking, back_to, is_owner, show_page, wait_for_customer
from bot.photos import code_in
from bot.visit import Visit, running
from bot.words.coupon_names import worth
from bot.words.reading import NotUnderstoodError, read_date
from loyalty.codes import Code
from loyalty.errors import CodeUnknown, CouponEnded, MomentUnreadable, NotAllowed, Refusal
from loyalty.localtime import local, start_of
from services.ledger import adjustments
from services.ledger.adjustments import REASON_LIMIT
from services.members import customers
from services.rewards import coupon_offers, tiers
from services.till import cheques, identifying
from services.typed import tidy

PINS = (30, 90, 365)
"""Days for which a tier can be pinned by one tap."""
MOST_BY_HAND = 9_999_999
MINUS = ("−", "–", "-")
SIGNS = "+＋−–- "


class ByHand(StatesGroup):
    """What the next message is: how many points, why, or the last day of a pinned tier."""

    points = State()
    reason = State()
    day = State()


async def _live(visit: Visit, state: FSMContext, draft: UUID) -> dict[str, Any] | None:
    """Returns the answers if the button belongs to them; otherwise says what became of it."""
    data = await state.get_data()
    if data.get("draft") == draft.hex:
        return data
    done = data.get("done") == draft.hex
    await visit.answer(visit.speech.plain("customer-done" if done else "common-stale"), alert=not done)
    return None


async def _name(visit: Visit, member: UUID) -> str:
    found = await visit.db.read(customers.page, visit.person, member, visit.now)
    return found.standing.name or "—"


# --- who -------------------------------------------------------------------------------------------------------------


async def named(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a customer's digits, link or phone number."""
    await _found(visit, state, await _find(visit, message.text or ""))


async def pictured(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a photo of a customer's code."""
    code = await code_in(message, visit)
    await _found(visit, state, await _find(visit, code))


async def _find(visit: Visit, wanted: Code | str) -> UUID:
    """Returns the member of what was typed or read; what nobody has counts as a wrong try. Raises CodeUnknown."""
    try:
        return await visit.db.read(customers.find, visit.person, wanted, visit.now)
    except CodeUnknown:
        await visit.db.write(identifying.missed, visit.person, visit.now)
        raise


async def _found(visit: Visit, state: FSMContext, member: UUID) -> None:
    rule_id = (await state.get_data()).get("gift")
    if rule_id:
        await _ask_gift(visit, state, member, rule_id)
    else:
        await show_page(visit, state, member)


async def nobody(_: Message, visit: Visit) -> None:
    """Answers anything that names nobody."""
    await visit.say(visit.speech("customers-ask"))


# --- points ----------------------------------------------------------------------------------------------------------


async def ask_points(_: object, visit: Visit, state: FSMContext, callback_data: CustomerTap) -> None:
    """Asks how many points to give or take."""
    name = await _name(visit, callback_data.member)
    await state.set_state(ByHand.points)
    screen = await visit.show(
        visit.speech("customer-ask-points", name=name), rows(back_to(visit, callback_data.member))
    )
    await state.set_data({"customer": callback_data.member.hex, "screen": screen.message_id if screen else None})


async def typed_points(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the number of points and asks for the reason."""
    data = await state.get_data()
    text = (message.text or "").strip()
    taken = text.startswith(MINUS)
    try:
        points = visit.speech.typed_points(text.lstrip(SIGNS), MOST_BY_HAND)
    except Refusal:
        await visit.say(visit.speech("customer-points-again"))
        return
    question, member = "customer-ask-reason-taken" if taken else "customer-ask-reason", UUID(data["customer"])
    asked = visit.speech(question, name=await _name(visit, member), points=points)
    screen = await visit.say(asked, rows(back_to(visit, member)))
    await state.set_state(ByHand.reason)
    await state.set_data(
        {"customer": data["customer"], "points": -points if taken else points, "screen": screen.message_id}
    )
    await visit.retire(data.get("screen"))


async def typed_reason(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the reason, or another one, and asks before anything is done."""
    data, speech = await state.get_data(), visit.speech
    reason, draft, member = tidy(message.text or "", REASON_LIMIT), cheques.new_draft(), UUID(data["customer"])
    name, points = await _name(visit, member), data["points"]
    question = "customer-ask-give" if points > 0 else "customer-ask-take"
    screen = await visit.say(
        speech(question, name=name, points=abs(points), reason=reason),
        rows(
            button(speech.plain("customer-button-yes"), HandTap(act="points", draft=draft), CONFIRM),
            back_to(visit, member),
        ),
    )
    await state.set_data({**data, "reason": reason, "draft": draft.hex, "screen": screen.message_id})
    await visit.retire(data.get("screen"))


async def adjust(_: object, visit: Visit, state: FSMContext, callback_data: HandTap) -> None:
    """Gives or takes the points."""
    data = await _live(visit, state, callback_data.draft)
    if data is None:
        return
    member = UUID(data["customer"])
    arguments = (callback_data.draft, member, data["points"], data["reason"], visit.now)
    await visit.db.write(adjustments.adjust, visit.person, *arguments)
    await visit.answer(visit.speech.plain("customer-done"))
    await show_page(visit, state, member, callback_data.draft.hex)


# --- coupons ---------------------------------------------------------------------------------------------------------


async def ask_coupon(_: object, visit: Visit, state: FSMContext, callback_data: CustomerTap) -> None:
    """Asks which coupon to give."""
    speech, member = visit.speech, callback_data.member
    name = await _name(visit, member)
    rules = await visit.db.read(coupon_offers.gifts, visit.person, visit.now)
    if not rules:
        more = button(speech.plain("owner-button-coupons"), Go(to="coupons"))
        await visit.show(speech("customer-no-coupons"), rows(more if is_owner(visit) else None, back_to(visit, member)))
        return
    buttons = [
        button(
            f"🎟 {speech.name(rule.config.title) or worth(speech, rule.config)}",
            CustomerTap(act="gift", member=member, of=mark(rule.id)),
        )
        for rule in rules
    ]
    await visit.show(speech("customer-ask-coupon", name=name), rows(*buttons, back_to(visit, member)))


async def pick_coupon(_: object, visit: Visit, state: FSMContext, callback_data: CustomerTap) -> None:
    """Takes the coupon and asks before it is given."""
    rules = await visit.db.read(coupon_offers.gifts, visit.person, visit.now)
    found = next((rule for rule in rules if mark(rule.id) == callback_data.of), None)
    if found is None:
        raise CouponEnded
    await _ask_gift(visit, state, callback_data.member, found.id)


async def _ask_gift(visit: Visit, state: FSMContext, member: UUID, rule_id: str) -> None:
    speech, name = visit.speech, await _name(visit, member)
    rules = await visit.db.read(coupon_offers.gifts, visit.person, visit.now)
    rule = next((rule for rule in rules if rule.id == rule_id), None)
    if rule is None:
        raise CouponEnded
    draft, gift = cheques.new_draft(), worth(speech, rule.config)
    title = f"{speech.name(rule.config.title)} ({gift})" if rule.config.title else gift
    await visit.show(
        speech("customer-ask-gift", name=name, title=title),
        rows(
            button(speech.plain("customer-button-give"), HandTap(act="give", draft=draft), CONFIRM),
            back_to(visit, member),
        ),
    )
    await wait_for_customer(state, gift=rule_id, customer=member.hex, draft=draft.hex)


async def give(_: object, visit: Visit, state: FSMContext, callback_data: HandTap) -> None:
    """Gives the coupon."""
    data = await _live(visit, state, callback_data.draft)
    if data is None:
        return
    member = UUID(data["customer"])
    await visit.db.write(coupon_offers.give, visit.person, callback_data.draft, member, data["gift"], visit.now)
    await visit.answer(visit.speech.plain("customer-done"))
    await show_page(visit, state, member, callback_data.draft.hex)


# --- the tier --------------------------------------------------------------------------------------------------------


async def ask_tier(_: object, visit: Visit, callback_data: CustomerTap) -> None:
    """Asks which tier to pin."""
    _only_owner(visit)
    speech, member = visit.speech, callback_data.member
    found = await visit.db.read(customers.page, visit.person, member, visit.now)
    buttons = [
        button(
            f"🏅 {speech.tier(tier)}",
            CustomerTap(act="tier", member=member, of=mark(tier)),
            MAIN if tier == found.rewards.tier else None,
        )
        for tier in found.tiers
    ]
    unpin = button(speech.plain("customer-button-unpin"), CustomerTap(act="unpin", member=member))
    await visit.show(
        speech("customer-ask-tier", name=found.standing.name or "—"),
        rows(*buttons, unpin if found.pinned else None, back_to(visit, member)),
    )


async def ask_day(_: object, visit: Visit, state: FSMContext, callback_data: CustomerTap) -> None:
    """Asks until when the tier is pinned."""
    _only_owner(visit)
    speech, member = visit.speech, callback_data.member
    tier = await _tier(visit, member, callback_data.of)
    today = local(visit.now, running(visit).zone).date()

    def pin(label: str, until: int) -> InlineKeyboardButton:
        return button(label, CustomerTap(act="pin", member=member, of=callback_data.of, until=until))

    days = [today + timedelta(days=days) for days in PINS]
    buttons: list[Row] = [[pin(speech.last_day(_end(visit, day)), int(f"{day:%Y%m%d}"))] for day in days]
    await visit.show(
        speech("customer-ask-day", tier=speech.tier(tier)),
        rows(*buttons, pin(speech.plain("customer-button-for-good"), 0), back_to(visit, member)),
    )
    await state.set_state(ByHand.day)
    await state.set_data({"customer": member.hex, "tier": callback_data.of})


async def _tier(visit: Visit, member: UUID, marked: str) -> str:
    """Returns the tier with this mark; an empty text, which no programme has, when it is gone."""
    found = await visit.db.read(customers.page, visit.person, member, visit.now)
    return next((tier for tier in found.tiers if mark(tier) == marked), "")


async def pin(_: object, visit: Visit, state: FSMContext, callback_data: CustomerTap) -> None:
    """Pins the tier until the day that was tapped, or for good."""
    try:
        day = date.fromisoformat(str(callback_data.until)) if callback_data.until else None
    except ValueError:
        raise MomentUnreadable from None
    await _pin(visit, state, callback_data.member, callback_data.of, day)


async def typed_day(message: Message, visit: Visit, state: FSMContext) -> None:
    """Pins the tier until the day that was typed."""
    data, today = await state.get_data(), local(visit.now, running(visit).zone).date()
    try:
        day = read_date(visit.speech.typed_day(message.text or ""), today)
    except NotUnderstoodError:
        await visit.say(visit.speech("customer-day-again"))
        return
    if day < today:
        await visit.say(visit.speech("customer-day-again"))
        return
    await _pin(visit, state, UUID(data["customer"]), data["tier"], day)


async def _pin(visit: Visit, state: FSMContext, member: UUID, marked: str, day: date | None) -> None:
    tier = await _tier(visit, member, marked)
    until = None if day is None else _end(visit, day)
    await visit.db.write(tiers.pin, visit.person, member, tier, until, visit.now)
    await visit.answer(visit.speech.plain("customer-done"))
    await show_page(visit, state, member)


def _end(visit: Visit, day: date) -> datetime:
    return start_of(day + timedelta(days=1), running(visit).zone)


async def unpin(_: object, visit: Visit, state: FSMContext, callback_data: CustomerTap) -> None:
    """Lets the tier follow the rules again."""
    await visit.db.write(tiers.unpin, visit.person, callback_data.member, visit.now)
    await visit.answer(visit.speech.plain("customer-done"))
    await show_page(visit, state, callback_data.member)


def _only_owner(visit: Visit) -> None:
    if not is_owner(visit):
        raise NotAllowed


def router() -> Router:
    """Returns the handlers of what is done by hand."""
    router = Router(name="by-hand")
    router.callback_query.register(ask_points, CustomerTap.filter(F.act == "points"))
    router.callback_query.register(ask_coupon, CustomerTap.filter(F.act == "gifts"))
    router.callback_query.register(pick_coupon, CustomerTap.filter(F.act == "gift"))
    router.callback_query.register(ask_tier, CustomerTap.filter(F.act == "tiers"))
    router.callback_query.register(ask_day, CustomerTap.filter(F.act == "tier"))
    router.callback_query.register(pin, CustomerTap.filter(F.act == "pin"))
    router.callback_query.register(unpin, CustomerTap.filter(F.act == "unpin"))
    router.callback_query.register(adjust, HandTap.filter(F.act == "points"))
    router.callback_query.register(give, HandTap.filter(F.act == "give"))
    router.message.register(named, F.text, StateFilter(Looking.customer))
    router.message.register(pictured, F.photo | F.document, StateFilter(Looking.customer))
    router.message.register(nobody, StateFilter(Looking.customer))
    router.message.register(typed_points, StateFilter(ByHand.points))
    router.message.register(typed_reason, StateFilter(ByHand.reason))
    router.message.register(typed_day, StateFilter(ByHand.day))
    return router
