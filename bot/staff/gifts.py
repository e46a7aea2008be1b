"""Selling gift certificates: the value, the money, the code to give on; to whoever is served, it is on their card."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.callbacks import CertificateTap, Go, SaleTap
from bot.certificates import giving, send, told
from bot.keyboards import CONFIRM, button, rows
from bot.staff.certificates import paper
from bot.staff.counter import Selling, live
from bot.visit import Visit, running
from loyalty.certificates import CertificatesNotSold, require_value
from loyalty.money import typed_amount
from services.till import certificates, cheques

ACROSS = 2


class Gifting(StatesGroup):
    """What the cashier's next message is: the value of a certificate."""

    value = State()


async def to_customer(_: object, visit: Visit, state: FSMContext, callback_data: CertificateTap) -> None:
    """Sells one to the customer who is being served."""
    counter = await live(visit, state, callback_data.id)
    if counter is None or counter.hold:
        return
    await _begin(visit, state, {"member": str(counter.member), "name": counter.name, "sale": str(counter.draft)})


async def to_anybody(_: object, visit: Visit, state: FSMContext) -> None:
    """Sells one to whoever will have its code."""
    await _begin(visit, state, {"member": None, "name": "", "sale": None})


async def _begin(visit: Visit, state: FSMContext, whose: Mapping[str, Any]) -> None:
    terms = running(visit).settings.certificates
    if not terms.sold:
        raise CertificatesNotSold
    speech, draft = visit.speech, cheques.new_draft()
    faces = [
        button(speech.money(face.value), CertificateTap(act="value", id=draft, value=face.value))
        for face in sorted(terms.values, key=lambda face: face.value)
    ]
    lines = [speech("certificate-sell", name=str(whose["name"])) if whose["name"] else speech("certificate-sell-any")]
    if terms.most:
        least, most = speech.money(max(1, terms.least)), speech.money(terms.most)
        lines.append(speech("certificate-ask-value", least=least, most=most))
    screen = await visit.show(
        "\n\n".join(lines),
        rows(*(faces[place : place + ACROSS] for place in range(0, len(faces), ACROSS)), _away(visit, whose)),
    )
    await state.set_state(Gifting.value if terms.most else None)
    await state.update_data(selling={**whose, "draft": str(draft), "screen": screen.message_id if screen else None})


def _away(visit: Visit, gift: Mapping[str, Any]) -> InlineKeyboardButton:
    if gift["sale"]:
        return button(visit.speech.plain("common-button-back"), SaleTap(act="back", draft=UUID(gift["sale"])))
    return button(visit.speech.plain("sold-button-next"), Go(to="scan"))


async def typed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the value that was typed."""
    gift, programme = (await state.get_data()).get("selling"), running(visit)
    if not gift:
        await state.set_state(None)
        await visit.say(visit.speech("scan-hint"))
        return
    minor = typed_amount(message.text or "", programme.currency, programme.settings.max_cheque)
    require_value(minor, programme.settings.certificates)
    screen = await visit.say(*_asked(visit, gift, minor))
    await state.update_data(selling={**gift, "screen": screen.message_id})
    await visit.retire(gift["screen"])


async def chosen(_: object, visit: Visit, state: FSMContext, callback_data: CertificateTap) -> None:
    """Takes the value that was tapped."""
    gift = await _live(visit, state, callback_data)
    if gift:
        await visit.show(*_asked(visit, gift, callback_data.value))


def _asked(visit: Visit, gift: Mapping[str, Any], minor: int) -> tuple[str, InlineKeyboardMarkup]:
    money, draft = visit.speech.money(minor), UUID(gift["draft"])
    return visit.speech("certificate-ask-money", money=money), rows(
        button(
            visit.speech.plain("certificate-button-taken", money=money),
            CertificateTap(act="sell", id=draft, value=minor),
            CONFIRM,
        ),
        _away(visit, gift),
    )


async def _live(visit: Visit, state: FSMContext, tap: CertificateTap) -> Mapping[str, Any] | None:
    gift: Mapping[str, Any] = (await state.get_data()).get("selling") or {}
    if gift.get("draft") == str(tap.id):
        return gift
    await visit.answer(visit.speech.plain("common-stale"), alert=True)
    return None


async def sell(_: object, visit: Visit, state: FSMContext, callback_data: CertificateTap) -> None:
    """Records the sale, once, and sends the code; a customer who is served finds it on their card."""
    gift = await _live(visit, state, callback_data)
    if gift is None:
        return
    holder = UUID(gift["member"]) if gift["member"] else None
    made = await visit.db.write(
        certificates.sell, visit.person, callback_data.value, callback_data.id, visit.now, holder
    )
    speech = visit.speech.in_currency(made.currency)
    sold = speech("certificate-sold", money=speech.money(made.face), name=str(gift["name"]) or "—")
    await visit.show(sold, rows(_away(visit, gift)))
    if holder is None:
        await send(visit, made, told(visit, made), *giving(visit, made), paper(visit, made))
    await state.set_state(Selling.amount if gift["sale"] else None)


def router() -> Router:
    """Returns the handlers of certificates that are sold."""
    router = Router(name="till-gifts")
    router.callback_query.register(to_customer, CertificateTap.filter(F.act == "new"))
    router.callback_query.register(to_anybody, Go.filter(F.to == "certificate"))
    router.callback_query.register(chosen, CertificateTap.filter(F.act == "value"))
    router.callback_query.register(sell, CertificateTap.filter(F.act == "sell"))
    router.message.register(typed, F.text, StateFilter(Gifting.value))
    return router
