"""The screen of a member who comes from Telegram: its mark, and the invitation on it."""

from services.database import Database
from services.passes import screens
from services.rewards import referral_links
from tests.people import open_shop, rule


async def test_the_mark_changes_with_every_sale_and_with_nothing_else(database: Database) -> None:
    shop = await open_shop(database)
    anna, boris = await shop.member(), await shop.member("Boris")
    before = await database.read(screens.mark_of, anna.telegram_id)
    own = await database.read(screens.of_telegram, anna.telegram_id, shop.now)
    assert own is not None
    assert own.mark == before
    await shop.sell(boris, 50_000)
    assert await database.read(screens.mark_of, anna.telegram_id) == before
    await shop.sell(anna, 50_000)
    assert await database.read(screens.mark_of, anna.telegram_id) != before
    assert await database.read(screens.mark_of, 999) == ""


async def test_an_invitation_is_made_once_and_for_members_only(database: Database) -> None:
    shop = await open_shop(database)
    anna = await shop.member()
    assert await database.write(screens.invitation, anna.telegram_id, shop.now) is None, "nothing is paid for friends"
    await shop.promise(rule("referral", inviter=50, friend=30, minimum=50_000))
    given = await database.write(screens.invitation, anna.telegram_id, shop.now)
    assert given is not None
    assert given == await database.write(screens.invitation, anna.telegram_id, shop.now)
    assert given.payload == await database.write(referral_links.link, anna.member_id)
    assert (given.friend, given.inviter, given.minimum) == (30, 50, 50_000)
    for other in (shop.cashier, await shop.stranger("Vera")):
        assert await database.write(screens.invitation, other.telegram_id, shop.now) is None
