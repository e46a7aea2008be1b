"""Tells phones through Apple's push server that a pass has changed: HTTP/2, one connection, many pushes at once."""

import asyncio
import json
import ssl
import tempfile
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import cast
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import (
    ConnectionTerminated,
    DataReceived,
    Event,
    RemoteSettingsChanged,
    ResponseReceived,
    StreamEnded,
    StreamReset,
)
from h2.exceptions import ProtocolError

from wallet.apple.credentials import Credentials

CLOSE_SECONDS = 1.0
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 10.0
MOST_STREAMS = 500
"""Pushes on their way at once, where the server would take even more."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

_PAYLOAD = b"{}"
_LAST_STREAM = 2**31 - 3
_GONE = 410


class PushFailed(Exception):  # noqa: N818 - says a state: nobody knows whether the push server has it
    """The push server could not be reached or did not answer; the same push may be sent again."""


class PushRefused(PushFailed):
    """The push server does not speak to us: TLS failed, most likely over the certificate."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the push server said: the HTTP status, its reason if any, and the seconds that it wants us to wait.

    `gone_at` is when it learnt that a phone is gone, as it says with 410; answers that differ in it alone are equal.
    """

    status: int
    reason: str = ""
    retry_after: int | None = None
    gone_at: datetime | None = field(default=None, compare=False)


class Apns:
    """One connection to the push server at `url`, made when it is first needed and again after it was lost."""

    def __init__(self, url: str, credentials: Credentials) -> None:
        """Loads the certificate; `url` is https. A server on this machine need not prove who it is."""
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 443
        self._topic = credentials.pass_type_id
        self._context = _context(credentials, verify=self._host not in LOOPBACK)
        self._connecting = asyncio.Lock()
        self._line: _Line | None = None

    async def push(self, push_token: str) -> Answer:
        """Sends the empty push that lets a phone ask for what is new, and returns the server's answer.

        Raises PushFailed when there is none.
        """
        line: _Line | None = None
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                line = await self._open()
            async with asyncio.timeout(ANSWER_SECONDS):
                return await line.push(push_token, self._topic)
        except TimeoutError as error:
            if line is not None:
                line.close()  # it may be dead without our hearing of it
            raise PushFailed(f"{self._host} did not answer in time") from error

    async def _open(self) -> "_Line":
        async with self._connecting:
            if self._line is None or not self._line.usable:
                loop = asyncio.get_running_loop()
                try:
                    _, self._line = await loop.create_connection(
                        lambda: _Line(self._host), self._host, self._port, ssl=self._context
                    )
                except ssl.SSLError as error:
                    raise PushRefused(f"{self._host}: {error.reason or error}") from error
                except OSError as error:
                    raise PushFailed(f"{self._host}: {error.strerror or error}") from error
            return self._line

    async def close(self) -> None:
        """Closes the connection; pushes without an answer fail."""
        if self._line is not None:
            await self._line.closed()
            self._line = None


@dataclass(slots=True)
class _Stream:
    """A push on its way and what came back so far."""

    answer: "asyncio.Future[Answer]"
    headers: dict[bytes, bytes] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)

    def end(self) -> None:
        if self.answer.done():
            return
        after = self.headers.get(b"retry-after", b"").decode()
        said: dict[str, object] = {}
        with suppress(ValueError, AttributeError):
            said = dict(json.loads(self.body or b"{}").items())
        status = int(self.headers.get(b":status", b"0"))
        retry_after = int(after) if after.isdecimal() else None
        gone_at = _moment(said.get("timestamp")) if status == _GONE else None
        self.answer.set_result(Answer(status, str(said.get("reason", "")), retry_after, gone_at))

    def fail(self, error: PushFailed) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)


class _Line(asyncio.Protocol):
    """The connection: turns bytes into answers, and holds pushes back that would be more than the server takes."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._http = H2Connection(H2Configuration(client_side=True, header_encoding=None))
        self._transport: asyncio.Transport | None = None
        self._streams: dict[int, _Stream] = {}
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._room = 1  # until the server has told its own number
        self._ending = False
        self._flushing = False
        self._lost = asyncio.Event()

    @property
    def usable(self) -> bool:
        """Whether new pushes may begin here."""
        return not self._ending

    async def push(self, push_token: str, topic: str) -> Answer:
        """Sends one push and returns its answer; raises PushFailed when the connection ends before."""
        loop = asyncio.get_running_loop()
        while len(self._streams) >= self._room and not self._ending:
            turn = loop.create_future()
            self._waiting.append(turn)
            await turn
        if self._ending:
            raise PushFailed(f"{self._host} closed the connection")
        number = self._http.get_next_available_stream_id()
        self._ending = number >= _LAST_STREAM
        stream = self._streams[number] = _Stream(loop.create_future())
        headers = (
            (b":method", b"POST"),
            (b":scheme", b"https"),
            (b":authority", self._host.encode()),
            (b":path", b"/3/device/" + push_token.encode()),
            (b"apns-topic", topic.encode()),
            (b"content-length", b"2"),
        )
        try:
            self._http.send_headers(number, headers)
            self._http.send_data(number, _PAYLOAD, end_stream=True)
            self._flush_soon()
            return await stream.answer
        except ProtocolError as error:
            raise PushFailed(f"{self._host}: {error}") from error
        finally:
            self._streams.pop(number, None)
            self._let_go_on()

    def close(self) -> None:
        """Says goodbye and closes."""
        self._ending = True
        if self._transport is not None and not self._transport.is_closing():
            with suppress(ProtocolError):
                self._http.close_connection()
                self._flush()
            self._transport.close()

    async def closed(self) -> None:
        """Closes, and returns when it is closed; a server that does not say goodbye in turn is not waited for long."""
        self.close()
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._lost.wait()
        except TimeoutError:
            if self._transport is not None:
                self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greets the server."""
        # uvloop's is one by its methods only.
        self._transport = cast("asyncio.Transport", transport)
        self._http.initiate_connection()
        self._flush()

    def data_received(self, data: bytes) -> None:
        """Takes what the server says."""
        try:
            for event in self._http.receive_data(data):
                self._heard(event)
        except ProtocolError:
            self._ending = True
            if self._transport is not None:
                self._transport.close()
        self._flush_soon()

    def connection_lost(self, exc: Exception | None) -> None:
        """Fails what has no answer."""
        self._ending = True
        self._lost.set()
        refused = isinstance(exc, ssl.SSLError)
        said = f"{self._host}: {exc}" if exc else f"{self._host} closed the connection"
        self._fail(self._streams.values(), PushRefused(said) if refused else PushFailed(said))
        while self._waiting:
            self._wake()

    def _heard(self, event: Event) -> None:
        match event:
            case RemoteSettingsChanged():
                self._room = min(self._http.remote_settings.max_concurrent_streams, MOST_STREAMS)
                self._let_go_on()
            case ConnectionTerminated():
                self._goodbye(event)
            case DataReceived():
                self._http.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                self._answered(event)
            case ResponseReceived() | StreamEnded() | StreamReset():
                self._answered(event)
            case _:
                pass

    def _answered(self, event: ResponseReceived | DataReceived | StreamEnded | StreamReset) -> None:
        stream = self._streams.get(event.stream_id)
        if stream is None:  # nobody waits for it any more
            return
        match event:
            case ResponseReceived():
                stream.headers.update({bytes(name): bytes(value) for name, value in event.headers})
            case DataReceived():
                stream.body += event.data
            case StreamEnded():
                stream.end()
            case StreamReset():
                stream.fail(PushFailed(f"{self._host} broke a push off: {event.error_code}"))

    def _goodbye(self, event: ConnectionTerminated) -> None:
        """Takes no new pushes; those that the server has seen are still answered."""
        self._ending = True
        said = (event.additional_data or b"").decode(errors="replace") or f"{event.error_code}"
        last = event.last_stream_id or 0
        seen = event.error_code == ErrorCodes.NO_ERROR
        lost = [stream for number, stream in self._streams.items() if number > last or not seen]
        self._fail(lost, PushFailed(f"{self._host} closed the connection: {said}"))
        while self._waiting:
            self._wake()

    def _fail(self, streams: Iterable[_Stream], error: PushFailed) -> None:
        for stream in list(streams):
            stream.fail(error)

    def _let_go_on(self) -> None:
        for _ in range(min(self._room - len(self._streams), len(self._waiting))):
            self._wake()

    def _wake(self) -> None:
        turn = self._waiting.popleft()
        if not turn.done():
            turn.set_result(None)

    def _flush_soon(self) -> None:
        # Pushes that begin in the same turn of the loop share one write.
        if not self._flushing:
            self._flushing = True
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        self._flushing = False
        data = self._http.data_to_send()
        if data and self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)


def _moment(milliseconds: object) -> datetime | None:
    """Returns the time of milliseconds since 1970, None for anything else."""
    if not isinstance(milliseconds, int):
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _context(credentials: Credentials, *, verify: bool) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if verify:
        context.load_default_certs()
    else:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["h2"])
    # Python reads a key from a file only; sealed with a password of the moment it may lie on a disk for it.
    password = token_urlsafe()
    sealed = credentials.key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password.encode())
    )
    chain = [part.public_bytes(Encoding.PEM) for part in (credentials.certificate, credentials.wwdr)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "certificate.pem"
        file.write_bytes(b"".join([sealed, *chain]))
        context.load_cert_chain(file, password=password)
    return context
