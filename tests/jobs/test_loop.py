"""The loop by itself: turns, rests, the bell, the end, and what is said of a turn that fails."""

import asyncio

from structlog.testing import capture_logs

from jobs.loop import Loop
from services.database import DatabaseUnavailable

LONG = 3600.0
"""Seconds that no test waits for: whoever rests so long is woken or stopped."""


async def test_what_a_turn_raises_is_logged_with_its_name_and_the_loop_goes_on() -> None:
    raised = [ValueError("no such thing"), DatabaseUnavailable("away")]

    async def turn(loop: Loop) -> int:
        if raised:
            raise raised.pop(0)
        loop.stop()
        return 1

    with capture_logs() as said:
        await Loop("bakery", turn, 0).run()
    assert [(line["event"], line["loop"], line["log_level"]) for line in said] == [
        ("turn_failed", "bakery", "error"),
        ("database_unavailable", "bakery", "warning"),
    ]


async def test_it_goes_on_at_once_while_there_is_something_to_do_and_rests_until_it_is_woken() -> None:
    left, resting = [2, 1, 0], asyncio.Event()

    async def turn(_: Loop) -> int:
        if len(left) == 1:
            resting.set()
        return left.pop(0)

    loop = Loop("bakery", turn, LONG)
    running = asyncio.create_task(loop.run())
    await resting.wait()
    left += [0]
    loop.wake()
    while left:
        await asyncio.sleep(0)
    loop.stop()
    await running


async def test_a_bell_that_rings_during_a_turn_is_not_missed() -> None:
    turns = 0

    async def turn(loop: Loop) -> int:
        nonlocal turns
        turns += 1
        (loop.wake if turns == 1 else loop.stop)()
        return 0

    await Loop("bakery", turn, LONG).run()
    assert turns == 2


async def test_a_stop_ends_rests_at_once_and_waits_for_what_was_begun() -> None:
    resting, free, ended = asyncio.Event(), asyncio.Event(), []

    async def work() -> None:
        await free.wait()
        ended.append("work")

    async def turn(loop: Loop) -> int:
        loop.begin(work())
        resting.set()
        await loop.rest(LONG)
        ended.append("turn")
        return 1

    loop = Loop("bakery", turn, LONG)
    running = asyncio.create_task(loop.run())
    await resting.wait()
    loop.stop()
    while not ended:
        await asyncio.sleep(0)
    assert not running.done()
    free.set()
    await running
    assert ended == ["turn", "work"]


async def test_whoever_cuts_it_off_cuts_off_what_was_begun() -> None:
    begun = []

    async def turn(loop: Loop) -> int:
        begun.append(loop.begin(asyncio.Event().wait()))  # type: ignore[arg-type]  # it never ends
        return 0

    running = asyncio.create_task(Loop("bakery", turn, LONG).run())
    while not begun:
        await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait([running, *begun])
    assert running.cancelled()
    assert begun[0].cancelled()
