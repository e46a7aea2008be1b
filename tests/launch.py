"""Runs a Python program under the tests' clock: `launch.py INSTANT -m MODULE …` or `launch.py INSTANT -c CODE …`."""

import os
import runpy
import select
import ssl
import sys
import time
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import time_machine

NO_CHECK_TIME = 0x200000
"""OpenSSL's X509_V_FLAG_NO_CHECK_TIME, for which Python has no name."""


def blind_openssl_to_time() -> None:
    """Lets certificates stand at any date: OpenSSL reads the machine's clock, past the one that tests are given."""
    made = ssl.SSLContext.__new__

    @wraps(made)
    def without_time(cls: type[ssl.SSLContext], *arguments: Any, **options: Any) -> ssl.SSLContext:
        context = made(cls, *arguments, **options)
        context.verify_flags |= NO_CHECK_TIME
        return context

    ssl.SSLContext.__new__ = without_time  # type: ignore[method-assign] - the only place that all contexts pass


def prepare() -> None:
    """Makes what knows nothing of a clock that tests set fit for one."""
    blind_openssl_to_time()
    if "faketime" in os.environ.get("LD_PRELOAD", ""):
        # Debian's libfaketime 0.9.10 refuses the sleep of Python 3.11 where it is to leave monotonic time alone.
        time.sleep = lambda seconds: select.select([], [], [], seconds) and None


def set_clock(instant: str) -> None:
    """Lets this process believe that it is `instant` now; time goes on from there."""
    prepare()
    time_machine.travel(datetime.fromisoformat(instant)).start()


def main(instant: str, kind: str, program: str, *arguments: str) -> None:
    """Becomes the program, as `python -m` and `python -c` would."""
    set_clock(instant)
    sys.argv = [kind, *arguments]
    if not sys.flags.safe_path:
        sys.path[0] = str(Path.cwd()) if kind == "-m" else ""
    if kind == "-m":
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    else:
        exec(compile(program, "<string>", "exec"), {"__name__": "__main__"})


if __name__ == "__main__":
    main(*sys.argv[1:])
