"""How far it is: a wish of an owner is a few taps away, and a change has one confirmation with its before → after."""

import pytest

from sandbox.phone import Phone
from sandbox.screen import Button
from services import team
from tests.bot.desk import rules, running, versions
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


async def go(phone: Phone, *steps: str) -> tuple[int, int]:
    """Taps each button, or types what follows a `>`; returns how many taps and how many typed messages it took."""
    for step in steps:
        await (phone.say(step[1:]) if step.startswith(">") else phone.tap(step))
    typed = sum(step.startswith(">") for step in steps)
    return len(steps) - typed, typed


async def test_a_programme_is_set_up_by_at_most_8_taps_and_1_typed_message(shop: LiveShop) -> None:
    link = await shop.database.write(team.owner_link, shop.clock())
    olga = shop.sandbox.phone("Olga")
    await olga.start("i_" + link.token)
    taps, typed = await go(olga, ">Corner", "EUR", "London", "English", "Coffee shop", "Start with these")
    await olga.wait("What shall we look at")
    assert (await running(shop)).zone == "Europe/London"
    assert (taps, typed) <= (8, 1)
    assert typed == 1


async def test_a_rule_is_changed_by_at_most_4_taps_and_one_confirmation(shop: LiveShop) -> None:
    olga = await shop.owner(preset="coffee_shop")
    taps, _ = await go(olga, "Rules", "Cashback 10%", "Points: 1", ">2")
    asked = await olga.wait("Cashback 10% → Cashback 20%")
    assert "Points: 1 point → 2 points" in asked.text
    taps += (await go(olga, "From now on"))[0]
    await olga.wait("Done")
    assert taps <= 4
    assert (await running(shop)).rules[0].config.points == 2


async def test_a_rule_is_switched_off_and_on_by_one_tap_on_its_card(shop: LiveShop) -> None:
    olga = await rules(shop, preset="coffee_shop")
    listed = await olga.wait("Tap a rule")
    assert "🟢 Every 6th coffee is free" in listed.text
    assert "🟢 Every 6th coffee free" in listed.labels
    assert (await go(olga, "Every 6th coffee free", "Switch off"))[0] + 1 + 1 <= 4
    asked = await olga.wait("on → off")
    assert "Every 6th coffee free" in asked.text
    await olga.tap("From now on")
    await olga.tap("All rules")
    await olga.tap("⚪ Every 6th coffee free")
    await olga.tap("Switch on")
    await olga.wait("off → on")
    await olga.tap("From now on")
    await olga.wait("Done")
    assert await versions(shop) == 3
    assert not any(rule.paused for rule in (await running(shop)).rules)


async def test_a_confirmation_holds_only_for_the_changes_that_it_has_shown(shop: LiveShop) -> None:
    olga = await rules(shop)
    assert olga.chat is not None
    await go(olga, "Cashback", "Points: ", ">3")
    old = await olga.wait("Points: 1 point → 3 points")
    confirm = next(each for row in old.buttons for each in row if "From now on" in each.text)
    await go(olga, "Points: ", ">4")
    await olga.wait("Points: 1 point → 4 points")
    for tap in (confirm, Button("", "callback_data", "ru:since:::now"), Button("", "callback_data", "ru:confirm:::1")):
        await olga.press(olga.chat.messages[old.id], tap)
        await olga.settle()
        shown = next(each for each in olga.messages if each.id == old.id).text
        assert shown.startswith("🔎 Please check")
        assert "1 point → 4 points" in shown
        assert await versions(shop) == 1, "what was not shown is not put in force"
    await olga.tap("From now on")
    await olga.wait("Done")
    assert (await running(shop)).rules[0].config.points == 4


async def test_a_card_asks_only_for_what_counts_and_keeps_the_rare_apart_until_it_is_set(shop: LiveShop) -> None:
    olga = await rules(shop, preset="coffee_shop")
    await olga.tap("🎟 Free coffee")
    card = await olga.wait(lambda m: "Gives: a free item" in m.labels)
    assert [label for label in card.labels if label.startswith(("Discount", "Points", "Uses", "Sum"))] == ["Sum: ₽300"]
    await go(olga, "More settings", "Uses in all", ">50")
    await olga.wait(lambda m: "Uses in all: 50 times" in m.labels and "Gives: a free item" in m.labels)
    await go(olga, "Gives: a free item", "per cent off")
    await olga.wait(lambda m: "Discount: 10%" in m.labels and "Sum: ₽300" not in m.labels)
