"""Buying a gift certificate in the chat: the value, Telegram's invoice, the checkout, the money that came."""

from contextlib import suppress

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import LabeledPrice, Message, PreCheckoutQuery

from bot.callbacks import CertificateTap, Go
from bot.certificates import giving, send, told
from bot.customer.card import registered
from bot.errors import words_of
from bot.house import House
from bot.keyboards import back, button, rows
from bot.visit import Visit, running
from bot.words.speech import Speech
from locales import closest
from loyalty.certificates import CertificatesNotSold, require_value
from loyalty.errors import FiguresChanged, Refusal
from loyalty.money import typed_amount
from services.prepaid import payments
from services.prepaid.payments import Charge, Order
from services.till.cheques import new_draft

ACROSS = 2


class Buying(StatesGroup):
    """What the member's next message is: the value of a certificate."""

    value = State()


async def choose(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows what there is to buy."""
    registered(visit)
    terms, speech = running(visit).settings.certificates, visit.speech
    if not terms.sold or not visit.house.payment_token:
        raise CertificatesNotSold
    draft = new_draft()
    faces = [
        button(speech.money(face.value), CertificateTap(act="buy", id=draft, value=face.value))
        for face in sorted(terms.values, key=lambda face: face.value)
    ]
    lines = [speech("certificate-buy")]
    if terms.most:
        least, most = speech.money(max(1, terms.least)), speech.money(terms.most)
        lines.append(speech("certificate-ask-value", least=least, most=most))
    across = (faces[place : place + ACROSS] for place in range(0, len(faces), ACROSS))
    await visit.show("\n\n".join(lines), rows(*across, back(speech, "gift")))
    await state.set_state(Buying.value if terms.most else None)


async def tapped(_: object, visit: Visit, callback_data: CertificateTap) -> None:
    """Takes the value that was tapped."""
    await _bill(visit, callback_data.value)
    await visit.answer()


async def typed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the value that was typed."""
    programme = running(visit)
    await _bill(visit, typed_amount(message.text or "", programme.currency, programme.settings.max_cheque))
    await state.set_state(None)


async def _bill(visit: Visit, minor: int) -> None:
    programme, speech = running(visit), visit.speech
    if not visit.house.payment_token:
        raise CertificatesNotSold
    require_value(minor, programme.settings.certificates)
    order, title = Order(new_draft(), minor, programme.currency), speech.plain("certificate-invoice")
    await visit.bot.send_invoice(
        visit.chat_id,
        title=title,
        description=speech.plain("certificate-invoice-what", money=speech.money(minor), shop=programme.name),
        payload=order.payload,
        provider_token=visit.house.payment_token,
        currency=programme.currency,
        prices=[LabeledPrice(label=title, amount=minor)],
    )


async def checkout(query: PreCheckoutQuery, house: House, bot: Bot) -> None:
    """Lets a payment go on, or says why not: Telegram waits for ten seconds."""
    order = payments.order_of(query.invoice_payload)
    refusal: Refusal | None = None
    try:
        if order is None:
            raise FiguresChanged
        await house.db.read(payments.require_payable, order, query.total_amount, query.currency, house.clock())
    except Refusal as refused:
        refusal = refused
    why = words_of(refusal, Speech(closest(query.from_user.language_code), query.currency)) if refusal else None
    with suppress(TelegramBadRequest):  # too old to be answered
        await bot.answer_pre_checkout_query(query.id, ok=refusal is None, error_message=why)


async def paid(message: Message, visit: Visit) -> None:
    """Takes the money that came, and sends the certificate; the same charge again sends the same one.

    One that a friend has put on their card since then is theirs: its code is not shown.
    """
    payment = message.successful_payment
    assert payment is not None, "the filter has seen it"
    order = payments.order_of(payment.invoice_payload)
    if order is None:
        raise ValueError("a payment for no invoice of ours")  # put aside with an id; it is somebody's money
    number, provider_number = payment.telegram_payment_charge_id, payment.provider_payment_charge_id
    charge = Charge(number, provider_number, payment.total_amount, payment.currency)
    bought = await visit.db.write(payments.paid, visit.person, order, charge, visit.now)
    if bought.member_id not in {None, visit.person.member_id}:
        await visit.say(visit.speech("refusal-certificate-taken"), rows(back(visit.speech, "gift")))
        return
    text = visit.speech("certificate-thanks") + "\n" + told(visit, bought)
    if bought.member_id is None:
        await send(visit, bought, text, *giving(visit, bought))
        return
    give = button(visit.speech.plain("certificate-button-give"), CertificateTap(act="give", id=bought.id))
    await send(visit, bought, text, give, back(visit.speech, "gift"))


def router() -> Router:
    """Returns the handlers of buying."""
    router = Router(name="buying")
    router.callback_query.register(choose, Go.filter(F.to == "buy-gift"))
    router.callback_query.register(tapped, CertificateTap.filter(F.act == "buy"))
    router.message.register(typed, F.text, StateFilter(Buying.value))
    return router


def money() -> Router:
    """Returns the handlers of payments, which come in whatever mode somebody is."""
    router = Router(name="payments")
    router.pre_checkout_query.register(checkout)
    router.message.register(paid, F.successful_payment)
    return router
