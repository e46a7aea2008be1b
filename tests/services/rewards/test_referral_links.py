"""Who invites whom: the first link that counts, and everybody for whom none does."""

from dataclasses import replace

import pytest

from loyalty.programme import Rule, When
from services import team
from services.database import Database
from services.people import Person
from services.programme import changing, versions
from services.rewards import referrals
from services.rewards.referral_links import Referral
from tests.people import Shop, open_shop
from tests.services.rewards.test_referrals import FRIENDS, arrive, friend_of, gifts, link, register, state


@pytest.fixture
async def shop(database: Database) -> Shop:
    opened = await open_shop(database)
    await opened.promise(FRIENDS)
    return opened


async def test_a_link_is_made_once_and_says_nothing(shop: Shop, second: Database) -> None:
    anna, boris = await shop.member(), await shop.member("Boris")
    payload = await link(shop, anna)
    assert payload == await link(shop, anna) != await link(shop, boris)
    assert len(payload) == 16
    assert len(f"f_{payload}") <= 64


async def test_the_first_inviter_counts_and_the_second_is_passed_over(shop: Shop, second: Database) -> None:
    anna, boris = await shop.member(), await shop.member("Boris")
    dora = await shop.stranger("Dora")
    assert (await arrive(shop, dora, await link(shop, anna))).inviter == "Anna"
    assert await arrive(shop, dora, await link(shop, boris)) == Referral("Anna", 30, 50_000)
    welcome = await register(shop, dora)
    assert welcome.referral == Referral("Anna", 30, 50_000)
    await shop.sell(await shop.again(dora), 60_000)
    assert await gifts(second, shop, anna) == [("referral", 50)]
    assert await gifts(second, shop, boris) == []
    assert (await second.read(referrals.funnel, boris.member_id)).opened == 0


async def test_members_staff_and_oneself_are_refused_at_the_door(shop: Shop, second: Database) -> None:
    anna, boris = await shop.member(), await shop.member("Boris")
    payload = await link(shop, anna)
    assert (await arrive(shop, anna, payload)).reason == "self"
    assert (await arrive(shop, boris, payload)).reason == "member"
    assert (await arrive(shop, shop.cashier, payload)).reason == "staff"
    assert (await arrive(shop, await shop.stranger("Zoe"), "made-up")).reason == "off"
    assert (await second.read(referrals.funnel, anna.member_id)).opened == 0


async def test_staff_neither_invite_nor_are_invited_whenever_they_were_hired(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    early, late = await shop.stranger("Early"), await friend_of(shop, anna, "Late")
    await arrive(shop, early, await link(shop, anna))

    async def hire(person: Person) -> None:
        invited = await shop.database.write(team.invite, shop.owner, "cashier", None, shop.now)
        await shop.database.write(team.accept, person, invited.token, shop.now)

    await hire(early)
    assert (await register(shop, early)).referral == Referral(reason="staff")
    assert await state(second, await shop.again(early)) == ("refused", "staff")
    await hire(anna)
    await shop.sell(late, 60_000)
    assert await state(second, late) == ("refused", "staff")
    zoe = await shop.stranger("Zoe")
    assert (await arrive(shop, zoe, await link(shop, anna))).reason == "staff"


async def test_without_the_rule_nobody_is_invited(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    zoe, boris = await shop.stranger("Zoe"), await friend_of(shop, anna)
    await arrive(shop, zoe, await link(shop, anna))
    await rewrite(shop, replace(FRIENDS, paused=True))
    assert (await arrive(shop, await shop.stranger("Late"), await link(shop, anna))).reason == "off"
    assert (await register(shop, zoe)).referral is None
    assert await state(second, await shop.again(zoe)) == ("", "")
    await shop.sell(boris, 60_000)
    assert await state(second, boris) == ("pending", "")  # nothing is lost while the rule rests
    await rewrite(shop, FRIENDS)
    await shop.sell(boris, 60_000)
    assert await state(second, boris) == ("paid", "")


async def test_conditions_are_those_of_the_friends_purchase(shop: Shop, second: Database) -> None:
    await rewrite(shop, replace(FRIENDS, when=When(weekdays=frozenset({1}))))
    anna = await shop.member()
    boris = await friend_of(shop, anna)
    await shop.sell(boris, 60_000)
    assert await state(second, boris) == ("pending", "")
    shop.later(days=1)
    await shop.sell(boris, 60_000)
    assert await state(second, boris) == ("paid", "")


async def test_a_second_account_of_the_same_phone_is_oneself(shop: Shop, second: Database) -> None:
    old = await shop.member("Anna", phone="+359 88 1")
    payload = await link(shop, old)
    new = await shop.stranger("Anna")
    await arrive(shop, new, payload)
    assert (await register(shop, new, phone="359881")).moved  # the card comes over: there is nobody new
    assert (await arrive(shop, old, payload)).reason == "self"
    assert (await register(shop, old)).referral is None
    again = await shop.again(old)
    await shop.sell(again, 60_000)
    assert await state(second, again) == ("", "")
    assert await gifts(second, shop, await shop.again(new)) == []


async def test_a_ring_is_refused_however_long_it_is(shop: Shop, second: Database) -> None:
    anna = await shop.member("Anna", phone="+359881")
    boris = await friend_of(shop, anna)
    dora = await friend_of(shop, boris, "Dora")
    await register(shop, await shop.stranger("Anna"), phone="+359881")  # the card has left the first account
    assert (await arrive(shop, anna, await link(shop, boris))).reason == "ring"
    assert (await arrive(shop, anna, await link(shop, dora))).reason == "ring"
    assert (await register(shop, anna)).referral is None
    assert await state(second, await shop.again(anna)) == ("", "")


async def rewrite(shop: Shop, changed: Rule) -> None:
    """Lets the shop's referral rule be this one from now."""

    programme = await shop.database.read(versions.current, shop.now)
    rules = tuple(changed if each.id == changed.id else each for each in programme.rules)
    await shop.database.write(changing.change, shop.owner, programme.version, rules, programme.settings, None, shop.now)
