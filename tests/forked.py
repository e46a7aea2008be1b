"""Workers of a parallel run as forks of one process that has imported the tests: they import nothing once more."""

import atexit
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import forkserver
from pathlib import Path
from typing import IO, Any

import pytest
from _pytest.pathlib import ImportMode, import_path
from aiogram.types import Update
from execnet import gateway_io
from execnet.gateway_base import ExecModel, Popen2IO

from bot import application
from locales import LANGUAGES, keys
from tests.people import signer


class Fork:
    """A worker that waits for what to do; speaks to execnet as a process that was started does."""

    def __init__(self) -> None:
        hears, self.stdin = _pipe()
        self.stdout, says = _pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _work(hears, says)
        hears.close()
        says.close()

    def wait(self) -> int:
        """Returns its exit code when it has ended."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def kill(self) -> None:
        """Ends it at once."""
        os.kill(self.pid, 9)


def _pipe() -> tuple[IO[bytes], IO[bytes]]:
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb", 0), os.fdopen(writing, "wb", 0)


def _work(hears: IO[bytes], says: IO[bytes]) -> None:
    """Does what `python -c` with execnet's first line would do, and ends this process."""
    try:
        os.dup2(hears.fileno(), 0)
        os.dup2(says.fileno(), 1)
        sys.stdin, sys.stdout = os.fdopen(0, "r", 1, closefd=False), os.fdopen(1, "w", 1, closefd=False)
        exec(gateway_io.popen_bootstrapline, {"__name__": "__main__"})
        atexit._run_exitfuncs()
    except BaseException:  # noqa: BLE001 - nothing of the process that was forked may run here
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(0)


def import_tests(config: pytest.Config) -> None:
    """Imports the tests that were asked for as pytest will; what cannot be imported, the workers will tell."""
    for argument in config.args:
        place = config.rootpath / argument.split("::")[0]
        for path in sorted(place.rglob("test_*.py")) if place.is_dir() else [place]:
            with suppress(Exception):
                for folder in reversed(path.relative_to(config.rootpath).parents):
                    _import(config, config.rootpath / folder / "conftest.py")
                _import(config, path)


def _import(config: pytest.Config, path: Path) -> None:
    if path.exists():
        import_path(path, mode=ImportMode.importlib, root=config.rootpath, consider_namespace_packages=False)


def warm() -> None:
    """Makes once what each worker would make for itself.

    All words and keys; handlers and the shape of what they are called with; the process that forks `tessera run`.
    """
    for language in LANGUAGES:
        keys(language)
    signer()
    if "tests.shop" in sys.modules:
        application.dispatcher()
        Update(update_id=1)
    if "tests.commands" in sys.modules:
        server: Any = forkserver._forkserver  # type: ignore[attr-defined] - multiprocessing has but this one
        server.ensure_running()
        server.ensure_running = _is_running  # the workers inherit it, and may not wait for what is no child of theirs


def _is_running() -> None:
    pass


def fork_workers(config: pytest.Config, count: int) -> None:
    """Forks `count` workers, which execnet will take for processes that it started; later ones it starts itself."""
    import_tests(config)
    warm()
    capture: Any = config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        forks: Iterator[Fork] = iter([Fork() for _ in range(count)])
    begin = gateway_io.Popen2IOMaster.__init__

    def take(self: gateway_io.Popen2IOMaster, args: list[str], execmodel: ExecModel) -> None:
        fork = next(forks, None)
        if fork is None:
            begin(self, args, execmodel)
            return
        self.popen = fork
        Popen2IO.__init__(self, fork.stdin, fork.stdout, execmodel=execmodel)

    gateway_io.Popen2IOMaster.__init__ = take  # type: ignore[method-assign]  # for as long as this process runs
