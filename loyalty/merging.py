"""Merging: all that one member has becomes another's, as postings; lots keep their dates."""

from dataclasses import dataclass
from datetime import datetime

from loyalty import adjusting
from loyalty.ledger import CARRY, MILLION, Account, Posting, in_lots
from loyalty.lots import spending_order, take
from loyalty.member import Member
from loyalty.programme import Programme

KIND = "merge"


@dataclass(frozen=True, slots=True)
class Handover:
    """What leaves the `giver` and what comes to the taker; together they sum to zero in every unit."""

    given: tuple[Posting, ...]
    taken: tuple[Posting, ...]


def hand_over(giver: Member, taker: Member, programme: Programme, at: datetime) -> Handover:
    """Returns the postings by which `taker` gets all that `giver` has: lots, carry, counts and debts.

    A debt of one is repaid from what the other brings. Nothing of the giver's may be held.
    """
    given = [
        *(Posting(lot.account, lot.unit, -lot.remaining, lot.id) for lot in giver.lots if lot.remaining),
        *(
            Posting(account, unit, -amount)
            for (account, unit), amount in giver.balances.items()
            if amount and (account is Account.DEBT or not in_lots(unit))
        ),
    ]
    taken = [Posting(line.account, line.unit, -line.amount, line.lot) for line in given]
    return Handover(tuple(given), (*taken, *_settled(_together(giver, taker), programme, at)))


def _together(giver: Member, taker: Member) -> Member:
    balances = dict(taker.balances)
    for key, amount in giver.balances.items():
        balances[key] = balances.get(key, 0) + amount
    return Member(taker.id, taker.facts, balances, (*taker.lots, *giver.lots))


def _settled(both: Member, programme: Programme, at: datetime) -> list[Posting]:
    """Returns what is left to do once both are one: two halves of a point are a point, and a debt is repaid."""
    settled: list[Posting] = []
    if both.carry >= MILLION:
        settled += [Posting(Account.ACTIVE, CARRY, -MILLION), Posting(Account.ISSUED, CARRY, MILLION)]
        settled += adjusting.give(both, 1, programme, at, kind="carry")
        both = both.after(settled)
    for (account, unit), amount in both.balances.items():
        repaid = min(-amount, both.balance(Account.ACTIVE, unit)) if account is Account.DEBT else 0
        if repaid <= 0:
            continue
        settled.append(Posting(Account.DEBT, unit, repaid))
        if in_lots(unit):
            lots = (lot for lot in both.lots if (lot.unit, lot.account) == (unit, Account.ACTIVE))
            parts = take(sorted(lots, key=spending_order), repaid)
            settled += [Posting(Account.ACTIVE, unit, -part, lot.id) for lot, part in parts]
        else:
            settled.append(Posting(Account.ACTIVE, unit, -repaid))
    return settled
