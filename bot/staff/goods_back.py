"""Goods of a receipt that come back: a tap for each item, all that is left of a line, or a part of the rest."""

from dataclasses import dataclass, replace
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.callbacks import GoodsTap, ReceiptTap
from bot.keyboards import CONFIRM, button, rows
from bot.staff.figures import goods_name
from bot.staff.returns import Returning, preview, recent
from bot.visit import Visit, running
from bot.words.speech import Speech
from loyalty.money import typed_amount
from services.till import receipts, refunds
from services.till.receipts import Goods, Receipt


@dataclass(frozen=True)
class Choice:
    """How many items of which line are chosen to come back, by the line's number."""

    receipt: UUID
    items: dict[int, int]

    async def keep(self, state: FSMContext, screen: int | None) -> None:
        """Remembers the choice in the conversation."""
        items = {str(line): count for line, count in self.items.items()}
        await state.set_state(Returning.goods)
        await state.update_data({"receipt": str(self.receipt), "items": items, "screen": screen})


async def _chosen(state: FSMContext) -> Choice | None:
    data = await state.get_data()
    if not data.get("receipt"):
        return None
    return Choice(UUID(data["receipt"]), {int(line): count for line, count in data.get("items", {}).items()})


async def pick(_: object, visit: Visit, state: FSMContext, callback_data: ReceiptTap) -> None:
    """Shows the lines of a receipt, nothing chosen yet."""
    receipt = await visit.db.read(receipts.one, visit.person, callback_data.purchase)
    await _show(visit, state, receipt, Choice(receipt.purchase_id, {}))


async def count(_: object, visit: Visit, state: FSMContext, callback_data: GoodsTap) -> None:
    """Takes how many items of a line come back; the button says how many, so a double tap counts once."""
    choice = await _of_this(visit, state, callback_data)
    if choice is None:
        return
    receipt = await visit.db.read(receipts.one, visit.person, choice.receipt)
    left = {line.number: line.left for line in receipt.goods}
    if not 0 <= callback_data.number <= left.get(callback_data.line, -1):
        await visit.answer(visit.speech.plain("common-stale"), alert=True)
        return
    items = {**choice.items, callback_data.line: callback_data.number}
    await _show(visit, state, receipt, replace(choice, items=items))


async def done(_: object, visit: Visit, state: FSMContext, callback_data: GoodsTap) -> None:
    """Previews the return of what was chosen."""
    choice = await _of_this(visit, state, callback_data)
    if choice is None:
        return
    receipt = await visit.db.read(receipts.one, visit.person, choice.receipt)
    amounts = await visit.db.read(refunds.amounts, visit.person, choice.receipt, choice.items)
    if amounts:
        await preview(visit, state, receipt, amounts)
    else:
        await _show(visit, state, receipt, choice)


async def typed(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a sum that is a part of the one line that is no goods but the rest; other lines come back by items."""
    programme, choice = running(visit), await _chosen(state)
    if choice is None:
        await recent(None, visit, state)
        return
    receipt, screen = await visit.db.read(receipts.one, visit.person, choice.receipt), await state.get_data()
    minor = typed_amount(message.text or "", receipt.currency, programme.settings.max_cheque)
    rest = _rest(receipt)
    if rest is None:
        await _show(visit, state, receipt, choice)
    else:
        others = {line: items for line, items in choice.items.items() if line != rest.number}
        amounts = await visit.db.read(refunds.amounts, visit.person, choice.receipt, others)
        await preview(visit, state, receipt, {**amounts, rest.number: minor})
    await visit.retire(screen.get("screen"))


async def _of_this(visit: Visit, state: FSMContext, tap: GoodsTap) -> Choice | None:
    """Returns the choice if the tapped button belongs to it; otherwise says that it is out of date."""
    choice = await _chosen(state)
    if choice is not None and choice.receipt == tap.purchase and await state.get_state() == Returning.goods.state:
        return choice
    await visit.answer(visit.speech.plain("common-stale"), alert=True)
    return None


def _rest(receipt: Receipt) -> Goods | None:
    """Returns the line of which a part may come back: a sum that is no item."""
    return next((line for line in receipt.goods if not line.category and line.quantity == 1 and line.rest), None)


async def _show(visit: Visit, state: FSMContext, receipt: Receipt, choice: Choice) -> None:
    speech, purchase, rest = visit.speech.in_currency(receipt.currency), receipt.purchase_id, _rest(receipt)
    amounts = await visit.db.read(refunds.amounts, visit.person, purchase, choice.items)
    text = speech("return-goods", number=receipt.number)
    if rest is not None:
        text += "\n" + speech("return-goods-typed", what=goods_name(speech, receipt, rest))
    chosen = [
        button(
            _label(speech, receipt, line, choice.items.get(line.number, 0), amounts.get(line.number, 0)),
            GoodsTap(act="count", purchase=purchase, line=line.number, number=_next(line, choice)),
        )
        for line in receipt.goods
        if line.rest
    ]
    going = speech.plain("return-button-chosen", money=speech.money(sum(amounts.values())))
    screen = await visit.show(
        text,
        rows(
            *chosen,
            button(going, GoodsTap(act="done", purchase=purchase), CONFIRM) if amounts else None,
            button(speech.plain("common-button-back"), ReceiptTap(act="open", purchase=purchase)),
        ),
    )
    await choice.keep(state, screen.message_id if screen else None)


def _next(line: Goods, choice: Choice) -> int:
    """Returns how many of a line one more tap chooses: one more, and none after all of them."""
    return (choice.items.get(line.number, 0) + 1) % (line.left + 1)


def _label(speech: Speech, receipt: Receipt, line: Goods, items: int, amount: int) -> str:
    mark = "☑" if items else "☐"
    count = f" {items}/{line.left}" if line.left > 1 else ""
    money = speech.money(amount if items else line.rest)
    name = goods_name(speech, receipt, line, bare=True)
    return f"{mark} " + speech.plain("return-button-goods-line", what=f"{name}{count}", money=money)


def router() -> Router:
    """Returns the handlers of goods that come back; messages reach them only in staff mode."""
    router = Router(name="goods-back")
    router.callback_query.register(pick, ReceiptTap.filter(F.act == "goods"))
    router.callback_query.register(count, GoodsTap.filter(F.act == "count"))
    router.callback_query.register(done, GoodsTap.filter(F.act == "done"))
    router.message.register(typed, F.text, StateFilter(Returning.goods))
    return router
