"""What owners read when a member says that something on the card was not theirs, and what they can do about it."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any
from uuid import UUID

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import REPORT, ReceiptTap
from bot.keyboards import button, freezing, link, rows
from bot.words.speech import Speech

Arguments = Mapping[str, Any]
Rendered = tuple[str, InlineKeyboardMarkup | None]


def disputed(speech: Speech, told: Arguments) -> Rendered:
    """Returns the report with the sum, the till and the cashier, and buttons: freeze, write, return."""
    return _told(speech, "notice-disputed", told), _buttons(speech, told, returning=True)


def undisputed(speech: Speech, told: Arguments) -> Rendered:
    """Returns the word that it was the member after all; what was frozen meanwhile can be thawed."""
    return _told(speech, "notice-undisputed", told), _buttons(speech, told, returning=False)


def _told(speech: Speech, words: str, told: Arguments) -> str:
    speech = speech.in_zone(told.get("zone", ""))
    lines = [
        speech(words, name=told["name"] or "—", member=told["member"]),
        speech(
            "notice-disputed-entry",
            what=speech.plain(f"history-kind-{told['kind']}"),
            number=told["number"] or "—",
            outlet=told["outlet"] or "—",
            moment=speech.moment(datetime.fromisoformat(told["at"])),
            points=speech.signed(told["points"]),
        ),
    ]
    if told.get("money") is not None:
        lines.append(speech("notice-disputed-sale", money=speech.money(told["money"]), cashier=told["cashier"] or "—"))
    if told.get("telegram"):
        name = f'<a href="tg://user?id={told["telegram"]}">{escape(told["name"] or "—", quote=False)}</a>'
        lines += ["", " · ".join(part for part in (f"✉️ {name}", escape(told.get("phone", ""))) if part)]
    return "\n".join(lines)


def _buttons(speech: Speech, told: Arguments, *, returning: bool) -> InlineKeyboardMarkup | None:
    if not told.get("member_id"):  # told by an older version
        return None
    frozen, username, purchase = told["suspended"], told["username"], told["purchase_id"]
    card = freezing(speech, UUID(told["member_id"]), REPORT, frozen=frozen) if returning or frozen else None
    write = link(speech.plain("notice-disputed-button-write"), f"https://t.me/{username}") if username else None
    back = None
    if returning and purchase:
        back = button(speech.plain("notice-disputed-button-return"), ReceiptTap(act="apart", purchase=UUID(purchase)))
    return rows(card, write, back)
