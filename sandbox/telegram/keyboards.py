"""Checks the keyboards a bot sends, in Telegram's words."""

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram.errors import bad_request
from sandbox.telegram.model import JSON

CALLBACK_DATA_LIMIT = 64
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
_KINDS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
_BUTTONS_LIMIT = 100
_COPY_TEXT_LIMIT = 256


def checked(markup: Any) -> JSON | None:
    """Returns a reply_markup as Telegram keeps it (None for none), or raises a 400 Refusal."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if markup.get("keyboard"):
        rows = _rows(markup["keyboard"], 'field "keyboard" must be an Array of Arrays')
        return {**markup, "keyboard": [[_reply_button(button) for button in row] for row in rows]}
    if markup.get("inline_keyboard"):
        rows = _rows(
            markup["inline_keyboard"],
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        )
        if sum(len(row) for row in rows) > _BUTTONS_LIMIT:
            raise bad_request("reply markup is too long")
        kept = [[_inline_button(button) for button in row] for row in rows if row]
        return {"inline_keyboard": kept} if kept else None
    if markup.get("remove_keyboard"):
        return {"remove_keyboard": True}
    if markup.get("force_reply"):
        return markup
    return None


def is_loopback(url: str) -> bool:
    """Returns whether an address names this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _rows(rows: Any, refusal: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(refusal)
    return rows


def _reply_button(button: Any) -> JSON:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    if "web_app" in button:
        _check_web_app(button["web_app"]["url"])
    return button


def _inline_button(button: Any) -> JSON:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    kind = next((kind for kind in _KINDS if button.get(kind) not in (None, "") or _may_be_empty(kind, button)), None)
    if kind is None:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    value = button[kind]
    if kind == "callback_data" and len(str(value).encode()) > CALLBACK_DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if kind == "copy_text" and not 0 < len(value.get("text", "")) <= _COPY_TEXT_LIMIT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if kind == "web_app":
        _check_web_app(value["url"])
    if kind == "url":
        _check_url(value)
    return button


def _may_be_empty(kind: str, button: JSON) -> bool:
    return kind.startswith("switch_inline") and button.get(kind) is not None


def _check_web_app(url: str) -> None:
    # Telegram's own test servers open Mini Apps without TLS.
    if urlsplit(url).scheme != "https" and not is_loopback(url):
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _check_url(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme == "tg":
        return
    host = parts.hostname or ""
    # Telegram's own test servers take loopback addresses in url buttons; the real ones ask for a public name.
    if parts.scheme not in {"http", "https", "ton"} or not ("." in host or is_loopback(url)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
