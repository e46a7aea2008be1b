"""Invitations through the use cases: who is paid for whom, when, how often, and what a return takes back."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from loyalty.errors import NotAllowed
from loyalty.ledger import Account
from services.database import Database
from services.ledger import accounts, audit
from services.members import history, registration, standings
from services.people import Person
from services.rewards import referral_links, referrals
from services.rewards.referral_links import Referral
from services.till import holds, refunds
from services.till.cheques import Sale, Sold, new_draft
from storage.tables import job, member, referral
from tests.people import NOON, Shop, open_shop, rule

FRIENDS = rule("referral", "friends", inviter=50, friend=30, minimum=50_000, monthly_cap=3)


@pytest.fixture
async def shop(database: Database) -> Shop:
    opened = await open_shop(database)
    await opened.promise(FRIENDS)
    return opened


async def link(shop: Shop, inviter: Person) -> str:
    return await shop.database.write(referral_links.link, inviter.member_id)


async def arrive(shop: Shop, person: Person, payload: str) -> Referral:
    return await shop.database.write(referral_links.arrive, person.id, payload, shop.now)


async def register(shop: Shop, person: Person, phone: str | None = None) -> registration.Welcome:
    return await shop.database.write(
        registration.register, person.id, processing=True, advertising=False, phone=phone, link=None, now=shop.now
    )


async def friend_of(shop: Shop, inviter: Person, name: str = "Boris") -> Person:
    person = await shop.stranger(name)
    assert (await arrive(shop, person, await link(shop, inviter))).reason == ""
    await register(shop, person)
    return await shop.again(person)


async def give_back(shop: Shop, sold: Sold, amount: int, number: str = "r") -> refunds.Refunded:
    return await shop.database.write(refunds.record, shop.cashier, sold.purchase_id, amount, number, shop.now)


async def state(second: Database, friend: Person) -> tuple[str, str]:
    def look(connection: Connection) -> tuple[str, str]:
        query = select(referral.c.state, referral.c.reason).where(referral.c.friend_id == friend.member_id)
        row = connection.execute(query).one_or_none()
        return (row.state, row.reason) if row else ("", "")

    return await second.read(look)


async def gifts(second: Database, shop: Shop, person: Person) -> list[tuple[str, int]]:
    entries, _ = await second.read(history.history, person.member_id, limit=50)
    return [(entry.kind, entry.points) for entry in reversed(entries) if entry.kind.startswith("referral")]


async def told(second: Database, notice: str) -> list[dict[str, Any]]:
    def look(connection: Connection) -> list[dict[str, Any]]:
        payloads = connection.execute(
            select(job.c.payload).where(job.c.kind == "telegram").order_by(job.c.id)
        ).scalars()
        return [payload["arguments"] for payload in payloads if payload.get("notice") == notice]

    return await second.read(look)


def clean(connection: Connection) -> list[audit.Difference]:
    return list(audit.differences(connection))


async def test_a_smaller_purchase_leaves_it_pending_and_the_first_sufficient_one_pays_both(
    shop: Shop, second: Database
) -> None:
    anna = await shop.member()
    boris = await friend_of(shop, anna)
    assert (await told(second, "referral-joined"))[0]["name"] == "Boris"
    await shop.sell(boris, 49_999)
    assert await state(second, boris) == ("pending", "")
    assert await gifts(second, shop, anna) == await gifts(second, shop, boris) == []
    await shop.sell(boris, 50_000)
    assert await state(second, boris) == ("paid", "")
    assert await gifts(second, shop, anna) == [("referral", 50)]
    assert await gifts(second, shop, boris) == [("referral", 30)]
    await shop.sell(boris, 50_000)
    assert await gifts(second, shop, anna) == [("referral", 50)]
    paid = {note["side"]: (note["name"], note["points"]) for note in await told(second, "referral-paid")}
    assert paid == {"friend": ("Anna", 30), "inviter": ("Boris", 50)}
    seen = await second.read(referrals.funnel, anna.member_id)
    assert (seen.opened, seen.joined, seen.waiting, seen.paid, seen.points) == (1, 1, 0, 1, 50)
    entries, _ = await second.read(history.history, anna.member_id)
    (entry,) = [each for each in entries if each.kind == "referral"]
    why = await second.read(history.why, anna.member_id, entry.operation_id)
    assert ([step.rule_id for step in why.steps], why.rules["friends"].config.inviter) == (["friends"], 50)
    assert (entry.number, entry.money) == ("", None)  # the friend's cheque is nobody else's
    assert await second.read(clean) == []


async def test_what_points_pay_is_no_money_and_a_gift_is_no_purchase(shop: Shop, second: Database) -> None:
    await shop.promise(rule("discount", "all-off", percent=10_000), rule("referral", "any", minimum=0))
    boris = await friend_of(shop, await shop.member())
    sold = await shop.sell(boris, 100_000)
    assert sold.payable == 0
    assert await state(second, boris) == ("pending", "")


async def test_a_full_refund_takes_both_sides_back_and_the_next_purchase_pays_again(
    shop: Shop, second: Database
) -> None:
    anna = await shop.member()
    boris = await friend_of(shop, anna)
    first = await shop.sell(boris, 60_000)
    await give_back(shop, first, 60_000)
    assert await state(second, boris) == ("voided", "")
    assert await gifts(second, shop, anna) == [("referral", 50), ("referral-void", -50)]
    assert await gifts(second, shop, boris) == [("referral", 30), ("referral-void", -30)]
    assert (await second.read(referrals.funnel, anna.member_id)).points == 0
    again = await shop.sell(boris, 60_000)
    assert await state(second, boris) == ("paid", "")
    assert (await gifts(second, shop, anna))[-1] == ("referral", 50)
    await shop.database.write(refunds.undo, shop.cashier, again.purchase_id, shop.now)
    assert (await gifts(second, shop, boris))[-1] == ("referral-void", -30)
    assert [note["side"] for note in await told(second, "referral-voided")] == ["friend", "inviter"] * 2
    assert await second.read(clean) == []


async def test_a_partial_refund_voids_it_only_when_too_little_is_left(shop: Shop, second: Database) -> None:
    boris = await friend_of(shop, await shop.member())
    sold = await shop.sell(boris, 60_000)
    await give_back(shop, sold, 10_000, "a")
    assert await state(second, boris) == ("paid", "")
    await give_back(shop, sold, 1, "b")
    assert await state(second, boris) == ("voided", "")


async def test_points_that_are_spent_leave_a_debt(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    boris = await friend_of(shop, anna)
    sold = await shop.sell(boris, 60_000)
    spent = Sale(new_draft(), anna.member_id, 100_000, redeem=200)

    held = await shop.database.write(holds.place, shop.cashier, spent, shop.now)
    await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)
    before = await second.read(accounts.view, anna.member_id, shop.now)
    await give_back(shop, sold, 60_000)
    after = await second.read(accounts.view, anna.member_id, shop.now)
    owed = before.balance(Account.ACTIVE) - 50
    assert owed < 0
    assert (after.balance(Account.ACTIVE), after.balance(Account.DEBT)) == (0, owed)
    assert (await told(second, "referral-voided"))[-1]["debt"] == -owed
    assert await second.read(clean) == []


async def test_the_friends_that_count_for_a_tier_count_no_more_after_a_refund(shop: Shop, second: Database) -> None:
    levels = [{"key": "silver", "threshold": 1}]
    for window in ("rolling", "lifetime"):
        await shop.promise(rule("tiers", f"by-{window}", metric="friends", window=window, levels=levels))
        if window == "lifetime":
            await shop.promise(rule("bonus", "x", points=1))
        anna = await shop.member()
        sold = await shop.sell(await friend_of(shop, anna), 60_000)
        counts = (await second.read(accounts.view, anna.member_id, shop.now)).counts
        assert counts[f"by-{window}"] == 1
        assert (await second.read(standings.standing, anna.member_id, shop.now)).tier == "silver"
        await give_back(shop, sold, 60_000)
        assert not (await second.read(accounts.view, anna.member_id, shop.now)).counts.get(f"by-{window}")
        assert (await second.read(standings.standing, anna.member_id, shop.now)).tier == "bronze"
    assert await second.read(clean) == []


# --- races ------------------------------------------------------------------------------------------------------------


async def test_twenty_tills_pay_one_friend_once(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    boris = await friend_of(shop, anna)
    sold = await asyncio.gather(*(shop.sell(boris, 60_000) for _ in range(20)))
    assert len({each.purchase_id for each in sold}) == 20
    assert await gifts(second, shop, anna) == [("referral", 50)]
    assert await gifts(second, shop, boris) == [("referral", 30)]
    assert await second.read(clean) == []


async def test_twenty_tills_serve_friends_of_one_and_of_each_other_and_none_waits_for_ever(
    shop: Shop, second: Database
) -> None:
    anna = await shop.member()
    friends = [await friend_of(shop, anna, f"Friend {number}") for number in range(6)]
    chain = [anna]
    for number in range(5):
        chain.append(await friend_of(shop, chain[-1], f"Link {number}"))
    buyers = [*friends, *chain[1:], *([anna] * 4), *chain[1:]]
    assert len(buyers) == 20
    await asyncio.wait_for(asyncio.gather(*(shop.sell(buyer, 60_000) for buyer in buyers)), timeout=60)
    states = [await state(second, friend) for friend in (*friends, chain[1])]
    assert sorted(states) == [("paid", "")] * 3 + [("review", "cap")] * 4
    assert await gifts(second, shop, anna) == [("referral", 50)] * 3
    assert [await state(second, friend) for friend in chain[2:]] == [("paid", "")] * 4
    assert await second.read(clean) == []


# --- the cap and the owner --------------------------------------------------------------------------------------------


async def full(shop: Shop, anna: Person) -> Person:
    """Three friends are paid this month; the fourth waits."""
    for number in range(3):
        await shop.sell(await friend_of(shop, anna, f"Friend {number}"), 60_000)
    fourth = await friend_of(shop, anna, "Dora")
    await shop.sell(fourth, 60_000)
    return fourth


async def test_more_friends_than_the_cap_wait_for_the_owner_who_pays(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    dora = await full(shop, anna)
    assert await state(second, dora) == ("review", "cap")
    named = {"friend": "Dora", "inviter": "Anna", "whose": {"friend": str(dora.id), "inviter": str(anna.id)}}
    assert (await told(second, "referral-review")) == [{**named, "reason": "cap"}]
    assert {note["side"] for note in await told(second, "referral-waits")} == {"friend", "inviter"}
    await shop.sell(dora, 60_000)
    assert await state(second, dora) == ("review", "cap")
    (waiting,) = await second.read(referrals.waiting, shop.owner)
    assert (waiting.friend, waiting.inviter, waiting.payable) == ("Dora", "Anna", 60_000)
    for _ in range(2):
        decided = await shop.database.write(referrals.decide, shop.owner, dora.member_id, True, shop.now)
        assert decided == "paid"
    assert await gifts(second, shop, anna) == [("referral", 50)] * 4
    assert await gifts(second, shop, dora) == [("referral", 30)]
    assert await second.read(referrals.how_many_wait, shop.owner) == 0


async def test_what_the_owner_refuses_is_never_paid(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    dora = await full(shop, anna)
    with pytest.raises(NotAllowed):
        await shop.database.write(referrals.decide, shop.cashier, dora.member_id, True, shop.now)
    assert await shop.database.write(referrals.decide, shop.owner, dora.member_id, False, shop.now) == "refused"
    assert await shop.database.write(referrals.decide, shop.owner, dora.member_id, True, shop.now) == "refused"
    await shop.sell(dora, 60_000)
    assert await state(second, dora) == ("refused", "owner")
    assert await gifts(second, shop, dora) == []
    assert [note["name"] for note in await told(second, "referral-refused")] == ["Dora"]


async def test_the_cap_begins_anew_with_the_local_month_and_a_refund_makes_room(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    first = await friend_of(shop, anna, "First")
    sold = await shop.sell(first, 60_000)
    await shop.sell(await friend_of(shop, anna, "Second"), 60_000)
    await shop.sell(await friend_of(shop, anna, "Third"), 60_000)
    await give_back(shop, sold, 60_000)
    await shop.sell(await friend_of(shop, anna, "Fourth"), 60_000)
    fifth, sixth = await friend_of(shop, anna, "Fifth"), await friend_of(shop, anna, "Sixth")
    last = await shop.sell(fifth, 60_000)
    assert await state(second, fifth) == ("review", "cap")
    await give_back(shop, last, 60_000)  # nobody has to decide any more
    assert await state(second, fifth) == ("pending", "")
    shop.now = NOON.replace(month=6, day=30, hour=20, minute=59)
    await shop.sell(sixth, 60_000)
    assert await state(second, sixth) == ("review", "cap")
    shop.now += timedelta(minutes=1)  # midnight in Sofia
    await shop.sell(fifth, 60_000)
    assert await state(second, fifth) == ("paid", "")


async def test_an_inviter_whose_account_is_stopped_holds_up_no_sale_and_no_return(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    boris, dora = await friend_of(shop, anna), await friend_of(shop, anna, "Dora")
    paid = await shop.sell(dora, 60_000)

    def freeze(connection: Connection, at: Any) -> None:
        connection.execute(update(member).where(member.c.id == anna.member_id).values(frozen_at=at))

    await shop.database.write(freeze, shop.now)
    await shop.sell(boris, 60_000)
    assert await state(second, boris) == ("review", "frozen")
    await give_back(shop, paid, 60_000)
    assert await state(second, dora) == ("voided", "")
    assert await gifts(second, shop, anna) == [("referral", 50)]
    await shop.database.write(freeze, None)
    assert await shop.database.write(referrals.decide, shop.owner, boris.member_id, True, shop.now) == "paid"
    assert await gifts(second, shop, anna) == [("referral", 50)] * 2
