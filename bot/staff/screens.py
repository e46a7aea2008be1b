"""The screens of a sale: whom to serve, what is bought, what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import CertificateTap, HoldTap, ItemTap, SaleTap, TakeTap, mark
from bot.errors import refusal_key
from bot.keyboards import CONFIRM, DANGER, MAIN, Row, button, rows
from bot.staff.counter import Counter, in_the_sum
from bot.staff.figures import customer_text, quote_text
from bot.words.coupon_names import told_apart
from bot.words.explained import explained, names_of
from bot.words.speech import Speech
from loyalty.assortment import Assortment
from loyalty.events import Line
from loyalty.programme import Programme
from loyalty.registry import MECHANICS
from services.people import SENIORS, Person
from services.prepaid.certificates import Certificate
from services.rewards.applying import Applicable
from services.till.cheques import Quote
from services.till.identifying import Customer
from services.till.presenting import Unnamed, Waiting

Screen = tuple[str, InlineKeyboardMarkup]

MOST = 99
"""Items on one line of a cheque."""
MOST_LINES = 30
QUICK = (1, 2, 3)
"""Quantities that are one tap away where there is one kind of goods to count."""
PAGE = 10
"""Categories on one screen."""
KEYS = 4
"""Categories that may be added at once to a cheque that has some."""
COUNTS, IN_A_ROW = range(1, 9), 4
"""How many of a kind may be said with one tap to be in a sum."""
MOST_COUNTED = 3
"""Kinds of goods that are asked for under a sum."""
MOST_COUPONS = 4
"""Coupons that are offered; the customer shows others."""
LABEL, TITLE = 16, 24
"""Characters of a category that fit on half a button, and of a coupon beside what it is worth on a whole one."""


def scanned(
    speech: Speech, counter: Counter, customer: Customer, assortment: Assortment, person: Person, *, gifts: bool
) -> Screen:
    """Returns who was scanned; their purchase is a sum to be typed or a category to be tapped.

    What a hold has set aside may be taken over or freed by the `person` who placed it, and by managers. With a card
    that its owner froze nothing can be bought, so nothing is asked.
    """
    ask = speech("items-ask-amount" if assortment.offered else "sale-ask-amount", example=speech.example())
    stopped = customer.suspended
    lines = [
        customer_text(speech, customer),
        *_proven(speech, counter),
        *_taken(speech, counter),
        *(() if stopped else ("", ask)),
    ]
    return "\n".join(lines), rows(
        *(() if stopped else _choices(speech, counter, assortment, 0)),
        *_drops(speech, counter),
        *(
            each
            for waiting in customer.waiting
            if waiting.cashier_id == person.id or person.role in SENIORS
            for each in (
                button(speech.plain("hold-button-over"), HoldTap(act="over", hold=waiting.hold_id)),
                button(speech.plain("hold-button-free"), HoldTap(act="free", hold=waiting.hold_id), DANGER),
            )
        ),
        _gift(speech, counter) if gifts and not stopped else None,
        button(speech.plain("sale-button-receipts"), SaleTap(act="receipts", draft=counter.draft)),
        button(speech.plain("sale-button-cancel"), SaleTap(act="cancel", draft=counter.draft)),
    )


def choice(
    speech: Speech,
    counter: Counter,
    quote: Quote,
    programme: Programme,
    assortment: Assortment,
    offered: Sequence[Applicable],
    last: Mapping[str, int],
    held: Sequence[Certificate] = (),
) -> Screen:
    """Returns what the sale comes to and why, where one tap earns and one redeems.

    `offered` are the customer's coupons that count on it beside those it has, the best first. `last` is how many were
    said to be in a sum the last time, by the marks of categories. `held` are the customer's own certificates.
    """
    draft = counter.draft
    unsaid = sorted({each for rule in quote.outcome.unsaid if rule.number for each in rule.categories})
    earn = speech.plain("sale-button-earn", points=quote.earned, money=speech.money(quote.cash))
    redeem = other = items = enter = None
    if quote.redeemable:
        rest = speech.money(quote.cash_then)
        label = speech.plain("sale-button-redeem", points=quote.redeemable, money=rest)
        redeem = button(label, SaleTap(act="redeem", draft=draft), MAIN)
    if quote.redeemable > 1:
        other = button(speech.plain("sale-button-other"), SaleTap(act="other", draft=draft))
    keys = _keys(speech, counter, assortment.categories[:KEYS]) if counter.itemised else []
    if assortment.offered:
        items = button(speech.plain("items-button-change"), ItemTap(act="pick", draft=draft))
    if takes_coupons(programme):
        enter = button(speech.plain("till-coupon-button-type"), TakeTap(act="type", draft=draft))
    reason = "" if quote.redeemable else _reason(speech, quote.reason)
    said = explained(speech, names_of(speech, programme), quote.outcome)
    bought = [*items_text(speech, counter, assortment), *_taken(speech, counter)]
    text = quote_text(speech, counter.name, quote, reason, bought, said)
    text = "\n".join([text, *_proven(speech, counter)])
    if counter.itemised and counter.at < len(counter.lines):
        text += "\n\n" + speech("items-typed", what=what(speech, counter.target, assortment))
    return text, rows(
        button(earn, SaleTap(act="earn", draft=draft), CONFIRM),
        redeem,
        other,
        *(_how_many(speech, counter, category, last.get(mark(category))) for category in unsaid[:MOST_COUNTED]),
        *keys,
        items,
        *_offers(speech, counter, offered),
        *_certificates(speech, counter, held),
        *_drops(speech, counter),
        enter,
        button(speech.plain("sale-button-cancel"), SaleTap(act="cancel", draft=draft)),
    )


def _proven(speech: Speech, counter: Counter) -> list[str]:
    return [speech("sale-proven")] if counter.proof else []


REASONS = frozenset({"sale-reason-below-minimum-order", "sale-reason-points-in-debt"})


def _reason(speech: Speech, refusal: str) -> str:
    """Returns in a few words why points cannot pay; the usual case, no points yet, needs none."""
    key = refusal_key(refusal).replace("refusal-", "sale-reason-")
    return speech.plain(key) if key in REASONS else ""


# --- coupons ----------------------------------------------------------------------------------------------------------


def takes_coupons(programme: Programme) -> bool:
    """Says whether any coupon may count here."""
    return any(MECHANICS[rule.mechanic].by_coupon and not rule.paused for rule in programme.rules)


def _taken(speech: Speech, counter: Counter) -> list[str]:
    return [
        *(speech("till-coupon-taken", title=speech.name(coupon.title)) for coupon in counter.coupons),
        *(
            speech("certificate-taken", ending=each.ending, money=speech.money(each.balance))
            for each in counter.certificates
        ),
    ]


def _drops(speech: Speech, counter: Counter) -> list[InlineKeyboardButton]:
    return [
        button(
            speech.plain("till-coupon-button-drop", title=_short(speech.name(coupon.title), TITLE)),
            TakeTap(act="drop", draft=counter.draft, code=coupon.code),
        )
        for coupon in counter.coupons
    ] + [
        button(speech.plain("certificate-button-drop", ending=each.ending), CertificateTap(act="drop", id=each.id))
        for each in counter.certificates
    ]


def _certificates(speech: Speech, counter: Counter, held: Sequence[Certificate]) -> list[InlineKeyboardButton]:
    taken = {each.id for each in counter.certificates}
    return [
        button(
            speech.plain("certificate-button-take", money=speech.in_currency(each.currency).money(each.balance)),
            CertificateTap(act="take", id=each.id),
        )
        for each in held
        if each.id not in taken
    ][:MOST_COUPONS]


def _gift(speech: Speech, counter: Counter) -> InlineKeyboardButton:
    return button(speech.plain("certificate-button-sell"), CertificateTap(act="new", id=counter.draft))


def _offers(speech: Speech, counter: Counter, offered: Sequence[Applicable]) -> list[InlineKeyboardButton]:
    shown = offered[:MOST_COUPONS]
    names = told_apart(speech, [each.coupon for each in shown])
    return [
        button(_worth(speech, each, name), TakeTap(act="take", draft=counter.draft, code=each.coupon.code))
        for each, name in zip(shown, names, strict=True)
    ]


def _worth(speech: Speech, offer: Applicable, name: str) -> str:
    if offer.asked:
        return speech.plain("till-coupon-button-item", title=name, money=speech.money(offer.off))
    if offer.off:
        return speech.plain("till-coupon-button-off", title=name, money=speech.money(offer.off))
    return speech.plain("till-coupon-button-points", title=name, points=offer.points)


def pricing(speech: Speech, counter: Counter, item: Unnamed, kind: str) -> Screen:
    """Returns the question what the item costs that a coupon makes free, or which of several it is (`kind` empty)."""
    taken = [coupon for coupon in counter.coupons if coupon.code == item.code]
    choices = [] if kind else item.kinds
    away = button(speech.plain("common-button-back"), SaleTap(act="back", draft=counter.draft))
    within = speech.money(item.within)
    text = speech(
        "till-item-price" if kind else "till-item-which",
        title=speech.name(item.title),
        what=speech.name(kind),
        money=within,
    )
    return text, rows(
        *(
            button(_short(speech.name(each)), ItemTap(act="kind", draft=counter.draft, category=mark(each)))
            for each in choices
        ),
        *(_drops(speech, replace(counter, coupons=tuple(taken), certificates=())) if taken else [away]),
        button(speech.plain("sale-button-cancel"), SaleTap(act="cancel", draft=counter.draft)),
    )


# --- goods ------------------------------------------------------------------------------------------------------------


def what(speech: Speech, line: Line, assortment: Assortment) -> str:
    """Returns what a line is of: "coffee ×2"."""
    name = speech.name(line.category) or speech.plain("items-rest" if assortment.categories else "items-any")
    return name if line.quantity == 1 else f"{name} ×{line.quantity}"


def items_text(speech: Speech, counter: Counter, assortment: Assortment) -> list[str]:
    """Returns the lines of a cheque that is more than a sum."""
    if not counter.itemised:
        return []
    return [
        speech("items-in-sum", what=what(speech, line, assortment))
        if in_the_sum(line)
        else speech("items-line", what=what(speech, line, assortment), money=speech.money(line.amount))
        for line in counter.lines
    ]


def goods(
    speech: Speech, counter: Counter, assortment: Assortment, page: int, waiting: Sequence[Waiting] = ()
) -> Screen:
    """Returns what is on the cheque so far, to be changed, and what else there is.

    Without the item that a coupon is `waiting` for there is no way back to the sale, only one without the coupon.
    """
    total = speech("sale-total", name=counter.name or "—", money=speech.money(counter.total))
    draft = counter.draft
    opened = [
        button(
            speech.plain("items-button-in-sum", what=_short(speech.name(line.category)), count=line.quantity),
            _many(draft, line),
        )
        if in_the_sum(line)
        else button(_label(speech, line, assortment), ItemTap(act="open", draft=draft, number=place))
        for place, line in enumerate(counter.lines)
    ]
    waits = [
        speech(
            "till-coupon-waits",
            title=speech.name(each.title) or speech.names(each.kinds),
            what=speech.names(each.kinds),
        )
        for each in waiting
    ]
    away = [button(speech.plain("common-button-back"), SaleTap(act="back", draft=draft))]
    if waiting:
        away = [
            *_drops(speech, counter),
            button(speech.plain("sale-button-cancel"), SaleTap(act="cancel", draft=draft)),
        ]
    return "\n".join([total, *waits, "", speech("items-pick")]), rows(
        *opened,
        *(_choices(speech, counter, assortment, page) if len(counter.lines) < MOST_LINES else ()),
        *away,
    )


def many(speech: Speech, counter: Counter, category: str, last: int | None) -> Screen:
    """Returns the question how many of a category are in the sum; `last` is what was said the last time."""
    money = speech.money(sum(line.amount for line in counter.lines if not line.category))
    said = [_said(counter, category, number, str(number), chosen=number == last) for number in COUNTS]
    return speech("items-ask-many", what=speech.name(category), money=money), rows(
        *(said[place : place + IN_A_ROW] for place in range(0, len(said), IN_A_ROW)),
        _said(counter, category, 0, speech.plain("items-button-none")),
        button(speech.plain("common-button-back"), SaleTap(act="back", draft=counter.draft)),
    )


def _how_many(speech: Speech, counter: Counter, category: str, last: int | None) -> Row:
    """Returns the way to that question, and beside it the last answer, which is nearly always the next one too."""
    name = _short(speech.name(category))
    ask = button(speech.plain("items-button-many", what=name), _many(counter.draft, Line(0, category)))
    return [ask, _said(counter, category, last, f"{name} ×{last}")] if last else [ask]


def _many(draft: UUID, line: Line) -> ItemTap:
    return ItemTap(act="many", draft=draft, category=mark(line.category))


def _said(counter: Counter, category: str, number: int, label: str, *, chosen: bool = False) -> InlineKeyboardButton:
    tap = ItemTap(act="said", draft=counter.draft, category=mark(category), number=number)
    return button(label, tap, MAIN if chosen else None)


def asking(speech: Speech, counter: Counter, assortment: Assortment, prices: Sequence[int]) -> Screen:
    """Returns one line of the cheque: how many, and what they cost together; `prices` are those of before."""
    line, draft = counter.target, counter.draft
    name, keep, remove = what(speech, line, assortment), None, None
    text = speech("items-ask", what=name, count=line.quantity, example=speech.example())
    if counter.at < len(counter.lines):
        money = speech.money(counter.lines[counter.at].amount)
        text += "\n" + speech("items-now", money=money)
        short = what(speech, Line(0, _short(speech.name(line.category)), line.quantity), assortment)
        keep = button(
            speech.plain("items-button-keep", what=short, money=money), ItemTap(act="keep", draft=draft), CONFIRM
        )
        remove = button(speech.plain("items-button-remove"), ItemTap(act="drop", draft=draft, number=counter.at))
    counted = line.category or assortment.counted
    return text, rows(
        _steps(counter, line.quantity) if counted else None,
        [button(speech.money(price), ItemTap(act="price", draft=draft, number=price), MAIN) for price in prices],
        keep,
        remove,
        button(speech.plain("common-button-back"), SaleTap(act="back", draft=draft)),
    )


def _steps(counter: Counter, quantity: int) -> Row:
    """Returns the buttons for one fewer and one more; they carry the number, so a double tap counts once."""
    steps = (("−", quantity - 1), ("＋", quantity + 1))
    return [
        button(sign, ItemTap(act="count", draft=counter.draft, number=number))
        for sign, number in steps
        if 1 <= number <= MOST
    ]


def _choices(speech: Speech, counter: Counter, assortment: Assortment, page: int) -> list[Row | InlineKeyboardButton]:
    offered, draft = assortment.offered, counter.draft
    if len(offered) == 1:
        (only,) = offered
        quick = [_quick(speech, only, quantity, counter) for quantity in QUICK]
        return [quick, *_rest(speech, counter, assortment)]
    first = page * PAGE
    more = first + PAGE < len(offered)
    next_page = [button(speech.plain("items-button-more"), ItemTap(act="pick", draft=draft, number=page + 1))]
    keys = _keys(speech, counter, offered[first : first + PAGE])
    return [*keys, *(next_page if more else ()), *_rest(speech, counter, assortment)]


def _keys(speech: Speech, counter: Counter, categories: Sequence[str]) -> list[Row]:
    """Returns the keys that begin a line each, two in a row."""
    if len(counter.lines) >= MOST_LINES:
        return []
    keys = [
        button(
            _short(speech.name(category)), ItemTap(act="ask", draft=counter.draft, category=mark(category), number=1)
        )
        for category in categories
    ]
    return [keys[place : place + 2] for place in range(0, len(keys), 2)]


def _rest(speech: Speech, counter: Counter, assortment: Assortment) -> list[InlineKeyboardButton]:
    """Returns the button for what has no category, where there is something beside it and none of it yet."""
    if not assortment.categories or not counter.lines or counter.rest < len(counter.lines):
        return []
    return [button(speech.plain("items-button-rest"), ItemTap(act="ask", draft=counter.draft, number=1))]


def _quick(speech: Speech, category: str, quantity: int, counter: Counter) -> InlineKeyboardButton:
    label = f"{_short(speech.name(category))} ×{quantity}".strip()
    return button(label, ItemTap(act="ask", draft=counter.draft, category=mark(category), number=quantity))


def _label(speech: Speech, line: Line, assortment: Assortment) -> str:
    short = what(speech, Line(0, _short(speech.name(line.category)), line.quantity), assortment)
    return speech.plain("items-button-line", what=short, money=speech.money(line.amount))


def _short(name: str, limit: int = LABEL) -> str:
    return name if len(name) <= limit else name[: limit - 1] + "…"
