"""Freezing a customer's card and letting it go on, from their page or below what they reported."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext

from bot.callbacks import REPORT, CustomerTap
from bot.keyboards import freezing as freezing_button
from bot.keyboards import rows
from bot.owner.members.customer import show_page
from bot.visit import Visit
from services.members import freezing


async def freeze(_: object, visit: Visit, state: FSMContext, callback_data: CustomerTap) -> None:
    """Freezes a card."""
    await visit.db.write(freezing.freeze, visit.person, callback_data.member, visit.now)
    await _show(visit, state, callback_data, frozen=True)


async def thaw(_: object, visit: Visit, state: FSMContext, callback_data: CustomerTap) -> None:
    """Lets a card go on."""
    await visit.db.write(freezing.thaw, visit.person, callback_data.member, visit.now)
    await _show(visit, state, callback_data, frozen=False)


async def _show(visit: Visit, state: FSMContext, tap: CustomerTap, *, frozen: bool) -> None:
    await visit.answer(visit.speech.plain("customer-frozen-now" if frozen else "customer-thawed"))
    if tap.of != REPORT:
        await show_page(visit, state, tap.member)
        return
    markup, tapped = visit.screen.reply_markup if visit.screen else None, tap.pack()
    other = freezing_button(visit.speech, tap.member, REPORT, frozen=frozen)
    lines = markup.inline_keyboard if markup else []
    await visit.swap(rows(*([other if each.callback_data == tapped else each for each in line] for line in lines)))


def router() -> Router:
    """Returns the handlers of freezing."""
    router = Router(name="freezing")
    router.callback_query.register(freeze, CustomerTap.filter(F.act == "freeze"))
    router.callback_query.register(thaw, CustomerTap.filter(F.act == "thaw"))
    return router
