"""The words of the card's design: about the shop, how to reach it, and links."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.callbacks import DesignTap
from bot.keyboards import MAIN, Row, button, rows, write_to_us
from bot.owner.design import screens
from bot.owner.design.card import Designing, ask, show
from bot.visit import Visit
from services.design import designing, designs
from services.design.designing import ABOUT_LIMIT, CONTACTS_LIMIT, MOST_LINKS, Design
from services.programme import contact

SHOWN = 80
"""Characters of an address: four of them stand below a picture."""


async def show_texts(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the texts on the back of the card."""
    desk, speech = await visit.db.read(designs.desk, visit.person), visit.speech
    about, contacts = desk.draft.about, desk.draft.contacts
    none = speech.plain("design-nothing")
    lines: list[Row] = [
        [screens.tap(speech, "about"), *([screens.tap(speech, "no-about")] if about else [])],
        [screens.tap(speech, "contacts"), *([screens.tap(speech, "no-contacts")] if contacts else [])],
    ]
    text = speech("design-texts", about=about[:300] or none, contacts=contacts or none)
    write = write_to_us(speech, await visit.db.read(contact.of_shop))
    await visit.show(text, rows(*lines, write, screens.again(speech)))
    await state.clear()


async def ask_about(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks for a text about the shop."""
    await ask(visit, state, Designing.about, visit.speech("design-ask-about"), screens.again(visit.speech, "texts"))


async def ask_contacts(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks how the shop can be reached."""
    words = visit.speech("design-ask-contacts")
    await ask(visit, state, Designing.contacts, words, screens.again(visit.speech, "texts"))


async def take_about(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the text about the shop."""
    about = designing.text(message.text or "", ABOUT_LIMIT)
    await visit.db.write(designs.change, visit.person, lambda design: replace(design, about=about), visit.now)
    await show(None, visit, state)


async def take_contacts(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes how the shop can be reached."""
    contacts = designing.text(message.text or "", CONTACTS_LIMIT)
    await visit.db.write(designs.change, visit.person, lambda design: replace(design, contacts=contacts), visit.now)
    await show(None, visit, state)


async def leave_out(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Takes a text away."""

    def without(design: Design) -> Design:
        return replace(design, about="") if callback_data.act == "no-about" else replace(design, contacts="")

    await visit.db.write(designs.change, visit.person, without, visit.now)
    await show(None, visit, state)


async def show_links(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows the links; a tap on one takes it away."""
    desk, speech = await visit.db.read(designs.desk, visit.person), visit.speech
    links = desk.draft.links
    told = "\n".join(
        speech("design-link-button" if link.action else "design-link", title=link.title, url=link.url[:SHOWN])
        for link in links
    )
    lines = [
        button(
            speech.plain("design-button-no-link", title=link.title),
            DesignTap(act="no-link", value=designing.mark(link.url)),
        )
        for link in links
    ]
    more = screens.tap(speech, "link") if len(links) < MOST_LINKS else None
    choose = screens.tap(speech, "action") if any(map(designing.actions, links)) else None
    text = speech("design-links") + "\n\n" + (told or speech("design-nothing"))
    await visit.show(text, rows(more, *lines, choose, screens.again(speech)))
    await state.clear()


async def ask_action(_: object, visit: Visit) -> None:
    """Asks which link shall be the second button below the card."""
    desk, speech = await visit.db.read(designs.desk, visit.person), visit.speech
    lines = [
        button(link.title, DesignTap(act="action-of", value=designing.mark(link.url)), MAIN if link.action else None)
        for link in desk.draft.links
        if designing.actions(link)
    ]
    none = screens.tap(speech, "no-action") if desk.draft.action else None
    await visit.show(speech("design-ask-action"), rows(*lines, none, screens.again(speech, "links")))


async def ask_action_type(_: object, visit: Visit, callback_data: DesignTap) -> None:
    """Asks what a link is for: of that the phone makes its words."""
    desk, speech = await visit.db.read(designs.desk, visit.person), visit.speech
    marked = callback_data.value
    link = next((each for each in desk.draft.links if designing.mark(each.url) == marked), None)
    if link is None:  # somebody has taken it away meanwhile
        await ask_action(None, visit)
        return
    lines = [
        button(
            speech.plain(f"featured-{action.lower()}"),
            DesignTap(act="action-is", value=f"{marked}-{action}"),
            MAIN if link.action == action else None,
        )
        for action in designing.actions(link)
    ]
    text = speech("design-ask-action-type", title=link.title)
    await visit.show(text, rows(*lines, screens.again(speech, "action")))


async def take_action(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Takes what the second button is, or that there is none."""
    marked, _, action = callback_data.value.partition("-")
    await visit.db.write(
        designs.change, visit.person, lambda design: designing.with_action(design, marked, action), visit.now
    )
    await show(None, visit, state)


async def ask_link(_: object, visit: Visit, state: FSMContext) -> None:
    """Asks for a link."""
    await ask(visit, state, Designing.link, visit.speech("design-ask-link"), screens.again(visit.speech, "links"))


async def take_link(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a link: what it is called, and below it where it leads."""
    added = designing.link(message.text or "")
    await visit.db.write(designs.change, visit.person, lambda design: designing.with_link(design, added), visit.now)
    await show(None, visit, state)


async def drop_link(_: object, visit: Visit, state: FSMContext, callback_data: DesignTap) -> None:
    """Takes a link away."""
    mark = callback_data.value

    def without(design: Design) -> Design:
        return replace(design, links=tuple(link for link in design.links if designing.mark(link.url) != mark))

    await visit.db.write(designs.change, visit.person, without, visit.now)
    await show(None, visit, state)


def router() -> Router:
    """Returns the handlers of the words."""
    router = Router(name="design-texts")
    router.callback_query.register(show_texts, DesignTap.filter(F.act == "texts"))
    router.callback_query.register(ask_about, DesignTap.filter(F.act == "about"))
    router.callback_query.register(ask_contacts, DesignTap.filter(F.act == "contacts"))
    router.callback_query.register(leave_out, DesignTap.filter(F.act.in_(("no-about", "no-contacts"))))
    router.callback_query.register(show_links, DesignTap.filter(F.act == "links"))
    router.callback_query.register(ask_link, DesignTap.filter(F.act == "link"))
    router.callback_query.register(ask_action, DesignTap.filter(F.act == "action"))
    router.callback_query.register(ask_action_type, DesignTap.filter(F.act == "action-of"))
    router.callback_query.register(take_action, DesignTap.filter(F.act.in_(("action-is", "no-action"))))
    router.callback_query.register(drop_link, DesignTap.filter(F.act == "no-link"))
    router.message.register(take_about, F.text, StateFilter(Designing.about))
    router.message.register(take_contacts, F.text, StateFilter(Designing.contacts))
    router.message.register(take_link, F.text, StateFilter(Designing.link))
    return router
