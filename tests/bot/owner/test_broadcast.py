"""Broadcasts in the chat: composed as they will look, counted, sent now or later, paused, cancelled, and stopped."""

import re
from datetime import UTC, datetime

import pytest

from jobs.tasks import begin_broadcasts
from locales import LANGUAGES, translate
from sandbox.phone import Phone
from services.campaigns import broadcasts
from services.campaigns.broadcasts import Figures
from services.design import pictures
from services.members import consents
from services.members.consents import ADVERTISING
from storage.tables import consent
from tests.bot.stage import URL
from tests.people import rule
from tests.shop import LiveShop, until

pytestmark = pytest.mark.database("sqlite")  # the database's own part is proved in tests/services, on both

STOP = "No more offers"


async def fan(shop: LiveShop, name: str = "Anna", *, language: str = "en") -> Phone:
    """Returns the phone of a member who wants offers."""
    phone = await shop.member(name, language=language)
    await agree(shop, phone)
    return phone


async def agree(shop: LiveShop, phone: Phone) -> None:
    person = await shop.person(phone)
    await shop.database.write(consents.consent, person.id, ADVERTISING, True, shop.clock())


async def drafted(shop: LiveShop, olga: Phone, text: str = "Cake today") -> None:
    """Has the owner write a text; the draft is on the screen then."""
    await olga.say("/business")
    await olga.tap("Offers")
    await olga.tap("Broadcasts")
    await olga.tap("New broadcast")
    await olga.wait("What should they read")
    await olga.say(text)
    await olga.wait("Draft")


async def sent_to_all(olga: Phone) -> None:
    await olga.tap("Send now")
    await olga.tap("Yes, send")


async def told(shop: LiveShop, olga: Phone) -> tuple[str, Figures]:
    """Returns how the newest broadcast stands."""
    person = await shop.person(olga)
    made, *_ = await shop.database.read(broadcasts.recent, person)
    now, figures = await shop.database.read(broadcasts.one, person, made.id)
    return now.state, figures


async def ended(shop: LiveShop, olga: Phone) -> Figures:
    async def over() -> bool:
        return (await told(shop, olga))[0] == "done"

    await until(over, timeout=30)
    return (await told(shop, olga))[1]


def got(phone: Phone, words: str = "Cake today") -> int:
    return sum(words in message.text for message in phone.messages)


async def test_everybody_gets_it_exactly_as_it_was_written_and_nobody_else_does(shop: LiveShop) -> None:
    olga = await shop.owner()
    anna, boris, vera = await fan(shop), await shop.member("Boris"), await fan(shop, "Вера", language="ru")
    await olga.say("/business")
    await olga.tap("Offers")
    await olga.tap("Broadcasts")
    await olga.tap("New broadcast")
    await olga.wait("What should they read")
    marked = [{"type": "bold", "offset": 0, "length": 4}, {"type": "spoiler", "offset": 8, "length": 3}]
    olga.look()
    shop.sandbox.telegram.say(olga.chat, "Cake & <b>pie</b>", entities=marked)
    draft = await olga.wait("Draft")
    assert "Cake & <b>pie</b>" in draft.text
    assert "2 people would get it now" in draft.text
    look = await shop.database.read(pictures.design)
    await olga.tap("Photo")
    await olga.wait("Send the photo")
    await olga.photo(pictures.plain_code(look, "https://example.com"))
    await olga.wait("With a photo")
    await olga.tap("Button")
    await olga.wait("Send two lines")
    await olga.say("Our menu\nhttps://example.com/menu")
    await olga.wait("Our menu → https://example.com/menu")
    await olga.tap("Preview")
    await olga.wait("Draft")
    shown = next(message for message in olga.messages if message.photo and not message.mine)
    await sent_to_all(olga)
    await ended(shop, olga)
    for phone, stop in ((anna, STOP), (vera, "Без предложений")):
        message = phone.last
        assert (message.photo, message.text, message.entities) == (shown.photo, shown.text, shown.entities)
        assert message.entities == marked
        assert [(b.text, b.value) for row in message.buttons[:1] for b in row] == [
            ("Our menu", "https://example.com/menu")
        ]
        assert message.labels[1:] == [f"🔕 {stop}"]
    assert shown.labels == anna.last.labels
    assert not any(message.photo and "pie" in message.text for message in boris.messages)
    done = await olga.wait("Sent: 2")
    assert "100% · 2 of 2" in done.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_owner_of_each_language_is_led_from_the_list_to_the_result(shop: LiveShop, language: str) -> None:
    olga = await shop.owner(language=language)
    anna = await fan(shop, language=language)

    def words(key: str, **arguments: str | int) -> str:
        return re.sub(r"<[^>]+>", "", translate(language, key, **arguments)).split("\n")[0]  # type: ignore[arg-type]  # one of LANGUAGES

    await olga.say("/business")
    await olga.tap(words("owner-button-offers"))
    await olga.tap(words("owner-button-broadcasts"))
    await olga.tap(words("broadcasts-button-new"))
    await olga.say("Привет")
    await olga.wait(words("broadcast-draft"))
    await olga.tap(words("broadcast-button-audience"))
    await olga.wait(words("broadcast-ask-audience"))
    await olga.tap(words("broadcast-who-birthday"))
    await olga.wait(words("broadcast-line-reach", count=0))
    await olga.tap(words("broadcast-button-send"))
    assert olga.toasts[-1].text == words("refusal-nobody-to-reach")
    await olga.tap(words("broadcast-button-audience"))
    await olga.tap(words("broadcast-who-all"))
    await olga.wait(words("broadcast-line-reach", count=1))
    await olga.tap(words("broadcast-button-send"))
    await olga.tap(words("broadcast-button-send-yes", count=1))
    await olga.wait(words("broadcast-figure-sent", count=1))
    assert got(anna, "Привет") == 1
    await anna.tap(words("offers-button-stop"))
    assert anna.toasts[-1].text == words("offers-stopped")


async def test_a_coupon_goes_along_and_the_owner_sees_how_many_were_used(shop: LiveShop) -> None:
    olga = await shop.owner()
    anna = await fan(shop)
    await shop.promise(rule("coupon", "cake", title="Free cake", kind="item", amount=30_000))
    await drafted(shop, olga)
    await olga.tap("Coupon")
    await olga.wait("Which coupon goes along")
    await olga.tap("Free cake", times=2)
    await olga.wait("With a coupon: Free cake")
    await olga.tap("No coupon")
    await olga.wait(lambda message: "Coupon" in " ".join(message.labels) and "Free cake" not in message.text)
    await olga.tap("Coupon")
    await olga.tap("Free cake")
    await olga.tap("Preview")
    await olga.wait("Draft")
    await sent_to_all(olga)
    await olga.wait("Coupons used: 0")
    await anna.tap("My coupon")
    shown = await anna.wait("Free cake")
    assert shown.photo
    await drafted(shop, olga, "Remember your cake")
    await olga.tap("To whom")
    await olga.tap("Has the coupon: Free cake")
    await olga.wait("1 person")


async def test_no_more_offers_may_be_tapped_twice_and_the_next_one_does_not_come(shop: LiveShop) -> None:
    olga = await shop.owner()
    anna, boris = await fan(shop), await fan(shop, "Boris")
    await drafted(shop, olga)
    await sent_to_all(olga)
    await anna.wait("Cake today")
    await ended(shop, olga)
    await anna.tap(STOP, times=2)
    assert [toast.text.split(".")[0] for toast in anna.toasts] == ["🔕 No more offers"] * 2
    said = await shop.database.read(lambda c: c.execute(consent.select().where(consent.c.topic == ADVERTISING)).all())
    whose = (await shop.person(anna)).id
    assert [row.granted for row in said if row.person_id == whose] == [0, 1, 0]
    await drafted(shop, olga, "More cake")
    await sent_to_all(olga)
    await boris.wait("More cake")
    await ended(shop, olga)
    assert got(anna, "More cake") == 0


async def test_taps_that_come_twice_or_late_send_nothing_twice(shop: LiveShop) -> None:
    olga = await shop.owner()
    anna = await fan(shop)
    await drafted(shop, olga)
    draft = olga.last
    await olga.tap("Send now", times=2)
    sure = olga.last
    await olga.tap("Yes, send", times=2)
    await ended(shop, olga)
    await olga.settle()
    assert got(anna) == 1
    assert sure.id == draft.id
    await olga.tap("Back")
    await olga.tap("Cake today")
    await olga.wait("Sent: 1")
    await anna.settle()
    assert got(anna) == 1


async def test_what_cannot_be_sent_is_refused_in_words_and_the_draft_stays(shop: LiveShop) -> None:
    olga = await shop.owner()
    await fan(shop)
    await drafted(shop, olga)
    await olga.tap("Text")
    await olga.wait("What should they read")
    await olga.document(b"list", "list.txt", "text/plain")
    await olga.wait("Only a text or a photo")
    await olga.say("x" * 1025)
    await olga.wait("Draft")
    await olga.tap("Photo")
    await olga.photo(pictures.plain_code(await shop.database.read(pictures.design), URL))
    await olga.wait("at most 1,024 characters")
    await olga.tap("Back")
    await olga.tap("Button")
    for wrong, answer in (("Menu", "two lines"), ("Menu\nhttp://example.com", "must begin with https")):
        await olga.say(wrong)
        await olga.wait(answer)
    await olga.say("Menu\nhttps://example.com")
    await olga.wait("Menu → https://example.com")
    await olga.tap("No button")
    draft = await olga.wait("Draft")
    assert "→" not in draft.text


async def test_a_draft_is_kept_changed_and_deleted_after_a_question(shop: LiveShop) -> None:
    olga = await shop.owner()
    await drafted(shop, olga)
    await olga.say("/business")
    await olga.tap("Offers")
    await olga.tap("Broadcasts")
    await olga.tap("· Cake today")
    await olga.tap("Text")
    await olga.say("Pie today")
    await olga.wait("Pie today")
    await olga.tap("Delete")
    await olga.wait("Delete this draft")
    await olga.tap("Back")
    await olga.wait("Pie today")
    await olga.tap("Delete")
    await olga.tap("Yes, delete", times=2)
    await olga.wait("Broadcasts")
    assert not any("Pie" in label for label in olga.last.labels)


async def test_it_leaves_when_planned_and_the_owner_sees_it(shop: LiveShop) -> None:
    olga = await shop.owner()
    anna = await fan(shop)
    await drafted(shop, olga)
    await olga.tap("Send later")
    asked = await olga.wait("tomorrow 10:00")
    assert "Your time zone is Sofia" in asked.text
    for wrong, answer in (
        *(("soon", "can’t read this"), ("31.02 10:00", "can’t read this"), ("25:00", "can’t read this")),
        *(
            ("today 9:00", "has passed"),
            ("01.06.2028 10:00", "too far ahead"),
            ("28.03.2027 03:30", "clocks go forward"),
        ),
    ):
        await olga.say(wrong)
        await olga.wait(answer)
    await olga.say("tomorrow 10:00")
    written = await olga.wait("It goes out on")
    assert "1 person" in written.text
    await olga.tap("Yes, plan it", times=2)
    await olga.wait("Planned for")
    await olga.tap("Change")
    await olga.wait("Draft")
    await olga.tap("Send later")
    await olga.say("Завтра, 10:00")
    await olga.tap("Yes, plan it")
    shop.clock.now = datetime(2026, 6, 2, 6, 59, 59, tzinfo=UTC)  # a second before ten in Sofia
    assert await begin_broadcasts(shop.database, shop.clock()) == 0
    shop.later(seconds=1)
    assert await begin_broadcasts(shop.database, shop.clock()) == 1
    await anna.wait("Cake today")
    await olga.wait("Sent: 1")


async def test_one_that_is_hours_late_asks_its_owner_first(shop: LiveShop) -> None:
    olga = await shop.owner()
    anna = await fan(shop)
    await drafted(shop, olga)
    await olga.tap("Send later")
    await olga.say("tomorrow 10:00")
    await olga.tap("Yes, plan it")
    shop.later(days=2)
    await begin_broadcasts(shop.database, shop.clock())
    await olga.wait("Should it still go out?")
    await olga.tap("Look at it")
    paused = await olga.wait("Paused")
    assert "0% · 0 of 0" in paused.text
    assert got(anna) == 0
    await olga.tap("Go on")
    await anna.wait("Cake today")
