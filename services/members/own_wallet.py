"""Which wallet somebody's phone has: Telegram does not say, so they are asked once."""

from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import SettingInvalid
from storage.plumbing import keepsake

Wallet = Literal["apple", "google"]
WALLETS: tuple[Wallet, ...] = get_args(Wallet)


def of(connection: Connection, person_id: UUID) -> Wallet | None:
    """Returns the wallet of the person's phone, None before they have said."""
    kept = keepsake.get(connection, f"wallet:{person_id}")
    return next((wallet for wallet in WALLETS if wallet == kept), None)


def say(connection: Connection, person_id: UUID, wallet: str, now: datetime) -> None:
    """Takes what the person says. Raises SettingInvalid for what is no wallet."""
    if wallet not in WALLETS:
        raise SettingInvalid("wallet", "unknown-choice")
    keepsake.put(connection, f"wallet:{person_id}", wallet, now)
