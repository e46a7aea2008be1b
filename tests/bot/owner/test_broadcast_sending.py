"""Broadcasts on their way: progress, pause, cancel, and what Telegram may answer."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import SendMessage
from aiohttp import ClientConnectorError
from aiohttp.client_reqrep import ConnectionKey
from sqlalchemy import Connection

from bot.outgoing.broadcaster import _outcome
from bot.wire.sender import AnswerUnreadable, ChatPaused, Pace
from sandbox.phone import Phone
from services.campaigns import broadcasts
from services.campaigns.broadcasts import Figures
from services.database import Database
from services.members import registration
from services.people import seen
from storage.campaigns.broadcasts import ROWS
from tests.bot.owner.test_broadcast import drafted, ended, fan, got, sent_to_all, told
from tests.shop import LiveShop, open_shop, until

pytestmark = pytest.mark.database("sqlite")  # the database's own part is proved in tests/services, on both


async def crowd(shop: LiveShop, size: int) -> list[Phone]:
    """Returns the phones of many members who want offers, made quickly."""
    phones = [shop.sandbox.phone(f"Fan {number}") for number in range(size)]
    for phone in phones:
        shop.sandbox.telegram.open_chat(shop.sandbox.bot, phone.user)
        person = await shop.database.write(seen, phone.user.id, phone.user.first_name, "", None, "en", shop.clock())
        await shop.database.write(
            registration.register, person.id, processing=True, advertising=True, phone=None, link=None, now=shop.clock()
        )
    return phones


async def test_it_counts_along_pauses_goes_on_and_is_cancelled(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.campaigns.COUNT_SECONDS", 0.3)
    # At a pace that leaves time to look, however quick the machine.
    async with open_shop(database, pace=Pace(rate=150, chat_gap=0)) as shop:
        olga = await shop.owner()
        fans = await crowd(shop, 300)
        await drafted(shop, olga)
        await sent_to_all(olga)
        moving = await olga.wait(lambda message: re.search(r"▰▱.* [1-9]\d? of 300", message.text.replace("\n", " ")))
        await olga.tap("Pause", times=2)
        await olga.wait("Paused")
        await olga.settle()
        _, paused = await told(shop, olga)
        assert 0 < paused.sent < 300
        assert sum(map(got, fans)) == paused.sent
        await olga.tap("Back")
        assert olga.last.id != moving.id, "what counts along stays where it is"
        await olga.tap("Cake today")
        await olga.tap("Go on", times=2)
        await olga.wait("On its way")
        await until(lambda: _more_than(shop, olga, paused.sent))
        await olga.tap("Pause")
        await olga.tap("Send to nobody else", times=2)
        cancelled = await olga.wait("Cancelled")
        await olga.settle()
        assert "Not sent:" in olga.last.text or "Not sent:" in cancelled.text
        _, figures = await told(shop, olga)
        assert 0 < figures.sent < 300
        assert max(map(got, fans)) == 1
        assert sum(map(got, fans)) == figures.sent


async def _more_than(shop: LiveShop, olga: Phone, sent: int) -> bool:
    return (await told(shop, olga))[1].sent > sent


async def test_every_outcome_is_counted_and_doubt_is_not_sent_again(shop: LiveShop) -> None:
    olga = await shop.owner()
    anna, boris, vera, gena = [await fan(shop, name) for name in ("Anna", "Boris", "Vera", "Gena")]
    await drafted(shop, olga)
    boris.block()
    await boris.settle()
    shop.sandbox.fail("sendMessage", status=502, done=True)  # it arrives, but nobody says so
    shop.sandbox.fail("sendMessage", status=400, description="Bad Request: chat not found")
    shop.sandbox.fail("sendMessage", status=403)
    await sent_to_all(olga)
    figures = await ended(shop, olga)
    assert (figures.total, figures.unknown, figures.refused, figures.blocked) == (3, 1, 1, 1)
    await olga.settle()
    assert sum(got(phone) for phone in (anna, vera, gena)) == 1
    assert got(boris) == 0
    result = await olga.wait("In doubt, not sent again: 1")
    assert "Refused by Telegram: 1" in result.text
    assert "Have blocked the bot: 1" in result.text


async def test_too_many_requests_hold_everything_and_nothing_is_lost(shop: LiveShop) -> None:
    olga = await shop.owner()
    fans = await crowd(shop, 20)
    await drafted(shop, olga)
    shop.sandbox.fail("sendMessage", times=2, status=429, retry_after=1)
    await sent_to_all(olga)
    assert (await ended(shop, olga)).sent == 20
    assert [got(phone) for phone in fans] == [1] * 20


async def test_after_doubt_one_is_tried_at_a_time_until_telegram_is_back(
    shop: LiveShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.campaigns.LONGEST_PAUSE", 0.1)
    olga = await shop.owner()
    await crowd(shop, 40)
    await drafted(shop, olga)
    shop.sandbox.fail("sendMessage", times=31, how="cut")
    await sent_to_all(olga)
    figures = await ended(shop, olga)
    assert (figures.unknown, figures.sent) == (31, 9), "two groups, and the one that was tried after them"


async def test_a_message_that_telegram_takes_for_nobody_is_held_after_two_groups(shop: LiveShop) -> None:
    olga = await shop.owner()
    await crowd(shop, 60)
    await drafted(shop, olga)
    shop.sandbox.fail("sendMessage", times=1000, status=400, description="Bad Request: wrong file identifier")
    await sent_to_all(olga)
    await olga.wait("Refused by Telegram: 30")
    assert (await told(shop, olga))[0] == "paused"
    shop.sandbox.journal.faults.clear()
    await olga.tap("Go on")
    assert (await ended(shop, olga)).sent == 30


def test_what_never_left_is_given_back() -> None:
    lost = TelegramNetworkError(SendMessage(chat_id=1, text="x"), "no connection")
    assert _outcome(lost) == "unknown"
    place = ConnectionKey("127.0.0.1", 1, False, True, None, None, None)
    lost.__cause__ = ClientConnectorError(place, OSError("refused"))
    assert _outcome(lost) == "waiting"


def test_one_chats_long_pause_costs_its_person_the_advert_and_holds_up_nobody_else() -> None:
    call = SendMessage(chat_id=1, text="x")
    assert _outcome(ChatPaused(call, "Too Many Requests", 7200)) == "refused"
    assert _outcome(TelegramRetryAfter(call, "Too Many Requests", 30)) == "waiting"
    assert _outcome(AnswerUnreadable(call, "another shape")) == "sent"


NOBODY = Figures(0, 0, 0, 0, 0, 0, 0, 0)
NIGHT = datetime(2026, 6, 1, 22, 52, tzinfo=UTC)
"""01:52 in Sofia; the quiet hours end at nine there, at six UTC."""


async def test_at_night_it_says_loudly_what_time_it_is_and_waits_for_the_morning(shop: LiveShop) -> None:
    olga = await shop.owner()
    anna = await fan(shop)
    shop.clock.now = NIGHT
    await drafted(shop, olga)
    await olga.tap("Send now")
    asked = await olga.wait("quiet hours")
    assert re.search(r"It is 0?1:52.* it goes out at 0?9:00", asked.text)
    await olga.tap("Yes, send at")
    waits = await olga.wait("Waiting until")
    assert "9:00" in waits.text
    assert "On its way" not in waits.text
    assert "▱" not in waits.text, "nobody is counted yet"
    await olga.tap("Back")
    await olga.wait(lambda message: any("⏳" in label and "Cake today" in label for label in message.labels))
    await olga.tap("Cake today")
    assert (await told(shop, olga), got(anna)) == (("sending", NOBODY), 0)
    shop.clock.now = NIGHT.replace(day=2, hour=6, minute=0)
    await anna.wait("Cake today")
    await olga.wait("Sent: 1")


async def test_what_is_planned_for_the_night_leaves_in_the_morning_and_says_so(shop: LiveShop) -> None:
    olga = await shop.owner()
    await fan(shop)
    await drafted(shop, olga)
    await olga.tap("Send later")
    await olga.say("today 23:30")
    asked = await olga.wait("You typed a time in the quiet hours")
    assert "9:00" in asked.text
    await olga.tap("Yes, plan it")
    await olga.wait("Planned for")
    (made,) = await shop.database.read(broadcasts.recent, await shop.person(olga))
    assert made.send_at == datetime(2026, 6, 2, 6, tzinfo=UTC)
    await shop.database.write(_planned_for, made.id, NIGHT)  # as before there were quiet hours
    await olga.tap("Back")
    await olga.tap("Cake today")
    assert "9:00" in (await olga.wait("Planned for")).text


def _planned_for(connection: Connection, broadcast_id: UUID, at: datetime) -> None:
    ROWS.change(connection, broadcast_id, send_at=at)


async def test_a_broadcast_is_made_in_six_taps_at_most(shop: LiveShop, monkeypatch: pytest.MonkeyPatch) -> None:
    olga, taps, tap = await shop.owner(), [], Phone.tap
    await fan(shop)

    async def counted(phone: Phone, label: str, *args: Any, **kwargs: Any) -> None:
        taps.append(label)
        await tap(phone, label, *args, **kwargs)

    monkeypatch.setattr(Phone, "tap", counted)
    await drafted(shop, olga)
    await sent_to_all(olga)
    assert (await ended(shop, olga)).sent == 1
    assert len(taps) <= 6, taps
