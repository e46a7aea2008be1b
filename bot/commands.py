"""The commands that Telegram lists, by mode, set for one chat when a role is given and removed when it is taken."""

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)

from bot.words.speech import Speech
from locales import LANGUAGES
from services.people import SENIORS, Person, reachable_modes

MEMBER = ("card", "gift", "history", "settings", "language", "help")
STAFF = ("scan", "sales", "settings", "help")
OWNER = ("business", "settings", "help")
SENIOR = ("customers",)
"""What managers and owners see beside the others, except as members."""
_OF_MODE = {"member": MEMBER, "staff": STAFF, "owner": OWNER}


def _listed(speech: Speech, names: tuple[str, ...]) -> list[BotCommand]:
    return [BotCommand(command=name, description=speech.plain(f"command-{name}")) for name in names]


async def announce(bot: Bot) -> None:
    """Sets what everybody without a role sees, in every language; done once at the start."""
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(_listed(Speech("en"), MEMBER), scope=scope)
    for language in LANGUAGES:
        await bot.set_my_commands(_listed(Speech(language), MEMBER), scope=scope, language_code=language)
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


async def refresh(bot: Bot, person: Person) -> None:
    """Sets or removes the commands of the person's own chat after their role, mode or language changed."""
    scope = BotCommandScopeChat(chat_id=person.telegram_id)
    names = _OF_MODE[person.mode]
    if person.role in SENIORS and person.mode != "member":
        names = (*names[:-1], *SENIOR, names[-1])
    if len(reachable_modes(person)) > 1:
        names = (*names[:-1], "mode", names[-1])
    await bot.set_my_commands(_listed(Speech(person.language), names), scope=scope)


async def forget(bot: Bot, telegram_id: int) -> None:
    """Removes the chat's own commands, so that it sees what everybody sees."""
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=telegram_id))
