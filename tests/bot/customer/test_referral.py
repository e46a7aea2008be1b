"""Inviting a friend: the link in every form, what both see on the way, and the owner's word above the cap."""

import pytest

from locales import Language
from loyalty.programme import Rule
from sandbox.phone import Phone, read_code
from services import team
from services.rewards import referral_links
from tests.people import rule
from tests.shop import LiveShop
from wallet import scan

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both

FRIENDS: Rule = rule("referral", "friends", inviter=50, friend=30, minimum=50_000, monthly_cap=1)


async def sell(karim: Phone, shop: LiveShop, member: Phone, amount: str) -> str:
    """Returns the number of the receipt."""
    await karim.say(await shop.digits(member))
    await karim.wait("Type the amount")
    await karim.say(amount)
    await karim.wait(lambda message: any(label.startswith("✅") for label in message.labels))
    await karim.tap("✅")
    return (await karim.wait("Recorded")).text.splitlines()[0].rsplit("· ", 1)[1]


async def give_back(karim: Phone, number: str) -> None:
    await karim.tap("🧾 Receipts")
    await karim.wait("Pick one")
    await karim.say(number)
    await karim.wait("Total ")
    await karim.tap("Return all")
    await karim.wait("Hand back")
    await karim.tap("Hand back")
    await karim.wait("Return recorded")


async def address_of(shop: LiveShop, inviter: Phone) -> str:
    payload = await shop.database.write(referral_links.link, await shop.member_id(inviter))
    return f"https://t.me/tessera_bot?start=f_{payload}"


async def register(friend: Phone) -> None:
    await friend.tap("Get my card")
    await friend.tap("without a number")
    await friend.wait(lambda message: message.photo)


async def come(shop: LiveShop, inviter: Phone, name: str) -> Phone:
    friend = shop.sandbox.phone(name)
    await friend.open(await address_of(shop, inviter))
    await friend.wait("invites you")
    await register(friend)
    return friend


async def test_a_friend_is_invited_from_any_chat_and_both_are_paid_and_pay_back(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    await shop.promise(FRIENDS)
    anna, boris = await shop.member(), shop.sandbox.phone("Boris")
    await anna.tap("More")
    await anna.tap("Invite a friend")
    screen = (await anna.wait("Your friend gets")).text
    address = await address_of(shop, anna)
    for said in ("30 points", "50 points", "₽500", address, "Nobody has opened"):
        assert said in screen
    assert await anna.tap("Copy") == address
    assert await anna.tap("Send to a friend") == ""  # opens a chat with the bot's name typed
    (article,) = await anna.inline("")
    assert "Corner" in article["title"]
    assert "30 points" in article["input_message_content"]["message_text"]
    assert "Anna" not in str(article)
    ((get_the_card,),) = article["reply_markup"]["inline_keyboard"]
    assert get_the_card["url"] == address

    await boris.open(get_the_card["url"])
    greeting = (await boris.wait("invites you")).text
    assert "Anna invites you" in greeting
    assert "30 points are yours once you have bought for ₽500" in greeting
    await register(boris)
    assert any("30 points are yours" in message.text and "Welcome" in message.text for message in boris.messages)
    assert "It counts if they spend ₽500" in (await anna.wait("Boris has joined")).text
    await sell(karim, shop, boris, "499")
    before = await shop.points(anna)
    await anna.tap("Invite a friend")
    assert "1 has yet to make that purchase" in (await anna.wait("1 person opened")).text
    number = await sell(karim, shop, boris, "500")
    assert "+50 points for your invitation" in (await anna.wait("Boris has made the first purchase")).text
    await boris.wait("+30 points for accepting the invitation of Anna")
    assert await shop.points(anna) == before + 50
    await anna.tap("Why?")
    assert "gift: +50" in (await anna.wait("Invitation: +50")).text
    await anna.say("/card")
    await anna.tap("More")
    await anna.tap("Invite a friend")
    funnel = (await anna.wait("1 has made the purchase")).text
    assert "brought you 50 points" in funnel
    await give_back(karim, number)
    await anna.wait("Boris has returned the first purchase, so 50 points")
    await boris.wait("30 points for the invitation are gone")
    assert await shop.points(anna) == before
    await anna.say("/history")
    await anna.wait("Invitation returned · −50")


WORDS: dict[Language, tuple[str, str, str, str]] = {
    "en": ("Invite a friend", "Your friend gets 30 points.", "More", "Back"),
    "ru": ("Пригласить друга", "Другу — 30 баллов.", "Ещё", "Назад"),
    "bg": ("Покани приятел", "За приятеля ви: 30 точки.", "Още", "Назад"),
}


@pytest.mark.parametrize("language", WORDS)
async def test_the_code_above_the_invitation_is_its_own_and_back_leads_to_the_cards(
    shop: LiveShop, language: Language
) -> None:
    invite, promise, more, back = WORDS[language]
    await shop.owner()
    await shop.promise(FRIENDS)
    anna = await shop.member(language=language)
    card = anna.last
    await anna.tap(more)
    await anna.tap(invite)
    screen = await anna.wait("t.me")
    assert promise in screen.text
    assert screen.photo
    assert screen.id == card.id
    assert scan.read(screen.photo) == (await address_of(shop, anna),)
    await anna.tap(back)
    home = await anna.wait("⭐")
    assert home.photo == card.photo
    assert read_code(home.photo).split("?start=")[1].startswith("c_")


async def test_who_scans_the_code_above_the_invitation_joins_by_it(shop: LiveShop) -> None:
    await shop.owner()
    await shop.promise(FRIENDS)
    anna, boris = await shop.member(), shop.sandbox.phone("Boris")
    await anna.tap("More")
    await anna.tap("Invite a friend")
    screen = await anna.wait("Your friend gets")
    assert screen.photo
    await boris.scan(screen.photo)
    assert "Anna invites you" in (await boris.wait("loyalty card")).text


async def test_the_team_has_no_link_to_send(shop: LiveShop) -> None:
    olga = await shop.owner()
    await shop.promise(FRIENDS)
    anna = await shop.member()
    await anna.tap("More")
    await anna.tap("Invite a friend")
    await anna.wait("Your friend gets")
    await anna.tap("Back")
    await anna.wait("Show the code")
    await anna.tap("More")
    await anna.wait(lambda message: "Invite a friend" in str(message.labels))
    link = await shop.database.write(team.invite, await shop.person(olga), "cashier", None, shop.clock())
    await shop.database.write(team.accept, await shop.person(anna), link.token, shop.clock())
    await anna.tap("Invite a friend")
    await anna.wait("Invitations are not for the team")
    await anna.say("/card")
    await anna.tap("More")
    await anna.wait(lambda message: "Settings" in str(message.labels) and "Invite a friend" not in str(message.labels))
    assert await anna.inline("") == []


async def test_without_the_rule_nothing_is_offered(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    await anna.tap("More")
    screen = await anna.wait(lambda message: "History" in str(message.labels))
    assert not [label for label in screen.labels if "Invite" in label]
    assert await anna.inline("") == []
    zoe = shop.sandbox.phone("Zoe")
    await zoe.open(await address_of(shop, anna))
    assert "invites" not in (await zoe.wait("loyalty card")).text
    await shop.promise(FRIENDS)
    assert await shop.sandbox.phone("Nobody we know").inline("") == []


async def test_for_whom_an_invitation_does_not_count_is_told_why(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    await shop.promise(FRIENDS)
    anna, boris = await shop.member(), await shop.member("Boris")
    for phone, why in (
        (anna, "send it to a friend"),
        (boris, "for newcomers"),
        (karim, "Invitations are not for the team"),
    ):
        await phone.open(await address_of(shop, anna))
        await phone.wait(why)
        await phone.settle()
    dora = shop.sandbox.phone("Dora")
    await dora.open(await address_of(shop, anna))
    await dora.wait("Anna invites you")
    await dora.open(await address_of(shop, boris))
    await dora.wait("Anna invites you")  # who came first counts, and nobody is told otherwise
    await register(dora)
    await anna.wait("Dora has joined")
    assert not [message for message in boris.messages if "Dora" in message.text]


async def test_above_the_cap_the_owner_pays_one_and_refuses_another(shop: LiveShop) -> None:
    olga = await shop.owner()
    karim = await shop.cashier(olga)
    await shop.promise(FRIENDS)
    anna = await shop.member()
    await olga.say("/business")
    await olga.wait(lambda message: message.labels and not any("Invitations" in label for label in message.labels))
    friends = [await come(shop, anna, name) for name in ("Boris", "Dora", "Vera")]
    for friend in friends:
        await sell(karim, shop, friend, "600")
    await friends[1].wait("invitation of Anna is waiting for the shop’s decision")
    await olga.wait("Anna invited Vera")
    await anna.wait("many this month")
    before = await shop.points(anna)
    await olga.say("/business")
    await olga.tap("Invitations waiting: 2")
    listed = (await olga.wait("waiting for your decision")).text
    assert "1. Anna invited Dora, who paid ₽600" in listed
    await olga.tap("Pay 1", times=2)
    await anna.wait("Dora has made the first purchase. +50 points")
    await olga.wait(lambda message: "Vera" in message.text and "Dora" not in message.text)
    assert await shop.points(anna) == before + 50
    await olga.tap("Refuse 1")
    await anna.wait("does not count the invitation of Vera")
    await olga.wait("No invitation is waiting")
    assert await shop.points(anna) == before + 50
