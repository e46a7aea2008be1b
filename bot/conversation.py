"""The whole conversation in the order in which its parts are asked: ways around first, nonsense last."""

from collections.abc import Awaitable, Callable

from aiogram import Router

from bot import groups, navigation, nonsense
from bot.customer import (
    card,
    confirming,
    history,
    invite,
    joining,
    notifications,
    offers,
    own_data,
    profile,
    registration,
    rewards,
    settings,
)
from bot.middlewares import OnlyFor
from bot.owner import (
    broadcast,
    broadcast_sending,
    by_hand,
    customer,
    design,
    design_colours,
    design_pictures,
    design_publishing,
    design_texts,
    imports,
    menu,
    places,
    programme,
    programme_business,
    programme_check,
    programme_form,
    programme_ladder,
    programme_versions,
    referrals,
    setup,
    team,
    winback,
)
from bot.owner import coupons as owner_coupons
from bot.routing import Door, without_threads
from bot.staff import coupons, items, returns, sale, scan
from bot.visit import Visit
from services.people import SENIORS, roles_of


def in_mode(*modes: str) -> Callable[[object, Visit], Awaitable[bool]]:
    """Returns the filter for messages of people in these modes; taps work in every mode that the role permits."""

    # A coroutine: aiogram hands every other filter to a thread, which costs more than the rest of the way together.
    async def check(_: object, visit: Visit) -> bool:
        return visit.person.mode in modes

    return check


def router() -> Router:
    """Returns the root of all handlers, made anew for each application."""
    root = Router(name="conversation")
    root.include_router(groups.router())
    root.include_router(Door(navigation.router()))
    seniors = Router(name="seniors")
    seniors.message.filter(in_mode("staff", "owner"))
    seniors.callback_query.middleware(OnlyFor(*SENIORS))
    seniors.include_routers(Door(customer.router()), Door(by_hand.router()))
    root.include_router(Door(seniors))  # before the till's: what they ask for may look like a card or an amount
    modes = {
        "staff": (scan.router(), coupons.router(), sale.router(), items.router(), returns.router()),
        "owner": (
            setup.router(),
            menu.router(),
            team.router(),
            places.router(),
            broadcast.router(),
            broadcast_sending.router(),
            owner_coupons.router(),
            programme.router(),
            programme_form.router(),
            programme_ladder.router(),
            programme_check.router(),
            programme_business.router(),
            programme_versions.router(),
            referrals.router(),
            design.router(),
            design_pictures.router(),
            design_colours.router(),
            design_texts.router(),
            design_publishing.router(),
            imports.router(),
            winback.router(),
        ),
        "member": (
            registration.router(),
            joining.router(),
            card.router(),
            rewards.router(),
            invite.router(),
            history.router(),
            settings.router(),
            confirming.router(),
            profile.router(),
            notifications.router(),
            own_data.router(),
            offers.router(),
        ),
    }
    for mode, routers in modes.items():
        part = Router(name=mode)
        part.message.filter(in_mode(mode))
        if mode != "member":
            part.callback_query.middleware(OnlyFor(*roles_of(mode)))
        part.include_routers(*map(Door, routers))
        root.include_router(Door(part))
    root.include_router(nonsense.router())
    return without_threads(root)
