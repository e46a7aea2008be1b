"""Gift certificates at the till: sold, looked at, paying in a sale or by themselves, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty import certificates as rules
from loyalty.certificates import Part, Tender
from loyalty.errors import (
    AmountNotPositive,
    FiguresChanged,
    KeyConflict,
    NotAllowed,
    OwnCard,
    PurchaseUnknown,
    UndoTooLate,
)
from services.notices import tell_holder
from services.people import SENIORS, Person, staff_member
from services.prepaid import certificates, losing, selling
from services.prepaid.certificates import Certificate, Where
from services.programme.versions import current
from services.till.identifying import Proof
from services.till.tills import Till, till_of
from storage.engine.ids import following
from storage.members import members
from storage.prepaid import certificates as rows
from storage.till import purchases


@dataclass(frozen=True, slots=True)
class Paid:
    """What a certificate has paid without anybody's card: of `amount`, `paid` by it; minor units of `currency`."""

    draft_id: UUID
    certificate: Certificate
    amount: int
    paid: int
    currency: str
    undone: bool = False

    @property
    def cash(self) -> int:
        """What is paid in money beside it."""
        return self.amount - self.paid


def where(till: Till) -> Where:
    """Returns a till as the books of certificates name it."""
    return Where(f"person:{till.cashier.id}", till.outlet_id)


def sell(
    connection: Connection, cashier: Person, amount: int, draft_id: UUID, now: datetime, holder: UUID | None = None
) -> Certificate:
    """Sells a certificate once per draft; with a `holder` it is on their card at once, and they are told.

    Raises NotAllowed, OwnCard, and what `selling.sell` raises.
    """
    till = till_of(connection, cashier)
    if holder is not None and holder == till.cashier.member_id:
        raise OwnCard
    made = selling.sell(connection, draft_id, amount, where(till), now, holder=holder)
    if holder is not None:
        arguments = {"certificate_id": str(made.id), "money": amount, "currency": made.currency}
        person = members.holder(connection, holder)
        tell_holder(connection, person, "certificate-bought", arguments, key=str(made.id), now=now)
    return made


def look(connection: Connection, cashier: Person, code: str) -> Certificate:
    """Returns the certificate of a code that somebody shows. Raises NotAllowed, OwnCard, and what `found` raises."""
    by, certificate = staff_member(connection, cashier), certificates.found(connection, code)
    if certificate.member_id is not None and certificate.member_id == by.member_id:
        raise OwnCard
    return certificate


def one(connection: Connection, cashier: Person, certificate_id: UUID) -> Certificate:
    """Returns a certificate. Raises NotAllowed, OwnCard, CertificateUnknown."""
    return look(connection, cashier, certificates.one(connection, certificate_id).code)


def presented(connection: Connection, cashier: Person, code: str, now: datetime) -> tuple[Certificate, Tender]:
    """Returns a certificate with what it may pay in a sale now. Raises what `look` raises and what keeps it from it."""
    certificate = look(connection, cashier, code)
    return certificate, certificates.tender(connection, certificate, current(connection, now).currency, now)


def tenders(connection: Connection, ids: Sequence[UUID], now: datetime) -> tuple[Tender, ...]:
    """Returns certificates as they may pay now, without those that cannot any more."""
    return certificates.tenders(connection, ids, current(connection, now).currency, now)


def of_customer(connection: Connection, proof: Proof, now: datetime) -> tuple[Certificate, ...]:
    """Returns what may pay of what the customer holds whose changing code was scanned, the first to end first."""
    held = certificates.of_member(connection, proof.member_id)
    able = {tender.id for tender in tenders(connection, [each.id for each in held], now)}
    usable = [each for each in held if each.id in able]
    return tuple(sorted(usable, key=lambda each: (each.expires_at is None, each.expires_at or now, each.id)))


def pay(
    connection: Connection,
    cashier: Person,
    certificate_id: UUID,
    amount: int,
    draft_id: UUID,
    now: datetime,
    said: int | None = None,
) -> Paid:
    """Lets a certificate pay as much of `amount` as it can, without anybody's card, once per draft.

    Raises NotAllowed, OwnCard, AmountNotPositive, what keeps it from paying, and FiguresChanged when that would be
    another sum than was `said`.
    """
    till, programme = till_of(connection, cashier), current(connection, now)
    if amount <= 0:
        raise AmountNotPositive
    certificates.one(connection, certificate_id, lock=True)
    known = rows.paid_for(connection, draft_id)
    if not known:
        certificate = one(connection, cashier, certificate_id)
        tender = certificates.tender(connection, certificate, programme.currency, now)
        known = rules.pays(amount, (tender,))
        if said is not None and rules.total(known) != said:
            raise FiguresChanged
        certificates.spend(connection, draft_id, known, programme.currency, where(till), now)
    if known[0].id != certificate_id or known[0].amount > amount:
        raise KeyConflict
    return Paid(draft_id, certificates.one(connection, certificate_id), amount, known[0].amount, programme.currency)


def undo(connection: Connection, cashier: Person, draft_id: UUID, now: datetime) -> Paid:
    """Gives a certificate back what it has paid without anybody's card, once; a cashier's own, while it is fresh.

    Raises NotAllowed, PurchaseUnknown, UndoTooLate.
    """
    till = till_of(connection, cashier)
    paid = rows.paid_for(connection, draft_id)
    if not paid or purchases.row_of(connection, draft_id) is not None:  # a purchase is undone with all that it did
        raise PurchaseUnknown
    (part,) = paid
    certificates.one(connection, part.id, lock=True)
    entry = rows.known(connection, f"spent:{draft_id}:{part.id}")
    assert entry is not None, "it has just been found"
    back = rows.given_back(connection, draft_id)
    if not back:
        if till.cashier.role not in SENIORS:
            if entry.actor != where(till).actor:
                raise NotAllowed
            if now - entry.at > timedelta(minutes=current(connection, now).settings.undo_minutes):
                raise UndoTooLate
        parts, return_id = (Part(part.id, part.amount),), following(draft_id, "undo")
        certificates.give_back(connection, draft_id, parts, return_id, entry.currency, where(till), now)
    made = certificates.one(connection, part.id)
    return Paid(draft_id, made, part.amount, part.amount, entry.currency, undone=True)


def pay_back(
    connection: Connection, cashier: Person, certificate_id: UUID, return_id: UUID, now: datetime
) -> tuple[Certificate, int]:
    """Takes a certificate back for money; a cashier what they have sold while it is fresh, a manager any.

    Raises NotAllowed, OwnCard, UndoTooLate, and what `certificates.pay_back` raises.
    """
    till, certificate = till_of(connection, cashier), one(connection, cashier, certificate_id)
    if till.cashier.role not in SENIORS:
        if certificate.sold_by != till.cashier.id:
            raise NotAllowed
        if now - certificate.sold_at > timedelta(minutes=current(connection, now).settings.undo_minutes):
            raise UndoTooLate
    return certificates.pay_back(connection, certificate_id, return_id, where(till), now)


def block(connection: Connection, cashier: Person, certificate_id: UUID, now: datetime) -> Certificate:
    """Blocks a certificate that was reported lost. Raises NotAllowed, OwnCard, CertificateUnknown."""
    one(connection, cashier, certificate_id)
    return losing.block(connection, certificate_id, cashier.id, now)


def reissue(connection: Connection, cashier: Person, certificate_id: UUID, before: str, now: datetime) -> Certificate:
    """Gives a lost certificate a new code in place of `before`: a manager's word. Raises NotAllowed, OwnCard."""
    if staff_member(connection, cashier).role not in SENIORS:
        raise NotAllowed
    one(connection, cashier, certificate_id)
    return losing.reissue(connection, certificate_id, before, cashier.id, now)
