"""The cashier's sale: the amount, then one screen with the figures where one tap earns and one redeems."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import InlineKeyboardMarkup, Message

from bot.callbacks import Go, HoldTap, SaleTap, UndoTap
from bot.keyboards import DANGER, button, rows
from bot.staff.counter import Counter, Selling, leave, live, open_sale, was_sold
from bot.staff.figures import returned_text, sold_buttons, sold_text, waiting_text
from bot.staff.habits import assortment_at, remember, said_last
from bot.staff.screens import choice, goods, pricing, scanned, takes_coupons
from bot.visit import Visit, running
from bot.words.explained import names_of
from bot.words.speech import Speech
from loyalty.errors import AmountUnreadable, FiguresChanged, HoldClosed, HoldExpired
from loyalty.money import typed_amount
from services.rewards import coupon_uses
from services.till import asking, certificates, cheques, holds, identifying, presenting, refunds, sales, spending
from services.till.cheques import Sold
from services.till.holds import Held, Stage
from services.till.identifying import Customer, Proof
from services.till.presenting import Unnamed

MOST_POINTS = 1_000_000_000
HALTED = {Stage.ASKED: "sale-halted-asked", Stage.FREED: "sale-halted-freed", Stage.SOLD: "sale-halted-sold"}


async def serve(visit: Visit, state: FSMContext, customer: Customer, proof: Proof | None = None) -> None:
    """Opens a sale for whoever was scanned, in place of any other, and asks for the amount.

    With a `proof` points pay in it without asking the customer.
    """
    before = await open_sale(state)
    if before and before.coupons and not before.hold:
        await visit.db.write(coupon_uses.release, visit.person, before.draft, visit.now)
    counter = Counter(
        customer.member_id, customer.name, cheques.new_draft(), proof=proof, currency=running(visit).currency
    )
    await state.set_state(Selling.amount)
    assortment, gifts = await assortment_at(visit), running(visit).settings.certificates.sold
    screen = await visit.say(*scanned(visit.speech, counter, customer, assortment, visit.person, gifts=gifts))
    counter = replace(counter, screen=screen.message_id)
    await counter.keep(state)
    await leave(visit, before, counter)


async def go_on(visit: Visit, state: FSMContext, proof: Proof) -> bool:
    """Takes the proof over into the sale that its member has open; says whether there is one with a cheque.

    Whoever was being asked in the chat has answered by showing the code.
    """
    before = await open_sale(state)
    if before is None or before.member != proof.member_id or not before.lines:
        return False
    counter = await _unasked(visit, before) if before.hold else before
    if counter is None:
        return False
    await show_changed(visit, state, before, replace(counter, proof=proof))
    return True


async def _unasked(visit: Visit, counter: Counter) -> Counter | None:
    """Returns the sale after its points were set free again; None when it has been recorded meanwhile."""
    assert counter.hold, "somebody is being asked"
    try:
        await visit.db.write(holds.decline, visit.person, counter.hold, visit.now)
    except HoldExpired:
        pass  # they are free already
    except HoldClosed:
        return None
    await visit.retire(counter.screen)
    return counter.anew()


async def amount(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a sum, that of the whole purchase or of the line at hand, and shows what the purchase comes to."""
    programme, before = running(visit), await open_sale(state)
    if before is None:
        await state.clear()
        await visit.say(visit.speech("scan-hint"))
        return
    if await halted(visit, state, before):
        return
    await take_sum(
        visit, state, before, typed_amount(message.text or "", programme.currency, programme.settings.max_cheque)
    )


async def take_sum(visit: Visit, state: FSMContext, before: Counter, minor: int) -> None:
    """Takes a sum in minor units, that of the whole purchase or of the line at hand, and shows what it comes to."""
    await remember(visit, replace(before.target, amount=minor))
    changed = before.priced(minor)
    for coupon in changed.coupons:
        item = await visit.db.read(presenting.unnamed, visit.person, changed.sale(), coupon.code, visit.now)
        if item:
            await ask_price(visit, state, replace(before, lines=changed.lines), item)
            await visit.retire(before.screen)
            return
    await show_changed(visit, state, before, changed)


async def ask_price(visit: Visit, state: FSMContext, counter: Counter, item: Unnamed, kind: str = "") -> None:
    """Asks what the item costs that a coupon makes free, and first which one it is where it may be of several kinds."""
    kind = kind or (item.kinds[0] if len(item.kinds) == 1 else "")
    await state.set_state(Selling.price)
    screen = await visit.show(*pricing(visit.speech, counter, item, kind))
    await replace(counter, pricing=(item.code, kind), screen=screen.message_id if screen else None).keep(state)


async def halted(visit: Visit, state: FSMContext, counter: Counter) -> bool:
    """Says whether no message can go on with this sale, and tells why: the next sum is somebody else's.

    Its customer is being asked, or it has ended: sold, declined, timed out or recorded elsewhere. One tap on *Back to
    the sale* goes on with one whose points are free again.
    """
    stage = await visit.db.read(holds.stage, counter.draft, counter.hold, visit.now)
    if stage is Stage.GOES_ON:
        return False
    if stage is Stage.SOLD:
        await state.set_state(None)
        await state.set_data({"sold": str(counter.draft)})
    await visit.say(visit.speech(HALTED[stage], name=counter.name or "—"))
    return True


async def show_changed(visit: Visit, state: FSMContext, before: Counter, counter: Counter) -> None:
    """Shows a sale that has changed; its coupons stay with it."""
    if counter.coupons:
        await visit.db.write(presenting.carry, visit.person, before.draft, counter.sale(), visit.now)
    await show_again(visit, state, counter)
    after = await open_sale(state)
    if after:
        await leave(visit, before, after)


async def show_again(visit: Visit, state: FSMContext, counter: Counter) -> None:
    """Shows where the sale stands, on the tapped screen if there is one; its certificates as they are now."""
    counter = await _with_certificates(visit, counter)
    speech, programme, sale = visit.speech, running(visit), counter.sale()
    assortment = await assortment_at(visit)
    waiting = await visit.db.read(presenting.waiting, visit.person, sale, visit.now) if counter.coupons else ()
    if waiting:
        shown = goods(speech, counter, assortment, 0, waiting)
    elif counter.lines:
        quote = await visit.db.read(sales.quote, visit.person, sale, visit.now)
        more = takes_coupons(programme)
        offered = await visit.db.read(sales.applicable, visit.person, sale, visit.now) if more else ()
        last = await said_last(visit, quote)
        held = await visit.db.read(certificates.of_customer, counter.proof, visit.now) if counter.proof else ()
        shown = choice(speech, counter, quote, programme, assortment, offered, last, held)
    else:
        customer = await visit.db.read(identifying.customer, counter.member, visit.now)
        gifts = programme.settings.certificates.sold
        shown = scanned(speech, counter, customer, assortment, visit.person, gifts=gifts)
    await state.set_state(Selling.amount)
    screen = await visit.show(*shown)
    await replace(counter, screen=screen.message_id if screen else None).keep(state)


async def _with_certificates(visit: Visit, before: Counter) -> Counter:
    """Returns the sale with what is on its certificates now; those that cannot pay any more are off it."""
    if not before.certificates:
        return before
    found = await visit.db.read(certificates.tenders, [each.id for each in before.certificates], visit.now)
    left = {tender.id: tender.balance for tender in found}
    now = tuple(replace(each, balance=left[each.id]) for each in before.certificates if each.id in left)
    if now == before.certificates:
        return before
    counter = before.paying(now)
    if counter.coupons:
        await visit.db.write(presenting.carry, visit.person, before.draft, counter.sale(), visit.now)
    return counter


async def _changed(visit: Visit, state: FSMContext, counter: Counter) -> None:
    """Says that less is on a certificate than was shown, and shows what the sale comes to now."""
    await visit.answer(visit.speech.plain("certificate-changed"), alert=True)
    await show_again(visit, state, counter)


async def earn(_: object, visit: Visit, callback_data: SaleTap, state: FSMContext) -> None:
    """Records the sale, paid in money alone."""
    counter = await _live(visit, state, callback_data)
    if counter:
        try:
            sold = await visit.db.write(sales.record, visit.person, counter.sale(), visit.now)
        except FiguresChanged:
            await _changed(visit, state, counter)
            return
        await _finish(visit, state, counter, sold)


async def _live(visit: Visit, state: FSMContext, tap: SaleTap) -> Counter | None:
    """Returns the open sale if the tapped button belongs to it; shows it when it was recorded."""
    counter = await live(visit, state, tap.draft)
    if counter is None and await was_sold(state, tap.draft):  # a second screen of this sale, shown after a kill
        await show_sold(visit, await visit.db.read(sales.sold, visit.person, tap.draft))
    return counter


async def _finish(visit: Visit, state: FSMContext, counter: Counter, sold: Sold) -> None:
    # Shown before it is forgotten: a process that dies in between shows it when it handles the tap again.
    await show_sold(visit, sold)
    if visit.screen is None:
        await visit.retire(counter.screen)
    await state.set_state(None)
    await state.set_data({"sold": str(counter.draft)})


async def show_sold(visit: Visit, sold: Sold) -> None:
    """Shows a recorded sale."""
    speech = visit.speech
    text = sold_text(speech, sold, names_of(speech, running(visit)))
    await visit.show(text, sold_buttons(speech, sold.purchase_id))


async def redeem(_: object, visit: Visit, callback_data: SaleTap, state: FSMContext) -> None:
    """Spends as many points as may pay, or asks the member to let them."""
    counter = await _live(visit, state, callback_data)
    if counter is None or counter.hold:  # a second tap must not ask anew, for what the first one has left
        return
    await _spend(visit, state, counter, 0)


async def other(_: object, visit: Visit, callback_data: SaleTap, state: FSMContext) -> None:
    """Asks how many points to redeem."""
    counter = await live(visit, state, callback_data.draft)
    if counter is None or counter.hold:
        return
    quote = await visit.db.read(sales.quote, visit.person, counter.sale(), visit.now)
    await state.set_state(Selling.points)
    speech = visit.speech
    await visit.show(
        speech("sale-ask-points", points=quote.redeemable),
        rows(button(speech.plain("common-button-back"), SaleTap(act="back", draft=counter.draft))),
    )


async def points(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the number of points and spends them, or asks the member."""
    counter = await open_sale(state)
    if counter is None:
        await state.clear()
        await visit.say(visit.speech("scan-hint"))
        return
    wanted = visit.speech.typed_points(message.text or "", MOST_POINTS)
    await _spend(visit, state, counter, wanted)


async def _spend(visit: Visit, state: FSMContext, counter: Counter, wanted: int) -> None:
    """Spends `wanted` points, 0 for as many as may pay."""
    sale = counter.sale(wanted)
    try:
        done = await visit.db.write(spending.spend, visit.person, sale, counter.proof, visit.now, visit.came)
    except FiguresChanged:
        await _changed(visit, state, counter)
        return
    if isinstance(done, Held):
        await _wait(visit, state, counter, done)
    else:
        await _finish(visit, state, counter, done)


async def _wait(visit: Visit, state: FSMContext, counter: Counter, held: Held) -> None:
    screen = await visit.show(_waiting(visit, held), _waiting_buttons(visit.speech, held))
    if screen:
        message = {"chat_id": visit.chat_id, "message_id": screen.message_id}
        await visit.db.write(asking.shown, held.hold_id, visit.now, **message)
    # Last: until then the number of points, handled again, is still the answer to its question.
    asked = replace(counter, hold=held.hold_id, screen=screen.message_id if screen else None)
    await asked.keep(state)
    await state.set_state(Selling.amount)
    await leave(visit, counter, asked)


def _waiting(visit: Visit, held: Held) -> str:
    speech = visit.speech
    if not held.reachable:
        return speech("hold-unreachable", name=held.name or "—", points=held.points)
    seconds = max(0, round((held.expires_at - visit.now).total_seconds()))
    return waiting_text(speech, held.name, held.points, held.payable, seconds)


def _waiting_buttons(speech: Speech, held: Held) -> InlineKeyboardMarkup:
    cancel = HoldTap(act="cancel", hold=held.hold_id)
    return rows(button(speech.plain("hold-button-cancel"), cancel, DANGER))


async def back(_: object, visit: Visit, callback_data: SaleTap, state: FSMContext) -> None:
    """Shows the sale again: the choice, or whom to serve when nothing is on the cheque."""
    counter = await live(visit, state, callback_data.draft)
    if counter and not counter.hold:
        await show_again(
            visit, state, replace(counter, asked=None, pricing=None, at=min(counter.at, len(counter.lines)))
        )
        if after := await open_sale(state):
            await leave(visit, counter, after)


async def cancel_hold(_: object, visit: Visit, callback_data: HoldTap, state: FSMContext) -> None:
    """Frees the points and shows the choice again."""
    await visit.db.write(holds.decline, visit.person, callback_data.hold, visit.now)
    await again(None, visit, callback_data, state)


async def again(_: object, visit: Visit, callback_data: HoldTap, state: FSMContext) -> None:
    """Shows the choice again after the points could not be spent; another customer may be at the till by now."""
    counter = await open_sale(state)
    screen = visit.screen.message_id if visit.screen else None
    if counter and not counter.hold and screen and counter.screen == screen:  # counted down when it was cancelled
        await show_again(visit, state, counter)
        return
    if counter is None or counter.hold != callback_data.hold:
        await visit.show(visit.speech("hold-cancelled"), rows(button(*_next(visit.speech))))
        return
    await show_changed(visit, state, counter, counter.anew())


def _next(speech: Speech) -> tuple[str, Go]:
    return speech.plain("sold-button-next"), Go(to="scan")


async def cancel(_: object, visit: Visit, callback_data: SaleTap, state: FSMContext) -> None:
    """Lets the sale be."""
    counter = await live(visit, state, callback_data.draft)
    if counter is None:
        return
    if counter.coupons:
        await visit.db.write(coupon_uses.release, visit.person, counter.draft, visit.now)
    await visit.show(visit.speech("sale-cancelled"), rows(button(*_next(visit.speech))))
    await state.clear()


async def undo(_: object, visit: Visit, callback_data: UndoTap) -> None:
    """Asks before a sale is taken back, takes it back, or keeps it."""
    speech, purchase = visit.speech, callback_data.purchase
    match callback_data.act:
        case "ask":
            await visit.swap(
                rows(
                    button(speech.plain("undo-button-yes"), UndoTap(act="do", purchase=purchase), DANGER),
                    button(speech.plain("common-button-back"), UndoTap(act="keep", purchase=purchase)),
                )
            )
        case "do":
            refunded = await visit.db.write(refunds.undo, visit.person, purchase, visit.now)
            await visit.show(returned_text(speech, refunded), rows(button(*_next(speech))))
        case _:
            await visit.swap(sold_buttons(speech, purchase))


async def unreadable(_: Message) -> None:
    """Answers anything that is neither an amount nor a code."""
    raise AmountUnreadable


def router() -> Router:
    """Returns the handlers of a sale; messages reach them only in staff mode."""
    router = Router(name="sale")
    router.callback_query.register(earn, SaleTap.filter(F.act == "earn"))
    router.callback_query.register(redeem, SaleTap.filter(F.act == "redeem"))
    router.callback_query.register(other, SaleTap.filter(F.act == "other"))
    router.callback_query.register(back, SaleTap.filter(F.act == "back"))
    router.callback_query.register(cancel, SaleTap.filter(F.act == "cancel"))
    router.callback_query.register(cancel_hold, HoldTap.filter(F.act == "cancel"))
    router.callback_query.register(again, HoldTap.filter(F.act == "again"))
    router.callback_query.register(undo, UndoTap.filter())
    router.message.register(points, F.text, StateFilter(Selling.points))
    router.message.register(amount, F.text, StateFilter(Selling.amount))
    router.message.register(unreadable, StateFilter(Selling))
    return router
