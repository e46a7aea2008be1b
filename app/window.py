"""The demo's shop window: tells the sandbox's page how far the shop is, and gives it posters and a past."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from app import month
from app.wiring import Tessera
from bot import commands
from bot.keyboards import permanent
from bot.owner import posters
from bot.telegram import TelegramAPIError
from bot.visit import Visit
from bot.words.speech import Speech, speech_for
from locales import LANGUAGES, closest, translate
from loyalty.errors import Refusal
from sandbox.stage import Stage
from sandbox.window import Poster, View
from services import people
from services.database import DatabaseUnavailable
from services.design import pictures
from services.people import SENIORS, Person
from services.plumbing import deliveries
from services.programme import outlets, setting_up, versions
from services.programme.outlets import JoinLink
from services.programme.setting_up import Setup

POSTERS = 2
"""How many hang between the phones."""
_LOOKS, _LOOK_SECONDS = 100, 0.2
_PRESET, _CURRENCY, _ZONE = "coffee_shop", "EUR", "Europe/Sofia"


@dataclass(frozen=True)
class _Far:
    done: frozenset[str]
    filled: bool
    owner: Person | None


class ShopWindow:
    """The application behind the sandbox's bot; `owner_id` is the Telegram id of its owner."""

    def __init__(self, tessera: Tessera, stage: Stage, owner_id: int) -> None:
        self._db = tessera.database
        self._now = tessera.keeper.likely
        self._house = tessera.bot.house
        self._api = tessera.bot.api
        self._told = tessera.bells["job"]
        self._owner_id = owner_id
        self._stage = stage
        self._filling = asyncio.Lock()
        self._drawn: dict[tuple[object, ...], Poster] = {}
        for id_, name in month.everybody("en"):  # the bot may write to them though nobody sees their phones
            self._stage.guest(id_, name, "en")

    async def view(self, people: Sequence[int]) -> View:
        """Returns how far the shop is for these people (ids of Telegram)."""
        try:
            far = await self._db.read(self._far, people)
            if "owner" not in far.done or far.owner is None:
                return View(far.done, far.filled)
            return View(far.done, far.filled, await self._posters(far.owner))
        except (DatabaseUnavailable, Refusal):  # what the shop shows is between two looks
            return self._stage.seen

    def _far(self, connection: Connection, ids: Sequence[int]) -> _Far:
        here = [person for person in (people.by_telegram(connection, id_) for id_ in ids) if person is not None]
        done = {
            "owner": versions.is_set_up(connection),
            "cashier": any(person.role and person.telegram_id != self._owner_id for person in here),
            "member": any(person.member_id for person in here),
        }
        owner = people.by_telegram(connection, self._owner_id)
        return _Far(
            frozenset(step for step, is_done in done.items() if is_done),
            month.is_filled(connection),
            owner if owner and owner.role in SENIORS else None,
        )

    async def speak(self, user_id: int, language: str) -> None:
        """Goes on in another language with a person whom the bot has met, and gives them its keyboard and commands."""
        person, chosen = await self._db.read(people.by_telegram, user_id), closest(language)
        known = person is not None and person.name and person.language != chosen
        if person is None or not known or language not in LANGUAGES:
            return
        person = await self._db.write(people.speak, person.id, chosen, self._now())
        speech = speech_for(person, await self._db.read(versions.running, self._now()))
        said, keyboard = speech("settings-language-set"), permanent(speech, person)
        # Since the demo was started they may not have opened the chat, or have blocked the bot: then it speaks as they
        # come back.
        with suppress(TelegramAPIError):
            await self._api.send_message(user_id, said, reply_markup=keyboard, parse_mode="HTML")
            await commands.refresh(self._api, person)

    async def fill(self, language: str) -> None:
        """Gives the shop a month of sales, once; opens one in this language where there is none."""
        async with self._filling:
            owner = await self._db.read(people.by_telegram, self._owner_id)
            assert owner is not None, "appointed at the start"
            spoken, now = closest(language), self._now()
            setup = Setup(translate(spoken, "demo-shop"), _CURRENCY, _ZONE, spoken, _PRESET)
            programme = await self._db.write(setting_up.set_up, owner, setup, now - timedelta(days=month.DAYS))
            link = (await self._links(owner))[0]
            await month.fill(self._db, owner, closest(programme.language), link.payload, now)
            self._told()
            await self._hushed()
            await self._db.write(month.finish, now)

    async def _hushed(self) -> None:
        """Returns when nothing of the month waits to be told any more, or after a while."""
        for _ in range(_LOOKS):
            waiting = await self._db.read(deliveries.backlog, self._now())
            if not any(kind.due for kind in waiting.values()):
                return
            await asyncio.sleep(_LOOK_SECONDS)

    async def _links(self, owner: Person) -> tuple[JoinLink, ...]:
        """Returns the links that posters lead to; the first one is made for the window."""
        links = await self._db.read(outlets.join_links, owner)
        if not links:
            programme = await self._db.read(versions.current, self._now())
            source = Speech(closest(programme.language)).plain("links-poster-source")
            places = await self._db.read(outlets.all_open)
            place = places[0].id if places else None
            links = (await self._db.write(outlets.join_link, owner, source, place, self._now()),)
        return links

    async def _posters(self, owner: Person) -> tuple[Poster, ...]:
        """Returns the posters on the wall, drawn anew when the shop looks otherwise or has other rules."""
        now = self._now()
        programme, look = await self._db.read(versions.current, now), await self._db.read(pictures.design)
        hung = []
        for link in (await self._links(owner))[:POSTERS]:
            known = (link.payload, look, versions.body_of(programme))
            if known not in self._drawn:
                visit = Visit(self._house, self._api, owner.telegram_id, owner, programme, Speech("en"), now)
                picture = await posters.hung(visit, posters.JOIN + link.payload)
                self._drawn[known] = Poster(f"{link.payload}-{len(self._drawn)}", link.source, picture)
            hung.append(self._drawn[known])
        return tuple(hung)
