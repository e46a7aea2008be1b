"""What a member does by clicking: joins, says when their birthday is, looks at rewards, invites a friend, says no."""

from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests import today
from tests.browser.desk import WAIT, Screen, Shoot

ZONE = ZoneInfo("Europe/Sofia")
"""That of the shop, see `CITY`."""


def join(member: Screen, shop: str, name: str, look: Shoot) -> None:
    """Joins with both consents and without a number."""
    member.read("join-welcome", shop=shop, name=name)
    member.tap("consent-button-advertising")
    expect(member.button("✅ " + member.words("consent-button-advertising"))).to_be_visible(timeout=WAIT)
    look("join")
    member.tap("join-button-take")
    member.read("join-contact")
    member.press("join-button-without")
    member.read("card-digits", digits="")


def open_card(member: Screen) -> None:
    """Opens the card anew, at the bottom of the chat."""
    member.press("menu-button-card")
    member.read("card-digits", digits="")


def tell_the_birthday(member: Screen, look: Shoot) -> None:
    """Fills the profile; the birthday is today."""
    open_card(member)
    member.tap("card-button-more")
    member.tap("card-button-settings")
    member.tap("settings-button-profile")
    member.read("profile-title")
    look("profile")
    member.tap("profile-button-birthday")
    member.read("profile-ask-birthday")
    look("profile-birthday")
    member.say(f"{today.now().astimezone(ZONE):%d.%m}.1990")
    member.see("1990")
    look("profile-check")
    member.tap("profile-button-right")
    member.see(member.words("profile-birthday", value="1990").split("1990")[0].strip(), "1990")
    look("profile-told")


def rewards(member: Screen, look: Shoot, name: str, *said: str) -> None:
    """Opens the rewards from the card and sees what they say."""
    open_card(member)
    member.tap("card-button-rewards")
    member.see(member.words("rewards-title"), *said)
    look(name)


def switch_a_topic_off(member: Screen, topic: str, look: Shoot) -> None:
    """Wants no more reminders of one kind."""
    open_card(member)
    member.tap("card-button-more")
    member.tap("card-button-settings")
    member.tap("settings-button-notifications")
    member.read("topics-title")
    look("topics")
    member.tap(f"topic-button-{topic}")
    expect(member.button("⬜ " + member.words(f"topic-button-{topic}"))).to_be_visible(timeout=WAIT)
    look("topic-off")
