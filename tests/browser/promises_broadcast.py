"""A broadcast by clicking: composed with photo, button and coupon, looked at, sent, answered by those who got it."""

import re
from io import BytesIO

from PIL import Image, ImageOps
from playwright.sync_api import FilePayload

from tests.browser.desk import Screen, Shoot
from tests.browser.promises_rules import open_business

TEXT = {"en": "Pumpkin latte is back!", "ru": "Тыквенный латте вернулся!", "bg": "Тиквеното лате се върна!"}
LABEL = {"en": "Our menu", "ru": "Наше меню", "bg": "Нашето меню"}
FULL = "▰" * 10
FEW = 10
"""Readers who have it before the bar is seen to move."""


def compose(owner: Screen, look: Shoot) -> None:
    """Writes a broadcast with a photo, a button and the first coupon there is, to everybody."""
    text = TEXT[owner.language]
    open_business(owner)
    owner.tap("owner-button-offers")
    owner.tap("owner-button-broadcasts")
    owner.read("broadcasts-title")
    look("broadcasts")
    owner.tap("broadcasts-button-new")
    owner.read("broadcast-ask-text")
    owner.say(text)
    owner.see(owner.words("broadcast-draft"), text)
    owner.tap("broadcast-button-photo")
    owner.read("broadcast-ask-photo")
    owner.attach_photo(_photo())
    owner.read("broadcast-line-photo")
    owner.tap("broadcast-button-link")
    owner.read("broadcast-ask-link")
    look("broadcast-button")
    owner.say(f"{LABEL[owner.language]}\nhttps://example.com/menu")
    owner.see(LABEL[owner.language], "example.com/menu")
    owner.tap("broadcast-button-coupon")
    owner.read("broadcast-ask-coupon")
    owner.place(0)
    owner.see(owner.words("broadcast-line-coupon", title=""))
    owner.tap("broadcast-button-audience")
    owner.read("broadcast-ask-audience")
    look("broadcast-audience")
    owner.tap("broadcast-who-all")
    owner.see(owner.words("broadcast-line-audience", who=owner.words("broadcast-who-all")))
    look("broadcast-draft")


def send(owner: Screen, readers: int, look: Shoot) -> None:
    """Looks at it as everybody will get it, sends it, and sees it arrive; with many readers the bar moves meanwhile."""
    text = TEXT[owner.language]
    owner.tap("broadcast-button-preview")
    owner.see(text, LABEL[owner.language], owner.words("offers-button-stop"))
    owner.read("broadcast-line-reach", count=readers)
    look("broadcast-preview")
    owner.tap("broadcast-button-send")
    owner.read("broadcast-ask-send", count=readers)
    look("broadcast-sure")
    owner.tap("broadcast-button-send-yes", count=readers)
    if readers > FEW:
        assert len(_states_of_the_bar(owner, look)) > 2, "it begins empty, moves, and is full"
    owner.see(owner.words("broadcast-state-done", moment=""), FULL, owner.words("broadcast-figure-sent", count=readers))


def _states_of_the_bar(owner: Screen, look: Shoot) -> list[str]:
    """Watches the bar until it is full; returns what it looked like, in its order."""
    seen: list[str] = []
    while FULL not in seen:
        found = re.findall("[▰▱]{10}", owner.phone.inner_text())
        if found and found[-1] not in seen:
            seen.append(found[-1])
            look(f"broadcast-bar-{len(seen)}")
        owner.page.wait_for_timeout(100)
    return seen


def get(member: Screen, look: Shoot) -> None:
    """Reads the broadcast and opens the coupon in it."""
    member.phone.locator("article", has_text=TEXT[member.language]).wait_for()
    look("broadcast-arrived")
    member.tap("broadcast-button-coupon-open")
    member.see(member.words("coupon-code", code=""))
    look("broadcast-coupon")


def _photo() -> FilePayload:
    made = BytesIO()
    ImageOps.colorize(Image.radial_gradient("L").resize((640, 400)), "#f6d7a7", "#8a4b21").save(made, "JPEG")
    return {"name": "latte.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}
