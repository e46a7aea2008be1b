"""Gift certificates: sold once, found by their code, spent in parts, given back to, paid back, ended."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty import certificates as rules
from loyalty import changeover
from loyalty.certificates import (
    CertificateBlocked,
    CertificateEmpty,
    CertificateEnded,
    CertificateForeign,
    CertificateMoved,
    CertificateSealed,
    CertificateUnknown,
    CertificateUsed,
    Part,
    Tender,
)
from loyalty.errors import CodeMistyped, FiguresChanged, TooManyAttempts
from loyalty.localtime import end_of_day
from services.ledger.accounts import SYSTEM, CardSuspended
from services.people import Person, full_name
from services.programme.versions import current
from storage.prepaid import certificates as rows
from storage.prepaid.certificates import Entry
from storage.rewards import coupons as counters
from storage.tables import Record

ATTEMPTS = 10
"""Codes of nobody that one person may try in an hour; there are 2 to the 75th."""
_TOPIC = "certificate"
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A gift certificate; money in minor units of its `currency`, times in UTC.

    Whoever has the code of one without a `member_id` may use it; it is `frozen` with its holder's card. `giver` is the
    name of who has given it on. It opens at `opens_at`, and was put on a card at `opened_at`.
    """

    id: UUID
    code: str
    face: int
    balance: int
    currency: str
    member_id: UUID | None
    sold_at: datetime
    sold_by: UUID | None
    expires_at: datetime | None
    blocked: bool
    frozen: bool
    opened_at: datetime | None
    given_by: UUID | None
    given_at: datetime | None
    giver: str
    greeting: str
    opens_at: datetime | None

    def ended(self, now: datetime) -> bool:
        """Says whether it has run out."""
        return self.expires_at is not None and self.expires_at <= now

    def sealed(self, now: datetime) -> bool:
        """Says whether it is a gift whose day has not come."""
        return self.opens_at is not None and self.opens_at > now

    def usable(self, now: datetime) -> bool:
        """Says whether it can pay."""
        return bool(self.balance) and not (self.blocked or self.frozen or self.sealed(now) or self.ended(now))


@dataclass(frozen=True, slots=True)
class Where:
    """Where and by whom something is done, for the books."""

    actor: str = SYSTEM
    outlet_id: int | None = None


# --- finding ---------------------------------------------------------------------------------------------------------


def attempt(connection: Connection, person: Person, now: datetime) -> None:
    """Notes that somebody tries a code; `succeeded` takes it back. Raises TooManyAttempts."""
    hour = _hour(now)
    if counters.attempts(connection, person.id, _TOPIC, hour, 0) >= ATTEMPTS:
        raise TooManyAttempts(-((now - hour - _HOUR) // timedelta(minutes=1)))
    counters.attempts(connection, person.id, _TOPIC, hour, 1)


def succeeded(connection: Connection, person: Person, now: datetime) -> None:
    """Takes the attempt back that turned out to be a right code."""
    counters.attempts(connection, person.id, _TOPIC, _hour(now), -1)


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def found(connection: Connection, code: str) -> Certificate:
    """Returns the certificate that has this code now. Raises CertificateUnknown, CertificateMoved."""
    try:
        code = rules.normal(code)
    except CodeMistyped:
        raise CertificateUnknown from None
    row = rows.by_code(connection, code)
    if row is None:
        raise CertificateUnknown
    if row.code != code:
        raise CertificateMoved
    return of_row(row)


def one(connection: Connection, certificate_id: UUID, *, lock: bool = False) -> Certificate:
    """Returns a certificate, locked for the transaction when asked to. Raises CertificateUnknown."""
    row = rows.of_ids(connection, (certificate_id,), lock=lock).get(certificate_id)
    if row is None:
        raise CertificateUnknown
    return of_row(row)


def of_member(connection: Connection, member_id: UUID) -> tuple[Certificate, ...]:
    """Returns what a member holds, the newest first."""
    return tuple(of_row(row) for row in rows.of_member(connection, member_id))


def of_row(row: Record) -> Certificate:
    """Returns a row of `storage.prepaid.certificates` as a certificate."""
    return Certificate(
        id=row.id,
        code=row.code,
        face=row.face,
        balance=row.balance,
        currency=row.currency,
        member_id=row.member_id,
        sold_at=row.sold_at,
        sold_by=row.sold_by,
        expires_at=row.expires_at,
        blocked=row.blocked_at is not None,
        frozen=row.suspended_at is not None,
        opened_at=row.opened_at,
        given_by=row.given_by,
        given_at=row.given_at,
        giver=full_name(row),
        greeting=row.greeting,
        opens_at=row.deliver_at,
    )


@dataclass(frozen=True, slots=True)
class Move:
    """What moved on a certificate: `amount` signed minor units of `currency`; `outlet` may be empty.

    `draft_id` is that of a payment by itself, which no purchase has and which was not taken back.
    """

    kind: str
    amount: int
    currency: str
    at: datetime
    outlet: str
    draft_id: UUID | None = None


def moves(connection: Connection, certificate_id: UUID, limit: int = 5) -> tuple[Move, ...]:
    """Returns what moved on a certificate last, the newest first."""
    return tuple(
        Move(row.kind, row.amount, row.currency, row.at, row.outlet or "", row.purchase_id if row.alone else None)
        for row in rows.of_certificate(connection, certificate_id, limit)
    )


# --- paying ----------------------------------------------------------------------------------------------------------


def require_usable(certificate: Certificate, now: datetime) -> None:
    """Raises what keeps a certificate from paying.

    CertificateBlocked, CardSuspended, CertificateSealed, CertificateEnded or CertificateEmpty.
    """
    if certificate.blocked:
        raise CertificateBlocked
    if certificate.frozen:
        raise CardSuspended
    if certificate.opens_at is not None and certificate.sealed(now):
        raise CertificateSealed(certificate.opens_at)
    if certificate.ended(now):
        raise CertificateEnded
    if not certificate.balance:
        raise CertificateEmpty


def tender(connection: Connection, certificate: Certificate, currency: str, now: datetime) -> Tender:
    """Returns a certificate as what may pay in `currency`. Raises what `require_usable` raises, CertificateForeign."""
    require_usable(certificate, now)
    return Tender(certificate.id, _in_currency(certificate, currency))


def _in_currency(certificate: Certificate, currency: str) -> int:
    if certificate.currency == currency:
        return certificate.balance
    if not changeover.is_official(certificate.currency, currency):
        raise CertificateForeign(certificate.currency)
    return changeover.converted(certificate.currency, currency, certificate.balance)


def tenders(connection: Connection, ids: Sequence[UUID], currency: str, now: datetime) -> tuple[Tender, ...]:
    """Returns certificates as they may pay now, without those that cannot any more."""
    found_ = rows.of_ids(connection, tuple(ids))
    able = []
    for certificate in (of_row(found_[id_]) for id_ in ids if id_ in found_):
        with suppress(CertificateForeign):
            if certificate.usable(now):
                able.append(Tender(certificate.id, _in_currency(certificate, currency)))
    return tuple(able)


def spend(
    connection: Connection, purchase_id: UUID, parts: Sequence[Part], currency: str, by: Where, now: datetime
) -> None:
    """Takes what certificates pay for a purchase, once; they are locked first, in the order of their ids.

    Raises FiguresChanged when one cannot pay any more what it was to pay.
    """
    if parts:
        rows.of_ids(connection, [part.id for part in parts], lock=True)
    for part in parts:
        key = f"spent:{purchase_id}:{part.id}"
        if rows.known(connection, key) is not None:
            continue
        try:
            certificate = change_over(connection, one(connection, part.id), currency, now)
        except CertificateForeign:  # it went on in another currency than a sale that waited
            raise FiguresChanged from None
        if not certificate.usable(now) or certificate.balance < part.amount:
            raise FiguresChanged
        post(connection, certificate, key, "spent", -part.amount, by, now, purchase_id=purchase_id, settles=part.amount)


def give_back(
    connection: Connection,
    purchase_id: UUID,
    parts: Sequence[Part],
    return_id: UUID,
    currency: str,
    by: Where,
    now: datetime,
) -> None:
    """Gives certificates back what they paid for goods that came back, once per return and certificate.

    One that has run out, or soon will, lasts for the days of grace at least. `currency` is that of the purchase.
    """
    if not parts:
        return
    rows.of_ids(connection, [part.id for part in parts], lock=True)
    programme = current(connection, now)
    until = end_of_day(now, programme.settings.grace_days, programme.zone)
    for part in parts:
        certificate = one(connection, part.id)
        amount = _given_back(connection, purchase_id, part, currency, certificate.currency)
        if certificate.ended(now):
            _end(connection, certificate, now)
        post(
            connection,
            certificate,
            f"returned:{return_id}:{part.id}",
            "returned",
            amount,
            by,
            now,
            purchase_id=purchase_id,
            return_id=return_id,
            settles=part.amount,
        )
        if certificate.expires_at is not None and certificate.expires_at < until:
            rows.change(connection, part.id, expires_at=until)


def _given_back(connection: Connection, purchase_id: UUID, part: Part, before: str, currency: str) -> int:
    """Returns a part in the certificate's currency, so that many returns come to what one of their sum would.

    It is a cent at least: an entry moves something.
    """
    if before == currency:
        return part.amount
    settled, had = rows.given_to(connection, purchase_id, part.id, currency)
    return max(1, changeover.converted(before, currency, settled + part.amount) - had)


def times_moved(connection: Connection, certificate_id: UUID) -> int:
    """Returns how often something has moved on a certificate: what tells one state of it from any other."""
    return rows.how_many(connection, certificate_id)


def pay_back(
    connection: Connection, certificate_id: UUID, return_id: UUID, by: Where, now: datetime
) -> tuple[Certificate, int]:
    """Takes a certificate back for money, once per `return_id`; returns it and how many minor units are handed back.

    They are in the currency of the shop's books, where one that is in another goes on in that.

    Raises CertificateUsed where only untouched ones are taken back, CertificateEmpty, CertificateEnded,
    CertificateBlocked, CardSuspended.
    """
    certificate, key = one(connection, certificate_id, lock=True), f"refunded:{return_id}"
    known = rows.known(connection, key)
    if known is not None:
        return certificate, -known.amount
    require_payback(connection, certificate, now)
    with suppress(CertificateForeign):
        certificate = change_over(connection, certificate, current(connection, now).currency, now)
    post(connection, certificate, key, "refunded", -certificate.balance, by, now, return_id=return_id)
    return one(connection, certificate_id), certificate.balance


def require_payback(connection: Connection, certificate: Certificate, now: datetime) -> None:
    """Raises what `pay_back` raises."""
    require_usable(certificate, now)
    payback = current(connection, now).settings.certificates.payback
    if payback == "untouched" and certificate.balance != certificate.face:
        raise CertificateUsed


# --- time ------------------------------------------------------------------------------------------------------------


def change_over(connection: Connection, certificate: Certificate, currency: str, now: datetime) -> Certificate:
    """Takes a locked certificate over into the currency that the shop's books went on in. Raises CertificateForeign."""
    balance = _in_currency(certificate, currency)
    if certificate.currency == currency:
        return certificate
    before = certificate.currency
    if certificate.balance:
        post(
            connection, certificate, f"changed:{certificate.id}:{before}", "changed", -certificate.balance, Where(), now
        )
    face = max(1, changeover.converted(before, currency, certificate.face))
    rows.change(connection, certificate.id, currency=currency, face=face)
    certificate = one(connection, certificate.id)
    if balance:
        post(connection, certificate, f"changed:{certificate.id}:{currency}", "changed", balance, Where(), now)
    return one(connection, certificate.id)


def end(connection: Connection, now: datetime, limit: int = 100) -> int:
    """Writes off what certificates had left that have run out; returns how many."""
    late = rows.ended(connection, now, limit)
    rows.of_ids(connection, [row.id for row in late], lock=True)
    for row in late:
        _end(connection, one(connection, row.id), now)
    return len(late)


def _end(connection: Connection, certificate: Certificate, now: datetime) -> None:
    if certificate.balance and certificate.expires_at is not None and certificate.ended(now):
        key = f"expired:{certificate.id}:{certificate.expires_at.isoformat()}"
        post(connection, certificate, key, "expired", -certificate.balance, Where(), now)


def post(
    connection: Connection,
    certificate: Certificate,
    key: str,
    kind: str,
    amount: int,
    by: Where,
    now: datetime,
    *,
    purchase_id: UUID | None = None,
    return_id: UUID | None = None,
    settles: int = 0,
) -> bool:
    """Writes an entry of a locked certificate in its own currency, once per `key`; says whether it did."""
    return rows.post(
        connection,
        Entry(
            certificate.id,
            key,
            kind,
            amount,
            certificate.currency,
            by.actor,
            now,
            by.outlet_id,
            purchase_id,
            return_id,
            settles,
        ),
    )
