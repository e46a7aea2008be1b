"""The owner's menu: six tiles by task, menus of earlier releases, and what whoever works here sets for themselves."""

import pytest

from sandbox.screen import Button
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both

TILES = ["📊 Today", "👥 Customers", "🎁 Offers", "📋 Rules", "🤝 Team and places", "🎨 Card"]
OF_BEFORE = ("rules", "today", "coupons", "broadcasts", "customers", "links", "team", "outlets", "former", "design")


async def test_six_tiles_by_task_and_a_button_of_an_old_menu_leads_to_the_new_screen(shop: LiveShop) -> None:
    olga = await shop.owner()
    menu = await olga.wait("What shall we look at")
    assert menu.labels == TILES
    assert olga.chat is not None
    for to in OF_BEFORE:
        await olga.press(olga.chat.messages[menu.id], Button("", "callback_data", f"go:{to}"))
        await olga.wait(lambda m: any("Back" in label for label in m.labels))
    await olga.press(olga.chat.messages[menu.id], Button("", "callback_data", "go:business"))
    await olga.wait(lambda m: m.labels == TILES)
    assert [toast.text for toast in olga.toasts if toast.alert] == []


async def test_cashiers_and_owners_have_language_and_settings_in_their_menu(shop: LiveShop) -> None:
    olga = await shop.owner()
    karim = await shop.cashier(olga)
    await karim.settle()
    assert "settings" in karim.commands
    assert "settings" in olga.commands
    await karim.say("/settings")
    mine = await karim.wait("Karim, cashier")
    assert "Back" not in " ".join(mine.labels)
    await karim.tap("Български")
    await karim.wait("Karim, касиер")
    assert (await shop.person(karim)).language == "bg"
    await olga.tap("Team")
    await olga.tap("Language and settings")
    await olga.wait("Olga, owner")
    await olga.tap("Русский")
    await olga.wait("Olga, владелец")
    await olga.tap("Назад")
    await olga.wait("2 человека · 1 точка")
    zoe = await shop.member("Zoe")
    await zoe.settle()
    await zoe.say("/settings")
    await zoe.wait(lambda m: any("News" in label for label in m.labels))
