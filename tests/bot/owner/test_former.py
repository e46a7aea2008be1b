"""Former customers at the wire: a list sent as a document, a message by SMS, a card that comes into Telegram."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from services.campaigns import winback
from services.imports import columns, files, uploads
from services.ledger import audit
from storage.members import merges, people
from tests.shop import LiveShop, until

pytestmark = pytest.mark.database("sqlite")

LIST = (
    "Имя;Телефон;Баллы;День рождения;Номер карты\n"
    "Анна Петрова;0888 000 001;120;12.04.1990;1001\n"
    "Борис;+359888000002;7;;\n"
    "Борис;0888000002;3;;\n"
    "Вера;12;;;\n"
)


async def test_a_list_is_looked_at_changed_run_and_taken_back(shop: LiveShop) -> None:
    olga = await shop.owner()
    await olga.tap("My business")
    await olga.tap("Customers")
    await olga.tap("Former customers")
    await olga.tap("Bring a list")
    await olga.wait("Send the list as a file")
    await olga.document(LIST.encode("cp1251"), "клиенты.csv", "text/csv")
    seen = await olga.wait("клиенты.csv")
    for words in (
        "2 new customers",
        "1 row names somebody a second time",
        "row 5: not a phone number: “12”",
        "Bulgaria +359",
    ):
        assert words in seen.text, seen.text
    await olga.tap("Columns")
    await olga.tap("Номер карты: card number")
    await olga.tap("leave out")
    await olga.wait("What does each column mean")
    await olga.tap("Back")
    await olga.tap("Who agreed to offers")
    await olga.tap("All of them")
    await olga.wait("2 count as having agreed")
    await olga.tap("Bring in 2 customers")
    await olga.wait(lambda m: "has been brought in" in m.text and "2 new customers" in m.text)
    await olga.tap("Bad rows as a file")
    report = await olga.wait("cannot be taken, with the reason")
    assert report.document is not None
    assert "5;not a phone number: “12”;Вера;12" in report.document.decode("utf-8-sig")
    await olga.tap("Take it back")
    await olga.tap("Yes, take it back")
    await olga.wait(lambda m: "was taken back" in m.text and "3 rows taken back" in m.text)


async def test_the_owner_reads_in_which_letters_a_list_was_read_and_chooses_others(shop: LiveShop) -> None:
    olga = await shop.owner()
    await olga.tap("My business")
    await olga.tap("Customers")
    await olga.tap("Former customers")
    await olga.tap("Bring a list")
    await olga.wait("Send the list as a file")
    content = "Name;Phone\nZoë Müller;0888000001\nJosé García;0888000002\nAnna;0888000003\n".encode("cp1252")
    await olga.document(content, "list.csv", "text/csv")
    await olga.wait("Letters read as Windows-1252: Zoë Müller, José García")
    await olga.tap("🔡 Letters")
    await olga.wait("In which line are the names right?")
    await olga.tap("Windows-1251")
    await olga.wait("Letters read as Windows-1251: Zoл Mьller")
    await olga.tap("🔡 Letters")
    await olga.tap("Zoë Müller")
    await olga.wait("Letters read as Windows-1252: Zoë Müller, José García")


async def test_what_a_list_leaves_open_is_said_and_asked(shop: LiveShop) -> None:
    olga = await shop.owner()
    await olga.tap("My business")
    await olga.tap("Customers")
    await olga.tap("Former customers")
    await olga.tap("Bring a list")
    await olga.wait("Send the list as a file")
    rows = (
        "Anna;0888000001;13.04.90;1 250,5\nBoris;0888000002;04.13.1990;\n"
        "Vera;0888000003;05.06.1990;\nEva;0888000004;-;\n"
    )
    await olga.document(f"Name;Phone;Birthday;Points\n{rows}".encode(), "list.csv", "text/csv")
    seen = await olga.wait("Which day is 05/06?")
    for words in (
        "4 new customers",
        "2 cells say nothing and were left out: 05.06.1990, -",
        "Two-digit years",
        "1 sum is rounded down: 1 250,5",
    ):
        assert words in seen.text, seen.text
    await olga.tap("05/06 = 5 June")
    seen = await olga.wait("are read as you said")
    assert "1 cell says nothing and was left out: -" in seen.text


async def _imported(shop: LiveShop, *rows: str) -> None:
    """Brings former customers in, past the chat."""
    owner = await shop.person(shop.sandbox.phones["olga"])
    table = files.read("\n".join(rows).encode(), "list.csv")
    plan = replace(columns.guess(table, "BG"), consent="all")
    import_id = uploads.new_id()
    await shop.database.write(uploads.upload, owner, import_id, "list.csv", table, plan, shop.clock())
    await shop.database.write(uploads.start, owner, import_id, None, shop.clock())

    async def over() -> bool:
        return (await shop.database.read(uploads.one, owner, import_id))[0].state == "done"

    await until(over)


async def _token(shop: LiveShop, phone: str) -> str:
    def find(connection: Connection) -> str:
        row = people.by_phone(connection, phone)
        assert row is not None
        return str(merges.of_member(connection, row.member_id).page_token)

    return await shop.database.read(find)


async def _clean(shop: LiveShop) -> None:
    assert await shop.database.read(lambda connection: list(audit.differences(connection, 20))) == []


async def test_a_page_leads_its_own_holder_and_nobody_else_to_the_card(shop: LiveShop) -> None:
    await shop.owner()
    nika = shop.sandbox.phone("Nika", phone_number="+359888000009")
    await _imported(shop, "Ника;0888000009;40")
    token = await _token(shop, "+359888000009")
    thief = shop.sandbox.phone("Thief", phone_number="+359888999999")
    await thief.start(f"p_{token}")
    await thief.wait("Your card is waiting")
    await thief.tap("Get my card")
    await thief.wait("ends in 09")
    await thief.tap("without a number")
    await thief.wait("belongs to another phone number")
    await thief.wait("a card of your own")
    await thief.share_contact()
    await thief.wait("Welcome, Thief")
    assert await shop.points(thief) == 150
    await nika.start(f"p_{token}")
    await nika.wait("Your card is waiting: ⭐ 40")
    await nika.tap("Get my card")
    await nika.share_contact()
    await nika.wait("with 40 points")
    await nika.wait(lambda message: message.photo)
    assert await shop.points(nika) == 40
    await thief.start(f"p_{token}")
    await thief.wait("Somebody has this card in Telegram already")
    await _clean(shop)


async def test_two_cards_of_one_person_become_one(shop: LiveShop) -> None:
    await shop.owner()
    nika = await shop.member("Nika")
    nika.user.phone_number = "+359888000009"
    await _imported(shop, "Ника;0888000009;40", "Борис;0888000010;5")
    token = await _token(shop, "+359888000009")
    await nika.start(f"p_{await _token(shop, '+359888000010')}")
    await nika.wait("ends in 10")
    await nika.share_contact()
    await nika.wait("belongs to another phone number")
    await nika.start(f"p_{token}")
    await nika.wait("ends in 09")
    await nika.share_contact()
    await nika.wait("⭐ 40")
    await nika.tap("make them one", times=2)
    await nika.wait("⭐ 190")
    assert await shop.points(nika) == 190
    await nika.start(f"p_{token}")
    await nika.wait(lambda message: message.photo)
    await _clean(shop)


async def test_a_file_that_is_no_list_is_refused_in_words(shop: LiveShop) -> None:
    olga = await shop.owner()
    await olga.tap("My business")
    await olga.tap("Customers")
    await olga.tap("Former customers")
    await olga.tap("Bring a list")
    await olga.wait("Send the list as a file")
    for content, words in (
        (b"PK\x03\x04", "I can’t read this as a CSV"),
        (b"\n", "nothing in this file"),
        (b"x" * 5_000_001, "5 MB"),
    ):
        await olga.document(content, "list.csv")
        await olga.wait(words)


async def test_a_message_is_written_counted_and_looked_at(shop: LiveShop) -> None:
    olga = await shop.owner()
    await _imported(shop, "Ника;0888000009;40", "Борис;0888000010;5")
    await olga.tap("My business")
    await olga.tap("Customers")
    await olga.tap("Former customers")
    await olga.tap("Win back by SMS")
    await olga.wait("What should they read")
    for text, words in (("Come back", "needs {link}"), ("Hi {nick}: {link}", "cannot fill in {nick}")):
        await olga.say(text)
        await olga.wait(words)
    await olga.say("{name}, мы скучаем: {link}")
    draft = await olga.wait("SMS, draft")
    for words in ("2 people", "100 ⭐", "other letters", "No SMS gateway is set"):
        assert words in draft.text, draft.text
    assert not any("Send" in label for label in draft.labels), "there is no way out"
    await olga.tap("Points")
    await olga.say("250")
    await olga.wait("250 ⭐")
    await olga.tap("Until")
    await olga.say("15.06")
    await olga.wait("15 June 2026")
    await olga.tap("To whom")
    await olga.tap("Everybody without Telegram")
    await olga.wait("Everybody without Telegram")
    await olga.tap("Preview")
    await olga.wait("Olga, мы скучаем: https://loyalty.example/w/")
    shop.later(hours=11)
    person = await shop.person(olga)
    (made,) = await shop.database.read(winback.recent, person)
    await shop.database.write(winback.start, person, made.id, shop.clock())
    await olga.tap("My business")
    await olga.tap("Customers")
    await olga.tap("Former customers")
    await olga.tap("📨")
    await olga.wait("Waiting until 09:00")
