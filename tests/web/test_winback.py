"""Personal links: opened, followed to the card, and the word that no more of them are wanted."""

from uuid import UUID

import pytest
from sqlalchemy import Connection, select

from services import people
from services.campaigns import winback, winback_sending
from services.members import consents, merging
from services.passes import installs, screens
from storage.members import people as rows
from storage.tables import winback_recipient
from tests.web.conftest import NOW, Shop

pytestmark = pytest.mark.database("sqlite")


def _send(connection: Connection, member_id: UUID) -> str:
    person = people.by_telegram(connection, 2)
    assert person is not None
    consents.consent(connection, person.id, "advertising", True, NOW)
    merging.keep_phone(connection, person.id, "+359888000001")
    rows.change(connection, person.id, reachable=0)
    owner = people.by_telegram(connection, 1)
    assert owner is not None
    made = winback.compose(connection, owner, winback.new_id(), "Come: {link}", NOW)
    winback.address(connection, owner, made.id, winback.Audience("outside"), NOW)
    winback.start(connection, owner, made.id, NOW)
    return str(connection.execute(select(winback_recipient.c.token)).scalar_one())


async def _opened(shop: Shop) -> object:
    query = select(winback_recipient.c.opened_at)
    return await shop.database.read(lambda connection: connection.execute(query).scalar_one())


async def test_a_link_leads_to_the_card_and_is_noted_once_somebody_opens_it(shop: Shop) -> None:
    token = await shop.database.write(_send, shop.member_id)
    looked = await shop.http.head(f"/w/{token}")
    assert (looked.status_code, await _opened(shop)) == (303, None)
    for _ in range(2):
        answer = await shop.http.get(f"/w/{token}")
        assert answer.headers["location"] == f"/p/{shop.card.page_token}?sms=1"
    assert await _opened(shop) == NOW
    page = await shop.http.get(answer.headers["location"])
    assert f"/p/{shop.card.page_token}/offers" in page.text
    assert "offers?" not in (await shop.http.get(f"/p/{shop.card.page_token}")).text
    assert (await shop.http.get("/w/made-up")).status_code == 404


@pytest.mark.parametrize(
    ("language", "gift"),
    [
        ("en", "100 points for putting this card on your phone"),
        ("ru", "100 баллов за карту в вашем телефоне"),
        ("bg", "100 точки за картата във вашия телефон"),
    ],
    ids=["en", "ru", "bg"],
)
async def test_the_page_shows_the_promised_gift_until_it_is_paid(shop: Shop, language: str, gift: str) -> None:
    await shop.database.write(_send, shop.member_id)
    place = f"/p/{shop.card.page_token}?sms=1&lang={language}"
    assert gift not in (await shop.http.get(place)).text, "nothing has been sent yet"
    run = await shop.database.read(winback_sending.under_way, NOW)
    group = await shop.database.write(winback_sending.claim, run, 1, NOW)
    await shop.database.write(winback.RUNS.mark, run, group.token, {shop.member_id: "sent"}, NOW)
    page = (await shop.http.get(place)).text
    assert page.index(gift) < page.index('class="buttons"'), "it comes before what brings it"
    screen = await shop.database.read(screens.of_page, shop.card.page_token, NOW)
    await shop.database.write(installs.installed, screen.facts.serial, NOW)
    assert gift not in (await shop.http.get(place)).text


@pytest.mark.parametrize("language", ["en", "ru", "bg"])
async def test_a_tap_on_the_page_ends_the_offers_and_a_look_does_not(shop: Shop, language: str) -> None:
    await shop.database.write(_send, shop.member_id)
    person = await shop.database.read(people.by_telegram, 2)
    assert person is not None
    place = f"/p/{shop.card.page_token}/offers?lang={language}"
    question = await shop.http.get(place)
    assert "<form" in question.text
    assert "form-action 'self'" in question.headers["content-security-policy"]
    assert (await shop.database.read(consents.consents, person.id))["advertising"]
    for _ in range(2):
        assert "<form" not in (await shop.http.post(place)).text
    assert not (await shop.database.read(consents.consents, person.id))["advertising"]
    assert (await shop.http.post("/p/made-up/offers")).status_code == 404
