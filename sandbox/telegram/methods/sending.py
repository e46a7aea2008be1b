"""Methods that put messages into a chat."""

import secrets
import time
from typing import Any

from sandbox.telegram.arguments import Arguments
from sandbox.telegram.errors import bad_request
from sandbox.telegram.media import media
from sandbox.telegram.methods.request import Request, caption, method
from sandbox.telegram.model import JSON, Chat, Message

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_ACTION_SECONDS = 5.0
_ALBUM = range(2, 11)
_PAYLOAD_LIMIT = 128
_LEFT_OUT_OF_COPIES = frozenset({"forward_origin", "reply_to_message", "media_group_id"})


def _post(request: Request, content: JSON) -> JSON:
    markup = request.markup()
    chat = request.outgoing_chat()
    reply = _reply(request, chat)
    extra: JSON = {"reply_to_message": reply.as_json()} if reply else {}
    if request.arguments.flag("protect_content"):
        extra["has_protected_content"] = True
    if request.arguments.text("message_effect_id"):
        extra["effect_id"] = request.arguments.text("message_effect_id")
    return request.telegram.post(chat, request.bot.user, {**content, **extra}, markup).as_json()


def _reply(request: Request, chat: Chat) -> Message | None:
    parameters = request.arguments.json("reply_parameters", "reply parameters") or {}
    number = int(parameters.get("message_id", request.arguments.integer("reply_to_message_id")))
    if not number:
        return None
    message = chat.messages.get(number)
    if message is None and not parameters.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


@method("sendMessage")
def send_message(request: Request) -> JSON:
    """Sends a text."""
    return _post(request, request.text())


@method("sendPhoto")
def send_photo(request: Request) -> JSON:
    """Sends a picture, recompressed as Telegram does."""
    return _send_file(request, "photo")


@method("sendDocument")
def send_document(request: Request) -> JSON:
    """Sends a file as it is."""
    return _send_file(request, "document")


def _send_file(request: Request, kind: str) -> JSON:
    request.telegram.writable_chat(request.bot, request.arguments.text("chat_id"))
    source = request.arguments.text(kind) or (kind if kind in request.arguments.uploads else "")
    return _post(request, {**media(request.telegram, request.arguments, kind, source), **request.caption()})


@method("sendMediaGroup")
def send_media_group(request: Request) -> list[JSON]:
    """Sends an album of photos or of documents."""
    items = request.arguments.json("media", "media")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    if len(items) not in _ALBUM:
        raise bad_request("wrong number of media in the group" if items else "there are no messages to send")
    kinds = {str(item.get("type")) for item in items}
    if not kinds <= {"photo", "document"} or len(kinds) != 1:
        raise bad_request("can't use the media of the specified type in the album")
    chat = request.outgoing_chat()
    group = str(secrets.randbits(60))
    contents = [
        {
            **media(request.telegram, request.arguments, item["type"], str(item.get("media", ""))),
            **caption(Arguments(item)),
            "media_group_id": group,
        }
        for item in items
    ]
    return [request.telegram.post(chat, request.bot.user, content).as_json() for content in contents]


@method("sendLocation")
def send_location(request: Request) -> JSON:
    """Sends a point on the map."""
    latitude, longitude = request.arguments.number("latitude"), request.arguments.number("longitude")
    return _post(request, {"location": {"latitude": latitude, "longitude": longitude}})


@method("sendContact")
def send_contact(request: Request) -> JSON:
    """Sends a phone number with a name."""
    contact = {name: request.arguments.text(name) for name in ("phone_number", "first_name")}
    for name, value in contact.items():
        if not value:
            raise bad_request(f"contact {name.replace('_', ' ')} must be non-empty")
    optional = {name: request.arguments.text(name) for name in ("last_name", "vcard") if name in request.arguments}
    return _post(request, {"contact": {**contact, **optional}})


@method("sendInvoice")
def send_invoice(request: Request) -> JSON:
    """Sends an invoice with a Pay button."""
    prices = request.arguments.json("prices", "prices")
    if not isinstance(prices, list) or not prices:
        raise bad_request("there must be at least one price")
    for name in ("title", "description", "payload", "currency"):
        if not request.arguments.text(name):
            raise bad_request(f'parameter "{name}" is required')
    if len(request.arguments.text("payload").encode()) > _PAYLOAD_LIMIT:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    total = sum(int(price["amount"]) for price in prices)
    currency = request.arguments.text("currency")
    if total <= 0:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    if currency != "XTR" and not request.arguments.text("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    invoice = {
        "title": request.arguments.text("title"),
        "description": request.arguments.text("description"),
        "start_parameter": request.arguments.text("start_parameter"),
        "currency": currency,
        "total_amount": total,
    }
    message = _post(request, {"invoice": invoice})
    stored = request.chat().messages[message["message_id"]]
    stored.markup = stored.markup or {"inline_keyboard": [[{"text": f"Pay {total} {currency}", "pay": True}]]}
    request.bot.prepared[f"invoice:{stored.id}"] = {"invoice_payload": request.arguments.text("payload")}
    return stored.as_json()


@method("sendChatAction")
def send_chat_action(request: Request) -> bool:
    """Shows that the bot is busy, for five seconds or until it writes."""
    action = request.arguments.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = request.telegram.writable_chat(request.bot, request.arguments.text("chat_id"))
    chat.action = (action, time.monotonic() + _ACTION_SECONDS)
    request.telegram.bell.ring()
    return True


def _source(request: Request, purpose: str) -> Message:
    chat = request.telegram.find_chat(request.bot, request.arguments.text("from_chat_id"))
    return request.telegram.find_message(chat, request.arguments.integer("message_id"), purpose)


@method("forwardMessage")
def forward_message(request: Request) -> JSON:
    """Sends a message again, naming who wrote it."""
    source = _source(request, "to forward")
    origin = {"type": "user", "sender_user": source.sender.as_json(), "date": source.date}
    content = {name: value for name, value in source.content.items() if name != "reply_to_message"}
    return _post(request, {**content, "forward_origin": origin})


@method("copyMessage")
def copy_message(request: Request) -> JSON:
    """Sends a message again as the bot's own, with another caption if one is given."""
    source = _source(request, "to copy")
    content: dict[str, Any] = {k: v for k, v in source.content.items() if k not in _LEFT_OUT_OF_COPIES}
    if "caption" in request.arguments and "text" not in content:
        content = {k: v for k, v in content.items() if not k.startswith("caption")} | request.caption()
    return {"message_id": _post(request, content)["message_id"]}
