"""The button below every broadcast: no more offers."""

from aiogram import F, Router

from bot.callbacks import Offers
from bot.visit import Visit
from services.members import consents
from services.members.consents import ADVERTISING


async def stop(_: object, visit: Visit) -> None:
    """Withdraws the consent to adverts, and says how to give it again; whoever has none hears the same."""
    await visit.db.write(consents.consent, visit.person.id, ADVERTISING, False, visit.now)
    await visit.answer(visit.speech.plain("offers-stopped"), alert=True)


def router() -> Router:
    """Returns the handler."""
    router = Router(name="offers")
    router.callback_query.register(stop, Offers.filter(F.act == "stop"))
    return router
