"""What the page is told of a phone, as JSON."""

from dataclasses import asdict
from typing import Any

from sandbox.phone import Phone
from sandbox.screen import Button, Message, code_in
from sandbox.telegram.entities import as_html
from sandbox.telegram.model import JSON
from sandbox.wallet import is_pass

_MESSAGES_SHOWN = 80
_OTHER_KINDS = ("contact", "location", "invoice", "successful_payment")


def phone_view(phone: Phone) -> JSON:
    """Returns everything one phone shows."""
    user = phone.user
    chat = phone.chat
    messages = phone.messages[-_MESSAGES_SHOWN:]
    markup = (chat.keyboard.markup or {}) if chat and chat.keyboard else {}
    return {
        "key": phone.key,
        "id": user.id,
        "name": " ".join(filter(None, (user.first_name, user.last_name))),
        "language": phone.language,
        "phone_number": user.phone_number,
        "started": chat is not None and bool(chat.messages),
        "blocked": chat is not None and chat.blocked,
        "typing": phone.typing,
        "messages": [_message_view(message) for message in messages],
        "pinned": chat.pinned if chat else [],
        "keyboard": {
            "message_id": chat.keyboard.id if chat and chat.keyboard else 0,
            "rows": _rows(phone.keyboard),
            "placeholder": markup.get("input_field_placeholder", ""),
            "one_time": bool(markup.get("one_time_keyboard")),
        },
        "commands": [{"command": name, "description": text} for name, text in phone.commands.items()],
        "menu_button": phone.menu_button,
        "wallet": [
            {
                "serial": item.serial,
                "title": item.title,
                "digest": item.digest,
                "notices": item.notices,
                "language": item.language,
                "voided": item.voided,
                "automatic": item.automatic,
            }
            for item in phone.wallet
        ],
        "google": phone.android.view(),
        "app": phone.apps.shown.address if phone.apps.shown else "",
    }


def _rows(rows: list[list[Button]]) -> list[list[dict[str, Any]]]:
    return [[asdict(button) for button in row] for row in rows]


def _message_view(message: Message) -> JSON:
    content = message.content
    view: JSON = {
        "id": message.id,
        "revision": message.revision,
        "mine": message.mine,
        "html": as_html(message.text, message.entities, links=True),
        "at": message.at.isoformat(),
        "edited": message.edited,
        "buttons": _rows(message.buttons),
        "reactions": message.reactions,
        "reply_to": _first_line(content.get("reply_to_message")),
        "service": "pinned a message" if "pinned_message" in content else "",
        **{kind: content[kind] for kind in _OTHER_KINDS if kind in content},
    }
    if message.photo:
        size = content["photo"][-1]
        url = f"/_sandbox/files/{size['file_id']}"
        view["photo"] = {"url": url, "width": size["width"], "height": size["height"], "code": code_in(message.photo)}
    for kind in ("sticker", "voice", "video"):
        if kind in content:
            view[kind] = {**content[kind], "url": f"/_sandbox/files/{content[kind]['file_id']}"}
    if "document" in content:
        document = content["document"]
        view["document"] = {
            "url": f"/_sandbox/files/{document['file_id']}",
            "name": document["file_name"],
            "size": document["file_size"],
            "pass": is_pass(document["file_name"]),
        }
    return view


def _first_line(reply: JSON | None) -> str:
    if reply is None:
        return ""
    return str(reply.get("text", reply.get("caption", "a message"))).partition("\n")[0]
