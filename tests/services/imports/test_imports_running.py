"""Lists that were brought in, on both databases: whom a row means, and what stands in the report."""

from dataclasses import replace

import pytest

from services.imports import columns, files, matching, preview, uploads
from storage.database import Database
from storage.members import people, profiles
from tests.people import open_shop
from tests.services.imports.test_former import bring_in, clean, member_of, points, run


async def test_whose_number_was_written_with_a_plus_before_the_eight_finds_their_points(database: Database) -> None:
    shop = await open_shop(database)
    await bring_in(shop, "Nika;+8 926 123-45-67;500;", country="RU")
    nika = await shop.member("Nika", "79261234567")
    assert nika.member_id is not None
    assert await points(shop, nika.member_id) == 500
    await clean(shop)


async def test_a_draft_whose_letters_were_wrong_is_read_anew(database: Database) -> None:
    shop = await open_shop(database)
    content = "Name;Phone\nZoë;0888000001\nEva;0888000002\n".encode("cp1252")
    tables = [files.read(content, "list.csv", way) for way in ("cp866", "cp1252")]
    plan = replace(columns.guess(tables[0], "BG"), encoding="cp866")
    upload = (uploads.new_id(), "list.csv", tables[0], plan, shop.now, "a file")
    made = await database.write(uploads.upload, shop.owner, *upload)
    assert (made.document, made.plan.encoding) == ("a file", "cp866")
    other = replace(plan, encoding="cp1252")
    assert (await database.write(uploads.reread, shop.owner, made.id, tables[1], other)).plan == other
    assert await database.read(uploads.table, shop.owner, made.id) == tables[1]
    assert (await database.write(uploads.start, shop.owner, made.id, None, shop.now)).document == ""
    with pytest.raises(uploads.ImportClosed):
        await database.write(uploads.reread, shop.owner, made.id, tables[0], plan)
    await run(shop, made.id)
    who = await database.read(lambda c: people.by_phone(c, "+359888000001"))
    assert who is not None
    assert who.first_name == "Zoë"


async def test_people_who_share_an_address_are_told_apart_by_their_numbers(database: Database) -> None:
    shop = await open_shop(database)
    rows = (
        ("Alone", "", "shop@example.org", "1"),  # only the address is known: the next row tells the number
        ("Alone", "0888000001", "Shop@example.org", "2"),
        ("Oleg", "0888000002", "shop@example.org", "40"),
        ("Vera", "0888000003", "shop@example.org", "80"),
        ("Whose", "", "shop@example.org", "160"),
        ("Oleg", "0888000002", "", "320"),
    )
    table = files.read("\n".join(("name;phone;email;points", *map(";".join, rows))).encode(), "list.csv")
    plan = columns.guess(table, "BG")
    made = await database.write(uploads.upload, shop.owner, uploads.new_id(), "list.csv", table, plan, shop.now)
    found = preview.reading(table, plan, shop.now.date())
    seen = preview.outlook(found, await database.read(preview.known, found), plan)
    assert (seen.new, seen.known, seen.twice, seen.points) == (3, 0, 2, 121)
    report = (shop.owner, made.id, "UTC", shop.now)
    before = [(each.line, each.problem) for each in await database.read(uploads.faults, *report)]
    await database.write(uploads.start, shop.owner, made.id, None, shop.now)
    await run(shop, made.id)
    assert [await points(shop, await member_of(shop, f"+35988800000{n}")) for n in (1, 2, 3)] == [1, 40, 80]
    untaken = await database.read(uploads.faults, *report)
    assert before == [(each.line, each.problem) for each in untaken] == [(3, "twice"), (6, "several"), (7, "twice")]
    assert [each.cells for each in untaken] == [rows[place] for place in (1, 4, 5)]
    _, told = await database.read(uploads.one, shop.owner, made.id)
    assert (told.added, told.twice, told.untaken, told.bad) == (3, 2, 2, 1)
    await clean(shop)


async def test_a_shops_own_address_where_a_customer_has_none_makes_nobody_somebody_else(database: Database) -> None:
    shop = await open_shop(database)
    rows = (
        ("Анна Петрова", "", "info@example.org", "10"),
        ("Борис", "0888123457", "info@example.org", "20"),
        ("Анна Иванова", "0888123458", "info@example.org", "40"),
        ("Анна Иванова", "", "info@example.org", "80"),
        ("Вера", "", "info@example.org", "160"),
        ("Петрова А.", "0888123459", "info@example.org", "320"),
    )
    table = files.read("\n".join(("name;phone;email;points", *map(";".join, rows))).encode(), "list.csv")
    plan = replace(columns.guess(table, "BG"), points="add")
    made = await database.write(uploads.upload, shop.owner, uploads.new_id(), "list.csv", table, plan, shop.now)
    found = preview.reading(table, plan, shop.now.date())
    seen = preview.outlook(found, await database.read(preview.known, found), plan)
    assert (seen.new, seen.twice, seen.points) == (3, 2, 470)
    assert [(each.line, each.problem) for each in seen.faults] == [(6, "several")]
    await database.write(uploads.start, shop.owner, made.id, None, shop.now)
    await run(shop, made.id)
    had = [await points(shop, await member_of(shop, f"+3598881234{n}")) for n in (57, 58, 59)]
    assert had == [20, 120, 330]
    _, told = await database.read(uploads.one, shop.owner, made.id)
    assert (told.added, told.twice, told.bad) == (3, 2, 1)
    await clean(shop)


@pytest.mark.parametrize(
    ("name", "other", "may"),
    [
        *(
            ("Анна", "Анна Петрова", True),
            ("Петрова Анна", "А. Петрова", True),
            ("", "Anna", True),
            ("АЛЁНА", "Алена", True),
        ),
        *(("Анна Петрова", "Анна Иванова", False), ("Anna", "Boris", False), ("А. Петрова", "Б. Петрова", False)),
    ],
)
def test_names_that_may_be_one_persons(name: str, other: str, may: bool) -> None:
    assert matching.may_be_one(name, other) is matching.may_be_one(other, name) is may


async def test_an_address_typed_in_telegram_is_no_proof_against_a_number(database: Database) -> None:
    shop = await open_shop(database)
    nika = await shop.member("Nika")
    assert nika.member_id is not None
    await database.write(lambda c: profiles.change(c, nika.id, email="vera@example.org"))
    table = files.read(b"name;phone;email;points\nVera;0888000001;vera@example.org;500\n", "list.csv")
    plan = replace(columns.guess(table, "BG"), points="add")
    made = await database.write(uploads.upload, shop.owner, uploads.new_id(), "list.csv", table, plan, shop.now)
    await database.write(uploads.start, shop.owner, made.id, None, shop.now)
    await run(shop, made.id)
    assert await points(shop, await member_of(shop, "+359888000001")) == 500
    assert await shop.balance(nika) == 150
