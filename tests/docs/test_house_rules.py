"""Rules of the house that no linter knows: what may not stand in the tree, and how large things may grow."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FUNCTION_LINES = 70
FILE_LINES = 400

LONGER = {
    "tests/bot/test_authorisation.py": "who may do what in the chat, all of it in one table",
}
"""Files that may be longer than 400 lines, each with its reason."""

MIGRATIONS = ROOT / "storage" / "migrations" / "versions"
"""What stands here is history: a list of columns, written once."""

_MADE_HERE = {".git", ".venv", "build", "data", "node_modules", "__pycache__"}
_REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "registry" + ".npm", "deb." + "debian.org")
_EXCEPTION = re.compile(r"#\s*(?:noqa|type: ignore)")
_WITH_REASON = re.compile(r"# (?:noqa: [A-Z0-9]+(?:, ?[A-Z0-9]+)*|type: ignore\[[\w, -]+\]) +[-#] *\S")
_MACHINE_PATH = re.compile(r"(?<![\w.~*-])/(?:work|root|home/\w+|Users/\w+|farm)/")


def _files() -> Iterator[Path]:
    """Yields every file of the tree that is not made by a tool."""
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            made_here = path.name in _MADE_HERE or path == ROOT / "mutants"
            if made_here or path.name.endswith((".egg-info", "_cache")) or path.name == ".hypothesis":
                continue
            if path.is_dir():
                folders.append(path)
            elif path.name != ".env":
                yield path


def _texts() -> Iterator[tuple[str, str]]:
    for path in _files():
        try:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def _modules() -> list[Path]:
    return [path for path in _files() if path.suffix == ".py"]


def test_no_package_registry_and_no_path_of_a_machine_stands_in_the_tree() -> None:
    found = []
    for name, text in _texts():
        found += [f"{name}: {host}" for host in _REGISTRIES if host in text]
        found += [f"{name}: {match.group()}" for match in _MACHINE_PATH.finditer(text)]
    assert found == []


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    silent = []
    for path in _modules():
        text = path.read_text(encoding="utf-8")
        said = ast.get_docstring(ast.parse(text))
        if text.strip() and not (said and said.split("\n")[0].rstrip().endswith((".", "`", "?"))):
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


def test_nothing_grows_too_long_to_read() -> None:
    long = []
    for path in _modules():
        if path.parent == MIGRATIONS:
            continue
        name, text = str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        length = len(text.splitlines())
        if length > FILE_LINES and name not in LONGER:
            long.append(f"{name}: {length} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    long.append(f"{name}: {node.name} has {lines} lines")
    assert long == []


def test_every_file_with_leave_to_be_long_exists_and_needs_it() -> None:
    assert [name for name in LONGER if len((ROOT / name).read_text().splitlines()) <= FILE_LINES] == []


def test_every_exception_to_a_rule_has_its_reason_beside_it() -> None:
    bare = []
    for path in _modules():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if _EXCEPTION.search(line) and not _WITH_REASON.search(line):
                bare.append(f"{path.relative_to(ROOT)}:{number}")
    assert bare == []
