"""Apple's push server on loopback: HTTP/2 over TLS, its answers and its refusals."""

import asyncio
import json
import re
import ssl
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import cast
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import ConnectionTerminated, DataReceived, RequestReceived, StreamEnded, StreamReset
from h2.exceptions import ProtocolError

_PATH = re.compile(r"/3/device/([\w-]+)\Z", re.ASCII)
_KEPT = 5000


@dataclass(frozen=True)
class Push:
    """A push as it came: to which token, under which topic, with what, and the status it got."""

    token: str
    topic: str
    payload: bytes
    status: int
    at: float


@dataclass
class Refusals:
    """What the next `times` pushes meet: a status with Apple's reason, or with status 0 a broken connection.

    `gone_at` (seconds since 1970) is since when a phone is gone, as Apple says with 410; None is now.
    """

    status: int
    reason: str = ""
    times: int = 1
    retry_after: int | None = None
    gone_at: float | None = None


@dataclass(frozen=True)
class _Answer:
    status: int
    reason: str
    refusal: Refusals | None

    @property
    def body(self) -> bytes:
        if not self.reason:
            return b""
        gone_at = self.refusal.gone_at if self.refusal else None
        at = time.time() if gone_at is None else gone_at
        gone = {"timestamp": int(at * 1000)} if self.status == 410 else {}
        return json.dumps({"reason": self.reason, **gone}).encode()


@dataclass
class Apns:
    """The server. `deliver(token)` hands a push to its phone and returns "", or Apple's reason when it cannot.

    With `authority`, certificates in PEM, only clients that one of these has vouched for may connect.
    """

    deliver: Callable[[str], str]
    authority: bytes | None = None
    port: int = 0
    pushes: deque[Push] = field(default_factory=lambda: deque(maxlen=_KEPT))
    refusals: list[Refusals] = field(default_factory=list)
    connections: int = 0
    _lines: set["_Line"] = field(default_factory=set, repr=False)
    _server: asyncio.Server | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"https://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Begins to serve in the running event loop."""
        context = await asyncio.to_thread(_context, self.authority)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Line(self), "127.0.0.1", self.port, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stops serving and closes every connection."""
        if self._server is not None:
            self._server.close()
            self.goodbye()
            for line in list(self._lines):
                line.abort()
                await line.gone.wait()
            await self._server.wait_closed()

    def refuse(
        self,
        status: int,
        reason: str = "",
        times: int = 1,
        retry_after: int | None = None,
        gone_at: float | None = None,
    ) -> None:
        """Makes the next pushes fail; see `Refusals`."""
        self.refusals.append(Refusals(status, reason, times, retry_after, gone_at))

    def goodbye(self) -> None:
        """Sends GOAWAY on every connection and closes it, as Apple does now and then."""
        for line in list(self._lines):
            line.goodbye()

    def _refusal(self) -> Refusals | None:
        if not self.refusals:
            return None
        first = self.refusals[0]
        first.times -= 1
        if first.times <= 0:
            self.refusals.pop(0)
        return first

    def _answer(self, headers: dict[str, str], payload: bytes) -> _Answer:
        """Takes a push."""
        path = _PATH.match(headers.get(":path", ""))
        topic, refusal = headers.get("apns-topic", ""), self._refusal()
        if refusal is not None:
            status, reason = refusal.status, refusal.reason
        elif headers.get(":method") != "POST":
            status, reason = 405, "MethodNotAllowed"
        elif path is None:
            status, reason = 404, "BadPath"
        elif not topic:
            status, reason = 400, "MissingTopic"
        elif not isinstance(_parsed(payload), dict):
            status, reason = 400, "PayloadEmpty"
        else:
            reason = self.deliver(path[1])
            status = {"": 200, "Unregistered": 410}.get(reason, 400)
        self.pushes.append(Push(path[1] if path else "", topic, payload, status, time.time()))
        return _Answer(status, reason, refusal)


@dataclass
class _Request:
    headers: dict[str, str]
    body: bytearray = field(default_factory=bytearray)


class _Line(asyncio.Protocol):
    """One client's connection."""

    def __init__(self, apns: Apns) -> None:
        self._apns = apns
        self._http = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self._requests: dict[int, _Request] = {}
        self._transport: asyncio.Transport | None = None
        self.gone = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's is one by its methods only.
        self._transport = cast("asyncio.Transport", transport)
        self._apns.connections += 1
        self._apns._lines.add(self)  # noqa: SLF001 - the other half of the same thing
        self._http.initiate_connection()
        self._flush()

    def connection_lost(self, exc: Exception | None) -> None:
        self._apns._lines.discard(self)  # noqa: SLF001 - as above
        self.gone.set()

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        try:
            for event in self._http.receive_data(data):
                match event:
                    case RequestReceived():
                        headers = {str(name): str(value) for name, value in event.headers}
                        self._requests[event.stream_id] = _Request(headers)
                    case DataReceived():
                        self._http.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                        self._requests[event.stream_id].body += event.data
                    case StreamEnded():
                        self._respond(event.stream_id)
                    case StreamReset():
                        self._requests.pop(event.stream_id, None)
                    case ConnectionTerminated():
                        self._transport.close()
                    case _:
                        pass
        except ProtocolError:
            self._transport.close()
        self._flush()

    def _respond(self, number: int) -> None:
        request = self._requests.pop(number)
        answer = self._apns._answer(request.headers, bytes(request.body))  # noqa: SLF001 - as above
        assert self._transport is not None
        if not answer.status:
            self._transport.abort()
            return
        headers = [(":status", str(answer.status)), ("apns-id", str(uuid4()).upper())]
        if answer.refusal is not None and answer.refusal.retry_after is not None:
            headers.append(("retry-after", str(answer.refusal.retry_after)))
        with suppress(ProtocolError):  # the client has gone meanwhile
            self._http.send_headers(number, headers, end_stream=not answer.body)
            if answer.body:
                self._http.send_data(number, answer.body, end_stream=True)

    def goodbye(self) -> None:
        """Says that it ends, and ends."""
        if self._transport is not None and not self._transport.is_closing():
            with suppress(ProtocolError):
                self._http.close_connection(ErrorCodes.NO_ERROR)
            self._flush()
            self._transport.close()

    def abort(self) -> None:
        """Ends without a word."""
        if self._transport is not None:
            self._transport.abort()

    def _flush(self) -> None:
        data = self._http.data_to_send()
        if data and self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)


def _parsed(payload: bytes) -> object:
    try:
        return json.loads(payload)
    except ValueError:
        return None


@cache
def _context(authority: bytes | None) -> ssl.SSLContext:
    """A server's context with a certificate made on the spot for this machine."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tessera sandbox push server")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2"])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "server.pem"
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(pem + certificate.public_bytes(Encoding.PEM))
        context.load_cert_chain(file)
    if authority is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cadata=authority.decode())
    return context
