"""The web server inside our own event loop: a taken port is told in words, and requests at hand end well."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from app.connections import Patient

GRACE_SECONDS = 2
"""How long a request at hand may take after we were asked to stop."""


class PortTaken(Exception):  # noqa: N818 - says a state, like the refusals of the domain
    """The address cannot be listened on."""


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # The signals are for the whole process, and `app.serving` has them.
        yield


@asynccontextmanager
async def listening(application: ASGIApp, host: str, port: int) -> AsyncIterator[int]:
    """Serves while the block runs; yields the port, a free one for 0. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise PortTaken(f"{host}:{port} cannot be listened on: {error.strerror}; set TESSERA_LISTEN") from error
    listener.setblocking(False)
    config = uvicorn.Config(
        application,
        http=Patient,
        log_config=None,
        access_log=False,  # addresses of cards are secrets; /metrics counts requests
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await task
