"""Granting what an event that is no cheque gives: points, coupons and a tier, written once and told."""

from collections.abc import Mapping

from sqlalchemy import Connection

from loyalty.decision import Grant
from loyalty.ledger import Account
from loyalty.member import Member
from loyalty.programme import Programme
from services.notices import tell_holder
from services.rewards import promises
from storage.ledger import ledger
from storage.ledger.ledger import Operation
from storage.members import members
from storage.passes import passes


def grant(
    connection: Connection,
    entry: Operation,
    member: Member,
    gift: Grant,
    programme: Programme,
    *,
    notice: str = "",
    told: Mapping[str, object] | None = None,
    revocable: bool = False,
) -> bool:
    """Gives the locked member what was decided; says whether it did: what the operation's key names is given once.

    `notice` names the words in which they hear of it, with `told` beside the figures. Without it the gift is part of
    a new card: nobody is told, and no phone has an older one. What a `revocable` gift raised falls with its operation.
    """
    if not ledger.post(connection, entry, gift.postings):
        return False
    after, now = member.after(gift.postings), entry.recorded_at
    source = entry.id if revocable else None  # stands where a purchase would
    promises.keep(connection, after, gift.counting, gift.tier, programme, entry.key, now, source)
    if notice:
        passes.changed(connection, member.id, now)
        balance, holder = after.balance(Account.ACTIVE), members.holder(connection, member.id)
        figures = {"operation_id": str(entry.id), "points": gift.points, "balance": balance}
        tell_holder(connection, holder, notice, {**(told or {}), **figures}, key=str(entry.id), now=now)
    return True
