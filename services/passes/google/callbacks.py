"""What Google tells us of passes: checked to be Google's word, and to be about a pass of ours."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, cast

from services.passes.google.office import GoogleOffice
from services.passes.google.passes import Event
from wallet.google.callback import Forged, UnknownRoot, opened
from wallet.google.keys import KeysAway, RootKeys

__all__ = ["Callbacks", "Forged", "KeysAway"]


class Callbacks:
    """Opens callbacks with Google's `keys`."""

    def __init__(self, office: GoogleOffice, keys: RootKeys) -> None:
        self._office = office
        self._keys = keys

    async def event(self, envelope: Mapping[str, Any], now: datetime) -> Event | None:
        """Returns what has happened to a pass of ours, None when it is about another of the issuer's.

        Raises Forged, and KeysAway when nobody can say whether it is.
        """
        at, issuer_id = int(now.timestamp() * 1000), self._office.issuer_id
        try:
            message = opened(envelope, await self._keys.get(), issuer_id, at)
        except UnknownRoot:
            message = opened(envelope, await self._keys.get(newer=True), issuer_id, at)
        serial = self._office.serial_of(message.object_id)
        if serial is None:
            return None
        return Event(serial, cast("Literal['save', 'del']", message.event), message.expires, message.nonce)
