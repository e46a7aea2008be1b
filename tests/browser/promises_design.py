"""The card's design by clicking: a logo, colours, words on the back, and the new look on every card."""

import io

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload

from tests.browser.desk import Screen, Shoot
from tests.browser.promises_rules import open_business

ABOUT, LINK = "☕ 7:00–19:00", "beans.example/menu"


def design_the_card(owner: Screen, look: Shoot) -> None:
    """Makes a draft of the card, looks at every desk of the designer, and publishes it."""
    open_business(owner)
    owner.tap("owner-button-design")
    owner.read("design-shown")
    look("design-as-it-is")
    owner.tap("design-button-logo")
    owner.read("design-ask-logo")
    owner.attach_photo(logo())
    owner.see(owner.words("design-draft", parts=owner.words("design-part-logo")))
    owner.tap("design-button-colours")
    owner.see(owner.words("design-ask-colours").splitlines()[0])
    look("design-colours")
    owner.click("6")
    parts = ", ".join(owner.words(f"design-part-{part}") for part in ("logo", "colours"))
    owner.see(owner.words("design-draft", parts=parts))
    owner.tap("design-button-texts")
    owner.tap("design-button-about")
    owner.read("design-ask-about")
    owner.say(ABOUT)
    owner.see(owner.words("design-part-texts"))
    owner.tap("design-button-strip")
    owner.read("design-ask-strip")
    look("design-strip")
    owner.tap("common-button-back")
    owner.see(owner.words("design-part-texts"))
    owner.tap("design-button-links")
    owner.tap("design-button-link")
    owner.see(owner.words("design-ask-link").splitlines()[0])
    owner.say(f"☕ {LINK}\n{LINK}")
    owner.see(owner.words("design-part-texts"), owner.words("design-part-links"))
    owner.tap("design-button-look")
    owner.read("design-ask-look")
    look("design-look")
    owner.tap("common-button-back")
    owner.see(owner.words("design-part-links"))
    look("design")
    owner.tap("design-button-publish")
    owner.see(owner.words("design-ask-publish", count=1).splitlines()[0])
    look("design-sure")
    owner.tap("design-button-publish-yes")
    owner.see(owner.words("design-published", count=1).splitlines()[0])
    look("design-published")
    owner.tap("design-button-after")
    owner.read("design-shown")
    owner.tap("design-button-versions")
    owner.see(owner.words("design-versions").splitlines()[0])
    look("design-versions")


def logo() -> FilePayload:
    """Returns a cup on an orange ground, as a photo."""
    image = Image.new("RGB", (480, 480), "#f26b3a")
    canvas = ImageDraw.Draw(image)
    canvas.ellipse((290, 190, 400, 300), outline="#2d3a4f", width=26)
    canvas.pieslice((100, 20, 350, 380), 0, 180, "#2d3a4f")
    canvas.rectangle((100, 150, 350, 205), "#2d3a4f")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return {"name": "logo.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}
