"""What a phone's screen is made of: messages, buttons, toasts; and codes a camera reads from a picture."""

import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import zxingcpp
from PIL import Image

from sandbox.telegram.entities import as_html
from sandbox.telegram.model import JSON, Query
from sandbox.telegram.model import Message as Stored
from sandbox.telegram.world import Telegram

# The page shows every picture again and again; its code is looked for once.
_PICTURES_REMEMBERED = 256
_KINDS = ("photo", "document", "sticker", "voice", "video", "contact", "location", "invoice")


@dataclass(frozen=True)
class Button:
    """A button: `kind` is the Bot API's field name ("url", "callback_data", …) or "text" on a reply keyboard."""

    text: str
    kind: str
    value: object = None
    style: str = ""
    disabled: bool = False


@dataclass(frozen=True)
class Message:
    """A message as the screen shows it; `text` may be a caption, `photo` and `document` are the files' bytes."""

    id: int
    mine: bool
    text: str
    html: str
    at: datetime
    edited: bool
    entities: list[JSON]
    buttons: list[list[Button]]
    photo: bytes | None
    document: bytes | None
    file_name: str
    mime: str
    content: JSON
    revision: int
    reactions: list[str] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons under the message, in reading order."""
        return [button.text for row in self.buttons for button in row]


@dataclass(frozen=True)
class Toast:
    """What the bot answered to a tap."""

    text: str
    alert: bool
    url: str


def shown(telegram: Telegram, stored: Stored) -> Message:
    """Returns a message of Telegram as the screen shows it."""
    content = stored.content
    picture = content.get("photo")
    document = content.get("document")
    markup = stored.markup or {}
    return Message(
        id=stored.id,
        mine=not stored.sender.is_bot,
        text=stored.text,
        html=as_html(stored.text, stored.entities),
        at=datetime.fromtimestamp(stored.date, UTC),
        edited=stored.edited is not None,
        entities=stored.entities,
        buttons=[[inline_button(button) for button in row] for row in markup.get("inline_keyboard", ())],
        photo=telegram.files[picture[-1]["file_id"]].data if picture else None,
        document=telegram.files[document["file_id"]].data if document else None,
        file_name=document["file_name"] if document else "",
        mime=document["mime_type"] if document else "",
        content=content,
        revision=stored.revision,
        reactions=[str(reaction["emoji"]) for reaction in stored.reactions],
    )


def toast(query: Query) -> Toast:
    """Returns what the bot answered to a tap."""
    answer = query.answer or {}
    return Toast(str(answer.get("text", "")), bool(answer.get("show_alert")), str(answer.get("url", "")))


def inline_button(button: JSON) -> Button:
    """Returns a button under a message."""
    kind = next(name for name in button if name not in {"text", "icon_custom_emoji_id", "style", "disabled"})
    value = button[kind]
    if isinstance(value, dict):
        value = value.get("url", value.get("text", value.get("query")))
    return Button(button["text"], kind, value, button.get("style", ""), bool(button.get("disabled")))


def reply_button(button: JSON) -> Button:
    """Returns a button of a reply keyboard."""
    kinds = ("request_contact", "request_location", "web_app")
    kind = next((name for name in kinds if button.get(name)), "text")
    value = button["web_app"]["url"] if kind == "web_app" else None
    return Button(button["text"], kind, value, button.get("style", ""))


def as_text(title: str, messages: Sequence[Message], keyboard: Sequence[Sequence[Button]]) -> str:
    """Returns a screen as text, for the eyes of whoever reads a failed test."""
    lines = [f"┌── {title}"]
    for message in messages:
        mark = "→" if message.mine else "←"
        extras = [f"[{kind}]" for kind in _KINDS if kind in message.content]
        said = f"#{message.id} {'(edited) ' if message.edited else ''}{' '.join([*extras, message.text or ''])}"
        lines.append(f"│ {mark} {said}".replace("\n", "\n│      "))
        lines += ["│      " + _in_brackets(row) for row in message.buttons]
    lines += ["│ keyboard: " + _in_brackets(row) for row in keyboard]
    return "\n".join([*lines, f"└── {len(messages)} messages"])


def _in_brackets(row: Sequence[Button]) -> str:
    return " ".join(f"[ {button.text} ]" for button in row)


@functools.lru_cache(maxsize=_PICTURES_REMEMBERED)
def code_in(picture: bytes) -> str:
    """Returns what the code in a picture says, "" when a camera finds none."""
    code = zxingcpp.read_barcode(Image.open(io.BytesIO(picture)).convert("L"))
    return str(code.text) if code else ""


def read_code(picture: bytes) -> str:
    """Returns what the code in a picture says; an assertion error when there is none."""
    code = code_in(picture)
    if not code:
        raise AssertionError("The camera sees no code in this picture")
    return code
