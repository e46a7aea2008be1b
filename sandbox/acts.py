"""What can be done on a phone over HTTP: one function for each `/_sandbox/phones/<key>/<act>`."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from sandbox.phone import Phone
from sandbox.screen import Button, code_in
from sandbox.stage import Stage
from sandbox.stickers import STICKER, sticker
from sandbox.telegram.arguments import Arguments

Act = Callable[[Stage, Phone, Arguments], Awaitable[Any]]


async def _start(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    await phone.start(arguments.text("payload") or None)


async def _say(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    await phone.say(arguments.text("text"))


async def _open(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    if not await phone.open(arguments.text("link").strip()):
        raise ValueError("This is not a start link of the bot")


async def _send_file(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    for upload in arguments.uploads.values():
        if arguments.flag("as_document"):
            await phone.document(upload.data, upload.name, upload.mime)
        else:
            await phone.photo(upload.data, arguments.text("caption"))


async def _sticker(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    await phone.sticker(sticker(), STICKER)


async def _record(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    kind = arguments.text("kind")
    if kind not in {"voice", "video"}:
        raise ValueError(f"Nobody records a {kind}")
    size = (arguments.integer("width"), arguments.integer("height"))
    for upload in arguments.uploads.values():
        await phone.record(kind, upload, arguments.integer("seconds"), size)


async def _tap(stage: Stage, phone: Phone, arguments: Arguments) -> Any:
    before = len(phone.toasts)
    if "message_id" in arguments:
        place = (arguments.integer("message_id"), arguments.integer("row"), arguments.integer("column"))
        stored, button = phone.button_at(*place)
        said = await phone.press(stored, button)
    else:
        said = await phone.tap(arguments.text("label"), times=arguments.integer("times", 1))
        button = Button("", "")
    toast = asdict(phone.toasts[-1]) if len(phone.toasts) > before else None
    return {"said": said, "kind": button.kind, "toast": toast, "clipboard": phone.clipboard}


async def _contact(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    if "phone_number" not in arguments:
        await phone.send_contact(phone.user.phone_number or "", phone.user.id, phone.user.first_name)
        return
    user_id = arguments.integer("user_id") or None
    await phone.send_contact(arguments.text("phone_number"), user_id, arguments.text("first_name", "Somebody"))


async def _share_contact(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    await phone.share_contact()


async def _location(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    await phone.location(arguments.number("latitude"), arguments.number("longitude"))


async def _open_app(stage: Stage, phone: Phone, arguments: Arguments) -> str:
    return phone.apps.open(arguments.text("url"))


async def _close_app(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    phone.apps.close()


async def _block(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    phone.block()


async def _unblock(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    phone.unblock()


async def _language(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    await stage.speak(phone, arguments.text("language", "en"))


async def _add_to_wallet(stage: Stage, phone: Phone, arguments: Arguments) -> str:
    number = arguments.integer("message_id")
    message = next((message for message in phone.messages if message.id == number), None)
    return (await phone.add_to_wallet(message)).serial


async def _remove_from_wallet(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    await phone.remove_from_wallet(arguments.text("serial"))


async def _update_automatically(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    await phone.update_automatically(arguments.text("serial"), automatic=arguments.flag("automatic"))


async def _save_to_google(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    await phone.android.open(arguments.text("url"))


async def _remove_from_google(stage: Stage, phone: Phone, arguments: Arguments) -> None:
    phone.android.remove(arguments.text("id"))


async def _wait(stage: Stage, phone: Phone, arguments: Arguments) -> Any:
    message = await phone.wait(arguments.text("text"), float(arguments.text("timeout", "10")))
    return {"id": message.id, "text": message.text, "html": message.html, "labels": message.labels}


async def _settle(stage: Stage, phone: Phone, arguments: Arguments) -> str:
    await phone.settle()
    return phone.screen()


async def _camera(stage: Stage, phone: Phone, arguments: Arguments) -> Any:
    if arguments.text("from") == "poster":
        poster = stage.poster(arguments.text("what"))
        if poster is None:
            raise ValueError("This poster hangs here no more")
        return await phone.scan(poster.picture)
    other = stage.phones.get(arguments.text("from"))
    if other is None:
        raise ValueError("Point the camera at a phone")
    picture = await _seen(other, arguments.text("what"))
    if arguments.text("how") == "open":
        return await phone.scan(picture)
    await phone.photo(picture)
    return None


async def _seen(other: Phone, what: str) -> bytes:
    """Returns what a camera sees on another phone: its Mini App, one of its cards, or the newest code in its chat."""
    if what == "app":
        return await other.apps.photograph()
    if what == "google":
        return await other.android.picture()
    if what == "wallet":
        if not other.wallet:
            raise ValueError("There is no wallet card on that phone")
        return await other.wallet[-1].picture()
    shown = next((m.photo for m in reversed(other.messages) if m.photo and code_in(m.photo)), None)
    if shown is None:
        raise ValueError("There is no picture with a code on that phone")
    return shown


ACTS: dict[str, Act] = {
    "start": _start,
    "say": _say,
    "open": _open,
    "file": _send_file,
    "sticker": _sticker,
    "record": _record,
    "tap": _tap,
    "contact": _contact,
    "share_contact": _share_contact,
    "location": _location,
    "open_app": _open_app,
    "close_app": _close_app,
    "block": _block,
    "unblock": _unblock,
    "language": _language,
    "add_to_wallet": _add_to_wallet,
    "remove_from_wallet": _remove_from_wallet,
    "update_automatically": _update_automatically,
    "save_to_google": _save_to_google,
    "remove_from_google": _remove_from_google,
    "camera": _camera,
    "wait": _wait,
    "settle": _settle,
}
