"""Gift certificates at the till: scanned into a sale, paying by themselves, taken back, lost and issued anew."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zlib import crc32

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.callbacks import CertificateTap, Go
from bot.certificates import ENDING, giving, moved, send, send_paper, told, tried
from bot.keyboards import CONFIRM, DANGER, MAIN, button, rows
from bot.staff.counter import Counter, Shown, leave, open_sale
from bot.staff.sale import halted, show_changed
from bot.visit import Visit, running
from bot.words.speech import Speech
from loyalty.errors import FiguresChanged, NotAllowed
from loyalty.money import typed_amount
from services.people import SENIORS
from services.prepaid import certificates as prepaid
from services.prepaid import payments
from services.prepaid.certificates import Certificate
from services.till import certificates, cheques
from services.till.certificates import Paid


class Certifying(StatesGroup):
    """What the cashier's next message is: the sum that a certificate shall pay of."""

    amount = State()


async def present(visit: Visit, state: FSMContext, code: str) -> None:
    """Lets the certificate of a code pay in the open sale, or shows what is left on it.

    Raises TooManyAttempts, and why it cannot pay.
    """
    found = await tried(visit, certificates.look, code)
    counter = await open_sale(state)
    if counter is None:
        await _show(visit, state, found)
    elif not await halted(visit, state, counter):
        await _take(visit, state, counter, found)


async def _take(visit: Visit, state: FSMContext, counter: Counter, found: Certificate) -> None:
    if all(each.id != found.id for each in counter.certificates):
        _, tender = await visit.db.read(certificates.presented, visit.person, found.code, visit.now)
        shown = Shown(found.id, found.code[-ENDING:], tender.balance)
        await show_changed(visit, state, counter, counter.paying((*counter.certificates, shown)))
    else:
        await show_changed(visit, state, counter, counter)
    after = await open_sale(state)
    if after:
        await leave(visit, counter, after)


async def take(_: object, visit: Visit, state: FSMContext, callback_data: CertificateTap) -> None:
    """Takes one of the customer's own, whose changing code was scanned."""
    counter = await open_sale(state)
    if counter is None or counter.hold or counter.proof is None:
        await visit.answer(visit.speech.plain("common-stale"), alert=True)
        return
    held = await visit.db.read(certificates.of_customer, counter.proof, visit.now)
    found = next((each for each in held if each.id == callback_data.id), None)
    if found is None:
        await visit.answer(visit.speech.plain("certificate-changed"), alert=True)
        return
    await _take(visit, state, counter, found)


async def drop(_: object, visit: Visit, state: FSMContext, callback_data: CertificateTap) -> None:
    """Takes a certificate off the cheque."""
    counter = await open_sale(state)
    if counter is None or counter.hold or all(each.id != callback_data.id for each in counter.certificates):
        await visit.answer(visit.speech.plain("common-stale"), alert=True)
        return
    left = tuple(each for each in counter.certificates if each.id != callback_data.id)
    await show_changed(visit, state, counter, counter.paying(left))


# --- by itself -------------------------------------------------------------------------------------------------------


async def opened(_: object, visit: Visit, state: FSMContext, callback_data: CertificateTap) -> None:
    """Shows a certificate."""
    await _show(visit, state, await visit.db.read(certificates.one, visit.person, callback_data.id))


async def _show(visit: Visit, state: FSMContext, found: Certificate) -> None:
    speech, senior = visit.speech, visit.person.role in SENIORS
    draft, able = cheques.new_draft(), found.usable(visit.now)
    lines, charge = [told(visit, found)], await visit.db.read(payments.charge_of, found.id) if senior else ""
    if charge:
        lines.append(speech("certificate-charge", number=charge))
    said, moves = await moved(visit, found)
    lines += ["", *said]
    if able:
        lines += ["", speech("certificate-ask-amount", example=speech.example())]
    alone = [move for move in moves if move.draft_id and senior]
    screen = await visit.show(
        "\n".join(lines),
        rows(
            *(
                button(
                    speech.plain(
                        "certificate-button-undo", money=speech.in_currency(move.currency).money(-move.amount)
                    ),
                    _draft("undo", move.draft_id, 0),
                )
                for move in alone
                if move.draft_id
            ),
            button(speech.plain("certificate-button-pay-back"), _tap("back", found)) if able else None,
            button(speech.plain("certificate-button-block"), _tap("block", found)) if not found.blocked else None,
            button(speech.plain("certificate-button-anew"), _tap("anew", found), MAIN) if senior else None,
            _next(speech),
        ),
    )
    await state.set_state(Certifying.amount if able else None)
    paying = {"id": str(found.id), "draft": str(draft), "screen": screen.message_id if screen else None}
    await state.update_data(certificate=paying)


def _tap(act: str, found: Certificate, value: int = 0) -> CertificateTap:
    return CertificateTap(act=act, id=found.id, value=value)


def _next(speech: Speech) -> InlineKeyboardButton:
    return button(speech.plain("sold-button-next"), Go(to="scan"))


async def amount(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the sum that a certificate shall pay of, and shows what that comes to."""
    kept, programme = (await state.get_data()).get("certificate"), running(visit)
    if not kept:
        await state.set_state(None)
        await visit.say(visit.speech("scan-hint"))
        return
    minor = typed_amount(message.text or "", programme.currency, programme.settings.max_cheque)
    await _ask_to_pay(visit, state, kept, minor)
    await visit.retire(kept["screen"])


async def _ask_to_pay(visit: Visit, state: FSMContext, kept: Mapping[str, Any], minor: int) -> None:
    found = await visit.db.read(certificates.one, visit.person, UUID(kept["id"]))
    _, tender = await visit.db.read(certificates.presented, visit.person, found.code, visit.now)
    speech, pays = visit.speech, min(minor, tender.balance)
    draft = cheques.next_draft(UUID(kept["draft"]), f"{minor} {pays}")
    money, cash, left = (speech.money(sum_) for sum_ in (pays, minor - pays, tender.balance - pays))
    screen = await visit.show(
        speech("certificate-ask-pay", gross=speech.money(minor), money=money, cash=cash, left=left),
        rows(
            button(speech.plain("certificate-button-pay", money=cash), _draft("pay", draft, minor), CONFIRM),
            button(speech.plain("common-button-back"), _tap("open", found)),
        ),
    )
    asked = {"paying": str(draft), "pays": pays, "screen": screen.message_id}
    await state.update_data(certificate={**kept, **asked})


def _draft(act: str, draft: UUID, value: int) -> CertificateTap:
    return CertificateTap(act=act, id=draft, value=value)


async def pay(_: object, visit: Visit, state: FSMContext, callback_data: CertificateTap) -> None:
    """Lets it pay what was said, once; shows what it would pay now when that is another sum."""
    kept = (await state.get_data()).get("certificate") or {}
    if kept.get("paying") != str(callback_data.id):
        await visit.answer(visit.speech.plain("common-stale"), alert=True)
        return
    id_, minor, said = UUID(kept["id"]), callback_data.value, kept.get("pays")
    try:
        paid = await visit.db.write(certificates.pay, visit.person, id_, minor, callback_data.id, visit.now, said)
    except FiguresChanged:
        await visit.answer(visit.speech.plain("certificate-changed"), alert=True)
        await _ask_to_pay(visit, state, kept, minor)
        return
    await visit.show(*_paid(visit.speech.in_currency(paid.currency), paid))
    await state.set_state(None)


def _paid(speech: Speech, paid: Paid) -> tuple[str, InlineKeyboardMarkup]:
    words = "certificate-undone" if paid.undone else "certificate-spent"
    left = speech.in_currency(paid.certificate.currency).money(paid.certificate.balance)
    text = speech(words, money=speech.money(paid.paid), cash=speech.money(paid.cash), left=left)
    undo = button(speech.plain("sold-button-undo"), _draft("undo", paid.draft_id, 0))
    return text, rows(_next(speech), None if paid.undone else undo)


async def undo(_: object, visit: Visit, callback_data: CertificateTap) -> None:
    """Gives back what it has paid by itself."""
    paid = await visit.db.write(certificates.undo, visit.person, callback_data.id, visit.now)
    await visit.show(*_paid(visit.speech.in_currency(paid.currency), paid))


# --- taken back, lost ------------------------------------------------------------------------------------------------


async def ask(_: object, visit: Visit, callback_data: CertificateTap) -> None:
    """Asks before it is taken back for money, blocked, or given a new code."""
    found = await visit.db.read(certificates.one, visit.person, callback_data.id)
    act, value = callback_data.act, _mark(found)
    money = visit.speech.in_currency(found.currency).money(found.balance)
    if act == "back":  # handed out in the money of today
        _, tender = await visit.db.read(certificates.presented, visit.person, found.code, visit.now)
        money, value = visit.speech.money(tender.balance), await visit.db.read(prepaid.times_moved, found.id)
    await visit.show(
        visit.speech(f"certificate-ask-{act}", money=money),
        rows(
            button(visit.speech.plain(f"certificate-yes-{act}", money=money), _tap(f"{act}-yes", found, value), DANGER),
            button(visit.speech.plain("common-button-back"), _tap("open", found)),
        ),
    )


async def pay_back(_: object, visit: Visit, callback_data: CertificateTap) -> None:
    """Takes it back for money, once for each time that something has moved on it."""
    return_id = cheques.next_draft(callback_data.id, f"back {callback_data.value}")
    found, minor = await visit.db.write(certificates.pay_back, visit.person, callback_data.id, return_id, visit.now)
    speech = visit.speech.in_currency(found.currency)
    await visit.show(speech("certificate-paid-back", money=speech.money(minor)), rows(_next(speech)))


async def block(_: object, visit: Visit, callback_data: CertificateTap, state: FSMContext) -> None:
    """Lets nothing move on it until it has a new code."""
    await _show(visit, state, await visit.db.write(certificates.block, visit.person, callback_data.id, visit.now))


async def issue_anew(_: object, visit: Visit, callback_data: CertificateTap) -> None:
    """Gives it a new code in place of the one that it had when this was asked, and sends that."""
    found = await visit.db.read(certificates.one, visit.person, callback_data.id)
    before = found.code if _mark(found) == callback_data.value else ""  # it has been issued anew already
    found = await visit.db.write(certificates.reissue, visit.person, found.id, before, visit.now)
    if found.member_id is not None:  # its code is its holder's
        await visit.show(visit.speech("certificate-issued-anew-card"), rows(_next(visit.speech)))
        return
    await visit.answer()
    text = visit.speech("certificate-issued-anew") + "\n" + told(visit, found)
    await send(visit, found, text, *giving(visit, found), paper(visit, found), _next(visit.speech))


def paper(visit: Visit, found: Certificate) -> InlineKeyboardButton:
    """Returns the button that prints a certificate that is on nobody's card."""
    return button(visit.speech.plain("certificate-button-print"), _tap("print", found))


async def print_one(_: object, visit: Visit, callback_data: CertificateTap) -> None:
    """Sends one that is on nobody's card to be printed. Raises NotAllowed for another: its code is its holder's."""
    found = await visit.db.read(certificates.one, visit.person, callback_data.id)
    if found.member_id is not None:
        raise NotAllowed
    await send_paper(visit, found)


def _mark(found: Certificate) -> int:
    return crc32(found.code.encode())


def router() -> Router:
    """Returns the handlers of certificates at the till."""
    router = Router(name="till-certificates")
    router.callback_query.register(take, CertificateTap.filter(F.act == "take"))
    router.callback_query.register(drop, CertificateTap.filter(F.act == "drop"))
    router.callback_query.register(opened, CertificateTap.filter(F.act == "open"))
    router.callback_query.register(pay, CertificateTap.filter(F.act == "pay"))
    router.callback_query.register(undo, CertificateTap.filter(F.act == "undo"))
    router.callback_query.register(ask, CertificateTap.filter(F.act.in_({"back", "block", "anew"})))
    router.callback_query.register(pay_back, CertificateTap.filter(F.act == "back-yes"))
    router.callback_query.register(block, CertificateTap.filter(F.act == "block-yes"))
    router.callback_query.register(print_one, CertificateTap.filter(F.act == "print"))
    router.callback_query.register(issue_anew, CertificateTap.filter(F.act == "anew-yes"))
    router.message.register(amount, F.text, StateFilter(Certifying.amount))
    return router
