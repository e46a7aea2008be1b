"""Leaving an open sale: asked about while there is something in it, given up then."""

import structlog
from aiogram.fsm.context import FSMContext

from bot.callbacks import LeaveTap, SaleTap
from bot.keyboards import DANGER, MAIN, button, rows
from bot.staff.counter import Counter, open_sale
from bot.visit import Visit
from services.rewards import coupon_uses

log = structlog.get_logger(__name__)


async def asked(visit: Visit, state: FSMContext, to: str) -> bool:
    """Asks before a sale that has something in it is left for `to`; says whether there is one."""
    counter = await _readable(state) if visit.person.mode == "staff" else None
    if counter is None or counter.hold or not (counter.lines or counter.coupons):
        return False
    if visit.programme and counter.currency not in {"", visit.programme.currency}:
        return False  # begun before the shop changed over: nothing of it can be recorded any more
    speech = visit.speech
    words = "mode-leave" if counter.lines else "mode-leave-coupons"
    await visit.say(
        speech(words, name=counter.name or "—", money=speech.money(counter.total)),
        rows(
            button(speech.plain("hold-button-again"), SaleTap(act="back", draft=counter.draft), MAIN),
            button(speech.plain("mode-button-leave"), LeaveTap(to=to, draft=counter.draft), DANGER),
        ),
    )
    return True


async def put_away(visit: Visit, state: FSMContext) -> None:
    """Gives up the sale that is open: its coupons are free at once. One whose customer is being asked goes on."""
    before = await _readable(state)
    if before is None or before.hold:
        return
    if before.coupons and visit.person.role:
        await visit.db.write(coupon_uses.release, visit.person, before.draft, visit.now)
    await state.update_data(sale=None)
    await visit.retire(before.screen)


async def _readable(state: FSMContext) -> Counter | None:
    """Returns the open sale. Out of one that no version of ours can read any more every way must lead."""
    try:
        return await open_sale(state)
    except (KeyError, TypeError, ValueError) as error:
        log.warning("sale_unreadable", error=repr(error))
        await state.update_data(sale=None)
        return None
