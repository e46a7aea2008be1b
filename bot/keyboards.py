"""Builds keyboards: inline buttons, and the reply keyboard that stays at the bottom in each mode."""

from collections.abc import Sequence
from urllib.parse import quote
from uuid import UUID

from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    WebAppInfo,
)

from bot.callbacks import CustomerTap, Go
from bot.words.fitting import HALF, short
from bot.words.speech import Speech
from services.people import Person, reachable_modes
from services.programme.contact import Contact

Row = list[InlineKeyboardButton]

CONFIRM = "success"
DANGER = "danger"
MAIN = "primary"
CONTACT_SHOWN = 20
"""Characters of a contact beside the words of its button."""


def button(text: str, data: CallbackData, style: str | None = None) -> InlineKeyboardButton:
    """Returns a button that sends `data`; `style` is one of CONFIRM, DANGER, MAIN."""
    return InlineKeyboardButton(text=text, callback_data=data.pack(), style=style)


def link(text: str, url: str) -> InlineKeyboardButton:
    """Returns a button that opens `url`."""
    return InlineKeyboardButton(text=text, url=url)


def mini_app(text: str, url: str) -> InlineKeyboardButton:
    """Returns a button that opens the Mini App at `url`."""
    return InlineKeyboardButton(text=text, web_app=WebAppInfo(url=url))


def copy(text: str, content: str) -> InlineKeyboardButton:
    """Returns a button that puts `content` on the clipboard."""
    return InlineKeyboardButton(text=text, copy_text=CopyTextButton(text=content))


def rows(*lines: InlineKeyboardButton | Row | None) -> InlineKeyboardMarkup:
    """Returns a keyboard of these lines, each one button or a row of them; None and empty rows are left out."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            line if isinstance(line, list) else [line] for line in lines if line is not None and line != []
        ]
    )


def paired(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Returns the buttons in their order, two in a row where both show all that they say."""
    lines: list[Row] = []
    for each in buttons:
        before = lines[-1] if lines else []
        if len(before) == 1 and max(len(before[0].text), len(each.text)) <= HALF:
            before.append(each)
        else:
            lines.append([each])
    return lines


def back(speech: Speech, to: str) -> InlineKeyboardButton:
    """Returns the button that leads back to the screen `to`."""
    return button(speech.plain("common-button-back"), Go(to=to))


def freezing(speech: Speech, member: UUID, then: str, *, frozen: bool) -> InlineKeyboardButton:
    """Returns the owner's button that freezes a card, or thaws a frozen one; `then` is what it carries along."""
    act = "thaw" if frozen else "freeze"
    return button(speech.plain(f"customer-button-{act}"), CustomerTap(act=act, member=member, of=then))


def write_to_us(speech: Speech, contact: Contact | None) -> InlineKeyboardButton:
    """Returns the owner's button that says where members write, and leads to changing it."""
    shown = short(contact.shown, CONTACT_SHOWN) if contact else speech.plain("outlet-nothing")
    return button(speech.plain("contact-button", contact=shown), Go(to="write-to-us"))


# What the keys of the reply keyboard do, by mode. Telegram sends the text of the key, so `bot.navigation` listens for
# these words in every language: a person may have changed theirs since the keyboard was sent.
PERMANENT = {
    "member": ("menu-button-card",),
    "staff": ("menu-button-sales",),
    "owner": ("menu-button-business",),
}
SWITCH = "menu-button-mode"


def permanent(speech: Speech, person: Person) -> ReplyKeyboardMarkup:
    """Returns the reply keyboard of the person's mode."""
    keys = PERMANENT[person.mode]
    return _keys(speech, (*keys, SWITCH) if len(reachable_modes(person)) > 1 else keys)


def member_keyboard(speech: Speech) -> ReplyKeyboardMarkup:
    """Returns the reply keyboard of somebody without a role."""
    return _keys(speech, PERMANENT["member"])


def _keys(speech: Speech, keys: tuple[str, ...]) -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text=speech.plain(key)) for key in keys]], resize_keyboard=True, is_persistent=True
    )


def share(speech: Speech, address: str, text: str) -> InlineKeyboardButton:
    """Returns the button that forwards a link to somebody in Telegram."""
    target = f"https://t.me/share/url?url={quote(address, safe='')}&text={quote(text, safe='')}"
    return link(speech.plain("common-button-share"), target)


def copy_link(speech: Speech, address: str) -> InlineKeyboardButton:
    """Returns the button that copies a link."""
    return copy(speech.plain("common-button-copy"), address)
