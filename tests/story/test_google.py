"""A card in Google Wallet on an Android phone: saved from the chat, changed by a sale, scanned at the till, removed."""

import pytest

from sandbox.google import ISSUER_ID
from sandbox.phone import Phone
from services.members import cards
from services.passes.google import passes
from tests.shop import until
from tests.story.conftest import Town
from tests.story.test_wallet import sold

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
async def android_town(town: Town) -> Town:
    """The town whose application has an account at Google."""
    await town.stop()
    account = town.settings.data_dir / "google-account.json"
    account.write_bytes(town.sandbox.google.credentials())
    settings = {
        "google_issuer_id": ISSUER_ID,
        "google_credentials_file": account,
        "google_api_url": town.sandbox.url,
    }
    town.settings = town.settings.model_copy(update=settings)
    await town.start()
    return town


def _points(phone: Phone) -> int:
    _, shown = phone.android.shown(phone.android.saved[0])
    return int(shown["loyaltyPoints"]["balance"]["int"])


async def test_the_card_on_an_android_lives(android_town: Town) -> None:
    town = android_town
    olga = await town.owner()
    karim, anna = await town.cashier(olga), await town.member("Anna")

    async def held(count: int) -> bool:
        return await town.second.read(passes.held) == count

    async def current() -> bool:
        return _points(anna) == await town.points(anna)

    await anna.tap("Wallet")
    await anna.tap("Android")
    await anna.tap("Add to Google Wallet")
    await until(lambda: held(1))
    for _ in range(2):
        await sold(town, karim, anna)
    await until(current)
    assert anna.android.saved[0].notices, "the phone says so"
    # What a cashier's camera sees is the code of this half minute.
    await karim.photo(await anna.android.picture())
    await karim.wait("points pay at once")
    code = (await town.database.read(cards.card, await town.member_id(anna))).code
    assert anna.android.code(anna.android.saved[0]).startswith(f"https://t.me/tessera_bot?start=r_{code}_")
    anna.android.remove(anna.android.saved[0].id)
    await until(lambda: held(0))
    assert set(town.sandbox.google.called_back) == {200}
    asked = len(town.sandbox.google.asked)
    await sold(town, karim, anna)
    await anna.tap("Add to Google Wallet")
    await until(lambda: held(1))
    await until(current)
    # 409 is how Google says that it has the card already.
    assert {each.status for each in list(town.sandbox.google.asked)[asked:]} <= {200, 409}
