"""The owner says names in other languages and calls points otherwise; members read it in theirs, everywhere."""

import pytest

from sandbox.phone import Phone
from services import team
from services.rewards import coupons
from tests.bot.desk import put_in_force, rules, running, versions
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


async def names(shop: LiveShop, preset: str = "coffee_shop") -> Phone:
    olga = await rules(shop, preset=preset)
    await olga.tap("Names in other languages")
    return olga


async def test_names_of_rewards_can_be_given_per_language(shop: LiveShop) -> None:
    olga = await names(shop)
    await olga.tap("Free coffee")
    asked = await olga.wait("What is it called in this language: Русский")
    assert "Български: Безплатно кафе" in asked.text
    await olga.say("Кофе за наш счёт")
    await olga.wait("Not in force yet")
    assert "Кофе за наш счёт" in olga.last.text
    await put_in_force(olga)
    told = (await running(shop)).settings.wording
    assert told.name("Free coffee", "ru") == "Кофе за наш счёт"
    anna = await shop.member("Anna", language="ru")
    await anna.tap("Награды")
    assert "Кофе за наш счёт" in (await anna.wait("Ваши награды")).text


async def test_the_shops_own_word_for_points_is_used_everywhere(shop: LiveShop) -> None:
    olga = await names(shop)
    await olga.tap("Points are called: Points")
    await olga.tap("English")
    await olga.wait("separated by commas")
    await olga.say("bean")
    await olga.wait("I need 2 forms")
    await olga.say("1 bean, 5 beans")
    shown = await olga.wait("1 bean, 2 beans, 5 beans")
    assert "Not in force yet" in shown.text
    await put_in_force(olga)
    anna = await shop.member("Anna")
    karim = await shop.cashier(olga)
    assert "beans" in (await anna.wait("beans")).text
    await karim.say(await shop.digits(anna))
    assert "⭐ 50 beans" in (await karim.wait("Anna")).text
    await karim.say("1000")
    await karim.tap("✅")
    receipt = await anna.wait("+100 beans")
    assert "point" not in receipt.text


async def test_a_word_without_all_its_forms_is_refused_and_points_come_back(shop: LiveShop) -> None:
    olga = await names(shop, preset="stars")
    await olga.tap("Points are called: Stars")
    await olga.tap("Call them points again")
    await olga.wait("1 point, 2 points, 5 points")
    before = await versions(shop)
    await put_in_force(olga)
    assert await versions(shop) == before + 1
    assert (await running(shop)).settings.wording.points == ()


async def test_a_cashier_reads_the_goods_in_their_own_language(shop: LiveShop) -> None:
    olga, anna = await shop.owner(preset="stars"), await shop.member()
    karim = await shop.cashier(olga, language="ru")
    await karim.say(await shop.digits(anna))
    await karim.wait("Anna")
    await karim.tap("Напитки")
    await karim.wait("Напитки")
    await karim.say("300")
    assert "Напитки" in (await karim.wait("Начислим: 6 звёзд")).text


async def test_cashiers_and_owners_read_names_in_their_own_language_too(shop: LiveShop) -> None:
    olga = await names(shop)
    boris, anna = await shop.cashier(olga, "Boris", language="bg"), await shop.member()
    coupon = await shop.database.write(
        coupons.issue, "free-coffee", await shop.member_id(anna), source="test", now=shop.clock()
    )
    assert coupon
    await boris.say(await shop.digits(anna))
    await boris.wait("Anna")
    await boris.start("k_" + coupon.code)
    shown = [await boris.wait("🎟 Безплатно кафе")]
    await boris.tap("Кафе")
    shown.append(await boris.wait("Кафе"))
    await boris.say("300")
    shown.append(await boris.wait("🏷 Безплатно кафе"))
    assert [each for each in shown if "offee" in each.text + "".join(each.labels)] == []
    ivan = shop.sandbox.phone("Ivan", language="ru")
    link = await shop.database.write(team.owner_link, shop.clock())
    await ivan.start("i_" + link.token)
    await ivan.tap("Акции")
    await ivan.tap("Купоны")
    listed = await ivan.wait("Кофе в подарок")
    assert "offee" not in listed.text + "".join(listed.labels)


async def test_the_rule_of_levels_calls_them_all_in_the_readers_language(shop: LiveShop) -> None:
    olga = await rules(shop, language="ru", preset="stars")
    told = olga.last
    assert "Золотой от 300" in told.text
    assert "🟢 Уровни: Зелёный – Золотой" in told.labels
