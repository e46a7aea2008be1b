"""The owner's gift certificates: what is sold and owed, in money, and the terms on which they are sold."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext

from bot.callbacks import Go, RuleTap
from bot.keyboards import MAIN, back, button, rows
from bot.owner.programme import check
from bot.owner.programme.desk import sit
from bot.visit import Visit, running
from services.figures import Prepaid, prepaid


async def show(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows what has been sold, what is still owed, what was changed and is not in force, and the way to the terms."""
    desk = await sit(visit)
    found = await visit.db.read(prepaid, visit.person, visit.now)
    speech, sold = visit.speech, running(visit).settings.certificates.sold
    lines = [speech("gifts-title"), *(line for each in found for line in _figures(visit, each))]
    if not found:
        lines += ["", speech("gifts-none" if sold else "gifts-off")]
    terms = button(speech.plain("gifts-button-terms"), RuleTap(act="certificates"), None if sold else MAIN)
    text = "\n\n".join(["\n".join(lines), *check.waiting(visit, desk)])
    await visit.show(text, rows(*check.ways(visit, desk), terms, back(speech, "offers")))
    await state.clear()


def _figures(visit: Visit, each: Prepaid) -> list[str]:
    speech = visit.speech.in_currency(each.currency)
    sums = {"sold": each.sold, "spent": each.spent, "returned": each.returned, "ended": each.ended}
    money = {name: speech.money(minor) for name, minor in sums.items()}
    return ["", speech("gifts-owed", money=speech.money(each.owed)), speech("gifts-figures", **money)]


def router() -> Router:
    """Returns the handlers of the owner's certificates."""
    router = Router(name="gifts")
    router.callback_query.register(show, Go.filter(F.to == "gifts"))
    return router
