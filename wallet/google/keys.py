"""Google's root keys: fetched from where it publishes them, and kept for as long as it says."""

import asyncio
import re
import time

import aiohttp

from wallet.google.callback import RootKey, root_keys

ADDRESS = "https://pay.google.com/gp/m/issuer/keys"
FETCH_SECONDS = 5.0
LEAST_SECONDS = 60
"""Between two looks for new keys: whoever sends us forgeries must not make us knock at Google's door."""
MOST_SECONDS = 86_400
MOST_BYTES = 64 * 1024

_MAX_AGE = re.compile(r"max-age=(\d{1,9})")


class KeysAway(Exception):  # noqa: N818 - says a state
    """Google's keys are not to be had now, so nobody can say what is forged."""


class RootKeys:
    """The keys at `url`, fetched when they are first needed."""

    def __init__(self, url: str = ADDRESS) -> None:
        self._url = url
        self._keys: tuple[RootKey, ...] = ()
        self._fetched = self._until = float("-inf")
        self._fetching = asyncio.Lock()

    async def get(self, *, newer: bool = False) -> tuple[RootKey, ...]:
        """Returns the keys, with `newer` those of this moment unless they have just been fetched. Raises KeysAway."""
        async with self._fetching:
            now = time.monotonic()
            if now < self._until and not (newer and now > self._fetched + LEAST_SECONDS):
                return self._keys
            try:
                self._keys, lasts = await self._fetch()
            except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
                if now < self._until:
                    return self._keys
                raise KeysAway(f"{self._url}: {error or 'no answer in time'}") from error
            self._fetched, self._until = now, now + min(max(lasts, LEAST_SECONDS), MOST_SECONDS)
            return self._keys

    async def _fetch(self) -> tuple[tuple[RootKey, ...], int]:
        timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(self._url) as response:
            response.raise_for_status()
            content = await response.content.read(MOST_BYTES)
            age = _MAX_AGE.search(response.headers.get("Cache-Control", ""))
        return root_keys(content), int(age[1]) if age else 0
