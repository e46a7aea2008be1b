"""The ways around: start links, commands, the keys at the bottom, switching between member, staff and owner."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot import certificates as gifts
from bot import commands, nonsense
from bot.callbacks import LeaveTap, ModeTap
from bot.customer import card, certificates, history, invite, joining, registration, rewards, settings
from bot.keyboards import SWITCH, button, permanent, rows
from bot.owner import menu
from bot.owner.members import customer
from bot.owner.programme import setup
from bot.owner.rewards import coupons as owner_coupons
from bot.staff import leaving, returns, scan
from bot.staff.counter import open_sale
from bot.visit import Visit
from bot.words.spoken import Said
from loyalty import codes
from loyalty.errors import InvitationExpired, InvitationUnknown, InvitationUsed, NotAllowed
from services import people, team
from services.people import Person

JOIN, INVITATION, COUPON = "j_", "i_", "k_"
SCANNED = ("c_", "r_", "k_", gifts.START)
"""A member's code, one that changes, a coupon's or a gift certificate's, opened by a phone's camera."""


async def start(_: Message, visit: Visit, state: FSMContext, command: CommandObject) -> None:
    """Opens the bot; the payload of the link says what for."""
    payload = (command.args or "").strip()
    if payload.startswith(INVITATION):
        await _accept(visit, state, payload.removeprefix(INVITATION))
    elif payload.startswith(SCANNED) and visit.person.mode == "staff":
        await scan.identify(visit, state, codes.parse(payload))
    elif not await leaving.asked(visit, state, "home"):
        await _open(visit, state, payload)


async def _open(visit: Visit, state: FSMContext, payload: str) -> None:
    if payload.startswith(joining.PAGE):
        await _be(visit, state, "member")
        if not await joining.arrive(visit, state, payload.removeprefix(joining.PAGE)):
            await home(visit, state, None)
    elif payload.startswith(gifts.START):
        await _open_gift(visit, state, payload.removeprefix(gifts.START))
    elif payload.startswith(COUPON) and visit.person.mode == "owner":
        await state.clear()
        await owner_coupons.open_link(visit, payload.removeprefix(COUPON))
    elif payload.startswith(COUPON) and visit.person.member_id:
        await state.clear()
        await rewards.open_link(visit, payload.removeprefix(COUPON))
    elif payload.startswith(COUPON) and visit.person.mode == "member":
        await registration.begin(visit, state, None, payload.removeprefix(COUPON))
    else:
        if payload.startswith(invite.FRIEND):
            await invite.arrive(visit, payload.removeprefix(invite.FRIEND))
        await home(visit, state, payload.removeprefix(JOIN) if payload.startswith(JOIN) else None)


async def _open_gift(visit: Visit, state: FSMContext, code: str) -> None:
    await _be(visit, state, "member")
    if visit.person.member_id is None:
        await registration.begin(visit, state, None, gift=code)
    else:
        await certificates.arrive(visit, code)


async def _accept(visit: Visit, state: FSMContext, token: str) -> None:
    try:
        visit.person = await visit.db.write(team.accept, visit.person, token, visit.now)
    except (InvitationExpired, InvitationUnknown, InvitationUsed):
        newcomer = visit.person.role is None and visit.person.member_id is None
        if newcomer and visit.programme is not None:  # a customer, for all we know: here is something that works
            await home(visit, state, None)
        raise
    role = visit.person.role or "cashier"
    await visit.say(visit.speech(f"invited-{role}", name=visit.person.name))
    await commands.refresh(visit.bot, visit.person)
    await home(visit, state, None, greet=False)


async def home(visit: Visit, state: FSMContext, link: str | None, *, greet: bool = True) -> None:
    """Shows where the person's mode begins; `link` is the join link a newcomer came by.

    `greet` False spares a new owner a second hello.
    """
    speech, person = visit.speech, visit.person
    await leaving.put_away(visit, state)
    if person.mode == "member" and person.member_id is None:
        await registration.begin(visit, state, link)
        return
    await state.clear()
    if person.mode == "owner" and visit.programme is None:
        await setup.begin(visit, state, greet=greet)
        return
    if person.mode == "staff":
        await visit.say(speech("scan-hint"), permanent(speech, person))
    elif person.mode == "owner":
        await visit.say(speech("owner-hello", name=person.name), permanent(speech, person))
        await menu.show(None, visit)
    elif person.member_id:
        await visit.say(speech("card-hello", name=person.name), permanent(speech, person))
        await card.send(visit, person.member_id)


async def switch(message: Message, visit: Visit, state: FSMContext) -> None:
    """Switches to the other mode, or asks which."""
    others = [mode for mode in people.reachable_modes(visit.person) if mode != visit.person.mode]
    if len(others) == 1:
        if await leaving.asked(visit, state, others[0]):
            return
        person = await visit.db.write(people.toggle, visit.person.id, message.message_id, visit.now)
        await _arrive(visit, state, person)
        return
    speech = visit.speech
    if not others:
        raise NotAllowed
    choices = [button(speech.plain(f"mode-button-{mode}"), ModeTap(mode=mode)) for mode in others]
    await visit.say(speech("mode-ask"), rows(*choices))


async def switched(_: CallbackQuery, visit: Visit, state: FSMContext, callback_data: ModeTap) -> None:
    """Switches to the mode that was tapped."""
    mode = callback_data.mode
    leaves = mode != visit.person.mode and mode in people.reachable_modes(visit.person)
    if not (leaves and await leaving.asked(visit, state, mode)):
        await _arrive(visit, state, await visit.db.write(people.switch, visit.person.id, mode, visit.now))


async def left(_: CallbackQuery, visit: Visit, state: FSMContext, callback_data: LeaveTap) -> None:
    """Goes where the person was going although a sale was open, unless it is another one by now."""
    counter = await open_sale(state)
    if counter and counter.draft != callback_data.draft:
        await visit.answer(visit.speech.plain("common-stale"), alert=True)
        return
    mode, way = _WAYS.get(callback_data.to, (callback_data.to, _home))
    visit.person = await visit.db.write(people.switch, visit.person.id, mode, visit.now)
    await commands.refresh(visit.bot, visit.person)
    await visit.answer()
    await visit.swap(None)
    visit.leave_screen()
    await way(visit, state)


async def _arrive(visit: Visit, state: FSMContext, person: Person) -> None:
    visit.person = person
    await commands.refresh(visit.bot, visit.person)
    await visit.answer()
    visit.leave_screen()
    await home(visit, state, None)


async def show_help(message: Message, visit: Visit, state: FSMContext) -> None:
    """Answers /help."""
    await nonsense.message(message, visit, state)


async def card_key(message: Message, visit: Visit, state: FSMContext) -> None:
    """Shows the card; to a newcomer, the way to it."""
    await state.set_state(None)
    if visit.person.member_id is None:
        await registration.begin(visit, state, None)
        return
    await card.open_card(message, visit)


async def _be(visit: Visit, state: FSMContext, mode: str) -> None:
    """Switches to `mode` unless the person is in it already. Raises NotAllowed when their role does not permit it."""
    if visit.person.mode != mode:
        visit.person = await visit.db.write(people.switch, visit.person.id, mode, visit.now)
        await commands.refresh(visit.bot, visit.person)
    await leaving.put_away(visit, state)
    await state.clear()


async def scan_command(_: Message, visit: Visit, state: FSMContext) -> None:
    """Waits for the next card."""
    if not await leaving.asked(visit, state, "scan"):
        await _scan(visit, state)


async def _scan(visit: Visit, state: FSMContext) -> None:
    await _be(visit, state, "staff")
    await visit.say(visit.speech("scan-hint"), permanent(visit.speech, visit.person))


async def sales_key(_: Message, visit: Visit, state: FSMContext) -> None:
    """Shows the newest receipts."""
    if not await leaving.asked(visit, state, "sales"):
        await _sales(visit, state)


async def _sales(visit: Visit, state: FSMContext) -> None:
    await _be(visit, state, "staff")
    await returns.recent(None, visit, state)


async def customers_command(_: Message, visit: Visit, state: FSMContext) -> None:
    """Asks a manager or owner whose page to show."""
    may = visit.person.role in people.SENIORS
    if not (may and await leaving.asked(visit, state, "customers")):
        await _customers(visit, state)


async def _customers(visit: Visit, state: FSMContext) -> None:
    await leaving.put_away(visit, state)
    if visit.person.mode == "member":
        await _be(visit, state, people.reachable_modes(visit.person)[-1])
    await customer.ask(None, visit, state)


async def business_key(message: Message, visit: Visit, state: FSMContext) -> None:
    """Shows the owner's menu, or goes on with the first questions."""
    if setup.not_set_up(message, visit):
        await setup.reopen(message, visit, state)
        return
    may = "owner" in people.reachable_modes(visit.person)
    if not (may and await leaving.asked(visit, state, "business")):
        await _business(visit, state)


async def _business(visit: Visit, state: FSMContext) -> None:
    await _be(visit, state, "owner")
    await menu.show(None, visit)


async def reachability(event: ChatMemberUpdated, visit: Visit) -> None:
    """Notes that the person blocked the bot or came back."""
    back = event.new_chat_member.status == ChatMemberStatus.MEMBER
    await visit.db.write(people.reachable, visit.person.telegram_id, back, visit.now)


async def _home(visit: Visit, state: FSMContext) -> None:
    await home(visit, state, None)


_WAYS = {
    "home": ("staff", _home),
    "scan": ("staff", _scan),
    "sales": ("staff", _sales),
    "business": ("owner", _business),
    "customers": ("staff", _customers),
}
"""Where a sale that was asked about may be left for, beside the modes themselves: in which mode, and what is there."""


def router() -> Router:
    """Returns the handlers that come before any question that may be open."""
    router = Router(name="navigation")
    router.my_chat_member.register(reachability, F.chat.type == "private")
    router.message.register(start, Command("start"))
    router.message.register(show_help, Command("help"))
    router.message.register(card_key, Command("card"))
    router.message.register(card_key, Said("menu-button-card"))
    router.message.register(certificates.command, Command("gift"))
    router.message.register(history.command, Command("history"))
    router.message.register(settings.command, Command("settings"))
    router.message.register(settings.language, Command("language"))
    router.message.register(scan_command, Command("scan"))
    router.message.register(sales_key, Command("sales"))
    router.message.register(sales_key, Said("menu-button-sales"))
    router.message.register(customers_command, Command("customers"))
    router.message.register(business_key, Command("business"))
    router.message.register(business_key, Said("menu-button-business"))
    router.message.register(switch, Command("mode"))
    router.message.register(switch, Said(SWITCH))
    router.callback_query.register(switched, ModeTap.filter())
    router.callback_query.register(left, LeaveTap.filter())
    return router
