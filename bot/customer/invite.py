"""Inviting a friend: the member's own link, its code, sending it from any chat, and how far the friends have come."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    SwitchInlineQueryChosenChat,
)
from sqlalchemy import Connection

from bot.callbacks import Go
from bot.customer import pictured
from bot.customer.card import facts_of, picture_of, registered
from bot.customer.pictured import Picture
from bot.house import House
from bot.keyboards import MAIN, back, copy, link, rows
from bot.middlewares import programme_or_none
from bot.visit import Visit
from bot.words.speech import Speech, speech_for
from loyalty.mechanics.referral import Config
from services import people
from services.members import cards
from services.members.cards import Card
from services.passes import portraits
from services.passes.portraits import Offer
from services.rewards import referral_links, referrals
from services.rewards.referral_links import Referral
from services.rewards.referrals import Funnel

FRIEND = "f_"
ARTICLE_SECONDS = 60
"""So long Telegram may offer the same invitation again without asking us."""


async def show(_: object, visit: Visit) -> None:
    """Shows what an invitation brings, the link, and what has come of it."""
    member_id, speech, config = registered(visit), visit.speech, referral_links.terms(visit.programme)
    if config is None or visit.person.role is not None:
        why = speech("invite-off" if config is None else "invite-refused-staff")
        await visit.show(why, rows(back(speech, "home")))
        return
    address = visit.house.start_link(FRIEND + await visit.db.write(referral_links.link, member_id))
    card, picture, seen = await visit.db.read(_all, visit, member_id)

    async def draw() -> bytes:
        facts = replace(await facts_of(visit, card), language=speech.language)
        offered = _offer(speech, config, address)
        return await asyncio.to_thread(portraits.offer, facts, visit.house.pass_office, offered, visit.now)

    await pictured.show(
        visit,
        picture,
        draw,
        "\n".join([speech("invite-title"), "", *promised(speech, config), "", address, "", *_funnel(speech, seen)]),
        rows(
            await _share(visit, address),
            copy(speech.plain("common-button-copy"), address),
            back(speech, "home"),
        ),
    )


def _all(connection: Connection, visit: Visit, member_id: UUID) -> tuple[Card, Picture, Funnel]:
    card = cards.card(connection, member_id)
    return card, picture_of(connection, visit, member_id, card, "invitation"), referrals.funnel(connection, member_id)


def _offer(speech: Speech, config: Config, address: str) -> Offer:
    """Returns what stands on the picture: both gifts, and the invitation's own code."""
    sides = (speech.plain("invite-picture-friend"), config.friend), (speech.plain("invite-picture-you"), config.inviter)
    gifts = [(whose, speech.plain("invite-picture-points", points=points)) for whose, points in sides if points]
    figure = gifts[0] if gifts else ("", speech.plain("invite-picture-title"))
    return Offer(figure, gifts[1:], address, speech.plain("invite-picture-scan"))


async def _share(visit: Visit, address: str) -> InlineKeyboardButton:
    """Returns the button that leads to a chat to invite somebody in; by a plain link where inline mode is off."""
    words = visit.speech.plain("invite-button-share")
    if (await visit.bot.me()).supports_inline_queries:
        chats = SwitchInlineQueryChosenChat(query="", allow_user_chats=True, allow_group_chats=True)
        return InlineKeyboardButton(text=words, switch_inline_query_chosen_chat=chats, style=MAIN)
    return link(words, f"https://t.me/share/url?url={address}")


def promised(speech: Speech, config: Config) -> list[str]:
    """Returns what both get, and for what."""
    lines = [speech("invite-friend-gets", points=config.friend)] if config.friend else []
    if config.inviter:
        lines.append(speech("invite-you-get", points=config.inviter))
    return [*lines, _when(speech, "invite-when", config.minimum)]


def _when(speech: Speech, words: str, minimum: int) -> str:
    return speech(words, minimum=speech.money(minimum)) if minimum else speech(f"{words}-any")


def _funnel(speech: Speech, seen: Funnel) -> list[str]:
    if not seen.opened and not seen.joined:
        return [speech("invite-nobody")]
    lines = [speech("invite-opened", count=seen.opened), speech("invite-joined", count=seen.joined)]
    if seen.waiting:
        lines.append(speech("invite-waiting", count=seen.waiting))
    if seen.review:
        lines.append(speech("invite-review", count=seen.review))
    if seen.paid:
        lines.append(speech("invite-paid", count=seen.paid))
    return [*lines, speech("invite-points", points=seen.points)]


# --- the friend -------------------------------------------------------------------------------------------------------


async def arrive(visit: Visit, payload: str) -> None:
    """Remembers by whose link somebody came; tells those for whom it does not count why not."""
    if visit.programme is None:
        return
    came = await visit.db.write(referral_links.arrive, visit.person.id, payload, visit.now)
    if came.reason and came.reason != "off":
        await visit.say(visit.speech(f"invite-refused-{came.reason}"))


def greeting(speech: Speech, referral: Referral) -> list[str]:
    """Returns who invites a newcomer, and what for."""
    return [speech("invite-by", name=referral.inviter or "—"), *gift(speech, referral)]


def gift(speech: Speech, referral: Referral) -> list[str]:
    """Returns what the friend gets after which purchase, or why nothing."""
    if referral.reason:
        return [speech(f"invite-refused-{referral.reason}")]
    if not referral.points:
        return []
    gets = speech("invite-gift", points=referral.points)
    return [f"{gets} {_when(speech, 'invite-gift-when', referral.minimum)}"]


# --- sending it from any chat -----------------------------------------------------------------------------------------


def _article(connection: Connection, house: House, telegram_id: int) -> InlineQueryResultArticle | None:
    """Returns the invitation of a member who types the bot's name in some chat; None for all who have none to send."""
    person, programme = people.by_telegram(connection, telegram_id), programme_or_none(connection, house.clock())
    config = referral_links.terms(programme)
    if person is None or person.member_id is None or person.role or programme is None or config is None:
        return None
    speech = speech_for(person, programme)
    referral = Referral(person.name, config.friend, config.minimum)
    text = "\n".join([speech("invite-message", shop=programme.name), *gift(speech, referral)])
    address = house.start_link(FRIEND + referral_links.link(connection, person.member_id))
    return InlineQueryResultArticle(
        id="invitation",
        title=speech.plain("invite-article", shop=programme.name),
        description=speech.plain("invite-article-what"),
        input_message_content=InputTextMessageContent(message_text=text, parse_mode="HTML"),
        reply_markup=rows(link(speech.plain("invite-button-join"), address)),
    )


async def offer(query: InlineQuery, house: House, bot: Bot) -> None:
    """Answers the bot's name typed in some chat: one invitation to send there."""
    article = await house.db.write(_article, house, query.from_user.id)
    with suppress(TelegramBadRequest):  # too old to be answered
        await bot.answer_inline_query(
            query.id, [article] if article else [], cache_time=ARTICLE_SECONDS, is_personal=True
        )


def router() -> Router:
    """Returns the handlers of invitations."""
    router = Router(name="invite")
    # "invite-code" stands on screens of former times.
    router.callback_query.register(show, Go.filter(F.to.in_({"invite", "invite-code"})))
    router.inline_query.register(offer)
    return router
