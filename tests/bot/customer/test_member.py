"""What a member can look at and decide."""

import pytest

from sandbox.phone import Phone
from services.members import consents
from services.rewards import coupons
from tests.people import rule
from tests.shop import LiveShop, until

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


async def test_the_home_screen_is_one_message_that_changes(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    card = anna.last
    await anna.tap("More")
    await anna.tap("History")
    await anna.wait("+150")
    await anna.tap("Welcome")
    why = await anna.wait("How the points came about")
    assert "gift: +50" in why.text
    await anna.tap("Back")
    await anna.wait("June 2026")
    await anna.tap("Back")
    await anna.wait("150 points")
    await anna.tap("More")
    await anna.tap("Expiry")
    terms = await anna.wait("⏳ Expiry")
    assert "150 points" in terms.text
    await anna.tap("Back")
    await anna.wait("Show the code")
    await anna.settle()
    assert anna.last.id == card.id
    assert anna.last.photo == card.photo
    await anna.tap("More")
    await anna.tap("📋")
    assert anna.clipboard == await shop.digits(anna)


async def test_why_seventeen_points_adds_up_in_words(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say("1750")
    await karim.tap("Earn 17")
    await anna.wait("+17")
    await anna.tap("Why?")
    why = await anna.wait("How the points came about")
    assert "+17.5" in why.text
    assert "kept for the next time: −0.5" in why.text


async def test_a_receipt_says_in_three_lines_what_was_paid_by_name_what_came_of_it_and_what_is_next(
    shop: LiveShop,
) -> None:
    karim = await shop.cashier(await shop.owner())
    await shop.promise(
        rule("nth_free", "third", every=3, categories=["coffee"]),
        rule("coupon", "cake", title="Cake day", percent=1_000),
        rule("coupon", "free", title="Free coffee", kind="item", amount=30_000),
        rule("stamp_card", "card", goal=6, categories=["coffee"], reward="free"),
    )
    anna = await shop.member()
    await shop.database.write(coupons.issue, "cake", await shop.member_id(anna), source="test", now=shop.clock())
    await karim.say(await shop.digits(anna))
    await karim.tap("coffee ×3")
    await karim.say("450")
    await karim.tap("Cake day")
    await karim.wait("Cake day: −₽30")
    await karim.tap("Earn 2")
    told = await anna.wait("A purchase with your card")
    first, second, third = told.text.splitlines()
    assert first.replace("\u202f", " ").startswith("🛍 A purchase with your card · 12:00 · Corner · ")
    assert second == "Paid: ₽270 · Every N-th free: −₽150 · Cake day: −₽30"
    assert third == "+2 points · 152 now · 🔖 4 more stamps to your gift: Free coffee"
    await anna.tap("Why?")
    why = await anna.wait("How the points came about")
    for line in ("🎁 Free of charge: coffee", "🏷 Cake day: −₽30", "🔖 Stamp card: +2 (2 of 6)", "Total: ₽450"):
        assert line in why.text


async def test_not_me_reaches_the_owner_with_what_to_do_and_can_be_taken_back(shop: LiveShop) -> None:
    olga = await shop.owner()
    karim = await shop.cashier(olga)
    anna = await shop.member("Anna <b>")
    await karim.say(await shop.digits(anna))
    await karim.say("1700")
    await karim.tap("Earn 17")
    await anna.wait("+17 points")
    await anna.tap("Why?")
    await anna.wait("Total: ₽1,700")
    await anna.tap("This was not me")
    await anna.wait("Was this really not you?")
    await anna.tap("Back")
    await anna.wait("Receipt ")
    await anna.tap("This was not me")
    await anna.tap("Yes, tell the owner", times=2)
    assert "owner has been notified" in anna.toasts[-1].text
    report = await olga.wait(f"Anna <b> (card ·· {(await shop.digits(anna))[-4:]}) says: this was not me")
    assert "₽1,700 · at the till: Karim" in report.text
    assert "✉️ Anna <b>" in report.text
    await olga.settle()
    assert sum("was not me" in message.text for message in olga.messages) == 1

    await olga.tap("Freeze the card", times=2)
    await anna.wait("Your card is frozen")
    await karim.say(await shop.digits(anna))
    frozen = await karim.wait("This card is frozen: somebody else")
    assert frozen.labels == ["↩ Receipts of this customer", "✖ Cancel"], "nothing is asked that would then be refused"
    assert "Type the amount" not in frozen.text
    await karim.say("500")
    await karim.wait("The owner has frozen this card")
    await anna.say("/card")
    await anna.wait("it earns and spends nothing until")
    assert await shop.points(anna) == 167
    await olga.tap("Return the purchase")
    await olga.wait("Total ₽1,700")
    await olga.tap("Return all")
    await olga.tap("Hand back")
    await olga.wait("Return recorded")
    assert await shop.points(anna) == 150

    await anna.say("/history")
    await anna.wait(", 12:00 · Purchase (came back)")
    await anna.tap("Purchase (came back)")
    await anna.wait("You reported on")
    await anna.tap("It was me after all", times=2)
    await anna.wait(lambda message: "Receipt" in message.text and "reported" not in message.text)
    back = await olga.wait("takes the report back")
    assert back.labels == ["☀️ Unfreeze the card"]
    await olga.tap("Unfreeze the card")
    await anna.wait("Your card works again")
    await karim.say("500")
    await karim.tap("Earn 5")
    await anna.wait("+5")


async def test_settings_change_language_and_consents(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    await anna.tap("More")
    await anna.tap("Settings")
    await anna.tap("News and offers")
    await anna.wait(lambda m: "✅ News and offers" in m.labels)
    await anna.tap("Data processing")
    assert "cannot keep a card" in anna.toasts[-1].text
    person = await shop.person(anna)
    assert await shop.database.read(consents.consents, person.id) == {"processing": True, "advertising": True}
    await anna.tap("Русский")
    await anna.wait("Язык и то, на что вы согласны")
    await anna.wait("Теперь я говорю по-русски")
    await anna.settle()
    assert [b.text for row in anna.keyboard for b in row] == ["💳 Моя карта"]
    assert anna.commands["card"] == "Моя карта"


async def test_keys_of_the_old_language_still_work(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    await anna.say("/language")
    await anna.tap("Български")
    await anna.wait("Вече говоря български")
    await anna.say("💳 My card")
    await anna.wait("Покажете кода на касата")


async def test_the_picture_is_uploaded_once(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    before = len([call for call in shop.sandbox.calls if call.method.lower() == "sendphoto"])
    await anna.say("/card")
    again = await anna.wait(lambda m: m.photo)
    uploads = [call for call in shop.sandbox.calls if call.method.lower() == "sendchataction"]
    assert again.photo
    assert before == 1
    assert len(uploads) == 1, "only the first time is announced and uploaded"


async def test_blocking_and_coming_back_are_noticed(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    anna.block()
    await until(lambda: _reachable(shop, anna, wanted=False))
    anna.unblock()
    await until(lambda: _reachable(shop, anna, wanted=True))


async def _reachable(shop: LiveShop, phone: Phone, *, wanted: bool) -> bool:
    return (await shop.person(phone)).reachable is wanted


async def test_members_only_commands_tell_a_newcomer_how_to_begin(shop: LiveShop) -> None:
    await shop.owner()
    zoe = shop.sandbox.phone("Zoe")
    await zoe.start()
    await zoe.wait("loyalty card")
    for command in ("/history", "/settings"):
        await zoe.say(command)
        await zoe.wait("You have no card yet")
    for command in ("/scan", "/sales", "/business", "/mode"):
        await zoe.say(command)
        await zoe.wait("role does not permit")
