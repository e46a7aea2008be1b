"""A certificate given on: by a link with a greeting, for a day to come, opened once and put on a card."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import certificates as rules
from loyalty.certificates import (
    CertificateBlocked,
    CertificateEndsBefore,
    CertificateMoved,
    CertificateTaken,
    CertificateUnknown,
)
from loyalty.errors import CodeMistyped, NotRegistered
from services.ledger import accounts
from services.ledger.accounts import CardSuspended
from services.notices import tell_holder, whose
from services.people import Person, fresh
from services.prepaid import certificates, losing
from services.prepaid.certificates import Certificate
from storage.members import members
from storage.passes import passes
from storage.prepaid import certificates as rows
from storage.tables import Record

GREETING_LIMIT = 500


def mine(connection: Connection, person: Person, certificate_id: UUID) -> Certificate:
    """Returns what a person holds. Raises CertificateUnknown for anybody else's."""
    certificate = certificates.one(connection, certificate_id)
    if certificate.member_id is None or certificate.member_id != fresh(connection, person).member_id:
        raise CertificateUnknown
    return certificate


def give(
    connection: Connection,
    person: Person,
    certificate_id: UUID,
    greeting: str,
    opens_at: datetime | None,
    now: datetime,
) -> Certificate:
    """Lets whoever opens its link have a certificate of the person's, at once or at `opens_at` (UTC).

    It is theirs until then, and may be given again otherwise. Raises CertificateUnknown, CertificateEndsBefore when it
    would open too late, and what keeps it from being used.
    """
    certificates.one(connection, certificate_id, lock=True)
    certificate = mine(connection, person, certificate_id)
    on_its_way = certificate.given_at is not None  # until somebody opens it, its day may still be another
    certificates.require_usable(replace(certificate, opens_at=None) if on_its_way else certificate, now)
    if opens_at is not None and certificate.expires_at is not None and certificate.expires_at <= opens_at:
        raise CertificateEndsBefore(certificate.expires_at)
    rows.change(
        connection,
        certificate_id,
        given_by=certificate.member_id,
        given_at=now,
        greeting=greeting[:GREETING_LIMIT],
        deliver_at=opens_at,
        delivered_at=None,
    )
    return certificates.one(connection, certificate_id)


def take_back(connection: Connection, person: Person, certificate_id: UUID, now: datetime) -> Certificate:
    """Keeps a certificate that was given on but that nobody has opened: the link is dead. Raises CertificateUnknown."""
    certificates.one(connection, certificate_id, lock=True)
    if mine(connection, person, certificate_id).given_at is not None:
        losing.renew_code(connection, certificate_id, now)
        kept = {"given_by": None, "given_at": None, "greeting": "", "deliver_at": None, "delivered_at": None}
        rows.change(connection, certificate_id, **kept)
    return certificates.one(connection, certificate_id)


def opened(connection: Connection, person: Person, code: str) -> Certificate:
    """Returns the certificate of a link, as the person would get it.

    Raises CertificateUnknown, CertificateMoved, CertificateBlocked, CertificateTaken; CardSuspended when the card that
    it is on is frozen.
    """
    row = _behind(connection, code)
    certificate, me = certificates.of_row(row), fresh(connection, person).member_id
    if me is not None and certificate.member_id == me:
        return certificate
    if certificate.member_id is not None and certificate.given_at is None:
        raise CertificateTaken
    if row.code != rules.normal(code):
        raise CertificateMoved
    if certificate.blocked:
        raise CertificateBlocked
    if certificate.frozen:
        raise CardSuspended
    return certificate


def claim(connection: Connection, person: Person, code: str, now: datetime) -> Certificate:
    """Puts the certificate of a link on the person's card, once: it has another code from then on.

    The same person again gets the same answer. Raises NotRegistered, what `open_account` raises and what `opened` does.
    """
    me = fresh(connection, person).member_id
    if me is None:
        raise NotRegistered
    accounts.open_account(connection, me, now)  # which nobody joins with another card until this is on it
    certificates.one(connection, _behind(connection, code).id, lock=True)
    certificate = opened(connection, person, code)
    if certificate.member_id == me:
        return certificate
    losing.renew_code(connection, certificate.id, now)
    rows.change(connection, certificate.id, member_id=me, opened_at=now, given_at=None)
    for member_id in (me, certificate.member_id):
        if member_id is not None:
            passes.changed(connection, member_id, now)
    if certificate.given_by is not None:
        arguments = {"name": person.name, "certificate_id": str(certificate.id), **_money(certificate)}
        told = {**arguments, **whose(name=person.id)}
        giver = members.holder(connection, certificate.given_by)
        tell_holder(connection, giver, "gift-opened", told, key=str(certificate.id), now=now)
    return certificates.one(connection, certificate.id)


def _behind(connection: Connection, code: str) -> Record:
    try:
        row = rows.by_code(connection, rules.normal(code))
    except CodeMistyped:
        row = None
    if row is None:
        raise CertificateUnknown
    return row


def deliver(connection: Connection, now: datetime, limit: int = 100) -> int:
    """Tells of gifts whose moment has come: who has opened the link, else the giver; returns how many."""
    due = rows.to_deliver(connection, now, limit)
    rows.of_ids(connection, [row.id for row in due], lock=True)
    for row in rows.of_ids(connection, [row.id for row in due]).values():
        if row.delivered_at is not None:
            continue
        certificate = certificates.of_row(row)
        rows.change(connection, certificate.id, delivered_at=now)
        waiting = certificate.given_at is not None
        arguments = {"certificate_id": str(certificate.id), **_money(certificate)}
        if not waiting:
            arguments |= {"name": certificate.giver, "greeting": certificate.greeting, **_by(connection, certificate)}
        holder = members.holder(connection, certificate.member_id) if certificate.member_id else None
        notice, key = "gift-due" if waiting else "gift-arrived", f"{certificate.id}:{row.deliver_at.isoformat()}"
        tell_holder(connection, holder, notice, arguments, key=key, now=now)
        if certificate.member_id is not None:
            passes.changed(connection, certificate.member_id, now)
    return len(due)


def _money(certificate: Certificate) -> dict[str, object]:
    return {"money": certificate.balance, "currency": certificate.currency}


def _by(connection: Connection, certificate: Certificate) -> dict[str, dict[str, str]]:
    giver = members.holder(connection, certificate.given_by) if certificate.given_by else None
    return whose(name=giver.id if giver is not None else None, greeting=giver.id if giver is not None else None)
