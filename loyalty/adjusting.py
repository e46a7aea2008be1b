"""Adjustments: points that a person gives or takes by hand, as postings."""

from datetime import datetime

from loyalty import crediting
from loyalty.crediting import Credit, Origin
from loyalty.errors import AdjustmentTooLarge
from loyalty.ledger import MILLION, POINTS, Account, Posting, Step
from loyalty.lots import open_lots, take
from loyalty.mechanics import earn
from loyalty.member import Member
from loyalty.programme import Programme
from loyalty.proposals import Terms


def adjust(member: Member, points: int, programme: Programme, at: datetime) -> tuple[Posting, ...]:
    """Returns the postings that give the member `points` (negative: take them), never leaving less than none.

    Given points are active at once, repay a debt first and expire as earned ones do. Raises AdjustmentTooLarge when
    more is to be taken than is active.
    """
    if points > 0:
        credit = Credit(points, Terms(expiry_days=_expiry(programme)), (Step("adjustment", points * MILLION),))
        debt = -member.balance(Account.DEBT)
        return crediting.post((credit,), Origin(at, programme.zone), debt).postings
    active = member.balance(Account.ACTIVE)
    if -points > active:
        raise AdjustmentTooLarge(active)
    lots = take(open_lots(member, Account.ACTIVE), -points)
    taken = tuple(Posting(Account.ACTIVE, POINTS, -part, lot.id) for lot, part in lots)
    return (*taken, Posting(Account.ISSUED, POINTS, -points))


def _expiry(programme: Programme) -> int | None:
    """Returns after how many days points of the programme's basic rule expire, None for never."""
    rules = (rule.config for rule in programme.rules if isinstance(rule.config, earn.Config))
    return next(rules, earn.Config()).expiry_days
