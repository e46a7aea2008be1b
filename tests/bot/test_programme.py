"""The owner's programme: rules in words, forms, limits, versions with a date, undo, and two owners at once."""

from datetime import UTC, date, datetime, time

import pytest

from bot.owner.reading import NotUnderstoodError, read
from bot.speech import Speech
from bot.values import Setting, Teller, when_settings
from loyalty.presets import PRESETS
from loyalty.programme import Programme
from sandbox.phone import Phone
from services import drafts, programmes, staff
from storage.tables import programme_version
from tests.locales.forms import own_settings
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


async def running(shop: LiveShop) -> Programme:
    return await shop.database.read(programmes.current, shop.clock())


async def versions(shop: LiveShop) -> int:
    return len(await shop.database.read(lambda c: c.execute(programme_version.select()).all()))


async def rules(shop: LiveShop, language: str = "en", preset: str = "shop") -> Phone:
    """Returns the owner's phone with the rules on the screen."""
    olga = await shop.owner(language=language, preset=preset)
    await olga.say("/business")
    await olga.tap({"en": "Rules", "ru": "Правила"}[language])
    return olga


async def another_owner(shop: LiveShop, name: str = "Pavel") -> Phone:
    pavel = shop.sandbox.phone(name)
    link = await shop.database.write(staff.owner_link, shop.clock())
    await pavel.start("i_" + link.token)
    await pavel.wait("What shall we look at")
    return pavel


async def rate(olga: Phone, points: str) -> None:
    """Opens the rate's form and types a number; the rule is on the screen afterwards."""
    await olga.tap("1 point for every")
    await olga.tap("Points: ")
    await olga.wait("Type a whole number")
    await olga.say(points)
    await olga.wait("Not in force yet")


async def put_in_force(olga: Phone, since: str = "From now on") -> None:
    await olga.tap("Check and put in force")
    await olga.tap(since)
    await olga.tap("Put in force")
    await olga.wait("Done")


async def sold(shop: LiveShop, karim: Phone, anna: Phone, amount: int = 1000) -> int:
    before = await shop.points(anna)
    await karim.say(await shop.digits(anna))
    await karim.wait("Anna")
    await karim.say(str(amount))
    await karim.tap("✅")
    await karim.wait("Recorded")
    return await shop.points(anna) - before


async def test_a_rate_is_changed_shown_before_and_after_and_earns_at_once(shop: LiveShop) -> None:
    olga = await rules(shop)
    karim, anna = await shop.cashier(olga), await shop.member()
    await rate(olga, "3")
    assert "Points: 1 point → 3 points" in olga.last.text
    assert (await running(shop)).version == 1, "a draft changes nothing"
    assert await sold(shop, karim, anna) == 10
    await olga.tap("Check and put in force")
    checked = await olga.wait("Please check")
    assert "Points: 1 point → 3 points" in checked.text
    await olga.tap("From now on")
    await olga.wait("Holds from now on")
    await olga.tap("Put in force", times=2)
    await olga.wait("Done")
    assert await versions(shop) == 2
    assert await sold(shop, karim, anna) == 30
    await olga.tap("Undo", times=2)
    await olga.wait("as they were")
    assert await versions(shop) == 3
    assert await sold(shop, karim, anna) == 10


async def test_a_change_holds_from_the_next_day_on(shop: LiveShop) -> None:
    olga = await rules(shop)
    karim, anna = await shop.cashier(olga), await shop.member()
    await rate(olga, "5")
    await put_in_force(olga, "From tomorrow")
    assert "June 2, 2026" in olga.last.text
    assert await sold(shop, karim, anna) == 10
    shop.later(hours=24)
    assert await sold(shop, karim, anna) == 50
    await olga.tap("All rules")
    listed = await olga.wait("5 points for every")
    assert "planned" not in listed.text


async def test_a_typed_date_must_be_one_and_to_come(shop: LiveShop) -> None:
    olga = await rules(shop)
    await rate(olga, "5")
    await olga.tap("Check and put in force")
    await olga.tap("From another day")
    await olga.wait("Type the date")
    for nonsense, words in (
        ("soon", "Type the date"),
        ("31.2.2027", "Type the date"),
        ("31.5.2026", "That day is over"),
    ):
        await olga.say(nonsense)
        await olga.wait(words)
    await olga.say("24.12")
    await olga.wait("December 24, 2026")
    await olga.tap("Put in force")
    await olga.wait("December 24, 2026")
    christmas = datetime(2026, 12, 23, 22, tzinfo=UTC)
    found = await shop.database.read(programmes.current, christmas)
    assert (found.version, found.valid_from) == (2, christmas), "midnight in Sofia"


async def test_a_planned_change_can_be_joined_or_withdrawn(shop: LiveShop) -> None:
    olga = await rules(shop)
    await rate(olga, "5")
    await put_in_force(olga, "From tomorrow")
    await olga.tap("All rules")
    await olga.wait("A change is planned")
    await olga.tap("50 points for joining")
    await olga.tap("Points: 50")
    await olga.say("70")
    await olga.tap("Check and put in force")
    asked = await olga.wait("planned already")
    assert "From now on" not in asked.labels
    await olga.tap("From another day")
    await olga.say("1.6.2026")
    await olga.wait("Type 02.06.2026 or a later day")
    await olga.say("2.6.2026")
    await olga.tap("Put in force")
    await olga.wait("Done")
    assert (await running(shop)).version == 1
    await olga.tap("All rules")
    await olga.tap("Withdraw the planned change")
    await olga.tap("Yes, withdraw", times=2)
    await olga.wait("Withdrawn")
    shop.later(days=3)
    programme = await running(shop)
    assert (programme.version, programme.rules[0].config.points) == (4, 1)
    await olga.tap("All rules")
    await olga.tap("Versions")
    await olga.wait(lambda m: any(label.startswith("✖️ 3") for label in m.labels))
    await olga.tap("✖️ 3")
    withdrawn = await olga.wait("was withdrawn")
    assert "50 points → 70 points" in withdrawn.text


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
    await olga.tap("1 point for every")
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
    await olga.tap("1 балл за каждые 20")
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
    await olga.tap("Outlets")
    await olga.tap("Back")
    await olga.tap("Rules")
    listed = await olga.wait("Not in force yet")
    assert "1 point → 5 points" in listed.text
    await olga.tap("Forget my changes")
    await olga.wait(lambda m: "Not in force" not in m.text and "1 point for every" in m.text)
    assert await versions(shop) == 1


async def test_of_two_owners_the_slower_is_told_and_loses_nothing_from_sight(shop: LiveShop) -> None:
    olga = await rules(shop)
    pavel = await another_owner(shop)
    await pavel.tap("Rules")
    await rate(pavel, "3")
    await rate(olga, "5")
    await olga.tap("Check and put in force")
    await olga.tap("From now on")
    await put_in_force(pavel)
    await olga.tap("Put in force")
    told = await olga.wait("Pavel has changed the rules meanwhile")
    assert "1 point → 5 points" in told.text
    assert await versions(shop) == 2
    await olga.tap("as they are now")
    await olga.wait("3 points for every")
    await olga.tap("3 points for every")
    await olga.tap("Points: ")
    await olga.say("5")
    await put_in_force(olga)
    assert (await running(shop)).rules[0].config.points == 5


async def test_undo_after_somebody_elses_change_is_refused(shop: LiveShop) -> None:
    olga = await rules(shop)
    await rate(olga, "5")
    await put_in_force(olga)
    pavel = await another_owner(shop)
    await pavel.tap("Rules")
    await pavel.tap("50 points for joining")
    await pavel.tap("Points: ")
    await pavel.say("60")
    await put_in_force(pavel)
    await olga.tap("Undo")
    assert "Pavel has changed the rules meanwhile" in olga.toasts[-1].text
    assert (await running(shop)).version == 3


async def test_a_rule_is_paused_goes_on_and_is_removed(shop: LiveShop) -> None:
    olga = await rules(shop)
    karim, anna = await shop.cashier(olga), await shop.member()
    await olga.tap("1 point for every")
    await olga.tap("Pause")
    await olga.wait("⏸")
    await olga.tap("From now on")
    await olga.tap("Put in force")
    await olga.wait("Done")
    assert await sold(shop, karim, anna) == 0
    await olga.tap("All rules")
    await olga.wait("paused:")
    await olga.tap("⏸ 1 point for every")
    await olga.tap("Go on")
    await olga.tap("From now on")
    await olga.tap("Put in force")
    await olga.wait("Done")
    assert await sold(shop, karim, anna) == 10
    await olga.tap("All rules")
    await olga.tap("1 point for every")
    await olga.tap("Remove")
    await olga.wait("➖")
    await olga.tap("From now on")
    await olga.tap("Put in force")
    await olga.wait("Done")
    assert await sold(shop, karim, anna) == 0


async def test_conditions_are_set_by_tapping_and_typing(shop: LiveShop) -> None:
    olga = await rules(shop)
    await olga.tap("1 point for every")
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
    await olga.wait("3:00")
    await olga.say("22:30 - 2")
    await olga.wait("10:30")
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
    await olga.tap("1 point for every")
    await olga.tap("Larger purchases")
    for minimum, points in (("5000", "4"), ("1000", "2")):
        await olga.tap("Add a step")
        await olga.wait("Purchases from")
        await olga.say(minimum)
        await olga.say("many")
        await olga.wait("I can’t take “many”")
        await olga.say(points)
        await olga.say("100")
        await olga.wait(lambda m, minimum=minimum: any(f"{int(minimum):,}" in label for label in m.labels))
    await olga.tap("Add a step")
    await olga.say("3000")
    await olga.say("1")
    await olga.say("100")
    await olga.wait("every step must be higher")
    await olga.tap("5,000")
    await olga.tap("Remove this step", times=2)
    await olga.wait(lambda m: "Add a step" in " ".join(m.labels) and "5,000" not in m.text)
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
    await olga.tap("a stamp for every item")
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
    await olga.tap("Карта штампов")
    await olga.tap("Добавить")
    await olga.tap("За полную карту")
    await olga.wait("Сначала создайте купон")
    await olga.tap("Назад")
    await olga.tap("Проверить и включить")
    await olga.wait("Карта штампов: «За полную карту» пока не заполнено")
    await olga.tap("Назад")
    await olga.tap("Добавить правило")
    await olga.tap("Купон")
    await olga.tap("Добавить")
    await olga.tap("Название")
    await olga.say("Кофе <в подарок>")
    await olga.wait("Кофе <в подарок>")
    await olga.tap("Назад")
    await olga.tap("штамп за каждый товар")
    await olga.tap("За полную карту")
    await olga.tap("Кофе <в подарок>")
    await olga.tap("Проверить и включить")
    checked = await olga.wait("Проверьте")
    assert "не заполнено" not in checked.text


async def test_many_rules_with_many_names_fit_into_a_message(shop: LiveShop) -> None:
    olga = await rules(shop)
    draft, person = await running(shop), await shop.person(olga)
    for number in range(60):
        rule_id = f"category_discount-{number}"
        draft = drafts.add(draft, rule_id, "category_discount")
        names = [f"Category of goods number {number}-{name}" for name in range(20)]
        draft = drafts.put(draft, rule_id, ["config", "categories"], names)
    await shop.database.write(programmes.change, person, 1, draft.rules, draft.settings, None, shop.clock())
    await olga.say("/business")
    await olga.tap("Rules")
    listed = await olga.wait("more rules below")
    assert len([label for label in listed.labels if "10 % off" in label]) == 60
    await olga.tap("Versions")
    await olga.tap("2 · Jun")
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


async def test_going_back_to_an_earlier_version(shop: LiveShop) -> None:
    olga = await rules(shop)
    for points in ("3", "4"):
        await olga.say("/business")
        await olga.tap("Rules")
        await olga.tap("for every")
        await olga.tap("Points: ")
        await olga.say(points)
        await put_in_force(olga)
    await olga.tap("All rules")
    await olga.tap("Versions")
    await olga.tap("1 · Jun")
    await olga.tap("Go back to this version")
    asked = await olga.wait("This will change")
    assert "4 points → 1 point" in asked.text
    await olga.tap("Yes, from now on", times=2)
    await olga.wait("as they were")
    assert ((await running(shop)).version, (await running(shop)).rules[0].config.points) == (4, 1)


async def test_stale_buttons_lead_somewhere_and_change_nothing(shop: LiveShop) -> None:
    olga = await rules(shop)
    await olga.tap("50 points for joining")
    await olga.tap("Remove")
    await olga.tap("Back")
    await olga.wait("Not in force yet")
    await olga.tap("Forget my changes")
    await olga.settle()
    assert await versions(shop) == 1
    assert "welcome" in [rule.id for rule in (await running(shop)).rules]


# --- what may be typed ------------------------------------------------------------------------------------------------


def setting(mechanic: str, name: str) -> Setting:
    every = when_settings() if mechanic == "when" else own_settings(mechanic)
    return next(found for found in every if found.field.name == name)


@pytest.mark.parametrize(
    ("mechanic", "name", "typed", "value"),
    [
        ("earn", "points", "1 000", 1000),
        ("earn", "points", "5 баллов", 5),
        ("earn", "per", "12,50 ₽", 1250),
        ("points_tender", "minimum", "0", 0),
        ("points_tender", "cap", "12,5 %", 1250),
        ("points_tender", "cap", "100", 10_000),
        ("boost", "factor", "×2", 20_000),
        ("boost", "factor", "1,5", 15_000),
        ("boost", "factor", "3х", 30_000),
        ("earn", "excluded", "  tobacco , Gift  cards,, ", ["Gift cards", "tobacco"]),
        ("coupon", "title", " Free   coffee ", "Free coffee"),
        ("when", "hours", "с 15 до 17", ["15:00:00", "17:00:00"]),
        ("when", "hours", "3:00 PM–5:30 pm", ["15:00:00", "17:30:00"]),
        ("when", "hours", "22.30-24", ["22:30:00", "00:00:00"]),
        ("when", "since", "1.7", "2026-07-01"),
        ("when", "since", "1.5", "2027-05-01"),
        ("when", "since", "2026-12-31", "2026-12-31"),
    ],
)
def test_settings_are_read_as_people_write_them(mechanic: str, name: str, typed: str, value: object) -> None:
    teller = Teller(Speech("ru", "RUB"), PRESETS["shop"].programme("RUB"))
    assert read(teller, setting(mechanic, name), typed, date(2026, 6, 1)) == value


@pytest.mark.parametrize(
    ("mechanic", "name", "typed"),
    [
        ("earn", "points", "1e3"),
        ("earn", "points", "1k"),
        ("earn", "points", "9" * 30),
        ("points_tender", "cap", "101"),
        ("points_tender", "cap", "0"),
        ("boost", "factor", "1"),
        ("boost", "factor", "nan"),
        ("coupon", "title", " "),
        ("coupon", "title", "x" * 61),
        ("coupon", "title", "a\u202eb"),
        ("earn", "excluded", "x" * 61),
        ("when", "hours", "15-15"),
        ("when", "hours", "25-26"),
        ("when", "hours", "15"),
        ("when", "since", "30.2"),
        ("when", "since", "tomorrow"),
    ],
)
def test_what_cannot_be_read_is_not_guessed(mechanic: str, name: str, typed: str) -> None:
    teller = Teller(Speech("en", "RUB"), PRESETS["shop"].programme("RUB"))
    with pytest.raises(NotUnderstoodError):
        read(teller, setting(mechanic, name), typed, date(2026, 6, 1))
