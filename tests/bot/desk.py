"""What owners do with their rules on the phone, and what comes of it in the shop."""

from loyalty.programme import Programme
from sandbox.phone import Phone
from services import team
from services.programme.versions import current
from storage.tables import programme_version
from tests.shop import LiveShop


async def running(shop: LiveShop) -> Programme:
    return await shop.database.read(current, shop.clock())


async def versions(shop: LiveShop) -> int:
    return len(await shop.database.read(lambda c: c.execute(programme_version.select()).all()))


async def rules(shop: LiveShop, language: str = "en", preset: str = "shop") -> Phone:
    """Returns the owner's phone with the rules on the screen."""
    olga = await shop.owner(language=language, preset=preset)
    label = {"en": "Rules", "ru": "Правила"}[language]
    await olga.say("/business")
    await olga.wait(lambda message: any(label in each for each in message.labels))  # not the menu from the start
    await olga.tap(label)
    return olga


async def another_owner(shop: LiveShop, name: str = "Pavel") -> Phone:
    pavel = shop.sandbox.phone(name)
    link = await shop.database.write(team.owner_link, shop.clock())
    await pavel.start("i_" + link.token)
    await pavel.wait("What shall we look at")
    return pavel


async def rate(olga: Phone, points: str) -> None:
    """Opens the rate's form and types a number; the rule is on the screen afterwards."""
    await olga.tap("Cashback")
    await olga.tap("Points: ")
    await olga.wait("Type a whole number")
    await olga.say(points)
    await olga.wait("Not in force yet")


async def put_in_force(olga: Phone, since: str = "From now on") -> None:
    if since != "From now on":
        await olga.tap("From a later day")
    await olga.tap(since)
    await olga.wait("Done")


async def sold(shop: LiveShop, karim: Phone, anna: Phone, amount: int = 1000) -> int:
    before = await shop.points(anna)
    await karim.say(await shop.digits(anna))
    await karim.wait("Anna")
    await karim.say(str(amount))
    await karim.tap("✅")
    await karim.wait("Recorded")
    return await shop.points(anna) - before
