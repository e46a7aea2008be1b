"""What a sale or a return sets off beside its postings, in the order in which it happens."""

from sqlalchemy import Connection

from loyalty.decision import Reversal
from loyalty.member import Member
from loyalty.programme import Programme
from services.ledger import accounts
from services.rewards import coupon_uses, coupons, promises, referrals
from services.till.cheques import Deal, Sold
from storage.ledger.ledger import Operation
from storage.members import members
from storage.passes import passes
from storage.tables import Record
from storage.till import codes, outcomes
from storage.till.outcomes import Outcome


def after_sale(
    connection: Connection, deal: Deal, entry: Operation, sold: Sold, member: Member, holder: Record | None
) -> Outcome:
    """Uses up coupons, keeps what the cheque promises, tells the card's holder, pays for who was invited.

    `member` is as the postings left them and locked. An inviter is locked last: two sales never wait for each other.
    """
    sale, programme, now = deal.sale, deal.programme, entry.recorded_at
    members.count_purchases(connection, sale.member_id, 1)
    outcome = promises.outcome_of(connection, sale.member_id, deal.decision, programme, now)
    coupon_uses.redeem(connection, sale.coupons, sale.draft_id, sale.member_id, deal.till.outlet_id, now)
    outcomes.insert(connection, sale.draft_id, outcome)
    promises.keep(connection, deal.member, outcome.counting, outcome.tier, programme, entry.key, now, sale.draft_id)
    passes.changed(connection, sale.member_id, now)
    accounts.tell_moved(
        connection,
        entry,
        accounts.points_moved(deal.decision.postings),
        member,
        holder,
        programme.currency,
        now,
        number=sold.number,
        outlet=deal.till.outlet,
        gross=sold.gross,
        discount=sold.discount,
        payable=sold.payable,
        redeemed=sold.redeemed,
        earned=sold.earned,
        counted=promises.counted_told(outcome),
    )
    referrals.reward(connection, sale.member_id, sale.draft_id, programme, now)
    return outcome


def after_return(
    connection: Connection, purchase: Record, decided: Reversal, entry: Operation, member: Member, programme: Programme
) -> None:
    """Takes back what the returned part had promised, reopens coupons after a full return, tells, takes back referrals.

    `member` is as the postings left them and locked; `programme` is the one that the cheque was made under.
    """
    member_id, now = purchase.member_id, entry.recorded_at
    promises.take_back(connection, member, decided, programme, purchase.id, now, tier=purchase.facts["tier"])
    if decided.restored:
        codes.give_back(connection, member_id, purchase.business_day, purchase.id, decided.restored)
    voided = [rule_id for rule_id, times in decided.voided for _ in range(times)]
    reopened = coupon_uses.Reopened()
    if sum(decided.returned) == purchase.gross:
        members.count_purchases(connection, member_id, -1)
        reopened = coupon_uses.reopen(connection, purchase.id, programme, now)
    passes.changed(connection, member_id, now)
    accounts.tell_moved(
        connection,
        entry,
        accounts.points_moved(decided.postings),
        member,
        members.holder(connection, member_id),
        programme.currency,
        now,
        number=purchase.number,
        outlet=purchase.outlet,
        gross=decided.gross,
        money_back=decided.money_back,
        restored=decided.restored,
        taken=decided.taken,
        coupons_back=coupons.titles(connection, reopened.back, now),
        coupons_gone=coupons.titles(connection, (*voided, *reopened.gone), now),
    )
    referrals.refunded(connection, purchase, programme, now)
