"""A shop whose people try everything: one raw update at a time, whether or not any screen offers it."""

import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from aiogram import BaseMiddleware, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import TelegramObject
from sqlalchemy import Connection

from bot.application import Application, build, connect
from bot.wire.polling import ALLOWED
from loyalty.changing_codes import ChangingCodes
from loyalty.errors import Refusal
from sandbox.phone import Phone
from sandbox.server import Sandbox
from services import people, team
from services.campaigns import broadcasts, winback
from services.campaigns.broadcasts import Content
from services.database import Database
from services.design import pictures
from services.imports import uploads
from services.imports.columns import Plan
from services.members import cards, consents, history, registration
from services.members.cards import Card
from services.passes.office import PassOffice
from services.people import Person
from services.prepaid import certificates, selling
from services.programme import outlets, setting_up
from services.programme.setting_up import Setup
from services.till import holds, sales
from services.till.cheques import Sale, new_draft
from storage.prepaid import certificates as certificate_rows
from storage.rewards import referrals as referral_rows
from tests.people import NOON, signer
from tests.shop import feed

ROLES = {"zoe": "stranger", "anna": "member", "karim": "cashier", "rosa": "removed", "mia": "manager", "olga": "owner"}
MODES = {"cashier": "staff", "manager": "staff", "owner": "owner"}
DRAFT, OTHER, RETURN = UUID(int=1), UUID(int=2), UUID(int=3)
OUTLET, SOURCE = "Harbour", "Window"
URL = "https://loyalty.example"


@dataclass(frozen=True)
class Customer:
    """A member with a purchase, points that wait for their word, and what nobody else may learn."""

    member: UUID
    name: str
    card: Card
    purchase: UUID
    number: str
    held: UUID
    operation: UUID

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.name, self.number, self.card.digits, self.card.code, self.card.page_token)


@dataclass(frozen=True)
class Things:
    """What belongs to somebody. Karim serves Anna, his colleague Lena serves Boris; `used` was Lena's invitation."""

    anna: Customer
    boris: Customer
    lena: UUID
    payload: str
    new: str
    used: str
    picture: bytes
    broadcast: UUID = OTHER
    upload: UUID = OTHER
    winback: UUID = OTHER
    certificate: UUID = OTHER
    code: str = ""

    def secrets(self, who: str) -> Iterator[str]:
        """Yields what a person must not be told by a refusal."""
        for customer in (self.anna, self.boris):
            if customer.name.lower() != who:
                yield from customer.secrets
        yield from (name for name in ("Karim", "Mia", "Olga", "Lena", "Rosa") if name.lower() != who)
        yield from (OUTLET, SOURCE, self.payload, self.new)


@dataclass(frozen=True)
class Says:
    """A person types this."""

    text: str

    async def __call__(self, phone: Phone) -> None:
        await phone.say(self.text)


Doing = Callable[[Phone], Awaitable[None]]
Event = CallbackData | str | Doing | dict[str, Any]
"""A tap on a button with this data, something done with a phone, or an update of another kind but for its sender."""

GROUP = {"id": -100500, "type": "supergroup", "title": "Friends"}


@dataclass(frozen=True)
class Row:
    """An update, the handler it is for, and those for whom that handler may do it.

    `mode` and `state` are written down for everybody before, as if they had been there; so are the answers of `said`.
    """

    handler: str
    event: Callable[[Things], Event]
    allowed: frozenset[str]
    mode: str = ""
    state: str | None = None
    opened: bool = True


def said(row: Row, things: Things) -> dict[str, Any]:
    """Returns the answers that everybody has given before a row, whoever they are."""
    line = [60_000, "", 1]
    cheque = {"lines": [line], "at": 0, "asked": line, "coupons": [], "hold": None, "screen": None}
    sale = {"member": str(things.anna.member), "name": "Anna", "draft": str(DRAFT), **cheque}
    back = {"receipt": str(things.anna.purchase), "return": {"draft": str(RETURN), "amount": 1_000}}
    back |= {"broadcast": things.broadcast.hex, "outlet": 2}
    form = {"rule": "earn", "at": "c.points", "given": []}
    setup = {} if row.opened else {"name": "Mine", "currency": "EUR", "zone": "Europe/Sofia", "language": "en"}
    form |= {"customer": things.boris.member.hex, "points": 10, "reason": "Sorry", "draft": DRAFT.hex, "tier": "gold"}
    back |= {"upload": OTHER.hex, "winback": things.winback.hex, "fact": "hours"}
    if (row.state or "").startswith("Merging"):
        back |= {"card": things.boris.card.page_token, "phone": None}
    certificate = {"id": str(things.certificate), "draft": str(DRAFT), "paying": str(DRAFT), "screen": None}
    gift = {"draft": str(DRAFT), "member": None, "name": "", "sale": None, "screen": None}
    back |= {"certificate": certificate, "selling": gift, "giving": {**certificate, "greeting": ""}}
    consents = {"processing": True, "advertising": False, "link": None, "outlet": 2}
    return {"sale": sale, **back, **form, **consents, **setup}


Key = tuple[str, str, int]


def registered(router: Router) -> Iterator[tuple[Key, Any]]:
    """Yields every handler below the router."""
    for kind, observer in router.observers.items():
        for place, handler in enumerate(observer.handlers):
            yield (router.name, kind, place), handler
    for below in router.sub_routers:
        yield from registered(below)


class Spy(BaseMiddleware):
    """Inner middleware: sees which handler is about to run, and whether it is refused."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.handler: Any = None
        self.refusal: Refusal | None = None

    async def __call__(self, handler: Any, event: TelegramObject, data: dict[str, Any]) -> Any:
        self.handler = data["handler"]
        try:
            return await handler(event, data)
        except Refusal as refusal:
            self.refusal = refusal
            raise


@dataclass
class Stage:
    """The bot with one update at a time, and the database put back after each that changed it."""

    sandbox: Sandbox
    application: Application
    phones: dict[str, Phone]
    things: Things
    second: sqlite3.Connection
    scenes: dict[bool, Path]
    spy: Spy
    scene: bool | None = None
    rows: dict[bool, Any] = field(default_factory=dict)
    sent: int = 0

    def look(self) -> dict[str, Any]:
        """Returns all that is committed but for who is where in which conversation, and has tried which code.

        Nor does it matter which pictures have been uploaded.
        """
        names = [name for (name,) in self.second.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if name not in {"inbox", "conversation", "person", "attempt"}]
        rows = {name: self.second.execute(f'SELECT * FROM "{name}"').fetchall() for name in kept}
        uploaded = [row for row in rows["keepsake"] if str(row[0]).startswith("picture:")]
        return {**rows, "keepsake": [row for row in rows["keepsake"] if row not in uploaded]}

    def restore(self, opened: bool) -> None:
        """Puts the database back to before anybody did anything; `opened` False is before the owner set it up."""
        with closing(sqlite3.connect(self.scenes[opened])) as source:
            source.backup(self.second)
        self.scene = opened
        self.rows.setdefault(opened, self.look())

    def prepare(self, row: Row, phone: Phone, role: str) -> None:
        """Writes down where the row finds the person."""
        if self.scene != row.opened:
            self.restore(row.opened)
        mode = row.mode or MODES.get(role, "member")
        name, data = f"{phone.user.id}:{phone.user.id}", json.dumps(said(row, self.things))
        with self.second as write:
            write.execute("UPDATE person SET mode = ?, language = 'en' WHERE telegram_id = ?", (mode, phone.user.id))
            write.execute("DELETE FROM conversation")
            put = "INSERT INTO conversation (key, state, data, changed_at) VALUES (?, ?, ?, ?)"
            write.execute(put, (name, row.state, data, int(NOON.timestamp() * 1_000_000)))
        self.spy.forget()

    async def update(self, event: Event, phone: Phone) -> dict[str, Any]:
        """Returns the raw update of what a person does, whether or not any screen offers it."""
        telegram, ours, user = self.sandbox.telegram, self.sandbox.bot, phone.user
        chat = telegram.open_chat(ours, user)
        if isinstance(event, CallbackData | str):
            screen = telegram.post(chat, ours.user, {"text": "an old screen"})
            data = event if isinstance(event, str) else event.pack()
            event = {"callback_query": {"message": screen.as_json(), "data": data}}
        if not isinstance(event, dict):
            await event(phone)
            return {"message": list(chat.messages.values())[-1].as_json()}
        ((kind, given),) = event.items()
        body = {"from": user.as_json(), "chat": chat.as_json(), "chat_instance": "1", **given}
        if kind in {"callback_query", "inline_query", "pre_checkout_query"}:
            body["id"] = telegram.open_query(ours, user, kind, body).id
        return {kind: body}

    async def play(self, row: Row, who: str) -> list[Any]:
        """Has a person do a row, and returns what the bot called because of it."""
        phone = self.phones[who]
        self.prepare(row, phone, ROLES[who])
        update = await self.update(row.event(self.things), phone)
        before = self.sandbox.journal.count
        self.sent += 1
        await feed(self.application, {"update_id": self.sent, **update})
        new = self.sandbox.journal.count - before
        return list(self.sandbox.journal.calls)[-new:] if new else []


async def people_and_things(database: Database, phones: dict[str, Phone], unopened: Callable[[], None]) -> Things:
    """Lets everybody come, and returns what they have; calls `unopened` before the owner sets the programme up."""
    write = database.write

    async def meet(name: str) -> Person:
        return await write(people.seen, phones[name].user.id, name.capitalize(), "", None, "en", NOON)

    async def hire(name: str) -> tuple[Person, str]:
        link = await write(team.invite, olga, "manager" if name == "mia" else "cashier", None, NOON)
        return await write(team.accept, await meet(name), link.token, NOON), link.token

    link = await write(team.owner_link, NOON)
    olga = await write(team.accept, await meet("olga"), link.token, NOON)
    (karim, _), (lena, used), (rosa, _) = await hire("karim"), await hire("lena"), await hire("rosa")
    await hire("mia")
    await write(team.remove, olga, rosa.id, NOON)
    await meet("zoe")
    anna, boris = await meet("anna"), await meet("boris")
    unopened()
    await write(setting_up.set_up, olga, Setup("Corner", "RUB", "Europe/Sofia", "en", "shop"), NOON)
    harbour = await write(outlets.add, olga, OUTLET, NOON)
    poster = await write(outlets.join_link, olga, SOURCE, harbour.id, NOON)
    served = await customer(database, anna, karim), await customer(database, boris, lena)
    await write(_wait_for_the_owner, *served)
    link = await write(team.invite, olga, "cashier", None, NOON)
    look = await database.read(pictures.design)
    picture = pictures.plain_code(look, f"https://t.me/tessera_bot?start=c_{served[1].card.code}")
    await write(consents.consent, boris.id, "advertising", True, NOON)
    draft = await write(broadcasts.compose, olga, broadcasts.new_id(), Content(text="Cake"), NOON)
    table = ((1, ("Former", "+359888000001")), (2, ("Bad", "12")))
    upload = await write(uploads.upload, olga, uploads.new_id(), "l.csv", table, Plan(("name", "phone")), NOON)
    text = await write(winback.compose, olga, winback.new_id(), "Come back: {link}", NOON)
    made = [await write(_certificate, lena, holder) for holder in (served[0].member, None)]
    code = (await database.read(certificates.one, made[1])).code
    kept = draft.id, upload.id, text.id, made[0], code
    return Things(*served, lena.id, poster.payload, link.token, used, picture, *kept)


def _certificate(connection: Connection, lena: Person, holder: UUID | None) -> UUID:
    """Writes one down as Lena would have sold it, had the owner let her."""
    new = new_draft()
    row = {"id": new, "code": selling.new_code(), "face": 100_000, "currency": "RUB", "sold_at": NOON}
    certificate_rows.insert(connection, {**row, "sold_by": lena.id, "member_id": holder})
    entry = certificate_rows.Entry(new, f"sold:{new}", "sold", 100_000, "RUB", f"person:{lena.id}", NOON)
    certificate_rows.post(connection, entry)
    return new


def _wait_for_the_owner(connection: Connection, inviter: Customer, friend: Customer) -> None:
    referral_rows.put(connection, friend.member, inviter.member, NOON, state="review", reason="cap")
    referral_rows.change(connection, friend.member, purchase_id=friend.purchase)


async def customer(database: Database, person: Person, cashier: Person) -> Customer:
    """Makes the person a member whom the cashier serves twice; points of the second sale wait for their word."""
    write = database.write
    welcome = await write(
        registration.register, person.id, processing=True, advertising=False, phone=None, link=None, now=NOON
    )
    whose = welcome.member_id
    sold = await write(sales.record, cashier, Sale(new_draft(), whose, 60_000), NOON)
    held = await write(holds.place, cashier, Sale(new_draft(), whose, 60_000, 10), NOON)
    card, (entries, _) = await database.read(cards.card, whose), await database.read(history.history, whose)
    return Customer(
        whose, person.name, card, sold.purchase_id, sold.number, held.hold_id, operation=entries[0].operation_id
    )


@asynccontextmanager
async def open_stage(database: Database, file: Path, folder: Path) -> AsyncIterator[Stage]:
    """Opens the stage over the SQLite `file` of `database`; keeps copies of it in `folder`."""
    scenes = {True: folder / "opened", False: folder / "unopened"}
    office = PassOffice(signer(), secret=b"s", public_url=URL, username="tessera_bot")
    async with Sandbox() as sandbox:
        with closing(sqlite3.connect(file)) as second:
            second.execute("PRAGMA synchronous = off")  # nothing here outlives the test

            def keep(opened: bool) -> None:
                with closing(sqlite3.connect(scenes[opened])) as target:
                    second.backup(target)

            phones = {name: sandbox.phone(name.capitalize()) for name in (*ROLES, "lena", "boris")}
            things = await people_and_things(database, phones, lambda: keep(opened=False))
            keep(opened=True)
            api = connect(sandbox.token, sandbox.url)
            application = build(
                database,
                api,
                clock=lambda: NOON,
                username="tessera_bot",
                public_url=URL,
                offer_apple=True,
                pass_office=office,
                codes=ChangingCodes(b"m" * 32, "tessera_bot"),
            )
            for paced in list(api.session.middleware):
                api.session.middleware.unregister(paced)  # 28 messages a second are for Telegram; here nobody counts
            spy = Spy()
            spied = [application.dispatcher.observers[kind].middleware for kind in ALLOWED]
            for middleware in spied:
                middleware(spy)
            yield Stage(sandbox, application, phones, things, second, scenes, spy)
            for middleware in spied:
                middleware.unregister(spy)
            await api.session.close()
