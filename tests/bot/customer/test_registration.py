"""Becoming a member, with every button on the way."""

from datetime import time

import pytest

from bot.callbacks import Go
from locales import Language, translate
from loyalty.programme import When
from sandbox.phone import read_code
from services.members import consents
from services.programme import outlets
from storage.database import Database
from tests.people import rule
from tests.shop import LiveShop, idle, open_shop

pytestmark = pytest.mark.database("sqlite")  # what a registration writes is proved in tests/services, on both

GREETING: dict[Language, tuple[str, str, str, str]] = {
    "en": ("loyalty card", "150 points are yours right away", "Get my card", "150 points"),
    "ru": ("карта лояльности", "150 баллов сразу", "Получить карту", "150 баллов"),
    "bg": ("картата за лоялност", "150 точки веднага", "Вземи картата", "150 точки"),
}


@pytest.mark.parametrize("payload", ["p_nobody", "i_nobody", "k_NOBODY", "c_nobody", "j_nobody", "f_nobody", "nobody"])
async def test_a_newcomer_with_a_dead_link_reads_words_for_newcomers(shop: LiveShop, payload: str) -> None:
    await shop.owner()
    anna = shop.sandbox.phone("Anna")
    await anna.start(payload)
    await anna.wait("loyalty card")
    await idle(shop)
    dead = {"p_nobody": "no longer leads to a card", "i_nobody": "I don’t know this invitation"}
    assert dead.get(payload, "") in anna.screen()
    assert "the customer" not in anna.screen()


@pytest.mark.parametrize("language", GREETING)
async def test_a_newcomer_registers_in_their_language_with_their_own_number(shop: LiveShop, language: Language) -> None:
    greeting, gift, take, welcome = GREETING[language]
    await shop.owner()
    anna = shop.sandbox.phone("Anna", language=language)
    await anna.start()
    first = await anna.wait(greeting)
    assert gift in first.text
    assert first.photo, "of the card, with the shop's look"
    await anna.tap(take)
    await anna.settle()
    await anna.share_contact()
    await anna.wait(welcome)
    card = await anna.wait(lambda message: message.photo)
    assert card.photo is not None
    assert "150" in card.text
    code = read_code(card.photo)
    assert code.startswith("https://t.me/tessera_bot?start=c_")
    assert await shop.points(anna) == 150
    granted = await shop.database.read(consents.consents, (await shop.person(anna)).id)
    assert granted == {"processing": True, "advertising": False}
    assert [button.text for row in anna.keyboard for button in row] == [
        {"en": "💳 My card", "ru": "💳 Моя карта", "bg": "💳 Моята карта"}[language]
    ]


async def test_a_newcomer_whose_name_shows_nothing_is_greeted_as_a_guest(shop: LiveShop) -> None:
    await shop.owner()
    zoe = shop.sandbox.phone("\u3164\u202e\u2800")
    await zoe.start()
    await zoe.wait("Hello Guest! This is the loyalty card")
    assert (await shop.person(zoe)).name == ""


@pytest.mark.parametrize("language", GREETING)
async def test_what_the_button_agrees_to_is_linked_in_the_text_and_adverts_are_asked_for_apart_and_off(
    shop: LiveShop, language: Language
) -> None:
    await shop.owner()
    anna = shop.sandbox.phone("Anna", language=language)
    await anna.start()
    first = await anna.wait(GREETING[language][0])
    news = {"en": "News and offers", "ru": "Новости и предложения", "bg": "Новини и оферти"}[language]
    assert first.labels[-2:] == [f"💳 {GREETING[language][2]}", f"⬜ {news}"]
    sent = [call for call in shop.sandbox.calls if call.method.lower() == "sendphoto"][-1]
    links = [entity["url"] for entity in sent.answer["caption_entities"] if entity["type"] == "text_link"]
    page = "https://loyalty.example/terms"
    assert links == [f"{page}/processing?lang={language}", f"{page}/advertising?lang={language}"]
    await anna.tap(news)
    await anna.wait(lambda message: f"✅ {news}" in message.labels)
    await anna.tap(GREETING[language][2])
    await anna.wait({"en": "phone number", "ru": "Поделитесь номером", "bg": "телефонния си номер"}[language])
    await anna.tap({"en": "without a number", "ru": "без номера", "bg": "без номер"}[language])
    await anna.wait(lambda message: "150" in message.text)
    await idle(shop)
    granted = await shop.database.read(consents.consents, (await shop.person(anna)).id)
    assert granted == {"processing": True, "advertising": True}


@pytest.mark.parametrize("language", GREETING)
async def test_where_no_link_opens_the_welcome_has_its_texts_as_messages(
    database: Database, language: Language
) -> None:
    async with open_shop(database, public_url="http://127.0.0.1:8080") as shop:
        await shop.owner()
        anna = shop.sandbox.phone("Anna", language=language)
        await anna.start()
        first = await anna.wait(GREETING[language][0])
        for topic in ("processing", "advertising"):
            await anna.tap(translate(language, f"consent-button-{topic}-text"))
            said = translate(language, f"consent-{topic}", shop="Bean").split("\n\n")[-1]
            assert not (await anna.wait(said)).labels
        await anna.settle()
        assert first.text in [message.text for message in anna.messages], "the welcome stays"
        sent = [call for call in shop.sandbox.calls if call.method.lower() == "sendphoto"][-1]
        assert not [each for each in sent.answer["caption_entities"] if each["type"] == "text_link"]


async def test_the_card_is_two_taps_away_and_an_old_screen_still_asks_for_the_consent(shop: LiveShop) -> None:
    await shop.owner()
    anna, zoe = shop.sandbox.phone("Anna"), shop.sandbox.phone("Zoe")
    await anna.start()
    await anna.tap("Get my card")
    await anna.tap("without a number")
    await anna.wait("Show the code")
    taps = [call for call in shop.sandbox.calls if call.method.lower() == "answercallbackquery"]
    said = [message.text for message in anna.messages if message.mine]
    assert len(taps) + len(said) <= 3, "Start, the button, and the number or none"
    granted = await shop.database.read(consents.consents, (await shop.person(anna)).id)
    assert granted == {"processing": True, "advertising": False}
    await zoe.start()
    await zoe.wait("loyalty card")
    former = Go(to="join-contact").pack()
    telegram, ours = shop.sandbox.telegram, shop.sandbox.bot
    button = {"text": "Go on →", "callback_data": former}
    chat = telegram.open_chat(ours, zoe.user)
    telegram.post(chat, ours.user, {"text": "a former screen"}, {"inline_keyboard": [[button]]})
    await zoe.tap("Go on")
    assert "consent" in zoe.toasts[-1].text
    assert (await shop.person(zoe)).member_id is None


async def test_the_welcome_says_what_the_rules_bring_next_below_a_picture_drawn_once(shop: LiveShop) -> None:
    await shop.owner()
    await shop.promise(
        rule("coupon", "free", title="Free coffee", kind="item", amount=30_000),
        rule("stamp_card", "sixth", goal=5, reward="free"),
        rule("discount", "night", When(hours=(time(20), time(22))), percent=1_000),
    )
    anna, boris = shop.sandbox.phone("Anna"), shop.sandbox.phone("Boris")
    await anna.start()
    first = await anna.wait("loyalty card")
    for line in ("Every 6th item is free", "1 point for every ₽100", "100 points for your birthday"):
        assert line in first.text
    assert "10%" not in first.text, "it is for the evening only"
    await boris.start()
    assert (await boris.wait("loyalty card")).photo == first.photo
    drawn = [call for call in shop.sandbox.calls if call.method.lower() == "sendchataction"]
    assert len(drawn) == 1


async def test_only_the_own_contact_is_accepted(shop: LiveShop) -> None:
    await shop.owner()
    anna = shop.sandbox.phone("Anna")
    await anna.start()
    await anna.tap("Get my card")
    await anna.wait("phone number")
    for user_id in (4242, None):
        await anna.send_contact("+359887654321", user_id, "Boris")
        await anna.wait("somebody else’s contact")
    await anna.say("+359887654321")
    await anna.wait("one of the two buttons")
    assert (await shop.person(anna)).member_id is None
    await anna.share_contact()
    await anna.wait("Welcome, Anna")


async def test_the_language_changes_at_once_on_the_first_screen(shop: LiveShop) -> None:
    await shop.owner()
    anna = shop.sandbox.phone("Anna")
    await anna.start()
    await anna.wait("loyalty card")
    await anna.tap("Български")
    await anna.wait("картата за лоялност")
    await anna.tap("Русский")
    await anna.wait("карта лояльности")
    assert (await shop.person(anna)).language == "ru"


async def test_pressing_start_twice_and_double_taps_register_once(shop: LiveShop) -> None:
    await shop.owner()
    anna = shop.sandbox.phone("Anna")
    await anna.start()
    await anna.start()
    await anna.tap("Get my card")
    await anna.wait("phone number")
    await anna.tap("without a number", times=2)
    await anna.wait(lambda message: message.photo)
    assert await shop.points(anna) == 150
    await anna.start()
    await anna.wait("Hello Anna")
    assert await shop.points(anna) == 150


async def test_a_join_link_is_remembered_through_the_questions(shop: LiveShop) -> None:
    olga = await shop.owner()
    owner = await shop.person(olga)
    link = await shop.database.write(outlets.join_link, owner, "window", None, shop.clock())
    anna = shop.sandbox.phone("Anna")
    await anna.start("j_" + link.payload)
    await anna.tap("Get my card")
    await anna.wait("phone number")
    await anna.tap("without a number")
    await anna.wait(lambda message: message.photo)
    (found,) = await shop.database.read(outlets.join_links, owner)
    assert found.joined == 1


async def test_before_the_shop_is_set_up_newcomers_are_asked_to_come_back(shop: LiveShop) -> None:
    anna = shop.sandbox.phone("Anna")
    await anna.start()
    await anna.wait("not open yet")


async def test_names_that_look_like_markup_are_shown_as_they_are(shop: LiveShop) -> None:
    await shop.owner()
    anna = shop.sandbox.phone("<b>Анна</b> & 🐈 " + "x" * 40)
    await anna.start()
    await anna.wait("<b>Анна</b> & 🐈")
