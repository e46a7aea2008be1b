"""The figures a cashier reads: a customer, a sale, a receipt, a return."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import Go, UndoTap
from bot.keyboards import button, rows
from bot.words.coupon_names import counted_name
from bot.words.explained import Names, explained, named
from bot.words.speech import Speech
from services.till.cheques import Quote, Sold
from services.till.consequences import Undone
from services.till.identifying import Customer
from services.till.receipts import Goods, Receipt
from services.till.refunds import Back, Refunded, RefundQuote

GOODS_IN_A_LINE = 4


def customer_text(speech: Speech, customer: Customer) -> str:
    """Returns who was scanned and what they may spend."""
    lines = [speech("sale-customer", name=customer.name or "—", ending=customer.ending)]
    if customer.suspended:
        lines.append(speech("sale-frozen"))
    if customer.headline is None:
        lines.append(speech("sale-points", points=customer.active))
    elif customer.headline.percent:
        lines.append(speech("sale-discount", percent=speech.percent(customer.headline.percent)))
    if customer.tier:
        lines.append(speech("sale-tier", tier=speech.tier(customer.tier)))
    lines += [
        speech(
            "sale-held",
            points=waiting.points,
            name=waiting.cashier or "—",
            outlet=waiting.outlet,
            moment=speech.moment(waiting.until),
        )
        for waiting in customer.waiting
    ]
    if customer.debt:
        lines.append(speech("sale-debt", points=customer.debt))
    return "\n".join(lines)


def quote_text(speech: Speech, name: str, quote: Quote, reason: str, items: list[str], said: list[str]) -> str:
    """Returns the choice: what is bought, paid and earned.

    `reason` says why no points can be redeemed, or is empty; `said` is what the rules do beside points.
    """
    lines = [speech("sale-total", name=name or "—", money=speech.money(quote.gross)), *items, ""]
    lines += said
    if quote.discount:
        lines.append(speech("sale-discounted", money=speech.money(quote.payable)))
    if quote.certificate:
        pays, cash = speech.money(quote.certificate), speech.money(quote.cash)
        lines.append(speech("certificate-pays", money=pays, cash=cash))
    if quote.earned or not speech.pointless:
        lines.append(speech("sale-would-earn", points=quote.earned))
    if quote.redeemable:
        value = speech.money(quote.redeemable_value)
        lines.append(speech("sale-may-redeem", points=quote.redeemable, value=value))
    elif reason:
        lines.append(speech("sale-no-redeem", reason=reason))
    return "\n".join(lines)


def sold_text(speech: Speech, sold: Sold, names: Names) -> str:
    """Returns the recorded sale; `names` are those of the rules that had a say in it."""
    lines = [
        speech("sold-title", number=sold.number),
        speech("sold-who", name=sold.name or "—"),
        speech("sold-take", money=speech.money(sold.cash)),
        *explained(speech, names, sold.outcome),
    ]
    if sold.certificate:
        lines.append(speech("certificate-paid", money=speech.money(sold.certificate)))
    if sold.redeemed:
        gross, value = speech.money(sold.gross - sold.discount), speech.money(sold.value)
        lines.append(speech("sold-redeemed", points=sold.redeemed, value=value, gross=gross))
    if sold.earned or sold.balance or not speech.pointless:
        lines.append(speech("sold-earned", points=sold.earned, balance=sold.balance))
    if sold.pending:
        lines.append(speech("sold-pending", points=sold.pending))
    if sold.undone:
        lines.append(speech("sold-undone"))
    return "\n".join(lines)


def waiting_text(speech: Speech, name: str, points: int, payable: int, seconds: int) -> str:
    """Returns who is asked for how many points, what is to take then (minor units), and how long they have."""
    money = speech.money(payable)
    return speech("hold-waiting", name=name or "—", points=points, money=money, seconds=seconds)


def sold_buttons(speech: Speech, purchase_id: UUID) -> InlineKeyboardMarkup:
    """Returns what can be done after a sale: the next customer, or taking it back."""
    return rows(
        button(speech.plain("sold-button-next"), Go(to="scan")),
        button(speech.plain("sold-button-undo"), UndoTap(act="ask", purchase=purchase_id)),
    )


def receipt_line(speech: Speech, place: int, receipt: Receipt, now: datetime) -> str:
    """Returns a receipt of a list: its place there, when, for whom and how much; what was bought, and who sold it."""
    speech = speech.in_currency(receipt.currency).in_zone(receipt.zone)
    when, who = speech.lately(receipt.at, now), receipt.cashier or "—"
    line = speech("return-line", place=place, when=when, name=receipt.name or "—", money=speech.money(receipt.gross))
    if not receipt.itemised:
        return f"{line}\n{speech('return-line-till', cashier=who)}"
    bought = [goods_name(speech, receipt, each) for each in receipt.goods]
    goods = ", ".join(bought[:GOODS_IN_A_LINE]) + (" …" if len(bought) > GOODS_IN_A_LINE else "")
    return f"{line}\n{speech('return-line-goods', goods=goods, cashier=who)}"


def receipt_label(speech: Speech, place: int, receipt: Receipt) -> str:
    """Returns a receipt as the label of its button, with its place in the list above."""
    speech = speech.in_currency(receipt.currency)
    if not receipt.stands:
        return speech.plain("return-button-gone", place=place, number=receipt.number)
    mark = "↩ " if receipt.returned else ""
    money = speech.money(receipt.gross)
    return mark + speech.plain("return-button-receipt", place=place, number=receipt.number, money=money)


def receipt_text(speech: Speech, receipt: Receipt) -> str:
    """Returns a past purchase with what is left of it."""
    speech = speech.in_currency(receipt.currency).in_zone(receipt.zone)
    lines = [
        speech("receipt-title", number=receipt.number),
        speech("receipt-who", name=receipt.name or "—", moment=speech.moment(receipt.at)),
        speech("receipt-till", cashier=receipt.cashier or "—", outlet=receipt.outlet),
        speech("receipt-total", gross=speech.money(receipt.gross), payable=speech.money(receipt.payable)),
    ]
    if receipt.certificate:
        lines.append(speech("certificate-paid", money=speech.money(receipt.certificate)))
    if receipt.itemised:
        lines += [_goods_line(speech, receipt, line) for line in receipt.goods]
    if receipt.redeemed:
        lines.append(speech("receipt-redeemed", points=receipt.redeemed))
    if receipt.returned:
        left = speech.money(receipt.gross - receipt.returned)
        lines.append(speech("receipt-returned", returned=speech.money(receipt.returned), left=left))
    return "\n".join(lines)


def goods_name(speech: Speech, receipt: Receipt, line: Goods, *, bare: bool = False) -> str:
    """Returns what a line of a receipt is of: "coffee ×2", or `bare` without the number."""
    named = any(each.category for each in receipt.goods)
    name = speech.name(line.category) or speech.plain("items-rest" if named else "items-any")
    return name if bare or line.quantity == 1 else f"{name} ×{line.quantity}"


def _goods_line(speech: Speech, receipt: Receipt, line: Goods) -> str:
    name, money = goods_name(speech, receipt, line), speech.money(line.gross)
    if line.category and not line.gross:
        return speech("items-in-sum", what=name)
    if line.rest == line.gross:
        return speech("items-line", what=name, money=money)
    return speech("receipt-line-left", what=name, money=money, left=speech.money(line.rest))


def return_preview(speech: Speech, receipt: Receipt, quote: RefundQuote, back: Back) -> str:
    """Returns what a return would do."""
    speech = speech.in_currency(receipt.currency)
    came: Mapping[int, int] = {} if isinstance(back, int) else back
    lines = [
        speech("return-preview", number=receipt.number, money=speech.money(quote.gross)),
        *(
            speech("items-line", what=goods_name(speech, receipt, line, bare=True), money=speech.money(money))
            for line in receipt.goods
            if (money := came.get(line.number, 0))
        ),
        "",
        *_return_lines(speech, quote.cash_back, quote.restored, quote.taken, quote.debt, quote.to_certificate),
        *_undone_lines(speech, quote.undone),
        speech("return-left", money=speech.money(quote.remaining)),
    ]
    return "\n".join(lines)


def returned_text(speech: Speech, refunded: Refunded) -> str:
    """Returns a recorded return."""
    speech = speech.in_currency(refunded.currency)
    lines = [
        speech("returned-title", number=refunded.number),
        speech("sold-who", name=refunded.name or "—"),
        "",
        *_return_lines(
            speech, refunded.cash_back, refunded.restored, refunded.taken, refunded.debt, refunded.to_certificate
        ),
        *_undone_lines(speech, refunded.undone),
        *([speech("returned-balance", points=refunded.balance)] if refunded.balance or not speech.pointless else []),
    ]
    return "\n".join(lines)


def _undone_lines(speech: Speech, undone: Undone) -> list[str]:
    lines = [
        speech("return-stamps", name=named(speech, mechanic, own), count=count)
        for mechanic, own, count in undone.stamps
    ]
    lines += [speech("return-till-coupon-back", title=counted_name(speech, title)) for title in undone.coupons_back]
    lines += [speech("return-coupon-gone", title=counted_name(speech, title)) for title in undone.coupons_gone]
    if undone.tier:
        lines.append(speech("return-tier", tier=speech.tier(undone.tier)))
    return lines


def _return_lines(
    speech: Speech, cash_back: int, restored: int, taken: int, debt: int, to_certificate: int
) -> list[str]:
    lines = [speech("return-money", money=speech.money(cash_back))]
    if to_certificate:
        lines.append(speech("certificate-back", money=speech.money(to_certificate)))
    if restored:
        lines.append(speech("return-restored", points=restored))
    if taken:
        lines.append(speech("return-taken", points=taken))
    if debt:
        lines.append(speech("return-debt", points=debt))
    return lines
