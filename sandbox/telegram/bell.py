"""Something happened: wakes everybody who waits for a change."""

import asyncio
import contextlib


class Bell:
    """Rung on each change of the world; whoever waits looks again."""

    def __init__(self) -> None:
        self.count = 0
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wakes all who wait now."""
        self.count += 1
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Returns at the next ring, or after `seconds` without one."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._event.wait()
