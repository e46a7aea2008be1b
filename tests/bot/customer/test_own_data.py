"""A member's own data: all of it in a file, and nothing of it anywhere after it was erased."""

import json

import pytest
from sqlalchemy import Connection, select

from services import team
from services.ledger import audit
from services.members import cards
from services.passes import pass_facts
from storage.tables import metadata, wallet_pass
from tests.shop import LiveShop, idle

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


def everything(connection: Connection) -> str:
    """Returns what stands in every table; the numbers of updates are kept for two days, with those of their chats."""
    tables = [table for table in metadata.sorted_tables if table.name != "inbox"]
    rows = [row for table in tables for row in connection.execute(select(table)).all()]
    return "\n".join(str(row._asdict()) for row in rows)


async def test_a_member_takes_everything_along_and_is_erased(shop: LiveShop) -> None:
    olga = await shop.owner()
    karim, anna = await shop.cashier(olga), await shop.member("Annabella")
    page = (await shop.database.read(cards.card, await shop.member_id(anna))).page_token
    assert await shop.database.read(pass_facts.facts, page_token=page, now=shop.clock())
    digits, member, phone_id = await shop.digits(anna), await shop.member_id(anna), anna.user.id
    await karim.say(digits)
    await karim.say("1000")
    await karim.tap("✅")
    await anna.wait("A purchase with your card")
    await anna.say("/settings")
    await anna.tap("My data")
    await anna.tap("Send me my data")
    sent = await anna.wait(lambda message: message.document)
    known = json.loads(sent.document)
    assert known["person"]["first_name"] == "Annabella"
    assert (known["card"]["digits"], known["points"]["active"]) == (digits, 160)
    assert [entry["kind"] for entry in known["operations"]] == ["purchase", "welcome"]
    await anna.tap("Erase me")
    await anna.wait("You would lose 160 points")
    await anna.tap("Yes, erase me")
    await anna.wait("If you ever want a card again")
    await idle(shop)
    left = await shop.database.read(everything)
    assert "Annabella" not in left
    assert digits not in left
    assert str(phone_id) not in left
    assert "picture:card:" not in left, "it has the name on it"
    serial = await shop.database.read(lambda connection: connection.execute(select(wallet_pass.c.serial)).scalar_one())
    assert await shop.database.read(pass_facts.facts, serial=serial, now=shop.clock()) is None
    assert str(member) in left, "the ledger still adds up"
    assert await shop.database.read(lambda connection: list(audit.differences(connection))) == []
    await karim.tap("Next")
    await karim.say(digits)
    await karim.wait("Nobody here has this code")
    await anna.start()
    await anna.wait("This is the loyalty card of")


async def test_who_works_here_is_not_erased(shop: LiveShop) -> None:
    olga = await shop.owner()
    anna = await shop.member()
    link = await shop.database.write(team.invite, await shop.person(olga), "cashier", None, shop.clock())
    await anna.start("i_" + link.token)
    await anna.wait("You are a cashier now")
    await anna.tap("Switch")
    await anna.say("/settings")
    await anna.tap("My data")
    await anna.tap("Erase me")
    assert "You work here" in await anna.tap("Yes, erase me")
