"""Goods that come back: pick the receipt, all or a part, look at the figures, confirm."""

from uuid import UUID

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardMarkup, Message

from bot.callbacks import Go, ReceiptTap, ReturnTap, SaleTap
from bot.keyboards import DANGER, button, rows
from bot.staff.counter import open_sale
from bot.staff.figures import receipt_label, receipt_line, receipt_text, return_preview, returned_text
from bot.visit import Visit, running
from bot.words.speech import Speech
from loyalty.money import typed_amount
from services.till import cheques, receipts, refunds
from services.till.receipts import Receipt


class Returning(StatesGroup):
    """What the cashier's next message is: a receipt's number, the sum that comes back, or that of its rest."""

    pick = State()
    goods = State()
    amount = State()


async def recent(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the newest receipts of the cashier's outlet."""
    await _list(visit, state, await visit.db.read(receipts.recent, visit.person, visit.now))


async def of_customer(_: object, visit: Visit, state: FSMContext, callback_data: SaleTap) -> None:
    """Shows the receipts of the customer who was scanned."""
    counter = await open_sale(state)
    if counter is None or counter.draft != callback_data.draft:
        await visit.answer(visit.speech.plain("common-stale"), alert=True)
        return
    await _list(visit, state, await visit.db.read(receipts.of_member, visit.person, counter.member))


async def _list(visit: Visit, state: FSMContext, found: tuple[Receipt, ...]) -> None:
    speech = visit.speech
    await state.set_state(Returning.pick)
    listed = [receipt_line(speech, place, receipt, visit.now) for place, receipt in enumerate(found, 1)]
    text = "\n\n".join([speech("return-pick"), *listed]) if found else speech("return-none")
    buttons = [
        button(receipt_label(speech, place, receipt), ReceiptTap(act="open", purchase=receipt.purchase_id))
        for place, receipt in enumerate(found, 1)
    ]
    sold = visit.programme is not None and visit.programme.settings.certificates.sold
    gift = button(speech.plain("certificate-button-sell"), Go(to="certificate")) if sold else None
    await visit.show(text, rows(*buttons, gift, button(speech.plain("sold-button-next"), Go(to="scan"))))


async def by_number(message: Message, visit: Visit, state: FSMContext) -> None:
    """Finds the receipt whose number was typed."""
    receipt = await visit.db.read(receipts.find, visit.person, message.text or "")
    await visit.say(*_receipt(visit.speech, receipt))


async def opened(_: object, visit: Visit, state: FSMContext, callback_data: ReceiptTap) -> None:
    """Shows a receipt."""
    receipt = await visit.db.read(receipts.one, visit.person, callback_data.purchase)
    await state.set_state(Returning.pick)
    await visit.show(*_receipt(visit.speech, receipt))


async def apart(_: object, visit: Visit, state: FSMContext, callback_data: ReceiptTap) -> None:
    """Shows a receipt below the message that speaks of it."""
    visit.leave_screen()
    await visit.answer()
    await opened(None, visit, state, callback_data)


def _receipt(speech: Speech, receipt: Receipt) -> tuple[str, InlineKeyboardMarkup]:
    speech = speech.in_currency(receipt.currency)
    left, purchase = receipt.gross - receipt.returned, receipt.purchase_id
    if receipt.itemised:
        part = button(speech.plain("return-button-goods"), ReceiptTap(act="goods", purchase=purchase))
    else:
        part = button(speech.plain("return-button-part"), ReceiptTap(act="part", purchase=purchase))
    whole = speech.plain("return-button-all", money=speech.money(left))
    return receipt_text(speech, receipt), rows(
        button(whole, ReceiptTap(act="all", purchase=purchase)) if left else None,
        part if left else None,
        button(speech.plain("common-button-back"), Go(to="sales")),
    )


async def whole(_: object, visit: Visit, state: FSMContext, callback_data: ReceiptTap) -> None:
    """Previews the return of all that is left."""
    receipt = await visit.db.read(receipts.one, visit.person, callback_data.purchase)
    await preview(visit, state, receipt, receipt.gross - receipt.returned)


async def part(_: object, visit: Visit, state: FSMContext, callback_data: ReceiptTap) -> None:
    """Asks for the sum that comes back."""
    receipt = await visit.db.read(receipts.one, visit.person, callback_data.purchase)
    await state.set_state(Returning.amount)
    await state.update_data(receipt=str(receipt.purchase_id))
    speech = visit.speech.in_currency(receipt.currency)
    screen = await visit.show(
        speech("return-ask-amount", number=receipt.number, left=speech.money(receipt.gross - receipt.returned)),
        rows(button(speech.plain("common-button-back"), ReceiptTap(act="open", purchase=receipt.purchase_id))),
    )
    await _remember(state, screen)


async def amount(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the sum and previews the return."""
    programme = running(visit)
    data = await state.get_data()
    if not data.get("receipt"):
        await recent(None, visit, state)
        return
    receipt = await visit.db.read(receipts.one, visit.person, UUID(data["receipt"]))
    minor = typed_amount(message.text or "", receipt.currency, programme.settings.max_cheque)
    await preview(visit, state, receipt, minor)
    await visit.retire(data.get("screen"))


async def _remember(state: FSMContext, screen: Message | None) -> None:
    """Remembers the message whose buttons are left behind when a sum is typed."""
    await state.update_data(screen=screen.message_id if screen else None)


async def preview(visit: Visit, state: FSMContext, receipt: Receipt, back: refunds.Back) -> None:
    """Shows what a return would do, to be confirmed."""
    visit.speech = speech = visit.speech.in_currency(receipt.currency)  # what is refused is refused in it, too
    purchase = receipt.purchase_id
    quote = await visit.db.read(refunds.quote, visit.person, purchase, back, visit.now)
    draft = cheques.new_draft()
    kept = back if isinstance(back, int) else {str(line): minor for line, minor in back.items()}
    await state.set_state(Returning.amount)
    await state.update_data({"receipt": str(purchase), "return": {"draft": str(draft), "amount": kept}})
    confirm = speech.plain("return-button-confirm", money=speech.money(quote.cash_back))
    screen = await visit.show(
        return_preview(speech, receipt, quote, back),
        rows(
            button(confirm, ReturnTap(draft=draft), DANGER),
            button(speech.plain("common-button-back"), ReceiptTap(act="open", purchase=purchase)),
        ),
    )
    await _remember(state, screen)


async def confirm(_: object, visit: Visit, state: FSMContext, callback_data: ReturnTap) -> None:
    """Records the return under the number of its preview, so that a second tap changes nothing."""
    data, speech = await state.get_data(), visit.speech
    wanted = data.get("return") or {}
    if wanted.get("draft") != str(callback_data.draft):
        done = data.get("returned") == str(callback_data.draft)
        await visit.answer(speech.plain("return-already" if done else "common-stale"), alert=not done)
        return
    kept = wanted["amount"]
    back = kept if isinstance(kept, int) else {int(line): minor for line, minor in kept.items()}
    refunded = await visit.db.write(
        refunds.record, visit.person, UUID(data["receipt"]), back, wanted["draft"], visit.now
    )
    next_one = button(speech.plain("sold-button-next"), Go(to="scan"))
    # Shown before it is forgotten: a process that dies in between shows it when it handles the tap again.
    await visit.show(returned_text(speech, refunded), rows(next_one))
    await state.set_state(None)
    await state.set_data({"returned": wanted["draft"]})


def router() -> Router:
    """Returns the handlers of returns; messages reach them only in staff mode."""
    router = Router(name="returns")
    router.callback_query.register(recent, Go.filter(F.to == "sales"))
    router.callback_query.register(of_customer, SaleTap.filter(F.act == "receipts"))
    router.callback_query.register(opened, ReceiptTap.filter(F.act == "open"))
    router.callback_query.register(apart, ReceiptTap.filter(F.act == "apart"))
    router.callback_query.register(whole, ReceiptTap.filter(F.act == "all"))
    router.callback_query.register(part, ReceiptTap.filter(F.act == "part"))
    router.callback_query.register(confirm, ReturnTap.filter())
    router.message.register(by_number, F.text, StateFilter(Returning.pick))
    router.message.register(amount, F.text, StateFilter(Returning.amount))
    return router
