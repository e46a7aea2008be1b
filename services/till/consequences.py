"""What a sale or a return sets off beside its postings, in the order in which it happens."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.counting import Counting
from loyalty.decision import Reversal
from loyalty.member import Member
from loyalty.programme import Programme
from services.ledger import accounts
from services.programme.versions import current
from services.rewards import coupon_uses, coupons, promises, referrals, tiers
from services.till.cheques import Deal, Sold
from storage.ledger.ledger import Operation
from storage.members import members
from storage.passes import passes
from storage.tables import Record
from storage.till import codes, outcomes
from storage.till.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Undone:
    """What goes back with a return beside money and points.

    `stamps` are how many of which rule (its mechanic, its own title); coupons are titles: `coupons_back` at the
    customer's, `coupons_gone` taken; `tier` is the one that the customer falls to, `""` when they keep theirs.
    """

    stamps: tuple[tuple[str, str, int], ...] = ()
    coupons_back: tuple[str, ...] = ()
    coupons_gone: tuple[str, ...] = ()
    tier: str = ""


def undone(
    connection: Connection,
    purchase: Record,
    counted: Counting,
    decided: Reversal,
    member: Member,
    programme: Programme,
    now: datetime,
) -> Undone:
    """Returns what a decided return would take back beside money and points, writing nothing.

    `counted` is what the cheque counted before it, `member` is as its postings leave them.
    """
    reopened = coupon_uses.Reopened()
    if sum(decided.returned) == purchase.gross:
        reopened = coupon_uses.would_reopen(connection, purchase.id)
    voided = [rule_id for rule_id, times in decided.voided for _ in range(times)]
    return Undone(
        _stamps(counted, decided.counting, programme),
        tuple(coupons.titles(connection, reopened.back, now)),
        tuple(coupons.titles(connection, (*voided, *reopened.gone), now)),
        tiers.fallen(connection, member, programme, purchase.id, now, purchase.facts["tier"]),
    )


def _stamps(before: Counting, after: Counting, programme: Programme) -> tuple[tuple[str, str, int], ...]:
    left, rules = {each.rule_id: each.amount for each in after.counted}, {rule.id: rule for rule in programme.rules}
    gone = [(each.rule_id, each.amount - left.get(each.rule_id, 0)) for each in before.counted if each.goal]
    return tuple(
        (rules[rule_id].mechanic, getattr(rules[rule_id].config, "title", ""), count)
        for rule_id, count in gone
        if count and rule_id in rules
    )


def undone_of(connection: Connection, purchase_id: UUID, return_id: UUID) -> Undone:
    """Returns what went back with a recorded return, by its operation."""
    noted = outcomes.undone_of(connection, purchase_id, return_id)
    stamps = tuple((mechanic, own, count) for mechanic, own, count in noted.get("stamps", ()))
    back, gone = (tuple(noted.get(name, ())) for name in ("coupons_back", "coupons_gone"))
    return Undone(stamps, back, gone, noted.get("tier", ""))


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
        programme,
        now,
        number=sold.number,
        outlet=deal.till.outlet,
        gross=sold.gross,
        discount=sold.discount,
        payable=sold.payable,
        certificate=sold.certificate,
        redeemed=sold.redeemed,
        earned=sold.earned,
        counted=promises.counted_told(outcome, programme),
        offs=promises.offs_told(outcome, programme),
        at=deal.at.isoformat(),
        zone=deal.till.zone,
        unsaid=[list(each.categories) for each in outcome.unsaid],
    )
    referrals.reward(connection, sale.member_id, sale.draft_id, programme, now)
    return outcome


def after_return(
    connection: Connection,
    purchase: Record,
    counted: Counting,
    decided: Reversal,
    entry: Operation,
    member: Member,
    programme: Programme,
    to_certificates: int,
) -> Undone:
    """Sets off all that follows a return once its postings stand.

    What the returned part had promised is taken back, with the level that this very cheque had raised; points restored
    are no longer counted against the day's limit of codes that do not change; after a full return the purchase counts
    no more and its coupons are good again; the card is drawn anew and its holder told; a referral is taken back when
    too little is left of the purchase that had earned it.

    `counted` is what the cheque counted before, `member` is as the postings left them and locked; `programme` is the
    one that the cheque was made under. Of the money that goes back, `to_certificates` does to gift certificates.
    """
    member_id, now = purchase.member_id, entry.recorded_at
    gone = undone(connection, purchase, counted, decided, member, programme, now)
    promises.take_back(connection, member, decided, programme, purchase.id, now, tier=purchase.facts["tier"])
    if gone != Undone():
        outcomes.note_undone(connection, purchase.id, entry.id, asdict(gone))
    if decided.restored:
        codes.give_back(connection, member_id, purchase.business_day, purchase.id, decided.restored)
    if sum(decided.returned) == purchase.gross:
        members.count_purchases(connection, member_id, -1)
        coupon_uses.reopen(connection, purchase.id, programme, now)
    passes.changed(connection, member_id, now)
    accounts.tell_moved(
        connection,
        entry,
        accounts.points_moved(decided.postings),
        member,
        members.holder(connection, member_id),
        current(connection, now),
        now,
        number=purchase.number,
        outlet=purchase.outlet,
        at=now.isoformat(),
        zone=purchase.zone,
        currency=programme.currency,  # of the cheque, whatever is paid in now
        gross=decided.gross,
        money_back=decided.money_back,
        to_certificate=to_certificates,
        restored=decided.restored,
        taken=decided.taken,
        stamps_back=gone.stamps,
        coupons_back=gone.coupons_back,
        coupons_gone=gone.coupons_gone,
    )
    referrals.refunded(connection, purchase, programme, now)
    return gone
