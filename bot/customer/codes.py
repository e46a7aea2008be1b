"""What a member types instead of opening its link: the code of a coupon or of a gift certificate."""

import re

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import Message

from bot.customer import certificates, rewards
from bot.visit import Visit
from loyalty.certificates import normal
from loyalty.errors import CodeMistyped

_COUPON = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9-]{3,24}")
"""A word alone would be an attempt whenever somebody says hello."""


async def _is_certificate(message: Message, visit: Visit) -> dict[str, str] | bool:
    try:
        return visit.person.member_id is not None and {"code": normal(message.text or "")}
    except CodeMistyped:
        return False


async def _is_coupon(message: Message, visit: Visit) -> bool:
    return visit.person.member_id is not None and _COUPON.fullmatch((message.text or "").strip()) is not None


async def certificate(_: Message, visit: Visit, code: str) -> None:
    """Shows a gift certificate, to be put on the card."""
    await certificates.arrive(visit, code)


async def coupon(message: Message, visit: Visit) -> None:
    """Shows a coupon, or says that there is none of this code."""
    await rewards.open_link(visit, (message.text or "").strip())


def router() -> Router:
    """Returns the handlers of typed codes."""
    router = Router(name="codes")
    router.message.register(certificate, StateFilter(None), _is_certificate)
    router.message.register(coupon, StateFilter(None), _is_coupon)
    return router
