"""A process that dies after any step of a handler: handled again, the update acts once and its answer is shown."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.application import Application, connect
from sandbox.phone import Phone
from services.members import consents
from storage.tables import hold, purchase, refund
from tests.faults.held import holding
from tests.shop import LiveShop, feed, idle

pytestmark = pytest.mark.database("sqlite")  # that each write is whole or not at all is proved in tests/services
MOST_STEPS = 60


class Died(BaseException):
    """The process is no more; nothing that runs on its way out reaches anybody."""


class Mortal:
    """Database and Bot API as a process sees them that dies after `steps` of its reads, writes and calls."""

    def __init__(self, shop: LiveShop, steps: int) -> None:
        self._database = shop.database
        self.left = steps

    async def _step(self, work: Callable[[], Awaitable[Any]]) -> Any:
        if not self.left:
            raise Died
        answer = await work()
        self.left -= 1
        if not self.left:
            raise Died
        return answer

    async def read(self, use_case: Any, *args: Any, **kwargs: Any) -> Any:
        return await self._step(lambda: self._database.read(use_case, *args, **kwargs))

    async def write(self, use_case: Any, *args: Any, **kwargs: Any) -> Any:
        return await self._step(lambda: self._database.write(use_case, *args, **kwargs))

    async def __call__(self, make_request: Any, bot: Any, method: Any) -> Any:
        return await self._step(lambda: make_request(bot, method))


async def dies(shop: LiveShop, update: dict[str, Any], steps: int) -> bool:
    """Handles an update in a process that dies after so many steps; False when it had ended before."""
    mortal, api = Mortal(shop, steps), connect(shop.sandbox.token, shop.sandbox.url)
    api.session.middleware(mortal)
    try:
        await feed(Application(replace(shop.application.house, db=mortal), api), update)
    except Died:
        return True
    finally:
        await api.session.close()
    return False


async def held(shop: LiveShop, act: Callable[[], Awaitable[Any]]) -> dict[str, Any]:
    """Returns the update that an act of somebody's makes, before the bot has seen it."""
    await idle(shop)
    with holding(shop.sandbox) as updates:
        acting = asyncio.create_task(act())  # type: ignore[arg-type]  # phones' acts are coroutines
        while not updates:
            await asyncio.sleep(0)
        acting.cancel()
        await asyncio.gather(acting, return_exceptions=True)
    return updates[0]


async def at_every_step(
    shop: LiveShop, prepare: Callable[[], Awaitable[dict[str, Any]]], answered: Callable[[], Awaitable[None]]
) -> None:
    """Prepares an update, lets it die after one step more each time, has it handled again and asks for the answer."""
    for steps in range(1, MOST_STEPS):
        update = await prepare()
        if not await dies(shop, update, steps):
            assert steps > 3
            return
        await feed(shop.application, update)
        await answered()
    raise AssertionError("it never ends")


async def _count(shop: LiveShop, table: Any) -> int:
    return await shop.database.read(lambda c: c.execute(select(func.count()).select_from(table)).scalar_one())


async def test_a_sale_shows_its_receipt(shop: LiveShop) -> None:
    owner = await shop.owner()
    karim, sold = await shop.cashier(owner), []

    async def prepare() -> dict[str, Any]:
        anna = await shop.member(f"Anna{len(sold)}")
        await karim.say(await shop.digits(anna))
        await karim.say("100")
        choice = await karim.wait("Earns")
        sold.append(choice.id)
        return await held(shop, lambda: karim.press(*karim.button_at(choice.id, 0, 0)))

    async def answered() -> None:
        assert "Recorded" in _message(karim, sold[-1])
        assert await _count(shop, purchase) == len(sold)

    await at_every_step(shop, prepare, answered)


def _message(phone: Phone, number: int) -> str:
    return next(message.text for message in phone.messages if message.id == number)


async def test_points_typed_by_the_cashier_are_held_once_and_the_wait_is_shown(shop: LiveShop) -> None:
    owner = await shop.owner()
    karim, times = await shop.cashier(owner), []

    async def prepare() -> dict[str, Any]:
        anna = await shop.member(f"Anna{len(times)}")
        await karim.say(await shop.digits(anna))
        await karim.say("1000")
        await karim.wait("Earns")
        await karim.tap("Another number")
        await karim.wait("How many points")
        times.append(1)
        return await held(shop, lambda: karim.say("7"))

    async def answered() -> None:
        assert f"Anna{len(times) - 1} is asked to confirm: 7 points" in karim.screen()
        assert await _count(shop, hold) == len(times)

    await at_every_step(shop, prepare, answered)


async def test_a_return_shows_what_came_back(shop: LiveShop) -> None:
    owner = await shop.owner()
    karim, times = await shop.cashier(owner), []

    async def prepare() -> dict[str, Any]:
        anna = await shop.member(f"Anna{len(times)}")
        await karim.say(await shop.digits(anna))
        await karim.say("100")
        await karim.wait("Earns")
        await karim.tap("✅ Earn")
        recorded = await karim.wait("Recorded")
        await karim.say("🧾 Receipts")
        await karim.tap(recorded.text.splitlines()[0].rsplit("· ", 1)[1])
        await karim.tap("Return")
        preview = await karim.wait("Off the card")
        times.append(preview.id)
        return await held(shop, lambda: karim.press(*karim.button_at(preview.id, 0, 0)))

    async def answered() -> None:
        assert "balance" in _message(karim, times[-1]).lower(), karim.screen()
        assert await _count(shop, refund) == len(times)

    await at_every_step(shop, prepare, answered)


async def test_a_registration_ends_with_the_card(shop: LiveShop) -> None:
    await shop.owner()
    phones: list[Phone] = []

    async def prepare() -> dict[str, Any]:
        anna = shop.sandbox.phone(f"Anna{len(phones)}")
        phones.append(anna)
        await anna.start()
        await anna.tap("Get my card")
        await anna.wait("phone")
        await anna.settle()
        return await held(shop, anna.share_contact)

    async def answered() -> None:
        assert any(message.photo for message in phones[-1].messages), phones[-1].screen()
        assert await shop.points(phones[-1]) == 150

    await at_every_step(shop, prepare, answered)


async def test_a_consent_is_what_was_tapped_and_not_its_opposite(shop: LiveShop) -> None:
    await shop.owner()
    phones: list[Phone] = []

    async def prepare() -> dict[str, Any]:
        anna = await shop.member(f"Anna{len(phones)}")
        phones.append(anna)
        await anna.tap("More")
        await anna.tap("Settings")
        await anna.settle()
        stored, button = anna._find_button("⬜")[0]
        return await held(shop, lambda: anna.press(stored, button))

    async def answered() -> None:
        person = await shop.person(phones[-1])
        assert (await shop.database.read(consents.consents, person.id))["advertising"]

    await at_every_step(shop, prepare, answered)


async def test_the_switch_leads_to_the_other_mode_and_not_back(shop: LiveShop) -> None:
    karim, before = await shop.cashier(await shop.owner()), []

    async def prepare() -> dict[str, Any]:
        await idle(shop)
        before.append((await shop.person(karim)).mode)
        return await held(shop, lambda: karim.say("🔁 Switch"))

    async def answered() -> None:
        assert {before[-1], (await shop.person(karim)).mode} == {"staff", "member"}

    await at_every_step(shop, prepare, answered)
