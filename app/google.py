"""What speaks to Google Wallet: the service account that the settings name, if they name one."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from app.settings import PREFIX, Settings, SettingsError
from services.passes.google.callbacks import Callbacks
from services.passes.google.line import GoogleLine
from services.passes.google.office import GoogleOffice
from wallet.apple.push import LOOPBACK
from wallet.google import keys, link
from wallet.google.credentials import ServiceAccount, load
from wallet.google.keys import RootKeys
from wallet.google.rest import WalletApi

NEEDED = ("google_issuer_id", "google_credentials_file")


@dataclass(frozen=True)
class Google:
    """The connection to Google's server, and what stands on it."""

    api: WalletApi
    line: GoogleLine
    callbacks: Callbacks


def service_account(settings: Settings) -> ServiceAccount | None:
    """Returns the checked service account, None without any of Google's settings.

    Raises SettingsError when only one is set or the file cannot be read, ServiceAccountFault when the file is unfit.
    """
    missing = [f"{PREFIX}{name.upper()}" for name in NEEDED if not getattr(settings, name)]
    if missing and len(missing) < len(NEEDED):
        raise SettingsError(f"{', '.join(missing)} missing: Google Wallet needs both of its settings, or none")
    path = settings.google_credentials_file
    if path is None:
        return None
    try:
        return load(path.read_bytes())
    except OSError as error:
        name = f"{PREFIX}GOOGLE_CREDENTIALS_FILE"
        raise SettingsError(f"{name} names {path}, which cannot be read: {error.strerror}") from error


def reachable(settings: Settings) -> bool:
    """Says whether Google can fetch the shop's logo from us; without it there is no card to save."""
    return settings.reached_at.startswith("https://") or _is_sandbox(settings)


def connect(settings: Settings, username: str) -> Google | None:
    """Returns what gives the cards of the bot `username` to Google, None when this installation cannot.

    Raises as `service_account` does, and LinkTooLongError when the addresses leave no room for a link.
    """
    account = service_account(settings)
    if account is None or not reachable(settings):
        return None
    # A server on this machine that plays Google plays all of it: the page that saves, and the keys that sign callbacks.
    own = _is_sandbox(settings)
    office = GoogleOffice(
        account,
        issuer_id=settings.google_issuer_id or "",
        public_url=settings.reached_at,
        username=username,
        secret=settings.master_secret().encode(),
        save_address=_moved(link.ADDRESS, settings.google_api_url) if own else link.ADDRESS,
    )
    api = WalletApi(settings.google_api_url, account)
    root_keys = RootKeys(_moved(keys.ADDRESS, settings.google_api_url) if own else keys.ADDRESS)
    return Google(api, GoogleLine(office, api), Callbacks(office, root_keys))


def _is_sandbox(settings: Settings) -> bool:
    return urlsplit(settings.google_api_url).hostname in LOOPBACK


def _moved(address: str, server: str) -> str:
    return f"{server}{urlsplit(address).path}"
