"""Writes what members and owners hear of invitations: a friend came, both are paid, the owner must decide."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bot.callbacks import Go, Operation
from bot.keyboards import MAIN, button, rows
from bot.visit import Keyboard
from bot.words.speech import Speech

Arguments = Mapping[str, Any]
Rendered = tuple[str, Keyboard | None]


def joined(speech: Speech, told: Arguments) -> Rendered:
    """Tells the inviter that a friend has joined, and what is still to come."""
    lines = [speech("notice-referral-joined", name=told["name"] or "—")]
    if told["minimum"]:
        lines.append(speech("notice-referral-joined-from", minimum=speech.money(told["minimum"])))
    return "\n".join(lines), rows(button(speech.plain("card-button-invite"), Go(to="invite")))


def paid(speech: Speech, told: Arguments) -> Rendered:
    """Tells one side what they got."""
    lines = [
        speech(f"notice-referral-paid-{told['side']}", name=told["name"] or "—", points=told["points"]),
        speech("moved-balance", points=told["balance"]),
    ]
    why = Operation(act="why", operation=UUID(told["operation_id"]))
    return "\n".join(lines), rows(
        [button(speech.plain("menu-button-card"), Go(to="home")), button(speech.plain("notice-button-why"), why)]
    )


def voided(speech: Speech, told: Arguments) -> Rendered:
    """Tells one side that the purchase came back, and the points with it."""
    words = f"notice-referral-voided-{told['side']}"
    lines = [speech(words, name=told["name"] or "—", points=told["points"])]
    if told["debt"]:
        lines.append(speech("card-debt", points=told["debt"]))
    return "\n".join(lines), rows(button(speech.plain("menu-button-card"), Go(to="home")))


def waits(speech: Speech, told: Arguments) -> Rendered:
    """Tells one side that the shop looks at the invitation first."""
    return speech(f"notice-referral-waits-{told['side']}", name=told["name"] or "—"), None


def refused(speech: Speech, told: Arguments) -> Rendered:
    """Tells the inviter that the shop does not count a friend."""
    return speech("notice-referral-refused", name=told["name"] or "—"), None


def review(speech: Speech, told: Arguments) -> Rendered:
    """Asks the owner to decide."""
    text = speech("notice-referral-review", inviter=told["inviter"] or "—", friend=told["friend"] or "—")
    return text, rows(button(speech.plain("notice-referral-button-review"), Go(to="referrals"), MAIN))
