"""How members reach the shop: its outlets with address, hours, phone and map, and where to write."""

from html import escape

from aiogram import F, Router
from sqlalchemy import Connection

from bot.callbacks import Go
from bot.keyboards import back, link, rows
from bot.visit import Visit
from bot.words.speech import Speech
from services.design import pictures
from services.programme import contact, outlets
from services.programme.contact import Contact
from services.programme.outlets import Outlet

MOST = 12
"""Outlets on one screen."""
_Known = tuple[tuple[Outlet, ...], str, Contact | None]


def _all(connection: Connection) -> _Known:
    places = tuple(outlet for outlet in outlets.all_open(connection) if outlet.described)
    return places, pictures.design(connection).contacts, contact.of_shop(connection)


async def known(visit: Visit) -> bool:
    """Says whether there is anything to show."""
    return any(await visit.db.read(_all))


async def show(_: object, visit: Visit) -> None:
    """Shows the outlets and where to write."""
    (places, about, write), speech = await visit.db.read(_all), visit.speech
    parts = [speech("contacts-title"), *(_outlet(speech, outlet) for outlet in places[:MOST])]
    if about:
        parts.append(escape(about, quote=False))
    if write:
        parts.append(write_to(speech, write))
    maps = [
        link(speech.plain("contacts-button-map", name=outlet.name), outlet.map_url)
        for outlet in places[:MOST]
        if outlet.map_url
    ]
    chat = link(speech.plain("contacts-button-write"), write.url) if write and write.url.startswith("https:") else None
    await visit.show("\n\n".join(parts), rows(*maps, chat, back(speech, "more")))


def _outlet(speech: Speech, outlet: Outlet) -> str:
    facts = (("address", outlet.address), ("hours", outlet.hours), ("phone", outlet.phone))
    lines = [speech("contacts-outlet", name=outlet.name)]
    return "\n".join([*lines, *(speech(f"contacts-{fact}", value=value) for fact, value in facts if value)])


def write_to(speech: Speech, write: Contact) -> str:
    """Returns where to write as a line with a link; phone numbers and addresses are links by themselves."""
    shown = escape(write.shown, quote=False)
    if write.url.startswith("https:"):
        shown = f'<a href="{escape(write.url)}">{shown}</a>'
    return speech.plain("contacts-write", contact=shown)


def router() -> Router:
    """Returns the handler of the contacts."""
    router = Router(name="contacts")
    router.callback_query.register(show, Go.filter(F.to == "contacts"))
    return router
