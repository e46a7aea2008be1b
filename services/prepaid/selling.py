"""Selling gift certificates, once each."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import certificates as rules
from loyalty.certificates import CertificatesNotSold
from loyalty.errors import KeyConflict
from loyalty.programme import Programme
from services.ledger import accounts
from services.prepaid import certificates
from services.prepaid.certificates import Certificate, Where
from services.programme.versions import current
from storage.passes import passes
from storage.prepaid import certificates as rows


def sell(
    connection: Connection, certificate_id: UUID, amount: int, by: Where, now: datetime, *, holder: UUID | None = None
) -> Certificate:
    """Sells a certificate of `amount` minor units, once per id; it is the `holder`'s, or whoever's who has its code.

    Raises CertificatesNotSold, CertificateValueUnusual, AmountTooLarge, KeyConflict when the id was used for another
    value, and CodeUnknown, AccountFrozen or CardSuspended when the holder's card takes nothing any more.
    """
    programme = current(connection, now)
    if not rows.of_ids(connection, (certificate_id,)):
        require_sold(amount, programme)
        if holder is not None:
            accounts.open_moving(connection, holder, now)
    return issue(connection, certificate_id, amount, programme.currency, by, now, holder=holder)


def require_sold(amount: int, programme: Programme) -> None:
    """Raises CertificatesNotSold, CertificateValueUnusual or AmountTooLarge for what is not sold."""
    terms = programme.settings.certificates
    if not terms.sold:
        raise CertificatesNotSold
    rules.require_value(amount, terms)


def issue(
    connection: Connection,
    certificate_id: UUID,
    amount: int,
    currency: str,
    by: Where,
    now: datetime,
    *,
    holder: UUID | None = None,
) -> Certificate:
    """Makes a certificate that is paid for, whatever is sold now, once per id. Raises KeyConflict."""
    if not rows.of_ids(connection, (certificate_id,)):
        programme = current(connection, now)
        row = {
            "id": certificate_id,
            "code": new_code(),
            "face": amount,
            "currency": currency,
            "member_id": holder,
            "sold_by": UUID(by.actor.removeprefix("person:")) if by.actor.startswith("person:") else None,
            "outlet_id": by.outlet_id,
            "sold_at": now,
            "expires_at": rules.ends_at(now, programme.settings.certificates.months, programme.zone),
            "opened_at": now if holder else None,
        }
        rows.insert(connection, row)
    key = f"sold:{certificate_id}"
    certificates.post(connection, certificates.one(connection, certificate_id, lock=True), key, "sold", amount, by, now)
    entry = rows.known(connection, key)
    if entry is None or entry.amount != amount:
        raise KeyConflict
    if holder is not None:
        passes.changed(connection, holder, now)
    return certificates.one(connection, certificate_id)


def new_code() -> str:
    """Returns a new code that nobody can guess."""
    return rules.with_check_letter("".join(secrets.choice(rules.LETTERS) for _ in range(rules.LENGTH - 1)))
