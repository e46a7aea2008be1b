"""A process that dies after any step of composing or sending a broadcast: one draft, one sending, the answer shown."""

from typing import Any

import pytest
from sqlalchemy import func, select

from services.campaigns import broadcasts
from storage.tables import broadcast
from tests.bot.owner.test_broadcast import drafted, fan, got
from tests.faults.test_reruns import at_every_step, held
from tests.shop import LiveShop, until

pytestmark = pytest.mark.database("sqlite")  # that each write is whole or not at all is proved in tests/services


async def _count(shop: LiveShop) -> int:
    return await shop.database.read(lambda c: c.execute(select(func.count()).select_from(broadcast)).scalar_one())


async def test_a_first_text_makes_one_draft_and_shows_it(shop: LiveShop) -> None:
    olga, times = await shop.owner(), []

    async def prepare() -> dict[str, Any]:
        await olga.say("/business")
        await olga.tap("Offers")
        await olga.tap("Broadcasts")
        await olga.tap("New broadcast")
        await olga.wait("What should they read")
        times.append(1)
        return await held(shop, lambda: olga.say(f"Cake {len(times)}!"))

    async def answered() -> None:
        drafts = [m for m in olga.messages if f"Cake {len(times)}!" in m.text and not m.mine]
        assert "Send now" in " ".join(drafts[-1].labels)
        assert await _count(shop) == len(times)

    await at_every_step(shop, prepare, answered)


async def test_yes_sends_it_once_and_shows_how_it_goes(shop: LiveShop) -> None:
    olga, anna, times = await shop.owner(), await fan(shop), []

    async def prepare() -> dict[str, Any]:
        times.append(1)
        await drafted(shop, olga, f"Cake {len(times)}!")
        await olga.tap("Send now")
        await olga.wait("now?")
        await olga.settle()
        stored, button = olga._find_button("Yes, send")[0]
        return await held(shop, lambda: olga.press(stored, button))

    async def answered() -> None:
        person = await shop.person(olga)

        async def over() -> bool:
            made, *_ = await shop.database.read(broadcasts.recent, person)
            return made.state == "done"

        await until(over)
        await olga.wait("Sent: 1")
        assert got(anna, f"Cake {len(times)}!") == 1

    await at_every_step(shop, prepare, answered)
