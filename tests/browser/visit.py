"""The whole visit by clicking: the shop opens, a member joins, buys, pays with points, and brings something back."""

import re

from playwright.sync_api import expect

from tests.browser.desk import FIRST_WAIT, WAIT, Desk, Screen, Shoot, words

SHOPS = {"en": "Bean & Co", "ru": "Зерно & Co", "bg": "Зърно & Co"}
CITY = {"en": "Sofia", "ru": "София", "bg": "София"}
FIRST, SECOND, BACK = 1250, 800, 400
WELCOME = 50


def walk(desk: Desk, shoot: Shoot | None = None) -> None:
    """Walks the visit and asserts what every phone says; `shoot` is called with a name where it is worth a picture."""
    look = desk.looking(shoot)
    member, cashier, owner = desk.screens
    shop = SHOPS[owner.language]
    _open_the_shop(owner, shop, words(member.language, "common-language-name"), look)
    invite(owner, cashier, look)
    _join(member, shop, look)
    earned = _buy(member, cashier, look)
    _pay_with_points(member, cashier, WELCOME + earned, look)
    _bring_something_back(member, cashier, look)
    _look_around(member, owner, shop, look)


def _open_the_shop(owner: Screen, shop: str, customers: str, look: Shoot) -> None:
    owner.start()
    owner.see(owner.words("setup-ask-name"), wait=FIRST_WAIT)
    look("setup-name")
    owner.say(shop)
    owner.read("setup-ask-currency")
    look("setup-currency")
    owner.click("EUR")
    owner.read("setup-ask-zone")
    owner.tap("common-button-back")
    owner.read("setup-ask-currency")
    owner.click("EUR")
    owner.read("setup-ask-zone")
    look("setup-zone")
    owner.say(CITY[owner.language])
    owner.read("setup-ask-language")
    look("setup-language")
    owner.click(customers)
    owner.read("setup-ask-preset")
    look("setup-preset")
    owner.tap("preset-coffee-shop")
    owner.read("preset-hint")
    look("setup-rules")
    owner.tap("preset-button-start")
    owner.read("setup-done", name=shop)
    owner.read("setup-next")
    owner.see(shop, owner.words("owner-title", name=shop))
    look("owner-menu")


def invite(owner: Screen, cashier: Screen, look: Shoot) -> None:
    owner.tap("owner-button-team")
    owner.tap("team-button-invite-cashier")
    owner.see("t.me/tessera_bot?start=i_")
    look("invitation")
    cashier.point_camera_at("owner-screen")
    cashier.read("invited-cashier", name="Chris")
    cashier.read("scan-hint")
    owner.read("notice-joined-staff", name="Chris", role=owner.words("role-cashier"))
    look("cashier-ready")


def _join(member: Screen, shop: str, look: Shoot) -> None:
    member.start()
    member.read("join-welcome", shop=shop, name="Maria")
    look("join-welcome")
    member.tap("join-button-take")
    member.read("join-contact")
    look("join-contact")
    member.press("join-button-share")
    member.phone.get_by_test_id("confirm").click()
    member.read("join-done", name="Maria", points=WELCOME)
    member.read("card-digits", digits="")
    look("member-card")
    member.tap("card-button-wallet")
    member.tap("wallet-button-apple")
    member.tap("card-button-apple")
    expect(member.card).to_be_visible(timeout=WAIT)
    look("wallet-card")


def _identify(cashier: Screen, target: str) -> None:
    cashier.point_camera_at(target)
    cashier.see("Maria", cashier.words("items-ask-amount", example=cashier.example))


def _buy(member: Screen, cashier: Screen, look: Shoot) -> int:
    """Returns the points earned; between three and five in the afternoon of a weekday the preset doubles them."""
    _identify(cashier, "member-screen")
    look("sale-customer")
    cashier.say("12,50")
    # The label up to its first number says which button it is.
    sign = re.split(r"\d", cashier.words("sale-button-earn", points=7, money="–"))[0]
    cashier.see(cashier.cash(FIRST))
    label = cashier.button(sign).inner_text()
    found = re.search(r"\d+", label)
    assert found
    earned = int(found[0])
    assert earned in {FIRST // 10, FIRST // 5}
    look("sale-quote")
    before = member.card.locator("img").get_attribute("src")
    cashier.tap("sale-button-earn", points=earned, money=cashier.cash(FIRST))
    cashier.see(cashier.words("sold-earned", points=earned, balance=WELCOME + earned))
    member.see(member.words("moved-earned", points=earned), member.words("moved-now", points=WELCOME + earned))
    look("sold")
    _card_changes(member, before)
    look("card-changed")
    return earned


def _card_changes(member: Screen, before: str | None) -> None:
    assert before
    expect(member.card.locator("img")).not_to_have_attribute("src", before, timeout=WAIT)
    expect(member.page.get_by_test_id("wallet-member").get_by_test_id("last-notice")).to_be_visible(timeout=WAIT)


def _pay_with_points(member: Screen, cashier: Screen, balance: int, look: Shoot) -> None:
    spent = min(balance, SECOND // 2)
    cashier.tap("sold-button-next")
    _identify(cashier, "member-wallet")
    cashier.say("8")
    cashier.read("sale-may-redeem", points=spent, value=cashier.cash(spent))
    look("sale-redeemable")
    before = member.card.locator("img").get_attribute("src")
    cashier.tap("sale-button-redeem", points=spent, money=cashier.cash(SECOND - spent))
    expect(member.button(member.words("confirm-button-yes", points=spent))).to_be_visible(timeout=WAIT)
    look("confirm")
    member.tap("confirm-button-yes", points=spent)
    member.read("confirm-done", points=spent)
    cashier.see(cashier.words("sold-take", money=cashier.cash(SECOND - spent)))
    member.read("moved-redeemed", points=spent)
    _card_changes(member, before)
    look("redeemed")


def _bring_something_back(member: Screen, cashier: Screen, look: Shoot) -> None:
    cashier.press("menu-button-sales")
    cashier.read("return-pick")
    look("receipts")
    cashier.click(cashier.cash(SECOND))
    look("receipt")
    cashier.tap("return-button-part")
    cashier.see(cashier.words("return-ask-amount", number="", left=cashier.cash(SECOND))[-20:])
    look("return-ask")
    cashier.say("4")
    cashier.see(cashier.words("return-left", money=cashier.cash(SECOND - BACK)))
    look("return-preview")
    cashier.click(cashier.words("return-button-confirm", money="").strip())
    cashier.see(cashier.words("returned-title", number="").strip())
    member.see(member.words("moved-refund"))
    look("returned")


def _look_around(member: Screen, owner: Screen, shop: str, look: Shoot) -> None:
    member.press("menu-button-card")
    member.read("card-digits", digits="")
    member.tap("card-button-more")
    member.tap("card-button-history")
    member.read("history-title")
    look("history")
    member.click(member.words("history-kind-refund"))
    member.see(member.words("history-kind-refund") + ": +")
    look("why-refund")
    member.tap("common-button-back")
    member.click(member.words("history-kind-purchase"))
    member.read("why-steps")
    look("why-purchase")
    member.tap("common-button-back")
    member.button(member.words("history-kind-purchase")).wait_for()  # or the next tap hits the same Back again
    member.tap("common-button-back")
    member.tap("card-button-more")
    member.tap("card-button-schedule")
    member.read("schedule-title")
    look("schedule")
    member.tap("common-button-back")
    member.read("card-digits", digits="")
    member.tap("card-button-more")
    member.tap("card-button-settings")
    member.read("settings-title")
    look("settings")
    owner.press("menu-button-business")
    owner.tap("owner-button-today")
    owner.see(owner.words("today-redeemed", points=""))
    look("today")
    owner.tap("common-button-back")
    owner.tap("owner-button-rules")
    owner.read("rules-title", name=shop)
    owner.tap("common-button-back")
    owner.tap("owner-button-team")
    owner.tap("owner-button-links")
    owner.tap("links-button-new")
    owner.read("links-ask-source")
    owner.say("Instagram")
    owner.see("start=j_")
    look("join-link")
    owner.tap("links-button-poster")
    owner.read("poster-preview", name="Instagram")
    look("poster")
    owner.tap("poster-button-a4")
    owner.see("-A4.pdf")
