"""The member's rewards: tier, stamp cards as pictures, what the next discount needs, coupons with their codes."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from textwrap import shorten
from uuid import UUID

from aiogram import F, Router
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from sqlalchemy import Connection

from bot.callbacks import CouponTap, Go
from bot.customer import pictured
from bot.customer.card import facts_of, picture_of, registered
from bot.customer.pictured import Picture
from bot.keyboards import back, button, copy, link, rows
from bot.visit import CAPTION_LIMIT, Visit, running, visible_length
from bot.words.coupon_names import told_apart, worth
from bot.words.headlines import missing
from bot.words.rules import conditions_in_words, title
from bot.words.speech import Speech
from bot.words.values import Teller
from loyalty.mechanics import accumulating_discount, stamp_card, tiers
from loyalty.programme import Programme
from loyalty.progress import Progress
from services.design import pictures
from services.members.cards import Card
from services.members.cards import card as card_of
from services.passes import portraits
from services.prepaid import certificates
from services.programme import outlets
from services.rewards import coupons, progress
from services.rewards.coupons import Coupon
from services.rewards.progress import Counter, Rewards

_BAR, _MOST_CELLS = 10, 20
"""Cells of a bar; of one that counts stamps as many as the card has, while they fit a line."""
_MOST_COUPONS = 20
MOST_GOODS = 1000
"""Characters of the categories that a coupon is for."""


async def show(_: object, visit: Visit) -> None:
    """Shows everything that is no point: one line for each thing that counts, one button for each coupon."""
    card, picture, found, gifts = await visit.db.read(_all, visit, registered(visit))
    text, keyboard = _text(visit, found), _keyboard(visit.speech, found, gifts=gifts)
    if not any(portraits.draws(counter.progress.need) for counter in _stamp_cards(found)):
        await visit.show(text, keyboard)
        return

    async def draw() -> bytes:
        facts, office = await facts_of(visit, card), visit.house.pass_office
        return await asyncio.to_thread(portraits.rewards, facts, office, visit.speech.language, visit.now)

    await pictured.show(visit, picture, draw, text, keyboard)


def _all(connection: Connection, visit: Visit, member_id: UUID) -> tuple[Card, Picture, Rewards, bool]:
    card, found = card_of(connection, member_id), progress.of_member(connection, member_id, visit.now)
    gifts = bool(certificates.of_member(connection, member_id)) or running(visit).settings.certificates.sold
    return card, picture_of(connection, visit, member_id, card, "rewards"), found, gifts


async def cards(_: object, visit: Visit) -> None:
    """Sends the stamp cards as pictures, where there are more than the one above the rewards."""
    found = await visit.db.read(progress.of_member, registered(visit), visit.now)
    await visit.answer()
    look = await visit.db.read(pictures.design)
    photos = []
    for counter in _stamp_cards(found):
        step = counter.progress
        name = _title(visit.speech, visit.programme, step.step)
        picture = await asyncio.to_thread(pictures.stamp_card, look, name, step.have, step.need, step.at)
        if picture is not None:
            said = visit.speech("rewards-stamps", title=name, have=step.have, goal=step.need)
            photos.append(InputMediaPhoto(media=BufferedInputFile(picture, "stamps.png"), caption=said))
    if len(photos) == 1:
        await visit.bot.send_photo(visit.chat_id, photos[0].media, caption=photos[0].caption)
    elif photos:
        await visit.bot.send_media_group(visit.chat_id, [*photos[:10]])


async def show_coupon(_: object, visit: Visit, callback_data: CouponTap) -> None:
    """Sends a coupon with its code to be scanned or read out."""
    found = await visit.db.read(progress.coupon_of, registered(visit), callback_data.coupon, visit.now)
    await visit.answer()
    await send_coupon(visit, found)


async def open_link(visit: Visit, code: str) -> None:
    """Sends the coupon of a link; of a code that is not for this member nothing is said but that.

    Raises TooManyAttempts, CouponEnded, CouponUsed, CouponLimitReached.
    """
    found = await visit.db.write(coupons.look_up, visit.person, code, visit.now)
    if found is None:
        await visit.say(visit.speech("coupon-not-found"), rows(back(visit.speech, "home")))
        return
    await send_coupon(visit, found)


async def send_coupon(visit: Visit, found: Coupon) -> None:
    """Sends a coupon with its conditions and its code to be scanned or read out."""
    look, places = await visit.db.read(pictures.design), await visit.db.read(outlets.all_open)
    picture = await asyncio.to_thread(
        pictures.coupon_picture, look, visit.house.start_link(f"k_{found.code}"), found.code
    )
    text = coupon_text(Teller(visit.speech, running(visit), {str(place.id): place.name for place in places}), found)
    fits = visible_length(text) <= CAPTION_LIMIT
    if not fits:
        await visit.say(text)
    await visit.bot.send_photo(
        visit.chat_id,
        BufferedInputFile(picture, "coupon.png"),
        caption=text if fits else visit.speech("coupon-code", code=found.code),
        reply_markup=rows(
            copy(visit.speech.plain("card-button-copy", digits=found.code), found.code),
            await _saving(visit, found),
        ),
    )


async def _saving(visit: Visit, found: Coupon) -> InlineKeyboardButton | None:
    """Returns the button that saves a member's own coupon to Apple Wallet, None where there is no such pass."""
    if found.member_id is None or not visit.house.offer_apple:
        return None
    page_token = (await visit.db.read(card_of, found.member_id)).page_token
    address = f"{visit.house.public_url}/p/{page_token}/coupons/{found.code}.pkpass"
    return link(visit.speech.plain("card-button-apple"), address)


def coupon_text(teller: Teller, found: Coupon) -> str:
    """Returns what a coupon is worth, when and where it counts, until when, and its code."""
    speech, config, when = teller.speech, found.rule.config, found.rule.when
    gift = worth(speech, config)
    lines = [
        speech("coupon-title", title=speech.name(config.title) or gift),
        speech("coupon-worth", worth=gift[:1].upper() + gift[1:]),
    ]
    if config.categories:
        goods = shorten(speech.names(config.categories), MOST_GOODS, placeholder=" …")
        lines.append(speech("coupon-goods", categories=goods))
    if when.minimum:
        lines.append(speech("coupon-from", minimum=speech.money(when.minimum)))
    conditions = conditions_in_words(teller, replace(when, minimum=0))
    if conditions:
        lines.append(speech("coupon-when", conditions="; ".join(conditions)))
    if found.expires_at:
        lines.append(speech("coupon-until", date=speech.last_day(found.expires_at)))
    return "\n".join([*lines, "", speech("coupon-code", code=found.code)])


# --- words -----------------------------------------------------------------------------------------------------------


def _text(visit: Visit, found: Rewards) -> str:
    speech, programme = visit.speech, visit.programme
    if found.is_empty or programme is None:
        return speech("rewards-title") + "\n\n" + speech("rewards-none")
    lines = [speech("rewards-title")]
    for counter in found.counters:
        lines += ["", *_counter(speech, programme, counter, found.tier)]
    if found.coupons:
        lines += ["", speech("rewards-coupons", count=len(found.coupons))]
    return "\n".join(lines)


def _counter(speech: Speech, programme: Programme, counter: Counter, tier: str) -> Iterator[str]:
    progress = counter.progress
    match counter.rule.config:
        case tiers.Config():
            yield speech("rewards-tier", tier=speech.tier(tier))
            if progress.need:
                yield _bar(progress)
                left = missing(speech, progress.unit, progress.need - progress.have)
                yield speech("rewards-tier-next", missing=left, tier=speech.tier(progress.step))
            else:
                yield speech("rewards-tier-top")
        case stamp_card.Config():
            yield speech(
                "rewards-stamps", title=_title(speech, programme, progress.step), have=progress.have, goal=progress.need
            )
            yield _bar(progress)
        case accumulating_discount.Config() as config:
            reached = [step.percent for step in config.steps if not progress.need or step.percent < int(progress.step)]
            if reached:
                yield speech("rewards-discount", percent=speech.percent(reached[-1]))
            else:
                yield speech("rewards-discount-none")
            if progress.need:
                left = missing(speech, progress.unit, progress.need - progress.have)
                yield speech("rewards-discount-next", missing=left, percent=speech.percent(int(progress.step)))
        case _:
            name = title(speech, counter.rule.mechanic)
            yield speech("rewards-stamps", title=name, have=progress.have, goal=progress.need)


def _bar(progress: Progress) -> str:
    cells = progress.need if progress.need <= _MOST_CELLS else _BAR
    filled = max(0, min(cells, cells * progress.have // progress.need))
    return "▰" * filled + "▱" * (cells - filled)


def _title(speech: Speech, programme: Programme | None, rule_id: str) -> str:
    rules = programme.rules if programme else ()
    found = next((rule.config.title for rule in rules if rule.id == rule_id and rule.mechanic == "coupon"), "")
    return speech.name(found) or speech.plain("rewards-stamp-card")


def _keyboard(speech: Speech, found: Rewards, *, gifts: bool) -> InlineKeyboardMarkup:
    shown = found.coupons[:_MOST_COUPONS]
    coupons = [
        button(f"🎟 {name}", CouponTap(act="show", coupon=each.id))
        for each, name in zip(shown, told_apart(speech, shown), strict=True)
    ]
    pictured = button(speech.plain("rewards-button-cards"), Go(to="stamps")) if len(_stamp_cards(found)) > 1 else None
    gift = button(speech.plain("certificates-button"), Go(to="gift"))
    return rows(pictured, *coupons, gift if gifts else None, back(speech, "home"))


def _stamp_cards(found: Rewards) -> list[Counter]:
    return [counter for counter in found.counters if counter.rule.mechanic == "stamp_card"]


def router() -> Router:
    """Returns the handlers of the rewards."""
    router = Router(name="rewards")
    router.callback_query.register(show, Go.filter(F.to == "rewards"))
    router.callback_query.register(cards, Go.filter(F.to == "stamps"))
    router.callback_query.register(show_coupon, CouponTap.filter(F.act == "show"))
    return router
