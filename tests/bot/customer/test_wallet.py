"""The card on the phone: offered when iPhones take it, and sent as a file."""

import io
import zipfile

import pytest

from services.database import Database
from services.passes.office import PassOffice
from tests.people import signer
from tests.shop import LiveShop, open_shop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


async def test_the_pass_is_a_tap_away_as_a_link_and_as_a_file(database: Database) -> None:
    office = PassOffice(signer(), secret=b"secret", public_url="https://loyalty.example", username="tessera_bot")
    async with open_shop(database, office) as shop:
        await shop.owner()
        anna = await shop.member()
        address = await anna.tap("Wallet")
        assert address.startswith("https://loyalty.example/p/")
        assert address.endswith(".pkpass")
        await anna.tap("More")
        await anna.tap("Send the card as a file")
        sent = await anna.wait(lambda message: message.document)
        assert sent.file_name == "card.pkpass"
        assert sent.document
        assert "signature" in zipfile.ZipFile(io.BytesIO(sent.document)).namelist()


async def test_without_real_credentials_it_is_not_offered(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    assert not any("Wallet" in label for label in anna.last.labels)


async def test_below_the_card_stand_four_buttons(database: Database) -> None:
    office = PassOffice(signer(), secret=b"s", public_url="https://loyalty.example", username="tessera_bot")
    async with open_shop(database, office, offer_app=True) as shop:
        await shop.owner()
        anna = await shop.member()
        assert anna.last.labels == ["⏱ Pay", "👛 Wallet", "🎁 Rewards", "⋯ More"]


async def test_where_both_wallets_are_set_up_the_phone_is_asked_for_once(database: Database) -> None:
    office = PassOffice(signer(), secret=b"s", public_url="https://loyalty.example", username="tessera_bot")
    async with open_shop(database, office, offer_google=True) as shop:
        await shop.owner()
        anna = await shop.member()
        await anna.tap("Wallet")
        await anna.wait("Which phone do you have?")
        await anna.tap("Android", times=2)
        await anna.wait("Noted")
        assert (await anna.tap("Add to Google Wallet")).endswith("/google")
        await anna.tap("Back")
        await anna.wait("150 points")
        assert (await anna.tap("👛 Wallet")).endswith("/google")
        await anna.tap("More")
        await anna.tap("Another phone")
        await anna.tap("iPhone")
        await anna.wait("Noted")
        await anna.say("/card")
        await anna.settle()
        assert (await anna.tap("👛 Wallet")).endswith(".pkpass")
