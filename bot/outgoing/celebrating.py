"""A full stamp card is celebrated: the coupon that it brings comes below the pass with every stamp on it."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Connection

from locales import Language
from services.database import Database, DatabaseUnavailable
from services.members import cards
from services.passes import pass_facts, portraits
from services.passes.office import PassOffice
from services.passes.pass_facts import PassFacts
from services.people import Person

log = structlog.get_logger(__name__)


async def picture(
    db: Database, office: PassOffice | None, person: Person | None, payload: Mapping[str, Any], now: datetime
) -> bytes | None:
    """Returns the picture above a notice, JPEG, None for nearly all: a coupon comes without one rather than not."""
    rule_id = payload["arguments"].get("filled") if payload["notice"] == "coupon" else None
    if not rule_id or office is None or person is None or person.member_id is None:
        return None
    try:
        facts = await db.read(_facts, person.member_id, now)
        return await _drawn(facts, rule_id, office, person.language, now) if facts else None
    except DatabaseUnavailable:
        raise
    except Exception:
        log.exception("celebration_failed")
        return None


def _facts(connection: Connection, member_id: UUID, now: datetime) -> PassFacts | None:
    return pass_facts.facts(connection, page_token=cards.card(connection, member_id).page_token, now=now)


async def _drawn(facts: PassFacts, rule_id: str, office: PassOffice, language: Language, now: datetime) -> bytes | None:
    return await asyncio.to_thread(portraits.filled, facts, rule_id, office, language, now)
