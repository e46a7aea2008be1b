"""The owner's menu: today's figures, and the ways to rules, team, outlets and links."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext

from bot.callbacks import Go
from bot.keyboards import MAIN, back, button, rows
from bot.visit import Visit
from loyalty.errors import NotAllowed, ProgrammeMissing
from services import figures
from services.rewards import referrals


async def show(_: object, visit: Visit, state: FSMContext | None = None) -> None:
    """Shows the menu; whatever was asked for in `state` is asked no more."""
    if visit.person.role != "owner":
        raise NotAllowed
    if visit.programme is None:
        raise ProgrammeMissing
    speech = visit.speech
    waiting = await visit.db.read(referrals.how_many_wait, visit.person)
    review = button(speech.plain("owner-button-referrals", count=waiting), Go(to="referrals"), MAIN)
    await visit.show(
        speech("owner-title", name=visit.programme.name),
        rows(
            *(
                [button(speech.plain(key), go) for key, go in pair]
                for pair in (
                    (("owner-button-rules", Go(to="rules")), ("owner-button-today", Go(to="today"))),
                    (("owner-button-coupons", Go(to="coupons")), ("owner-button-broadcasts", Go(to="broadcasts"))),
                    (("owner-button-customers", Go(to="customers")), ("owner-button-links", Go(to="links"))),
                    (("owner-button-team", Go(to="team")), ("owner-button-outlets", Go(to="outlets"))),
                    (("design-button-open", Go(to="design")),),
                    (("owner-button-former", Go(to="former")),),
                )
            ),
            review if waiting else None,
        ),
    )
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


def router() -> Router:
    """Returns the handlers of the menu."""
    router = Router(name="owner-menu")
    router.callback_query.register(show, Go.filter(F.to == "business"))
    router.callback_query.register(today, Go.filter(F.to == "today"))
    return router
