"""Commands of `tessera` as processes of their own, forked from one that has imported everything: a start is cheap."""

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests import today
from tests.launch import set_clock
from wallet.google.pace import TIMES

# The server that is forked has imported everything and opened nothing: each fork begins as a fresh `tessera` would.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["app.main", "app.serving", "app.chores", "app.demo", "app.logs", "tests.faults.warm"])


@dataclass
class Command:
    """A command that has been started: what tests need of asyncio's processes, its output in files."""

    process: ForkServerProcess
    out: Path
    err: Path

    @property
    def pid(self) -> int:
        """Its number."""
        assert self.process.pid is not None
        return self.process.pid

    @property
    def returncode(self) -> int | None:
        """Its exit code, negative for a signal; None while it runs."""
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        """Sends it a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """Ends it at once."""
        self.process.kill()

    def terminate(self) -> None:
        """Asks it to end."""
        self.process.terminate()

    def wait(self, timeout: float | None = None) -> int | None:
        """Returns its exit code when it has ended, None when it has not in so many seconds."""
        self.process.join(timeout)
        return self.process.exitcode

    async def communicate(self) -> tuple[bytes, bytes]:
        """Returns what it has said when it has ended."""
        await asyncio.to_thread(self.process.join)
        return self.out.read_bytes(), self.err.read_bytes()


def begin(
    arguments: tuple[str, ...],
    folder: Path,
    environment: Mapping[str, str],
    out: Path,
    err: Path,
    google_pace: int = TIMES,
) -> Command:
    """Starts `tessera` with arguments in a folder; `google_pace` is how often a second Google may be asked.

    It blocks for as long as a fork takes. What it says is added to the files.
    """
    instant = today.now().isoformat()
    process = _FORKS.Process(
        target=_run,
        args=(arguments, str(folder), dict(environment), (str(out), str(err)), google_pace, instant),
        daemon=True,
    )
    process.start()
    return Command(process, out, err)


def _run(
    arguments: tuple[str, ...],
    folder: str,
    environment: dict[str, str],
    files: tuple[str, str],
    google_pace: int,
    instant: str,
) -> None:
    """Becomes the command: its clock, environment, folder and output."""
    set_clock(instant)
    from wallet.google.pace import Pace

    _, *others = Pace.__init__.__defaults__ or ()
    Pace.__init__.__defaults__ = (google_pace, *others)
    from app.main import main

    for number, file in enumerate(files, 1):
        output = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(output, number)
    sys.stdout, sys.stderr = os.fdopen(1, "w", buffering=1), os.fdopen(2, "w", buffering=1)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.exit(main(arguments))


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Returns this process's environment with these settings of Tessera, and no others."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TESSERA_")} | settings
