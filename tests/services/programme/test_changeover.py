"""A shop that kept its books in lev goes on in euro at the official rate, and its cheques stay what they were."""

from dataclasses import replace
from fractions import Fraction

import pytest
from sqlalchemy import Connection

from bot.words.rules import in_words
from bot.words.speech import Speech
from loyalty import cashback, changeover
from loyalty.changeover import converted
from loyalty.programme import Programme
from services import figures
from services.ledger import accounts, audit
from services.members import history
from services.passes import pass_facts
from services.programme import changing, drafts, versions
from services.programme.changing import CurrencyInUse, business_of
from services.till import holds, receipts, refunds, sales
from services.till.cheques import Sale, new_draft
from storage import programmes
from storage.database import Database
from tests.people import Shop, open_shop, rule

TIERS = rule("tiers", "tiers", metric="spend", window="lifetime", levels=[{"key": "gold", "threshold": 100_000}])
GROWING = rule(
    "accumulating_discount",
    "growing",
    metric="spend",
    window="rolling",
    days=365,
    steps=[{"threshold": 50_000, "percent": 500}],
)


@pytest.mark.parametrize(
    ("lev", "euro"),
    [(195_583, 100_000), (1, 1), (100, 51), (195, 100), (196, 100), (10_000, 5_113), (0, 0), (-100, -51)],
)
def test_a_sum_is_divided_by_the_official_rate_and_rounded_to_the_nearest_cent(lev: int, euro: int) -> None:
    assert converted("BGN", "EUR", lev) == euro


def _in_lev(connection: Connection, shop: Shop) -> None:
    """Writes the version that a shop of last year holds: nobody can choose the lev any more."""
    now = versions.current(connection, shop.now)
    body = versions.body_of(replace(now, version=now.version + 1, currency="BGN", valid_from=shop.now))
    programmes.add_version(connection, now.version + 1, body, shop.now, None, shop.now)


async def _shop(database: Database) -> Shop:
    shop = await open_shop(database, currency="EUR")
    await shop.promise(TIERS, GROWING)
    await database.write(_in_lev, shop)
    return shop


async def _newest(shop: Shop) -> Programme:
    return (await shop.database.read(changing.overview, shop.owner, shop.now)).newest


async def _change_over(shop: Shop, to: str = "EUR") -> None:
    newest = await _newest(shop)
    draft = drafts.with_fact(newest, "currency", to)
    for _ in range(2):  # the same again makes nothing more
        await shop.database.write(
            changing.change, shop.owner, newest.version, draft.rules, draft.settings, None, shop.now, business_of(draft)
        )


async def _counts(shop: Shop, member_id: object) -> dict[str, int]:
    return (await shop.database.read(accounts.view, member_id, shop.now)).counts


async def _clean(shop: Shop) -> None:
    assert await shop.database.read(lambda connection: list(audit.differences(connection, 20))) == []


async def test_rules_and_what_they_counted_go_on_in_euro_and_cheques_stay_in_lev(
    database: Database, second: Database
) -> None:
    shop = await _shop(database)
    anna, boris = await shop.member("Anna"), await shop.member("Boris")
    sold = await shop.sell(anna, 40_000)
    await shop.sell(boris, 1_001)
    before = await shop.balance(anna)
    lev = await _newest(shop)
    await _change_over(shop)
    euro = await _newest(shop)
    assert (euro.currency, euro.version) == ("EUR", lev.version + 1)
    assert euro.settings.max_cheque == converted("BGN", "EUR", lev.settings.max_cheque)
    carrying = {each.carries: each for each in euro.rules if each.carries}
    assert carrying["tiers"].config.levels[0].threshold == 51_129
    assert await shop.balance(anna) == before, "points stay"

    tiers, growing = carrying["tiers"].id, carrying["growing"].id
    counts = await _counts(shop, anna.member_id)
    assert (counts[tiers], counts[growing]) == (20_452, 20_452)
    assert "tiers" not in counts
    again = await shop.sell(anna, 10_000)
    counts = await _counts(shop, anna.member_id)
    assert (counts[tiers], counts[growing]) == (30_452, 30_452), "read and written alike"
    told = await second.read(figures.today, shop.owner, shop.now)
    assert told.turnover_today == converted("BGN", "EUR", 41_001) + again.payable
    entries, _ = await second.read(history.history, anna.member_id)
    assert [(entry.money, entry.currency) for entry in entries[:2]] == [(again.payable, "EUR"), (sold.payable, "BGN")]
    assert {entry.kind for entry in entries} == {"purchase", "welcome"}
    receipt = await second.read(receipts.one, shop.cashier, sold.purchase_id)
    assert (receipt.currency, receipt.gross) == ("BGN", 40_000)

    back = await database.write(refunds.record, shop.cashier, sold.purchase_id, 40_000, "1", shop.now)
    assert (back.currency, back.money_back) == ("BGN", sold.payable)
    counts = await _counts(shop, anna.member_id)
    assert (counts[tiers], counts[growing]) == (10_000, 10_000), "the return takes back in euro what was counted in lev"
    await shop.sell(anna, 100)
    assert (await _counts(shop, boris.member_id))[tiers] == 512
    await _clean(shop)


async def test_a_sale_that_waited_for_its_member_ends_in_the_currency_that_it_was_asked_in(database: Database) -> None:
    shop = await _shop(database)
    anna = await shop.member("Anna")
    await shop.sell(anna, 100_000)
    held = await database.write(holds.place, shop.cashier, Sale(new_draft(), anna.member_id, 20_000, 10), shop.now)
    await _change_over(shop)
    sold = await database.write(holds.confirm, await shop.again(anna), held.hold_id, shop.now)
    assert sold is not None
    receipt = await database.read(receipts.one, shop.cashier, sold.purchase_id)
    assert (receipt.currency, receipt.gross) == ("BGN", 20_000)
    carrying = {each.carries: each.id for each in (await _newest(shop)).rules if each.carries}
    assert (await _counts(shop, anna.member_id))[carrying["tiers"]] >= converted("BGN", "EUR", 100_000)
    await _clean(shop)


async def test_no_other_currency_and_no_way_back_once_there_are_books(database: Database) -> None:
    shop = await _shop(database)
    await shop.sell(await shop.member("Anna"), 40_000)
    with pytest.raises(CurrencyInUse):
        await _change_over(shop, "USD")
    assert await database.read(changing.currencies, await _newest(shop)) == ("EUR",)
    await _change_over(shop)
    newest = await _newest(shop)
    assert await database.read(changing.currencies, newest) == ()
    with pytest.raises(CurrencyInUse):
        await database.write(changing.go_back, shop.owner, newest.version, newest.version - 1, shop.now)


async def test_a_point_pays_what_it_paid_though_no_coin_is_so_small(database: Database) -> None:
    """A point of one stotinka is half a cent: a thousand are told together, and none is rounded away."""
    shop = await _shop(database)
    anna = await shop.member("Anna")
    for _ in range(3):
        await shop.sell(anna, 1_000_000)
    points = await shop.balance(anna)
    worth = pass_facts.worth(await _newest(shop), points)
    assert worth == points, "a stotinka each"
    await _change_over(shop)
    newest = await _newest(shop)
    redeem = drafts.find(newest, "redeem")
    assert redeem is not None
    assert (redeem.config.points, redeem.config.value) == (1_000, 511)
    told = pass_facts.worth(newest, points)
    assert told is not None
    assert abs(told - converted("BGN", "EUR", points)) <= 1 + points // 1000
    line = in_words(Speech("en", "EUR"), newest)
    assert "1,000 points = €5.11" in line
    assert anna.member_id is not None
    spent = await database.write(sales.quote, shop.cashier, Sale(new_draft(), anna.member_id, 10_000), shop.now)
    assert spent.redeemable_value == cashback.worth(spent.redeemable, redeem.config.worth)
    await _clean(shop)


def test_rates_that_a_cent_would_distort_are_told_of_more_points() -> None:
    for points, minor in ((1, 1), (1, 10), (1, 100), (3, 250), (7, 19_558)):
        more, euro = changeover._told(points, minor, "BGN", "EUR")
        exact = Fraction(points, minor) / changeover.RATES["BGN", "EUR"]
        assert abs(Fraction(more, euro) - exact) <= exact / 900
