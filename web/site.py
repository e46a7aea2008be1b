"""What the web application stands on, put together once by the composition root."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loyalty.changing_codes import ChangingCodes
from services.database import Database
from services.passes.google.callbacks import Callbacks
from services.passes.google.line import GoogleLine
from services.passes.office import PassOffice
from web.init_data import InitData

Update = dict[str, Any]


class NotReady(Exception):  # noqa: N818 - says a state, as storage's DatabaseUnavailable does
    """The application cannot serve now; the text says why, without secrets."""


@dataclass(frozen=True)
class GoogleSite:
    """The `line` on which Google is given cards, and what opens its `callbacks`."""

    line: GoogleLine
    callbacks: Callbacks


@dataclass(frozen=True)
class Site:
    """The web application's surroundings.

    `clock` returns aware UTC times; `username` is the bot's own without "@"; `offer_apple` says whether iPhones will
    accept the passes that `pass_office` signs; `codes` makes the codes that change; `init_data` checks who opened the
    Mini App, which `app_frames` may show in a frame; `google` is None unless cards can be saved to Google Wallet.
    `receive` returns only when the inbox has committed the updates; `webhook_token` is what Telegram sends with each,
    None while updates are polled. `ready` raises NotReady; `depths` tells what waits in inbox and outbox, by the name
    of its gauge.
    """

    db: Database
    clock: Callable[[], datetime]
    username: str
    public_url: str
    offer_apple: bool
    pass_office: PassOffice
    codes: ChangingCodes
    init_data: InitData
    receive: Callable[[Sequence[Update]], Awaitable[None]]
    webhook_token: str | None
    ready: Callable[[], Awaitable[None]]
    depths: Callable[[], Awaitable[Mapping[str, float]]]
    google: GoogleSite | None = None
    app_frames: str = "'none'"

    def start_link(self, payload: str) -> str:
        """Returns the deep link that opens the bot with `payload`."""
        return f"https://t.me/{self.username}?start={payload}"
