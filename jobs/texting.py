"""Carries win-back messages by SMS, at the pace of a gateway."""

import asyncio
from collections.abc import Callable, Sequence
from uuid import UUID

from services.campaigns.runs import Carried, State
from services.campaigns.texting import Gateway, filled
from services.campaigns.winback_sending import Message

GROUP = 5
GAP_SECONDS = 0.2
"""Between two messages; gateways of small shops take a few a second."""


class Texter:
    """The carrier of win-back messages, whose links lead to `link_base`."""

    group = GROUP
    lanes = 1

    def __init__(self, gateway: Gateway, link_base: str) -> None:
        self._gateway = gateway
        self._link_base = link_base

    async def carry(self, messages: Sequence[Message], stopping: Callable[[], bool]) -> Carried:
        """Sends one after the other; once stopped, or in trouble, it gives back what has not been tried.

        A gateway that is closed to us has the run held.
        """
        told: dict[UUID, State] = {}
        closed = False
        for message in messages:
            if stopping() or "waiting" in told.values():
                told[message.member_id] = "waiting"
                continue
            if told:
                await asyncio.sleep(GAP_SECONDS)
            link = f"{self._link_base}/w/{message.token}"
            outcome = await self._gateway(message.phone, filled(message.text, message.name, link))
            closed = outcome == "closed"
            told[message.member_id] = "waiting" if outcome == "closed" else outcome
        return Carried(told, hold=closed)
