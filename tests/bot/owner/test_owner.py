"""The owner: the first questions, the team, outlets, links."""

import pytest

from sandbox.phone import read_code
from services import people, team
from services.programme import outlets, versions
from tests import paper
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


async def test_the_first_questions_with_every_way_of_answering(shop: LiveShop) -> None:
    link = await shop.database.write(team.owner_link, shop.clock())
    olga = shop.sandbox.phone("Olga", language="ru")
    await olga.start("i_" + link.token)
    await olga.wait("Как называется ваш бизнес")
    await olga.say("x" * 61)
    await olga.wait("не больше 60 знаков")
    await olga.say("\u2060\u3164\u202e")
    await olga.wait("Не вижу текста")
    await olga.say("Кофейня <Утро>\u202e & Ко")
    await olga.wait("Вопрос 2 из 5")
    await olga.say("дублон")
    await olga.wait("Не знаю такой валюты")
    await olga.say("крона")
    await olga.wait("несколько стран: SEK, NOK, DKK, ISK, CZK")
    await olga.say("рубли")
    await olga.wait("Вопрос 3 из 5")
    await olga.tap("Назад")
    await olga.wait("Вопрос 2 из 5")
    await olga.tap("RUB")
    cities = await olga.wait("Вопрос 3 из 5")
    assert cities.labels[:3] == ["Москва", "Екатеринбург", "Калининград"], "the large cities first"
    await olga.say("Шамбала-на-Дону")
    await olga.wait("Не знаю такого места")
    await olga.say("Казань")
    await olga.wait("как в городе Москва: сейчас там 12:00")
    await olga.tap("Назад")
    await olga.location(57.776, 26.03)
    await olga.wait("сходится разное время: Рига, Таллин")
    await olga.location(54.74, 55.97)
    await olga.wait("как в городе Екатеринбург: сейчас там 14:00")
    await olga.tap("Назад")
    await olga.tap("Ещё ›")
    await olga.wait(lambda message: "‹" in message.labels)
    await olga.say("екатеринбург")
    await olga.wait("Вопрос 4 из 5")
    await olga.say("Казань")
    await olga.wait("Вопрос 4 из 5")
    await olga.settle()
    assert sum(bool(message.labels) for message in olga.messages) == 1, "answered questions lose their buttons"
    await olga.tap("Русский")
    await olga.wait("Вопрос 5 из 5")
    await olga.tap("Ресторан")
    rules = await olga.wait("1 балл за каждые 20")
    assert "до 20\u00a0% покупки" in rules.text
    await olga.tap("Назад")
    await olga.tap("Кофейня")
    rules = await olga.wait("1 балл за каждые 10")
    assert "×2" in rules.text
    assert "пн–пт" in rules.text
    await olga.tap("Начать с этими", times=2)
    await olga.wait("Что посмотрим")
    programme = await shop.database.read(versions.current, shop.clock())
    assert (programme.name, programme.currency, programme.zone) == ("Кофейня <Утро> & Ко", "RUB", "Asia/Yekaterinburg")
    await olga.settle()
    assert "business" in olga.commands


@pytest.mark.parametrize(("language", "hello"), [("en", "Hello, Olga!"), ("ru", "Olga, здравствуйте!")])
async def test_an_owner_named_by_the_operator_is_greeted_before_the_first_question(
    shop: LiveShop, language: str, hello: str
) -> None:
    olga = shop.sandbox.phone("Olga", language=language)
    person = await shop.database.write(people.seen, olga.user.id, "", "", None, "en", shop.clock())
    await shop.database.write(team.appoint_owner, person, shop.clock())
    await olga.start()
    asked = await olga.wait(hello)
    assert "1" in asked.text.splitlines()[2], "the first question stands below"


async def test_an_invited_owner_is_greeted_once(shop: LiveShop) -> None:
    link = await shop.database.write(team.owner_link, shop.clock())
    olga = shop.sandbox.phone("Olga")
    await olga.start("i_" + link.token)
    await olga.wait("What is your business called")
    assert sum("Hello" in message.text for message in olga.messages) == 1


async def test_an_owner_link_works_once_and_runs_out(shop: LiveShop) -> None:
    link = await shop.database.write(team.owner_link, shop.clock())
    olga = shop.sandbox.phone("Olga")
    await olga.start("i_" + link.token)
    await olga.wait("What is your business called")
    zoe = shop.sandbox.phone("Zoe")
    await zoe.start("i_" + link.token)
    await zoe.wait("used already")
    late = await shop.database.write(team.owner_link, shop.clock())
    shop.later(hours=2)
    await zoe.start("i_" + late.token)
    await zoe.wait("expired on")
    await zoe.start("i_nonsense")
    await zoe.wait("don’t know this invitation")
    assert (await shop.person(zoe)).role is None


async def test_a_cashier_is_invited_scans_the_code_and_is_removed(shop: LiveShop) -> None:
    olga = await shop.owner()
    await olga.tap("Team")
    await olga.wait("1 person")
    await olga.tap("Invite a cashier")
    invitation = await olga.wait(lambda m: m.photo)
    assert "It works once" in invitation.text
    assert invitation.photo
    link = read_code(invitation.photo)
    assert link in invitation.text
    karim = shop.sandbox.phone("Karim")
    await karim.open(link)
    await karim.wait("You are a cashier now")
    await olga.wait("Karim has joined the team: cashier")
    await olga.say("🏪 My business")
    await olga.tap("Team")
    await olga.tap("Karim")
    await olga.wait("Karim, cashier")
    await olga.tap("Remove from the team")
    await olga.wait("Take the role")
    await olga.tap("Yes, remove")
    await karim.wait("no longer work here")
    assert (await shop.person(karim)).role is None


async def test_outlets_links_and_a_poster_whose_code_leads_to_the_bot(shop: LiveShop) -> None:
    olga = await shop.owner()
    await olga.tap("Team")
    await olga.tap("Outlets")
    await olga.tap("Add an outlet")
    await olga.say("Harbour <2>")
    await olga.wait("Harbour <2> has been added")
    await olga.tap("📍 Harbour")
    await olga.tap("Map")
    await olga.wait("Where is Harbour <2>?")
    await olga.location(42.697708, -23.321868)
    await olga.wait("Harbour <2> is on the map")
    (harbour,) = [place for place in await shop.database.read(outlets.all_open) if place.place]
    assert harbour.place == (42_697_708, -23_321_868)
    await olga.tap("📍 Harbour")
    await olga.tap("Map")
    await olga.tap("Take off the map")
    await olga.wait("Harbour <2> is off the map")
    await olga.say("🏪 My business")
    await olga.tap("Team")
    await olga.tap("Join links")
    await olga.tap("New link")
    await olga.tap("Harbour")
    await olga.wait("Where will the link be")
    await olga.say("window")
    made = await olga.wait("start=j_")
    await olga.tap("Poster to print")
    preview = await olga.wait("To print: window")
    assert preview.photo
    assert read_code(preview.photo) in made.text
    await olga.tap("A4 poster")
    poster = await olga.wait("for the door")
    assert poster.document
    assert poster.file_name == "Corner-Harbour-2-A4.pdf"
    assert paper.size(poster.document) == (210, 297)
    assert read_code(paper.png(poster.document)) in made.text
    await olga.tap("All four")
    await olga.wait("for a stand at the till")
    assert [m.file_name for m in olga.messages if m.document][1:] == [
        f"Corner-Harbour-2-{sheet}.pdf" for sheet in ("A4", "A5-tent", "stickers", "till")
    ]
    await olga.tap("Copy link")
    assert olga.clipboard in made.text
    await olga.tap("Back")
    await olga.wait(lambda m: "window · joined: 0" in m.labels)


async def test_an_outlet_has_a_poster_of_its_own(shop: LiveShop) -> None:
    olga = await shop.owner()
    for _ in range(2):
        await olga.say("🏪 My business")
        await olga.tap("Team")
        await olga.tap("Outlets")
        await olga.tap("📍 Corner")
        await olga.tap("Poster of this outlet")
        await olga.wait("To print: Poster")
    links = await shop.database.read(outlets.join_links, await shop.person(olga))
    assert [(link.source, link.outlet) for link in links] == [("Poster", "Corner")], (
        "one link, however often it is asked"
    )


async def test_rules_and_todays_figures(shop: LiveShop) -> None:
    olga = await shop.owner()
    await olga.tap("Rules")
    rules = await olga.wait("1 point for every")
    assert "for the first 100 to join" in rules.text
    await olga.tap("Back")
    await olga.tap("Today")
    await olga.wait("0 purchases")
    await olga.tap("Refresh")
    await olga.tap("Back")
    await olga.wait("What shall we look at")


async def test_one_person_is_owner_cashier_and_member(shop: LiveShop) -> None:
    olga = await shop.owner()
    await olga.tap("Switch")
    await olga.tap("Serve customers")
    await olga.wait("Send a photo")
    assert "sales" in olga.commands
    await olga.tap("Switch")
    await olga.tap("My own card")
    await olga.wait("loyalty card")
    await olga.say("/business")
    await olga.wait("What shall we look at")


async def test_nobody_else_gets_into_the_business(shop: LiveShop) -> None:
    olga = await shop.owner()
    karim = await shop.cashier(olga)
    await karim.say("/business")
    await karim.wait("role does not permit")
    assert (await shop.person(karim)).mode == "staff"
