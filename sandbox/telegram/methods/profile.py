"""Methods about the bot itself and what it shows: names, commands, menu buttons."""

import re

from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.request import Request, method
from sandbox.telegram.model import JSON

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMANDS_LIMIT = 100
_DESCRIPTION_LIMIT = 256
_WHOLE_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
_TEXTS = {"Name": ("name", 64), "Description": ("description", 512), "ShortDescription": ("short_description", 120)}


@method("getMe")
def get_me(request: Request) -> JSON:
    """Returns the bot."""
    abilities = dict.fromkeys(
        (
            "can_read_all_group_messages",
            "supports_inline_queries",
            "can_connect_to_business",
            "has_main_web_app",
            "has_topics_enabled",
        ),
        False,
    )
    return {**request.bot.user.as_json(), "can_join_groups": True, **abilities, "supports_inline_queries": True}


def _scope(request: Request) -> tuple[str, str]:
    scope = request.arguments.json("scope", "BotCommandScope") or {"type": "default"}
    language = request.arguments.text("language_code")
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    kind = scope.get("type")
    if kind in _WHOLE_SCOPES:
        return str(kind), language
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not scope.get("chat_id"):
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    chat = request.telegram.find_chat(request.bot, str(scope["chat_id"]))
    return f"{kind}:{chat.id}", language


@method("setMyCommands")
def set_my_commands(request: Request) -> bool:
    """Sets the commands of a scope and language."""
    commands = request.arguments.json("commands", "commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > _COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = []
    for item in commands:
        command = str(item.get("command", "")).removeprefix("/").lower()
        description = str(item.get("description", "")).strip()
        if not _COMMAND.fullmatch(command):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 0 < len(description) <= _DESCRIPTION_LIMIT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": command, "description": description})
    request.bot.commands[_scope(request)] = kept
    request.telegram.bell.ring()
    return True


@method("getMyCommands")
def get_my_commands(request: Request) -> list[JSON]:
    """Returns the commands set for exactly this scope and language."""
    return request.bot.commands.get(_scope(request), [])


@method("deleteMyCommands")
def delete_my_commands(request: Request) -> bool:
    """Removes the commands of a scope and language, so that wider ones show."""
    request.bot.commands.pop(_scope(request), None)
    request.telegram.bell.ring()
    return True


@method("setChatMenuButton")
def set_chat_menu_button(request: Request) -> bool:
    """Sets the menu button of one chat, or of all."""
    button = request.arguments.json("menu_button", "menu button") or {"type": "default"}
    kind = button.get("type") if isinstance(button, dict) else None
    if kind not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    if kind == "web_app" and not str(button.get("web_app", {}).get("url", "")).startswith("https://"):
        raise bad_request("menu button Web App URL is invalid: Only HTTPS links are allowed")
    request.bot.menu_buttons[_menu_chat(request)] = button
    request.telegram.bell.ring()
    return True


@method("getChatMenuButton")
def get_chat_menu_button(request: Request) -> JSON:
    """Returns the menu button of one chat, or the default."""
    return request.bot.menu_buttons.get(
        _menu_chat(request), {"type": "commands" if not request.bot.menu_buttons else "default"}
    )


def _menu_chat(request: Request) -> int:
    return request.chat().id if "chat_id" in request.arguments else 0


def _add_text(title: str, field: str, limit: int) -> None:
    def change(request: Request) -> bool:
        text = request.arguments.text(field)
        if len(text) > limit:
            raise bad_request(f"{field.upper()}_TOO_LONG")
        request.bot.texts[field][request.arguments.text("language_code")] = text
        return True

    def show(request: Request) -> JSON:
        texts = request.bot.texts[field]
        text = texts.get(request.arguments.text("language_code")) or texts.get("", "")
        return {field: text or (request.bot.user.first_name if field == "name" else "")}

    method(f"setMy{title}")(change)
    method(f"getMy{title}")(show)


for _title, (_field, _limit) in _TEXTS.items():
    _add_text(_title, _field, _limit)
