"""What a member tells about themselves and wants to be reminded of, at the wire."""

import pytest

from services.members import profiles, topics
from services.members.profiles import Birthdate
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


async def test_a_profile_is_told_question_by_question(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member(language="ru")
    await anna.tap("Ещё")
    await anna.tap("Настройки")
    await anna.tap("Обо мне")
    told = await anna.wait("День рождения: —")
    assert "к нему придёт подарок" in told.text
    await anna.tap("День рождения")
    await anna.wait("раз в год")
    await anna.say("скоро")
    await anna.wait("Не получается прочитать")
    await anna.say("12 апреля")
    await anna.wait("Ваш день рождения — 12 апреля, верно?")
    await anna.tap("Да, верно")
    told = await anna.wait("День рождения: 12 апреля")
    assert "подарок" not in told.text
    person = await shop.person(anna)
    assert (await shop.database.read(profiles.of, person.id, shop.clock())).birthday == Birthdate(12, 4)
    await anna.tap("День рождения")
    await anna.wait("его можно изменить")
    await anna.say("13.04.1990")
    await anna.wait("менять раз в год")
    await anna.tap("Назад")
    await anna.tap("Пол")
    await anna.tap("Женский")
    await anna.wait("Пол: Женский")
    await anna.tap("Город")
    await anna.say("Нови <b>Сад")
    await anna.wait("Город: Нови <b>Сад")
    await anna.tap("Почта")
    await anna.say("anna")
    await anna.wait("не похоже на адрес")
    await anna.say("anna@example.com")
    await anna.wait("Почта: anna@example.com")
    await anna.tap("Почта")
    await anna.tap("Удалить")
    await anna.wait("Почта: —")
    await anna.tap("Назад")
    await anna.wait("Язык и то")


async def test_topics_are_switched_one_by_one(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    await anna.tap("More")
    await anna.tap("Settings")
    await anna.tap("Notifications")
    screen = await anna.wait("Offers come only if you agree")
    assert "always told" in screen.text
    assert not any("Offers" in label for label in screen.labels)
    await anna.tap("Stamps")
    await anna.wait(lambda m: "⬜ Stamps" in m.labels)
    person = await shop.person(anna)
    assert not (await shop.database.read(topics.wanted, person.id))["stamps"]
    await anna.tap("Stamps")
    await anna.wait(lambda m: "✅ Stamps" in m.labels)
    await anna.tap("Back")
    await anna.tap("News and offers")
    await anna.tap("Notifications")
    await anna.wait(lambda m: "✅ Offers" in m.labels)
