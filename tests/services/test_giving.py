"""All ways of giving points that no cheque brings, beside one another: what is written, and who is told what."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, func, insert, select

from loyalty import engine
from loyalty.events import Birthday
from services.database import Database
from services.imports import columns, files, running, uploads
from services.ledger import accounts, adjustments, audit, giving
from services.members import profiles, registration
from services.members.profiles import Birthdate
from services.notices import whose
from services.passes import installs
from services.people import Person
from services.programme import outlets, versions
from services.rewards import birthdays, granting, referral_links
from storage import tables
from tests.people import Shop, open_shop, rule

RULES = (
    rule("coupon", "coffee", title="Free coffee"),
    rule("gift_coupon", "hello", coupon="coffee", on="registration"),
    rule("birthday", "day", points=70),  # beside the 100 of the preset
    rule("gift_coupon", "cake", coupon="coffee", on="birthday"),
    rule("referral", "friends", inviter=50, friend=30),
    rule("tiers", "tiers", metric="friends", levels=[{"key": "silver", "threshold": 1}]),
)
MOVED = {"balance": 150, "pending": 0, "debt": 0, "currency": "RUB"}
IDS = frozenset({"operation_id", "coupon_id", "expires_at"})


@pytest.fixture
async def shop(database: Database) -> Shop:
    opened = await open_shop(database)
    await opened.promise(*RULES)
    return opened


def _operations(connection: Connection, kind: str) -> list[dict[str, Any]]:
    """Returns all operations of a kind: to whom, by whom, where and under what, and how many points."""
    made, line = tables.operation, tables.posting
    moved = (
        select(func.coalesce(func.sum(line.c.amount), 0))
        .where(line.c.operation_id == made.c.id, line.c.member_id == made.c.member_id, line.c.unit == "points")
        .scalar_subquery()
    )
    query = (
        select(made, moved.label("points"), tables.person.c.first_name)
        .join(tables.member, tables.member.c.id == made.c.member_id)
        .join(tables.person, tables.person.c.id == tables.member.c.person_id)
        .where(made.c.kind == kind)
        .order_by(made.c.id)
    )
    return [
        {
            "to": row.first_name,
            "key": row.key,
            "by": (row.actor, row.source, row.outlet_id),
            "of": (row.programme_version, row.fingerprint, row.reverses, row.purchase_id),
            "points": int(row.points),
        }
        for row in connection.execute(query)
        if row.happened_at == row.recorded_at
    ]


def _told(connection: Connection) -> list[tuple[str, str, dict[str, Any]]]:
    """Returns everything that people were told in Telegram, in that order."""
    query = select(tables.job.c.payload).where(tables.job.c.kind == "telegram").order_by(tables.job.c.id)
    names = {str(row.id): row.first_name for row in connection.execute(select(tables.person))}
    return [
        (
            names[row.payload["person_id"]],
            row.payload["notice"],
            {name: value for name, value in row.payload["arguments"].items() if name not in IDS},
        )
        for row in connection.execute(query)
    ]


def _coupons(connection: Connection) -> list[tuple[str, UUID | None]]:
    query = select(tables.coupon.c.source, tables.coupon.c.purchase_id).order_by(tables.coupon.c.id)
    return [(row.source, row.purchase_id) for row in connection.execute(query)]


async def told(shop: Shop) -> list[tuple[str, str, dict[str, Any]]]:
    return await shop.database.read(_told)


async def card(shop: Shop, person: Person) -> int:
    query = select(tables.wallet_pass.c.version).where(tables.wallet_pass.c.member_id == person.member_id)
    return int(await shop.database.read(lambda connection: connection.execute(query).scalar_one()))


async def clean(shop: Shop) -> None:
    assert await shop.database.read(lambda connection: list(audit.differences(connection))) == []


async def test_a_welcome_stands_on_a_new_card_and_only_its_coupon_is_told(shop: Shop) -> None:
    link = await shop.database.write(outlets.join_link, shop.owner, "door", 1, shop.now)
    person = await shop.stranger("Anna")
    heard = len(await told(shop))
    given = await shop.database.write(
        registration.register,
        person.id,
        processing=True,
        advertising=False,
        phone=None,
        link=link.payload,
        now=shop.now,
    )
    assert (given.points, given.new) == (150, True)
    key = f"welcome:{given.member_id}"
    assert await shop.database.read(_operations, "welcome") == [
        {
            "to": "Anna",
            "key": key,
            "by": (f"person:{person.id}", "chat", 1),
            "of": (2, "", None, None),
            "points": 150,
        }
    ]
    assert await shop.database.read(_coupons) == [(f"{key}:hello:coffee:0", None)]
    assert (await told(shop))[heard:] == [("Anna", "coupon", {"rule_id": "coffee", "title": "Free coffee"})]
    assert await card(shop, await shop.again(person)) == 2, "one more for the coupon"
    await clean(shop)


async def test_who_joins_where_nothing_is_given_has_the_day_in_their_history(database: Database) -> None:
    shop = await open_shop(database, "stars")
    await shop.member("Anna")
    (entry,) = await database.read(_operations, "welcome")
    assert (entry["to"], entry["points"]) == ("Anna", 0)


async def test_a_birthday_gift_is_told_after_the_coupon_that_came_with_it(shop: Shop) -> None:
    anna = await shop.member()
    await shop.database.write(profiles.set_birthday, anna.id, Birthdate(1, 6), shop.now)
    heard, version = len(await told(shop)), await card(shop, anna)
    assert await shop.database.write(birthdays.celebrate, anna.member_id, shop.now)
    key = f"birthday:{anna.member_id}:2026"
    assert await shop.database.read(_operations, "birthday") == [
        {"to": "Anna", "key": key, "by": ("system", "system", None), "of": (2, "", None, None), "points": 170}
    ]
    assert (await shop.database.read(_coupons))[1:] == [(f"{key}:cake:coffee:0", None)]
    assert (await told(shop))[heard:] == [
        ("Anna", "coupon", {"rule_id": "coffee", "title": "Free coffee"}),
        ("Anna", "birthday-gift", {"name": "Anna", "when": "today", "points": 170, "balance": 320}),
    ]
    assert await card(shop, anna) == version + 2, "one for the coupon"
    assert not await shop.database.write(birthdays.celebrate, anna.member_id, shop.later(days=1))
    assert len(await told(shop)) == heard + 2
    await clean(shop)


async def test_both_sides_of_a_referral_hear_of_each_other_and_a_tier_knows_what_raised_it(shop: Shop) -> None:
    anna, boris = await shop.member(), await shop.stranger("Boris")
    payload = await shop.database.write(referral_links.link, anna.member_id)
    await shop.database.write(referral_links.arrive, boris.id, payload, shop.now)
    await shop.database.write(
        registration.register, boris.id, processing=True, advertising=False, phone=None, link=None, now=shop.now
    )
    boris = await shop.again(boris)
    versions = await card(shop, anna), await card(shop, boris)
    heard = len(await told(shop))
    sold = await shop.sell(boris, 100)
    side = {"of": (2, "", None, None), "by": ("system", "system", None)}
    key = f"referral:{boris.member_id}:{sold.purchase_id}"
    assert await shop.database.read(_operations, "referral") == [
        {"to": "Boris", "key": f"{key}:friend", "points": 30, **side},
        {"to": "Anna", "key": f"{key}:inviter", "points": 50, **side},
    ]
    _, *rest = (await told(shop))[heard:]
    assert rest == [
        (
            "Boris",
            "referral-paid",
            {"side": "friend", "name": "Anna", **whose(name=anna.id), "points": 30, "balance": 180},
        ),
        ("Anna", "tier-up", {"tier": "silver"}),
        (
            "Anna",
            "referral-paid",
            {"side": "inviter", "name": "Boris", **whose(name=boris.id), "points": 50, "balance": 200},
        ),
    ]
    assert (await card(shop, anna), await card(shop, boris)) == (versions[0] + 1, versions[1] + 2)
    raised = select(tables.operation.c.key).join(
        tables.tier_standing, tables.tier_standing.c.raised_by == tables.operation.c.id
    )
    assert await shop.database.read(lambda c: list(c.execute(raised).scalars())) == [f"{key}:inviter"]
    await clean(shop)


async def test_whoever_puts_the_card_on_a_phone_is_told_what_was_promised_for_it(shop: Shop) -> None:
    anna = await shop.member()
    offer = {
        "state": "sending",
        "text": "{link}",
        "audience": {},
        "points": 20,
        "days": 10,
        "created_by": shop.owner.id,
    }
    sent = {"member_id": anna.member_id, "token": "token", "state": "sent"}
    made = uuid4()

    def send(connection: Connection) -> str:
        times = {"created_at": shop.now, "ends_at": shop.now + timedelta(days=5)}
        connection.execute(insert(tables.winback).values(id=made, **offer, **times))
        connection.execute(insert(tables.winback_recipient).values(winback_id=made, **sent))
        query = select(tables.wallet_pass.c.serial).where(tables.wallet_pass.c.member_id == anna.member_id)
        return str(connection.execute(query).scalar_one())

    serial = await shop.database.write(send)
    heard, version = len(await told(shop)), await card(shop, anna)
    for _ in range(2):
        await shop.database.write(installs.installed, serial, shop.now)
    assert await shop.database.read(_operations, "winback") == [
        {
            "to": "Anna",
            "key": f"winback:{made}:{anna.member_id}",
            "by": ("system", "chat", None),
            "of": (2, "", None, None),
            "points": 20,
        }
    ]
    assert (await told(shop))[heard:] == [("Anna", "moved", {**MOVED, "kind": "winback", "points": 20, "balance": 170})]
    assert await card(shop, anna) == version + 1
    lots = select(tables.lot.c.expires_at).where(tables.lot.c.amount == 20)
    ends = await shop.database.read(lambda connection: connection.execute(lots).scalar_one())
    assert timedelta(days=10) <= ends - shop.now < timedelta(days=11)
    await clean(shop)


async def test_points_of_another_system_come_to_a_member_who_is_told(shop: Shop) -> None:
    anna = await shop.member("Anna", "+359888000009")
    table = files.read(b"name;phone;points\nAnna;0888000009;7", "list.csv")
    plan = replace(columns.guess(table, "BG"), consent="all", points="add")
    made = await shop.database.write(uploads.upload, shop.owner, uploads.new_id(), "list.csv", table, plan, shop.now)
    await shop.database.write(uploads.start, shop.owner, made.id, None, shop.now)
    heard, version = len(await told(shop)), await card(shop, anna)
    while (await shop.database.write(running.work, made.id, shop.now)).more:
        pass
    (entry,) = await shop.database.read(_operations, "import")
    assert entry == {
        "to": "Anna",
        "key": entry["key"],
        "by": ("system", "import", None),
        "of": (2, "", None, None),
        "points": 7,
    }
    assert entry["key"].startswith(f"import:{made.id}:")
    assert (await told(shop))[heard:] == [("Anna", "moved", {**MOVED, "kind": "import", "points": 7, "balance": 157})]
    assert await card(shop, anna) == version + 1
    await clean(shop)


async def test_points_given_and_taken_by_hand_are_told_with_the_reason(shop: Shop) -> None:
    anna, draft = await shop.member(), uuid4()
    heard, version = len(await told(shop)), await card(shop, anna)
    for _ in range(2):
        made = await shop.database.write(
            adjustments.adjust, shop.owner, draft, anna.member_id, 12, "Spilt coffee", shop.now
        )
        assert (made.points, made.balance) == (12, 162)
    taken = await shop.database.write(adjustments.adjust, shop.owner, uuid4(), anna.member_id, -2, "Typo", shop.now)
    assert (taken.points, taken.balance) == (-2, 160)
    first, second = await shop.database.read(_operations, "adjustment")
    by = {"to": "Anna", "by": (f"person:{shop.owner.id}", "chat", None), "of": (2, "", None, None)}
    assert first == {**by, "key": f"adjustment:{draft}", "points": 12}
    assert second == {**by, "key": second["key"], "points": -2}
    kind = {**MOVED, "kind": "adjustment"}
    assert (await told(shop))[heard:] == [
        ("Anna", "moved", {**kind, "points": 12, "balance": 162, "reason": "Spilt coffee"}),
        ("Anna", "moved", {**kind, "points": -2, "balance": 160, "reason": "Typo"}),
    ]
    assert await card(shop, anna) == version + 2
    await clean(shop)


async def test_what_has_a_key_is_given_once_whoever_gives_it(shop: Shop) -> None:
    anna = await shop.member()

    def twice(connection: Connection) -> list[bool]:
        programme = versions.current(connection, shop.now)
        done = []
        for kind in ("review", "review", "draw", "draw"):
            member = accounts.open_account(connection, anna.member_id, shop.now)
            entry = accounts.operation(kind, f"{kind}:1", member.id, shop.now, programme_version=programme.version)
            if kind == "review":
                done.append(giving.give(connection, entry, member, 5, programme))
            else:
                gift = engine.grant(Birthday(shop.now, programme.zone), member, programme)
                done.append(granting.grant(connection, entry, member, gift, programme, notice="birthday-gift"))
        return done

    heard = len(await told(shop))
    assert await shop.database.write(twice) == [True, False, True, False]
    said = [(notice, figures.get("points")) for _, notice, figures in (await told(shop))[heard:]]
    assert said == [("moved", 5), ("coupon", None), ("birthday-gift", 170)]
    assert await shop.balance(anna) == 150 + 5 + 170
    await clean(shop)
