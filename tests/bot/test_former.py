"""Former customers at the wire: a list sent as a document, a message by SMS, a card that comes into Telegram."""

import pytest

from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")

LIST = (
    "Имя;Телефон;Баллы;День рождения;Номер карты\n"
    "Анна Петрова;0888 000 001;120;12.04.1990;1001\n"
    "Борис;+359888000002;7;;\n"
    "Борис;0888000002;3;;\n"
    "Вера;12;;;\n"
)


async def test_a_list_is_looked_at_changed_run_and_taken_back(shop: LiveShop) -> None:
    olga = await shop.owner()
    await olga.tap("My business")
    await olga.tap("Former customers")
    await olga.tap("Bring a list")
    await olga.wait("Send the list as a file")
    await olga.document(LIST.encode("cp1251"), "клиенты.csv", "text/csv")
    seen = await olga.wait("клиенты.csv")
    for words in (
        "2 new customers",
        "1 row names somebody a second time",
        "row 5: no phone number: “12”",
        "Bulgaria +359",
    ):
        assert words in seen.text, seen.text
    print(seen.text)
    await olga.tap("Columns")
    await olga.tap("Номер карты: card number")
    await olga.tap("leave out")
    await olga.wait("What does each column mean")
    await olga.tap("Back")
    await olga.tap("Who agreed to offers")
    await olga.tap("All of them")
    await olga.wait("2 count as having agreed")
    await olga.tap("Bring in 2 customers")
    done = await olga.wait("has come in")
    print(done.text)
    await olga.tap("Bad rows as a file")
    report = await olga.wait("cannot be taken, with the reason")
    assert report.document is not None
    print(report.document.decode("utf-8-sig"))
    await olga.tap("Take it back")
    await olga.tap("Yes, take it back")
    gone = await olga.wait("was taken back")
    print(gone.text)
