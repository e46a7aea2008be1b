"""The documents say what the code does: every setting, every command, every room, and no link leads nowhere."""

import argparse
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from app.main import parser
from app.settings import Settings, secret_names

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_setting_stands_in_the_settings_document_and_no_other_does() -> None:
    described = re.findall(r"^\| `(TESSERA_\w+)`", _read("docs/settings.md"), re.MULTILINE)
    assert sorted(described) == sorted(f"TESSERA_{name.upper()}" for name in Settings.model_fields)


def test_secrets_are_marked_as_such() -> None:
    marked = re.findall(r"^\| `TESSERA_(\w+)` 🔑", _read("docs/settings.md"), re.MULTILINE)
    assert sorted(name.lower() for name in marked) == sorted(secret_names())


def test_the_example_file_names_only_settings_that_exist() -> None:
    names = re.findall(r"^(TESSERA_\w+)=", _read(".env.example"), re.MULTILINE)
    assert names
    assert set(names) <= {f"TESSERA_{name.upper()}" for name in Settings.model_fields}


def _commands() -> dict[str, argparse.ArgumentParser]:
    (action,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


def test_every_command_and_option_stands_in_the_commands_document() -> None:
    text = _read("docs/commands.md")
    assert sorted(re.findall(r"^\| `tessera ([a-z-]+)", text, re.MULTILINE)) == sorted(_commands())
    for command in _commands().values():
        for action in command._actions:
            if isinstance(action, argparse._HelpAction):
                continue
            if action.option_strings:
                assert f"`{action.option_strings[0]}" in text, f"{command.prog} {action.option_strings[0]}"
            else:
                assert re.search(rf"`{command.prog} [^`]*\b{action.metavar}\b", text), (
                    f"{command.prog} {action.metavar}"
                )


def test_documents_name_no_command_that_does_not_exist() -> None:
    known = {*_commands(), "tessera"}  # a service in compose.yaml has the same name
    for document in DOCUMENTS:
        code = re.findall(r"```.*?```|`[^`\n]+`", document.read_text(encoding="utf-8"), re.DOTALL)
        named = [name for span in code for name in re.findall(r"(?<![\w.-])tessera ([a-z][a-z-]+)", span)]
        assert set(named) <= known, document.name


def test_messages_that_the_operations_documents_explain_are_messages_of_ours() -> None:
    rooms = ("app", "bot", "storage", "wallet")
    code = "\n".join(
        path.read_text(encoding="utf-8") for room in rooms for path in ROOT.glob(f"{room}/**/*.py")
    ).lower()
    subjects = "settings|data folder|database|Bot API|address|Apple Wallet|Google Wallet|pictures"
    explained = 0
    for name in ("backup", "postgresql", "troubleshooting"):
        text = _read(f"docs/operations/{name}.md")
        for message in re.findall(r"^\| `([^`]+)` .*\|", text, re.MULTILINE):
            for words in re.split(rf"…|^(?:ok|warn|FAIL) (?:{subjects})|TESSERA_\w*", message):
                explained += bool(words.strip())
                assert words.strip(" ;,.").lower() in code, message
    assert explained > 30


def test_every_make_target_stands_in_the_commands_document() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", _read("Makefile"), re.MULTILINE)
    text = _read("docs/commands.md")
    assert [target for target in targets if target != "help" and f"`make {target}`" not in text] == []


def test_every_room_of_the_house_has_its_place_in_the_architecture() -> None:
    packages = tomllib.loads(_read("pyproject.toml"))["tool"]["importlinter"]["root_packages"]
    on_disk = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert on_disk == set(packages)
    text = _read("docs/architecture.md")
    assert [package for package in packages if f"`{package}/`" not in text and f"\n{package}/" not in text] == []


def test_every_room_inside_a_room_has_its_place_in_the_architecture_and_the_glossary() -> None:
    text, glossary = _read("docs/architecture.md"), _read("docs/glossary.md")
    areas = {path.name for path in (ROOT / "services").iterdir() if (path / "__init__.py").exists()}
    assert [area for area in sorted(areas) if f"\n| {area} |" not in glossary] == []
    rooms = {path.parent.name for room in ("services", "bot", "storage") for path in ROOT.glob(f"{room}/*/__init__.py")}
    assert rooms > areas
    assert [room for room in sorted(rooms) if f"`{room}/`" not in text and f"`{room}`" not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_leads_nowhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        assert file.exists(), f"{target} in {document.name}"
        if anchor:
            assert anchor in _anchors(file), f"{target} in {document.name}"


def _anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_make_without_a_target_lists_them() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("demo", "test", "long", "bench", "lint", "format", "lock", "install"):
        assert re.search(rf"^make {target} +\S", listed, re.MULTILINE), target


def test_every_number_that_prometheus_reads_is_explained() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8") for path in [*ROOT.glob("bot/**/*.py"), *ROOT.glob("web/**/*.py")]
    )
    names = re.findall(r"""(Counter|Gauge|Histogram)\(\s*"(tessera_\w+)\"""", sources)
    assert len(names) > 5
    text = _read("docs/operations/install.md")
    assert [name for kind, name in names if f"`{name}{'_total' if kind == 'Counter' else ''}`" not in text] == []
