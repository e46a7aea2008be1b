"""Former customers: the way to their lists and messages, and a list from its file to its end."""

import asyncio
import io
from dataclasses import replace
from uuid import UUID

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from bot.callbacks import Go, ImportTap
from bot.keyboards import DANGER, MAIN, back, button, rows
from bot.owner.former import imports_screens as screens
from bot.owner.former import winback_screens
from bot.visit import Visit, running
from loyalty.localtime import local
from services.campaigns import winback
from services.imports import columns, encodings, files, phones, preview, uploads
from services.imports.columns import Plan
from services.imports.files import FILE_LIMIT, ROW_LIMIT, FileTooLarge, FileUnreadable
from services.imports.preview import Outlook
from services.imports.uploads import Import, ImportClosed


class Importing(StatesGroup):
    """What the owner's next message is for."""

    file = State()


async def show_all(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the lists there were, the messages there were, and the ways to new ones."""
    lists = await visit.db.read(uploads.recent, visit.person)
    messages = await visit.db.read(winback.recent, visit.person)
    here = (visit.chat_id, visit.screen.message_id) if visit.screen else None
    if any(one.watch == here and one.state in screens.MOVING for one in lists):
        visit.leave_screen()
    speech = visit.speech
    await visit.show(
        speech("former-title"),
        rows(
            button(speech.plain("former-button-new-import"), Go(to="new-import"), MAIN),
            *(screens.entry(speech, made) for made in lists),
            button(speech.plain("former-button-new-winback"), Go(to="new-winback"), MAIN),
            *(winback_screens.entry(speech, made) for made in messages),
            back(speech, "customers"),
        ),
    )
    await state.clear()


async def ask_file(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks for the file."""
    words = visit.speech("import-ask-file", megabytes=FILE_LIMIT // 1_000_000, limit=ROW_LIMIT)
    screen = await visit.show(words, rows(back(visit.speech, screens.LIST)))
    await state.set_state(Importing.file)
    # An id beforehand: a document that is handled twice makes one draft.
    await state.update_data(upload=uploads.new_id().hex, screen=screen.message_id if screen else None)


async def sent(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the file, and shows what would happen with it."""
    document, programme = message.document, running(visit)
    if document is None:
        raise FileUnreadable
    if (document.file_size or 0) > FILE_LIMIT:
        raise FileTooLarge(FILE_LIMIT // 1_000_000)
    content, name = await _content(visit, document.file_id), document.file_name or "—"
    encoding = await asyncio.to_thread(files.encoding, content, visit.person.language)
    table = columns.of_people(await asyncio.to_thread(files.read, content, name, encoding))
    country = phones.country_of(programme.zone, programme.currency)
    plan = replace(await asyncio.to_thread(columns.guess, table, country), encoding=encoding)
    data = await state.get_data()
    upload, told = UUID(data["upload"]), (name, table, plan, visit.now, document.file_id)
    made = await visit.db.write(uploads.upload, visit.person, upload, *told)
    await show_one(visit, made.id)
    await state.clear()
    await visit.retire(data.get("screen"))


async def _content(visit: Visit, document: str) -> bytes:
    """Returns the bytes of a document by what Telegram calls it."""
    await visit.bot.send_chat_action(visit.chat_id, "typing")
    content = io.BytesIO()
    try:
        await visit.bot.download(document, content)
    except TelegramBadRequest as error:
        raise FileUnreadable from error
    return content.getvalue()


async def show(_: object, visit: Visit, state: FSMContext, callback_data: ImportTap) -> None:
    """Shows one import."""
    await show_one(visit, callback_data.upload)
    await state.clear()


async def show_one(visit: Visit, import_id: UUID) -> None:
    """Shows what would happen with a draft, or how the import stands; one under way counts along in this message."""
    made, told = await visit.db.read(uploads.one, visit.person, import_id)
    if made.state == "draft":
        await visit.show(*screens.draft(visit.speech, made, await _outlook(visit, made)))
        return
    screen = await visit.show(*screens.status(visit.speech, made, told))
    here = (visit.chat_id, screen.message_id) if screen else None
    if here and made.state in screens.MOVING and made.watch != here:
        await visit.db.write(uploads.watch, made.id, *here)


async def _outlook(visit: Visit, made: Import) -> Outlook:
    table = await visit.db.read(uploads.table, visit.person, made.id)
    today = local(visit.now, running(visit).zone).date()
    # Twenty thousand rows take a second or two: not in a transaction, and not where everybody waits.
    found = await asyncio.to_thread(preview.reading, table, made.plan, today)
    known = await visit.db.read(preview.known, found)
    return await asyncio.to_thread(preview.outlook, found, known, made.plan)


async def _draft(visit: Visit, import_id: UUID) -> Import:
    made, _ = await visit.db.read(uploads.one, visit.person, import_id)
    if made.state != "draft":
        raise ImportClosed
    return made


# --- how it is read ---------------------------------------------------------------------------------------------------


async def ask_columns(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Shows what each column means."""
    made = await _draft(visit, callback_data.upload)
    table = await visit.db.read(uploads.table, visit.person, made.id)
    await visit.show(*screens.columns(visit.speech, made, columns.titled(table, made.plan)))


async def ask_meaning(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Asks what one column means, with the first cells of it."""
    made, place = await _draft(visit, callback_data.upload), callback_data.at
    table = await visit.db.read(uploads.table, visit.person, made.id)
    titles = columns.titled(table, made.plan)
    if not 0 <= place < len(titles):
        raise ImportClosed
    cells = [cells[place] for _, cells in preview.rows_of(table, made.plan)[:20] if cells[place]][:3]
    await visit.show(*screens.meanings(visit.speech, made, place, titles[place], cells))


async def ask_country(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Asks which country the numbers without a code are from."""
    await visit.show(*screens.countries(visit.speech, await _draft(visit, callback_data.upload), callback_data.at))


async def ask_consent(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Asks who has agreed to offers."""
    await visit.show(*screens.consents(visit.speech, await _draft(visit, callback_data.upload)))


async def ask_letters(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Asks which of several ways of reading the letters makes names."""
    made = await _draft(visit, callback_data.upload)
    if not made.document or encodings.certain(made.plan.encoding):
        raise ImportClosed
    content = await _content(visit, made.document)
    ways = dict.fromkeys((made.plan.encoding, *encodings.OFFERED))
    shown = {way: await asyncio.to_thread(encodings.samples, content, way) for way in ways}
    await visit.show(*screens.letters(visit.speech, made, shown))


async def reread(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Reads the file anew with other letters; what was said of its columns is guessed anew, all else stays."""
    made, encoding = await _draft(visit, callback_data.upload), callback_data.value
    if encoding not in {*encodings.OFFERED, made.plan.encoding}:
        raise ImportClosed
    content = await _content(visit, made.document)
    table = columns.of_people(await asyncio.to_thread(files.read, content, made.file_name, encoding))
    found = await asyncio.to_thread(columns.guess, table, made.plan.country)
    plan = replace(found, country=made.plan.country, points=made.plan.points, consent=made.plan.consent)
    plan = replace(plan, encoding=encoding)
    await visit.db.write(uploads.reread, visit.person, made.id, table, plan)
    await show_one(visit, made.id)


async def replan(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Takes what was chosen about reading the file, and shows what would happen then."""
    made = await _draft(visit, callback_data.upload)
    await visit.db.write(uploads.replan, visit.person, made.id, _changed(made.plan, callback_data))
    if callback_data.act in {"means", "header"}:
        await ask_columns(None, visit, callback_data)
    else:
        await show_one(visit, made.id)


def _changed(plan: Plan, tapped: ImportTap) -> Plan:
    match tapped.act:
        case "means":
            return uploads.meaning(plan, tapped.at, "" if tapped.value == "none" else tapped.value)
        case "header":
            return replace(plan, header=tapped.value == "1")
        case "country":
            return replace(plan, country=tapped.value)
        case "consent":
            return replace(plan, consent=tapped.value)
        case "order":
            return replace(plan, order=tapped.value)
        case _:
            return replace(plan, points=tapped.value)


# --- what is done with it ---------------------------------------------------------------------------------------------


async def run(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Lets an import run; the message that was tapped counts along."""
    seen = (visit.chat_id, visit.screen.message_id) if visit.screen else None
    made = await visit.db.write(uploads.start, visit.person, callback_data.upload, seen, visit.now)
    await show_one(visit, made.id)


async def ask_undo(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Asks once more before an import is taken back."""
    made, _told = await visit.db.read(uploads.one, visit.person, callback_data.upload)
    speech = visit.speech
    yes = button(speech.plain("import-button-undo-yes"), ImportTap(act="undo-yes", upload=made.id), DANGER)
    await visit.show(speech("import-ask-undo"), rows(yes, screens.again(speech, made)))


async def undo(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Takes an import back; the message that was tapped counts along."""
    seen = (visit.chat_id, visit.screen.message_id) if visit.screen else None
    made = await visit.db.write(uploads.undo, visit.person, callback_data.upload, seen, visit.now)
    await show_one(visit, made.id)


async def report(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Sends the rows that cannot be taken as a document, with the reason in each line."""
    made, _told = await visit.db.read(uploads.one, visit.person, callback_data.upload)
    zone = running(visit).zone
    found = await visit.db.read(uploads.faults, visit.person, made.id, zone, visit.now)
    table = await visit.db.read(uploads.table, visit.person, made.id) if made.state == "draft" else ()
    titles = columns.titled(table, made.plan)
    content = await asyncio.to_thread(screens.report, visit.speech, titles, found)
    await visit.answer()
    await visit.send_file(content, visit.speech.plain("import-report-name"), visit.speech("import-report"))


async def ask_delete(_: object, visit: Visit, callback_data: ImportTap) -> None:
    """Asks once more before a draft is deleted."""
    made, speech = await _draft(visit, callback_data.upload), visit.speech
    yes = button(speech.plain("import-button-delete-yes"), ImportTap(act="delete-yes", upload=made.id), DANGER)
    await visit.show(speech("import-ask-delete"), rows(yes, screens.again(speech, made)))


async def delete(_: object, visit: Visit, state: FSMContext, callback_data: ImportTap) -> None:
    """Deletes a draft."""
    await visit.db.write(uploads.discard, visit.person, callback_data.upload)
    await show_all(None, visit, state)


def router() -> Router:
    """Returns the handlers of lists of former customers."""
    router = Router(name="imports")
    router.callback_query.register(show_all, Go.filter(F.to == screens.LIST))
    router.callback_query.register(ask_file, Go.filter(F.to == "new-import"))
    router.callback_query.register(show, ImportTap.filter(F.act == "open"))
    router.callback_query.register(ask_columns, ImportTap.filter(F.act == "columns"))
    router.callback_query.register(ask_meaning, ImportTap.filter(F.act == "column"))
    router.callback_query.register(ask_country, ImportTap.filter(F.act == "countries"))
    router.callback_query.register(ask_consent, ImportTap.filter(F.act == "consents"))
    router.callback_query.register(ask_letters, ImportTap.filter(F.act == "letters"))
    router.callback_query.register(reread, ImportTap.filter(F.act == "read"))
    router.callback_query.register(
        replan, ImportTap.filter(F.act.in_(("means", "header", "country", "consent", "order", "points")))
    )
    router.callback_query.register(run, ImportTap.filter(F.act == "run"))
    router.callback_query.register(ask_undo, ImportTap.filter(F.act == "undo"))
    router.callback_query.register(undo, ImportTap.filter(F.act == "undo-yes"))
    router.callback_query.register(report, ImportTap.filter(F.act == "report"))
    router.callback_query.register(ask_delete, ImportTap.filter(F.act == "delete"))
    router.callback_query.register(delete, ImportTap.filter(F.act == "delete-yes"))
    router.message.register(sent, StateFilter(Importing.file))
    return router
