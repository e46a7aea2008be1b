"""A frozen card earns and spends nothing, whatever way it is tried; what it has can only end or be taken back."""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, select

from loyalty.errors import HoldClosed
from services.database import Database
from services.ledger import adjustments
from services.ledger.accounts import CardSuspended
from services.members import cards, freezing, merging, own_data
from services.passes import coupon_passes, pass_facts
from services.passes.office import PassOffice
from services.rewards import birthdays, coupon_offers
from services.till import holds, identifying, refunds, sales, spending
from services.till.cheques import Sale, new_draft
from storage.members import people as people_rows
from storage.members import profiles
from storage.passes import passes
from storage.tables import audit_log, job
from tests.people import open_shop, rule
from wallet.apple.credentials import development


def _noted(connection: Connection) -> Sequence[Any]:
    query = select(audit_log.c.action).where(audit_log.c.action.in_(("card_suspended", "card_resumed")))
    return connection.execute(query.order_by(audit_log.c.id)).scalars().all()


def _told(connection: Connection) -> Sequence[Any]:
    rows = connection.execute(select(job.c.payload).order_by(job.c.id)).scalars().all()
    return [row["notice"] for row in rows if "notice" in row]


async def test_a_frozen_card_earns_and_spends_nothing_until_it_is_thawed(database: Database, second: Database) -> None:
    shop = await open_shop(database)
    await shop.promise(rule("coupon", "ten"), rule("birthday", "day", points=50))
    anna = await shop.member("Anna")
    assert anna.member_id
    whose, write, now = anna.member_id, database.write, shop.now
    bought = await shop.sell(anna, 100_000)
    held = await write(holds.place, shop.cashier, Sale(new_draft(), whose, 60_000, 10), now)
    await write(people_rows.change, anna.id, language="en")
    await write(profiles.change, anna.id, birth_day=now.day, birth_month=now.month, birth_year=1990)

    for _ in range(2):
        await write(freezing.freeze, shop.owner, whose, now)

    assert await shop.balance(anna) == 160, "what was set aside is back"
    with pytest.raises(HoldClosed):
        await write(holds.confirm, anna, held.hold_id, now)
    assert (await second.read(identifying.customer, whose, now)).suspended
    refused = (
        (sales.quote, shop.cashier, Sale(new_draft(), whose, 60_000), now),
        (sales.record, shop.cashier, Sale(new_draft(), whose, 60_000), now),
        (holds.place, shop.cashier, Sale(new_draft(), whose, 60_000, 10), now),
        (spending.spend, shop.cashier, Sale(new_draft(), whose, 60_000, 10), None, now),
        (adjustments.adjust, shop.owner, new_draft(), whose, 10, "Sorry", now),
        (coupon_offers.give, shop.owner, new_draft(), whose, "ten", now),
        (birthdays.celebrate, whose, now),
    )
    for use_case, *arguments in refused:
        with pytest.raises(CardSuspended):
            await write(use_case, *arguments)
    assert whose not in await second.read(birthdays.celebrating, now, merging.UUID(int=0), 10)
    # What it has can be taken back, and the answer to a sale that was recorded stays the same.
    again = await write(sales.record, shop.cashier, Sale(bought.purchase_id, whose, 100_000), now)
    assert again.repeated
    await write(refunds.record, shop.cashier, bought.purchase_id, 100_000, "r1", now)
    assert await shop.balance(anna) == 150
    exported = await second.read(own_data.export, anna.id, now)
    assert exported["card"]["frozen"] is True

    for _ in range(2):
        await write(freezing.thaw, shop.owner, whose, now)

    await shop.sell(anna, 60_000)
    assert await shop.balance(anna) == 156
    assert await second.read(_noted) == ["card_suspended", "card_resumed"]
    told = await second.read(_told)
    assert [told.count(notice) for notice in ("card-suspended", "card-resumed", "cancelled", "freed")] == [1, 1, 1, 1]


async def test_a_frozen_card_joins_no_other_and_its_holder_may_still_be_erased(database: Database) -> None:
    shop = await open_shop(database)
    anna, boris = await shop.member("Anna"), await shop.member("Boris")
    assert anna.member_id
    assert boris.member_id
    page = (await database.read(cards.card, boris.member_id)).page_token
    await database.write(people_rows.change, boris.id, telegram_id=None)
    for frozen in (anna.member_id, boris.member_id):
        await database.write(freezing.freeze, shop.owner, frozen, shop.now)
        with pytest.raises(CardSuspended):
            await database.write(merging.join, anna.id, page, None, shop.now)
        await database.write(freezing.thaw, shop.owner, frozen, shop.now)
    await database.write(freezing.freeze, shop.owner, boris.member_id, shop.now)
    zoe = await shop.stranger("Zoe")
    with pytest.raises(CardSuspended):
        await database.write(merging.adopt, zoe.id, page, None, shop.now)
    await database.write(freezing.freeze, shop.owner, anna.member_id, shop.now)
    await database.write(own_data.erase, anna.id, shop.now)


async def test_a_frozen_card_says_so_on_its_passes_until_it_is_thawed(database: Database, second: Database) -> None:
    shop = await open_shop(database)
    await shop.promise(rule("coupon", "ten"))
    anna = await shop.member("Anna")
    assert anna.member_id
    office = PassOffice(development(shop.now), secret=b"s", public_url="https://shop.example", username="bean_bot")
    await database.write(coupon_offers.give, shop.owner, new_draft(), anna.member_id, "ten", shop.now)
    page = (await second.read(cards.card, anna.member_id)).page_token
    (coupon,) = await database.write(coupon_passes.save_all, page, shop.now)
    card = (await second.read(passes.card_of, anna.member_id)).serial
    for serial in (card, coupon):
        await database.write(passes.register, serial, "phone", "token", shop.now)

    async def shown(serial: str, kind: str) -> tuple[bool, list[str]]:
        of = pass_facts.facts if kind == "storeCard" else coupon_passes.facts
        facts = await second.read(of, serial=serial, now=shop.now)
        with zipfile.ZipFile(io.BytesIO(office.build(facts, shop.now))) as archive:
            content = json.loads(archive.read("pass.json"))
        said = [str(each["value"]) for fields in content[kind].values() for each in fields]
        return content.get("voided", False), said

    async def changes() -> dict[str, int]:
        return {row.serial: row.changed for row in await second.read(passes.held, "phone")}

    before = await shown(card, "storeCard"), await shown(coupon, "coupon")
    counts = [await changes()]
    await database.write(freezing.freeze, shop.owner, anna.member_id, shop.now)
    (_, on_card), (voided, on_coupon) = await shown(card, "storeCard"), await shown(coupon, "coupon")
    counts.append(await changes())
    await database.write(freezing.thaw, shop.owner, anna.member_id, shop.now)
    counts.append(await changes())

    assert "Frozen" in on_card
    code = next(each for each in before[1][1] if each.isalnum() and each.isupper() and not each.isdigit())
    assert any(code in each for each in before[0][1])
    assert not any(code in each for each in on_card), "no coupon that could pay"
    assert voided
    assert any(each.endswith("Frozen with the card") for each in on_coupon)
    assert (await shown(card, "storeCard"), await shown(coupon, "coupon")) == before
    for serial in (card, coupon):
        first, then, last = (each[serial] for each in counts)
        assert first < then < last, "the phone is told"
