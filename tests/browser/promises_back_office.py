"""The owner's other desks by clicking: invitations, public codes, a customer's page, reminders, the business itself."""

import re

from playwright.sync_api import expect

from tests.browser.desk import WAIT, Screen, Shoot
from tests.browser.promises_rules import open_business

CODE = "LATTE"
GIVEN, REASON = 25, "👍"


def review_invitations(owner: Screen, friend: str, look: Shoot) -> None:
    """Pays an invitation that waited because it was one more than the rule pays for."""
    owner.button(owner.words("notice-referral-button-review")).wait_for()
    open_business(owner)
    look("invitation-waits")
    owner.tap("owner-button-referrals", count=1)
    owner.see(owner.words("referrals-title"), friend)
    look("invitations")
    owner.tap("referrals-button-pay", number=1)
    owner.read("referrals-none")


def publish_a_code(owner: Screen, title: str, look: Shoot) -> None:
    """Makes a public code of a coupon, with its poster; ends with its picture on the screen."""
    open_business(owner)
    owner.tap("owner-button-offers")
    owner.tap("owner-button-coupons")
    owner.read("coupons-title")
    look("coupon-kinds")
    owner.click(f"🎟 {title}")
    owner.see(title)
    look("coupon-kind")
    owner.tap("coupons-button-new")
    owner.read("coupons-ask-code")
    look("code-asked-for")
    owner.say(CODE.lower())
    owner.see(CODE, f"?start=k_{CODE}")
    look("code")
    owner.tap("coupons-button-poster")
    owner.read("poster-preview", name=CODE)
    look("poster-of-a-code")
    owner.tap("poster-button-till")
    owner.see(".pdf")
    before = owner.phone.locator(".photo img").count()
    owner.tap("coupons-button-qr")
    expect(owner.phone.locator(".photo img")).to_have_count(before + 1, timeout=WAIT)
    look("code-pictured")


def give_points(owner: Screen, member: Screen, look: Shoot) -> None:
    """Finds a customer by their digits and gives them points by hand."""
    digits = re.findall(r"\d{3} \d{3} \d{4}", member.phone.inner_text())[-1]
    open_business(owner)
    owner.tap("owner-button-customers")
    owner.read("customers-ask")
    owner.say(digits)
    owner.see("👤 Maria")
    look("customer")
    owner.tap("customer-button-points")
    owner.read("customer-ask-points", name="Maria")
    owner.say(str(GIVEN))
    owner.read("customer-ask-reason", name="Maria", points=GIVEN)
    owner.say(REASON)
    owner.read("customer-ask-give", name="Maria", points=GIVEN, reason=REASON)
    look("customer-sure")
    owner.tap("customer-button-yes")
    owner.see("👤 Maria")
    member.see(member.words("moved-adjustment", points=GIVEN), REASON)
    look("customer-given")


def look_at_reminders(owner: Screen, look: Shoot) -> None:
    """Opens what members are reminded of, and the form of one setting."""
    open_business(owner)
    owner.tap("owner-button-offers")
    look("offers")
    owner.tap("programme-button-reminders")
    owner.read("programme-reminders-title")
    look("reminders")
    owner.click(owner.words("field-reminders-quiet"))
    owner.read("hint-reminders-quiet")
    look("quiet-hours")


def look_at_the_business(owner: Screen, look: Shoot) -> None:
    """Opens name, currency and time; what has points cannot change its currency."""
    open_business(owner)
    owner.tap("owner-button-team")
    look("team")
    owner.tap("business-button-open")
    owner.read("business-title")
    look("business")
    owner.click(owner.words("business-zone"))
    owner.read("business-ask-zone")
    look("business-zone")
