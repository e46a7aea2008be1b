"""Who opened the Mini App, as Telegram vouches for it (core.telegram.org/bots/webapps, "Validating data")."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

MOST_AGE = timedelta(hours=4)
"""A card may lie open through an evening; what was copied from a phone is worth nothing the next day."""
AHEAD = timedelta(minutes=1)
"""How far Telegram's clock may be ahead of ours."""
LIMIT = 8 * 1024
"""Bytes; Telegram's own is a tenth of that."""


class Outdated(Exception):  # noqa: N818 - says a state
    """Telegram has said so, but too long ago."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody whom Telegram vouches for, said at a time; `language` is what their app is set to."""

    telegram_id: int
    language: str
    said_at: datetime


class InitData:
    """Checks what Mini Apps hand over; `token` is the bot's own, with whose hash Telegram signs."""

    def __init__(self, token: str) -> None:
        self._key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()

    def visitor(self, text: str, now: datetime) -> Visitor | None:
        """Returns whom `text` is about; None for anything that Telegram has not signed for this bot.

        Raises Outdated for what it signed longer ago than MOST_AGE. The same again gives the same answer: nothing is
        written for it.
        """
        try:
            pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=32)
        except ValueError:
            return None
        fields = dict(pairs)
        given = fields.pop("hash", "")
        if len(fields) + 1 != len(pairs) or not self._is_signed(fields, given):
            return None
        try:
            said, user = datetime.fromtimestamp(int(fields["auth_date"]), UTC), json.loads(fields["user"])
            visitor = Visitor(int(user["id"]), str(user.get("language_code", "")), said)
        except (KeyError, ValueError, TypeError, AttributeError, OverflowError, OSError):
            return None
        if not now - MOST_AGE <= said <= now + AHEAD:
            raise Outdated
        return visitor

    def _is_signed(self, fields: dict[str, str], given: str) -> bool:
        check = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
        wanted = hmac.new(self._key, check.encode(), hashlib.sha256).hexdigest()
        return hmac.compare_digest(given.encode(), wanted.encode())
