"""Commands and menu buttons of the sandbox's Telegram: for one person, for a language, for all."""

from sandbox.phone import Phone
from sandbox.server import Sandbox


async def test_commands_are_shown_by_scope_and_language(call, anna: Phone) -> None:
    def commands(name: str) -> list[dict]:
        return [{"command": name, "description": name.title()}]

    await call("setMyCommands", commands=commands("start"))
    assert anna.commands == {"start": "Start"}
    await call("setMyCommands", commands=commands("karta"), language_code="ru")
    assert anna.commands == {"karta": "Karta"}
    await call("setMyCommands", commands=commands("scan"), scope={"type": "chat", "chat_id": anna.user.id})
    assert anna.commands == {"scan": "Scan"}
    await call("deleteMyCommands", scope={"type": "chat", "chat_id": anna.user.id})
    anna.language = "bg"
    assert anna.commands == {"start": "Start"}
    assert (await call("setMyCommands", commands=commands("Ж")))["description"] == "Bad Request: BOT_COMMAND_INVALID"


async def test_the_menu_button_is_set_for_one_and_for_all(sandbox: Sandbox, call, anna: Phone) -> None:
    button = {"type": "web_app", "text": "Scan", "web_app": {"url": "https://example.org"}}
    await call("setChatMenuButton", menu_button={"type": "commands"})
    await call("setChatMenuButton", chat_id=anna.user.id, menu_button=button)
    assert anna.menu_button == button
    assert (await call("getChatMenuButton"))["result"] == {"type": "commands"}
    await call("setChatMenuButton", chat_id=anna.user.id, menu_button={"type": "default"})
    assert anna.menu_button == {"type": "commands"}
