"""The owner's programme: rules in words, forms, limits, conditions, ladders, and rules that come and go."""

from dataclasses import replace
from datetime import date, time

import pytest

from sandbox.screen import Button
from services.plumbing import conversations
from services.programme import changing, drafts
from tests.bot.desk import put_in_force, rate, rules, running, sold, versions
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


@pytest.mark.parametrize(
    ("button", "nonsense", "expected"),
    [
        ("Points: ", "lots", "From 1 to 1,000,000"),
        ("Points: ", "0", "From 1 to 1,000,000"),
        ("Points: ", "1.5", "whole number"),
        ("For every", "-100", "Type a sum of money"),
        ("Good for", "4000", "From 1 to 3,650"),
        ("Good for", "<b>x</b> & y", "From 1 to 3,650"),
    ],
)
async def test_nonsense_is_refused_with_what_is_expected_and_the_question_stays(
    shop: LiveShop, button: str, nonsense: str, expected: str
) -> None:
    olga = await rules(shop)
    await olga.tap("Cashback")
    await olga.tap(button)
    await olga.wait("Now:")
    await olga.say(nonsense)
    refused = await olga.wait("I can’t take")
    assert expected in refused.text
    assert nonsense in refused.text
    await olga.say("200")
    await olga.wait("Not in force yet")


async def test_what_fits_its_limits_but_not_its_rule_is_refused_in_words(shop: LiveShop) -> None:
    olga = await rules(shop, language="ru", preset="salon")
    await olga.tap("Кешбэк")
    await olga.tap("Баллы: ")
    await olga.say("9")
    refused = await olga.wait("каждая ступень должна быть выше")
    assert "Введите целое число" in refused.text
    assert (await running(shop)).rules[0].config.points == 1


async def test_the_draft_survives_other_screens_and_a_forgotten_one_is_gone(shop: LiveShop) -> None:
    olga = await rules(shop)
    await rate(olga, "5")
    await olga.say("/scan")
    await olga.say("/business")
    await olga.tap("Team")
    await olga.tap("Outlets")
    await olga.tap("Back")
    await olga.tap("Back")
    await olga.tap("Rules")
    listed = await olga.wait("Not in force yet")
    assert "1 point → 5 points" in listed.text
    await olga.tap("Discard my changes")
    await olga.wait(lambda m: "Not in force" not in m.text and "1 point for every" in m.text)
    assert await versions(shop) == 1


async def test_a_rule_is_paused_goes_on_and_is_removed(shop: LiveShop) -> None:
    olga = await rules(shop)
    karim, anna = await shop.cashier(olga), await shop.member()
    await olga.tap("Cashback")
    await olga.tap("Switch off")
    await olga.wait("on → off")
    await olga.tap("From now on")
    await olga.wait("Done")
    assert await sold(shop, karim, anna) == 0
    await olga.tap("All rules")
    await olga.tap("⚪ Cashback")
    await olga.tap("Switch on")
    await olga.tap("From now on")
    await olga.wait("Done")
    assert await sold(shop, karim, anna) == 10
    await olga.tap("All rules")
    await olga.tap("Cashback")
    await olga.tap("Remove")
    await olga.wait("➖")
    await olga.tap("From now on")
    await olga.wait("Done")
    assert await sold(shop, karim, anna) == 0


async def test_conditions_are_set_by_tapping_and_typing(shop: LiveShop) -> None:
    olga = await rules(shop)
    await olga.tap("Cashback")
    await olga.tap("Conditions")
    await olga.tap("Days of the week")
    await olga.tap("Monday", times=2)
    await olga.wait("Now: Mon")
    await olga.tap("Friday")
    await olga.wait("Mon, Fri")
    await olga.tap("✓ Monday")
    await olga.wait("Now: Fri")
    await olga.tap("Back")
    await olga.tap("Hours")
    await olga.say("nine to five")
    await olga.wait("15:00")
    await olga.say("22:30 - 2")
    await olga.wait("22:30–02:00")
    await olga.tap("Outlets")
    await olga.tap("Corner")
    await olga.wait(lambda m: "✓ Corner" in m.labels)
    await olga.tap("Back")
    await olga.tap("First purchase")
    await olga.tap("Yes")
    await olga.tap("Last day")
    await olga.say("31.12.2026")
    await put_in_force(olga)
    when = (await running(shop)).rules[0].when
    assert (when.weekdays, when.hours, when.outlets) == (frozenset({4}), (time(22, 30), time(2)), frozenset({"1"}))
    assert (when.first_purchase, when.until) == (True, date(2026, 12, 31))


async def test_a_ladder_gets_a_step_where_it_belongs_and_loses_it(shop: LiveShop) -> None:
    olga = await rules(shop)
    await olga.tap("Cashback")
    await olga.tap("Larger purchases")
    for minimum, points in (("5000", "4"), ("1000", "2")):
        await olga.tap("Add one")
        await olga.wait("Purchases from")
        await olga.say(minimum)
        await olga.say("many")
        await olga.wait("I can’t take “many”")
        await olga.say(points)
        await olga.say("100")
        await olga.wait(lambda m, minimum=minimum: any(f"{int(minimum):,}" in label for label in m.labels))
    await olga.tap("Add one")
    await olga.say("3000")
    await olga.say("1")
    await olga.say("100")
    await olga.wait("every step must be higher")
    await olga.tap("5,000")
    await olga.tap("Remove this one", times=2)
    await olga.wait(lambda m: "Add one" in " ".join(m.labels) and "5,000" not in m.text)
    await olga.tap("Back")
    await put_in_force(olga)
    (rung,) = (await running(shop)).rules[0].config.ladder
    assert (rung.minimum, rung.points, rung.per) == (100_000, 2, 10_000)


async def test_a_rule_is_added_with_its_form_and_one_is_borrowed_with_its_coupon(shop: LiveShop) -> None:
    olga = await rules(shop)
    karim, anna = await shop.cashier(olga), await shop.member()
    await olga.tap("Add a rule")
    await olga.tap("Points on top")
    await olga.wait("A fixed number of points")
    await olga.tap("Add it", times=2)
    await olga.tap("Points: 10")
    await olga.say("25")
    await olga.wait("25 points for a purchase")
    await olga.tap("Back")
    await olga.tap("Add a rule")
    await olga.tap("From a ready programme")
    await olga.tap("Coffee shop")
    await olga.tap("Every 6th")
    await olga.tap("Full card gives")
    await olga.wait("Free coffee")
    await olga.tap("Back")
    await put_in_force(olga)
    made = (await running(shop)).rules
    assert [rule.id for rule in made[-3:]] == ["bonus-2", "free-coffee-2", "stamps-2"]
    assert await sold(shop, karim, anna) == 10 + 25


async def test_what_is_still_empty_is_said_before_it_is_put_in_force(shop: LiveShop) -> None:
    olga = await rules(shop, language="ru")
    await olga.tap("Добавить правило")
    await olga.tap("Карта со штампами")
    await olga.tap("Добавить")
    await olga.tap("За полную карту")
    await olga.wait("Сначала создайте купон")
    await olga.tap("Назад")
    await olga.wait("Карта со штампами: «За полную карту» пока не заполнено")
    await olga.tap("Назад")
    await olga.tap("Добавить правило")
    await olga.tap("Купон")
    await olga.tap("Добавить")
    await olga.tap("Название")
    await olga.say("Кофе <в подарок>")
    await olga.wait("Кофе <в подарок>")
    await olga.tap("Назад")
    await olga.tap("5 штампов")
    await olga.tap("За полную карту")
    await olga.tap("Кофе <в подарок>")
    checked = await olga.wait("Ещё не действует")
    assert "не заполнено" not in checked.text


async def test_many_rules_with_many_names_fit_into_a_message(shop: LiveShop) -> None:
    olga = await rules(shop)
    draft, person = await running(shop), await shop.person(olga)
    for number in range(60):
        rule_id = f"category_discount-{number}"
        draft = drafts.add(draft, rule_id, "category_discount")
        names = [f"Category of goods number {number}-{name}" for name in range(20)]
        draft = drafts.put(draft, rule_id, ["config", "categories"], names)
    await shop.database.write(changing.change, person, 1, draft.rules, draft.settings, None, shop.clock())
    await olga.say("/business")
    await olga.tap("Rules")
    listed = await olga.wait("more rules below")
    assert len([label for label in listed.labels if "10% off" in label]) == 60
    await olga.tap("Versions")
    await olga.tap("2 · 1 Jun")
    await olga.wait("What it changed")


async def test_settings_for_all_are_changed_too(shop: LiveShop) -> None:
    olga = await rules(shop)
    await olga.tap("Settings for all")
    await olga.tap("Purchases a day")
    asked = await olga.wait("Type a whole number")
    assert "From 1 to 1,000" in asked.text
    await olga.say("2")
    changed = await olga.wait("20 → 2")
    assert "Settings for all" in changed.text
    await put_in_force(olga)
    assert (await running(shop)).settings.receipts_per_day == 2


async def test_a_screen_of_an_earlier_release_is_refused_in_words_and_nothing_is_guessed(shop: LiveShop) -> None:
    refusal = "This screen is out of date. Nothing was changed."
    olga = await rules(shop)
    listed = await olga.wait("Tap a rule")
    assert olga.chat is not None
    for old in ("ru:ask:earn:c.0:", "ru:put:earn:w.2:+1", "ru:add-rung:earn:c.2:0", "ru:remove-rung:earn:c.2.0:1"):
        await olga.press(olga.chat.messages[listed.id], Button("", "callback_data", old))
        assert (olga.toasts[-1].text, olga.toasts[-1].alert) == (refusal, True)
    await olga.tap("Cashback")
    await olga.tap("Points: ")
    await olga.settle()
    key = f"{olga.user.id}:{olga.user.id}"
    talk = await shop.database.read(conversations.get, key)
    await shop.database.write(conversations.put, replace(talk, data={**talk.data, "at": "c.0"}), shop.clock())
    await olga.say("5")
    await olga.wait(refusal)
    assert "Not in force yet" not in (await olga.wait("Tap a rule")).text


async def test_stale_buttons_lead_somewhere_and_change_nothing(shop: LiveShop) -> None:
    olga = await rules(shop)
    await olga.tap("For joining")
    await olga.tap("Remove")
    await olga.tap("Back")
    await olga.wait("Not in force yet")
    await olga.tap("Discard my changes")
    await olga.settle()
    assert await versions(shop) == 1
    assert "welcome" in [rule.id for rule in (await running(shop)).rules]
