"""Points that wait at another screen or till: taken over into a sale here, freed, or a gone cashier's sale finished."""

import contextlib

from aiogram import F, Router
from aiogram.fsm.context import FSMContext

from bot.callbacks import HoldTap
from bot.certificates import ENDING
from bot.staff.counter import Counter, Shown, Taken, open_sale
from bot.staff.sale import show_again, show_changed, show_sold
from bot.visit import Visit, running
from loyalty.errors import HoldClosed, HoldExpired
from loyalty.events import Line
from services.prepaid import certificates
from services.rewards import coupon_uses
from services.till import asking, holds, identifying


async def free(_: object, visit: Visit, callback_data: HoldTap, state: FSMContext) -> None:
    """Frees the points; the sale that is open goes on with them."""
    with contextlib.suppress(HoldExpired, HoldClosed):  # free already, or they have paid: the next screen says which
        await visit.db.write(holds.decline, visit.person, callback_data.hold, visit.now)
    await _retire(visit, callback_data)
    counter = await open_sale(state)
    if counter is None or counter.hold:
        await visit.show(visit.speech("hold-cancelled"))
        return
    await show_again(visit, state, counter)


async def take_over(_: object, visit: Visit, callback_data: HoldTap, state: FSMContext) -> None:
    """Goes on here with the sale for which the points were set aside, in place of the one that is open."""
    before = await open_sale(state)
    sale, rows = await visit.db.write(holds.take_over, visit.person, callback_data.hold, visit.now)
    await _retire(visit, callback_data)
    if before and before.coupons and not before.hold:
        await visit.db.write(coupon_uses.release, visit.person, before.draft, visit.now)
    customer = await visit.db.read(identifying.customer, sale.member_id, visit.now)
    titles = {rule.id: getattr(rule.config, "title", "") for rule in running(visit).rules}
    coupons = tuple(Taken(row.id, row.code, titles.get(row.rule_id) or row.code) for row in rows)
    lines = sale.lines or (Line(sale.amount),)
    held = [await visit.db.read(certificates.one, tender.id) for tender in sale.certificates]
    paying = tuple(Shown(each.id, each.code[-ENDING:], each.balance) for each in held)
    frozen = Counter(
        sale.member_id,
        customer.name,
        sale.draft_id,
        lines=lines,
        coupons=coupons,
        currency=sale.currency,
        certificates=paying,
    )
    await show_changed(visit, state, frozen, frozen.anew())


async def _retire(visit: Visit, tap: HoldTap) -> None:
    """Takes the button off the older screen of this till that waits for the customer; another till is told."""
    waiting = (await visit.db.read(asking.asking, tap.hold, visit.now)).waiting
    if waiting and waiting["chat_id"] == visit.chat_id:
        await visit.retire(waiting["message_id"])


async def finish(_: object, visit: Visit, callback_data: HoldTap) -> None:
    """Records the sale that its member has confirmed, but whose cashier is gone."""
    await show_sold(visit, await visit.db.write(holds.finish, visit.person, callback_data.hold, visit.now))


async def drop(_: object, visit: Visit, callback_data: HoldTap) -> None:
    """Drops such a sale: the points are free again, and the member hears of it."""
    await visit.db.write(holds.decline, visit.person, callback_data.hold, visit.now)
    await visit.show(visit.speech("hold-cancelled"))


def router() -> Router:
    """Returns the handlers of points that wait elsewhere."""
    router = Router(name="held")
    router.callback_query.register(free, HoldTap.filter(F.act == "free"))
    router.callback_query.register(take_over, HoldTap.filter(F.act == "over"))
    router.callback_query.register(finish, HoldTap.filter(F.act == "finish"))
    router.callback_query.register(drop, HoldTap.filter(F.act == "drop"))
    return router
