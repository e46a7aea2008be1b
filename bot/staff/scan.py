"""Finds out whose card it is: a picture, ten digits, a scanner's line or the link that a camera opened."""

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.callbacks import Go
from bot.photos import code_in
from bot.staff import certificates, coupons, leaving
from bot.staff.sale import go_on, serve
from bot.visit import Visit
from loyalty import codes
from loyalty.codes import Code, CodeKind
from loyalty.errors import CodeExpired, CodeMistyped, CodeUnknown, CodeUnreadable, Refusal
from services.till import identifying


class CodeText(Filter):
    """The text is a member's code. As many digits that are nearly one count too, so that a slip is named as such."""

    async def __call__(self, message: Message, visit: Visit) -> bool | dict[str, Code | Refusal]:
        """Returns the code, or the refusal that its reading ended in."""
        try:
            return {"code": codes.parse(message.text or "")}
        except CodeUnreadable:
            return False
        except CodeMistyped as mistyped:
            digits = sum(character.isdigit() for character in message.text or "")
            return {"code": mistyped} if digits in {codes.LENGTH, codes.CHANGING_LENGTH} else False


async def typed(message: Message, visit: Visit, state: FSMContext, code: Code | Refusal) -> None:
    """Takes digits, a pasted link or a scanner's line."""
    if isinstance(code, Refusal):
        raise code
    await identify(visit, state, code)


async def pictured(message: Message, visit: Visit, state: FSMContext) -> None:
    """Takes a photo of the code, or a picture sent as a file."""
    await identify(visit, state, await code_in(message, visit))


async def identify(visit: Visit, state: FSMContext, code: Code) -> None:
    """Shows whose code it is and opens a sale for them; a coupon's code is for the sale that is open.

    A gift certificate pays in the sale that is open, or by itself.

    A code that changes is for the open sale too, if it is its customer's. Raises CodeExpired for one out of its time,
    CodeUnknown, TooManyAttempts.
    """
    if code.kind is CodeKind.COUPON:
        await coupons.present(visit, state, code.value)
        return
    if code.kind is CodeKind.CERTIFICATE:
        await certificates.present(visit, state, code.value)
        return
    try:
        await _whose(visit, state, code)
    except CodeUnknown:
        await visit.db.write(identifying.missed, visit.person, visit.now)
        raise


async def _whose(visit: Visit, state: FSMContext, code: Code) -> None:
    if code.kind is CodeKind.ROTATING:
        scanned = await visit.db.write(identifying.present, visit.person, visit.house.codes, code, visit.now)
        if scanned is None:
            raise CodeExpired
        if not await go_on(visit, state, scanned.proof):
            await serve(visit, state, scanned.customer, scanned.proof)
    else:
        await serve(visit, state, await visit.db.read(identifying.identify, visit.person, code, visit.now))


async def next_customer(_: object, visit: Visit, state: FSMContext) -> None:
    """Waits for the next card."""
    if await leaving.asked(visit, state, "scan"):
        return
    await leaving.put_away(visit, state)
    await state.set_state(None)
    await visit.swap(None)
    await visit.say(visit.speech("scan-hint"))


def router() -> Router:
    """Returns the handlers of messages in staff mode; a code always wins over an amount."""
    router = Router(name="scan")
    router.callback_query.register(next_customer, Go.filter(F.to == "scan"))
    router.message.register(typed, CodeText())
    router.message.register(pictured, F.photo | F.document)
    return router
