"""A customer's page, for managers and owners: what they have, and the ways to give, take and pin."""

from html import escape
from uuid import UUID

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import CustomerTap, Go
from bot.keyboards import MAIN, back, button, freezing, rows
from bot.visit import Visit, running
from bot.words.rules import title
from bot.words.speech import Speech
from loyalty.errors import NotAllowed
from loyalty.programme import Programme
from services.members import customers
from services.members.customers import CustomerPage
from services.members.standings import Standing
from services.people import SENIORS
from services.rewards.progress import Counter

_MOST_COUPONS = 10


class Looking(StatesGroup):
    """What the next message names: a customer."""

    customer = State()


def way_out(visit: Visit) -> InlineKeyboardButton:
    """Returns the button that leads out of the customers: to the owner's menu, or to the till."""
    at_the_till = visit.person.mode == "staff"
    return back(visit.speech, "scan" if at_the_till else "business")


def is_owner(visit: Visit) -> bool:
    """Says whether the person may do what managers may not."""
    return visit.person.role == "owner"


def back_to(visit: Visit, member: UUID) -> InlineKeyboardButton:
    """Returns the button that leads back to a customer's page."""
    return button(visit.speech.plain("common-button-back"), CustomerTap(act="open", member=member))


async def ask(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks whose page to show."""
    if visit.person.role not in SENIORS:
        raise NotAllowed
    await wait_for_customer(state)
    former = button(visit.speech.plain("owner-button-former"), Go(to="former"))
    await visit.show(
        visit.speech("customers-ask"), rows(former if visit.person.mode == "owner" else None, way_out(visit))
    )


async def wait_for_customer(state: FSMContext, **answers: str) -> None:
    """Lets the next message name a customer; `answers` are what is known by then."""
    await state.set_state(Looking.customer)
    await state.set_data(dict(answers))


async def opened(_: object, visit: Visit, state: FSMContext, callback_data: CustomerTap) -> None:
    """Shows a customer's page."""
    await show_page(visit, state, callback_data.member)


async def show_page(visit: Visit, state: FSMContext, member: UUID, done: str = "") -> None:
    """Shows a customer's page; the next message may name another one. `done` is what a second tap asks for again."""
    found = await visit.db.read(customers.page, visit.person, member, visit.now)
    await visit.show(_text(visit.speech, running(visit), found), _keyboard(visit, found))
    await wait_for_customer(state, **({"done": done} if done else {}))


def _head(speech: Speech, standing: Standing) -> list[str]:
    lines = [speech("sale-customer", name=standing.name or "—", ending=standing.ending)]
    if standing.suspended:
        lines.append(speech("customer-frozen"))
    if standing.headline is None:
        lines.append(speech("card-points", points=standing.active, shown=speech.number(standing.active)))
    elif standing.headline.percent:
        lines.append(speech("sale-discount", percent=speech.percent(standing.headline.percent)))
    return lines


def _text(speech: Speech, programme: Programme, found: CustomerPage) -> str:
    standing, rewards = found.standing, found.rewards
    lines = _head(speech, standing)
    for key, points in (("held", standing.held), ("pending", standing.pending), ("debt", standing.debt)):
        if points:
            lines.append(speech(f"customer-{key}", points=points))
    if rewards.tier:
        lines.append(speech("rewards-tier", tier=speech.tier(rewards.tier)))
    if found.pinned_until:
        lines.append(speech("customer-pinned-until", date=speech.last_day(found.pinned_until)))
    elif found.pinned:
        lines.append(speech("customer-pinned"))
    lines += [_counter(speech, programme, counter) for counter in rewards.counters if counter.rule.mechanic != "tiers"]
    if rewards.coupons:
        lines += ["", speech("customer-coupons", count=len(rewards.coupons))]
        lines += [
            f"• {escape(_coupon(speech.name(each.rule.config.title), each.code))}"
            for each in rewards.coupons[:_MOST_COUPONS]
        ]
    if found.purchases:
        lines += ["", speech("customer-purchases")]
        lines += [
            speech(
                "customer-purchase",
                date=speech.date(each.at),
                number=each.number,
                money=speech.in_currency(each.currency).money(each.kept),
            )
            for each in found.purchases
        ]
    return "\n".join([*lines, "", speech("customer-next")])


def _coupon(name: str, code: str) -> str:
    return f"{name} · {code}" if name else code


def _counter(speech: Speech, programme: Programme, counter: Counter) -> str:
    progress = counter.progress
    coupon = next((rule for rule in programme.rules if rule.id == progress.step and rule.mechanic == "coupon"), None)
    name = (speech.name(coupon.config.title) if coupon else "") or title(speech, counter.rule.mechanic)
    have, need = (
        speech.money(count) if progress.unit == "money" else speech.number(count)
        for count in (progress.have, progress.need)
    )
    if not progress.need:
        return speech("customer-counter-full", title=name, have=have)
    return speech("customer-counter", title=name, have=have, goal=need)


def _keyboard(visit: Visit, found: CustomerPage) -> InlineKeyboardMarkup:
    speech, member = visit.speech, found.member_id
    tiers = button(speech.plain("customer-button-tier"), CustomerTap(act="tiers", member=member))
    return rows(
        [
            button(speech.plain("customer-button-points"), CustomerTap(act="points", member=member), MAIN),
            button(speech.plain("customer-button-gift"), CustomerTap(act="gifts", member=member), MAIN),
        ],
        tiers if found.tiers and is_owner(visit) else None,
        freezing(speech, member, "", frozen=found.standing.suspended) if is_owner(visit) else None,
        way_out(visit),
    )


def router() -> Router:
    """Returns the handlers of the page."""
    router = Router(name="customer-page")
    router.callback_query.register(ask, Go.filter(F.to == "customers"))
    router.callback_query.register(opened, CustomerTap.filter(F.act == "open"))
    return router
