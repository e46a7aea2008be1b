"""Passes of coupons: each that is saved gets a serial of its own, and shows what the coupon is worth and its state."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection

from locales import LANGUAGES, Language, Voice, closest, money, percent
from loyalty import tiering
from loyalty.mechanics.coupon import Config
from loyalty.programme import Rule, When
from services.design import pictures
from services.programme.versions import current
from storage.members import members
from storage.passes import pass_facts, passes
from storage.plumbing import keepsake
from storage.tables import Record
from wallet.contents import Place
from wallet.design import Design

MOST_AT_ONCE = 10
"""Passes that a phone takes in one file."""

_EXPIRED = "coupons_expired"

State = Literal["active", "frozen", "redeemed", "expired", "void"]
"""A coupon is `frozen` with the card of its member: nothing pays with it until that is thawed."""


@dataclass(frozen=True, slots=True)
class CouponFacts:
    """Everything that the pass of a coupon is made of; (serial, version) says whether a phone has it.

    `title`, `worth` and `terms` (lines, perhaps none) are said in every language. `code` is what the till takes;
    `ends` is the last moment at which it is good. An `ended` one was that of somebody who is erased: it has no code.
    """

    serial: str
    version: int
    changed_at: datetime
    organisation: str
    language: Language
    design: Design
    title: Mapping[Language, str]
    worth: Mapping[Language, str]
    terms: Mapping[Language, tuple[str, ...]]
    code: str
    ends: datetime | None
    state: State
    zone: str
    currency: str
    places: tuple[Place, ...] = ()
    rule_id: str = ""
    ended: bool = False
    voice: Voice = field(default_factory=Voice)


def facts(connection: Connection, *, now: datetime, serial: str) -> CouponFacts | None:
    """Returns what the coupon's pass with this serial shows at `now`; None when there is none."""
    pass_row = passes.row_of(connection, serial=serial)
    row = pass_facts.coupon_of(connection, pass_row.coupon_id) if pass_row and pass_row.coupon_id else None
    if pass_row is None or row is None:
        return None
    programme = current(connection, now)
    rule = next((rule for rule in programme.rules if rule.id == row.rule_id and rule.mechanic == "coupon"), None)
    voice = Voice.of(programme)
    said = {language: _said(voice, language, rule, programme.currency) for language in LANGUAGES}
    ended = pass_row.farewells is not None
    holder = members.row_of(connection, row.member_id) if row.member_id else None
    return CouponFacts(
        serial=pass_row.serial,
        version=pass_row.version,
        changed_at=pass_row.changed_at,
        organisation=programme.name,
        language=closest(programme.language),
        design=pictures.design(connection).of_tier(holder.tier if holder else "", tiering.ladder(programme)),
        title={language: title for language, (title, _, _) in said.items()},
        worth={language: worth for language, (_, worth, _) in said.items()},
        terms={language: terms for language, (_, _, terms) in said.items()},
        code="" if ended else row.code,
        ends=row.expires_at - timedelta(seconds=1) if row.expires_at else None,
        state="void" if ended else _state(connection, row, rule, holder, now),
        zone=programme.zone,
        currency=programme.currency,
        places=tuple(Place(*place) for place in pass_facts.places(connection)),
        rule_id=row.rule_id,
        ended=ended,
        voice=voice,
    )


def save(connection: Connection, page_token: str, code: str, now: datetime) -> str | None:
    """Returns the serial of a coupon's pass, made the first time; None unless it is a coupon of this page's member.

    One that has been used, has ended or was withdrawn gets no new pass.
    """
    member_id = members.by_page_token(connection, page_token)
    if member_id is None:
        return None
    found = [row for row in _saveable(connection, member_id, now) if row.code == code]
    if found:
        return _serials(connection, member_id, found, now)[0]
    return passes.serial_of_code(connection, member_id, code)


def save_all(connection: Connection, page_token: str, now: datetime) -> tuple[str, ...]:
    """Returns the serials of the passes of the member's coupons that still hold, soonest to end first, made if needed.

    At most so many as fit into a file beside the card.
    """
    member_id = members.by_page_token(connection, page_token)
    if member_id is None:
        return ()
    found = _saveable(connection, member_id, now)[: MOST_AT_ONCE - 1]
    return _serials(connection, member_id, found, now)


def expire(connection: Connection, now: datetime, limit: int) -> int:
    """Tells the next `limit` cards and coupon passes whose coupons have ended since the last time; returns how many."""
    kept = keepsake.get(connection, _EXPIRED)
    if kept is None:
        keepsake.put(connection, _EXPIRED, f"{now.isoformat()} {UUID(int=0)}", now)
        return 0
    at, _, last = kept.partition(" ")
    found = pass_facts.coupons_ended(connection, (datetime.fromisoformat(at), UUID(last)), now, limit)
    for row in found:
        passes.coupon_changed(connection, row.id, now)
        passes.changed(connection, row.member_id, now)
    if found:
        keepsake.put(connection, _EXPIRED, f"{found[-1].expires_at.isoformat()} {found[-1].id}", now)
    return len(found)


def _saveable(connection: Connection, member_id: UUID, now: datetime) -> list[Record]:
    rules = {rule.id for rule in current(connection, now).rules if rule.mechanic == "coupon" and not rule.paused}
    return [row for row in pass_facts.coupons(connection, member_id, now) if row.rule_id in rules]


def _serials(connection: Connection, member_id: UUID, coupons: list[Record], now: datetime) -> tuple[str, ...]:
    for row in coupons:
        passes.insert_of_coupon(connection, secrets.token_hex(16), member_id, row.id, now)
    found = {row.coupon_id: row.serial for row in passes.of_coupons(connection, [row.id for row in coupons])}
    return tuple(found[row.id] for row in coupons)


def _state(connection: Connection, row: Record, rule: Rule | None, holder: Record | None, now: datetime) -> State:
    """A coupon on an open cheque is still active: nobody knows yet whether the cheque is paid."""
    if row.voided_at is not None or rule is None:
        return "void"
    is_full = row.most_uses is not None and row.uses >= row.most_uses
    if is_full and pass_facts.redeemed(connection, row.id) >= row.most_uses:
        return "redeemed"
    if row.expires_at is not None and row.expires_at <= now:
        return "expired"
    return "frozen" if holder is not None and holder.suspended_at is not None else "active"


# --- words -----------------------------------------------------------------------------------------------------------


def _said(voice: Voice, language: Language, rule: Rule | None, currency: str) -> tuple[str, str, tuple[str, ...]]:
    """Returns title, worth and terms."""
    if rule is None:
        return voice.say(language, "pass-coupon"), "", ()
    config: Config = rule.config
    worth = _worth(voice, language, config, currency)
    terms = []
    if config.categories:
        goods = ", ".join(sorted(voice.name(language, category) for category in config.categories))
        terms.append(voice.say(language, "coupon-goods", categories=goods))
    if rule.when.minimum:
        terms.append(
            voice.say(language, "coupon-from", minimum=money(voice.dialect(language), rule.when.minimum, currency))
        )
    if _is_conditional(rule):
        terms.append(voice.say(language, "pass-coupon-conditions"))
    return voice.name(language, config.title) or worth, worth, tuple(terms)


def _worth(voice: Voice, language: Language, config: Config, currency: str) -> str:
    if config.kind == "percent":
        return "−" + percent(voice.dialect(language), config.percent)
    if config.kind == "amount":
        return f"−{money(voice.dialect(language), config.amount, currency)}"
    if config.kind == "points":
        return voice.say(language, "coupon-points", points=config.points)
    worth = voice.say(language, "coupon-item", most=money(voice.dialect(language), config.amount, currency))
    return worth[:1].upper() + worth[1:]


def _is_conditional(rule: Rule) -> bool:
    """Says whether the rule asks for more than a minimum: days, hours, outlets, levels."""
    when = rule.when
    return when != When(minimum=when.minimum)
