"""No container engine is at hand: the image and the composition are read, and what they run is run without one."""

import asyncio
import fnmatch
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import make_url

from app.main import parser
from app.settings import Settings, secret_names
from storage.database import database_url
from tests.app.conftest import Place, ended

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
OURS = {name: service for name, service in COMPOSE["services"].items() if "build" in service}
SETTINGS = {f"TESSERA_{name.upper()}" for name in Settings.model_fields}
SETTINGS_OR_FILES = SETTINGS | {f"TESSERA_{name.upper()}_FILE" for name in secret_names()}
INSTRUCTIONS = {
    *("FROM", "RUN", "COPY", "ENV", "USER", "WORKDIR", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK"),
    *("ENTRYPOINT", "CMD"),
}


def _instructions() -> list[tuple[str, str]]:
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in lines if line.strip()]


FROM = [number for number, (name, _) in enumerate(_instructions()) if name == "FROM"]
FINAL = _instructions()[FROM[-1] :]


def _value(name: str) -> str:
    (value,) = (value for instruction, value in FINAL if instruction == name)
    return value


def _commands() -> list[str]:
    """Returns what the final stage runs while it is built."""
    return [value for name, value in FINAL if name == "RUN"]


def _environment() -> dict[str, str]:
    return dict(word.split("=", 1) for value in [_value("ENV")] for word in shlex.split(value))


def _ignored(name: str) -> bool:
    ignored = False
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        if line and not line.startswith("#") and fnmatch.fnmatch(name, line.removeprefix("!")):
            ignored = not line.startswith("!")
    return ignored


def test_every_instruction_is_one_and_every_stage_begins_from_the_same_python() -> None:
    assert {name for name, _ in _instructions()} <= INSTRUCTIONS
    bases = [value.split(" AS ") for name, value in _instructions() if name == "FROM"]
    assert [base[0] for base in bases] == ["python:3.11-slim"] * 2
    lowest = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert lowest == ">=3.11"


def test_everything_that_is_copied_exists_and_gets_past_the_ignore_file() -> None:
    stages = {value.split(" AS ")[1] for name, value in _instructions() if name == "FROM" and " AS " in value}
    for name, value in _instructions():
        if name != "COPY":
            continue
        words = shlex.split(value)
        if words[0].startswith("--from="):
            assert words[0].removeprefix("--from=") in stages
            continue
        for source in words[:-1]:
            assert (ROOT / source).exists(), source
            assert source == "." or not _ignored(source), source


def test_the_image_gets_every_room_and_no_secret() -> None:
    rooms = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
    for wanted in (*rooms, "pyproject.toml", "README.md", "requirements.lock"):
        assert not _ignored(wanted), wanted
    for unwanted in (".env", ".git", ".venv", "data", "secrets", "backups", "tests", "docs", "shop.backup"):
        assert _ignored(unwanted), unwanted


def test_libraries_are_installed_by_their_hashes_and_nothing_else_from_outside() -> None:
    installs = [value for name, value in _instructions() if name == "RUN" and "pip install" in value]
    assert len(installs) == 2
    assert "--require-hashes -r requirements.lock" in installs[0]
    assert "--no-deps --no-build-isolation" in installs[1]
    lock = (ROOT / "requirements.lock").read_text()
    for needed in ("setuptools", "greenlet"):  # to build without the network; what SQLAlchemy's asyncio stands on
        assert f"\n{needed}==" in lock


def test_it_runs_as_nobody_in_particular_and_writes_to_the_data_folder_only() -> None:
    user, group = _value("USER").split(":")
    assert int(user) >= 10_000
    assert int(group) >= 10_000
    assert f"--owner={user} --group={group}" in _commands()[-1]
    assert _value("VOLUME") == _value("WORKDIR") == _environment()["TESSERA_DATA_DIR"] == "/data"


def test_settings_of_the_image_exist_and_are_accepted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    ours = {name: value for name, value in _environment().items() if name.startswith("TESSERA_")}
    assert set(ours) <= SETTINGS
    for name, value in ours.items():
        monkeypatch.setenv(name, value)
    assert Settings.load().address == ("0.0.0.0", int(_value("EXPOSE")))


def test_the_command_line_knows_what_is_started() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert json.loads(_value("ENTRYPOINT")) == [*scripts]
    parser().parse_args(json.loads(_value("CMD")))
    for service in OURS.values():
        parser().parse_args(service["command"])


async def test_the_health_check_tells_a_serving_process_from_none(place: Place) -> None:
    words = json.loads(_value("HEALTHCHECK").partition("CMD ")[2])
    assert (words[0], _value("EXPOSE") in words[2]) == ("python", True)

    async def healthy() -> bool:
        command = [sys.executable, words[1], words[2].replace(_value("EXPOSE"), str(place.port))]
        process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
        return await process.wait() == 0

    assert not await healthy()
    async with place.running() as process:
        assert await healthy()
        process.terminate()
        await ended(process)


def test_what_the_image_is_built_from_is_enough_to_install_and_run(tmp_path: Path) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    source.mkdir()
    for path in ROOT.iterdir():
        if _ignored(path.name):
            continue
        if path.is_dir():
            shutil.copytree(path, source / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", site, source], check=True, capture_output=True)
    shutil.rmtree(source)
    script = "import app, sys; from app.main import main; print(app.__file__); sys.exit(main(['migrate']))"
    said = subprocess.run(
        [sys.executable, "-P", "-c", script],
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith(str(site))
    missing = [
        str(file.relative_to(ROOT))
        for room in site.iterdir()
        if (ROOT / room.name).is_dir()
        for file in (ROOT / room.name).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not (site / file.relative_to(ROOT)).exists()
    ]
    assert missing == []


def test_services_have_settings_that_exist_and_secrets_that_are_there() -> None:
    assert set(OURS) == {"migrate", "tessera"}
    for service in OURS.values():
        assert set(service["environment"]) <= SETTINGS_OR_FILES
        for name, value in service["environment"].items():
            if name.endswith("_FILE"):
                folder, _, secret = value.rpartition("/")
                assert folder == "/run/secrets"
                assert secret in service["secrets"]
    for service in COMPOSE["services"].values():
        assert set(service["secrets"]) <= set(COMPOSE["secrets"])
        named = {volume.split(":")[0] for volume in service["volumes"] if not volume.startswith(".")}
        assert named <= set(COMPOSE["volumes"])
        assert set(service.get("depends_on", {})) <= set(COMPOSE["services"])


def test_every_service_writes_only_where_it_must_and_can_gain_nothing() -> None:
    for name, service in COMPOSE["services"].items():
        assert service["read_only"] is True, name
        assert "/tmp" in service["tmpfs"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "privileged" not in service, name
    for service in OURS.values():
        assert service["cap_drop"] == ["ALL"]
        assert f"data:{_value('VOLUME')}" in service["volumes"]
    (published,) = OURS["tessera"]["ports"]
    assert published == f"127.0.0.1:{_value('EXPOSE')}:{_value('EXPOSE')}"


def test_the_database_that_the_document_names_is_the_one_that_is_started() -> None:
    document = (ROOT / "docs" / "operations" / "docker.md").read_text("utf-8")
    (found,) = set(re.findall(r"postgresql\+asyncpg://[^\"'`\n]+", document))
    url = database_url(found.replace("$(cat secrets/database_password)", "password"))
    database = COMPOSE["services"]["database"]["environment"]
    assert url == make_url(
        f"postgresql+asyncpg://{database['POSTGRES_USER']}:password@database/{database['POSTGRES_DB']}"
    )
    for secret in COMPOSE["secrets"].values():
        assert secret["file"].removeprefix("./") in document
