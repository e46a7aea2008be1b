"""A member's own data in the chat: sent as a file, or erased after two questions."""

import json

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import ReplyKeyboardRemove

from bot import commands
from bot.callbacks import Go
from bot.customer.card import registered
from bot.keyboards import DANGER, back, button, rows
from bot.visit import Visit
from services.members import own_data, standings
from services.prepaid import certificates

HERE = "own-data"
FILE_NAME = "my-data.json"


async def show(_: object, visit: Visit) -> None:
    """Shows what can be done with all that is known of the member."""
    registered(visit)
    speech = visit.speech
    await visit.show(
        speech("own-data-title"),
        rows(
            button(speech.plain("own-data-button-export"), Go(to="export")),
            button(speech.plain("own-data-button-erase"), Go(to="erase"), DANGER),
            back(speech, "settings"),
        ),
    )


async def send(_: object, visit: Visit) -> None:
    """Sends everything that is known of the member as a file."""
    registered(visit)
    await visit.answer()
    known = await visit.db.read(own_data.export, visit.person.id, visit.now)
    content = json.dumps(known, ensure_ascii=False, indent=2).encode()
    await visit.send_file(content, FILE_NAME, visit.speech("own-data-file"))


async def ask(_: object, visit: Visit) -> None:
    """Asks before everything is erased, and says what would be lost."""
    standing = await visit.db.read(standings.standing, registered(visit), visit.now)
    speech, points = visit.speech, standing.active + standing.pending + standing.held
    said = [speech("own-data-ask-erase")]
    if points:
        said.append(speech("own-data-points-lost", points=points))
    held = await visit.db.read(certificates.of_member, registered(visit))
    if any(each.balance for each in held):
        said.append(speech("own-data-certificates-stay"))
    yes = button(speech.plain("own-data-button-erase-yes"), Go(to="erase-yes"), DANGER)
    await visit.show("\n\n".join(said), rows(yes, back(speech, HERE)))


async def erase(_: object, visit: Visit, state: FSMContext) -> None:
    """Erases the member and says goodbye; a second tap comes from somebody whom nobody knows any more."""
    registered(visit)
    await visit.db.write(own_data.erase, visit.person.id, visit.now)
    await state.clear()
    await visit.show(visit.speech("own-data-erased"))
    await visit.say(visit.speech("own-data-goodbye"), ReplyKeyboardRemove())
    await commands.forget(visit.bot, visit.chat_id)


def router() -> Router:
    """Returns the handlers of a member's own data."""
    router = Router(name="own-data")
    router.callback_query.register(show, Go.filter(F.to == HERE))
    router.callback_query.register(send, Go.filter(F.to == "export"))
    router.callback_query.register(ask, Go.filter(F.to == "erase"))
    router.callback_query.register(erase, Go.filter(F.to == "erase-yes"))
    return router
