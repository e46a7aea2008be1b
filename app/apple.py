"""What signs passes: Apple's certificate from the settings, or a development authority kept in the data folder."""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from app.settings import PREFIX, Settings, SettingsError, keep
from services.passes.apple_certificate import Certificate
from wallet.apple.credentials import CredentialFault, Credentials, Fault, development, dump, load, restore
from wallet.apple.push import LOOPBACK, Apns

NEEDED = ("apple_pass_type_id", "apple_team_id", "apple_cert_file", "apple_key_file", "apple_wwdr_file")


def credentials(settings: Settings, now: datetime) -> Credentials:
    """Returns checked credentials; without any of Apple's settings those of a development authority.

    Raises SettingsError when only some are set or a file cannot be read, CredentialFault when a certificate is unfit.
    """
    missing = [f"{PREFIX}{name.upper()}" for name in NEEDED if not getattr(settings, name)]
    if len(missing) == len(NEEDED):
        return _development(settings, now)
    if missing:
        raise SettingsError(f"{', '.join(missing)} missing: Apple Wallet needs all of its settings, or none")
    if not settings.reached_at.startswith("https://"):
        raise SettingsError(f"{PREFIX}PUBLIC_URL is missing: iPhones fetch passes over https only")
    password = settings.apple_key_password
    return load(
        settings.apple_pass_type_id or "",
        settings.apple_team_id or "",
        _content(settings, "apple_cert_file"),
        _content(settings, "apple_key_file"),
        password.get_secret_value() if password else None,
        _content(settings, "apple_wwdr_file"),
        now,
    )


def certificate(signer: Credentials) -> Certificate | None:
    """Returns what the owners should know of Apple's certificate; None for a development authority's."""
    return None if signer.development else Certificate(signer.pass_type_id, signer.expires_at)


def push_server(settings: Settings, signer: Credentials) -> Apns | None:
    """Returns the line to Apple's push server, not connected yet; None when there is nothing to prove to it.

    A development certificate is shown to a server on this machine only, which is the sandbox's.
    """
    if signer.development and urlsplit(settings.apns_url).hostname not in LOOPBACK:
        return None
    return Apns(settings.apns_url, signer)


def _content(settings: Settings, name: str) -> bytes:
    path: Path = getattr(settings, name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{PREFIX}{name.upper()} names {path}, which cannot be read: {error.strerror}") from error


def _development(settings: Settings, now: datetime) -> Credentials:
    settings.make_data_dir()
    path = settings.data_dir / "development-authority.pem"
    try:
        if not path.exists():
            keep(path, dump(development(now)))
        return restore(path.read_bytes(), now)
    except CredentialFault as error:
        if error.fault is not Fault.CERTIFICATE_NOT_YET_VALID:
            raise SettingsError(f"{path} has ended; delete it, and a new one is made") from error
        raise SettingsError(
            f"{path} was made later than this machine's clock says that it is: set the clock, and leave the file alone"
        ) from error
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be used ({error}); delete it, and a new one is made") from error
