"""What makes links for Google Wallet: the service account that the settings name, if they name one."""

from app.settings import PREFIX, Settings, SettingsError
from services.passes import GoogleOffice
from wallet.google.credentials import ServiceAccount, load

NEEDED = ("google_issuer_id", "google_credentials_file")


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
    return settings.reached_at.startswith("https://")


def office(settings: Settings, username: str) -> GoogleOffice | None:
    """Returns what makes the links of the bot `username`, None when this installation cannot offer them.

    Raises as `service_account` does, and LinkTooLongError when the addresses leave no room for a card.
    """
    account = service_account(settings)
    if account is None or not reachable(settings):
        return None
    return GoogleOffice(
        account, issuer_id=settings.google_issuer_id or "", public_url=settings.reached_at, username=username
    )
