"""Google's REST server for passes: access tokens, and classes and objects inserted, read and changed."""

import asyncio
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

import aiohttp

from wallet.google.credentials import ServiceAccount
from wallet.google.jwt import compact, signed
from wallet.google.pace import Pace

Kind = Literal["loyaltyClass", "loyaltyObject", "offerClass", "offerObject"]
Resource = dict[str, Any]

ANSWER_SECONDS = 10.0
LONGEST_HOLD = 60
"""Seconds for which a 429 holds everything back, however long Google asks for; the jobs' own pauses do the rest."""

_SCOPE = "https://www.googleapis.com/auth/wallet_object.issuer"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_TOKEN_SECONDS = 3600
_RENEWED_BEFORE = 300
_QUOTED = 300  # characters of what Google says


class GoogleAway(Exception):  # noqa: N818 - says a state: nobody knows whether Google has it
    """Google did not answer, or asks to come back, after `retry_after` seconds if it says so; send it again then.

    `in_vain` when Google has certainly done nothing.
    """

    def __init__(self, said: str, retry_after: int | None = None, *, in_vain: bool = False) -> None:
        super().__init__(said)
        self.retry_after = retry_after
        self.in_vain = in_vain


class GoogleRefused(Exception):  # noqa: N818 - says a state
    """Google will not have it, with this HTTP status; sending the same again helps only after somebody acted."""

    in_vain = True

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"{status} {said}")
        self.status = status


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: Resource
    text: str
    retry_after: int | None

    def refused(self) -> GoogleRefused:
        return GoogleRefused(self.status, self.said)

    @property
    def said(self) -> str:
        error = self.body.get("error")
        message = error.get("message") if isinstance(error, Mapping) else self.body.get("error_description") or error
        return str(message or self.text)[:_QUOTED]


class WalletApi:
    """The line to Google for one service account. Every method raises GoogleAway and GoogleRefused.

    With `urgent` a request goes before what is routine: a person waits for it.
    """

    def __init__(self, url: str, account: ServiceAccount, pace: Pace | None = None) -> None:
        """Connects to nothing yet; `url` is that of the server, without a path."""
        self._base = f"{url.rstrip('/')}/walletobjects/v1"
        self._account = account
        self._pace = pace or Pace()
        self._session: aiohttp.ClientSession | None = None
        self._token = ""
        self._token_until = 0.0
        self._fetching = asyncio.Lock()

    async def insert(self, kind: Kind, resource: Resource, *, urgent: bool = False) -> bool:
        """Gives Google something new; False, changing nothing, when something with this id is there."""
        present = {name: value for name, value in resource.items() if value is not None}
        answer = await self._ask("POST", kind, present, urgent=urgent)
        if answer.status == 409:
            return False
        _good(answer)
        return True

    async def patch(self, kind: Kind, resource: Resource, *, urgent: bool = False) -> bool:
        """Changes the fields that `resource` has, arrays as a whole, and deletes those that are None there.

        False when Google has nothing with this id.
        """
        answer = await self._ask("PATCH", f"{kind}/{quote(resource['id'])}", resource, urgent=urgent)
        if answer.status == 404:
            return False
        _good(answer)
        return True

    async def put(self, kind: Kind, resource: Resource, *, urgent: bool = False) -> None:
        """Has Google show `resource`, whether it is there already or not."""
        if await self.patch(kind, resource, urgent=urgent):
            return
        if not await self.insert(kind, resource, urgent=urgent) and not await self.patch(kind, resource, urgent=urgent):
            raise GoogleAway(f"{resource['id']} is neither there nor new")

    async def get(self, kind: Kind, resource_id: str, *, urgent: bool = False) -> Resource | None:
        """Returns what Google has under this id, or None."""
        answer = await self._ask("GET", f"{kind}/{quote(resource_id)}", urgent=urgent)
        return None if answer.status == 404 else _good(answer)

    async def add_message(self, kind: Kind, resource_id: str, message: Resource) -> int | None:
        """Adds a message to a pass; returns how many it has then, None when Google has nothing with this id."""
        answer = await self._ask("POST", f"{kind}/{quote(resource_id)}/addMessage", {"message": message})
        if answer.status == 404:
            return None
        return len(_good(answer).get("resource", {}).get("messages", ()))

    async def check(self, issuer_id: str) -> None:
        """Asks for one class of the issuer: key, clock, rights and address are right when nothing is raised."""
        _good(await self._ask("GET", f"loyaltyClass?issuerId={issuer_id}&maxResults=1"))

    async def close(self) -> None:
        """Closes the connections; requests without an answer fail."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _ask(self, method: str, path: str, body: Resource | None = None, *, urgent: bool = False) -> _Answer:
        answer = await self._asked_once(method, path, body, urgent=urgent)
        if answer.status == 401:  # a token may end before its time
            self._token_until = 0.0
            answer = await self._asked_once(method, path, body, urgent=urgent)
        if answer.status == 429:
            self._pace.hold(min(1 if answer.retry_after is None else answer.retry_after, LONGEST_HOLD))
        if answer.status == 429 or answer.status >= 500:
            raise GoogleAway(f"{answer.status} {answer.said}", answer.retry_after, in_vain=answer.status == 429)
        return answer

    async def _asked_once(self, method: str, path: str, body: Resource | None, *, urgent: bool) -> _Answer:
        token = await self._access()
        await self._pace.turn(urgent=urgent)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else compact(body)
        return await self._send(method, f"{self._base}/{path}", data=data, headers=headers)

    async def _access(self) -> str:
        async with self._fetching:
            now = time.time()
            if now < self._token_until:
                return self._token
            answer = await self._send("POST", self._account.token_uri, data=self._proof(now))
            if answer.status == 429 or answer.status >= 500:
                raise GoogleAway(f"no access token: {answer.status} {answer.said}", answer.retry_after, in_vain=True)
            token = answer.body.get("access_token")
            if answer.status != 200 or not isinstance(token, str):
                raise GoogleRefused(401, f"no access token: {answer.status} {answer.said}")
            lasts = answer.body.get("expires_in")
            self._token = token
            self._token_until = now + max((lasts if isinstance(lasts, int) else _TOKEN_SECONDS) - _RENEWED_BEFORE, 1)
            return token

    def _proof(self, now: float) -> dict[str, str]:
        claims = {
            "iss": self._account.email,
            "scope": _SCOPE,
            "aud": self._account.token_uri,
            "iat": int(now),
            "exp": int(now) + _TOKEN_SECONDS,
        }
        return {"grant_type": _GRANT, "assertion": signed(self._account, compact(claims))}

    async def _send(self, method: str, url: str, **options: Any) -> _Answer:
        if self._session is None:
            # No cookies, no redirects: neither belongs to this protocol, and a token must not travel on.
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS), cookie_jar=aiohttp.DummyCookieJar()
            )
        try:
            async with self._session.request(method, url, allow_redirects=False, **options) as response:
                text = await response.text(errors="replace")
                after = response.headers.get("Retry-After", "")
        except TimeoutError as error:
            raise GoogleAway("Google did not answer in time") from error
        except (aiohttp.ClientError, OSError) as error:
            raise GoogleAway(f"Google cannot be reached: {error}") from error
        body: Any = None
        with suppress(ValueError):
            body = json.loads(text)
        retry_after = int(after) if after.isdecimal() else None
        return _Answer(response.status, body if isinstance(body, dict) else {}, text, retry_after)


def _good(answer: _Answer) -> Resource:
    if answer.status != 200:
        raise answer.refused()
    return answer.body
