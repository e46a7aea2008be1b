"""The card's design on the owner's phone: pictures, colours, texts, the draft, publishing."""

import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from sandbox.phone import Phone
from services import pictures
from services.database import Database
from services.passes import PassOffice
from tests.shop import LiveShop, open_shop
from wallet.apple.credentials import restore
from wallet.design import Design


@pytest.fixture
async def shop(database: Database, development_authority: bytes) -> AsyncIterator[LiveShop]:
    signer = restore(development_authority, datetime.now(UTC))
    office = PassOffice(signer, secret=b"s", public_url="https://loyalty.example", username="tessera_bot")
    async with open_shop(database, office) as opened:
        yield opened


pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


async def card_of(shop: LiveShop, language: str = "en", preset: str = "coffee_shop") -> Phone:
    """Returns the owner's phone with the card's design on the screen."""
    olga = await shop.owner(language=language, preset=preset)
    await olga.say("/business")
    await olga.wait(lambda message: any("🎨" in label for label in message.labels))
    await olga.tap("🎨")
    await olga.wait("🎨")
    return olga


async def shown(shop: LiveShop) -> Design:
    return await shop.database.read(pictures.design)


def picture(colour: str = "#d81e3a", size: tuple[int, int] = (400, 300), kind: str = "PNG") -> bytes:
    image = Image.new("RGBA" if kind == "PNG" else "RGB", size)
    ImageDraw.Draw(image).ellipse((20, 20, size[0] - 20, size[1] - 20), colour)
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


async def test_a_logo_and_its_colours_become_a_draft_and_then_every_card(shop: LiveShop) -> None:
    olga = await card_of(shop)
    assert "This is how your cards look" in olga.last.text
    before = await shown(shop)
    await olga.tap("Logo")
    await olga.wait("Send your logo")
    await olga.photo(picture())
    await olga.wait("Changed: logo")
    await olga.tap("Colours")
    await olga.wait("made of your logo")
    await olga.tap("6")
    await olga.wait("Changed: logo, colours")
    assert await shown(shop) == before, "a draft changes nothing"
    Path("/tmp/look.jpg").write_bytes(olga.last.photo)
    await olga.tap("Publish")
    await olga.wait("Publish this design?")
    await olga.tap("Yes, publish", times=2)
    await olga.wait("on its way")
