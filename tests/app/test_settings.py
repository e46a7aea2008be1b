"""Settings: where they come from, and what a person is told when one is wrong."""

import stat
from pathlib import Path

import pytest

from app.settings import Settings, SettingsError, secret_names, unknown

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(autouse=True)
def _empty_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (*Settings.model_fields, *(f"{name}_file" for name in secret_names())):
        monkeypatch.delenv(f"TESSERA_{name.upper()}", raising=False)


def test_defaults_need_nothing_from_outside(tmp_path: Path) -> None:
    settings = Settings.load()
    assert settings.database == f"sqlite+aiosqlite:///{tmp_path}/data/tessera.db"
    assert settings.address == ("127.0.0.1", 8080)
    assert settings.reached_at == "http://127.0.0.1:8080"
    assert settings.updates == "polling"


def test_environment_wins_over_the_file_and_empty_means_unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("TESSERA_LISTEN=0.0.0.0:1\nTESSERA_CURRENCY=EUR\nTESSERA_LANGUAGE=\n")
    monkeypatch.setenv("TESSERA_LISTEN", "[::1]:9000")
    monkeypatch.setenv("TESSERA_OWNER_ID", "")
    settings = Settings.load()
    assert settings.address == ("::1", 9000)
    assert (settings.currency, settings.language, settings.owner_id) == ("EUR", None, None)


def test_a_secret_may_stand_in_a_file_named_in_the_environment_or_in_env(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    monkeypatch.setenv("TESSERA_BOT_TOKEN_FILE", str(tmp_path / "token"))
    (tmp_path / "hook").write_text("0123456789abcdef")
    (tmp_path / ".env").write_text(f"TESSERA_WEBHOOK_SECRET_FILE={tmp_path / 'hook'}\n")
    settings = Settings.load()
    assert settings.token() == TOKEN
    assert settings.webhook_token() == "0123456789abcdef"
    assert TOKEN not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("BOT_TOKEN", "hello", "is no bot token"),
        ("BOT_TOKEN_FILE", "/nowhere/at/all", "cannot be read"),
        ("LISTEN", "8080", "must be host:port"),
        ("PUBLIC_URL", "shop.example", "must be an address"),
        ("DATABASE_URL", "mysql://x", "must start with"),
        ("SECRET", "short", "too short"),
        ("WEBHOOK_SECRET", "пароль-пароль-пароль", "letters, digits"),
        ("TIMEZONE", "Sofia", "Europe/Sofia"),
        ("CURRENCY", "euro", "EUR"),
        ("LANGUAGE", "de", "'en', 'ru' or 'bg'"),
        ("OWNER_ID", "@me", "integer"),
        ("APPLE_TEAM_ID", "abc", "pattern"),
        ("UPDATES", "push", "'polling' or 'webhook'"),
    ],
)
def test_each_fault_names_its_variable_in_one_line(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"TESSERA_{name}", value)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    message = str(caught.value)
    assert message.startswith(f"TESSERA_{name} ")
    assert words in message
    assert "\n" not in message


def test_two_faults_are_told_at_once_and_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSERA_LISTEN", "x")
    monkeypatch.setenv("TESSERA_SECRET", "tooshort-and-secret")
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert len(str(caught.value).splitlines()) == 2
    assert "tooshort-and-secret" not in str(caught.value)


def test_the_master_secret_is_made_once_and_belongs_to_its_owner_only(tmp_path: Path) -> None:
    first = Settings.load().master_secret()
    file = tmp_path / "data" / "secret"
    assert len(first) >= 48
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert Settings.load().master_secret() == first


def test_a_damaged_master_secret_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret").write_text("")
    with pytest.raises(SettingsError, match="damaged"):
        Settings.load().master_secret()


def test_a_missing_token_says_where_to_get_one() -> None:
    with pytest.raises(SettingsError, match="TESSERA_BOT_TOKEN is missing; get one from @BotFather"):
        Settings.load().token()


def test_a_misspelt_name_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSERA_BOTTOKEN", "x")
    monkeypatch.setenv("TESSERA_BOT_TOKEN_FILE", "x")
    assert unknown() == ("TESSERA_BOTTOKEN",)
