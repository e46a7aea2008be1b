"""Payments through Telegram: each charge is one row."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from storage.engine.dialect import insert_once
from storage.tables import Record
from storage.tables import certificate_payment as table


def put(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Writes a payment unless its charge is known; says whether it did."""
    return insert_once(connection, table, "charge", row)


def of_charge(connection: Connection, charge: str) -> Record | None:
    """Returns the payment of a charge, or None."""
    return connection.execute(select(table).where(table.c.charge == charge)).one_or_none()


def of_certificate(connection: Connection, certificate_id: UUID) -> Record | None:
    """Returns the payment that a certificate was bought by in the chat, or None."""
    return connection.execute(select(table).where(table.c.certificate_id == certificate_id)).one_or_none()
