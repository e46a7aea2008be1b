"""What stands on a card beside the points: stamps, tier, coupons, the last operations, places, and the news."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection

from loyalty import tiering
from loyalty.ledger import MEMBER_ACCOUNTS, POINTS, Account, counted_by
from loyalty.member import Member
from loyalty.programme import Programme
from loyalty.registry import MECHANICS
from storage.passes import pass_facts
from storage.tables import Record
from wallet.contents import Climb, HeldCoupon, Moved, News, Place, StampCard

SHOWN_OPERATIONS = 5
_NO_ENTRY = frozenset({"activation"})
"""Changes nothing that the member owns, so it is no line of the history; it is news all the same."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a card; see `services.passes.pass_facts.PassFacts`."""

    tier: str
    stamps: tuple[StampCard, ...]
    climb: Climb | None
    coupons: tuple[HeldCoupon, ...]
    operations: tuple[Moved, ...]
    places: tuple[Place, ...]
    news: News | None


@dataclass(frozen=True, slots=True)
class _Operation:
    """One of the last operations with all of its postings on this member."""

    row: Record
    lines: Sequence[Record]

    @property
    def points(self) -> int:
        """The change of all the member's points."""
        return self._sum(MEMBER_ACCOUNTS)

    @property
    def spendable(self) -> int:
        """The change of the points on the front of the card."""
        return self._sum({Account.ACTIVE, Account.HELD})

    @property
    def later(self) -> int:
        """The points that came and wait for their day."""
        return max(0, self._sum({Account.PENDING}))

    def _sum(self, accounts: frozenset[Account] | set[Account]) -> int:
        return sum(line.amount for line in self.lines if line.unit == POINTS and line.account in accounts)

    def counted(self) -> frozenset[str]:
        """The rules that counted something."""
        return frozenset(counted_by(line.unit) for line in self.lines if line.unit and line.unit != POINTS)


def of_member(
    connection: Connection,
    row: Record,
    member: Member,
    programme: Programme,
    points: int,
    schedule: Sequence[tuple[datetime, int]],
    now: datetime,
) -> Contents:
    """Returns the contents of the card of a member whose `row`, account and `points` are known."""
    titles = {rule.id: rule.config.title for rule in programme.rules if rule.mechanic == "coupon" and not rule.paused}
    facts = tiering.placed(member.facts, programme)
    stamps, climb = _progress(member, programme, titles)
    operations = [
        _Operation(lines[0], lines)
        for _, found in groupby(pass_facts.operations(connection, row.id), lambda line: line.id)
        if (lines := list(found))
    ]
    shown = [each for each in operations if each.row.kind not in _NO_ENTRY][:SHOWN_OPERATIONS]
    news = _News(connection, row, titles, stamps, points, schedule)
    return Contents(
        tier=facts.tier,
        stamps=stamps,
        climb=climb,
        coupons=tuple(
            HeldCoupon(titles[coupon.rule_id], coupon.code, coupon.expires_at)
            for coupon in pass_facts.coupons(connection, row.id, now)
            if coupon.rule_id in titles
        ),
        operations=tuple(_moved(each) for each in shown),
        places=tuple(Place(*place) for place in pass_facts.places(connection)),
        news=news.latest(operations),
    )


def _moved(operation: _Operation) -> Moved:
    kind, points = operation.row.kind, operation.points
    if kind == "welcome" and not points:  # a gift of nothing is only the day when they joined
        return Moved("joined", operation.row.happened_at, None)
    return Moved(kind, operation.row.happened_at, points)


def _progress(
    member: Member, programme: Programme, titles: dict[str, str]
) -> tuple[tuple[StampCard, ...], Climb | None]:
    facts = tiering.placed(member.facts, programme)
    stamps: list[StampCard] = []
    climb: Climb | None = None
    for rule in programme.rules:
        show = MECHANICS[rule.mechanic].progress
        if show is None or rule.paused or rule.mechanic not in {"stamp_card", "tiers"}:
            continue
        step = show(rule.config, replace(facts, count=member.counts.get(rule.id, 0)))
        if rule.mechanic == "stamp_card":
            stamps.append(StampCard(rule.id, titles.get(step.step, ""), max(0, step.have), step.need, step.at))
        elif step.need:
            climb = Climb(step.step, step.have, step.need, step.unit)
    return tuple(stamps), climb


@dataclass(frozen=True, slots=True)
class _News:
    """Finds what happened last, and says all of it that happened at that moment."""

    connection: Connection
    row: Record
    titles: dict[str, str]
    stamps: Sequence[StampCard]
    points: int
    schedule: Sequence[tuple[datetime, int]]

    def latest(self, operations: Sequence[_Operation]) -> News | None:
        """Returns the news, None for a member with whom nothing ever happened."""
        found = [news for news in map(self._of_operation, operations) if news]
        issued = [each for each in pass_facts.issued(self.connection, self.row.id) if each.rule_id in self.titles]
        tier = pass_facts.tier_since(self.connection, self.row.id)
        reminded = pass_facts.expiry_reminded(self.connection, self.row.person_id) if self.row.person_id else None
        moments = [found[0].at] if found else []
        moments += [coupon.issued_at for coupon in issued]
        moments += [tier.since] if tier else []
        moments += [reminded] if reminded and self.schedule else []
        if not moments:
            return None
        at = max(moments)
        news = found[0] if found and found[0].at == at else News(at)
        return replace(
            news,
            tier=tier.tier if tier and tier.since == at else "",
            coupons=tuple(self.titles[coupon.rule_id] for coupon in issued if coupon.issued_at == at),
            expiring=(self.schedule[0][1], self.schedule[0][0]) if reminded == at and self.schedule else None,
        )

    def _of_operation(self, operation: _Operation) -> News | None:
        """Returns what an operation says, None when it is nothing to disturb anybody with."""
        counted = operation.counted()
        card = next((card for card in self.stamps if card.rule_id in counted), None)
        if not (operation.spendable or operation.later or card):
            return None
        return News(
            operation.row.recorded_at,
            operation.spendable,
            self.points,
            operation.later,
            (card.have, card.goal) if card else None,
        )
