"""Gift certificates in the chat: set by the owner, sold and spent at the till, given on, put on a card, returned."""

from uuid import UUID

import pytest

from locales import translate
from loyalty.programme import Certificates, Face
from sandbox.phone import Phone, read_code
from services.prepaid import certificates
from services.prepaid.certificates import Certificate
from storage.tables import certificate
from tests.people import set_settings
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # what is written is proved in tests/services, on both

TERMS = Certificates(values=(Face(100_000), Face(300_000)), least=10_000, most=500_000)
LINK = "https://t.me/tessera_bot?start="


async def till(shop: LiveShop, terms: Certificates = TERMS) -> tuple[Phone, Phone, Phone]:
    """Returns owner, cashier and member of a shop that sells certificates."""
    olga = await shop.owner()
    await shop.database.write(set_settings, shop.clock(), certificates=terms)
    return olga, await shop.cashier(olga), await shop.member()


async def newest(shop: LiveShop) -> Certificate:
    query = certificate.select().order_by(certificate.c.id.desc()).limit(1)
    row = await shop.database.read(lambda connection: connection.execute(query).one())
    return await shop.database.read(certificates.one, UUID(str(row.id)))


async def bought(shop: LiveShop, karim: Phone, value: str = "₽1,000") -> str:
    """Has one sold to whoever has its code, and returns the payload of its link."""
    await karim.say("/sales")
    await karim.tap("Sell a gift certificate")
    await karim.wait("Which value?")
    await karim.tap(value)
    await karim.tap("taken", times=2)
    picture = await karim.wait(lambda message: message.photo and "Gift certificate" in message.text)
    assert picture.photo
    link = read_code(picture.photo)
    assert link.startswith(LINK + "g_")
    return link.removeprefix(LINK)


async def gifts(olga: Phone) -> None:
    await olga.say("/business")
    await olga.tap(translate("en", "owner-button-offers"))
    await olga.tap("🎁 Gift certificates")


async def serve(shop: LiveShop, karim: Phone, anna: Phone, amount: str) -> None:
    await karim.say(await shop.digits(anna))
    await karim.wait("card ··")
    await karim.say(amount)
    await karim.wait("Earns")


async def test_the_owner_sets_the_values_and_sees_what_is_owed(shop: LiveShop) -> None:
    olga, karim, _ = await till(shop, Certificates())
    await karim.say("/sales")
    screen = await karim.wait("No receipts yet")
    assert not any("certificate" in label for label in screen.labels), "none are sold before there is a value"
    await gifts(olga)
    await olga.wait("You sell none yet")
    await olga.tap("Values and terms")
    await olga.tap("Values: none")
    await olga.tap("Add")
    await olga.say("1500")
    waiting = await olga.wait("₽1,500")
    assert "Not in force yet" in waiting.text, "nobody takes what was typed for what is sold"
    await olga.tap("Back")
    await olga.wait("which are sold")
    await olga.tap("Back")
    await olga.wait("Not in force yet")
    await olga.tap("From now on")
    await olga.wait("Done")
    await bought(shop, karim, "₽1,500")
    await gifts(olga)
    assert "You owe for certificates: ₽1,500" in (await olga.wait("You owe")).text


async def test_a_certificate_is_sold_scanned_into_a_sale_and_given_back_to(shop: LiveShop) -> None:
    _, karim, anna = await till(shop)
    payload = await bought(shop, karim)
    assert len(await shop.database.read(lambda c: c.execute(certificate.select()).all())) == 1, "two taps sell one"
    before = await shop.points(anna)
    await serve(shop, karim, anna, "1500")
    await karim.start(payload)
    choice = await karim.wait("The certificate pays ₽1,000")
    assert "left to pay: ₽500" in choice.text
    ending = (await newest(shop)).code[-4:]
    await karim.tap(f"Without certificate {ending}")
    await karim.wait(lambda message: "Earns" in message.text and "certificate" not in message.text)
    await karim.say(LINK + payload)
    await karim.wait("The certificate pays ₽1,000")
    await karim.tap("take ₽500")
    sold = await karim.wait("Recorded")
    assert "Take ₽500" in sold.text
    assert "By gift certificate: ₽1,000" in sold.text
    told = await anna.wait("A purchase with your card")
    assert "Paid: ₽1,500 · By gift certificate: ₽1,000" in told.text
    assert await shop.points(anna) == before + 15, "what is bought with a certificate earns"
    assert (await newest(shop)).balance == 0
    await karim.say("/sales")
    await karim.tap("₽1,500")
    await karim.tap("Return all")
    preview = await karim.wait("Return of")
    assert "Hand back ₽500" in preview.text
    assert "Back to the certificate: ₽1,000" in preview.text
    await karim.tap("Hand back ₽500")
    await karim.wait("Back to the certificate")
    assert "Back on the certificate: ₽1,000" in (await anna.wait("A return on your card")).text
    assert (await newest(shop)).balance == 100_000


async def test_a_changed_balance_shows_the_new_figures_and_writes_nothing(shop: LiveShop) -> None:
    olga, karim, anna = await till(shop)
    mia = await shop.cashier(olga, "Mia")
    payload = await bought(shop, karim)
    await serve(shop, karim, anna, "1500")
    await karim.start(payload)
    await karim.wait("The certificate pays ₽1,000")
    await mia.start(payload)
    await mia.say("700")
    await mia.wait("the certificate pays ₽700")
    await mia.tap("Pay – take ₽0")
    assert "Left on it: ₽300" in (await mia.wait("Paid by certificate: ₽700")).text
    await karim.tap("take ₽500")
    shown = await karim.wait("The certificate pays ₽300")
    assert "left to pay: ₽1,200" in shown.text
    assert "has changed meanwhile" in karim.toasts[-1].text
    await mia.tap("Undo")
    await mia.wait("₽700 is back on the certificate")
    await karim.tap("take ₽1,200")
    assert "Take ₽1,200" in (await karim.wait("Recorded")).text
    assert (await newest(shop)).balance == 70_000
    await mia.start(payload)
    told = await mia.wait("Given back: +₽700")
    assert [line.partition(" · ")[2] for line in told.text.splitlines() if "Corner" in line] == [
        "Paid: −₽300 · Corner",
        "Given back: +₽700 · Corner",
        "Paid: −₽700 · Corner",
        "Bought: +₽1,000 · Corner",
    ]


async def test_a_gift_travels_by_its_link_and_the_newcomer_finds_it_after_registering(shop: LiveShop) -> None:
    _, karim, anna = await till(shop)
    await karim.say(await shop.digits(anna))
    await karim.tap("Sell a gift certificate")
    await karim.wait("for Anna")
    await karim.say("2000")
    await karim.tap("₽2,000 taken")
    await karim.wait("Gift certificate sold: ₽2,000")
    await anna.wait("A gift certificate for ₽2,000 is on your card")
    await anna.say("/gift")
    await anna.tap("₽2,000")
    await anna.tap("Give it to somebody")
    await anna.say("Happy birthday, Zoe!")
    await anna.wait("When may it be opened?")
    await anna.say("1.1.2020")
    await anna.wait("a day after today")
    await anna.tap("At once")
    given = await anna.wait(lambda message: message.photo and "Send this link" in message.text)
    assert given.photo
    payload = read_code(given.photo).removeprefix(LINK)
    zoe = shop.sandbox.phone("Zoe")
    await zoe.start(payload)
    await zoe.tap("Get my card")
    await zoe.say("Go on without a number")
    gift = await zoe.wait("A gift for you!")
    assert "From Anna" in gift.text
    assert "“Happy birthday, Zoe!”" in gift.text
    await zoe.tap("Put it on my card", times=2)
    await zoe.wait(lambda message: message.photo and "Gift certificate" in message.text)
    await anna.wait("Zoe has opened your gift: ₽2,000")
    await anna.start(payload)
    await anna.wait("has put this certificate on their card already")
    await karim.start(payload)
    await karim.wait("This code is no longer good")
    await karim.start("g_" + (await newest(shop)).code)
    await karim.wait("₽2,000 on it")


async def test_a_lost_certificate_is_blocked_and_a_manager_gives_it_a_new_code(shop: LiveShop) -> None:
    olga, karim, _ = await till(shop)
    mia = await shop.cashier(olga, "Mia", role="manager")
    payload = await bought(shop, karim)
    await karim.start(payload)
    await karim.tap("It was lost")
    await karim.tap("Block")
    await karim.wait("Reported lost")
    await mia.start(payload)
    await mia.tap("Give it a new code")
    await mia.tap("New code", times=2)
    picture = await mia.wait(lambda message: message.photo and "This is its code now" in message.text)
    assert picture.photo
    assert read_code(picture.photo) == LINK + "g_" + (await newest(shop)).code
    await karim.start(payload)
    await karim.wait("This code is no longer good")
    await mia.tap("To print")
    paper = await mia.wait(lambda message: "To print on A5" in message.text)
    assert "document" in paper.content
