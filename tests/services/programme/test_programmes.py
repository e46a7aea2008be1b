"""Versions of the programme: made from the newest, held from a date, taken back, and by nobody else meanwhile."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from loyalty.errors import PresetUnknown, SettingInvalid
from loyalty.presets import PRESETS
from loyalty.programme import Programme
from loyalty.recounting import renewed
from loyalty.registry import MECHANICS
from services import people, team
from services.database import Database
from services.people import Person
from services.programme import changing, drafts, setting_up, versions
from services.programme.changing import Changed, NothingChanged, PlanWaiting, ProgrammeChanged
from services.rewards import progress
from storage.tables import audit_log, programme_version
from tests.people import NOON, Shop, open_shop, rule

TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def newest(shop: Shop) -> Programme:
    return (await shop.database.read(changing.overview, shop.owner, shop.now)).newest


async def change(shop: Shop, draft: Programme, since: Any = None, by: Person | None = None) -> Changed:
    return await shop.database.write(
        changing.change, by or shop.owner, draft.version, draft.rules, draft.settings, since, shop.now
    )


async def held(shop: Shop, at: Any = None) -> int:
    return (await shop.database.read(versions.current, at or shop.now)).version


def dearer(programme: Programme, points: int = 2) -> Programme:
    return drafts.put(programme, "earn", ["config", "points"], points)


async def another_owner(shop: Shop) -> Person:
    link = await shop.database.write(team.owner_link, shop.now)
    return await shop.database.write(team.accept, await shop.stranger("Pavel"), link.token, shop.now)


async def test_a_change_makes_one_version_however_often_it_is_tapped(shop: Shop, second: Database) -> None:
    draft = dearer(await newest(shop))
    first = await change(shop, draft)
    shop.later(seconds=5)
    again = await change(shop, draft)
    assert (first.number, first.repeated, again.number, again.repeated) == (2, False, 2, True)
    assert again.valid_from == first.valid_from == NOON
    anna = await shop.member()
    assert (await shop.sell(anna, 100_000)).earned == 20
    noted = await second.read(
        lambda c: c.execute(select(audit_log.c.detail).where(audit_log.c.action == "programme_changed")).scalars().all()
    )
    assert noted == [{"version": 2, "valid_from": NOON.isoformat(), "like": 1}]


async def test_many_taps_at_once_make_one_version(shop: Shop, second: Database) -> None:
    draft = dearer(await newest(shop))
    made = await asyncio.gather(*(change(shop, draft) for _ in range(8)))
    assert {one.number for one in made} == {2}
    assert sum(not one.repeated for one in made) == 1
    assert await second.read(lambda c: c.execute(select(func.count()).select_from(programme_version)).scalar()) == 2


async def test_of_two_owners_at_once_the_later_is_told_who_was_quicker(shop: Shop) -> None:
    pavel = await another_owner(shop)
    draft = await newest(shop)
    ends = await asyncio.gather(
        change(shop, dearer(draft, 2)), change(shop, dearer(draft, 3), by=pavel), return_exceptions=True
    )
    refused = [end for end in ends if isinstance(end, ProgrammeChanged)]
    assert len(refused) == 1
    assert refused[0].who == ("Olga" if isinstance(ends[0], Changed) else "Pavel")
    assert (await newest(shop)).version == 2


async def test_a_version_holds_from_its_date_on(shop: Shop) -> None:
    await change(shop, dearer(await newest(shop)), TOMORROW)
    anna = await shop.member()
    assert (await shop.sell(anna, 100_000)).earned == 10
    assert (await held(shop), await held(shop, TOMORROW - timedelta(microseconds=1)), await held(shop, TOMORROW)) == (
        *(1, 1),
        2,
    )
    shop.now = TOMORROW
    assert (await shop.sell(anna, 100_000)).earned == 20
    assert [version.state for version in await shop.database.read(changing.versions, shop.owner, shop.now)] == [
        "holds",
        "past",
    ]


async def test_while_a_change_is_planned_another_joins_it_or_comes_later(shop: Shop) -> None:
    await change(shop, dearer(await newest(shop)), TOMORROW)
    plan = await newest(shop)
    further = drafts.put(plan, "redeem", ["config", "cap"], 5_000)
    for since in (None, TOMORROW - timedelta(hours=1)):
        with pytest.raises(PlanWaiting) as refusal:
            await change(shop, further, since)
        assert refusal.value.planned_from == TOMORROW
    made = await change(shop, further, TOMORROW)
    joined = await shop.database.read(versions.current, TOMORROW)
    assert (made.number, joined.version) == (3, 3)
    assert joined.rules == further.rules, "the earlier plan is part of it"
    states = [version.state for version in await shop.database.read(changing.versions, shop.owner, shop.now)]
    assert states == ["planned", "withdrawn", "holds"]


async def test_a_planned_change_is_withdrawn_before_it_holds(shop: Shop) -> None:
    before = await newest(shop)
    await change(shop, dearer(before), TOMORROW)
    await change(shop, dearer(await newest(shop), 3), TOMORROW + timedelta(days=5))
    overview = await shop.database.read(changing.overview, shop.owner, shop.now)
    assert (overview.newest.version, overview.held.version) == (3, 1)
    assert overview.planned_from == TOMORROW + timedelta(days=5)
    withdrawn = await shop.database.write(changing.go_back, shop.owner, 3, 1, shop.now)
    assert (withdrawn.number, withdrawn.valid_from) == (4, NOON)
    for later in (NOON, TOMORROW, TOMORROW + timedelta(days=30)):
        programme = await shop.database.read(versions.current, later)
        assert (programme.version, programme.rules) == (4, before.rules)
    states = [version.state for version in await shop.database.read(changing.versions, shop.owner, shop.now)]
    assert states == ["holds", "withdrawn", "withdrawn", "past"]


async def test_undo_brings_back_what_was_before_and_is_a_version_too(shop: Shop) -> None:
    before = await newest(shop)
    await change(shop, dearer(before))
    for _ in range(2):
        undone = await shop.database.write(changing.go_back, shop.owner, 2, 1, shop.now)
        assert undone.number == 3
    after = await newest(shop)
    assert (after.version, after.rules, after.settings) == (3, before.rules, before.settings)
    await shop.database.write(changing.go_back, shop.owner, 3, 2, shop.now)
    assert (await newest(shop)).rules == dearer(before).rules


async def test_undoing_what_joined_a_plan_leaves_the_plan(shop: Shop) -> None:
    await change(shop, dearer(await newest(shop)), TOMORROW)
    plan = await newest(shop)
    await change(shop, dearer(plan, 5), TOMORROW)
    undone = await shop.database.write(changing.go_back, shop.owner, 3, 2, shop.now)
    assert undone.valid_from == TOMORROW
    assert await held(shop) == 1
    assert (await shop.database.read(versions.current, TOMORROW)).rules == plan.rules


async def test_what_changes_nothing_and_what_cannot_be_is_refused(shop: Shop) -> None:
    draft = await newest(shop)
    with pytest.raises(NothingChanged):
        await change(shop, draft)
    with pytest.raises(NothingChanged):
        await shop.database.write(changing.go_back, shop.owner, 1, 1, shop.now)
    twice = replace(draft, rules=(*draft.rules, draft.rules[0]))
    with pytest.raises(SettingInvalid):
        await change(shop, twice)
    assert (await newest(shop)).version == 1


async def test_a_pause_lasts_until_the_rule_goes_on_and_old_receipts_keep_their_rules(shop: Shop) -> None:
    anna = await shop.member()
    await change(shop, drafts.pause(await newest(shop), "earn", paused=True))
    assert (await shop.sell(anna, 100_000)).earned == 0
    await change(shop, drafts.pause(await newest(shop), "earn", paused=False))
    assert (await shop.sell(anna, 100_000)).earned == 10
    await change(shop, drafts.remove(await newest(shop), "earn"))
    assert (await shop.sell(anna, 100_000)).earned == 0


async def test_an_owner_who_was_removed_changes_nothing(shop: Shop) -> None:
    pavel = await another_owner(shop)
    draft = dearer(await newest(shop))
    await shop.database.write(team.remove, shop.owner, pavel.id, shop.now)
    with pytest.raises(people.NotAllowed):
        await change(shop, draft, by=pavel)


@pytest.mark.parametrize("currency", ["RUB", "EUR", "KZT"])
@pytest.mark.parametrize("mechanic", sorted(MECHANICS))
def test_a_new_rule_of_every_mechanic_fits_its_currency(mechanic: str, currency: str) -> None:
    programme = replace(PRESETS["shop"].programme(currency), version=7)
    rule_id = drafts.new_id(programme, mechanic)
    made = drafts.add(programme, rule_id, mechanic)
    rule = drafts.find(made, rule_id)
    assert rule is not None
    assert rule.id == f"{mechanic}-8"
    assert drafts.add(made, rule_id, mechanic) == made, "a tap that is handled twice adds one"
    assert drafts.new_id(made, mechanic) == f"{mechanic}-8-2"
    if mechanic == "money_off":
        assert rule.config.amount == {"RUB": 10_000, "EUR": 100, "KZT": 50_000}[currency]
    if mechanic == "tiers":
        assert rule.config.levels[0].threshold == {"RUB": 100_000, "EUR": 1_000, "KZT": 500_000}[currency]
    if mechanic == "accumulating_discount":
        assert rule.config.steps[0].threshold == 5, "purchases are no money"


def test_a_rule_is_borrowed_from_a_preset_in_the_programmes_currency() -> None:
    programme = replace(PRESETS["shop"].programme("EUR"), version=1)
    made = drafts.borrow(programme, "happy-hour-2", "coffee_shop", "happy-hour")
    assert made.rules[-1].config.factor == 20_000
    assert drafts.borrow(made, "happy-hour-2", "coffee_shop", "happy-hour") == made
    for preset, name in (("coffee_shop", "nothing"), ("nothing", "earn")):
        with pytest.raises(PresetUnknown):
            drafts.borrow(programme, "x", preset, name)


def test_a_borrowed_stamp_card_brings_its_coupon_and_takes_none_that_is_there() -> None:
    programme = replace(setting_up.ready("coffee_shop", "RUB", "ru"), version=1, language="ru")
    made = drafts.borrow(programme, "stamps-2", "coffee_shop", "stamps")
    card, coupon = made.rules[-1], made.rules[-2]
    assert (card.id, card.config.reward, coupon.id) == ("stamps-2", "free-coffee-2", "free-coffee-2")
    assert coupon.config.title == drafts.find(programme, "free-coffee").config.title  # type: ignore[union-attr]  # it is there
    assert made.rules[:-2] == programme.rules


@pytest.mark.database("sqlite")
async def test_visits_are_no_money_when_a_rule_is_to_count_something_else(shop: Shop) -> None:
    grow = rule("accumulating_discount", "grow", steps=[{"threshold": 3, "percent": 500}])
    await shop.promise(grow)
    anna = await shop.member()
    for _ in range(3):
        sold = await shop.sell(anna, 100_000)
    assert sold.discount == 5_000
    spend = drafts.put(await newest(shop), "grow", ["config", "metric"], "spend")
    assert [each.threshold for each in spend.rules[-1].config.steps] == [500_000]  # five thousand, not three kopecks
    made = await change(shop, spend)
    assert (await change(shop, spend)).repeated
    assert (await newest(shop)).rules[-1].id == f"grow-{made.number}"
    assert (await shop.sell(anna, 600_000)).discount == 0
    counted = (await shop.database.read(progress.of_member, anna.member_id, shop.now)).counters[0].progress
    assert (counted.have, counted.need, counted.unit) == (600_000, 0, "money")
    assert (await shop.sell(anna, 100_000)).discount == 5_000
    await shop.database.write(changing.go_back, shop.owner, made.number, made.number - 1, shop.now)
    counted = (await shop.database.read(progress.of_member, anna.member_id, shop.now)).counters[0].progress
    assert (counted.have, counted.unit) == (3, "visits")


def test_a_count_for_ever_is_none_of_a_window_but_other_changes_keep_it() -> None:
    rolling = replace(PRESETS["perfumery"].programme("RUB"), version=4)
    ever = drafts.put(rolling, "ladder", ["config", "window"], "lifetime")
    month = drafts.put(ever, "ladder", ["config", "window"], "month")
    assert [each.id for each in renewed(ever, month.rules) if each.mechanic == "accumulating_discount"] == ["ladder-5"]
    dearer = drafts.put(rolling, "ladder", ["config", "steps", 0, "threshold"], 1)
    assert renewed(rolling, ever.rules) != ever.rules
    for same in (dearer, drafts.put(rolling, "ladder", ["config", "window"], "month")):
        assert renewed(rolling, same.rules) == same.rules
