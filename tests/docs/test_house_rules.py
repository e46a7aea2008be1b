"""Rules of the house that no linter knows: what may not stand in the tree, and how large things may grow."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FUNCTION_LINES = 70
FILE_LINES = 400

LONGER = {
    "tests/bot/test_authorisation.py": "who may do what in the chat, all of it in one table",
}
"""Files that may be longer than 400 lines, each with its reason."""

MIGRATIONS = ROOT / "storage" / "migrations" / "versions"
"""What stands here is history: a list of columns, written once."""

CLOCKS = {
    "tests/today.py": "tells all other tests the time, which is that of `--today`",
}
"""The tests that may read a clock, each with its reason."""

PYTHONS = {
    "tests/today.py": "starts a Python that has our clock",
    "tests/app/test_docker.py": "runs what the image runs, as it stands there: pip, a health check and a migration",
}
"""The tests that may start a Python with the machine's clock, each with its reason."""

PAUSES = {
    "tests/faults/test_database_trouble.py": "the server is gone for the five seconds that the test is named after",
}
"""The tests that may pause for a second or more, each with its reason."""

_READINGS = re.compile(r"(?:.+\.)?(?:datetime\.(?:now|utcnow|today)|date\.today|time\.(?:time|time_ns|sleep))")
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


def _in_tests(found: Callable[[ast.AST], bool]) -> Iterator[tuple[str, int]]:
    """Yields file and line of what `found` says yes to in all tests."""
    for path in _modules():
        if path.is_relative_to(ROOT / "tests"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if found(node):
                    yield str(path.relative_to(ROOT)), node.lineno


def _reads_a_clock(node: ast.AST) -> bool:
    """Says whether a name such as `time.time` is read, or such a one imported past its module."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "time" and {"time", "time_ns", "sleep"}.intersection(name.name for name in node.names)
    read = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    return read and _READINGS.fullmatch(ast.unparse(node)) is not None


def _pauses(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and ast.unparse(node.func) in {"asyncio.sleep", "sleep"} and node.args):
        return False
    seconds = node.args[0]
    return isinstance(seconds, ast.Constant) and seconds.value >= 1


def _is_python(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.executable"


@pytest.mark.parametrize(
    ("found", "allowed"),
    [(_reads_a_clock, CLOCKS), (_is_python, PYTHONS), (_pauses, PAUSES)],
    ids=["clock", "Python", "pause"],
)
def test_no_test_reads_the_clock_or_waits_for_it(found: Callable[[ast.AST], bool], allowed: dict[str, str]) -> None:
    places = list(_in_tests(found))
    assert [f"{name}:{line}" for name, line in places if name not in allowed] == []
    assert {name for name, _ in places} == allowed.keys(), "leave that nobody needs any more"


def test_every_exception_to_a_rule_has_its_reason_beside_it() -> None:
    bare = []
    for path in _modules():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if _EXCEPTION.search(line) and not _WITH_REASON.search(line):
                bare.append(f"{path.relative_to(ROOT)}:{number}")
    assert bare == []
