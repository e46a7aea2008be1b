"""Google Wallet on loopback: access tokens, classes and objects with Google's checks, the save page and callbacks."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

import httpx
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sandbox.google_rules import MOST, complaints
from sandbox.google_signing import Signer, message, read_jwt
from sandbox.telegram.keyboards import is_loopback

ISSUER_ID = "3388000000012345678"
EMAIL = "tessera@sandbox-478112.iam.gserviceaccount.com"
KINDS = {
    "loyaltyClass": "LoyaltyClass",
    "loyaltyObject": "LoyaltyObject",
    "offerClass": "OfferClass",
    "offerObject": "OfferObject",
}
MOST_A_SECOND = 20
RINGS_A_DAY = 3
MOST_LINKED = 50
_KEPT = 5000
_DAY = 86_400
_SCOPE = "https://www.googleapis.com/auth/wallet_object.issuer"
_LINK_LIMIT = 1800

Resource = dict[str, Any]


class NotSavedError(ValueError):
    """What a phone says of a link that saves nothing."""


class Refused(Exception):  # noqa: N818 - says what Google answers
    """What Google answers instead of the resource."""

    def __init__(self, status: int, said: str, retry_after: int | None = None) -> None:
        super().__init__(said)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True)
class Asked:
    """A request as it came, and the status it got."""

    method: str
    kind: str
    id: str
    body: Resource
    status: int
    at: float


@dataclass
class Fault:
    """What the next `times` requests meet; with `done` only after the request was obeyed."""

    status: int
    times: int = 1
    retry_after: int | None = None
    done: bool = False


class Holder(Protocol):
    """What Google needs of a phone: whether it has a pass, and that it shows the pass anew."""

    def holds(self, object_id: str) -> bool:
        """Says whether a pass is saved there."""

    def changed(self, object_id: str, notice: Callable[[str], str]) -> None:
        """Shows a pass anew; `notice` says in the phone's language what it announces, "" when it is quiet."""


@dataclass
class Google:
    """The server. `phones` are those whose wallets show its passes; with `quota` more than 20 a second meet 429.

    A `forgetful` one has begun empty beside a shop that is older, and takes links to coupons of former times.
    """

    url: Callable[[], str]
    phones: Callable[[], Iterable[Holder]]
    quota: bool = True
    forgetful: bool = False
    resources: dict[str, dict[str, Resource]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    asked: deque[Asked] = field(default_factory=lambda: deque(maxlen=_KEPT))
    faults: list[Fault] = field(default_factory=list)
    tokens: dict[str, float] = field(default_factory=dict)
    called_back: list[int] = field(default_factory=list)
    _times: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_A_SECOND))
    _rang: dict[str, list[float]] = field(default_factory=dict)
    _calling: set[asyncio.Task[None]] = field(default_factory=set)

    def credentials(self) -> bytes:
        """Returns the key file of a service account, as Google's console would."""
        pem = _account().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        facts = {
            "type": "service_account",
            "project_id": "sandbox-478112",
            "private_key_id": "5a" * 20,
            "private_key": pem,
            "client_email": EMAIL,
            "token_uri": f"{self.url()}/google/token",
        }
        return json.dumps(facts).encode()

    def fail(self, status: int, times: int = 1, *, retry_after: int | None = None, done: bool = False) -> None:
        """Makes the next requests fail; see `Fault`."""
        self.faults.append(Fault(status, times, retry_after, done))

    @property
    def signer(self) -> Signer:
        """Whose word callbacks are."""
        return _signer()

    # Tokens.

    def token(self, assertion: str) -> Resource:
        """Returns an access token for what a service account has signed; raises Refused."""
        try:
            claims = read_jwt(assertion, _account().public_key())
        except ValueError as error:
            raise Refused(400, str(error)) from error
        now = time.time()
        right = (EMAIL, _SCOPE, f"{self.url()}/google/token")
        if (claims.get("iss"), claims.get("scope"), claims.get("aud")) != right:
            raise Refused(400, "Invalid grant: account, scope or audience")
        if not claims["iat"] - 300 < now < claims["exp"] or claims["exp"] - claims["iat"] > 3600:
            raise Refused(400, "Token must be a short-lived token (60 minutes) and in a reasonable timeframe.")
        token = f"ya29.{len(self.tokens)}.{now:.6f}"
        self.tokens[token] = now + 3600
        return {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}

    def admit(self, authorization: str) -> None:
        """Raises Refused for a request without a valid token, and for one too many."""
        if self.tokens.get(authorization.removeprefix("Bearer "), 0) < time.time():
            raise Refused(401, "Request had invalid authentication credentials.")
        now = time.monotonic()
        if self.quota and len(self._times) == MOST_A_SECOND and now - self._times[0] < 1:
            raise Refused(429, "Quota exceeded for quota metric 'Requests' and limit 'Requests per second'.", 1)
        self._times.append(now)

    def fault(self, *, done: bool) -> None:
        """Raises what the next request is to meet, if anything is."""
        first = self.faults[0] if self.faults else None
        if first is None or first.done != done:
            return
        first.times -= 1
        if first.times <= 0:
            self.faults.pop(0)
        raise Refused(first.status, "The sandbox was asked to fail.", first.retry_after)

    # Resources.

    def known(self, kind: str) -> None:
        """Raises Refused for a kind of resource that there is not."""
        if kind not in KINDS:
            raise Refused(404, "Requested entity was not found.")

    def all(self, kind: str, issuer_id: str | None) -> Resource:
        """Returns what an issuer has of a kind; raises Refused."""
        if issuer_id != ISSUER_ID:
            raise Refused(403, "Permission denied.")
        return {"resources": list(self.resources[kind].values())}

    def get(self, kind: str, resource_id: str) -> Resource:
        """Returns a resource; raises Refused."""
        found = self.resources[kind].get(resource_id)
        if found is None:
            raise Refused(
                404, f"Wallet {'Object Class' if kind.endswith('Class') else 'Object'} {resource_id} not found."
            )
        users = any(phone.holds(resource_id) for phone in self.phones())
        return {**found, "hasUsers": users} if kind.endswith("Object") else found

    def insert(self, kind: str, content: Resource) -> Resource:
        """Keeps a new resource; raises Refused."""
        _check(kind, content, whole=True)
        if content["id"] in self.resources[kind]:
            raise Refused(409, f"Wallet Object {content['id']} already exists.")
        self._linked(content)
        self.resources[kind][content["id"]] = {name: value for name, value in content.items() if value is not None}
        return self.get(kind, content["id"])

    def patch(self, kind: str, resource_id: str, content: Resource) -> Resource:
        """Changes fields of a resource, arrays as a whole; raises Refused."""
        before = self.get(kind, resource_id)
        _check(kind, {"id": resource_id, **content}, whole=False)
        self._linked(content)
        wanted = content.get("notifyPreference") == "NOTIFY_ON_UPDATE"
        merged = {**before, **content}
        for ephemeral in ("notifyPreference", "hasUsers"):
            merged.pop(ephemeral, None)
        after = {name: value for name, value in merged.items() if value is not None}
        self.resources[kind][resource_id] = after
        points = [each.get("loyaltyPoints", {}).get("balance") for each in (before, after)]
        rings = wanted and points[0] != points[1] and self._may_ring(resource_id)
        shown = next(iter((points[1] or {}).values()), "")
        self._shown(resource_id, lambda language: f"{_label(after, language)}: {shown}" if rings else "")
        return self.get(kind, resource_id)

    def add_message(self, kind: str, resource_id: str, content: Resource) -> Resource:
        """Adds a message to a resource; raises Refused."""
        before = self.get(kind, resource_id)
        found = list(complaints("AddMessageRequest", content, ISSUER_ID))
        messages = before.get("messages", [])
        if len(messages) >= MOST:
            found.append(f"{resource_id} has {MOST} messages")
        if found:
            raise Refused(400, "; ".join(found))
        note = content["message"]
        rings = note.get("messageType") == "TEXT_AND_NOTIFY"
        if rings and not self._may_ring(resource_id):
            raise Refused(403, "QuotaExceededException: notifications of this pass")
        self.resources[kind][resource_id] = {**self.resources[kind][resource_id], "messages": [*messages, note]}
        self._shown(resource_id, lambda language: _said(note, language) if rings else "")
        return {"resource": self.get(kind, resource_id)}

    def note(self, method: str, kind: str, resource_id: str, body: Resource, status: int) -> None:
        """Remembers a request."""
        self.asked.append(Asked(method, kind, resource_id, body, status, time.time()))

    def _linked(self, content: Resource) -> None:
        class_id = content.get("classId")
        if class_id and not any(class_id in self.resources[kind] for kind in KINDS if kind.endswith("Class")):
            raise Refused(404, f"Wallet Object Class {class_id} not found.")
        linked = content.get("linkedOfferIds") or ()
        if len(linked) > MOST_LINKED:
            raise Refused(400, f"{len(linked)} linked objects, {MOST_LINKED} are the most.")
        for offer in linked:
            if offer not in self.resources["offerObject"] and not self.forgetful:
                raise Refused(400, f"Linked offer {offer} not found.")

    def _may_ring(self, resource_id: str) -> bool:
        now = time.time()
        rang = self._rang[resource_id] = [at for at in self._rang.get(resource_id, ()) if at > now - _DAY]
        if len(rang) >= RINGS_A_DAY:
            return False
        rang.append(now)
        return True

    def _shown(self, resource_id: str, notice: Callable[[str], str]) -> None:
        for phone in self.phones():
            phone.changed(resource_id, notice)

    # Phones.

    def named(self, token: str) -> list[tuple[str, str]]:
        """Returns kind and id of every object that a save link names; raises NotSavedError."""
        if len("https://pay.google.com/gp/v/save/" + token) > _LINK_LIMIT:
            raise NotSavedError("The link is too long for a browser")
        try:
            claims = read_jwt(token, _account().public_key())
        except ValueError as error:
            raise NotSavedError(f"Something went wrong: {error}") from error
        if (claims.get("aud"), claims.get("typ"), type(claims.get("iat"))) != ("google", "savetowallet", int):
            raise NotSavedError("Something went wrong: not a link that saves")
        names = (("loyaltyObjects", "loyaltyObject"), ("offerObjects", "offerObject"))
        found = [(kind, str(each["id"])) for name, kind in names for each in claims["payload"].get(name, ())]
        for kind, object_id in found:
            if object_id not in self.resources[kind]:
                raise NotSavedError(f"Something went wrong: {object_id} is not at Google")
        return found

    def tell(self, kind: str, object_id: str, event: str) -> None:
        """Calls the shop back, soon, if the class says where on this machine."""
        found = self.resources[kind][object_id]
        shop = self.resources[kind.replace("Object", "Class")][found["classId"]]
        url = shop.get("callbackOptions", {}).get("url", "")
        if is_loopback(url):
            envelope = self.signer.envelope(ISSUER_ID, message(found["classId"], object_id, event))
            task = asyncio.create_task(self._call(url, envelope))
            self._calling.add(task)
            task.add_done_callback(self._calling.discard)

    async def _call(self, url: str, envelope: Resource) -> None:
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            for pause in (0.2, 1, 5):
                try:
                    status = (await client.post(url, json=envelope)).status_code
                except httpx.HTTPError:
                    status = 0
                self.called_back.append(status)
                if status == httpx.codes.OK:
                    return
                await asyncio.sleep(pause)

    async def stop(self) -> None:
        """Ends the calls under way."""
        for task in list(self._calling):
            task.cancel()
        await asyncio.gather(*self._calling, return_exceptions=True)


def _check(kind: str, content: Resource, *, whole: bool) -> None:
    found = list(complaints(KINDS[kind], content, ISSUER_ID, whole=whole))
    if found:
        raise Refused(400, "; ".join(found))


def _said(note: Resource, language: str) -> str:
    header = _word(note.get("localizedHeader"), language) or note.get("header", "")
    body = _word(note.get("localizedBody"), language) or note.get("body", "")
    return f"{header}: {body}" if header else str(body)


def _label(found: Resource, language: str) -> str:
    points = found.get("loyaltyPoints", {})
    return _word(points.get("localizedLabel"), language) or str(points.get("label", ""))


def _word(words: Resource | None, language: str) -> str:
    if not words:
        return ""
    said = {each["language"]: each["value"] for each in words.get("translatedValues", ())}
    return str(said.get(language, words["defaultValue"]["value"]))


@cache
def _account() -> rsa.RSAPrivateKey:
    # One for the life of the process: a key takes a tenth of a second to make, and many tests have a Google each.
    return rsa.generate_private_key(65537, 2048)


@cache
def _signer() -> Signer:
    return Signer()
