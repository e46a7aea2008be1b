"""Limits that nobody gets past: forged buttons and typed digits, a second invitation, a cashier who is gone."""

import pytest
from aiogram.filters.callback_data import CallbackData
from sqlalchemy import select

from bot.callbacks import TakeTap
from jobs import tasks
from loyalty import codes
from sandbox.phone import Phone
from services import team
from services.till import identifying
from storage.tables import conversation, invitation, purchase
from tests.people import rule
from tests.shop import LiveShop, idle

pytestmark = pytest.mark.mainly("sqlite")  # what the databases do differently is proved in tests/services

TEN = rule("coupon", "ten", kind="percent", percent=1_000, title="Ten off")


async def forge(shop: LiveShop, phone: Phone, data: CallbackData) -> str:
    """Presses a button that nobody has shown, and returns what is said over it."""
    stored, _ = phone._find_button("Earn")[0]
    await phone._call_back(stored, data.pack(), 1, 30)
    return phone.toasts[-1].text


async def test_coupon_buttons_forged_by_staff_count_against_the_limit_of_wrong_tries(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    await shop.promise(TEN)
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say("500")
    await karim.wait("Earns 5 points")
    await idle(shop)
    kept = await shop.database.read(lambda c: c.execute(select(conversation.c.data)).scalars().all())
    (draft,) = [data["sale"]["draft"] for data in kept if "sale" in data]
    said = [await forge(shop, karim, TakeTap(act="take", draft=draft, code=f"GUESS{n}")) for n in range(11)]
    assert all("don’t know this coupon" in text for text in said[:10]), said[0]
    assert "Too many" in said[10]


async def test_card_digits_typed_by_staff_count_against_the_limit_of_wrong_tries(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    mine = await shop.digits(anna)
    nobodys = next(each for n in range(100) if (each := codes.with_check_digit(f"{n:09}")) != mine)
    person = await shop.person(karim)
    for _ in range(identifying.ATTEMPTS - 1):
        await shop.database.write(identifying.missed, person, shop.clock())
    await karim.say(nobodys)
    await karim.wait("Nobody here has this code")
    await karim.say(mine)
    await karim.wait("Too many")
    shop.later(hours=1)
    await karim.say(mine)
    await karim.wait("Anna")


async def test_a_managers_search_counts_in_the_same_limit(shop: LiveShop) -> None:
    olga = await shop.owner()
    anna = await shop.member()
    person = await shop.person(olga)
    for _ in range(identifying.ATTEMPTS - 1):
        await shop.database.write(identifying.missed, person, shop.clock())
    await olga.say("/customers")
    await olga.wait("Which customer?")
    await olga.say(codes.with_check_digit("987654321"))
    await olga.wait("Nobody here has this code")
    await olga.say(await shop.digits(anna))
    await olga.wait("Too many")


async def test_two_taps_on_invite_a_cashier_make_one_invitation(shop: LiveShop) -> None:
    olga = await shop.owner()
    before = await invitations(shop)
    await olga.say("/business")
    await olga.tap("Team")
    await olga.tap("Invite a cashier", times=2)
    await olga.wait(lambda message: message.photo)
    await olga.settle()
    assert await invitations(shop) == before + 1
    assert sum(bool(message.photo) for message in olga.messages) == 1
    await olga.say("/business")
    await olga.tap("Team")
    await olga.tap("Invite a cashier")
    await olga.wait(lambda message: message.photo)
    assert await invitations(shop) == before + 2, "the team shown anew invites somebody else"


async def invitations(shop: LiveShop) -> int:
    return len(await shop.database.read(lambda c: c.execute(select(invitation)).all()))


async def confirmed_after_the_cashier_was_removed(shop: LiveShop) -> tuple[Phone, Phone, Phone]:
    """Returns owner, manager and member, who said yes to a cashier that is gone."""
    olga = await shop.owner()
    karim, mia = await shop.cashier(olga), await shop.cashier(olga, "Mia", role="manager")
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say("500")
    await karim.tap("Spend 100")
    await anna.wait("asks: spend")
    gone = (await shop.person(karim)).id
    await shop.database.write(team.remove, await shop.person(olga), gone, shop.clock())
    await anna.tap("Yes, spend 100", times=2)
    await anna.wait("a manager finishes this sale")
    assert await cheques(shop) == []
    for senior in (olga, mia):
        told = await senior.wait("confirmed a sale of Karim")
        assert "₽400" in told.text
    return olga, mia, anna


async def cheques(shop: LiveShop) -> list[tuple[int, int]]:
    query = select(purchase.c.gross, purchase.c.points_redeemed)
    return [tuple(row) for row in await shop.database.read(lambda c: c.execute(query).all())]


async def test_a_confirm_whose_cashier_was_removed_waits_for_a_manager_who_finishes_it(shop: LiveShop) -> None:
    olga, mia, anna = await confirmed_after_the_cashier_was_removed(shop)
    shop.later(minutes=5)  # the minute for the answer is long over
    await tasks.settle(shop.database, shop.clock())
    await mia.tap("Finish the sale", times=2)
    await mia.wait("100 points paid")
    await anna.wait("A purchase with your card")
    assert await cheques(shop) == [(50_000, 100)]
    await olga.tap("Drop it")
    assert "already" in olga.toasts[-1].text
    assert await shop.points(anna) == 54


async def test_a_confirm_whose_cashier_was_removed_may_be_dropped_or_runs_out(shop: LiveShop) -> None:
    _, mia, anna = await confirmed_after_the_cashier_was_removed(shop)
    await mia.tap("Drop it")
    await anna.wait("The cashier cancelled")
    assert await shop.points(anna) == 150
    assert await cheques(shop) == []


async def test_a_confirm_that_no_manager_looked_at_runs_out(shop: LiveShop) -> None:
    _, mia, anna = await confirmed_after_the_cashier_was_removed(shop)
    shop.later(minutes=16)
    await tasks.settle(shop.database, shop.clock())
    await anna.wait("Time is up")
    await mia.tap("Finish the sale")
    assert "Time is up" in mia.toasts[-1].text
    assert await cheques(shop) == []
