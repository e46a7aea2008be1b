"""Numbers that earlier releases wrote down wrongly are mended once: nobody is merged, and owners hear of it."""

from types import SimpleNamespace

from sqlalchemy import Connection, func, select, update

from app import serving
from bot.outgoing.notices import render
from bot.words.speech import Speech
from services.imports import mending
from services.programme import changing
from services.programme.changing import business_of
from storage.database import Database
from storage.members import people
from storage.tables import audit_log, job, keepsake, person
from tests.people import Shop, open_shop
from tests.services.imports.test_former import bring_in, card_of, clean, member_of, points


async def _written(shop: Shop, right: str, wrong: str) -> None:
    """Writes a number as the release before wrote it."""
    change = update(person).where(person.c.phone == right).values(phone=wrong)
    await shop.database.write(lambda connection: connection.execute(change))


async def _mend(shop: Shop) -> list[mending.Mending]:
    done = []
    while (page := await shop.database.write(mending.step, shop.now)) is not None:
        done.append(page)
    return done


def _told(connection: Connection) -> list[dict]:
    rows = connection.execute(select(job.c.payload)).scalars()
    return [each for each in rows if each["notice"] == "phones-mended"]


async def _of_moscow(database: Database) -> Shop:
    shop = await open_shop(database)
    view = await database.read(changing.overview, shop.owner, shop.now)
    business = changing.Business(business_of(view.newest).name, "RUB", "Europe/Moscow")
    newest = view.newest
    await database.write(
        changing.change, shop.owner, newest.version, newest.rules, newest.settings, None, shop.now, business
    )
    return shop


async def test_wrong_numbers_of_old_lists_are_mended_and_those_of_somebody_else_are_left(
    database: Database, second: Database, monkeypatch
) -> None:
    monkeypatch.setattr(mending, "PAGE", 2)
    shop = await _of_moscow(database)
    rows = ("Nika;+79261234501;500;", "Oleg;+79261234502;30;", "Ivo;+359888000003;1;", "Twin;+79261234504;2;")
    await bring_in(shop, *rows, country="RU")
    for right, wrong in (("+79261234501", "+89261234501"), ("+79261234502", "+89261234502")):
        await _written(shop, right, wrong)
    oleg = await shop.member("Oleg", "79261234502")
    await _written(shop, "+79261234504", "+79261234")
    cards = [(await card_of(shop, phone)).digits for phone in ("+89261234502", "+79261234502")]
    done = await _mend(shop)
    assert [(page.mended, page.left, page.ended) for page in done][-1] == (1, 1, True)
    assert len(done) > 1, "pages, and not all at once"
    assert await _mend(shop) == [], "once a database"
    for phone in ("+89261234502", "+359888000003", "+79261234"):
        assert await second.read(people.by_phone, phone) is not None
    assert await second.read(people.by_phone, "+89261234501") is None
    nika = await shop.member("Nika", "79261234501")
    assert nika.member_id is not None
    assert await points(shop, nika.member_id) == 500
    assert oleg.member_id == await member_of(shop, "+79261234502")
    await clean(shop)

    (payload,) = await second.read(_told)
    for language, mended, left in (
        ("en", "1 phone number", "wrong phone number"),
        ("ru", "Исправлен 1 номер", "неверный"),
        ("bg", "Поправен е 1", "погрешен"),
    ):
        text, _ = render(Speech(language), payload)
        assert mended in text
        assert left in text
        assert " · ".join(cards) in text
    noted = select(audit_log.c.action, func.count()).where(audit_log.c.action.like("phone_%")).group_by("action")
    counted = await second.read(lambda connection: {row[0]: row[1] for row in connection.execute(noted)})
    assert (counted["phone_mended"], counted["phone_left"]) == (1, 1)
    kept = await second.read(lambda connection: connection.execute(select(keepsake.c.value)).scalars().all())
    assert not any("926" in value for value in kept), "a phone number is personal data and stands with its person"


async def test_a_shop_without_a_country_or_without_a_list_hears_nothing(database: Database) -> None:
    assert await database.write(mending.step, Shop.now) is None, "there is no programme yet"
    shop = await open_shop(database)
    assert [(page.mended, page.left, page.ended) for page in await _mend(shop)] == [(0, 0, True)]
    assert await database.read(_told) == []


async def test_whoever_leads_mends_before_anything_else_is_done(database: Database) -> None:
    shop = await _of_moscow(database)
    await bring_in(shop, "Nika;+79261234501;500;", country="RU")
    await _written(shop, "+79261234501", "+89261234501")
    await serving._mend(SimpleNamespace(database=database, keeper=SimpleNamespace(likely=lambda: shop.now)))
    assert await member_of(shop, "+79261234501")
