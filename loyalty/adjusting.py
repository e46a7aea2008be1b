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
        return give(member, points, programme, at)
    active = member.balance(Account.ACTIVE)
    if -points > active:
        raise AdjustmentTooLarge(active)
    lots = take(open_lots(member, Account.ACTIVE), -points)
    taken = tuple(Posting(Account.ACTIVE, POINTS, -part, lot.id) for lot, part in lots)
    return (*taken, Posting(Account.ISSUED, POINTS, -points))


def give(
    member: Member, points: int, programme: Programme, at: datetime, *, kind: str = "adjustment", days: int = 0
) -> tuple[Posting, ...]:
    """Returns the postings that give the member `points` (above zero), active at once and after they repay a debt.

    `kind` is that of the step that explains them; they are good for `days`, at 0 for as long as earned ones.
    """
    credit = Credit(points, Terms(expiry_days=days or _expiry(programme)), (Step(kind, points * MILLION),))
    return crediting.post((credit,), Origin(at, programme.zone), -member.balance(Account.DEBT)).postings


def _expiry(programme: Programme) -> int | None:
    """Returns after how many days points of the programme's basic rule expire, None for never."""
    rules = (rule.config for rule in programme.rules if isinstance(rule.config, earn.Config))
    return next(rules, earn.Config()).expiry_days
