"""Personas: Olga owns the shop, Karim works the till, Anna and Boris are customers, Zoe is a stranger."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection

from loyalty.config import decode, programme_to
from loyalty.programme import Rule, When
from services import people, team
from services.database import Database
from services.members import registration, standings
from services.people import Person
from services.programme import setting_up, versions
from services.programme.setting_up import Setup
from services.till import sales
from services.till.cheques import Sale, Sold, new_draft
from storage import programmes as rows_of
from wallet.apple.credentials import Credentials, development

NOON = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
"""A Monday noon in Sofia, when no preset boosts; past, so that processes with a real clock find a programme."""


@cache
def signer() -> Credentials:
    """Returns what signs passes that no iPhone takes; its three keys take a fifth of a second to make."""
    return development(NOON)


@dataclass
class Shop:
    """A running programme with its people; `now` is the only clock."""

    database: Database
    owner: Person
    cashier: Person
    now: datetime = NOON
    telegram_ids: int = field(default=1000)

    def later(self, **delta: float) -> datetime:
        self.now += timedelta(**delta)
        return self.now

    async def stranger(self, name: str) -> Person:
        self.telegram_ids += 1
        return await self.database.write(people.seen, self.telegram_ids, name, "", None, "en", self.now)

    async def member(self, name: str = "Anna", phone: str | None = None) -> Person:
        person = await self.stranger(name)
        await self.database.write(
            registration.register, person.id, processing=True, advertising=False, phone=phone, link=None, now=self.now
        )
        return await self.again(person)

    async def again(self, person: Person) -> Person:
        found = await self.database.read(people.by_telegram, person.telegram_id)
        assert found is not None
        return found

    async def sell(self, member: Person, amount: int) -> Sold:
        assert member.member_id is not None
        sale = Sale(new_draft(), member.member_id, amount)
        return await self.database.write(sales.record, self.cashier, sale, self.now)

    async def promise(self, *rules: Rule) -> None:
        """Lets these rules hold from now beside those there are."""
        await self.database.write(add_rules, rules, self.now)

    async def balance(self, member: Person) -> int:
        assert member.member_id is not None
        return (await self.database.read(standings.standing, member.member_id, self.now)).active


def rule(mechanic: str, id_: str = "", when: When | None = None, **config: Any) -> Rule:
    """A rule as it is stored: `config` is JSON."""
    return Rule(id_ or mechanic, mechanic, decode(mechanic, config), when or When())


def add_rules(connection: Connection, rules: tuple[Rule, ...], now: datetime) -> None:
    """Writes a version of the programme that has these rules too."""
    version = rows_of.newest(connection) + 1
    programme = versions.current(connection, now)
    made = replace(programme, version=version, rules=(*programme.rules, *rules), valid_from=now)
    rows_of.add_version(connection, version, json.dumps(programme_to(made), sort_keys=True), now, None, now)


def set_settings(connection: Connection, now: datetime, **settings: Any) -> None:
    """Writes a version of the programme in which these settings are others."""
    version = rows_of.newest(connection) + 1
    programme = versions.current(connection, now)
    made = replace(programme, version=version, settings=replace(programme.settings, **settings), valid_from=now)
    rows_of.add_version(connection, version, json.dumps(programme_to(made), sort_keys=True), now, None, now)


async def open_shop(database: Database, preset: str = "shop", currency: str = "RUB") -> Shop:
    """Sets up a shop the way its owner does: the link, the questions, an invited cashier."""
    olga = await database.write(people.seen, 1, "Olga", "", None, "en", NOON)
    link = await database.write(team.owner_link, NOON)
    olga = await database.write(team.accept, olga, link.token, NOON)
    await database.write(setting_up.set_up, olga, Setup("Corner", currency, "Europe/Sofia", "en", preset), NOON)
    karim = await database.write(people.seen, 2, "Karim", "", None, "en", NOON)
    invitation = await database.write(team.invite, olga, "cashier", None, NOON)
    karim = await database.write(team.accept, karim, invitation.token, NOON)
    return Shop(database, olga, karim)
