"""Cards of a programme without points: what stands in their place on phones and on the page."""

import io
import json
import zipfile
from typing import Any

import pytest

from services.database import Database
from services.members.cards import card
from services.passes.google.office import GoogleWords
from services.passes.office import PassOffice
from services.passes.screens import of_page
from tests.people import open_shop, signer
from web.pages.standing import amounts, past, progress
from web.pages.words import Words

pytestmark = pytest.mark.database("sqlite")  # what is shown is the same on both


async def test_phones_and_the_page_show_the_discount_and_the_next_step(database: Database) -> None:
    shop = await open_shop(database, preset="perfumery")
    anna = await shop.member()
    assert anna.member_id
    office = PassOffice(signer(), secret=b"s", public_url="https://x.example", username="x_bot")
    google = GoogleWords(issuer_id="1", public_url="https://x.example", username="x_bot", secret=b"s")

    async def shown() -> tuple[dict[str, Any], dict[str, Any], str]:
        token = (await database.read(card, anna.member_id)).page_token
        screen = await database.read(of_page, token, shop.now)
        assert screen
        facts = screen.facts
        pkpass = zipfile.ZipFile(io.BytesIO(office.build(facts, shop.now)))
        content = json.loads(pkpass.read("pass.json"))["storeCard"]
        words = Words("en", facts.currency, facts.zone, screen.value)
        return content, google.card(facts, ()), amounts(words, screen) + progress(words, facts) + past(words, facts)

    apple, android, page = await shown()
    (first,) = apple["primaryFields"]
    assert (first["label"], first["value"]) == ("To 5% off", "₽0 of ₽10,000")
    assert android["loyaltyPoints"]["balance"] == {"string": "₽0 of ₽10,000"}
    assert "₽0 of ₽10,000" in page
    assert "₽10,000 to 5%" in page
    await shop.sell(anna, 1_200_000)
    apple, android, page = await shown()
    (first,) = apple["primaryFields"]
    assert (first["label"], first["value"]) == ("Your discount", "5%")
    assert "₽12,000 of ₽30,000" in [field["value"] for field in apple["secondaryFields"]]
    assert android["loyaltyPoints"]["localizedLabel"]["translatedValues"][0]["value"] == "Ваша скидка"
    assert android["loyaltyPoints"]["balance"] == {"string": "5%"}
    assert android["secondaryLoyaltyPoints"]["balance"] == {"string": "₽12,000 of ₽30,000"}
    assert "<b>5%</b>" in page
    for text in (json.dumps(apple), json.dumps(android), page):
        assert "+0" not in text
        assert "Welcome" not in text
