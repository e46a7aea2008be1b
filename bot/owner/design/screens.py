"""What an owner sees of the card's design: the parts that can be changed, and what has been."""

from collections.abc import Collection

from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import DesignTap
from bot.keyboards import CONFIRM, MAIN, Row, button, rows
from bot.visit import Visit
from bot.words.speech import Speech
from services.design.designing import Design
from services.design.designs import Desk
from services.design.repainting import Progress

Line = InlineKeyboardButton | Row | None
PARTS = ("logo", "colours", "strip", "stamps", "look", "texts", "links", "tiers")
BAR = 10


def tap(speech: Speech, act: str, style: str | None = None, value: str = "", tier: str = "") -> InlineKeyboardButton:
    """Returns a button of the designer, with the words of its `act`."""
    return button(speech.plain(f"design-button-{act}"), DesignTap(act=act, value=value, tier=tier), style)


def again(speech: Speech, act: str = "open") -> InlineKeyboardButton:
    """Returns the button that leads back to the card, or to another screen of the designer."""
    return button(speech.plain("common-button-back"), DesignTap(act=act))


def home(speech: Speech, desk: Desk, more: Collection[str]) -> tuple[str, InlineKeyboardMarkup]:
    """Returns the words below the picture of the card, and everything that can be done.

    `more` of stamps, tiers and versions are what not every programme has.
    """
    text = speech("design-title")
    if desk.changed:
        parts = ", ".join(speech.plain(f"design-part-{part}") for part in _changed(desk))
        text += "\n\n" + speech("design-draft", parts=parts)
    else:
        text += "\n\n" + speech("design-shown")
    lines: list[Row] = [
        [tap(speech, "logo"), tap(speech, "colours")],
        [tap(speech, "strip"), tap(speech, "look")],
        [tap(speech, "texts"), tap(speech, "links")],
        [tap(speech, part) for part in ("stamps", "tiers") if part in more],
        [tap(speech, "versions")] if "versions" in more else [],
    ]
    if desk.steps:
        undo = tap(speech, "undo", value=str(desk.version))
        lines.append([undo, tap(speech, "discard")])
    publish = tap(speech, "publish", CONFIRM) if desk.changed else None
    return text, rows(*lines, publish, button(speech.plain("common-button-back"), DesignTap(act="leave")))


def _changed(desk: Desk) -> list[str]:
    return [part for part in PARTS if _part(desk.draft, part) != _part(desk.shown, part)]


_FIELDS = {
    "logo": ("logo", "spells"),
    "colours": ("background", "foreground", "label"),
    "strip": ("strip", "plain"),
    "stamps": ("stamp", "stamp_full", "stamp_empty"),
    "texts": ("about", "contacts"),
    "tiers": ("tiers", "alike"),
}
"""What of a design a part is, where that is not the field of its name."""


def _part(design: Design, part: str) -> object:
    return [getattr(design, field) for field in _FIELDS.get(part, (part,))]


def progress(speech: Speech, reached: Progress) -> tuple[str, InlineKeyboardMarkup]:
    """Returns how far a publication has come."""
    up = rows(button(speech.plain("design-button-after"), DesignTap(act="after"), MAIN if reached.done else None))
    if reached.done:
        return speech("design-published", count=reached.total), up
    full = BAR * reached.told // max(1, reached.total)
    bar = "▰" * full + "▱" * (BAR - full)
    told, total = speech.number(reached.told), speech.number(reached.total)
    return speech("design-progress", bar=bar, told=told, total=total), up


async def picture(visit: Visit, drawn: bytes, text: str, keyboard: InlineKeyboardMarkup) -> int:
    """Shows a picture with words below it in the tapped message, or in a new one; returns the message's id."""
    screen = visit.screen
    await visit.answer()
    shown = await visit.show_picture(BufferedInputFile(drawn, "card.jpg"), text, keyboard)
    if screen is not None and screen.message_id != shown.message_id:
        await visit.retire(screen.message_id)
    return shown.message_id
