"""The owner's menu: six tiles, one for each thing an owner comes for, and what stands behind those without a room."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext

from bot.callbacks import Go, RuleTap
from bot.keyboards import MAIN, back, button, rows
from bot.visit import Visit
from loyalty.errors import NotAllowed, ProgrammeMissing
from services import figures
from services.rewards import referrals

TILES = (("today", "customers"), ("offers", "rules"), ("team", "design"))
"""Where the tiles lead, as they stand; `owner-button-…` are their words."""


async def show(_: object, visit: Visit, state: FSMContext | None = None) -> None:
    """Shows the menu; whatever was asked for in `state` is asked no more."""
    if visit.person.role != "owner":
        raise NotAllowed
    if visit.programme is None:
        raise ProgrammeMissing
    speech = visit.speech
    waiting = await visit.db.read(referrals.how_many_wait, visit.person)
    review = button(speech.plain("owner-button-referrals", count=waiting), Go(to="referrals"), MAIN)
    tiles = [[button(speech.plain(f"owner-button-{to}"), Go(to=to)) for to in pair] for pair in TILES]
    await visit.show(speech("owner-title", name=visit.programme.name), rows(*tiles, review if waiting else None))
    if state is not None:
        await state.clear()


async def today(_: object, visit: Visit) -> None:
    """Shows today's figures."""
    told = await visit.db.read(figures.today, visit.person, visit.now)
    speech = visit.speech
    lines = [
        speech("today-title", moment=speech.moment(visit.now)),
        "",
        speech("today-members", count=told.members, new=told.new_today),
        speech("today-purchases", count=told.purchases_today, turnover=speech.money(told.turnover_today)),
        speech("today-issued", points=told.points_issued),
        speech("today-redeemed", points=told.points_redeemed),
        "",
        speech("today-liability", points=told.liability),
        speech("today-wallets", apple=speech.number(told.apple), google=speech.number(told.google)),
    ]
    refresh = button(speech.plain("today-button-refresh"), Go(to="today"))
    await visit.show("\n".join(lines), rows(refresh, back(speech, "business")))


async def offers(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows what the owner says and gives to customers of their own accord."""
    await state.clear()
    speech = visit.speech
    await visit.show(
        speech("offers-title"),
        rows(
            button(speech.plain("owner-button-broadcasts"), Go(to="broadcasts")),
            button(speech.plain("owner-button-coupons"), Go(to="coupons")),
            button(speech.plain("owner-button-gifts"), Go(to="gifts")),
            button(speech.plain("programme-button-reminders"), RuleTap(act="reminders")),
            back(speech, "business"),
        ),
    )


def router() -> Router:
    """Returns the handlers of the menu."""
    router = Router(name="owner-menu")
    router.callback_query.register(show, Go.filter(F.to == "business"))
    router.callback_query.register(today, Go.filter(F.to == "today"))
    router.callback_query.register(offers, Go.filter(F.to == "offers"))
    return router
