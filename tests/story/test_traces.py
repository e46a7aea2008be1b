"""What is left of somebody who had themselves erased: nothing, in no table, file or line of the log; secrets never."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import Connection, select

from app import logs
from loyalty.errors import CodeUnknown
from sandbox.phone import Phone
from services.members import cards, history, own_data, profiles, registration
from services.till import holds, sales
from services.till.cheques import Sale, new_draft
from storage.tables import metadata
from tests.shop import until
from tests.story.conftest import Town

PLANTED = ("Quillemina", "Overstrand", "qoverstrand77", "887112233", "q@overstrand.example", "Zzyzxville")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What `tessera run` writes to its log."""
    root, out = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers, root.level
    monkeypatch.setattr("sys.stderr", out)
    logs.configure("json", "debug")
    yield out
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def _everything(connection: Connection) -> str:
    rows = ((table.name, *row) for table in metadata.sorted_tables for row in connection.execute(select(table)))
    return "\n".join(json.dumps(row, default=str, ensure_ascii=False) for row in rows)


def _found(text: str, needles: tuple[str, ...]) -> list[str]:
    return [needle for needle in needles if needle.casefold() in text.casefold()]


async def _planted(town: Town) -> Phone:
    """Returns the phone of a member with everything that a person can have told us."""
    first, last, username, digits, mail, city = PLANTED
    anna = town.sandbox.phone(first, last_name=last, username=username, phone_number=f"+359{digits}")
    await anna.start()
    await anna.wait("loyalty card")
    person = await town.person(anna)
    await town.database.write(
        registration.register,
        person.id,
        processing=True,
        advertising=True,
        phone=f"+359{digits}",
        link=None,
        now=town.clock(),
    )
    for field, value in (("email", mail), ("city", city)):
        await town.database.write(profiles.put, person.id, field, value, town.clock())
    return anna


async def _spoken_of(town: Town, karim: Phone, lena: Phone, anna: Phone) -> None:
    """Lets colleagues hear of the member, and updates fail that speak of them."""
    write, whose = town.database.write, await town.member_id(anna)
    cashier, member = await town.person(karim), await town.person(anna)
    await write(sales.record, cashier, Sale(new_draft(), whose, 60_000), town.clock())
    held = await write(holds.place, cashier, Sale(new_draft(), whose, 60_000, 10), town.clock())

    async def is_asked() -> bool:
        return '"question"' in await town.second.read(_everything)

    await until(is_asked)  # in their own chat, whose number is kept with the sale
    await write(holds.decline, member, held.hold_id, town.clock())
    (entry, *_), _ = await town.database.read(history.history, whose)
    await write(history.not_me, whose, entry.operation_id, town.clock())
    await karim.wait("Quillemina")
    say = {"from": {"id": lena.user.id, "is_bot": False, "first_name": "Lena"}}
    unreadable = {
        "message_id": "Quillemina Overstrand",
        "date": 1,
        "chat": {"id": lena.user.id, "type": "private"},
        "text": "call Quillemina on +359887112233",
        **say,
    }
    await town.application.receive([{"update_id": 900_000_001, "message": unreadable}])


async def test_nothing_is_left_of_an_erased_member_and_secrets_are_nowhere(
    town: Town, said: io.StringIO, database_kind: str
) -> None:
    olga = await town.owner()
    karim, lena = await town.cashier(olga), await town.cashier(olga, "Lena")
    anna = await _planted(town)
    await _spoken_of(town, karim, lena, anna)
    person, whose, telegram_id = await town.person(anna), await town.member_id(anna), anna.user.id
    card = await town.database.read(cards.card, whose)
    await karim.say(card.digits)  # a sale is open
    await karim.wait("Quillemina")
    for phone in (olga, karim, lena, anna):
        await phone.settle()
    assert _found(await town.second.read(_everything), PLANTED) == list(PLANTED)

    await town.database.write(own_data.erase, person.id, town.clock())
    with pytest.raises(CodeUnknown):
        await town.database.write(
            sales.record, await town.person(karim), Sale(new_draft(), whose, 60_000), town.clock()
        )
    await karim.say("500")
    await karim.settle()
    await town.stop()

    left = await town.second.read(_everything)
    of_the_card = (card.digits, card.code, card.page_token)
    assert _found(left, PLANTED + of_the_card) == []
    assert str(telegram_id) not in re.sub(r'\["inbox".*', "", left), "the inbox keeps the number of an update's chat"
    secrets = (town.settings.token(), town.settings.master_secret(), town.settings.webhook_token())
    assert _found(said.getvalue(), PLANTED + of_the_card + secrets) == []
    assert "update_parked" in said.getvalue()
    assert _found(left, secrets) == []
    await town.second.close()  # the last one to leave folds SQLite's log into the file
    if database_kind == "sqlite":
        folder = town.settings.data_dir.parent
        for file in (path for path in folder.rglob("*") if path.is_file() and path.name not in {"secret", "webhook"}):
            content = file.read_bytes().decode("latin-1")
            assert _found(content, PLANTED + of_the_card) == [], file
