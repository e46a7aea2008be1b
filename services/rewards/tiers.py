"""Tiers: raised by a sale, looked at again at the review, pinned by the owner."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty import changeover, tiering
from loyalty.errors import CodeUnknown, OwnCard, SettingInvalid
from loyalty.ledger import WINDOW
from loyalty.localtime import end_of_day, local, start_of
from loyalty.mechanics.tiers import level_at
from loyalty.member import Member
from loyalty.programme import Programme, Rule
from services.ledger import accounts
from services.notices import tell_holder
from services.people import Person, owner
from services.programme.versions import current
from storage.members import members, people
from storage.passes import passes
from storage.rewards import tiers as rows

FOREVER = datetime.max.replace(tzinfo=UTC)
"""Until when a tier is pinned for good."""


def rise(
    connection: Connection, member: Member, tier: str, programme: Programme, now: datetime, purchase_id: UUID | None
) -> None:
    """Gives the locked member a tier that a sale or a friend has earned, if they have then `reached` it; tells them."""
    rule = tiering.rule_of(programme)
    if rule is None or not reached(connection, member.id, tier, programme, now):
        return
    review_at = _review_at(rule, programme, now)
    rows.place(connection, member.id, tier, now, raised_by=purchase_id, review_at=review_at)
    _tell(connection, member.id, "tier-up", tier, now)


def reached(connection: Connection, member_id: UUID, tier: str, programme: Programme, now: datetime) -> str:
    """Returns the tier that an event leads to, `""` when the member stands as high already or is pinned."""
    rule, row = tiering.rule_of(programme), rows.standing(connection, member_id) if tier else None
    if rule is None or row is None:
        return tier
    return "" if _is_pinned(row.pinned_until, now) or not tiering.is_higher(rule, tier, row.tier) else tier


def fall(
    connection: Connection, member: Member, programme: Programme, purchase_id: UUID, now: datetime, before: str = ""
) -> None:
    """After a return, which left `member` so: takes the tier back at once that this very cheque had raised."""
    rule, left = tiering.rule_of(programme), fallen(connection, member, programme, purchase_id, now, before)
    if rule is not None and left:
        review_at = _review_at(rule, programme, now) if left != rule.config.base else None
        raised_by = purchase_id if tiering.is_higher(rule, left, before) else None
        rows.place(connection, member.id, left, now, raised_by=raised_by, review_at=review_at)
        _tell(connection, member.id, "tier-down", left, now)


def fallen(
    connection: Connection, member: Member, programme: Programme, purchase_id: UUID, now: datetime, before: str = ""
) -> str:
    """Returns the tier that a member falls to with a return that leaves them so, `""` when they keep theirs.

    Only what this very cheque had raised falls. `before` is the tier that they had at the cheque; only a review takes
    that.
    """
    rule, row = tiering.rule_of(programme), rows.standing(connection, member.id)
    if rule is None or row is None or row.raised_by != purchase_id or _is_pinned(row.pinned_until, now):
        return ""
    earned = level_at(rule.config, member.counts.get(rule.id, 0))
    left = before if tiering.is_higher(rule, before, earned) else earned
    return left if tiering.is_higher(rule, row.tier, left) else ""


def due(connection: Connection, now: datetime, limit: int = 100) -> Sequence[UUID]:
    """Returns members whose review has come."""
    return rows.due(connection, now, limit)


def review(connection: Connection, member_id: UUID, now: datetime) -> None:
    """Looks at the member's tier again: kept, raised or one step down, until the next review. Raises CodeUnknown."""
    member, programme = accounts.open_account(connection, member_id, now, erased_too=True), current(connection, now)
    rule, row = tiering.rule_of(programme), rows.standing(connection, member_id)
    if row is None or row.review_at is None or row.review_at > now or _is_pinned(row.pinned_until, now):
        return
    if rule is None or rule.paused:
        rows.place(connection, member_id, row.tier, row.since, review_at=now + timedelta(days=1))
        return
    tier = tiering.reviewed(rule, row.tier, counted(connection, member, rule, programme, row.review_at))
    review_at = _review_at(rule, programme, row.review_at) if tier != rule.config.base else None
    rows.place(connection, member_id, tier, now, review_at=review_at)
    if tier != row.tier:
        passes.changed(connection, member_id, now)
        _tell(connection, member_id, "tier-down" if tiering.is_higher(rule, row.tier, tier) else "tier-up", tier, now)


def counted(connection: Connection, member: Member, rule: Rule, programme: Programme, at: datetime) -> int:
    """Returns what counts for the review at `at`: the window as it stands, or the calendar year that ends then."""
    if rule.config.window != "year":
        return max(0, member.counts.get(rule.id, 0))
    year = local(at - timedelta(microseconds=1), programme.zone).date().replace(month=1, day=1)
    since, until = start_of(year, programme.zone), start_of(year.replace(year=year.year + 1), programme.zone)
    counted = rows.counted_between(connection, member.id, WINDOW + rule.id, since, until)
    if not rule.carries:
        return counted
    before = rows.counted_between(connection, member.id, WINDOW + rule.carries, since, until)
    return counted + changeover.converted_to(programme.currency, before)


def pin(
    connection: Connection, person: Person, member_id: UUID, tier: str, until: datetime | None, now: datetime
) -> None:
    """The owner gives a member a tier by hand until a day, then it is reviewed; None pins it for good.

    The same again changes nothing. Raises NotAllowed, OwnCard, CodeUnknown, SettingInvalid (no such tier).
    """
    by, programme = owner(connection, person), current(connection, now)
    rule = tiering.rule_of(programme)
    if member_id == by.member_id:
        raise OwnCard
    if members.load(connection, member_id, lock=True, erased_too=False) is None:
        raise CodeUnknown
    if rule is None or tier not in {rule.config.base, *(level.key for level in rule.config.levels)}:
        raise SettingInvalid("tier", "unknown-choice")
    pinned_until, row = until or FOREVER, rows.standing(connection, member_id)
    if row is not None and (row.tier, row.pinned_until) == (tier, pinned_until):
        return
    rows.place(connection, member_id, tier, now, review_at=until, pinned_until=pinned_until)
    people.note(connection, by.id, "pin_tier", now, member=str(member_id), tier=tier)
    passes.changed(connection, member_id, now)
    _tell(connection, member_id, "tier-set", tier, now)


def unpin(connection: Connection, person: Person, member_id: UUID, now: datetime) -> None:
    """Ends a pin; the tier is looked at again at once, and falls one step if it was not earned.

    Raises NotAllowed, OwnCard, CodeUnknown.
    """
    by = owner(connection, person)
    if member_id == by.member_id:
        raise OwnCard
    if members.load(connection, member_id, lock=True, erased_too=False) is None:
        raise CodeUnknown
    row = rows.standing(connection, member_id)
    if row is None or not _is_pinned(row.pinned_until, now):
        return
    rows.place(connection, member_id, row.tier, row.since, review_at=now)
    people.note(connection, by.id, "unpin_tier", now, member=str(member_id))
    review(connection, member_id, now)


def _review_at(rule: Rule, programme: Programme, now: datetime) -> datetime | None:
    """Returns when a tier that was raised or kept now is looked at again; a calendar year's holds through the next."""
    if rule.config.window == "lifetime":
        return None
    if rule.config.window == "rolling":
        return end_of_day(now, rule.config.days, programme.zone)  # when what is counted now counts no more
    today = local(now, programme.zone).date()
    return start_of(today.replace(year=today.year + 2, month=1, day=1), programme.zone)


def _is_pinned(until: datetime | None, now: datetime) -> bool:
    return until is not None and until > now


def _tell(connection: Connection, member_id: UUID, notice: str, tier: str, now: datetime) -> None:
    holder = members.holder(connection, member_id)
    tell_holder(connection, holder, notice, {"tier": tier}, key=f"{member_id}:{now.isoformat()}", now=now)
