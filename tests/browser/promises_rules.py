"""The owner's rules by clicking: borrowed from ready programmes, made from their forms, changed with a date, undone."""

from datetime import timedelta

from loyalty.presets import PRESETS
from tests import today
from tests.browser.desk import FIRST_WAIT, Screen, Shoot
from tests.browser.visit import CITY

BUYS, PERCENT = 3, 10
"""The discount that grows: so many purchases, so many per cent."""


def open_the_shop(owner: Screen, shop: str, customers: str, preset: str, look: Shoot) -> None:
    """Answers the first questions and picks a ready programme."""
    owner.start()
    owner.see(owner.words("setup-ask-name"), wait=FIRST_WAIT)
    owner.say(shop)
    owner.read("setup-ask-currency")
    owner.click("EUR")
    owner.read("setup-ask-zone")
    owner.say(CITY[owner.language])
    owner.read("setup-ask-language")
    owner.click(customers)
    owner.read("setup-ask-preset")
    owner.tap(f"preset-{preset}")
    owner.read("preset-hint")
    look("preset")
    owner.tap("preset-button-start")
    owner.see(shop, owner.words("owner-title", name=shop))


def open_business(owner: Screen) -> None:
    """Opens the owner's menu anew, at the bottom of the chat."""
    owner.press("menu-button-business")
    owner.see(owner.words("owner-title", name="").splitlines()[-1])


def open_rules(owner: Screen) -> None:
    """Opens the list of rules, wherever the owner is."""
    open_business(owner)
    owner.tap("owner-button-rules")
    owner.read("programme-hint")


def let_a_discount_grow(owner: Screen, look: Shoot) -> None:
    """Adds a discount that grows and makes it one step: two purchases, ten per cent."""
    open_rules(owner)
    look("rules")
    owner.tap("programme-button-add")
    owner.read("programme-add-title")
    look("add-rule")
    owner.tap("mechanic-accumulating-discount")
    owner.read("mechanic-accumulating-discount-help")
    owner.tap("programme-add-button-mechanic")
    owner.read("mechanic-accumulating-discount-help")
    look("rule-form")
    owner.click(owner.words("field-steps") + ":")
    owner.read("form-expect-rungs")
    look("ladder")
    owner.place(1)
    owner.read("form-now", value="")
    owner.tap("form-button-remove-rung")
    owner.read("form-expect-rungs")
    owner.place(0)
    _fill(owner, "field-threshold", str(BUYS), look)
    _fill(owner, "field-percent", str(PERCENT), look)


def _fill(owner: Screen, field: str, value: str, look: Shoot | None = None) -> None:
    """Types the value of a field on the form that is open."""
    owner.click(f"{owner.words(field)}:")
    owner.see(f"→ {owner.words(field)}")
    if look:
        look(field)
    owner.say(value)
    owner.see(f"{owner.words(field)}:", value)


def borrow(owner: Screen, preset: str, rule: str) -> None:
    """Takes a rule from a ready programme into the draft; ends on the rule's own screen."""
    open_rules(owner)
    owner.tap("programme-button-add")
    owner.tap("programme-add-button-presets")
    owner.read("programme-presets-title")
    owner.tap(f"preset-{preset}")
    owner.read("programme-preset-title", name=owner.words(f"preset-{preset}"))
    owner.place([each["id"] for each in PRESETS[preset].rules].index(rule))
    owner.read("programme-rule-button-when")


def allow_one_friend(owner: Screen, look: Shoot) -> None:
    """Lets whoever invites be paid for one friend a month, on the rule's screen; the owner decides about others."""
    _fill(owner, "field-monthly-cap", "1", look)


def cheapen_goods(owner: Screen, category: str, look: Shoot) -> None:
    """Makes the goods of a category ten per cent cheaper, as the form has it."""
    open_rules(owner)
    owner.tap("programme-button-add")
    owner.tap("mechanic-category-discount")
    owner.read("mechanic-category-discount-help")
    owner.tap("programme-add-button-mechanic")
    owner.read("mechanic-category-discount-help")
    _fill(owner, "field-categories", category, look)


def put_in_force(owner: Screen, look: Shoot) -> None:
    """Lets the changes that stand on the screen hold at once."""
    look("check")
    owner.tap("programme-check-button-now")
    owner.read("programme-done-now")
    look("in-force")


def plan_and_withdraw(owner: Screen, look: Shoot) -> None:
    """Changes what a point costs from next week on, and thinks better of it."""
    open_rules(owner)
    owner.place(0)
    owner.read("mechanic-earn-help")
    _fill(owner, "field-per", "1", look)
    owner.tap("programme-button-check")
    owner.tap("programme-check-button-date")
    owner.see("🗓")
    look("from-which-day")
    owner.say(f"{today.now() + timedelta(days=7):%d.%m.%Y}")
    owner.tap("programme-check-button-confirm")
    owner.see("✅")
    look("planned")
    open_rules(owner)
    look("planned-rules")
    owner.tap("programme-planned-button-withdraw")
    owner.tap("programme-button-withdraw-yes")
    owner.read("programme-withdrawn")
    look("withdrawn")
