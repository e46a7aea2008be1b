"""A process that dies after any step of selling or spending a certificate: one is sold, paid with once, and shown."""

from typing import Any

import pytest
from sqlalchemy import func, select

from loyalty.programme import Certificates, Face
from services.till import certificates
from services.till.cheques import new_draft
from storage.tables import certificate_entry
from tests.faults.test_reruns import at_every_step, held
from tests.people import set_settings
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")


async def moved(shop: LiveShop, kind: str) -> int:
    query = select(func.count()).select_from(certificate_entry).where(certificate_entry.c.kind == kind)
    return await shop.database.read(lambda connection: connection.execute(query).scalar_one())


async def test_one_tap_sells_one_and_shows_its_code(shop: LiveShop) -> None:
    owner = await shop.owner()
    await shop.database.write(set_settings, shop.clock(), certificates=Certificates(values=(Face(100_000),)))
    karim, times = await shop.cashier(owner), []

    async def prepare() -> dict[str, Any]:
        await karim.say("/sales")
        await karim.tap("Sell a gift certificate")
        await karim.tap("₽1,000")
        asked = await karim.wait("Take ₽1,000")
        times.append(asked.id)
        return await held(shop, lambda: karim.press(*karim.button_at(asked.id, 0, 0)))

    async def answered() -> None:
        assert await moved(shop, "sold") == len(times)
        assert karim.messages[-1].photo, karim.screen()

    await at_every_step(shop, prepare, answered)


async def test_one_tap_pays_once_and_shows_what_is_left(shop: LiveShop) -> None:
    owner = await shop.owner()
    await shop.database.write(set_settings, shop.clock(), certificates=Certificates(values=(Face(100_000),)))
    karim, times = await shop.cashier(owner), []
    by = await shop.person(karim)

    async def prepare() -> dict[str, Any]:
        made = await shop.database.write(certificates.sell, by, 100_000, new_draft(), shop.clock())
        await karim.start("g_" + made.code)
        await karim.wait("To pay with it")
        await karim.say("300")
        asked = await karim.wait("the certificate pays ₽300")
        times.append(asked.id)
        return await held(shop, lambda: karim.press(*karim.button_at(asked.id, 0, 0)))

    async def answered() -> None:
        assert await moved(shop, "spent") == len(times)
        assert "Left on it: ₽700" in next(message.text for message in karim.messages if message.id == times[-1])

    await at_every_step(shop, prepare, answered)
