"""Updates that come three times, out of order, cut off or as nonsense: each acts once, and nobody waits for another."""

import asyncio
import random
from datetime import timedelta
from typing import Any
from unittest.mock import AsyncMock

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.application import connect
from bot.wire.polling import Poller, PollingError
from bot.wire.workers import DEATHS, Workers
from sandbox.phone import Phone
from services.database import Database, DatabaseUnavailable
from services.plumbing import updates
from storage.tables import inbox, purchase
from tests.faults.held import holding
from tests.shop import LiveShop, idle, open_shop, until
from tests.today import now

RAW = dict[str, Any]


async def _amounts(database: Database) -> list[int]:
    return sorted(await database.read(lambda c: c.execute(select(purchase.c.gross)).scalars().all()))


async def _choice(shop: LiveShop, cashier: Phone, customer: Phone, amount: str) -> tuple[Any, Any]:
    """Brings a cashier to the choice, and returns its button "earn"."""
    await cashier.say(await shop.digits(customer))
    await cashier.say(amount)
    message = await cashier.wait(lambda message: "Earns" in message.text)
    return cashier.button_at(message.id, 0, 0)


async def test_updates_given_three_times_and_shuffled_across_chats_act_once(shop: LiveShop) -> None:
    owner = await shop.owner()
    customers = [await shop.member(f"Anna{number}") for number in range(4)]
    cashiers = [await shop.cashier(owner, f"Karim{number}") for number in range(4)]
    choices = [
        await _choice(shop, cashier, customer, f"{number + 1}00")
        for number, (cashier, customer) in enumerate(zip(cashiers, customers, strict=True))
    ]
    with holding(shop.sandbox) as held:
        taps = [
            asyncio.create_task(cashier.press(stored, button))
            for cashier, (stored, button) in zip(cashiers, choices, strict=True)
        ]
        await asyncio.sleep(0)
        for customer in customers:
            await customer.say("hello")
    assert len(held) == 8
    thrice = held * 3
    random.Random(5).shuffle(thrice)
    for start in range(0, len(thrice), 3):
        await shop.application.receive(thrice[start : start + 3])
    await asyncio.gather(*taps)
    await idle(shop)
    await shop.application.receive(held)
    await idle(shop)
    assert await _amounts(shop.database) == [10_000, 20_000, 30_000, 40_000]
    for cashier in cashiers:
        assert sum("Recorded" in message.text for message in cashier.messages) == 1
    for customer in customers:
        assert sum("I keep your points" in message.text for message in customer.messages) == 1


async def test_an_update_that_comes_again_days_later_records_nothing_more(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    stored, button = await _choice(shop, karim, anna, "100")
    with holding(shop.sandbox) as held:
        tap = asyncio.create_task(karim.press(stored, button))
        await asyncio.sleep(0)
    await shop.application.receive(held)
    await tap
    # Within two days its number is known.
    shop.later(days=1)
    assert await shop.database.write(updates.put, [(held[0]["update_id"], 1, "{}")], shop.clock()) == 0
    # Later it is not; then the sale's own key holds.
    shop.later(days=6)
    old = shop.clock() - timedelta(days=2)
    assert await shop.database.write(updates.purge, old, old) > 0
    await shop.application.receive(held)
    await idle(shop)
    assert await _amounts(shop.database) == [10_000]
    assert await shop.points(anna) == 151


async def test_a_new_update_with_a_smaller_number_is_handled(shop: LiveShop) -> None:
    """After a quiet week Telegram begins anew from a random number."""
    await shop.owner()
    anna = await shop.member()
    with holding(shop.sandbox) as held:
        await anna.say("hello")
    await shop.application.receive([{**held[0], "update_id": 7}])
    await anna.wait("I keep your points")


@pytest.mark.parametrize("how", ["cut", "garbage", "refuse"])
async def test_an_answer_with_updates_that_breaks_off_is_asked_for_again(shop: LiveShop, how: Any) -> None:
    await shop.owner()
    anna = await shop.member()
    # The call takes effect, and only its answer is lost: what was not confirmed comes again.
    shop.sandbox.fail("getUpdates", times=2, how=how, done=True)
    await anna.say("hello")
    await anna.wait("I keep your points")
    await anna.settle()
    assert sum("I keep your points" in message.text for message in anna.messages) == 1


@pytest.mark.database("sqlite")  # what has no updates in it never gets as far as the database
@pytest.mark.parametrize(
    "bodies",
    [
        ["[]", '"no"', "null", "[" * 100_000],
        ['{"ok": true}', '{"ok": true, "result": {}}', f'{{"ok": true, "result": [{{"update_id": {10**30}}}]}}'],
        [f'{{"ok": false, "parameters": {odd}}}' for odd in ("null", "[]", '"no"', "7")],
        [
            f'{{"ok": false, "parameters": {{"retry_after": {odd}}}}}'
            for odd in ('"5"', "[]", "NaN", "-1", "7200", "1e999")
        ],
    ],
    ids=["no object", "no updates", "odd parameters", "odd pauses"],
)
async def test_an_answer_of_another_shape_does_not_stop_the_polling_and_is_a_line_in_the_log(
    shop: LiveShop, bodies: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.polling.LONGEST_BACKOFF", 0.05)
    await shop.owner()
    anna = await shop.member()
    answers = iter(bodies)
    with monkeypatch.context() as patched, capture_logs() as log:
        patched.setattr("sandbox.api.CutConnection", lambda: _as_json(next(answers)))
        shop.sandbox.fail("getUpdates", how="cut", times=len(bodies))
        await anna.say("hello")
        await anna.wait("I keep your points")
        await until(lambda: _used(shop))
        await anna.settle()
    assert [(line["event"], line["pause"]) for line in log] == [("polling_failed", 0.05)] * len(bodies)


async def test_an_outage_of_days_ends_neither_the_polling_nor_what_an_update_leaves_to_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("polling", "workers"):
        monkeypatch.setattr(f"bot.wire.{module}.log.warning", lambda *_, **__: None)
    monkeypatch.setattr("bot.wire.polling.LONGEST_BACKOFF", 0)
    monkeypatch.setattr("bot.wire.workers.LONGEST_PAUSE", 0)
    away = [PollingError("away")] * 2000
    monkeypatch.setattr(Poller, "_fetch", AsyncMock(side_effect=[*away, asyncio.CancelledError()]))
    with pytest.raises(asyncio.CancelledError):
        await Poller(connect("4242:" + "t" * 35), AsyncMock()).run()
    db = AsyncMock()
    db.write.side_effect = [*[DatabaseUnavailable("away")] * 2000, "written"]
    assert await Workers(db, now, AsyncMock(), lambda: None)._surely(updates.end) == "written"


def _as_json(body: str) -> Any:
    from starlette.responses import Response

    return Response(body, media_type="application/json")


NOBODYS: list[RAW] = [
    {},
    {"something_new": {"id": 1}},
    {"message": None},
    {"poll": {"id": "5"}},
    {"message": {"chat": {"id": "text"}}},
    {"callback_query": {"id": "1", "from": {"id": 3}}},
]


async def test_updates_without_a_known_field_trouble_nobody(database: Database) -> None:
    async with open_shop(database, crashes=2) as shop:
        await shop.owner()
        anna = await shop.member()
        await shop.application.receive([{"update_id": 100 + n, **body} for n, body in enumerate(NOBODYS)])
        await anna.say("hello")
        await anna.wait("I keep your points")
        await idle(shop)


async def test_a_handler_that_hangs_keeps_nobody_else_waiting(shop: LiveShop) -> None:
    await shop.owner()
    anna, boris = await shop.member(), await shop.member("Boris")
    shop.sandbox.fail("sendMessage", how="hang", seconds=8)
    await anna.say("hello")
    await until(lambda: _used(shop))
    await boris.say("hello")
    await boris.wait("I keep your points", timeout=7)
    assert not any("I keep your points" in message.text for message in anna.messages)
    await anna.wait("I keep your points")


async def _used(shop: LiveShop) -> bool:
    return not shop.sandbox.journal.faults


async def test_poison_is_parked_under_a_number_that_the_person_sees(database: Database) -> None:
    """An update that has taken the process down again and again is not tried for ever."""
    async with open_shop(database, crashes=1) as shop:
        await shop.owner()
        anna = await shop.member()
        await shop.application.workers.stop()
        with holding(shop.sandbox) as held:
            await anna.say("hello")
        await shop.application.receive(held)
        for _ in range(DEATHS):
            await database.write(updates.take, (), 16)
        restarted = type(shop.application)(shop.application.house, shop.application.api)
        working = asyncio.create_task(restarted.workers.run())
        sorry = await anna.wait("Something broke on our side")
        parked = await database.read(_parked)
        assert len(parked) == 1
        assert f"<code>{parked[0]}</code>" in sorry.html
        with holding(shop.sandbox) as later:
            await anna.say("hello again")
        await restarted.receive(later)
        await anna.wait("I keep your points")
        await restarted.workers.stop()
        await working


def _parked(connection: Any) -> list[str]:
    return list(connection.execute(select(inbox.c.error_id).where(inbox.c.state == "parked")).scalars())
