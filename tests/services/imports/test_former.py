"""Former customers: imported once each, won back once each, joined once, on both databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, select, update

from app import work
from jobs.texting import GROUP
from loyalty.errors import CodeUnknown
from services.campaigns import winback, winback_sending
from services.campaigns.texting import Outcome
from services.imports import columns, files, running, uploads
from services.ledger import audit
from services.members import cards, consents, customers, merging, own_data, registration, standings
from services.members.merging import CardNotYours, CardTaken
from services.passes import pass_facts, phones
from services.people import Person
from services.rewards import birthdays, coupon_offers
from services.till import refunds, sales
from services.till.cheques import Sale, new_draft
from storage import imports as import_rows
from storage.database import Database
from storage.members import members as member_rows
from storage.members import people, profiles
from storage.passes import passes as pass_rows
from storage.tables import lot, wallet_pass
from storage.till import codes
from tests.people import Shop, open_shop
from tests.shop import drained

ROWS = ("Nika;0888000001;40;1001", "Oleg;0888000002;30;", "Oleg;+359888000002;5;", "Anna;0888000009;7;", "Bad;12;;")


async def bring_in(shop: Shop, *rows: str, points: str = "leave", country: str = "BG") -> UUID:
    """Imports former customers who all agreed to offers, and returns the import."""
    table = files.read("\n".join(("name;phone;points;card", *rows)).encode(), "list.csv")
    plan = replace(columns.guess(table, country), consent="all", points=points)
    made = await shop.database.write(uploads.upload, shop.owner, uploads.new_id(), "list.csv", table, plan, shop.now)
    await shop.database.write(uploads.start, shop.owner, made.id, None, shop.now)
    await run(shop, made.id)
    return made.id


async def run(shop: Shop, import_id: UUID) -> None:
    while (await shop.database.write(running.work, import_id, shop.now)).more:
        pass


async def member_of(shop: Shop, phone: str) -> UUID:
    def find(connection: Connection) -> UUID:
        row = people.by_phone(connection, phone)
        assert row is not None
        assert row.member_id is not None
        return UUID(str(row.member_id))

    return await shop.database.read(find)


async def card_of(shop: Shop, phone: str) -> cards.Card:
    return await shop.database.read(cards.card, await member_of(shop, phone))


async def serial_of(shop: Shop, member_id: UUID) -> str:
    query = select(wallet_pass.c.serial).where(wallet_pass.c.member_id == member_id, wallet_pass.c.kind == "card")
    return str(await shop.database.read(lambda connection: connection.execute(query).scalar_one()))


def _versions(connection: Connection) -> dict[UUID, int]:
    """Returns how often each card has changed."""
    query = select(wallet_pass.c.member_id, wallet_pass.c.version).where(wallet_pass.c.kind == "card")
    return {row.member_id: row.version for row in connection.execute(query)}


async def points(shop: Shop, member_id: UUID) -> int:
    return (await shop.database.read(standings.standing, member_id, shop.now)).active


async def clean(shop: Shop) -> None:
    assert await shop.database.read(lambda connection: list(audit.differences(connection, 20))) == []


async def test_a_list_comes_in_once_and_goes_back_without_those_who_came(database: Database) -> None:
    shop = await open_shop(database)
    anna = await shop.member("Anna", "+359888000009")
    import_id = await bring_in(shop, *ROWS, points="add")
    await database.write(uploads.start, shop.owner, import_id, None, shop.now)
    await run(shop, import_id)
    _, told = await database.read(uploads.one, shop.owner, import_id)
    assert (told.added, told.known, told.twice, told.bad, told.waiting) == (2, 2, 1, 1, 0)
    nika, oleg = await member_of(shop, "+359888000001"), await member_of(shop, "+359888000002")
    assert [await points(shop, each) for each in (nika, oleg)] == [40, 35]
    assert await shop.balance(anna) == 157
    said = await database.read(consents.consents, (await shop.database.read(member_rows.holder, nika)).id)
    assert said == {"processing": True, "advertising": True}
    found = await shop.member("Oleg", "359888000002")
    assert found.member_id == oleg
    await clean(shop)
    code = (await card_of(shop, "+359888000001")).code
    await database.write(uploads.undo, shop.owner, import_id, None, shop.now)
    await run(shop, import_id)
    _, told = await database.read(uploads.one, shop.owner, import_id)
    assert (told.undone, told.kept) == (2, 2), "Oleg has come since, in both his rows"
    assert (await points(shop, oleg), await shop.balance(anna)) == (35, 150)
    assert await database.read(people.by_phone, "+359888000001") is None
    assert await database.read(lambda connection: member_rows.by_code(connection, code=code)) is None
    with pytest.raises(CodeUnknown):
        await database.read(merging.look, anna.id, "made-up", shop.now)
    await clean(shop)


async def _send(shop: Shop, *outcomes: Outcome, points: int = 100) -> tuple[UUID, list[tuple[str, str]]]:
    """Sends a message to everybody from a list; the gateway answers `outcomes`, then that all is sent."""
    made = await shop.database.write(
        winback.compose, shop.owner, winback.new_id(), "{name}, come back: {link}", shop.now
    )
    await shop.database.write(winback.promise, shop.owner, made.id, points=points)
    await shop.database.write(winback.start, shop.owner, made.id, shop.now)
    sent: list[tuple[str, str]] = []
    answers = list(outcomes)

    async def gateway(phone: str, text: str) -> Outcome:
        sent.append((phone, text))
        return answers.pop(0) if answers else "sent"

    loop = work.winning_back(shop.database, lambda: shop.now, gateway, "https://loyalty.example")
    for _ in range(3):
        await drained(loop)
    return made.id, sent


async def test_twenty_phones_at_once_are_paid_one_bonus(database: Database) -> None:
    shop = await open_shop(database)
    await bring_in(shop, "Nika;0888000001;40;", "Oleg;0888000002;0;")
    made, sent = await _send(shop)
    assert sorted(phone for phone, _ in sent) == ["+359888000001", "+359888000002"]
    nika, oleg = await member_of(shop, "+359888000001"), await member_of(shop, "+359888000002")
    serial = await serial_of(shop, nika)
    await asyncio.gather(
        *(database.write(phones.register, serial, f"phone-{number}", "aa", shop.now) for number in range(20))
    )
    assert await points(shop, nika) == 140
    bonus = select(lot.c.amount, lot.c.expires_at).where(lot.c.member_id == nika, lot.c.amount == 100)
    ((_, expires),) = await database.read(lambda connection: connection.execute(bonus).all())
    assert shop.now + timedelta(days=29) < expires < shop.now + timedelta(days=32)
    shop.later(days=32)
    await database.write(phones.register, await serial_of(shop, oleg), "late", "aa", shop.now)
    assert await points(shop, oleg) == 0, "the offer was over"
    _, told = await database.read(winback.one, shop.owner, made)
    assert (told.sent, told.installed, told.paid) == (2, 2, 1)
    await clean(shop)


async def test_a_message_leaves_at_most_once_whatever_becomes_of_it(database: Database) -> None:
    shop = await open_shop(database)
    await bring_in(shop, *(f"N{number};08880000{number};;" for number in range(10, 16)))
    made, sent = await _send(shop, "sent", "unknown", "refused")
    assert len(sent) == len({phone for phone, _ in sent}) == 6
    _, told = await database.read(winback.one, shop.owner, made)
    assert (told.sent, told.unknown, told.refused, told.waiting) == (4, 1, 1, 0)

    second = await database.write(winback.compose, shop.owner, winback.new_id(), "Again: {link}", shop.now)
    await database.write(winback.start, shop.owner, second.id, shop.now)
    out = await database.read(people.by_phone, "+359888000010")
    await database.write(consents.consent, out.id, "advertising", False, shop.now)
    killed = await database.write(winback_sending.claim, second.id, GROUP, shop.now)
    assert (killed.taken, len(killed.messages)) == (GROUP, GROUP - 1), "one has just withdrawn"
    quiet = shop.now.replace(hour=19)  # ten at night in Sofia
    again: list[str] = []

    async def gateway(phone: str, text: str) -> Outcome:
        again.append(phone)
        return "sent"

    assert not await drained(work.winning_back(database, lambda: quiet, gateway, "https://loyalty.example"))
    loop = work.winning_back(database, lambda: shop.now, gateway, "https://loyalty.example")
    for _ in range(3):
        await drained(loop)
    assert len(again) == 1, "what the dead process had claimed stays in doubt"
    _, told = await database.read(winback.one, shop.owner, second.id)
    assert (told.sent, told.unknown, told.skipped) == (1, GROUP - 1, 1)


async def test_who_registers_gets_the_card_that_there_is_by_their_number_or_by_its_page(database: Database) -> None:
    shop = await open_shop(database)
    await bring_in(shop, "Nika;0888000001;40;", "Oleg;0888000002;30;", "Pia;0888000003;20;", "Rosa;0888000004;10;")
    ids = {n: await member_of(shop, f"+35988800000{n}") for n in range(1, 5)}
    pages = {n: (await card_of(shop, f"+35988800000{n}")).page_token for n in range(1, 5)}
    versions = await database.read(_versions)

    async def register(phone: str | None, page: int | None) -> tuple[registration.Welcome, Person]:
        person = await shop.stranger("Nadia")
        card = None if page is None else pages[page]
        answer = await database.write(
            registration.register,
            person.id,
            processing=True,
            advertising=False,
            phone=phone,
            link=None,
            card=card,
            now=shop.now,
        )
        return answer, await shop.again(person)

    came, nika = await register("359888000001", None)
    assert came == registration.Welcome(ids[1], 40, new=False, found=True)
    assert nika.member_id == ids[1]
    came, oleg = await register("359888000002", 2)  # the page is that of the number's own card
    assert came == registration.Welcome(ids[2], 30, new=False, found=True)
    assert oleg.member_id == ids[2]
    for phone in (None, "359888000009"):
        with pytest.raises(CardNotYours):
            await register(phone, 3)
    with pytest.raises(CardTaken):
        await register(None, 1)
    came, again = await register("359888000001", 1)  # another account of the same person, and the page is theirs too
    assert came == registration.Welcome(ids[1], 0, new=False, moved=True)
    assert (again.member_id, (await shop.again(nika)).member_id) == (ids[1], None)
    came, rosa = await register("359888000004", 2)  # somebody else's page changes nothing
    assert came == registration.Welcome(ids[4], 10, new=False, found=True)
    assert (rosa.member_id, await points(shop, ids[2])) == (ids[4], 30)
    after = await database.read(_versions)
    assert all(after[ids[n]] > versions[ids[n]] for n in (1, 2, 4)), "another person's name stands on it"
    assert after[ids[3]] == versions[ids[3]]
    await clean(shop)


async def test_a_page_without_a_number_comes_to_a_newcomer_or_into_the_card_of_their_number(database: Database) -> None:
    shop = await open_shop(database)
    await bring_in(shop, "Nika;0888000001;40;", "Oleg;0888000002;30;", "Pia;0888000003;20;")
    ids = {n: await member_of(shop, f"+35988800000{n}") for n in range(1, 4)}
    pages = {n: (await card_of(shop, f"+35988800000{n}")).page_token for n in range(1, 4)}

    def forget_numbers(connection: Connection) -> None:
        for n in (2, 3):
            holder = people.by_phone(connection, f"+35988800000{n}")
            assert holder is not None
            people.change(connection, holder.id, phone=None)

    async def register(phone: str | None, page: int) -> registration.Welcome:
        person = await shop.stranger("Nadia")
        told = {"processing": True, "advertising": False, "link": None, "now": shop.now}
        return await database.write(registration.register, person.id, phone=phone, card=pages[page], **told)

    await database.write(forget_numbers)
    assert await register("359888000001", 2) == registration.Welcome(ids[1], 70, new=False, found=True)
    assert await register(None, 3) == registration.Welcome(ids[3], 20, new=False, found=True)
    with pytest.raises(CardTaken):
        await register(None, 2)  # it has become a part of Nika's
    await clean(shop)


async def test_two_accounts_become_one_however_often_it_is_asked(database: Database) -> None:
    shop = await open_shop(database)
    await bring_in(shop, "Nika;0888000001;40;1001", "Oleg;;;", "Eva;0888000003;10;")
    nika = await shop.member("Nika")
    assert nika.member_id is not None
    other = await member_of(shop, "+359888000001")
    card, serial = await card_of(shop, "+359888000001"), await serial_of(shop, other)
    await database.write(phones.register, serial, "phone", "aa", shop.now)
    await database.write(lambda connection: connection.execute(_soon(other, shop)))
    for stranger, phone, refusal in ((nika, None, CardNotYours), (nika, "+359888000003", CardNotYours)):
        with pytest.raises(refusal):
            await database.write(merging.join, stranger.id, card.page_token, phone, shop.now)
    joined = await asyncio.gather(
        *(database.write(merging.join, nika.id, card.page_token, "359888000001", shop.now) for _ in range(5))
    )
    assert sorted(each.points for each in joined) == [0, 0, 0, 0, 40]
    assert await shop.balance(nika) == 190
    standing = await database.read(standings.standing, nika.member_id, shop.now)
    assert (shop.now + timedelta(days=3), 40) in standing.schedule, "lots keep their dates"
    assert await database.read(lambda connection: member_rows.by_code(connection, code=card.code)) == nika.member_id
    assert await serial_of(shop, nika.member_id) == serial, "the card on the phone is theirs now"
    assert await database.read(customers.find, shop.owner, "1001", shop.now) == nika.member_id, "so is the old plastic"
    thief = await shop.member("Thief")
    with pytest.raises(CardTaken):
        await database.write(merging.join, thief.id, card.page_token, "359888000001", shop.now)
    await clean(shop)


def _soon(member_id: UUID, shop: Shop) -> object:
    return update(lot).where(lot.c.member_id == member_id).values(expires_at=shop.now + timedelta(days=3))


@pytest.mark.database("sqlite")
async def test_where_phones_hold_both_cards_both_show_what_there_is(database: Database) -> None:
    shop = await open_shop(database)
    await bring_in(shop, "Nika;0888000001;40;")
    nika, other = await shop.member("Nika"), await member_of(shop, "+359888000001")
    assert nika.member_id is not None
    token = (await card_of(shop, "+359888000001")).page_token
    serials = [await serial_of(shop, each) for each in (nika.member_id, other)]
    for number, serial in enumerate(serials):
        await database.write(phones.register, serial, f"phone-{number}", "aa", shop.now)
    await database.write(merging.join, nika.id, token, "+359888000001", shop.now)
    for serial in serials:
        shown = await database.read(pass_facts.facts, serial=serial, now=shop.now)
        assert shown is not None
        assert (shown.serial, shown.points) == (serial, 190)
    assert await database.read(pass_facts.facts, page_token=token, now=shop.now)


@pytest.mark.database("sqlite")
async def test_a_return_after_the_cards_were_joined_goes_to_the_one_that_is_left(database: Database) -> None:
    shop = await open_shop(database)
    await bring_in(shop, "Nika;0888000001;0;")
    other = await member_of(shop, "+359888000001")
    token = (await card_of(shop, "+359888000001")).page_token
    lonely = replace(shop.owner, member_id=other)
    sold = await shop.sell(lonely, 100_000)
    before = await points(shop, other)
    assert before > 0
    nika = await shop.member("Nika")
    await database.write(merging.join, nika.id, token, "+359888000001", shop.now)
    assert await shop.balance(nika) == 150 + before
    await database.write(refunds.record, shop.cashier, sold.purchase_id, 100_000, "r1", shop.now)
    assert await shop.balance(nika) == 150
    await clean(shop)


async def test_nothing_stays_behind_on_a_card_that_was_joined_with_another(database: Database) -> None:
    shop = await open_shop(database)
    await bring_in(shop, "Nika;0888000001;40;", "Oleg;0888000002;0;")
    other = await member_of(shop, "+359888000001")
    card, serial = await card_of(shop, "+359888000001"), await serial_of(shop, other)
    await database.write(lambda c: profiles.change(c, member_rows.holder(c, other).id, email="nika@example.org"))
    await database.write(lambda c: profiles.change(c, member_rows.holder(c, other).id, birth_day=1, birth_month=6))
    assert await database.write(birthdays.celebrate, other, shop.now)
    had = await points(shop, other)
    await database.write(lambda c: codes.use(c, other, 7, shop.owner.id, shop.now))
    await database.write(lambda c: codes.pay(c, other, shop.now.date(), shop.owner.id, 3))
    nika = await shop.member("Nika")
    assert nika.member_id is not None
    for each in (await serial_of(shop, nika.member_id), serial):
        await database.write(lambda c, each=each: pass_rows.register(c, each, f"phone-{each}", "aa", shop.now))
    open_sale = Sale(new_draft(), other, 100_000)
    await database.write(merging.join, nika.id, card.page_token, "+359888000001", shop.now)
    assert await shop.balance(nika) == 150 + had

    with pytest.raises(CodeUnknown):
        await database.write(sales.record, shop.cashier, open_sale, shop.now)
    with pytest.raises(CodeUnknown):
        await database.write(coupon_offers.give, shop.owner, new_draft(), other, "free-coffee", shop.now)
    assert await database.read(birthdays.celebrating, shop.now, UUID(int=0), 9) == [nika.member_id]
    assert not await database.write(birthdays.celebrate, nika.member_id, shop.now), "one birthday, one gift"
    assert not await database.write(lambda c: codes.use(c, nika.member_id, 7, shop.owner.id, shop.now))
    assert await database.read(codes.paid_on, nika.member_id, shop.now.date()) == 3
    known = await database.read(lambda c: import_rows.by_emails(c, ["nika@example.org"]))
    assert known == [("nika@example.org", nika.member_id, "Nika", False)]
    await clean(shop)

    await database.write(own_data.erase, nika.id, shop.now)
    assert await database.read(lambda c: member_rows.by_code(c, code=card.code)) is None
    assert await database.read(lambda c: member_rows.by_code(c, digits=card.digits)) is None
    assert await database.read(lambda c: member_rows.holder(c, other)) is None
    await clean(shop)
