"""The owner's coupons: what each kind is worth, how it does, and its public codes with links and posters."""

import asyncio

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, Message

from bot.callbacks import CodeTap, Go, RuleTap
from bot.keyboards import DANGER, MAIN, back, button, copy, copy_link, rows, share
from bot.owner import posters
from bot.owner.members.customer import wait_for_customer
from bot.visit import Visit, running
from bot.words.coupon_names import worth
from bot.words.fitting import short
from bot.words.rules import line
from bot.words.speech import Speech
from bot.words.values import Teller
from loyalty.errors import CouponEnded, SettingInvalid
from services.design import pictures
from services.programme import outlets
from services.rewards import coupon_offers, coupons
from services.rewards.coupon_offers import Offer
from services.rewards.coupons import Coupon

_LISTED = 12
"""Kinds of coupons that a message has room to tell of."""
_MOST = 80
"""Kinds of coupons, or codes of one, that have a button of their own."""


class Coding(StatesGroup):
    """What the owner's next message is: a public code."""

    code = State()


async def _all(visit: Visit) -> tuple[Offer, ...]:
    return await visit.db.read(coupon_offers.offers, visit.person, visit.now)


async def show(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows every kind of coupon and how it does."""
    speech, found = visit.speech, (await _all(visit))[:_MOST]
    lines = [speech("coupons-title")]
    for offer in found[:_LISTED]:
        lines += ["", speech("coupons-kind", title=_title(speech, offer), worth=worth(speech, offer.rule.config))]
        lines.append(_figures(speech, offer))
    lines += ["", speech("coupons-pick" if found else "coupons-none")]
    buttons = [
        button(
            short(f"{'⚪' if offer.rule.paused else '🎟'} {_title(speech, offer)}"),
            CodeTap(act="open", rule=offer.rule.id),
        )
        for offer in found
    ]
    add = button(speech.plain("coupons-button-add"), RuleTap(act="add", value="coupon"), None if found else MAIN)
    await visit.show("\n".join(lines), rows(*buttons, add, back(speech, "offers")))
    await state.clear()


def _title(speech: Speech, offer: Offer) -> str:
    return speech.name(offer.rule.config.title) or worth(speech, offer.rule.config)


def _figures(speech: Speech, offer: Offer) -> str:
    numbers = {"issued": offer.issued, "used": offer.used, "reserved": offer.reserved, "ended": offer.ended}
    return speech("coupons-figures", **{name: speech.number(number) for name, number in numbers.items()})


async def opened(_: object, visit: Visit, state: FSMContext, callback_data: CodeTap) -> None:
    """Shows one kind of coupon; the list when there is no such kind any more."""
    offer = next((offer for offer in await _all(visit) if offer.rule.id == callback_data.rule), None)
    if offer is None:
        await show(None, visit, state)
        return
    speech, rule = visit.speech, offer.rule
    places = await visit.db.read(outlets.all_open)
    teller = Teller(speech, running(visit), {str(place.id): place.name for place in places})
    lines = [f"🎟 {line(teller, rule)}", "", _figures(speech, offer)]
    if rule.paused:
        lines += ["", speech("coupons-paused")]
    if offer.codes:
        lines += ["", speech("coupons-codes")]
    codes = [
        button(
            speech.plain("coupons-button-code", code=code.code, count=code.uses), CodeTap(act="show", code=code.code)
        )
        for code in offer.codes[-_MOST:]
    ]
    new = button(speech.plain("coupons-button-new"), CodeTap(act="new", rule=rule.id))
    gift = button(speech.plain("coupons-button-give"), CodeTap(act="give", rule=rule.id))
    change = button(speech.plain("coupons-button-rule"), RuleTap(act="open", rule=rule.id))
    gifts = None if rule.paused else gift
    await visit.show("\n".join(lines), rows(*codes, new, gifts, change, back(speech, "coupons")))
    await state.clear()


async def ask_code(_: object, visit: Visit, state: FSMContext, callback_data: CodeTap) -> None:
    """Asks for a public code, or offers a random one."""
    speech, rule_id, random = visit.speech, callback_data.rule, coupons.random_code()
    await state.set_state(Coding.code)
    screen = await visit.show(
        speech("coupons-ask-code"),
        rows(
            button(speech.plain("coupons-button-random", code=random), CodeTap(act="take", rule=rule_id, code=random)),
            button(speech.plain("common-button-back"), CodeTap(act="open", rule=rule_id)),
        ),
    )
    await state.set_data({"rule": rule_id, "screen": screen.message_id if screen else None})


async def typed_code(message: Message, visit: Visit, state: FSMContext) -> None:
    """Makes the code that was typed."""
    data = await state.get_data()
    made = await _publish(visit, data["rule"], message.text or "")
    if made is None:
        return
    await visit.say(*_code(visit, made))
    await state.clear()
    await visit.retire(data.get("screen"))


async def take_code(_: object, visit: Visit, state: FSMContext, callback_data: CodeTap) -> None:
    """Makes the random code that was offered; once made, it is only shown."""
    made = await _publish(visit, callback_data.rule, callback_data.code)
    if made is not None:
        await visit.show(*_code(visit, made))
        await state.clear()


async def _publish(visit: Visit, rule_id: str, code: str) -> Coupon | None:
    """Returns the public code; None, having said why, when it cannot be one."""
    try:
        return await visit.db.write(coupon_offers.publish, visit.person, rule_id, code, visit.now)
    except SettingInvalid as refused:
        await visit.answer()
        await visit.say(visit.speech(f"coupons-problem-{refused.problem}", code=coupons.normal(code)[:24] or "—"))
        return None


async def show_code(_: object, visit: Visit, callback_data: CodeTap) -> None:
    """Shows a public code."""
    await visit.show(*_code(visit, await _find(visit, callback_data.code)))


async def open_link(visit: Visit, code: str) -> None:
    """Shows the public code whose link or poster the owner has opened."""
    try:
        await visit.say(*_code(visit, await _find(visit, coupons.normal(code))))
    except CouponEnded:
        await visit.say(visit.speech("coupons-not-public", code=code), rows(back(visit.speech, "coupons")))


async def _find(visit: Visit, code: str) -> Coupon:
    """Returns a public code that holds. Raises CouponEnded."""
    found = (coupon for offer in await _all(visit) for coupon in offer.codes if coupon.code == code)
    made = next(found, None)
    if made is None:
        raise CouponEnded
    return made


def _address(visit: Visit, made: Coupon) -> str:
    return visit.house.start_link(f"k_{made.code}")


def _code(visit: Visit, made: Coupon) -> tuple[str, InlineKeyboardMarkup]:
    speech, address, code = visit.speech, _address(visit, made), made.code
    gift = worth(speech, made.rule.config)
    return speech("coupons-code", code=code, worth=gift, count=made.uses, link=address), rows(
        [
            button(speech.plain("coupons-button-qr"), CodeTap(act="qr", code=code), MAIN),
            button(speech.plain("coupons-button-poster"), CodeTap(act="print", code=code), MAIN),
        ],
        share(
            speech, address, speech.plain("coupons-share", title=speech.name(made.rule.config.title) or gift, code=code)
        ),
        copy_link(speech, address),
        copy(speech.plain("card-button-copy", digits=code), code),
        button(speech.plain("coupons-button-withdraw"), CodeTap(act="ask", code=code)),
        button(speech.plain("common-button-back"), CodeTap(act="open", rule=made.rule.id)),
    )


async def send_picture(_: object, visit: Visit, callback_data: CodeTap) -> None:
    """Sends the QR code of a public code's link."""
    made = await _find(visit, callback_data.code)
    await visit.answer()
    look = await visit.db.read(pictures.design)
    picture = await asyncio.to_thread(pictures.coupon_picture, look, _address(visit, made), made.code)
    caption = visit.speech("coupons-picture", code=made.code)
    await visit.bot.send_photo(visit.chat_id, BufferedInputFile(picture, "coupon.png"), caption=caption)


async def poster(_: object, visit: Visit, callback_data: CodeTap) -> None:
    """Shows what can be printed for a public code."""
    await posters.show(visit, posters.COUPON + callback_data.code)


async def ask_withdraw(_: object, visit: Visit, callback_data: CodeTap) -> None:
    """Asks before a public code is taken out of use."""
    speech, made = visit.speech, await _find(visit, callback_data.code)
    await visit.show(
        speech("coupons-ask-withdraw", code=made.code),
        rows(
            button(speech.plain("coupons-button-withdraw-yes"), CodeTap(act="withdraw", code=made.code), DANGER),
            button(speech.plain("common-button-back"), CodeTap(act="show", code=made.code)),
        ),
    )


async def withdraw(_: object, visit: Visit, state: FSMContext, callback_data: CodeTap) -> None:
    """Takes a public code out of use."""
    made = await _find(visit, callback_data.code)
    await visit.db.write(coupon_offers.withdraw, visit.person, made.id, visit.now)
    await visit.answer(visit.speech.plain("coupons-withdrawn", code=made.code))
    await opened(None, visit, state, CodeTap(act="open", rule=made.rule.id))


async def ask_member(_: object, visit: Visit, state: FSMContext, callback_data: CodeTap) -> None:
    """Asks to whom a coupon is given; `bot.owner.members.by_hand` goes on."""
    speech, rule_id = visit.speech, callback_data.rule
    if rule_id not in {rule.id for rule in await visit.db.read(coupon_offers.gifts, visit.person, visit.now)}:
        raise CouponEnded
    up = button(speech.plain("common-button-back"), CodeTap(act="open", rule=rule_id))
    await visit.show(speech("coupons-ask-member"), rows(up))
    await wait_for_customer(state, gift=rule_id)


def router() -> Router:
    """Returns the handlers of the coupons."""
    router = Router(name="coupons")
    router.callback_query.register(show, Go.filter(F.to == "coupons"))
    router.callback_query.register(opened, CodeTap.filter(F.act == "open"))
    router.callback_query.register(ask_code, CodeTap.filter(F.act == "new"))
    router.callback_query.register(take_code, CodeTap.filter(F.act == "take"))
    router.callback_query.register(show_code, CodeTap.filter(F.act == "show"))
    router.callback_query.register(send_picture, CodeTap.filter(F.act == "qr"))
    router.callback_query.register(poster, CodeTap.filter(F.act == "print"))
    router.callback_query.register(ask_withdraw, CodeTap.filter(F.act == "ask"))
    router.callback_query.register(withdraw, CodeTap.filter(F.act == "withdraw"))
    router.callback_query.register(ask_member, CodeTap.filter(F.act == "give"))
    router.message.register(typed_code, F.text, StateFilter(Coding.code))
    return router
