"""Telegram answers 429, 500, garbage, nothing, half an answer: everybody is answered, `retry_after` is the law."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import SendMessage

from bot.application import connect
from bot.wire.pace import LONGEST_PAUSE, REPLY, Pace
from bot.wire.sender import ChatPaused, Sender, Serving
from sandbox.server import Sandbox
from services.database import Database
from services.plumbing import deliveries
from services.till import sales
from services.till.cheques import Sale, new_draft
from tests.shop import LiveShop, brisk, drained, idle, open_shop, until

pytestmark = pytest.mark.database("sqlite")  # what a database adds to this is proved in test_database_trouble


def _said(phone: Any, words: str) -> int:
    return sum(words in message.text for message in phone.messages)


async def _drained(shop: LiveShop) -> bool:
    open_jobs = await shop.database.read(deliveries.backlog, shop.clock())
    return not any(jobs.due or jobs.planned for jobs in open_jobs.values())


async def test_during_a_pause_of_the_whole_bot_no_call_is_made_and_then_the_queue_drains(sandbox: Sandbox) -> None:
    # Three turns a second, so that a busy machine hears of the refusals before it is the next one's turn.
    async with _calling(sandbox, "Anna", "Boris", "Carol", "Dora", pace=Pace(rate=3)) as (api, *chats):
        sandbox.fail("sendMessage", times=2, status=429, retry_after=1)
        await asyncio.gather(*(api.send_message(chat, "Hello") for chat in chats))
    assert [call.status for call in sandbox.calls] == [429, 429, 200, 200, 200, 200]
    assert sandbox.calls[2].at - sandbox.calls[1].at >= 1
    assert {call.arguments["chat_id"] for call in sandbox.calls[2:]} == {str(chat) for chat in chats}


async def test_a_stranger_who_floods_a_group_stops_no_till(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    shop.sandbox.fail("*", times=1000, status=429, retry_after=59, chat_id=GROUP)
    await shop.application.receive([_in_a_group(number) for number in range(25)])
    await _sell(shop, karim, anna, "100")
    await idle(shop)
    assert _into(shop, GROUP) == 1
    shop.sandbox.journal.heal()
    shop.later(minutes=59)
    await shop.application.receive([_in_a_group(30)])
    await idle(shop)
    assert _into(shop, GROUP) == 1, "it is told once an hour"


GROUP = -100500


def _in_a_group(number: int) -> dict[str, Any]:
    user = {"id": 77, "is_bot": False, "first_name": "Zoe"}
    chat = {"id": GROUP, "type": "supergroup", "title": "Friends"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": user, "text": "/start"}
    return {"update_id": 10**9 + number, "message": message}


def _into(shop: LiveShop, chat_id: int) -> int:
    return sum(str(call.arguments.get("chat_id")) == str(chat_id) for call in shop.sandbox.calls)


async def test_one_chat_that_has_to_pause_for_long_holds_nobody_else(
    shop: LiveShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.sender.LONGEST_WAIT", 0.1)
    monkeypatch.setattr("bot.wire.workers.AT_ONCE", 1)
    await shop.owner()
    anna, boris = await shop.member(), await shop.member("Boris")
    await idle(shop)
    before = _into(shop, anna.user.id)
    shop.sandbox.fail("sendMessage", status=429, retry_after=2)
    await anna.say("hello")
    await until(lambda: _used(shop))
    await boris.say("hello")
    await boris.wait("I keep your points")
    assert _said(anna, "I keep your points") == 0
    await anna.wait("I keep your points")
    assert _into(shop, anna.user.id) == before + 2, "and it is left in peace"


async def test_a_pause_of_hours_is_kept_by_the_chat_that_met_it_and_by_no_other(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.pace.MOMENT", 0.0)
    async with _calling(sandbox, "Anna", "Boris", "Carol") as (api, anna, boris, carol):
        sandbox.fail("sendMessage", status=429, retry_after=7200, chat_id=anna)
        for _ in range(2):
            with pytest.raises(ChatPaused) as refused:
                await api.send_message(anna, "Hello")
            assert refused.value.retry_after == 7200
        sandbox.fail("answerCallbackQuery", status=429, retry_after=7200)
        # Which chat a tap was in is known to us, though the call does not say so.
        with Serving(carol).attempt(), pytest.raises(ChatPaused):
            await api.answer_callback_query("5")
        with pytest.raises(ChatPaused):
            await api.send_chat_action(carol, "typing")
        await api.send_message(boris, "Hello")
        await api.get_me()
        made = [(call.method, call.status) for call in sandbox.calls]
        assert made == [("sendMessage", 429), ("answerCallbackQuery", 429), ("sendMessage", 200), ("getMe", 200)]


@pytest.mark.parametrize("seconds", [59, 7200])
async def test_strangers_in_two_private_chats_stop_no_till(
    shop: LiveShop, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    monkeypatch.setattr("bot.wire.pace.LONGEST_GUESS", 0.1)
    karim = await shop.cashier(await shop.owner())
    anna, strangers = await shop.member(), [shop.sandbox.phone(name) for name in ("Yuri", "Zoe")]
    for stranger in strangers:
        await stranger.start()
        await stranger.settle()
    await idle(shop)
    before = [_into(shop, stranger.user.id) for stranger in strangers]
    for stranger in strangers:
        shop.sandbox.fail("*", times=1000, status=429, retry_after=seconds, chat_id=stranger.user.id)
        with pytest.raises(TelegramRetryAfter):
            await shop.application.api.send_message(stranger.user.id, "Hello")
    await _sell(shop, karim, anna, "100")
    assert [_into(shop, stranger.user.id) for stranger in strangers] == [calls + 1 for calls in before]


async def test_two_chats_refused_in_a_moment_hold_a_third_for_moments_until_its_call_is_taken(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.pace.LONGEST_GUESS", 0.3)
    async with _calling(sandbox, "Anna", "Boris", "Carol", "Dora") as (api, anna, boris, carol, dora):
        for chat, seconds in ((anna, 7200), (boris, 600), (carol, 300)):
            sandbox.fail("sendMessage", status=429, retry_after=seconds, chat_id=chat)
            with pytest.raises(TelegramRetryAfter) as refused:
                await api.send_message(chat, "Hello")
            assert refused.value.retry_after == seconds
        for _ in range(2):
            await api.send_message(dora, "Hello")
    at = [call.at for call in sandbox.calls]
    assert [call.status for call in sandbox.calls] == [429, 429, 429, 200, 200]
    assert at[2] - at[1] >= 0.3, "Carol's call is held"
    assert at[3] - at[2] >= 0.3, "and, refused as well, holds the next"
    assert at[4] - at[0] < 20


async def test_a_chat_that_was_written_to_too_much_is_refused_for_its_own_sake(sandbox: Sandbox) -> None:
    pace = Pace()
    async with _calling(sandbox, "Anna", "Boris", "Carol", pace=pace) as (api, anna, boris, carol):
        for chat in (anna, boris):
            await asyncio.gather(*(api.send_message(chat, f"Hello {number}") for number in range(6)))
            sandbox.fail("sendMessage", status=429, retry_after=59, chat_id=chat)
            with pytest.raises(ChatPaused):
                await api.send_message(chat, "Hello")
        assert min(pace.paused(anna), pace.paused(boris)) > LONGEST_PAUSE
        assert pace.paused(carol) == 0


async def test_replies_into_a_chat_that_was_refused_keep_apart_and_in_a_group_more(sandbox: Sandbox) -> None:
    pace, clock = Pace(rate=1000, chat_gap=0.05), asyncio.get_running_loop().time

    async def three_into(chat: int) -> float:
        begun = clock()
        for _ in range(3):
            await pace.apart(chat, REPLY)
        return clock() - begun

    assert await three_into(5) < 0.1
    for chat in (5, -5):
        pace.pause(chat, 0.001)
    assert await three_into(5) >= 0.1
    assert await three_into(-5) >= 0.3


async def test_a_pause_of_the_whole_bot_is_kept_by_every_kind_of_call_and_a_sale_is_soon_tried_again(
    sandbox: Sandbox,
) -> None:
    async with _calling(sandbox, "Anna") as (api, anna):
        sandbox.fail("getMe", status=429, retry_after=7200)
        calls = (api.get_me, partial(api.send_message, anna, "Hello"), api.get_my_commands)
        for call in calls:
            with pytest.raises(TelegramRetryAfter) as refused:
                await call()
            assert not isinstance(refused.value, ChatPaused)
            assert 10 < refused.value.retry_after <= LONGEST_PAUSE
        assert [(call.method, call.status) for call in sandbox.calls] == [("getMe", 429)]


@asynccontextmanager
async def _calling(sandbox: Sandbox, *names: str, pace: Pace | None = None) -> AsyncIterator[tuple[Any, ...]]:
    """A client of the Bot API that keeps Telegram's pace, and the chats of people who have pressed Start."""
    phones = [sandbox.phone(name) for name in names]
    for phone in phones:
        await phone.start()
    api = connect(sandbox.token, sandbox.url)
    api.session.middleware(Sender(_nobody, pace))
    yield api, *(phone.user.id for phone in phones)
    await api.session.close()


async def _nobody(chat_id: int) -> None:
    raise AssertionError(chat_id)


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500, "times": 3},
        {"status": 502, "times": 3},
        {"how": "garbage", "times": 3},
        {"how": "cut"},
        {"how": "cut", "done": True},
        {"how": "hang", "seconds": 0.5},
    ],
    ids=lambda fault: "-".join(str(value) for value in fault.values()),
)
async def test_trouble_with_an_answer_ends_in_the_answer(shop: LiveShop, fault: dict[str, Any]) -> None:
    await shop.owner()
    anna = await shop.member()
    shop.sandbox.fail("sendMessage", **fault)
    await anna.say("hello")
    await until(lambda: _used(shop))
    await until(lambda: _has(anna, "I keep your points"))
    await idle(shop)
    await anna.settle()
    assert _said(anna, "I keep your points") <= 1 + bool(fault.get("done")), anna.screen()
    assert _said(anna, "😔") == 0


async def _used(shop: LiveShop) -> bool:
    return not shop.sandbox.journal.faults


async def _has(phone: Any, words: str) -> bool:
    return _said(phone, words) > 0


@pytest.mark.parametrize("shop", [brisk()], indirect=True, ids=["briskly"])
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500, "times": 7},
        {"how": "garbage", "times": 7},
        {"how": "cut", "times": 3},
        {"status": 429, "retry_after": 1, "times": 2},
        {"status": 401, "times": 3},
    ],
    ids=lambda fault: "-".join(str(value) for value in fault.values()),
)
async def test_a_receipt_waits_out_trouble_and_comes_once(shop: LiveShop, fault: dict[str, Any]) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say("100")
    await karim.wait("Earns")
    # The cashier's screen is an edited message, so that the next message sent is the member's receipt.
    shop.sandbox.fail("sendMessage", **fault)
    await karim.tap("Earn 1")
    for _ in range(600):
        if _said(anna, "100") and await _drained(shop):
            break
        await asyncio.sleep(0.05)
        shop.later(seconds=2)  # the pauses between tries grow to minutes
    assert await _used(shop)
    receipts = [message for message in anna.messages if "Corner · " in message.text]
    assert len(receipts) == 1, anna.screen()


async def test_a_day_without_telegram_loses_no_receipt(database: Database) -> None:
    async with open_shop(database) as shop:
        karim = await shop.cashier(await shop.owner())
        anna = await shop.member()
        await idle(shop)
        shop.sandbox.fail("sendMessage", times=60, status=401)
        person = await shop.person(karim)
        sale = Sale(new_draft(), await shop.member_id(anna), 10_000)
        await shop.database.write(sales.record, person, sale, shop.clock())
        for _ in range(60):
            shop.later(minutes=6)
            await drained(shop.telling)
        await until(lambda: _used(shop))
        shop.later(minutes=6)
        await until(lambda: _has(anna, "Corner · "))


async def test_who_has_blocked_the_bot_is_never_written_to_until_they_come_back(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()

    async def reachable() -> bool:
        return (await shop.person(anna)).reachable

    async def unreachable() -> bool:
        return not await reachable()

    # Blocked behind our back: Telegram's refusal is the first we hear of it.
    anna.chat.blocked = True  # type: ignore[union-attr]  # she has a chat: she registered
    await _sell(shop, karim, anna, "100")
    await until(unreachable)
    asked = len(shop.sandbox.calls)
    for amount in ("200", "300"):
        await _sell(shop, karim, anna, amount)
    await until(lambda: _drained(shop))
    assert not [c for c in shop.sandbox.calls[asked:] if str(c.arguments.get("chat_id")) == str(anna.user.id)]

    # my_chat_member says that they are back.
    anna.unblock()
    await until(reachable)
    await _sell(shop, karim, anna, "400")
    await until(lambda: _has(anna, "₽400"))

    # And so does any message of theirs.
    anna.block()
    await until(unreachable)
    await anna.start()
    await until(reachable)
    await _sell(shop, karim, anna, "500")
    await until(lambda: _has(anna, "₽500"))


async def _sell(shop: LiveShop, karim: Any, anna: Any, amount: str) -> None:
    await karim.say(await shop.digits(anna))
    await karim.wait("Type the amount")
    await karim.say(amount)
    await karim.wait("Earns")
    await karim.tap("✅ Earn")
    await karim.wait("Recorded")


async def test_a_chat_that_has_moved_is_followed(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    shop.sandbox.fail("sendMessage", status=400, migrate_to_chat_id=anna.user.id)
    sent = await shop.application.api(SendMessage(chat_id=-5, text="Where are you?"))
    assert sent.chat.id == anna.user.id
    assert [call.arguments["chat_id"] for call in shop.sandbox.calls[-2:]] == ["-5", str(anna.user.id)]


async def test_a_tap_that_waited_too_long_gets_its_refusal_as_a_message(
    shop: LiveShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say("100")
    await karim.wait("Earns")
    await karim.settle()
    shop.sandbox.fail("editMessageReplyMarkup", status=400)  # the older screen keeps its buttons
    await karim.say("200")
    stale = (await karim.wait("₽200")).id - 2
    stored, button = karim.button_at(stale, 0, 0)
    monkeypatch.setattr("sandbox.telegram.world.QUERY_LIFETIME", -1.0)
    tap = asyncio.create_task(karim.press(stored, button))
    await karim.wait("This button is out of date")
    tap.cancel()
    await asyncio.gather(tap, return_exceptions=True)
