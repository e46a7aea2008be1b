#!/bin/sh
# APScheduler 3.11.3 (AsyncIOScheduler, interval trigger, coalesce=True, misfire_grace_time=None): a clock that jumps
# ahead freezes the event loop, and one that comes back stops the timetable.
#
# coalesce says how many of the missed turns are made, not how many are worked out: Job._get_run_times() walks from the
# last turn to now, one interval at a time, and keeps a datetime for each in a list, in the event loop. A job of every
# 2 s and a clock that is 400 days ahead (a dead battery, a wrong NTP server, a restored machine) are 17 million turns.
# What is worse comes after it: the next turn is an instant of the wrong clock, so when the clock is right again nothing
# is done for 400 days, and nothing says so; a clock that is set back does the same. There is no setting for another
# clock: BaseScheduler reads datetime.now(). asyncio.sleep() knows nothing of wall clocks.
#
# Seen (Linux x86-64, Python 3.11; 40 days ahead took 2.2 s, 400 days ahead more than 20 s):
#   40 days ahead: the loop stood still for more than a second: True
#   right again: in 10 s the job was done 0 times, next at 2026-12-31
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    apscheduler==3.11.3 time-machine==3.6.0 2>/dev/null
cat >"$place/show.py" <<'PYTHON'
import asyncio
import time
from datetime import datetime, timedelta, timezone

import time_machine
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

START, AHEAD = datetime(2026, 11, 21, tzinfo=timezone.utc), timedelta(days=40)


async def main():
    done = []
    with time_machine.travel(START):
        scheduler = AsyncIOScheduler(timezone="UTC")
        every = IntervalTrigger(seconds=2, timezone="UTC")
        job = scheduler.add_job(lambda: done.append(1), every, coalesce=True, misfire_grace_time=None)
        scheduler.start()
        await asyncio.sleep(3)
    done.clear()
    with time_machine.travel(START + AHEAD):
        longest, until = 0.0, time.monotonic() + 4
        while time.monotonic() < until:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - before)
        stood = f"the loop stood still for more than a second: {longest > 1}"
        print(f"40 days ahead: {stood}")
    with time_machine.travel(START + timedelta(seconds=20)):
        await asyncio.sleep(1)  # what was due has been done
        done.clear()
        await asyncio.sleep(10)
        print(f"right again: in 10 s the job was done {len(done)} times, next at {job.next_run_time:%Y-%m-%d}")


asyncio.run(main())
PYTHON
"$place/venv/bin/python" "$place/show.py" 2>/dev/null >"$place/seen"
cat "$place/seen"
sed -n 's/^#   \(40 days.*\|right again.*\)/\1/p' "$0" >"$place/expected"
cmp "$place/expected" "$place/seen"
