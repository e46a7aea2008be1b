"""Every setting, read once from the environment, `.env` and `<NAME>_FILE`, as one typed object."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, Self
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from locales import Language
from loyalty.money import CURRENCIES

PREFIX = "TESSERA_"
PASSPHRASE_LENGTH = 12
"""Characters; a backup is a file that somebody may try to open for years."""
_LOOPBACK = r"(?:127\.0\.0\.1|localhost)"
_SQLITE, _POSTGRES = "sqlite+aiosqlite:///", "postgresql+asyncpg://"


class SettingsError(Exception):
    """What is wrong with the settings: one line per problem, each naming the variable and what to do."""


class Settings(BaseSettings):
    """What the installation was told. Every field is `TESSERA_<NAME>` in the environment; nothing changes later."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
    )

    bot_token: SecretStr | None = Field(None, description="from BotFather")
    bot_api_url: str = Field("https://api.telegram.org", description="base URL of the Bot API server")
    updates: Literal["polling", "webhook"] = Field("polling", description="how updates arrive")
    webhook_secret: SecretStr | None = Field(None, description="what Telegram sends with each update")

    database_url: SecretStr | None = Field(None, description="SQLite in the data folder, or PostgreSQL")
    data_dir: Path = Field(Path("data"), description="the folder of everything that is kept")
    listen: str = Field("127.0.0.1:8080", description="host:port of the web server")
    public_url: str | None = Field(None, description="https address under which phones and tills reach it")
    secret: SecretStr | None = Field(None, description="master secret for tokens and codes")
    owner_id: int | None = Field(None, gt=0, description="Telegram id of the first owner")

    timezone: str | None = Field(None, description="prefills the owner's first questions")
    currency: str | None = Field(None, description="prefills the owner's first questions")
    language: Language | None = Field(None, description="prefills the owner's first questions")

    apple_pass_type_id: str | None = Field(None, pattern=r"^pass\.\S+$", description="pass type, pass.…")
    apple_team_id: str | None = Field(None, pattern=r"^[A-Z0-9]{10}$", description="ten letters and digits")
    apple_cert_file: Path | None = Field(None, description="the pass type's certificate")
    apple_key_file: Path | None = Field(None, description="its private key")
    apple_key_password: SecretStr | None = Field(None, description="the key's password, if it has one")
    apple_wwdr_file: Path | None = Field(None, description="Apple's intermediate certificate")
    apns_url: str = Field("https://api.push.apple.com", description="Apple's push server")

    google_issuer_id: str | None = Field(None, pattern=r"^\d+$", description="Google Wallet issuer")
    google_credentials_file: Path | None = Field(None, description="key file of the service account")
    google_api_url: str = Field("https://walletobjects.googleapis.com", description="Google Wallet's API")

    smtp_url: SecretStr | None = Field(None, description="e-mail")
    sms_url: SecretStr | None = Field(None, description="SMS gateway")
    payment_token: SecretStr | None = Field(None, description="payment provider, from BotFather")

    backup_passphrase: SecretStr | None = Field(None, description="what backups are sealed with")

    log_format: Literal["console", "json"] = Field("console", description="lines for people or for a collector")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="how much is said")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the caller passes it by name
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Puts `<NAME>_FILE` below the plain name: who sets both has meant the plain one."""
        return init_settings, env_settings, dotenv_settings, _SecretFiles(settings_cls, env_settings, dotenv_settings)

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\d+:[\w-]{20,}", value.get_secret_value()):
            raise ValueError("is no bot token; copy it from @BotFather: 123456789:ABC…")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[\w-]{16,256}", value.get_secret_value(), re.ASCII):
            raise ValueError("needs 16 to 256 letters, digits, _ or -")
        return value

    @field_validator("secret")
    @classmethod
    def _long(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 32:
            raise ValueError("is too short; use at least 32 characters, or leave it out and one is made")
        return value

    @field_validator("backup_passphrase")
    @classmethod
    def _passphrase(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < PASSPHRASE_LENGTH:
            raise ValueError(f"is too short; use at least {PASSPHRASE_LENGTH} characters, such as five words")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith((_SQLITE, _POSTGRES)):
            raise ValueError(f"must start with {_SQLITE} or {_POSTGRES}")
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or int(port) > 65535:
            raise ValueError("must be host:port, for example 127.0.0.1:8080")
        return value

    @field_validator("bot_api_url", "apns_url", "google_api_url")
    @classmethod
    def _service(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/]+\S*", value):
            raise ValueError("must be an address like https://…")
        return value.rstrip("/")

    @field_validator("apns_url")
    @classmethod
    def _apns(cls, value: str) -> str:
        if not value.startswith("https://"):
            raise ValueError("must be an address that starts with https://")
        return value

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str | None) -> str | None:
        # Phones refuse links and passes of anything else; http is for trying out on this machine.
        if value is not None and not re.fullmatch(rf"https://[^\s/]+\S*|http://{_LOOPBACK}(:\d+)?/?", value):
            raise ValueError("must be an address that starts with https://")
        return value and value.rstrip("/")

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str | None) -> str | None:
        if value is not None and value not in available_timezones():
            raise ValueError("is no time zone; use a name like Europe/Sofia")
        return value

    @field_validator("currency")
    @classmethod
    def _currency(cls, value: str | None) -> str | None:
        if value is not None and value not in CURRENCIES:
            raise ValueError("is no currency; use three letters like EUR")
        return value

    @classmethod
    def load(cls, **overrides: Any) -> Self:
        """Returns the settings, `overrides` first; raises SettingsError with a line per problem."""
        try:
            return cls(**overrides)
        except ValidationError as error:
            lines = [f"{PREFIX}{str(e['loc'][0]).upper()} {_words(e)}" for e in error.errors(include_url=False)]
            raise SettingsError("\n".join(lines)) from None

    @property
    def database(self) -> str:
        """The database's URL; without a setting a SQLite file in the data folder."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"{_SQLITE}{(self.data_dir / 'tessera.db').absolute()}"

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file here, which one process may serve from."""
        return self.database.startswith("sqlite")

    @property
    def address(self) -> tuple[str, int]:
        """Host and port that the web server binds."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def reached_at(self) -> str:
        """The address that goes into links and passes; without a public one the web server's own on this machine."""
        host, port = self.address
        return self.public_url or f"http://{host if re.fullmatch(_LOOPBACK, host) else '127.0.0.1'}:{port}"

    def make_data_dir(self) -> None:
        """Makes the data folder, closed to others; raises SettingsError when it cannot be made."""
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(f"{PREFIX}DATA_DIR {self.data_dir} cannot be made: {error.strerror}") from error

    def token(self) -> str:
        """Returns the bot's token; raises SettingsError when there is none."""
        if self.bot_token is None:
            raise SettingsError(f"{PREFIX}BOT_TOKEN is missing; get one from @BotFather and put it into .env")
        return self.bot_token.get_secret_value()

    def master_secret(self) -> str:
        """Returns the master secret; the first time without a setting, one is made and kept in the data folder.

        Every pass and code stands on it: raises SettingsError rather than going on with an unreadable one.
        """
        if self.secret is not None:
            return self.secret.get_secret_value()
        self.make_data_dir()
        return kept(self.data_dir / "secret")

    def webhook_token(self) -> str:
        """Returns what Telegram has to send with each update; without a setting one that is kept in the data folder."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        self.make_data_dir()
        return kept(self.data_dir / "webhook-secret")


class GivenSettings(Settings):
    """Settings from arguments alone, whatever stands in the environment: for the demo and for tests."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the base class has it
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Reads nothing but the arguments."""
        return (init_settings,)


def kept(path: Path) -> str:
    """Returns the secret in the file at `path`, readable by its owner only; makes one when there is no such file."""
    try:
        if not path.exists():
            keep(path, secrets.token_urlsafe(48).encode())
        value = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} cannot be read or made ({error}); give the folder to the user who runs Tessera"
        ) from error
    if len(value) < 32:
        raise SettingsError(f"{path} is damaged: too short; put it back from a backup, since every pass depends on it")
    return value


def keep(path: Path, content: bytes) -> None:
    """Writes a file that only its owner reads, unless it is there: no crash and no second process sees half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def unknown() -> tuple[str, ...]:
    """Returns the names in the environment that begin like ours and mean nothing, as a slip of the finger does."""
    fields = Settings.model_fields
    names = {PREFIX + name.upper() for name in fields} | {PREFIX + name.upper() + "_FILE" for name in secret_names()}
    return tuple(sorted(name for name in os.environ if name.startswith(PREFIX) and name not in names))


def secret_names() -> tuple[str, ...]:
    """Returns the fields that may also come from the file that `<NAME>_FILE` names."""
    return tuple(name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation))


class _SecretFiles(PydanticBaseSettingsSource):
    """Reads `<NAME>_FILE` for secrets, as container secrets are handed over."""

    def __init__(self, settings: type[BaseSettings], *named: PydanticBaseSettingsSource) -> None:
        super().__init__(settings)
        self._named = [s for s in named if isinstance(s, EnvSettingsSource | DotEnvSettingsSource)]

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        """Returns the content of the file that `<NAME>_FILE` names, or None."""
        name = f"{PREFIX}{field_name}_file"
        for source in self._named:
            path = source.env_vars.get(name.lower())
            if path:
                try:
                    return Path(path).read_text("utf-8").strip(), field_name, False
                except OSError as error:
                    raise SettingsError(
                        f"{name.upper()} names {path}, which cannot be read: {error.strerror}"
                    ) from error
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        values = {name: self.get_field_value(None, name)[0] for name in secret_names()}
        return {name: value for name, value in values.items() if value}


def _words(error: Any) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    message = str(error["msg"])
    return f"is not acceptable: {message[0].lower()}{message[1:]}"
