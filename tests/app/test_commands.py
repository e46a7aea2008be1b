"""The commands that do one thing and end."""

import asyncio
import errno
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app import wiring
from app.apple import credentials
from app.main import main
from app.settings import GivenSettings, Settings, SettingsError, secret_names
from sandbox.server import Sandbox
from storage.database import open_database
from tests import today
from tests.people import open_shop


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (*Settings.model_fields, *(f"{name}_file" for name in secret_names())):
        monkeypatch.delenv(f"TESSERA_{name.upper()}", raising=False)
    monkeypatch.setenv("TESSERA_BOT_TOKEN", sandbox.token)
    monkeypatch.setenv("TESSERA_BOT_API_URL", sandbox.url)


async def _tessera(*arguments: str) -> int:
    return await asyncio.to_thread(main, arguments)


async def test_migrate_says_the_version_and_may_be_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert await _tessera("migrate") == 0
        assert re.fullmatch(r"The database is at version \d{4}\.\n", capsys.readouterr().out)


async def test_the_owner_link_names_the_bot_and_when_it_ends(capsys: pytest.CaptureFixture[str]) -> None:
    assert await _tessera("owner-link") == 0
    out = capsys.readouterr().out
    assert re.match(r"https://t\.me/tessera_bot\?start=i_[\w-]{20,62}\n", out)
    assert re.search(r"once, until \d\d:\d\d UTC", out)


async def test_an_audit_of_a_spoilt_ledger_names_what_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await _tessera("audit") == 0
    database = await open_database(f"sqlite:///{tmp_path / 'data' / 'tessera.db'}")
    shop = await open_shop(database)
    await shop.member()
    assert await _tessera("audit") == 0
    await database.write(lambda c: c.execute(text("UPDATE balance SET balance = balance + 5 WHERE account = 'active'")))
    await database.close()
    capsys.readouterr()
    assert await _tessera("audit") == 1
    assert re.search(
        r"^a balance equals its postings: \S+/active/points: expected \d+, found \d+$",
        capsys.readouterr().out,
        re.MULTILINE,
    )


async def test_check_passes_with_a_working_bot_and_names_what_deserves_a_look(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSERA_BOTTOKEN", "a slip of the finger")
    assert await _tessera("check") == 0
    out = capsys.readouterr().out
    assert re.search(r"^ok +Bot API +@tessera_bot", out, re.MULTILINE)
    assert re.search(r"^ok +database +SQLite \d", out, re.MULTILINE)
    assert re.search(r"^ok +clock +\d{4}-.* as at http", out, re.MULTILINE)
    assert re.search(r"^warn +settings +TESSERA_BOTTOKEN: no such setting", out, re.MULTILINE)
    assert re.search(r"^warn +Apple Wallet +no certificate is set", out, re.MULTILINE)


async def test_check_goes_on_after_a_fault_and_exits_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cert.pem").write_text("no certificate")
    monkeypatch.setenv("TESSERA_BOT_TOKEN", "123456:" + "b" * 35)
    monkeypatch.setenv("TESSERA_DATABASE_URL", "postgresql+asyncpg://u:very-secret@127.0.0.1:9/x")
    monkeypatch.setenv("TESSERA_PUBLIC_URL", "https://shop.example")
    monkeypatch.setenv("TESSERA_APPLE_PASS_TYPE_ID", "pass.example.shop")
    monkeypatch.setenv("TESSERA_APPLE_TEAM_ID", "ABCDE12345")
    for name in ("CERT", "KEY", "WWDR"):
        monkeypatch.setenv(f"TESSERA_APPLE_{name}_FILE", str(tmp_path / "cert.pem"))
    assert await _tessera("check") == 1
    out = capsys.readouterr().out
    assert len(re.findall("^FAIL", out, re.MULTILINE)) == 3
    assert "TESSERA_BOT_TOKEN" in out
    assert "TESSERA_DATABASE_URL" in out
    assert "TESSERA_APPLE_CERT_FILE" in out
    assert "very-secret" not in out


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("APPLE_TEAM_ID", "ABCDE12345", "TESSERA_APPLE_PASS_TYPE_ID"),
        ("PUBLIC_URL", "http://shop.example", "TESSERA_PUBLIC_URL must be an address that starts with https://"),
    ],
)
async def test_half_of_apples_settings_or_an_unsafe_address_fail_the_check(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, setting: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"TESSERA_{setting}", value)
    assert await _tessera("check") == 1
    said = capsys.readouterr()
    assert words in said.out + said.err


@pytest.mark.parametrize(("role", "words"), [("web", "PostgreSQL"), ("worker", "PostgreSQL")])
async def test_roles_of_several_processes_are_refused_in_words(
    capsys: pytest.CaptureFixture[str], role: str, words: str
) -> None:
    assert await _tessera("run", "--role", role) == 1
    assert words in capsys.readouterr().err


async def test_a_wrong_setting_stops_every_command_with_its_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSERA_LISTEN", "everywhere")
    for command in ("run", "migrate", "check", "owner-link", "audit"):
        assert await _tessera(command) == 1
        assert capsys.readouterr().err == "TESSERA_LISTEN must be host:port, for example 127.0.0.1:8080\n"


@pytest.mark.parametrize(
    ("off", "code", "line"),
    [
        (timedelta(minutes=50), 0, r"warn +clock +\d{4} seconds off"),
        (timedelta(minutes=62), 1, r"FAIL +clock +the clock says .*, 6[12] minutes ahead of the Bot API server"),
        (timedelta(days=-400), 1, r"FAIL +clock +the clock says .*, 400 days behind the Bot API server"),
    ],
)
async def test_a_clock_beyond_an_hour_off_fails_the_check(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, off: timedelta, code: int, line: str
) -> None:
    async def date_of(_: str) -> datetime:
        return today.now() - off

    monkeypatch.setattr(wiring, "date_of", date_of)
    assert await _tessera("check") == code
    assert re.search(f"^{line}", capsys.readouterr().out, re.MULTILINE)


async def test_a_start_a_year_behind_does_not_advise_to_delete_the_authority(tmp_path: Path) -> None:
    settings = GivenSettings.load(data_dir=tmp_path)
    now = today.now()
    made = credentials(settings, now)
    with pytest.raises(SettingsError, match="set the clock, and leave the file alone") as caught:
        credentials(settings, now - timedelta(days=365))
    assert "delete" not in str(caught.value)
    assert credentials(settings, now).certificate == made.certificate


@pytest.mark.parametrize(
    ("method", "fault", "line"),
    [
        ("getWebhookInfo", {"status": 404}, "warn @tessera_bot; it does not say whether a webhook is set: Not Found"),
        ("getWebhookInfo", {"how": "say", "body": {"ok": True, "result": []}}, "warn @tessera_bot; it does not say"),
        ("getWebhookInfo", {"how": "say", "body": []}, "warn @tessera_bot; it does not say"),
        ("getMe", {"how": "say", "body": {"ok": True, "result": True}}, "FAIL What TESSERA_BOT_API_URL names is no"),
        ("getMe", {"how": "say", "body": "hello"}, "FAIL The Bot API refuses: the answer, with status 200"),
    ],
)
async def test_a_bot_api_server_that_answers_in_another_shape_gives_a_line(
    capsys: pytest.CaptureFixture[str], sandbox: Sandbox, method: str, fault: dict[str, Any], line: str
) -> None:
    sandbox.fail(method, times=100, **fault)
    assert await _tessera("check") == int(line.startswith("FAIL"))
    said = capsys.readouterr()
    lines = [re.sub(r" +Bot API +", " ", each, count=1) for each in said.out.splitlines()]
    assert sum(each.startswith(line) for each in lines) == 1, said.out
    assert not said.err


async def test_run_on_a_read_only_folder_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(path: Path, *_: Any, **__: Any) -> Any:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr("app.serving.asked_to_stop", asyncio.Event)
    assert await _tessera("migrate") == 0
    monkeypatch.setattr(Path, "open", read_only)
    assert await _tessera("run") == 1
    said = capsys.readouterr().err.splitlines()
    assert re.fullmatch(
        r"\S+tessera\.db\.lock cannot be written: Read-only file system; see TESSERA_DATA_DIR .*", said[-1]
    )
    assert not [line for line in said if "Traceback" in line]


async def test_a_file_that_may_only_be_read_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await _tessera("migrate") == 0
    monkeypatch.setenv(
        "TESSERA_DATABASE_URL", f"sqlite+aiosqlite:///file:{tmp_path / 'data' / 'tessera.db'}?mode=ro&uri=true"
    )
    capsys.readouterr()
    assert await _tessera("owner-link") == 1
    assert "The database cannot be used: attempt to write a readonly database" in capsys.readouterr().err
