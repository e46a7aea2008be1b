"""How customers reach the shop: said once by the owner, told to members in the chat."""

import pytest

from locales import Language
from sandbox.phone import Phone
from services.programme import contact, outlets
from tests.shop import LiveShop

SAID: dict[Language, tuple[str, str, str]] = {
    "en": ("Where to find us", "A question? Write to us: @corner_cafe", "Contacts"),
    "ru": ("Где нас найти", "Есть вопрос? Напишите нам: @corner_cafe", "Контакты"),
    "bg": ("Къде да ни намерите", "Имате въпрос? Пишете ни: @corner_cafe", "Контакти"),
}
MORE: dict[Language, str] = {"en": "More", "ru": "Ещё", "bg": "Още"}


async def open_outlet(olga: Phone) -> None:
    await olga.tap("Team")
    await olga.tap("Outlets")
    await olga.tap("📍 Corner")
    await olga.wait("Members read this")


async def test_an_outlet_is_described_in_the_owners_words_and_members_read_it(shop: LiveShop) -> None:
    olga = await shop.owner()
    await open_outlet(olga)
    assert olga.last.text.count("not said yet") == 3
    for fact, typed in (
        ("Hours", "Mon–Fri 8:00–20:00\nSat <b>closed</b>"),
        ("Address", "12 Harbour Street"),
        ("Phone", "+359 88 123 4567"),
    ):
        await olga.tap(fact)
        await olga.settle()
        if fact == "Phone":
            await olga.say("ask Maria")
            await olga.wait("can’t read this as a phone number")
        await olga.say(typed)
        await olga.wait(lambda message, typed=typed: typed in message.text and "Members read this" in message.text)
    (corner,) = await shop.database.read(outlets.all_open)
    assert (corner.hours, corner.phone_url) == ("Mon–Fri 8:00–20:00\nSat <b>closed</b>", "tel:+359881234567")
    await olga.tap("Phone")
    await olga.tap("Leave out", times=2)
    await olga.wait("Phone: not said yet")

    anna = await shop.member()
    await anna.tap("More")
    await anna.tap("Contacts")
    read = await anna.wait("Where to find us")
    assert "📌 12 Harbour Street\n🕘 Mon–Fri 8:00–20:00\nSat <b>closed</b>" in read.text
    assert "☎️" not in read.text
    assert (await anna.tap("🗺 Corner")).endswith("query=12+Harbour+Street")


@pytest.mark.parametrize("language", SAID)
@pytest.mark.database("sqlite")
async def test_a_question_or_a_photo_from_a_member_is_told_where_the_shop_is_written_to(
    shop: LiveShop, language: Language
) -> None:
    title, write, label = SAID[language]
    olga = await shop.owner()
    anna = await shop.member(language=language)
    await anna.say("Do you have oat milk?")
    await anna.settle()
    assert "✉️" not in anna.last.text, "the owner has said nothing yet"
    await anna.tap(MORE[language])
    await anna.settle()
    assert not any(label in each for each in anna.last.labels)

    await olga.tap("Team")
    await olga.tap("Outlets")
    await olga.tap("Write to us: not said yet")
    await olga.wait("Where can members write to you?")
    await olga.say("at the corner")
    await olga.wait("can’t read this as a contact")
    await olga.say("https://t.me/corner_cafe")
    await olga.wait(lambda message: "✉️ Write to us: @corner_cafe" in message.labels)

    await anna.say("Do you have oat milk?")
    await anna.wait(write)
    before = len(anna.messages)
    picture = next(message.photo for message in anna.messages if message.photo)
    await anna.photo(picture)
    await anna.wait(lambda message: len(anna.messages) > before + 1 and write in message.text)
    await anna.say("/card")
    await anna.tap(MORE[language])
    await anna.tap(label)
    await anna.wait(title)
    assert await anna.tap("✉️") == "https://t.me/corner_cafe"

    await olga.tap("Write to us: @corner_cafe")
    await olga.tap("Leave out")
    await olga.wait(lambda message: "✉️ Write to us: not said yet" in message.labels)
    assert await shop.database.read(contact.of_shop) is None


@pytest.mark.parametrize(
    ("typed", "shown", "url"),
    [
        ("@corner_cafe", "@corner_cafe", "https://t.me/corner_cafe"),
        (" t.me/corner_cafe/ ", "@corner_cafe", "https://t.me/corner_cafe"),
        ("+359 88 123-45-67", "+359 88 123-45-67", "tel:+359881234567"),
        ("hello@corner.example", "hello@corner.example", "mailto:hello@corner.example"),
        ("corner.example/chat", "corner.example/chat", "https://corner.example/chat"),
    ],
)
def test_a_contact_is_read_as_people_type_it(typed: str, shown: str, url: str) -> None:
    assert contact.read(typed) == contact.Contact(shown, url)
