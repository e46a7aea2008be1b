"""Puts the card's design on every card, and brings former designs back."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from sqlalchemy import Connection

from bot.callbacks import DesignTap
from bot.keyboards import CONFIRM, MAIN, button, rows
from bot.owner.design import screens
from bot.owner.design.card import draw, show
from bot.visit import Visit
from services.design import designs, repainting
from services.design.designing import Design
from services.passes import previews


async def ask_publish(_: object, visit: Visit) -> None:
    """Shows the draft once more, and asks before everybody sees it."""
    desk, count = await visit.db.read(_with_count, visit)
    if not desk.changed:
        raise designs.DesignUnchanged
    speech = visit.speech
    yes = button(
        speech.plain("design-button-publish-yes"), DesignTap(act="publish-yes", value=str(desk.version)), CONFIRM
    )
    await visit.show(speech("design-ask-publish", count=count), rows(yes, screens.again(speech)))


def _with_count(connection: Connection, visit: Visit) -> tuple[designs.Desk, int]:
    return designs.desk(connection, visit.person), repainting.cards(connection)


async def publish(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Publishes the draft; the message that was tapped counts along from now on."""
    if not callback_data.value.isdigit():
        raise designs.DesignChanged
    seen = (visit.chat_id, visit.screen.message_id) if visit.screen else None
    await visit.db.write(designs.publish, visit.person, int(callback_data.value), seen, visit.now)
    reached = await visit.db.read(repainting.progress)
    if reached is not None:
        await visit.show(*screens.progress(visit.speech, reached))
    await state.clear()


async def after(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the card below the message that counts along."""
    visit.leave_screen()
    await show(None, visit, state)


# --- former designs ---------------------------------------------------------------------------------------------------


async def show_versions(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the designs that were published, newest first."""
    speech = visit.speech
    found = await visit.db.read(designs.versions, visit.person)
    lines = [
        button(
            speech.plain(
                "design-version-held" if made.held else "design-version", moment=speech.moment(made.published_at)
            ),
            DesignTap(act="version", value=str(made.number)),
            MAIN if made.held else None,
        )
        for made in found
    ]
    await visit.show(speech("design-versions"), rows(*lines, screens.again(speech)))
    await state.clear()


async def show_version(_: object, visit: Visit, callback_data: DesignTap) -> None:
    """Shows a former design on both phones."""
    speech = visit.speech
    look = await _version(visit, callback_data)
    shown = await visit.db.read(previews.sample, visit.person, visit.now)
    back_to = screens.tap(speech, "bring-back", CONFIRM, value=callback_data.value)
    drawn = await draw(visit, shown, look)
    await screens.picture(visit, drawn, speech("design-former"), rows(back_to, screens.again(speech, "versions")))


async def bring_back(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Makes a former design the draft, to be looked at and published."""
    look = await _version(visit, callback_data)
    await visit.db.write(designs.change, visit.person, lambda _: look, visit.now)
    await show(None, visit, state)


async def _version(visit: Visit, tapped: DesignTap) -> Design:
    number = int(tapped.value) if tapped.value.isdigit() else 0
    look = await visit.db.read(designs.one_version, visit.person, number)
    if look is None:
        raise designs.DesignChanged
    return look


def router() -> Router:
    """Returns the handlers of publishing."""
    router = Router(name="design-publishing")
    router.callback_query.register(ask_publish, DesignTap.filter(F.act == "publish"))
    router.callback_query.register(publish, DesignTap.filter(F.act == "publish-yes"))
    router.callback_query.register(after, DesignTap.filter(F.act == "after"))
    router.callback_query.register(show_versions, DesignTap.filter(F.act == "versions"))
    router.callback_query.register(show_version, DesignTap.filter(F.act == "version"))
    router.callback_query.register(bring_back, DesignTap.filter(F.act == "bring-back"))
    return router
