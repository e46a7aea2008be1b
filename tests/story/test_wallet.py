"""A card in a phone's wallet changes by itself: registered, pushed to, fetched and deleted over the real protocols."""

from datetime import datetime

from sandbox.phone import Phone
from services.members import cards, own_data
from services.passes import phones
from services.plumbing import deliveries
from services.till import sales
from services.till.cheques import Sale, new_draft
from storage.tables import pass_device
from tests.shop import until
from tests.story.conftest import Town


async def added(town: Town, phone: Phone) -> str:
    """Has the phone add its owner's card from the card's page; returns the serial."""
    card = await town.database.read(cards.card, await town.member_id(phone))
    return (await phone.cards.download(f"{town.settings.reached_at}/p/{card.page_token}.pkpass", "en")).serial


async def sold(town: Town, cashier: Phone, phone: Phone) -> None:
    sale = Sale(new_draft(), await town.member_id(phone), 100_000)
    await town.database.write(sales.record, await town.person(cashier), sale, town.clock())


async def points(town: Town, phone: Phone) -> bool:
    return phone.wallet[0].fields["points"] == await town.points(phone)


async def phones_known(town: Town) -> int:
    return len(await town.second.read(lambda connection: connection.execute(pass_device.select()).all()))


async def test_a_sale_changes_the_card_by_a_push_and_a_deleted_card_is_forgotten(town: Town) -> None:
    olga = await town.owner()
    karim, anna = await town.cashier(olga), await town.member("Anna")
    serial = await added(town, anna)
    assert anna.wallet[0].registered
    apns = town.sandbox.apns
    await until(lambda: _told(apns, 1))
    tags = await _tag(town, anna)
    before = anna.wallet[0].fields["points"]
    for _ in range(2):
        await sold(town, karim, anna)
    await until(lambda: points(town, anna))
    assert anna.wallet[0].fields["points"] > before
    gained = anna.wallet[0].fields["points"] - before
    said = [notice for notice in anna.wallet[0].notices if notice.startswith("Points: +")]
    assert said[-1].endswith(f"You have {before + gained} now."), anna.wallet[0].notices
    assert await _tag(town, anna) > tags
    assert {push.topic for push in apns.pushes} == {anna.wallet[0].kind}
    assert {push.payload for push in apns.pushes} == {b"{}"}
    assert apns.connections == 1

    async def quiet() -> bool:
        return phones.PUSH not in await town.second.read(deliveries.backlog, town.clock())

    await until(quiet)
    await anna.remove_from_wallet(serial)
    assert await phones_known(town) == 0
    await sold(town, karim, anna)
    assert await quiet()


async def test_a_phone_that_was_wiped_is_forgotten_by_apples_word(town: Town) -> None:
    olga = await town.owner()
    karim, anna = await town.cashier(olga), await town.member("Anna")
    await added(town, anna)
    anna.wallet.clear()
    await sold(town, karim, anna)

    async def forgotten() -> bool:
        return await phones_known(town) == 0

    await until(forgotten)


async def test_what_changed_while_the_shop_was_down_is_told_when_it_is_up(town: Town) -> None:
    olga = await town.owner()
    karim, anna = await town.cashier(olga), await town.member("Anna")
    await added(town, anna)
    await until(lambda: _told(town.sandbox.apns, 1))
    cashier, member_id = await town.person(karim), await town.member_id(anna)
    await town.stop()
    now: datetime = town.clock()
    await town.second.write(sales.record, cashier, Sale(new_draft(), member_id, 100_000), now)
    await town.start()
    await until(lambda: points(town, anna))


async def _told(apns, count: int) -> bool:
    return len(apns.pushes) >= count


async def _tag(town: Town, phone: Phone) -> int:
    found = await town.second.read(lambda c: phones.updated(c, phone.cards.device, None))
    assert found is not None
    return int(found.tag)


async def test_the_phone_of_an_erased_member_keeps_an_empty_void_card(town: Town) -> None:
    await town.owner()
    anna = await town.member("Anna")
    await added(town, anna)
    card = anna.wallet[0]
    assert card.code
    await town.database.write(own_data.erase, (await town.person(anna)).id, town.clock())

    async def voided() -> bool:
        return card.voided

    await until(voided)
    assert not card.code
    assert set(card.fields) == {"ended"}
    assert await card.picture() != b""
    assert await phones_known(town) == 0
    assert not await anna.refresh_wallet(), "there is nothing more to come"
    await anna.remove_from_wallet(card.serial)
