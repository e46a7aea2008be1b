"""Telegram answers 429, 500, garbage, nothing, half an answer: everybody is answered, `retry_after` is the law."""

import asyncio
from typing import Any

import pytest
from aiogram.methods import SendMessage

from bot.application import connect
from bot.wire.sender import Sender
from sandbox.journal import Call
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


async def test_during_a_pause_at_most_one_call_is_made_and_then_the_queue_drains(shop: LiveShop) -> None:
    await shop.owner()
    phones = [await shop.member(f"Anna{number}") for number in range(10)]
    shop.sandbox.fail("sendMessage", status=429, retry_after=3)
    for phone in phones:
        await phone.say("hello")
    for phone in phones:
        await phone.wait("I keep your points")
    refused = next(call for call in shop.sandbox.calls if call.status == 429)
    heard = refused.at + refused.seconds + 0.25  # a busy machine hears of it later than it was said
    pause = [call for call in shop.sandbox.calls if heard < call.at < refused.at + 3]
    assert len(_calls(pause)) <= 1, pause
    assert [_said(phone, "I keep your points") for phone in phones] == [1] * 10


def _calls(calls: list[Call]) -> list[Call]:
    return [call for call in calls if call.method != "getUpdates"]


async def test_a_long_pause_is_kept_by_every_kind_of_call(sandbox: Sandbox) -> None:
    """Not even a pause longer than anybody would wait is cut short."""
    anna, api = sandbox.phone("Anna"), connect(sandbox.token, sandbox.url)
    api.session.middleware(Sender(_nobody))
    await anna.start()
    sandbox.fail("getMe", status=429, retry_after=600)
    calls = [asyncio.create_task(api.get_me())]
    while not sandbox.calls:
        await asyncio.sleep(0.01)
    calls += [asyncio.create_task(api.send_message(anna.user.id, "Hello")), asyncio.create_task(api.get_my_commands())]
    await asyncio.sleep(0.5)
    assert [(call.method, call.status) for call in sandbox.calls] == [("getMe", 429)]
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
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
