"""The least Bot API server that aiogram accepts, in a process of its own: `python -m benchmarks.telegram`."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_MESSAGE = {
    "message_id": 7,
    "date": 1_795_000_000,
    "chat": {"id": 1, "type": "private", "first_name": "Anna"},
    "photo": [{"file_id": "file", "file_unique_id": "unique", "width": 640, "height": 640}],
    "caption": "Your card",
}


class _Connection(asyncio.Protocol):
    """One kept-alive connection: a request with Content-Length or chunks in, a fixed answer out."""

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].lower()
            whole = self._end_of_body(head, end + 4)
            if whole is None or len(self._buffer) < whole:
                return
            self._buffer = self._buffer[whole:]
            method = head.partition(b" http/")[0].rpartition(b"/")[2]
            self._transport.write(_TRUE_ANSWER if method in _TRUE else _MESSAGE_ANSWER)

    def _end_of_body(self, head: bytes, start: int) -> int | None:
        """Returns where the body that begins at `start` ends; None while its last chunk has not come."""
        if b"transfer-encoding: chunked" not in head:
            return start + int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        while (line := self._buffer.find(b"\r\n", start)) >= 0:
            length = int(self._buffer[start:line], 16)
            start = line + 2 + length + 2
            if not length:
                return start
        return None


def _answer(result: object) -> bytes:
    body = json.dumps({"ok": True, "result": result}).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


_MESSAGE_ANSWER, _TRUE_ANSWER = _answer(_MESSAGE), _answer(True)
_TRUE = frozenset({b"sendchataction", b"answercallbackquery", b"setwebhook", b"setmycommands", b"setchatmenubutton"})


@contextmanager
def stub() -> Iterator[str]:
    """Starts the server and yields its base URL."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.telegram"], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.terminate()
        process.communicate()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Connection, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
