"""Gift certificates: money paid before, which pays a cheque after discounts, coupons and points."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from loyalty.errors import AmountTooLarge, CodeMistyped, Refusal
from loyalty.localtime import local, start_of
from loyalty.programme import Certificates

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, O, 1 and I: a code is read out and typed."""
LENGTH = 16
"""Letters of a code: fifteen at random, which are 75 bits, and one that checks them."""
_GROUP = 4
FIRST, LAST = "first", "last"


# --- refusals ---------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class CertificateUnknown(Refusal):
    """Nobody has sold a certificate with this code."""


@dataclass(eq=False)
class CertificateBlocked(Refusal):
    """The certificate was reported lost; nothing moves on it until it has a new code."""


@dataclass(eq=False)
class CertificateMoved(Refusal):
    """The certificate has another code since: it was put on a card, taken back, or issued anew."""


@dataclass(eq=False)
class CertificateEmpty(Refusal):
    """Nothing is left on the certificate."""


@dataclass(eq=False)
class CertificateEnded(Refusal):
    """The certificate has run out."""


@dataclass(eq=False)
class CertificateSealed(Refusal):
    """The certificate is a gift that opens at `opens_at` (UTC)."""

    opens_at: datetime


@dataclass(eq=False)
class CertificateEndsBefore(Refusal):
    """The certificate would have run out, at `ends_at` (UTC), before the gift opens."""

    ends_at: datetime


@dataclass(eq=False)
class CertificateTaken(Refusal):
    """Somebody has put the certificate on their card already."""


@dataclass(eq=False)
class CertificateUsed(Refusal):
    """Some of the certificate was spent, so that it cannot be given back for money."""


@dataclass(eq=False)
class CertificateForeign(Refusal):
    """The certificate is in `currency`, in which nothing is sold here now."""

    currency: str


@dataclass(eq=False)
class CertificateValueUnusual(Refusal):
    """No certificate of this value is sold."""


@dataclass(eq=False)
class CertificatesNotSold(Refusal):
    """The owner sells no certificates."""


# --- codes -----------------------------------------------------------------------------------------------------------


def with_check_letter(fifteen: str) -> str:
    """Returns fifteen letters with the sixteenth that `normal` expects: Luhn's sum, in 32 letters."""
    if len(fifteen) != LENGTH - 1 or not set(fifteen) <= set(LETTERS):
        raise ValueError("fifteen letters are needed")
    return fifteen + LETTERS[-_sum(fifteen + LETTERS[0]) % len(LETTERS)]


def normal(typed: str) -> str:
    """Returns a typed code as it is stored, its dashes and spaces aside. Raises CodeMistyped for what cannot be one."""
    code = "".join(character for character in typed.upper() if character.isalnum())
    if len(code) != LENGTH or not set(code) <= set(LETTERS) or _sum(code) % len(LETTERS):
        raise CodeMistyped
    return code


def spelled(code: str) -> str:
    """Returns a code as people read it aloud: `AB2C-DE3F-…`."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def _sum(code: str) -> int:
    base, total = len(LETTERS), 0
    for place, letter in enumerate(reversed(code)):
        value = LETTERS.index(letter) * (1 + place % 2)
        total += value // base + value % base
    return total


# --- paying ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tender:
    """A certificate that shall pay on a cheque, with the `balance` (minor units) that the cashier has seen on it."""

    id: UUID
    balance: int


@dataclass(frozen=True, slots=True)
class Part:
    """What a certificate pays, or gets back, in minor units."""

    id: UUID
    amount: int


def pays(due: int, tenders: Iterable[Tender]) -> tuple[Part, ...]:
    """Returns what certificates pay of `due` minor units, in their order, each once; the rest is paid in money."""
    parts = []
    for tender in {tender.id: tender for tender in tenders}.values():
        part = min(due, tender.balance)
        if part:
            parts.append(Part(tender.id, part))
        due -= part
    return tuple(parts)


def total(parts: Iterable[Part]) -> int:
    """Returns what the parts come to, in minor units."""
    return sum(part.amount for part in parts)


def gets_back(value: int, paid: Sequence[Part], given: Sequence[Part], cash: int, order: str) -> tuple[Part, ...]:
    """Returns what goes back to which certificate when goods worth `value` minor units come back.

    `paid` is what certificates paid for the cheque, `given` what they have been given back, `cash` what of the money
    that was paid beside them has not been handed back. `order` says whether certificates are given back `first` or
    `last`. The one that paid last is given back first.
    """
    had: dict[UUID, int] = {}
    for part in given:
        had[part.id] = had.get(part.id, 0) + part.amount
    left = [Part(part.id, part.amount - had.get(part.id, 0)) for part in reversed(paid)]
    share = min(value, total(left)) if order == FIRST else max(0, value - cash)
    return pays(share, [Tender(part.id, part.amount) for part in left])


# --- selling ---------------------------------------------------------------------------------------------------------


def require_value(amount: int, terms: Certificates) -> None:
    """Raises CertificateValueUnusual, or AmountTooLarge, for a value that the owner does not sell."""
    if any(face.value == amount for face in terms.values):
        return
    if terms.most and amount > terms.most:
        raise AmountTooLarge(terms.most)
    if not terms.most or amount < max(1, terms.least):
        raise CertificateValueUnusual


def ends_at(sold_at: datetime, months: int | None, zone: str) -> datetime | None:
    """Returns when what is sold now ends (UTC): with the same local day `months` later, or never."""
    if months is None:
        return None
    day = local(sold_at, zone).date()
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
    return start_of(last + timedelta(days=1), zone)
