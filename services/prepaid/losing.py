"""Certificates that were lost: blocked, and issued anew with another code and all that is left on them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from services.prepaid import certificates
from services.prepaid.certificates import Certificate
from services.prepaid.selling import new_code
from storage.members import people
from storage.prepaid import certificates as rows


def block(connection: Connection, certificate_id: UUID, by: UUID, now: datetime) -> Certificate:
    """Lets nothing move on a certificate that was reported lost, until it has a new code."""
    if not certificates.one(connection, certificate_id, lock=True).blocked:
        rows.change(connection, certificate_id, blocked_at=now)
        people.note(connection, by, "certificate_blocked", now, certificate=str(certificate_id))
    return certificates.one(connection, certificate_id)


def reissue(connection: Connection, certificate_id: UUID, before: str, by: UUID, now: datetime) -> Certificate:
    """Gives a certificate a new code in place of the code `before`, which pays no more; the same again changes nothing.

    What is left on it stays, and so does whose it is.
    """
    if certificates.one(connection, certificate_id, lock=True).code == before:
        renew_code(connection, certificate_id, now)
        rows.change(connection, certificate_id, blocked_at=None)
        people.note(connection, by, "certificate_reissued", now, certificate=str(certificate_id))
    return certificates.one(connection, certificate_id)


def renew_code(connection: Connection, certificate_id: UUID, now: datetime) -> None:
    """Gives a locked certificate another code: pictures of the one before are worth nothing then."""
    rows.recode(connection, rows.of_ids(connection, (certificate_id,))[certificate_id], new_code(), now)
