"""A new look comes to the phones: drawn in the owner's chat, published, pushed, fetched, told of in the chat."""

import pytest

from tests.bot.owner.test_design import card_of, picture
from tests.shop import until
from tests.story.conftest import Town
from tests.story.test_wallet import added
from wallet import drawing
from wallet.passfile import open_pass

pytestmark = pytest.mark.database("sqlite")  # tests/jobs/test_repaint.py walks through both


async def test_a_published_design_is_on_the_phone_within_seconds_and_the_owner_sees_how_far_it_is(town: Town) -> None:
    olga = await card_of(town)
    anna = await town.member("Anna")
    await added(town, anna)
    await olga.tap("Logo")
    await olga.wait("Send your logo")
    await olga.photo(picture(kind="JPEG"))
    await olga.wait("Changed: logo")
    await olga.tap("Colours")
    await olga.wait("Which colours?")
    await olga.say("navy")
    await olga.wait("Changed: logo, colours")
    assert open_pass(anna.wallet[0].data, "en").background != "#12285a", "a draft is nobody else's"
    await olga.tap("Publish")
    await olga.tap("Yes, publish", times=2)
    await olga.wait("1 card has been updated")

    async def changed() -> bool:
        return open_pass(anna.wallet[0].data, "en").background == "#12285a"

    await until(changed)
    assert drawing.draw(anna.wallet[0].data, "en")
