"""A TCP proxy before PostgreSQL that cuts connections when a test says so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import URL, make_url

PIECE = 1 << 16


@dataclass
class Proxy:
    """`url` leads through it. `cut_at` counts down what the clients send; at zero every connection is cut."""

    target: URL
    port: int = 0
    cut_at: int = 0
    forwards_the_last: bool = False
    """Whether the piece at which it cuts still reaches the server, so that only the answer is lost."""
    cuts: int = 0
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        """The database's URL through the proxy."""
        through = self.target.set(host="127.0.0.1", port=self.port, query={})
        return through.render_as_string(hide_password=False)

    async def up(self) -> None:
        """Takes connections."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """Cuts all connections and refuses new ones."""
        if self._server is not None:
            self._server.close()
        self.cut()

    def cut(self) -> None:
        """Cuts all connections."""
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _dial(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        folder = self.target.query.get("host")
        if isinstance(folder, str):
            return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{self.target.port or 5432}")
        return await asyncio.open_connection(self.target.host, self.target.port or 5432)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            far_reader, far_writer = await self._dial()
            self._open |= {writer, far_writer}
            both = self._carry(reader, far_writer, counts=True), self._carry(far_reader, writer, counts=False)
            await asyncio.gather(*both)
            self._open -= {writer, far_writer}

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, counts: bool) -> None:
        with suppress(OSError):
            while piece := await reader.read(PIECE):
                if counts and self.cut_at:
                    self.cut_at -= 1
                    if not self.cut_at:
                        await self._cut_with(piece, writer)
                        return
                writer.write(piece)
                await writer.drain()
        writer.close()

    async def _cut_with(self, piece: bytes, writer: asyncio.StreamWriter) -> None:
        self.cuts += 1
        if self.forwards_the_last:
            writer.write(piece)
            await writer.drain()
            # Towards the server the connection stays for a moment, so that it does what it was told.
            self._open.discard(writer)
        self.cut()
        if self.forwards_the_last:
            await asyncio.sleep(0.05)
            writer.transport.abort()


@asynccontextmanager
async def proxy(database_url: str) -> AsyncIterator[Proxy]:
    """A proxy before the database of this URL."""
    made = Proxy(make_url(database_url))
    await made.up()
    try:
        yield made
    finally:
        await made.down()
