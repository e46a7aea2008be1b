"""The card's design on the owner's phone: pictures, colours, texts, the draft, earlier designs."""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image, ImageDraw

from app import work
from sandbox.phone import Phone
from services.database import Database
from services.design import designs, pictures
from services.design.designing import Design
from services.passes.office import PassOffice
from tests.people import NOON, rule
from tests.shop import LiveShop, drained, open_shop
from wallet.apple.credentials import restore
from wallet.colours import READABLE, contrast
from wallet.design import METALS

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


@pytest.fixture
async def shop(database: Database, development_authority: bytes) -> AsyncIterator[LiveShop]:
    signer = restore(development_authority, NOON)
    office = PassOffice(signer, secret=b"s", public_url="https://loyalty.example", username="tessera_bot")
    async with open_shop(database, office) as opened:
        yield opened


async def card_of(shop: LiveShop, language: str = "en", preset: str = "coffee_shop") -> Phone:
    """Returns the owner's phone with the card's design on the screen."""
    olga = await shop.owner(language=language, preset=preset)
    await olga.say("/business")
    await olga.wait(lambda message: any("🎨" in label for label in message.labels))
    await olga.tap("🎨")
    await olga.wait(lambda message: message.photo and (message.text or "").startswith("🎨"))
    return olga


async def shown(shop: LiveShop) -> Design:
    return await shop.database.read(pictures.design)


async def draft(shop: LiveShop, olga: Phone) -> Design:
    return (await shop.database.read(designs.desk, await shop.person(olga))).draft


def picture(size: tuple[int, int] = (400, 300), kind: str = "PNG") -> bytes:
    image = Image.new("RGBA" if kind == "PNG" else "RGB", size)
    ImageDraw.Draw(image).ellipse((20, 20, size[0] - 20, size[1] - 20), "#d81e3a")
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


async def publish(shop: LiveShop, olga: Phone) -> None:
    await olga.tap("Publish")
    await olga.wait("Publish this design?")
    await olga.tap("Yes, publish", times=2)
    await olga.wait("cards updated")
    assert await drained(work.repainting(shop.database, shop.application.api, shop.clock))
    await olga.wait("is published")


async def test_pictures_and_colours_are_a_draft_until_they_are_published_and_come_back_later(shop: LiveShop) -> None:
    olga = await card_of(shop)
    await shop.member()
    first = await shown(shop)
    await olga.tap("Logo")
    await olga.wait("Send your logo")
    await olga.document(picture(), "logo.png", "image/png")
    await olga.wait("Changed: logo")
    await olga.tap("Colours")
    await olga.wait("made of your logo")
    await olga.tap("6")
    await olga.wait("Changed: logo, colours")
    await olga.tap("Picture")
    await olga.wait("Send a picture")
    await olga.photo(picture((800, 400), "JPEG"))
    await olga.wait("logo, colours, picture")
    assert await shown(shop) == first, "a draft changes nothing"
    shop.later(hours=26)
    await publish(shop, olga)
    new = await shown(shop)
    assert new.logo
    assert new.strip
    assert new.background == "#d81e3a"
    await olga.tap("To the card")
    await olga.wait("This is how your cards look")
    await olga.tap("Earlier designs")
    await olga.wait("Published designs")
    await olga.tap("01/06/2026")
    await olga.wait("looked then")
    await olga.tap("Bring back as draft")
    await olga.wait("Changed: logo, colours, picture")
    assert await draft(shop, olga) == first
    assert await shown(shop) == new


async def test_every_step_is_taken_back_and_the_draft_is_forgotten_only_when_asked(shop: LiveShop) -> None:
    olga = await card_of(shop)
    for words in ("gold", "#123"):
        await olga.tap("Colours")
        await olga.wait("Which colours?")
        await olga.say(words)
        await olga.wait("Changed: colours")
    assert (await draft(shop, olga)).background == "#112233"
    await olga.tap("Undo")
    await olga.wait("Changed: colours")
    assert (await draft(shop, olga)).background == "#c9a227"
    await olga.tap("Discard draft")
    await olga.tap("Back")
    await olga.wait("Changed: colours")
    await olga.tap("Discard draft")
    await olga.tap("Yes, discard")
    await olga.wait("This is how your cards look")
    assert await draft(shop, olga) == await shown(shop)


async def test_text_that_could_not_be_read_is_refused_with_a_colour_that_can(shop: LiveShop) -> None:
    olga = await card_of(shop, language="ru")
    await olga.tap("Цвета")
    await olga.wait("Какие цвета")
    await olga.say("бурмалиновый")
    await olga.wait("Не знаю такого цвета")
    await olga.say("тёмно-синий синий")
    refused = await olga.wait("плохо читается")
    suggestion = refused.labels[0].split()[-1]
    assert contrast(suggestion, "#12285a") >= READABLE
    await olga.tap("Взять")
    await olga.wait("Изменено: цвета")
    assert (await draft(shop, olga)).foreground == suggestion


async def test_texts_links_and_levels_are_on_the_card(shop: LiveShop) -> None:
    olga = await card_of(shop)
    await shop.promise(rule("tiers"))
    for menu, button, words, question in (
        ("Texts", "Contacts", "+359 2 000 0000\nHarbour 1", "how people reach you"),
        ("Links", "Add a link", "Menu\nbeans.example/menu", "two lines"),
        ("Links", "Add a link", "Call us\n+359 2 000-0000", "two lines"),
    ):
        await olga.tap(menu)
        await olga.tap(button)
        await olga.wait(question)
        await olga.say(words)
        await olga.wait("Changed:")
    made = await draft(shop, olga)
    assert made.contacts == "+359 2 000 0000\nHarbour 1"
    assert [link.url for link in made.links] == ["https://beans.example/menu", "tel:+35920000000"]
    await olga.tap("Links")
    await olga.tap("✖ Menu")
    await olga.wait("Changed:")
    await olga.tap("Levels")
    await olga.tap("Gold")
    await olga.wait("The card of the level")
    await olga.tap("Colours")
    await olga.wait("Which colours?")
    await olga.say("gold")
    await olga.wait("The card of the level")
    made = await draft(shop, olga)
    assert len(made.links) == 1
    assert made.of_tier("gold").background == "#c9a227"
    assert made.of_tier("silver").background == made.background != "#c9a227"


async def test_stamps_are_chosen_by_trade_from_a_picture_or_are_the_owners_own_pair(shop: LiveShop) -> None:
    olga = await card_of(shop)
    assert (await draft(shop, olga)).icon == "cup", "a coffee shop's"
    await olga.tap("Stamps")
    offered = await olga.wait(lambda message: message.photo and "Which stamps?" in (message.text or ""))
    assert sum("·" in label for label in offered.labels) >= 8
    await olga.tap("Paw")
    await olga.wait("Changed: stamps")
    assert (await draft(shop, olga)).icon == "paw"
    await olga.tap("Stamps")
    await olga.tap("My own pictures")
    await olga.wait("a stamp that has been given")
    await olga.say("a nice paw")
    await olga.wait("Send a picture, please")
    await olga.document(picture(), "paw.png", "image/png")
    await olga.wait("picture of an empty place")
    assert (await draft(shop, olga)).stamp_empty is None
    await olga.photo(picture((300, 300), "JPEG"))
    await olga.wait(lambda message: message.photo and "Changed: stamps" in (message.text or ""))
    made = await draft(shop, olga)
    assert made.stamp_full
    assert made.stamp_empty
    await publish(shop, olga)
    assert await shown(shop) == made
    await olga.tap("To the card")
    await olga.tap("Stamps")
    await olga.tap("Scissors")
    await olga.wait("Changed: stamps")
    made = await draft(shop, olga)
    assert (made.icon, made.stamp_full, made.stamp_empty) == ("scissors", None, None)
    await olga.tap("Stamps")
    await olga.tap("My own pictures")
    await olga.photo(picture((300, 300), "JPEG"))
    await olga.tap("Faded")
    await olga.wait(lambda message: message.photo and "Changed: stamps" in (message.text or ""))
    assert ((made := await draft(shop, olga)).stamp_full is None, made.stamp_empty) == (False, None)


async def test_a_logo_may_hold_the_name(shop: LiveShop) -> None:
    olga = await card_of(shop)
    await olga.tap("Logo")
    assert not any("holds the name" in label for label in (await olga.wait("Send your logo")).labels)
    await olga.document(picture(), "logo.png", "image/png")
    for button, spells in (("holds the name", True), ("Write the name beside it", False)):
        await olga.wait("Changed: logo")
        await olga.tap("Logo")
        await olga.tap(button)
        await olga.wait("Changed: logo")
        assert (await draft(shop, olga)).spells is spells


async def test_levels_are_silver_and_gold_by_their_place_until_the_owner_says_otherwise(shop: LiveShop) -> None:
    olga = await card_of(shop)
    await shop.promise(rule("tiers"))
    made = await draft(shop, olga)
    ladder = ("bronze", "silver", "gold")
    await olga.tap("Style")
    await olga.tap("Back")
    await olga.wait(lambda message: any("Levels" in label for label in message.labels))
    for button, like in (("Like all others", made.background), ("Colours of its place", METALS[2][0])):
        await olga.tap("Levels")
        await olga.tap("Gold")
        screen = await olga.wait("The card of the level")
        assert ("Colours of its place" in " ".join(screen.labels)) is (like == METALS[2][0])
        await olga.tap(button)
        await olga.wait("The card of the level")
        assert (await draft(shop, olga)).of_tier("gold", ladder).background == like
        await olga.tap("Back")
        await olga.tap("Back")
        await olga.wait(lambda message: message.photo and (message.text or "").startswith("🎨"))
    assert await draft(shop, olga) == made


async def test_what_is_no_picture_is_answered_in_words(shop: LiveShop) -> None:
    olga = await card_of(shop)
    await olga.tap("Logo")
    await olga.wait("Send your logo")
    await olga.say("our logo is nice")
    await olga.wait("Send a picture, please")
    await olga.document(picture()[:200], "logo.png", "image/png")
    await olga.wait("I can’t open this picture")
    await olga.photo(picture((60, 60)))
    await olga.wait("too small")
    await olga.photo(picture())
    await olga.wait("Changed: logo")


async def test_the_owner_chooses_the_button_below_the_card_and_sees_the_poster(shop: LiveShop) -> None:
    olga = await card_of(shop)
    for link in ("Menu\nbeans.example/menu", "Call us\n+359 2 000-0000", "Write\nhi@beans.example"):
        await olga.tap("Links")
        await olga.tap("Add a link")
        await olga.wait("two lines")
        await olga.say(link)
        await olga.wait(lambda message: message.photo and "links" in (message.text or ""))
    await olga.tap("Links")
    await olga.tap("Button below the card")
    screen = await olga.wait("two buttons below a card")
    assert [label for label in screen.labels if label in {"Menu", "Call us", "Write"}] == ["Menu", "Call us"]
    await olga.tap("Menu")
    screen = await olga.wait("What is Menu for?")
    assert "Call" not in screen.labels, "it is no telephone number"
    await olga.tap("Order")
    await olga.wait(lambda message: message.photo and "draft" in (message.text or ""))
    assert [link.action for link in (await draft(shop, olga)).links] == ["order", "", ""]
    await olga.tap("Links")
    assert "📲 Menu" in (await olga.wait("Links on the back")).text
    await olga.tap("Button below the card")
    await olga.tap("Call us")
    await olga.tap("Call")
    await olga.wait(lambda message: message.photo and "draft" in (message.text or ""))
    assert [link.action for link in (await draft(shop, olga)).links] == ["", "call", ""]
    await publish(shop, olga)
    assert (await shown(shop)).action.url == "tel:+35920000000"
    preview = Image.open(io.BytesIO(olga.last.photo or b""))
    assert preview.width > 1280 * 0.9, "three phones side by side"
    await olga.tap("🎨")
    await olga.tap("Links")
    await olga.tap("Button below the card")
    await olga.tap("Without this button")
    await olga.wait(lambda message: message.photo and "draft" in (message.text or ""))
    assert (await draft(shop, olga)).action is None
