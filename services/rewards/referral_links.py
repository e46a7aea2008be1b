"""Referral links: a member's own link, and the friend who comes by it, unless that is nobody new."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.mechanics.referral import Config
from loyalty.programme import Programme, Rule
from services.notices import tell_holder, whose
from services.programme.versions import current
from storage.members import members, people
from storage.plumbing import keepsake
from storage.rewards import referrals as rows
from storage.tables import Record

LONGEST_CHAIN = 100
"""So many inviters of inviters are looked at for a ring."""


@dataclass(frozen=True, slots=True)
class Referral:
    """Who invites, by first name, and what the friend gets for a first purchase from `minimum` (minor units) on.

    `reason` says why it does not count: `self`, `member`, `staff`, `ring`, `off`, or `""` when it does.
    """

    inviter: str = ""
    points: int = 0
    minimum: int = 0
    reason: str = ""


def rules_of(programme: Programme) -> tuple[Rule, ...]:
    """Returns the rules that pay for friends."""
    return tuple(rule for rule in programme.rules if rule.mechanic == "referral" and not rule.paused)


def terms(programme: Programme | None) -> Config | None:
    """Returns what a referral brings, None when the programme has none; of several rules, the leading one."""
    found = rules_of(programme) if programme else ()
    return min(found, key=lambda rule: (-rule.priority, rule.id)).config if found else None


def link(connection: Connection, member_id: UUID) -> str:
    """Returns the payload of the member's own link, made the first time it is asked for."""
    row = rows.link_of(connection, member_id)
    if row is None:
        rows.add_link(connection, member_id, secrets.token_urlsafe(12))
        row = rows.link_of(connection, member_id)
        assert row is not None, "just written"
    return str(row.payload)


def arrive(connection: Connection, person_id: UUID, payload: str, now: datetime) -> Referral:
    """Somebody opened a member's link: the first one that counts for a newcomer does so for good.

    Returns the referral that counts, or the reason why this one does not. Raises ProgrammeMissing.
    """
    person, inviter_id = people.by_id(connection, person_id, lock=True), rows.by_payload(connection, payload)
    if inviter_id is None or terms(current(connection, now)) is None:
        return Referral(reason="off")
    if person.member_id is not None:
        return Referral(reason="self" if person.member_id == inviter_id else "member")
    if keepsake.get(connection, _invited(person_id)) is None:
        reason = _why_not(connection, person, inviter_id)
        if reason:
            return Referral(reason=reason)
        keepsake.put(connection, _invited(person_id), payload, now)
        rows.count_opened(connection, payload)
    return of_newcomer(connection, person_id, now) or Referral(reason="off")


def of_newcomer(connection: Connection, person_id: UUID, now: datetime) -> Referral | None:
    """Returns by whom and for what a newcomer came, None without one. Raises ProgrammeMissing."""
    payload, config = keepsake.get(connection, _invited(person_id)), terms(current(connection, now))
    inviter_id = rows.by_payload(connection, payload) if payload else None
    return _referral(connection, inviter_id, config) if inviter_id and config else None


def join(
    connection: Connection, person: Record, member_id: UUID, programme: Programme, now: datetime
) -> Referral | None:
    """Writes down who invited a person who has just become a member, or why that does not count.

    Returns None when nobody did, or when the programme pays for no friends.
    """
    payload, config = keepsake.get(connection, _invited(person.id)), terms(programme)
    inviter_id = rows.by_payload(connection, payload) if payload else None
    if inviter_id is None or config is None:
        return None
    reason = _why_not(connection, person, inviter_id)
    rows.put(connection, member_id, inviter_id, now, state="refused" if reason else "pending", reason=reason)
    if reason:
        return Referral(reason=reason)
    told = {"name": person.first_name, "minimum": config.minimum, "currency": programme.currency}
    told |= whose(name=person.id)
    tell_holder(
        connection, members.holder(connection, inviter_id), "referral-joined", told, key=str(member_id), now=now
    )
    return _referral(connection, inviter_id, config)


def _invited(person_id: UUID) -> str:
    return f"invited:{person_id}"


def _referral(connection: Connection, inviter_id: UUID, config: Config) -> Referral:
    holder = members.holder(connection, inviter_id)
    return Referral(holder.first_name if holder else "", config.friend, config.minimum)


def _why_not(connection: Connection, person: Record, inviter_id: UUID) -> str:
    """Returns why a newcomer's referral does not count, `""` when it does."""
    mine = rows.same_human(connection, person.id)
    if person.role is not None or works_here(connection, inviter_id):
        return "staff"
    above: UUID | None = inviter_id
    for step in range(LONGEST_CHAIN):
        holder = members.holder(connection, above) if above else None
        if above is None or holder is None:
            break
        if holder.id in mine:
            return "ring" if step else "self"
        above = rows.inviter_of(connection, above)
    return ""


def works_here(connection: Connection, member_id: UUID) -> bool:
    """Says whether the card is that of somebody on the team, who can neither invite nor be invited."""
    holder = members.holder(connection, member_id)
    return holder is not None and people.by_id(connection, holder.id).role is not None
