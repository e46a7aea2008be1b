"""Certificates bought in the chat: what an invoice is for, whether it may be paid, and what the money has bought."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import FiguresChanged
from services.people import Person, fresh
from services.prepaid import certificates, selling
from services.prepaid.certificates import Certificate, Where
from services.programme.versions import current
from storage.engine.ids import following
from storage.prepaid import payments as rows

_PAYLOAD = re.compile(r"gift:([0-9a-f]{32}):([0-9]{1,15}):([A-Z]{3})")
BY = Where("payment")


@dataclass(frozen=True, slots=True)
class Order:
    """What an invoice is for: a certificate of `amount` minor units; `draft` was made when its value was chosen."""

    draft: UUID
    amount: int
    currency: str

    @property
    def payload(self) -> str:
        """What Telegram hands back with the payment; at most 128 bytes."""
        return f"gift:{self.draft.hex}:{self.amount}:{self.currency}"


@dataclass(frozen=True, slots=True)
class Charge:
    """A payment that Telegram says was made: its own number, and that of the provider, who can pay it back."""

    number: str
    provider_number: str
    amount: int
    currency: str


def order_of(payload: str) -> Order | None:
    """Returns what an invoice was for, None for no invoice of ours."""
    read = _PAYLOAD.fullmatch(payload)
    return Order(UUID(read[1]), int(read[2]), read[3]) if read else None


def require_payable(connection: Connection, order: Order, amount: int, currency: str, now: datetime) -> None:
    """Raises FiguresChanged, or what keeps such a certificate from being sold now."""
    programme = current(connection, now)
    if (amount, currency) != (order.amount, order.currency) or currency != programme.currency:
        raise FiguresChanged
    selling.require_sold(amount, programme)


def paid(connection: Connection, person: Person, order: Order, charge: Charge, now: datetime) -> Certificate:
    """Makes the certificate that a charge has paid for, once per charge; it is on the person's card, if they have one.

    An invoice may be forwarded and paid by several people: each charge buys one of its own. What is paid is never
    refused, whatever is sold by now.
    """
    known = rows.of_charge(connection, charge.number)
    if known is not None:
        return certificates.one(connection, known.certificate_id)
    holder, made = fresh(connection, person).member_id, following(order.draft, charge.number)
    bought = selling.issue(connection, made, charge.amount, charge.currency, BY, now, holder=holder)
    row = {
        "charge": charge.number,
        "provider_charge": charge.provider_number,
        "certificate_id": bought.id,
        "person_id": person.id,
        "amount": charge.amount,
        "currency": charge.currency,
        "at": now,
    }
    rows.put(connection, row)
    return bought


def charge_of(connection: Connection, certificate_id: UUID) -> str:
    """Returns the provider's number of the charge that a certificate was bought by in the chat, empty for the till."""
    row = rows.of_certificate(connection, certificate_id)
    return row.provider_charge if row is not None else ""
