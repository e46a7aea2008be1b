"""Posters of join links and public coupon codes: a look at all sheets, then the files that are printed."""

import asyncio
import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from typing import Any

from aiogram import F, Router
from aiogram.types import BufferedInputFile
from sqlalchemy import Connection

from bot.callbacks import Print
from bot.keyboards import MAIN, button, rows
from bot.visit import Visit, running
from bot.words import promises
from bot.words.coupon_names import worth
from bot.words.speech import Speech
from locales import closest
from loyalty.errors import CouponEnded, PurchaseUnknown
from services.design import pictures, posters
from services.design.posters import SHEETS, Poster
from services.members import offered
from services.passes import portraits
from services.passes.pass_facts import PassFacts
from services.programme import outlets
from services.rewards import coupon_offers
from services.typed import file_name

JOIN, COUPON = "j_", "k_"
"""How what opens the bot begins, for a join link and for a coupon."""
_ALL = "all"
_HEADLINES, _MORE = 2, 2


@dataclass(frozen=True, slots=True)
class _Offer:
    """What a poster offers; `place` is printed, `hangs` names its files, `label` is what the owner calls it."""

    headline: tuple[str, ...]
    more: tuple[str, ...]
    place: str
    hangs: str
    label: str


async def show(visit: Visit, start: str) -> None:
    """Shows the sheets for what opens the bot by `start`, with a button for each."""
    offer = await visit.db.read(_offer, visit, start)
    await visit.answer()
    await visit.bot.send_chat_action(visit.chat_id, "upload_photo")
    poster = await _poster(visit, offer, start)
    look = await visit.db.read(pictures.design)
    drawn = await asyncio.to_thread(posters.preview, look, poster)
    speech = visit.speech
    a4, *small = (button(speech.plain(f"poster-button-{sheet}"), Print(sheet=sheet, start=start)) for sheet in SHEETS)
    every = button(speech.plain("poster-button-all"), Print(sheet=_ALL, start=start), MAIN)
    caption = speech("poster-preview", name=offer.label)
    await visit.show_picture(BufferedInputFile(drawn, "posters.jpg"), caption, rows([a4, small[0]], small[1:], every))


async def hung(visit: Visit, start: str) -> bytes:
    """Returns the poster of A4 for what opens the bot by `start` as PNG, as it hangs on a wall."""
    poster = await _poster(visit, await visit.db.read(_offer, visit, start), start)
    look = await visit.db.read(pictures.design)
    return await asyncio.to_thread(posters.picture, look, poster, "a4")


async def send(_: object, visit: Visit, callback_data: Print) -> None:
    """Sends one sheet, or all of them, as files that can be printed."""
    start, speech = callback_data.start, visit.speech
    offer = await visit.db.read(_offer, visit, start)
    await visit.answer()
    await visit.bot.send_chat_action(visit.chat_id, "upload_document")
    poster = await _poster(visit, offer, start)
    look = await visit.db.read(pictures.design)
    for sheet in SHEETS:
        if callback_data.sheet in {sheet, _ALL}:
            name = file_name(running(visit).name, offer.hangs, speech.plain(f"poster-file-{sheet}"))
            page = await asyncio.to_thread(posters.pdf, look, poster, sheet)
            await visit.send_file(page, f"{name}.pdf", speech(f"poster-sent-{sheet}"))


async def _poster(visit: Visit, offer: _Offer, start: str) -> Poster:
    speech, house = _customers_speech(visit), visit.house
    facts = await visit.db.read(_card, visit)
    marks = ["telegram", *(["apple"] if house.offer_apple else []), *(["google"] if house.offer_google else [])]
    return Poster(
        code=house.start_link(start),
        language=speech.language,
        place=offer.place,
        headline=offer.headline,
        more=offer.more,
        steps=tuple(speech.plain(f"poster-step-{step}") for step in ("scan", "take", "show")),
        marks=tuple(speech.plain(f"poster-mark-{mark}") for mark in marks),
        credit=tuple(speech.plain(f"poster-credit-{mark}") for mark in marks[1:]),
        card=await asyncio.to_thread(portraits.sample, facts, house.pass_office, visit.now),
    )


def _customers_speech(visit: Visit) -> Speech:
    programme = running(visit)
    return Speech.of(closest(programme.language), programme)


def _card(connection: Connection, visit: Visit) -> PassFacts:
    gift = offered.to_everybody(connection, None, visit.now).points
    return offered.card(connection, gift, _customers_speech(visit).language, visit.now)


def _offer(connection: Connection, visit: Visit, start: str) -> _Offer:
    """Returns what is offered by a link. Raises PurchaseUnknown, CouponEnded, NotAllowed."""
    kind, payload = start[: len(JOIN)], start[len(JOIN) :]
    return _coupon(connection, visit, payload) if kind == COUPON else _joining(connection, visit, payload)


def _joining(connection: Connection, visit: Visit, payload: str) -> _Offer:
    links = outlets.join_links(connection, visit.person)
    made = next((each for each in links if each.payload == payload), None)
    if made is None:
        raise PurchaseUnknown
    speech, gift = _customers_speech(visit), offered.to_everybody(connection, payload, visit.now)
    now = [speech.plain("poster-now-points", points=gift.points)] if gift.points else []
    configs = {rule.id: rule.config for rule in running(visit).rules}
    now += [speech.plain("poster-now-coupon", title=_with_worth(speech, configs[given])) for given in gift.coupons]
    place = made.outlet if made.outlet != running(visit).name else ""
    said = [*now, *map(_bare, promises.later(speech, running(visit), gift))] or [speech.plain("poster-headline")]
    return _Offer(
        headline=tuple(said[:_HEADLINES]),
        more=tuple(said[_HEADLINES : _HEADLINES + _MORE]),
        place=place,
        hangs=place or made.source,
        label=made.source,
    )


def _with_worth(speech: Speech, config: Any) -> str:
    """Returns the title of a coupon, with what comes off where it is so much of any purchase."""
    title = speech.name(config.title)
    return f"{title}, {worth(speech, config)}" if config.kind in {"percent", "amount"} else title


def _coupon(connection: Connection, visit: Visit, code: str) -> _Offer:
    offers = coupon_offers.offers(connection, visit.person, visit.now)
    made = next((coupon for offer in offers for coupon in offer.codes if coupon.code == code), None)
    if made is None:
        raise CouponEnded
    speech, config = _customers_speech(visit), made.rule.config
    gift = worth(speech, config)
    return _Offer(
        headline=(speech.name(config.title), gift) if config.title else (gift,),
        more=(speech.plain("poster-code", code=code),),
        place="",
        hangs=code,
        label=code,
    )


def _bare(line: str) -> str:
    """Returns a line of a message as it is printed: without marks of HTML and the picture before it."""
    words = unescape(re.sub(r"<[^>]+>", "", line)).split(" ")
    return " ".join(words[1:] if unicodedata.category(words[0][0]) == "So" else words)


def router() -> Router:
    """Returns the handler of the sheets."""
    router = Router(name="posters")
    router.callback_query.register(send, Print.filter(F.sheet.in_({*SHEETS, _ALL})))
    return router
