"""The member's gift certificates: what is on them, their codes, giving them on with a greeting, for a day to come."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, Message

from bot.callbacks import CertificateTap, ClaimTap, Go
from bot.certificates import ENDING, giving, moved, send, send_paper, told, tried
from bot.customer.card import registered
from bot.keyboards import CONFIRM, MAIN, back, button, rows
from bot.visit import Visit, running
from bot.words.reading import NotUnderstoodError, read_date
from loyalty.certificates import CertificateSealed
from loyalty.localtime import local
from services.prepaid import certificates
from services.prepaid import giving as gifts
from services.prepaid.certificates import Certificate
from services.typed import tidy

_MOST = 20
MORNING = time(10)
"""When a gift arrives on its day, by the programme's clock."""
MOST_DAYS = 366


class Giving(StatesGroup):
    """What the member's next message is: the greeting that goes with a gift, or the day on which it opens."""

    greeting = State()
    day = State()


async def show(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows what the member holds."""
    await state.set_state(None)
    held = await visit.db.read(certificates.of_member, registered(visit))
    speech = visit.speech
    shown = [each for each in held if each.balance or each.given_at][:_MOST]
    buttons = [
        button(
            speech.plain(
                "certificate-button-mine",
                money=speech.in_currency(each.currency).money(each.balance),
                ending=each.code[-ENDING:],
                state="given" if each.given_at else "sealed" if each.sealed(visit.now) else "mine",
            ),
            _tap("show", each),
        )
        for each in shown
    ]
    text = speech("certificates-title") + "\n\n" + speech("certificates-mine" if shown else "certificates-none")
    sold = visit.house.payment_token and running(visit).settings.certificates.sold
    buy = button(speech.plain("certificates-button-buy"), Go(to="buy-gift"), MAIN) if sold else None
    await visit.show(text, rows(*buttons, buy, back(speech, "rewards")))


async def command(message: Message, visit: Visit, state: FSMContext) -> None:
    """Answers /gift."""
    await show(message, visit, state)


def _tap(act: str, found: Certificate, value: int = 0) -> CertificateTap:
    return CertificateTap(act=act, id=found.id, value=value)


async def show_one(_: object, visit: Visit, callback_data: CertificateTap) -> None:
    """Sends a certificate: its code to be scanned, or, once given on, the link to send."""
    found = await visit.db.read(gifts.mine, visit.person, callback_data.id)
    await visit.answer()
    await _send(visit, found)


async def _send(visit: Visit, found: Certificate) -> None:
    speech, lines = visit.speech, [told(visit, found)]
    if found.given_at:
        lines.append(speech("certificate-given"))
        if found.greeting:
            lines.append(speech("certificate-greeting", greeting=found.greeting))
        keep = button(speech.plain("certificate-button-keep"), _tap("keep", found))
        await send(visit, found, "\n".join(lines), *giving(visit, found), _paper(visit, found), keep, _list(visit))
        return
    lines += [*_from(visit, found), "", *(await moved(visit, found))[0]]
    if found.sealed(visit.now):
        await visit.say("\n".join(lines), rows(_list(visit)))
        return
    give = button(speech.plain("certificate-button-give"), _tap("give", found), MAIN) if found.balance else None
    await send(visit, found, "\n".join(lines), give, _paper(visit, found) if give else None, _list(visit))


def _paper(visit: Visit, found: Certificate) -> InlineKeyboardButton:
    return button(visit.speech.plain("certificate-button-print"), _tap("paper", found))


async def print_one(_: object, visit: Visit, callback_data: CertificateTap) -> None:
    """Sends a certificate of one's own to be printed, unless it is a gift whose day has not come."""
    found = await visit.db.read(gifts.mine, visit.person, callback_data.id)
    if found.opens_at and found.sealed(visit.now) and not found.given_at:
        raise CertificateSealed(found.opens_at)
    await send_paper(visit, found)


def _from(visit: Visit, found: Certificate) -> list[str]:
    said = [visit.speech("certificate-from", name=found.giver)] if found.giver else []
    return said + ([visit.speech("certificate-greeting", greeting=found.greeting)] if found.greeting else [])


def _list(visit: Visit) -> InlineKeyboardButton:
    return button(visit.speech.plain("certificates-button"), Go(to="gift"))


# --- opening ---------------------------------------------------------------------------------------------------------


async def arrive(visit: Visit, code: str) -> None:
    """Shows the certificate of a link, which one tap puts on the card; the person is a member.

    Raises TooManyAttempts, and why it cannot be theirs.
    """
    found = await tried(visit, gifts.opened, code)
    if found.member_id == visit.person.member_id:
        await _send(visit, found)
        return
    await visit.say(
        "\n".join([visit.speech("certificate-opens"), told(visit, found), *_from(visit, found)]),
        rows(
            button(visit.speech.plain("certificate-button-claim"), ClaimTap(code=found.code), CONFIRM),
            back(visit.speech, "home"),
        ),
    )


async def claim(_: object, visit: Visit, callback_data: ClaimTap) -> None:
    """Puts it on the card: from then on it has another code."""
    await tried(visit, gifts.opened, callback_data.code)
    found = await visit.db.write(gifts.claim, visit.person, callback_data.code, visit.now)
    await visit.show(visit.speech("certificate-claimed"), rows(_list(visit)))
    visit.leave_screen()
    await _send(visit, found)


# --- giving on -------------------------------------------------------------------------------------------------------


async def ask_greeting(_: object, visit: Visit, state: FSMContext, callback_data: CertificateTap) -> None:
    """Asks what to say with the gift."""
    found = await visit.db.read(gifts.mine, visit.person, callback_data.id)
    visit.leave_screen()
    await visit.answer()
    screen = await visit.say(
        visit.speech("certificate-ask-greeting"),
        rows(
            button(visit.speech.plain("certificate-button-no-greeting"), _tap("silent", found)),
            button(visit.speech.plain("common-button-back"), _tap("show", found)),
        ),
    )
    await state.set_state(Giving.greeting)
    await state.update_data(giving={"id": str(found.id), "greeting": "", "screen": screen.message_id})


async def without_greeting(_: object, visit: Visit, state: FSMContext, callback_data: CertificateTap) -> None:
    """Goes on without a greeting."""
    found = await visit.db.read(gifts.mine, visit.person, callback_data.id)
    await _ask_day(visit, state, found, "")


async def greeting(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the greeting."""
    kept = (await state.get_data()).get("giving")
    if not kept:
        await show(message, visit, state)
        return
    said = tidy(message.text or "", gifts.GREETING_LIMIT)
    found = await visit.db.read(gifts.mine, visit.person, UUID(kept["id"]))
    await _ask_day(visit, state, found, said)
    await visit.retire(kept["screen"])


async def _ask_day(visit: Visit, state: FSMContext, found: Certificate, said: str) -> None:
    tomorrow = visit.speech.as_typed(local(visit.now, running(visit).zone).date() + timedelta(days=1))
    screen = await visit.show(
        visit.speech("certificate-ask-day", example=tomorrow),
        rows(
            button(visit.speech.plain("certificate-button-today"), _tap("today", found), MAIN),
            button(visit.speech.plain("common-button-back"), _tap("give", found)),
        ),
    )
    await state.set_state(Giving.day)
    await state.update_data(giving={"id": str(found.id), "greeting": said, "screen": screen.message_id})


async def today(_: object, visit: Visit, state: FSMContext, callback_data: CertificateTap) -> None:
    """Gives it on at once."""
    kept = (await state.get_data()).get("giving")
    if not kept or kept["id"] != str(callback_data.id):
        await visit.answer(visit.speech.plain("common-stale"), alert=True)
        return
    await _give(visit, state, callback_data.id, kept["greeting"], None)


async def day(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes the day on which it opens."""
    kept, zone = (await state.get_data()).get("giving"), running(visit).zone
    if not kept:
        await show(message, visit, state)
        return
    now = local(visit.now, zone).date()
    try:
        wanted = read_date(visit.speech.typed_day(message.text or ""), now)
    except NotUnderstoodError:
        wanted = now
    if not now < wanted <= now + timedelta(days=MOST_DAYS):
        await visit.say(visit.speech("certificate-day-again", example=visit.speech.as_typed(now + timedelta(days=1))))
        return
    opens_at = datetime.combine(wanted, MORNING, ZoneInfo(zone)).astimezone(UTC)
    await _give(visit, state, UUID(kept["id"]), kept["greeting"], opens_at)
    await visit.retire(kept["screen"])


async def _give(visit: Visit, state: FSMContext, certificate_id: UUID, said: str, opens_at: datetime | None) -> None:
    found = await visit.db.write(gifts.give, visit.person, certificate_id, said, opens_at, visit.now)
    await visit.answer()
    await _send(visit, found)
    await state.set_state(None)


async def keep(_: object, visit: Visit, callback_data: CertificateTap) -> None:
    """Keeps a gift that nobody has opened: the link is dead."""
    found = await visit.db.write(gifts.take_back, visit.person, callback_data.id, visit.now)
    await visit.answer(visit.speech.plain("certificate-kept"))
    await _send(visit, found)


def router() -> Router:
    """Returns the handlers of the member's certificates."""
    router = Router(name="certificates")
    router.callback_query.register(show, Go.filter(F.to == "gift"))
    router.callback_query.register(show_one, CertificateTap.filter(F.act == "show"))
    router.callback_query.register(print_one, CertificateTap.filter(F.act == "paper"))
    router.callback_query.register(claim, ClaimTap.filter())
    router.callback_query.register(ask_greeting, CertificateTap.filter(F.act == "give"))
    router.callback_query.register(without_greeting, CertificateTap.filter(F.act == "silent"))
    router.callback_query.register(today, CertificateTap.filter(F.act == "today"))
    router.callback_query.register(keep, CertificateTap.filter(F.act == "keep"))
    router.message.register(greeting, F.text, StateFilter(Giving.greeting))
    router.message.register(day, F.text, StateFilter(Giving.day))
    return router
