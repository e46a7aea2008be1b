#!/bin/sh
# libfaketime 0.9.10 (Debian's libfaketime 0.9.10-2.1) under CPython 3.11: with the switch that leaves monotonic time
# alone, which event loops need, time.sleep() raises OSError 22 (Invalid argument), and so does a subprocess call with a
# time-out; asyncio.sleep() and Event.wait() go on as ever.
#
# Since 3.11 Python sleeps until an absolute moment of the monotonic clock (clock_nanosleep with TIMER_ABSTIME), and that
# call is not among those that the switch leaves alone. So a suite that is run on another day fails in its helpers (a poll
# for a port, a wait for a child) and not in what it tests, with an error that names neither clock nor library.
#
# Seen, whichever way the clock is moved:
#   five years ahead: time.sleep OSError 22, subprocess OSError 22, asyncio.sleep slept, Event.wait slept
#   five years back: time.sleep OSError 22, subprocess OSError 22, asyncio.sleep slept, Event.wait slept
#
# Needs Debian's apt, which brings libfaketime==0.9.10-2.1 into the temporary folder; nothing is installed.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
apt-get -qq download libfaketime=0.9.10-2.1 2>/dev/null
dpkg-deb -x libfaketime_*.deb .
library=$(find "$place" -name libfaketime.so.1)
cat >try.py <<'PYTHON'
import asyncio
import subprocess
import sys
import threading
import time


def said(call):
    begun = time.monotonic()
    try:
        call()
    except OSError as error:
        return f"OSError {error.errno}"
    return "slept" if time.monotonic() - begun > 0.25 else "did not sleep"


def child():
    try:
        subprocess.run([sys.executable, "-c", "import time; time.monotonic()"], timeout=10, check=True)
    except OSError as error:
        return f"OSError {error.errno}"
    return "ran"


print(
    f"{sys.argv[1]}: time.sleep {said(lambda: time.sleep(0.3))}, subprocess {child()}, "
    f"asyncio.sleep {said(lambda: asyncio.run(asyncio.sleep(0.3)))}, "
    f"Event.wait {said(lambda: threading.Event().wait(0.3))}"
)
PYTHON
for offset in "five years ahead:+157680000s" "five years back:-157680000s"; do
    LD_PRELOAD=$library FAKETIME=${offset#*:} FAKETIME_DONT_FAKE_MONOTONIC=1 timeout 60 python3 try.py "${offset%%:*}"
done >seen
cat seen
cat >expected <<'SEEN'
five years ahead: time.sleep OSError 22, subprocess OSError 22, asyncio.sleep slept, Event.wait slept
five years back: time.sleep OSError 22, subprocess OSError 22, asyncio.sleep slept, Event.wait slept
SEEN
cmp expected seen
