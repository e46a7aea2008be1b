"""The whole conversation in the order in which its parts are asked: ways around first, nonsense last."""

from collections.abc import Awaitable, Callable, Iterator

from aiogram import Router

from bot import groups, navigation, nonsense
from bot.customer import (
    buying,
    card,
    certificates,
    codes,
    confirming,
    contacts,
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
from bot.owner import menu, posters, team
from bot.owner.campaigns import broadcast, broadcast_sending
from bot.owner.design import card as card_design
from bot.owner.design import colours, pictures, publishing, stamps, texts
from bot.owner.former import imports, winback
from bot.owner.members import by_hand, customer, freezing
from bot.owner.programme import (
    business,
    check,
    form,
    ladder,
    names,
    outlet_page,
    places,
    reminders,
    rules,
    setup,
    versions,
)
from bot.owner.rewards import certificates as owner_certificates
from bot.owner.rewards import coupons as owner_coupons
from bot.owner.rewards import referrals
from bot.staff import certificates as till_certificates
from bot.staff import coupons, gifts, goods_back, held, items, returns, sale, scan
from bot.visit import Visit
from bot.wire.routing import Door, without_threads
from services.people import SENIORS, roles_of


def in_mode(*modes: str) -> Callable[[object, Visit], Awaitable[bool]]:
    """Returns the filter for messages of people in these modes; taps work in every mode that the role permits."""

    # A coroutine: aiogram hands every other filter to a thread, which costs more than the rest of the way together.
    async def is_in_mode(_: object, visit: Visit) -> bool:
        return visit.person.mode in modes

    return is_in_mode


def _card_design() -> Iterator[Router]:
    parts = (card_design, pictures, stamps, colours, texts, publishing)
    return (part.router() for part in parts)


def router() -> Router:
    """Returns the root of all handlers, made anew."""
    root = Router(name="conversation")
    root.include_router(groups.router())
    root.include_router(Door(buying.money()))
    root.include_router(Door(navigation.router()))
    seniors = Router(name="seniors")
    seniors.message.filter(in_mode("staff", "owner"))
    seniors.callback_query.middleware(OnlyFor(*SENIORS))
    seniors.include_routers(Door(customer.router()), Door(by_hand.router()), Door(freezing.router()))
    root.include_router(Door(seniors))  # before the till's: what they ask for may look like a card or an amount
    for mode, routers in _by_mode().items():
        part = Router(name=mode)
        part.message.filter(in_mode(mode))
        if mode != "member":
            part.callback_query.middleware(OnlyFor(*roles_of(mode)))
        part.include_routers(*map(Door, routers))
        root.include_router(Door(part))
    root.include_router(nonsense.router())
    return without_threads(root)


def _by_mode() -> dict[str, tuple[Router, ...]]:
    """Returns the rooms of each mode, in the order in which they are asked."""
    return {
        "staff": (
            scan.router(),
            coupons.router(),
            till_certificates.router(),
            gifts.router(),
            sale.router(),
            held.router(),
            items.router(),
            goods_back.router(),
            returns.router(),
        ),
        "owner": (
            setup.router(),
            menu.router(),
            team.router(),
            places.router(),
            outlet_page.router(),
            posters.router(),
            broadcast.router(),
            broadcast_sending.router(),
            owner_coupons.router(),
            owner_certificates.router(),
            rules.router(),
            reminders.router(),
            form.router(),
            ladder.router(),
            check.router(),
            business.router(),
            names.router(),
            versions.router(),
            referrals.router(),
            *_card_design(),
            imports.router(),
            winback.router(),
        ),
        "member": (
            registration.router(),
            joining.router(),
            card.router(),
            contacts.router(),
            rewards.router(),
            certificates.router(),
            buying.router(),
            invite.router(),
            history.router(),
            settings.router(),
            confirming.router(),
            profile.router(),
            notifications.router(),
            own_data.router(),
            offers.router(),
            codes.router(),
        ),
    }
