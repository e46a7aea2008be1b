"""Between Telegram and the handlers: nothing lost, nothing twice, one at a time, patience with trouble."""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import GetMe

from bot.application import Application, connect
from bot.wire.pace import ADVERT, NOTICE, REPLY, Pace
from bot.wire.polling import chat_of
from bot.wire.sender import AnswerUnreadable, Sender, delivering
from sandbox.server import Sandbox
from services import people
from services.database import Database
from services.plumbing import conversations, deliveries, updates
from services.till import sales
from services.till.cheques import Sale, new_draft
from tests.shop import LiveShop, drained, idle, open_shop, until

pytestmark = pytest.mark.database("sqlite")  # the database's own part is proved in tests/storage, on both


async def test_too_many_requests_are_waited_out_and_the_person_gets_the_answer(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    shop.sandbox.fail("sendMessage", status=429, retry_after=1)
    begun = time.monotonic()
    await anna.say("hello")
    await anna.wait("I keep your points")
    assert time.monotonic() - begun >= 1
    assert sum("I keep your points" in message.text for message in anna.messages) == 1


async def test_server_trouble_is_tried_again(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    shop.sandbox.fail("sendMessage", times=2, status=502)
    await anna.say("hello")
    await anna.wait("I keep your points")


async def test_polling_goes_on_after_trouble_of_every_kind(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    shop.sandbox.fail("getUpdates", times=2, status=500)
    await anna.say("hello")
    await anna.wait("I keep your points", timeout=20)


async def test_what_cannot_be_decoded_is_parked_and_everybody_else_is_served(database: Database) -> None:
    async with open_shop(database, crashes=1) as shop:
        await shop.owner()
        anna, boris = await shop.member(), await shop.member("Boris")
        broken = {"update_id": 1, "message": {"chat": {"id": anna.user.id, "type": "private"}, "date": "never"}}
        await shop.application.receive([broken])
        sorry = await anna.wait("Something broke on our side")
        assert sorry.html.count("<code>") == 1
        await boris.say("hello")
        await boris.wait("I keep your points")
        await anna.say("hello")
        await anna.wait("I keep your points")


async def test_a_crash_is_told_with_its_number_and_the_next_message_is_served(database: Database) -> None:
    async with open_shop(database, crashes=2) as shop:
        karim = await shop.cashier(await shop.owner(), language="ru")
        anna = await shop.member()
        await karim.say(await shop.digits(anna))
        await karim.say("1700")
        await karim.wait("17")
        await karim.settle()
        key = f"{karim.user.id}:{karim.user.id}"
        talk = replace(await shop.database.read(conversations.get, key), data={"sale": {"broken": True}})
        await shop.database.write(conversations.put, talk, shop.clock())
        await karim.tap("Начислить 17")
        await karim.wait("У нас что-то сломалось")
        await karim.say("500")
        await karim.wait("У нас что-то сломалось")
        await karim.say("/scan")
        await karim.wait("Пришлите фото")
        assert await shop.points(anna) == 150


async def test_a_handler_that_fails_half_way_leaves_the_conversation_where_it_was(database: Database) -> None:
    async with open_shop(database, crashes=1) as shop:
        karim = await shop.cashier(await shop.owner())
        anna, boris = await shop.member(), await shop.member("Boris")
        await karim.say(await shop.digits(anna))
        await karim.say("100")
        await karim.wait("Earns")
        await karim.settle()
        shop.sandbox.fail("sendMessage", status=400)
        await karim.say(await shop.digits(boris))
        await karim.wait("Something broke on our side")
        await karim.tap("✅ Earn")
        await karim.wait("Recorded")
        assert (await shop.points(anna), await shop.points(boris)) == (151, 150)


async def test_the_same_update_twice_acts_once(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    user = {"id": anna.user.id, "is_bot": False, "first_name": "Anna"}
    chat = {"id": anna.user.id, "type": "private", "first_name": "Anna"}
    update = {
        "update_id": 10**9,
        "message": {"message_id": 5, "date": 1, "chat": chat, "from": user, "text": "hello"},
    }
    await shop.application.receive([update, {**update, "update_id": 10**9 + 1}])
    await shop.application.receive([update])
    await anna.wait("I keep your points")
    await idle(shop)
    await anna.settle()
    assert sum("I keep your points" in message.text for message in anna.messages) == 2


async def test_what_waited_in_the_inbox_is_handled_after_a_restart(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    await shop.application.workers.stop()
    await anna.say("hello")
    await until(lambda: _waits(shop.database))
    api = connect(shop.sandbox.token, shop.sandbox.url)
    restarted = Application(shop.application.house, api)
    working = asyncio.create_task(restarted.workers.run())
    await anna.wait("I keep your points")
    await restarted.workers.stop()
    await working
    await api.session.close()


async def _waits(database: Database) -> bool:
    return not await _empty(database)


async def _empty(database: Database) -> bool:
    return (await database.read(updates.backlog)).waiting == 0


async def test_updates_of_one_chat_are_handled_in_order_one_at_a_time(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    for amount in ("100", "200", "300", "400", "500"):
        await karim.say(amount)
    await karim.wait("500")
    await karim.settle()
    totals = [m.text.splitlines()[0] for m in karim.messages if m.text.startswith("👤 Anna ·") and "card" not in m.text]
    assert [line.rsplit("₽", 1)[-1] for line in totals] == ["100", "200", "300", "400", "500"]


async def test_what_comes_together_from_one_chat_is_handled_without_a_pause(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.workers.IDLE_SECONDS", 600)
    async with open_shop(database) as shop:
        await shop.owner()
        anna = await shop.member()
        await until(lambda: _empty(database))
        await anna.settle()
        user = {"id": anna.user.id, "is_bot": False, "first_name": "Anna"}
        message = {"message_id": 5, "date": 1, "chat": {**user, "type": "private"}, "from": user, "text": "hello"}
        await shop.application.receive([{"update_id": 10**9 + number, "message": message} for number in range(3)])
        await until(lambda: _empty(database))


async def test_stopping_lets_the_running_handler_end(database: Database) -> None:
    async with open_shop(database) as shop:
        await shop.owner()
        anna = await shop.member()
        shop.sandbox.fail("sendMessage", status=429, retry_after=1)
        await anna.say("hello")
        await until(lambda: _busy(shop))
    assert await _empty(database)
    assert any("I keep your points" in message.text for message in anna.messages)


async def _busy(shop: LiveShop) -> bool:
    return bool(shop.sandbox.journal.faults == [])


async def test_replies_go_ahead_of_deliveries_adverts_go_last_and_the_rate_is_kept() -> None:
    pace, order = Pace(rate=50, burst=1), []

    async def go(name: str, urgency: int) -> None:
        await pace.turn(urgency)
        order.append(name)

    begun = time.monotonic()
    await asyncio.gather(
        *(go(f"advert {n}", ADVERT) for n in range(3)),
        *(go(f"delivery {n}", NOTICE) for n in range(10)),
        *(go(f"reply {n}", REPLY) for n in range(3)),
    )
    assert order[:3] == ["reply 0", "reply 1", "reply 2"]
    assert order[-3:] == ["advert 0", "advert 1", "advert 2"]
    assert time.monotonic() - begun >= 10 / 50


@pytest.mark.parametrize("time_runs", [True])  # the server says when each call came
async def test_deliveries_into_one_chat_keep_apart_and_replies_need_not() -> None:
    async with Sandbox() as sandbox:
        api, anna = connect(sandbox.token, sandbox.url), sandbox.phone("Anna")
        api.session.middleware(Sender(_nobody, Pace(rate=1000, chat_gap=0.3)))
        await anna.start()

        async def deliver(text: str) -> Any:
            with delivering():
                return await api.send_message(anna.user.id, text)

        await api.send_message(anna.user.id, "the first call of a kind builds its method, and holds others up")
        deliveries = [asyncio.create_task(deliver(f"notice {number}")) for number in range(3)]
        await asyncio.gather(*(api.send_message(anna.user.id, f"reply {number}") for number in range(3)))
        assert not all(task.done() for task in deliveries)
        await asyncio.gather(*deliveries)
        told = {call.arguments["text"]: call.at for call in sandbox.calls if call.method == "sendMessage"}
        assert told["notice 2"] - told["notice 0"] >= 0.5
        await api.session.close()


async def _nobody(chat_id: int) -> None:
    raise AssertionError(chat_id)


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (502, '{"ok": false, "error_code": 502}', TelegramServerError),
        (200, '{"status": "maintenance"}', TelegramServerError),
        (429, '{"ok": false, "error_code": 429, "description": "Too Many Requests"}', TelegramRetryAfter),
        (200, '{"ok": true, "result": {"id": "text"}}', AnswerUnreadable),
    ],
)
async def test_every_answer_that_means_trouble_is_told_as_such(
    status: int, answer: str, error: type[Exception]
) -> None:
    api = connect("4242:" + "t" * 35)
    with pytest.raises(error):
        api.session.check_response(api, GetMe(), status, answer)


async def test_a_file_that_cannot_be_fetched_is_trouble_unless_it_is_gone() -> None:
    async with Sandbox() as sandbox:
        api = connect(sandbox.token, sandbox.url)
        with pytest.raises(TelegramBadRequest):
            await api.download_file("nothing/here.jpg")
    with pytest.raises(TelegramNetworkError):
        await api.download_file("nothing/here.jpg")
    await api.session.close()


async def test_a_delivery_that_hangs_keeps_nobody_else_waiting(shop: LiveShop) -> None:
    karim = await shop.person(await shop.cashier(await shop.owner()))
    anna, boris = await shop.member(), await shop.member("Boris")
    shop.sandbox.fail("sendMessage", how="hang", seconds=60)
    for phone in (anna, boris):
        sale = Sale(new_draft(), await shop.member_id(phone), 10_000)
        await shop.database.write(sales.record, karim, sale, shop.clock())
        await until(lambda: _busy(shop))
    await boris.wait("Corner · ")
    assert not any("Corner · " in message.text for message in anna.messages)


async def test_a_delivery_without_an_answer_is_given_back_in_time(
    shop: LiveShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.outgoing.deliverer.Deliverer.lease", timedelta(seconds=0.75))
    karim = await shop.person(await shop.cashier(await shop.owner()))
    anna = await shop.member()
    shop.sandbox.fail("sendMessage", how="hang", seconds=60)
    sale = Sale(new_draft(), await shop.member_id(anna), 10_000)
    await shop.database.write(sales.record, karim, sale, shop.clock())
    await until(lambda: _planned(shop))
    shop.later(seconds=5)
    await anna.wait("Corner · ")


async def _planned(shop: LiveShop) -> bool:
    jobs = (await shop.database.read(deliveries.backlog, shop.clock())).get("telegram")
    return jobs is not None and jobs.planned == 1


async def test_thirty_deliveries_a_second_are_never_exceeded() -> None:
    """Telegram enforces its limit here: not one refusal may be needed to stay below it."""
    async with Sandbox(enforce_limits=True) as sandbox:
        api, gone = connect(sandbox.token, sandbox.url), []

        async def unreachable(chat_id: int) -> None:
            gone.append(chat_id)

        api.session.middleware(Sender(unreachable))
        phones = [sandbox.phone(f"P{n}") for n in range(40)]
        for phone in phones:
            await phone.start()
        phones[7].block()

        async def deliver(chat_id: int) -> Any:
            with delivering():
                return await api.send_message(chat_id, "Hello")

        answers = await asyncio.gather(*(deliver(phone.user.id) for phone in phones), return_exceptions=True)
        assert sum(isinstance(answer, Exception) for answer in answers) == 1
        assert gone == [phones[7].user.id]
        assert not [call for call in sandbox.calls if call.status == 429]
        with pytest.raises(TelegramBadRequest):
            await api.send_message(123, "nobody")
        await api.session.close()


def test_the_chat_of_an_update_is_found_wherever_it_stands() -> None:
    chat = {"id": 5, "type": "private"}
    assert chat_of({"update_id": 1, "message": {"chat": chat}}) == 5
    assert chat_of({"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": chat}}}) == 5
    assert chat_of({"update_id": 1, "pre_checkout_query": {"from": {"id": 7}}}) == -7
    assert chat_of({"update_id": 1, "poll": {}}) == 0
    assert chat_of({"update_id": 1, "message": "broken"}) == 0


async def test_receipts_that_waited_become_one_message(shop: LiveShop) -> None:
    owner = await shop.owner()
    anna, karim = await shop.member(), await shop.cashier(owner)
    shop.telling.stop()
    await drained(shop.telling)
    anna.look()
    member = await shop.database.read(people.by_telegram, anna.user.id)
    cashier = await shop.database.read(people.by_telegram, karim.user.id)
    assert member is not None
    assert cashier is not None
    assert member.member_id is not None
    sold = [
        await shop.database.write(sales.record, cashier, Sale(new_draft(), member.member_id, 10_000), shop.clock())
        for _ in range(3)
    ]
    before = len(anna.messages)
    assert await drained(shop.telling) == 3
    told = anna.messages[before:]
    assert len(told) == 1
    assert [number for number in (sale.number for sale in sold) if number in told[0].text] == [
        sale.number for sale in sold
    ]
    assert await shop.database.read(deliveries.backlog, shop.clock()) == {}
    assert told[0].labels == ["💳 My card", "🕘 History"]
