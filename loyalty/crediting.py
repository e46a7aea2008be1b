"""Crediting: whole points become postings; active ones repay a debt first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from loyalty.ledger import MILLION, POINTS, Account, NewLot, Posting, Step
from loyalty.localtime import days_on, end_of_day
from loyalty.proposals import Terms


@dataclass(frozen=True, slots=True)
class Credit:
    """Whole points under the same terms; the steps add up to points × 1 000 000."""

    points: int
    terms: Terms
    steps: tuple[Step, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the points are for: moment (UTC) and zone, the company that issues them, and the cheque if there is one."""

    at: datetime
    zone: str
    company: str = ""
    purchase_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Credited:
    """The postings of credits, and how many of their points went to a debt."""

    postings: tuple[Posting, ...]
    debt_repaid: int


def post(credits_: Iterable[Credit], origin: Origin, debt: int) -> Credited:
    """Returns the postings that credit the member, whose debt is `debt` (not negative) points.

    Points that are pending repay nothing until they activate. The steps of each posting add up to its amount.
    """
    postings: list[Posting] = []
    issued = repaid = 0
    for credit in credits_:
        issued += credit.points
        to_debt = 0 if credit.terms.activation_days else min(credit.points, debt - repaid)
        repaid += to_debt
        if to_debt:
            why = credit.steps if to_debt == credit.points else (Step("debt", to_debt * MILLION),)
            postings.append(Posting(Account.DEBT, POINTS, to_debt, why=why))
        if credit.points > to_debt:
            kept = (Step("debt", -to_debt * MILLION),) if to_debt else ()
            lot = _lot(credit, credit.points - to_debt, origin)
            postings.append(Posting(lot.account, POINTS, lot.amount, lot, credit.steps + kept))
    if issued:
        postings.append(Posting(Account.ISSUED, POINTS, -issued))
    return Credited(tuple(postings), repaid)


def _lot(credit: Credit, points: int, origin: Origin) -> NewLot:
    terms = credit.terms
    active_from = days_on(origin.at, terms.activation_days, origin.zone) if terms.activation_days else origin.at
    expires_at = None if terms.expiry_days is None else end_of_day(active_from, terms.expiry_days, origin.zone)
    return NewLot(
        unit=POINTS,
        account=Account.PENDING if terms.activation_days else Account.ACTIVE,
        amount=points,
        active_from=active_from,
        expires_at=expires_at,
        purchase_id=origin.purchase_id,
        company=origin.company,
        label=credit.label,
    )
