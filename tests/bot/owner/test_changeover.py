"""The lev becomes the euro on the phones: the owner's three taps, and a return of what was bought before."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from services.programme import versions
from storage import programmes
from tests.bot.desk import rules, running, sold
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the books are proved in tests/services, on both


def _in_lev(connection: Connection, shop: LiveShop) -> None:
    now = versions.current(connection, shop.clock())
    made = replace(now, version=now.version + 1, currency="BGN", valid_from=shop.clock())
    programmes.add_version(connection, made.version, versions.body_of(made), shop.clock(), None, shop.clock())


async def test_a_shop_in_lev_changes_over_and_gives_lev_back_for_what_was_bought_in_lev(shop: LiveShop) -> None:
    olga = await rules(shop)
    karim, anna = await shop.cashier(olga), await shop.member()
    await shop.database.write(_in_lev, shop)
    await sold(shop, karim, anna)
    await karim.say(await shop.digits(anna))
    await karim.wait("Anna")
    await karim.say("400")
    await karim.wait("BGN 400".replace(" ", "\u00a0"))
    await olga.say("/business")
    await olga.tap("Team")
    await olga.tap("Name, currency, time")
    await olga.tap("Currency: BGN")
    asked = await olga.wait("1.95583")
    assert [label for label in asked.labels if len(label) == 3] == ["EUR"]
    await olga.say("USD")
    await olga.wait("cannot be changed any more")
    await olga.tap("EUR")
    await olga.wait("BGN → EUR")
    await olga.tap("From now on")
    await olga.wait("Done")
    assert (await running(shop)).currency == "EUR"

    assert "has just changed over to EUR" in await karim.tap("Earn 4")
    await karim.say("500")
    await karim.wait("Scan the card again")
    await karim.say("/sales")
    await karim.wait("Pick one")
    receipt = next(label for label in karim.last.labels if "BGN" in label)
    await karim.tap(receipt)
    opened = await karim.wait("Total ")
    assert "BGN 1,000" in opened.text.replace("\u00a0", " ")
    await karim.tap("Return a part")
    await karim.say("1001")
    assert "BGN" in (await karim.wait("At most")).text
    await karim.say("400")
    assert "BGN" in (await karim.wait("Hand back")).text
    await karim.tap("Hand back")
    assert "BGN" in (await karim.wait("Return recorded")).text
    assert "BGN" in (await anna.wait("A return on your card")).text
    await karim.say(await shop.digits(anna))
    await karim.say("10 лв.")
    await karim.wait("Type it in EUR")
    await sold(shop, karim, anna, 10)
