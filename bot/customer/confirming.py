"""The member's word before points are spent: Confirm or Decline under the notice."""

from aiogram import F, Router

from bot.callbacks import Go, HoldTap
from bot.keyboards import button, rows
from bot.visit import Visit
from loyalty.errors import FiguresChanged, HoldExpired
from services.till import asking, holds


async def confirm(_: object, visit: Visit, callback_data: HoldTap) -> None:
    """Spends the held points and records the purchase, or says that a manager looks first, or the sum is another."""
    try:
        sold = await visit.db.write(holds.confirm, visit.person, callback_data.hold, visit.now)
    except HoldExpired:
        await _too_late(visit)
        raise
    except FiguresChanged:  # the cashier goes on with the sale when the points are free again
        await _retire_question(visit, callback_data)
        await visit.show(
            visit.speech("confirm-changed"), rows(button(visit.speech.plain("menu-button-card"), Go(to="home")))
        )
        return
    await _retire_question(visit, callback_data)
    speech = visit.speech
    await visit.answer(speech.plain("confirm-thanks"))
    # What is left to pay stands in the notice that follows.
    done = speech("confirm-done", points=sold.redeemed) if sold else speech("confirm-waits")
    await visit.show(done, rows(button(speech.plain("menu-button-card"), Go(to="home"))))


async def decline(_: object, visit: Visit, callback_data: HoldTap) -> None:
    """Frees the held points."""
    try:
        await visit.db.write(holds.decline, visit.person, callback_data.hold, visit.now)
    except HoldExpired:
        await _too_late(visit)
        raise
    await _retire_question(visit, callback_data)
    speech = visit.speech
    await visit.show(speech("confirm-declined"), rows(button(speech.plain("menu-button-card"), Go(to="home"))))


async def _retire_question(visit: Visit, tap: HoldTap) -> None:
    """Takes the buttons off the question when it was answered on the card, and the other way round."""
    stands, screen = await visit.db.read(asking.asking, tap.hold, visit.now), visit.screen
    if stands.question and screen and screen.message_id != stands.question["message_id"]:
        await visit.retire(stands.question["message_id"])
    if stands.card and screen and screen.message_id != stands.card["message_id"]:
        await visit.retire(
            stands.card["message_id"], rows(button(visit.speech.plain("menu-button-card"), Go(to="home")))
        )


async def _too_late(visit: Visit) -> None:
    """Takes the buttons off a question whose time is up; a card keeps the way to itself."""
    card = rows(button(visit.speech.plain("menu-button-card"), Go(to="home")))
    await visit.swap(card if visit.screen and visit.screen.photo else None)


def router() -> Router:
    """Returns the handlers of the confirmation."""
    router = Router(name="confirming")
    router.callback_query.register(confirm, HoldTap.filter(F.act == "yes"))
    router.callback_query.register(decline, HoldTap.filter(F.act == "no"))
    return router
