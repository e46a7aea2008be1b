"""The member's home: one message with the picture of the card, whose caption is every other screen."""

import asyncio
from uuid import UUID

from aiogram import F, Router
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy import Connection

from bot.callbacks import Go, HoldTap, Page, WalletTap
from bot.customer import contacts, pictured
from bot.customer.pictured import Picture
from bot.keyboards import CONFIRM, DANGER, back, button, copy, link, mini_app, rows
from bot.visit import Visit
from bot.words import headlines
from bot.words.speech import Speech
from loyalty.cashback import Value, worth
from loyalty.errors import NotRegistered
from loyalty.mechanics import points_tender
from services.design import pictures
from services.members import cards, own_wallet, standings
from services.members.cards import Card
from services.members.own_wallet import Wallet
from services.members.standings import Standing
from services.passes import pass_facts, portraits
from services.passes.pass_facts import PassFacts
from services.rewards import referral_links
from services.till import asking

FILE_NAME = "card.pkpass"


def registered(visit: Visit) -> UUID:
    """Returns the person's member id. Raises NotRegistered."""
    if visit.person.member_id is None:
        raise NotRegistered
    return visit.person.member_id


def summary(speech: Speech, standing: Standing, digits: str, value: Value) -> str:
    """Returns the caption of the card: who, how many points, what they pay, what is not spendable and why.

    A point pays `value` minor units, 0 when points pay nothing here.
    """
    lines = [speech("card-title", name=standing.name)]
    if standing.suspended:
        lines += [speech("card-frozen"), ""]
    if standing.headline is None:
        lines.append(speech("card-points", points=standing.active, shown=speech.number(standing.active)))
    else:
        lines += headlines.lines(speech, standing.headline)
    if standing.active and value and not speech.point:
        lines.append(speech("card-worth", money=speech.money(worth(standing.active, value))))
    if standing.tier:
        lines.append(speech("rewards-tier", tier=speech.tier(standing.tier)))
    if standing.held:
        lines.append(speech("card-held", points=standing.held))
    if standing.pending:
        until = standing.pending_until[0][0] if standing.pending_until else None
        lines.append(speech("card-pending", points=standing.pending, date=speech.date(until) if until else "—"))
    if standing.debt:
        lines.append(speech("card-debt", points=standing.debt))
    if standing.schedule:
        at, points = standing.schedule[0]
        lines.append(speech("card-expiring", points=points, date=speech.last_day(at)))
    lines += ["", speech("card-digits", digits=pictures.grouped(digits))]
    return "\n".join(lines)


def _all(connection: Connection, member_id: UUID, visit: Visit) -> tuple[Card, Standing, Picture, Wallet | None]:
    # One trip to the database for the screen that is shown most.
    card, standing = standings.home(connection, member_id, visit.now)
    # Time alone moves these, before anything on the card is written down.
    moving = standing.active + standing.held, standing.tier, standing.headline, standing.schedule[:1]
    picture = picture_of(connection, visit, member_id, card, "card", moving)
    both = visit.house.offer_apple and visit.house.offer_google
    return card, standing, picture, own_wallet.of(connection, visit.person.id) if both else None


def picture_of(connection: Connection, visit: Visit, member_id: UUID, card: Card, kind: str, *state: object) -> Picture:
    """Returns a picture of the member's card, which is another one when the card, its rules or its reader are."""
    rules = visit.programme.version if visit.programme else 0
    known = portraits.state(connection, member_id), visit.speech.language, rules, *state
    return pictured.find(connection, f"{kind}:{card.code}", *known)


async def facts_of(visit: Visit, card: Card) -> PassFacts:
    """Returns what stands on the member's card. Raises NotRegistered."""
    facts = await visit.db.read(pass_facts.facts, page_token=card.page_token, now=visit.now)
    if facts is None:
        raise NotRegistered
    return facts


def _value(visit: Visit) -> Value:
    return points_tender.value_in(visit.programme.rules) if visit.programme else 0


def keyboard(visit: Visit, card: Card, standing: Standing, own: Wallet | None) -> InlineKeyboardMarkup:
    """Returns the buttons of the home screen; what waits for the member's word comes first.

    `own` is the wallet of their phone where there are two, if they have said.
    """
    speech, house = visit.speech, visit.house
    pay = [mini_app(speech.plain("card-button-app"), f"{house.public_url}/member")] if house.offer_app else []
    return rows(
        *(answer for hold, points in standing.asked for answer in answers(speech, hold, points)),
        [*pay, *_wallet(visit, card, own)],
        [
            button(speech.plain("card-button-rewards"), Go(to="rewards")),
            button(speech.plain("card-button-more"), Go(to="more")),
        ],
    )


def _wallet(visit: Visit, card: Card, own: Wallet | None) -> list[InlineKeyboardButton]:
    """Returns the way into the phone's wallet: straight where it is known, else over the question for the phone."""
    ways, words = _wallets(visit, card), visit.speech.plain("card-button-wallet")
    way = next(iter(ways.values())) if len(ways) == 1 else ways.get(own) if own else None
    if way:
        return [link(words, way)]
    return [button(words, Go(to="wallet"))] if ways else []


def _wallets(visit: Visit, card: Card) -> dict[Wallet, str]:
    """Returns the address that puts the card into each wallet that is set up."""
    house, page = visit.house, f"{visit.house.public_url}/p/{card.page_token}"
    offered: dict[Wallet, bool] = {"apple": house.offer_apple, "google": house.offer_google}
    ways: dict[Wallet, str] = {"apple": f"{page}.pkpass", "google": f"{page}/google"}
    return {wallet: way for wallet, way in ways.items() if offered[wallet]}


async def wallet(_: object, visit: Visit) -> None:
    """Asks for the phone: Telegram does not say which one somebody has."""
    card, speech = await visit.db.read(cards.card, registered(visit)), visit.speech
    phones = [button(speech.plain(f"wallet-button-{each}"), WalletTap(wallet=each)) for each in _wallets(visit, card)]
    await visit.show(speech("wallet-which"), rows(phones, back(speech, "home")))


async def own_phone(_: object, visit: Visit, callback_data: WalletTap) -> None:
    """Remembers the phone, and shows the way into its wallet."""
    card, speech = await visit.db.read(cards.card, registered(visit)), visit.speech
    chosen = callback_data.wallet
    await visit.db.write(own_wallet.say, visit.person.id, chosen, visit.now)
    way = next((way for each, way in _wallets(visit, card).items() if each == chosen), None)
    await visit.show(
        speech("wallet-remembered"),
        rows(
            link(speech.plain(f"card-button-{chosen}"), way) if way else None,
            button(speech.plain("wallet-button-other"), Go(to="wallet")),
            back(speech, "home"),
        ),
    )


async def more(_: object, visit: Visit) -> None:
    """Shows what is wanted now and then."""
    card, speech = await visit.db.read(cards.card, registered(visit)), visit.speech
    digits = pictures.grouped(card.digits)
    inviting = visit.person.role is None and referral_links.terms(visit.programme)
    file = button(speech.plain("card-button-file"), Go(to="pass")) if visit.house.offer_apple else None
    other = button(speech.plain("wallet-button-other"), Go(to="wallet")) if len(_wallets(visit, card)) > 1 else None
    await visit.show(
        speech("card-digits", digits=digits),
        rows(
            button(speech.plain("card-button-invite"), Go(to="invite")) if inviting else None,
            [
                button(speech.plain("card-button-history"), Page(before=None)),
                button(speech.plain("card-button-schedule"), Go(to="schedule")),
            ],
            button(speech.plain("card-button-settings"), Go(to="settings")),
            button(speech.plain("card-button-contacts"), Go(to="contacts")) if await contacts.known(visit) else None,
            copy(speech.plain("card-button-copy", digits=digits), card.digits),
            file,
            other,
            back(speech, "home"),
        ),
    )


def answers(speech: Speech, hold: UUID, points: int) -> list[InlineKeyboardButton]:
    """Returns the buttons that let held points pay or not."""
    return [
        button(speech.plain("confirm-button-yes", points=points), HoldTap(act="yes", hold=hold), CONFIRM),
        button(speech.plain("confirm-button-no"), HoldTap(act="no", hold=hold), DANGER),
    ]


async def send(visit: Visit, member_id: UUID) -> None:
    """Sends the card anew, at the bottom of the chat."""
    visit.leave_screen()
    await show(visit, member_id)


async def show(visit: Visit, member_id: UUID) -> None:
    """Shows the card in the message that was tapped if that has a picture, else at the bottom of the chat."""
    card, standing, picture, own = await visit.db.read(_all, member_id, visit)

    async def draw() -> bytes:
        facts, office = await facts_of(visit, card), visit.house.pass_office
        return await asyncio.to_thread(portraits.card, facts, office, visit.speech.language, visit.now)

    caption = summary(visit.speech, standing, card.digits, _value(visit))
    shown = await pictured.show(visit, picture, draw, caption, keyboard(visit, card, standing, own))
    await _asked(visit, standing, shown.message_id)


async def _asked(visit: Visit, standing: Standing, message_id: int) -> None:
    """Remembers where the member can answer, so that the buttons go when it is over."""
    for hold, _ in standing.asked:
        await visit.db.write(asking.on_card, hold, chat_id=visit.chat_id, message_id=message_id)


async def home(_: object, visit: Visit) -> None:
    """Shows the card in the message that was tapped."""
    await show(visit, registered(visit))


async def schedule(_: object, visit: Visit) -> None:
    """Shows what becomes active and what expires when."""
    speech = visit.speech
    standing = await visit.db.read(standings.standing, registered(visit), visit.now)
    lines = [speech("schedule-title")]
    if standing.pending_until:
        lines += ["", speech("schedule-activates")]
        lines += [speech("schedule-line", date=speech.date(at), points=points) for at, points in standing.pending_until]
    if standing.schedule:
        lines += ["", speech("schedule-expires")]
        lines += [
            speech("schedule-line", date=speech.last_day(at), points=points) for at, points in standing.schedule[:12]
        ]
        if len(standing.schedule) > 12:
            lines.append("…")
    if len(lines) == 1:
        lines += ["", speech("schedule-nothing")]
    if standing.debt:
        lines += ["", speech("card-debt", points=standing.debt)]
    await visit.show("\n".join(lines), rows(back(speech, "home")))


async def send_pass(_: object, visit: Visit) -> None:
    """Sends the pass as a file, for phones whose browser will not take it."""
    member_id = registered(visit)
    await visit.answer()
    await visit.bot.send_chat_action(visit.chat_id, "upload_document")
    facts = await facts_of(visit, await visit.db.read(cards.card, member_id))
    content = await asyncio.to_thread(visit.house.pass_office.build, facts, visit.now)
    await visit.send_file(content, FILE_NAME, visit.speech("card-file"))


async def open_card(_: Message, visit: Visit) -> None:
    """Answers /card and the key "My card"."""
    await send(visit, registered(visit))


def router() -> Router:
    """Returns the handlers of the card."""
    router = Router(name="card")
    router.callback_query.register(home, Go.filter(F.to == "home"))
    router.callback_query.register(wallet, Go.filter(F.to == "wallet"))
    router.callback_query.register(own_phone, WalletTap.filter())
    router.callback_query.register(more, Go.filter(F.to == "more"))
    router.callback_query.register(schedule, Go.filter(F.to == "schedule"))
    router.callback_query.register(send_pass, Go.filter(F.to == "pass"))
    return router
