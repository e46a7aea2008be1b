"""What the command line says instead of a stack trace when something outside is not as it must be."""

import errno

from app.secret import WrongSecret
from app.server import PortTaken
from app.vault import BackupFault
from bot.telegram import TelegramAPIError, TelegramNetworkError, TelegramUnauthorizedError
from bot.wire.sender import AnswerUnreadable
from storage.errors import AlreadyServing, DatabaseUnavailable
from wallet.apple.credentials import CredentialFault
from wallet.google.credentials import ServiceAccountFault
from wallet.google.link import LinkTooLongError


def in_words(error: Exception) -> str | None:
    """Returns one line for an error that whoever runs us can do something about; None for a defect of ours."""
    words = None
    match error:
        case TelegramUnauthorizedError():
            words = "Telegram refuses the bot's token; copy TESSERA_BOT_TOKEN from @BotFather again"
        case TelegramNetworkError():
            words = f"The Bot API cannot be reached: {error.message}; see TESSERA_BOT_API_URL and the network"
        case AnswerUnreadable():
            words = f"What TESSERA_BOT_API_URL names is no Bot API server: {error.message}"
        case TelegramAPIError():
            words = f"The Bot API refuses: {error.message}"
        case DatabaseUnavailable():
            words = f"The database cannot be used: {error}; see TESSERA_DATABASE_URL"
        case AlreadyServing():
            words = f"Tessera runs already: {error}"
        case PortTaken() | WrongSecret() | CredentialFault() | ServiceAccountFault() | LinkTooLongError():
            words = str(error)
        case BackupFault():
            words = f"{str(error)[:1].upper()}{str(error)[1:]}"
        case OSError(errno=errno.EROFS | errno.EACCES | errno.EPERM):
            words = f"{error.filename} cannot be written: {error.strerror}; see TESSERA_DATA_DIR and who owns it"
    return words
