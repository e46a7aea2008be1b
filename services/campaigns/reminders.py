"""Reminders: what is due today becomes a job once a day, and each person hears the most important thing, once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty import reminding, tiering
from loyalty.errors import ProgrammeMissing
from loyalty.localtime import days_on, end_of_day, local
from loyalty.member import Member
from loyalty.programme import Programme
from loyalty.reminding import CATCH_UP, INACTIVE_DAYS, Details, Reason
from services.ledger import accounts
from services.members import topics
from services.notices import Priority, tell
from services.prepaid import certificates
from services.programme.versions import current
from services.rewards import birthdays, coupons, tiers
from storage.campaigns import reminders as rows
from storage.members import members, profiles
from storage.passes import passes
from storage.plumbing import outbox
from storage.rewards import coupons as coupon_rows
from storage.tables import Record

JOB = "reminders"
TOPIC_OF = {kind: kind for kind in reminding.KINDS} | {"inactive": "offers"}
"""The topic that somebody switches off to hear no more of a kind."""
ON_CARDS = frozenset({"expiry"})
"""What the card in a phone says too, so that it reaches those who are not in the chat."""


def plan(connection: Connection, now: datetime) -> None:
    """Orders the rounds of the local day whose time has come, each once, however many processes ask."""
    try:
        programme = current(connection, now)
    except ProgrammeMissing:
        return
    moment, reminders = local(now, programme.zone), programme.settings.reminders
    for kind in reminding.due_kinds(reminders, moment.time()):
        gifts = kind == birthdays.KIND and reminding.gift_days(programme) is not None
        if gifts or getattr(reminders, kind):
            payload = {"kind": kind, "day": moment.date().isoformat()}
            dedupe = f"{JOB}:{kind}:{moment.date()}"
            outbox.put(connection, JOB, dedupe, payload, priority=Priority.SERVICE, run_at=now)


def is_timely(connection: Connection, day: str, now: datetime) -> bool:
    """Says whether it still is the local day of a round, outside of the quiet hours."""
    programme = current(connection, now)
    moment = local(now, programme.zone)
    return moment.date().isoformat() == day and not reminding.is_quiet(programme.settings.reminders, moment.time())


def quiet_until(connection: Connection, now: datetime) -> datetime | None:
    """Returns when (UTC) the quiet hours end in which nobody is to be disturbed, None outside of them."""
    programme = current(connection, now)
    return reminding.quiet_until(programme.settings.reminders, now, programme.zone)


def may_advertise(connection: Connection, now: datetime) -> bool:
    """Says whether adverts may leave: there is a programme, and it is not in its quiet hours."""
    try:
        return quiet_until(connection, now) is None
    except ProgrammeMissing:
        return False


# --- who -----------------------------------------------------------------------------------------------------------


def candidates(connection: Connection, kind: str, now: datetime, after: UUID, limit: int) -> Sequence[UUID]:
    """Returns up to `limit` members after one of them, by id, who may have a reason of this kind."""
    programme = current(connection, now)
    if not getattr(programme.settings.reminders, kind):
        return ()
    return _SCANS[kind](connection, programme, now, after, limit)


Scan = Callable[[Connection, Programme, datetime, UUID, int], Sequence[UUID]]


def _born(connection: Connection, programme: Programme, now: datetime, after: UUID, limit: int) -> Sequence[UUID]:
    days = reminding.born_on([local(now, programme.zone).date()])
    return _merged([profiles.born_on(connection, day, after, limit) for day in days], limit)


def _expiring(connection: Connection, programme: Programme, now: datetime, after: UUID, limit: int) -> Sequence[UUID]:
    until = end_of_day(now, max(reminding.EXPIRY_DAYS), programme.zone)
    return rows.with_expiring(connection, now, until, after, limit)


def _reviewed(connection: Connection, programme: Programme, now: datetime, after: UUID, limit: int) -> Sequence[UUID]:
    rule = tiering.rule_of(programme)
    if rule is None or rule.paused:
        return ()
    return rows.with_review(connection, now, end_of_day(now, rule.config.warn_days, programme.zone), after, limit)


def _with_coupons(
    connection: Connection, programme: Programme, now: datetime, after: UUID, limit: int
) -> Sequence[UUID]:
    until = end_of_day(now, programme.settings.reminders.coupon_days, programme.zone)
    return rows.with_coupons(connection, now, until, after, limit)


def _with_certificates(
    connection: Connection, programme: Programme, now: datetime, after: UUID, limit: int
) -> Sequence[UUID]:
    until = end_of_day(now, programme.settings.reminders.certificate_days, programme.zone)
    return rows.with_certificates(connection, now, until, after, limit)


def _nearly_full(
    connection: Connection, programme: Programme, now: datetime, after: UUID, limit: int
) -> Sequence[UUID]:
    if all(rule.paused or rule.mechanic != "stamp_card" for rule in programme.rules):
        return ()
    return _away(connection, programme, now, (programme.settings.reminders.stamp_days,), after, limit)


def _inactive(connection: Connection, programme: Programme, now: datetime, after: UUID, limit: int) -> Sequence[UUID]:
    return _away(connection, programme, now, INACTIVE_DAYS, after, limit)


def _away(
    connection: Connection, programme: Programme, now: datetime, days: Sequence[int], after: UUID, limit: int
) -> Sequence[UUID]:
    """Returns members who bought last so many days ago, or a few more."""
    found = []
    for number in days:
        since = days_on(now, -number - CATCH_UP, programme.zone)
        until = days_on(now, 1 - number, programme.zone)
        found.append(rows.last_bought(connection, since, until, after, limit))
    return _merged(found, limit)


def _merged(pages: Sequence[Sequence[UUID]], limit: int) -> Sequence[UUID]:
    return sorted({member_id for page in pages for member_id in page})[:limit]


_SCANS: dict[str, Scan] = {
    "birthday": _born,
    "expiry": _expiring,
    "tier": _reviewed,
    "coupons": _with_coupons,
    "certificates": _with_certificates,
    "stamps": _nearly_full,
    "inactive": _inactive,
}


# --- what ----------------------------------------------------------------------------------------------------------


def worth(connection: Connection, member_ids: Sequence[UUID], now: datetime) -> Sequence[UUID]:
    """Returns those of the members whom `remind` has something to tell now; most candidates know it already."""
    programme = current(connection, now)
    return [member_id for member_id in member_ids if _due(connection, member_id, programme, now) is not None]


def remind(connection: Connection, member_id: UUID, now: datetime) -> bool:
    """Tells the member the most important thing that they have not been told, if its time of the day has come.

    At most one a local day; nothing that they do not want. Those who cannot be reached in the chat hear on their card
    what cards say. Says whether it told them.
    """
    programme = current(connection, now)
    due = _due(connection, member_id, programme, now)
    if due is None:
        return False
    row, reason = due
    if not rows.add(connection, row.person_id, local(now, programme.zone).date(), reason.kind, reason.key, now):
        return False
    _tell(connection, row, reason, programme, now)
    return True


def _due(connection: Connection, member_id: UUID, programme: Programme, now: datetime) -> tuple[Record, Reason] | None:
    row, moment = members.row_of(connection, member_id), local(now, programme.zone)
    if row is None or row.person_id is None or row.frozen_at is not None or row.suspended_at is not None:
        return None
    if rows.reminded_on(connection, row.person_id, moment.date()):
        return None
    reason = _most_important(connection, row, programme, now)
    if reason is None or reason.kind not in reminding.due_kinds(programme.settings.reminders, moment.time()):
        return None  # at the time of that kind its own round finds them
    return row, reason


def _in_chat(row: Record) -> bool:
    return row.telegram_id is not None and bool(row.reachable)


def _most_important(connection: Connection, row: Record, programme: Programme, now: datetime) -> Reason | None:
    wanted = topics.wanted(connection, row.person_id)
    switched_on = programme.settings.reminders
    kinds = reminding.KINDS if _in_chat(row) else ON_CARDS
    reasons = [
        reason
        for reason in _reasons(connection, row, programme, now)
        if reason.kind in kinds and getattr(switched_on, reason.kind) and wanted[TOPIC_OF[reason.kind]]
    ]
    said = rows.said(connection, row.person_id, [reason.key for reason in reasons]) if reasons else frozenset()
    new = [reason for reason in reasons if reason.key not in said]
    return min(new, key=lambda reason: reminding.KINDS.index(reason.kind), default=None)


def _reasons(connection: Connection, row: Record, programme: Programme, now: datetime) -> list[Reason]:
    """Returns all there is to remind the member of, of every kind."""
    member, zone = accounts.view(connection, row.id, now), programme.zone
    today = local(now, zone).date()
    said = rows.since(connection, row.person_id, "expiry", today - timedelta(days=max(reminding.EXPIRY_DAYS)))
    limits = {int(reason.split(":")[1]): day for reason, day in sorted(said.items(), key=lambda entry: entry[1])}
    found = [
        _greeting(connection, member, row, programme, today),
        reminding.expiring(member.lots, zone, today, limits),
        _warning(connection, member, programme, now, today),
        *_ending(connection, member, programme, now, today),
        *_running_out(connection, member, programme, now, today),
    ]
    bought = rows.last_purchase(connection, row.id)
    if bought is not None:
        last = local(bought, zone).date()
        found += [*reminding.full_cards(member, programme, last, today), reminding.inactive(last, today)]
    return [reason for reason in found if reason is not None]


def _greeting(connection: Connection, member: Member, row: Record, programme: Programme, today: date) -> Reason | None:
    """Returns the greeting unless the gift has brought it today; its offer only to those who want offers."""
    reason = reminding.birthday(member.facts, programme, today)
    if reason is None or birthdays.given_on(connection, member.id, today, programme.zone):
        return None
    if reason.details["until"] and not topics.wanted(connection, row.person_id)["offers"]:
        reason = replace(reason, details={**reason.details, "until": ""})
    return replace(reason, details={**reason.details, "name": row.first_name})


def _warning(connection: Connection, member: Member, programme: Programme, now: datetime, today: date) -> Reason | None:
    rule, row = tiering.rule_of(programme), rows.standing(connection, member.id)
    if rule is None or rule.paused or row is None or row.review_at <= now:
        return None
    count = tiers.counted(connection, member, rule, programme, row.review_at)
    left = reminding.counted_at(member, rule, count, row.review_at) if rule.config.window == "rolling" else count
    missing = tiering.missing(rule, row.tier, left)
    return reminding.tier(rule, row.tier, missing, row.review_at, programme.zone, today)


def _ending(connection: Connection, member: Member, programme: Programme, now: datetime, today: date) -> list[Reason]:
    """Returns the member's coupons that end soon, the soonest first; not those that never lasted longer."""
    most, zone = programme.settings.reminders.coupon_days, programme.zone
    titles = {rule.id: rule.config.title for rule in programme.rules if rule.mechanic == "coupon" and not rule.paused}
    found = []
    for coupon in coupon_rows.of_member(connection, member.id, now):
        if coupon.rule_id not in titles or coupon.expires_at is None:
            continue
        day = reminding.last_day(coupon.expires_at, zone)
        lasts = (day - local(coupon.issued_at, zone).date()).days
        if (day - today).days <= most < lasts:
            details = {"title": titles[coupon.rule_id], "day": day.isoformat(), "coupon_id": str(coupon.id)}
            found.append(Reason("coupons", f"coupon:{coupon.id}", details))
    return found


def _running_out(
    connection: Connection, member: Member, programme: Programme, now: datetime, today: date
) -> list[Reason]:
    """Returns the member's gift certificates that run out soon, said once; not those that never lasted longer."""
    most, zone, found = programme.settings.reminders.certificate_days, programme.zone, []
    for held in certificates.of_member(connection, member.id):
        if held.expires_at is None or not held.usable(now):
            continue
        day = reminding.last_day(held.expires_at, zone)
        if (day - today).days <= most < (day - local(held.sold_at, zone).date()).days:
            details: Details = {"money": held.balance, "paid_in": held.currency, "day": day.isoformat()}
            key = f"certificate:{held.id}:{day}"
            found.append(Reason("certificates", key, {**details, "certificate_id": str(held.id)}))
    return found


def _tell(connection: Connection, row: Record, reason: Reason, programme: Programme, now: datetime) -> None:
    """Puts the reminder into the outbox and on the card, with the owner's coupon for those who stay away."""
    details = dict(reason.details)
    if reason.kind == "stamps":
        rewards = (rule for rule in programme.rules if rule.id == details["reward"] and rule.mechanic == "coupon")
        details["title"] = next((rule.config.title for rule in rewards), "")
    if reason.kind == "tier":
        rows.warn(connection, row.id, now)
    if reason.kind == "expiry":
        passes.changed(connection, row.id, now)  # the card on the phone says it too
    if reason.kind == "inactive":
        offered = programme.settings.reminders.inactive_coupon
        source = f"{reason.key}:{row.id}"
        coupon = coupons.issue(connection, offered, row.id, source=source, now=now, quietly=True) if offered else None
        details |= {"title": coupon.rule.config.title, "coupon_id": str(coupon.id)} if coupon else {"title": ""}
    if not _in_chat(row):
        return
    advert = TOPIC_OF[reason.kind] in topics.ADVERTS
    priority = Priority.MARKETING if advert else Priority.SERVICE
    arguments = {**details, "kind": reason.kind, "topic": TOPIC_OF[reason.kind], "currency": programme.currency}
    tell(connection, row.person_id, "reminder", arguments, key=reason.key, now=now, priority=priority)
