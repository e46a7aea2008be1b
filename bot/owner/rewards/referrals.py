"""Invitations that wait for the owner: more friends of one member in a month than the rule pays for unasked."""

from aiogram import F, Router

from bot.callbacks import Go, ReferralTap
from bot.keyboards import CONFIRM, DANGER, back, button, rows
from bot.visit import Visit
from bot.words.speech import Speech
from services.rewards import referrals
from services.rewards.referrals import Waiting


async def show(_: object, visit: Visit) -> None:
    """Shows who waits, each with two buttons."""
    speech = visit.speech
    waiting = await visit.db.read(referrals.waiting, visit.person)
    if not waiting:
        await visit.show(speech("referrals-none"), rows(back(speech, "business")))
        return
    buttons = [
        [
            button(speech.plain("referrals-button-pay", number=number), _tap("pay", each), CONFIRM),
            button(speech.plain("referrals-button-refuse", number=number), _tap("refuse", each), DANGER),
        ]
        for number, each in enumerate(waiting, 1)
    ]
    lines = [_line(speech, number, each) for number, each in enumerate(waiting, 1)]
    text = "\n\n".join([speech("referrals-title"), *lines])
    await visit.show(text, rows(*buttons, back(speech, "business")))


async def decide(_: object, visit: Visit, callback_data: ReferralTap) -> None:
    """Pays both sides or refuses, and shows who waits still."""
    pay = callback_data.act == "pay"
    became = await visit.db.write(referrals.decide, visit.person, callback_data.friend, pay, visit.now)
    await visit.answer(visit.speech.plain("referrals-paid" if became == "paid" else "referrals-not-paid"))
    await show(None, visit)


def _tap(act: str, waiting: Waiting) -> ReferralTap:
    return ReferralTap(act=act, friend=waiting.friend_id)


def _line(speech: Speech, number: int, waiting: Waiting) -> str:
    return speech(
        "referrals-line-frozen" if waiting.reason == "frozen" else "referrals-line",
        number=number,
        inviter=waiting.inviter or "—",
        friend=waiting.friend or "—",
        money=speech.money(waiting.payable),
        date=speech.date(waiting.bought_at),
    )


def router() -> Router:
    """Returns the handlers of the review."""
    router = Router(name="referrals")
    router.callback_query.register(show, Go.filter(F.to == "referrals"))
    router.callback_query.register(decide, ReferralTap.filter(F.act.in_({"pay", "refuse"})))
    return router
