"""The card as a picture in the chat: the pass itself, as phones draw it, above the words of a screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from locales import Language
from services.passes.office import PassOffice
from services.passes.pass_facts import PassFacts
from storage.passes import passes
from wallet import drawing, stamps
from wallet.design import veiled
from wallet.passfile import Field, open_pass


@dataclass(frozen=True, slots=True)
class Offer:
    """What stands on a card in the place of its member's standing: one large figure, smaller ones (label, value).

    `code` is what a camera reads, with the words `below`; empty: there is no code.
    """

    figure: tuple[str, str]
    others: Sequence[tuple[str, str]] = ()
    code: str = ""
    below: str = ""


def state(connection: Connection, member_id: UUID) -> int:
    """Returns a number that is another one as soon as anything on the member's card is."""
    row = passes.card_of(connection, member_id)
    return 0 if row is None else int(row.version)


def draws(goal: int) -> bool:
    """Says whether a stamp card of so many stamps is drawn on the member's card."""
    return 0 < goal <= stamps.MOST_PLACES


def card(facts: PassFacts, office: PassOffice, language: Language, now: datetime) -> bytes:
    """Returns the card in a language, JPEG. CPU work: use a thread."""
    return drawing.scene(open_pass(office.build(facts, now), language))


def rewards(facts: PassFacts, office: PassOffice, language: Language, now: datetime) -> bytes:
    """Returns the card without its code, JPEG: what has been collected fills the picture. Use a thread."""
    return drawing.scene(replace(open_pass(office.build(facts, now), language), code=""))


def filled(facts: PassFacts, rule_id: str, office: PassOffice, language: Language, now: datetime) -> bytes | None:
    """Returns the card with the stamp card of a rule full, as it was a moment ago, JPEG; None when it is not drawn.

    CPU work: use a thread.
    """
    full = next((replace(each, have=each.goal) for each in facts.stamps if each.rule_id == rule_id), None)
    if full is None or not draws(full.goal):
        return None
    return rewards(replace(facts, stamps=(full,)), office, language, now)


def sample(facts: PassFacts, office: PassOffice, now: datetime) -> bytes:
    """Returns a card of nobody yet, without code and digits, JPEG. CPU work: use a thread."""
    shown = open_pass(office.build(facts, now), facts.language)
    return drawing.scene(replace(shown, code="", fields=tuple(each for each in shown.fields if each.key != "card")))


def offer(facts: PassFacts, office: PassOffice, offered: Offer, now: datetime) -> bytes:
    """Returns the card with an offer on it, JPEG. CPU work: use a thread."""
    shown = open_pass(office.build(replace(facts, stamps=()), now), facts.language)
    fields = [Field("primary", "figure", *offered.figure)]
    fields += [Field("secondary", f"other-{place}", *each) for place, each in enumerate(offered.others)]
    # What is offered may be long, and stands across the whole strip.
    pictures = {**shown.pictures, **veiled(facts.design)}
    return drawing.scene(
        replace(shown, fields=tuple(fields), pictures=pictures, code=offered.code, alt_text=offered.below)
    )
