"""What the buttons carry. Short and typed; never trusted for rights, which the use cases check."""

from hashlib import blake2s
from uuid import UUID

from aiogram.filters.callback_data import CallbackData


class Go(CallbackData, prefix="go"):
    """Shows a screen that needs no argument."""

    to: str


class ClockTap(CallbackData, prefix="ck"):
    """An owner's word that the clock is right, which said `says` (seconds since 1970)."""

    says: int


class Speak(CallbackData, prefix="la"):
    """Chooses a language; `then` is the screen it was chosen on."""

    language: str
    then: str


class Agree(CallbackData, prefix="co"):
    """Gives a consent (`act` is `on`), withdraws it (`off`) or shows its text (`read`); `then` is the screen it is on.

    Never "flip": a tap that is handled again after a kill must not undo itself.
    """

    topic: str
    act: str
    then: str


class Page(CallbackData, prefix="hi"):
    """A page of the history, older than the operation `before`."""

    before: UUID | None


class Operation(CallbackData, prefix="op"):
    """One entry of the history: `why`, `alien` ("this was not me"), `alien-yes` when asked back, `mine` to undo it."""

    act: str
    operation: UUID


class SaleTap(CallbackData, prefix="sa"):
    """A sale that is being made; `draft` tells a stale button from a live one."""

    act: str
    draft: UUID


class ItemTap(CallbackData, prefix="it"):
    """A line of the cheque that is being made.

    `pick` shows what there is (`number` is the page), `ask` begins a line of a category (by its mark), `open` shows the
    line at the place `number`, `count` says how many, `price` takes a sum of before (`number`), `keep` takes the line
    as it is shown, `drop` takes it off; `many` asks how many of a category are in the sum, `said` says so.
    """

    act: str
    draft: UUID
    category: str = ""
    number: int = 0


class TakeTap(CallbackData, prefix="k"):
    """A coupon on the cheque that is being made, by its code: `take`, `drop`; `type` asks for the code.

    Draft and code of a coupon fill the 64 bytes of a button, so the names are short.
    """

    act: str
    draft: UUID
    code: str = ""


class HoldTap(CallbackData, prefix="ho"):
    """Points waiting for the member's word: `yes`, `no` (member), `cancel`, `again`, `over`, `free` (cashier).

    `finish` and `drop` are a manager's, when the cashier is gone.
    """

    act: str
    hold: UUID


class UndoTap(CallbackData, prefix="un"):
    """Takes a sale back: `ask`, `do`, `keep`."""

    act: str
    purchase: UUID


class ReceiptTap(CallbackData, prefix="re"):
    """A receipt that may be returned: `open`, `all`, `part` (a sum), `goods` (by its lines); `apart` opens it below."""

    act: str
    purchase: UUID


class GoodsTap(CallbackData, prefix="gb"):
    """Goods of a receipt that may come back: `count` says how many of a line do, `done` looks at what that comes to."""

    act: str
    purchase: UUID
    line: int = 0
    number: int = 0


class ReturnTap(CallbackData, prefix="rt"):
    """A return that was previewed and waits for its confirmation; `draft` is its return number."""

    draft: UUID


class Answer(CallbackData, prefix="an"):
    """An answer to one of the owner's first questions."""

    question: str
    value: str


class Invite(CallbackData, prefix="iv"):
    """Invites somebody as `role` to the outlet, by a token that makes one invitation however often it is tapped."""

    role: str
    outlet: int
    token: str


class Colleague(CallbackData, prefix="cl"):
    """A member of the team: `open`, `ask` (before removing), `remove`."""

    act: str
    person: UUID


class Poster(CallbackData, prefix="po"):
    """A join link, by its payload: `open` it, `print` what hangs with it."""

    act: str
    payload: str


class Print(CallbackData, prefix="pr"):
    """A `sheet` to print, or `all` of them, for what opens the bot by `start`."""

    sheet: str
    start: str


class Place(CallbackData, prefix="pl"):
    """The outlet a new join link is for."""

    outlet: int


class OutletTap(CallbackData, prefix="ou"):
    """An outlet: `ask` shows it, `place` asks where it is, `forget` takes it off the map, `poster` prints.

    `hours`, `address` and `phone` ask for that; with `no-` before it, it is taken away.
    """

    act: str
    outlet: int


class ModeTap(CallbackData, prefix="mo"):
    """Switches between member, staff and owner."""

    mode: str


class WalletTap(CallbackData, prefix="wa"):
    """The wallet of a member's phone: `apple` or `google`."""

    wallet: str


class LeaveTap(CallbackData, prefix="lv"):
    """Leaves the sale of this `draft`, which is still open; `to` is a mode, or a way of `bot.navigation`."""

    to: str
    draft: UUID


class Cast(CallbackData, prefix="bc"):
    """A broadcast, or the draft of one; `act` is what to do with it."""

    act: str
    broadcast: UUID


class Whom(CallbackData, prefix="bw"):
    """Whom a draft is for: `kind` of people; `of` is days, or the place of a level or coupon among those offered."""

    broadcast: UUID
    kind: str
    of: int


class Attach(CallbackData, prefix="bk"):
    """The coupon that goes along with a draft, by its place among those offered."""

    broadcast: UUID
    of: int


class Plan(CallbackData, prefix="bp"):
    """When a draft shall leave, in minutes since 1970."""

    broadcast: UUID
    minute: int


class Offers(CallbackData, prefix="of"):
    """Below every broadcast: `stop` withdraws the consent to adverts. Never "flip": it may be handled twice."""

    act: str


class Detail(CallbackData, prefix="de"):
    """Something of the member's profile, named by `field`: `ask` for it, `put` the `value`, or `remove` it."""

    act: str
    field: str
    value: str = ""


class TopicTap(CallbackData, prefix="tp"):
    """Wants to hear of a topic (`act` is `on`) or not (`off`)."""

    act: str
    topic: str


class RuleTap(CallbackData, prefix="ru"):
    """Something about the programme's rules: `rule` is its id, `at` a setting's place, `value` what to do with it.

    Values say what shall be, never "flip", and name what they start from: a tap that is handled twice does it once.
    """

    act: str
    rule: str = ""
    at: str = ""
    value: str = ""


class CouponTap(CallbackData, prefix="cp"):
    """A coupon of the member's own: `show` its code."""

    act: str
    coupon: UUID


class CertificateTap(CallbackData, prefix="gc"):
    """A gift certificate, or the draft of one, by its id; `value` is money in minor units, or a page."""

    act: str
    id: UUID
    value: int = 0


class ClaimTap(CallbackData, prefix="gl"):
    """Puts the gift certificate that has this code on the person's card."""

    code: str


class CodeTap(CallbackData, prefix="ck"):
    """Coupons as the owner sees them: the kind of a `rule`, or a public `code`.

    `open` shows a kind, `new` asks for a code, `take` makes the one that is offered, `give` asks for a member; `show`
    shows a code, `qr` and `print` send its pictures, `ask` comes before `withdraw`.
    """

    act: str
    rule: str = ""
    code: str = ""


REPORT = "report"
"""What a CustomerTap carries below a report of "this was not me": the message stays, and only its button changes."""


class CustomerTap(CallbackData, prefix="cu"):
    """A customer: `open` their page, ask for `points`; choose among `gifts` a `gift`, among `tiers` a `tier`.

    `of` is the mark of the coupon's rule or of the tier; `pin` holds that until a day (20261231) or, at 0, for good.
    `freeze` and `thaw` the card; `of` says from where.
    """

    act: str
    member: UUID
    of: str = ""
    until: int = 0


class DesignTap(CallbackData, prefix="dg"):
    """The card's look: `act` is what to do; `value` a palette, a version or a choice, `tier` the mark of a level.

    Values say what shall be, and which draft they start from: a tap that is handled twice does it once.
    """

    act: str
    value: str = ""
    tier: str = ""


class HandTap(CallbackData, prefix="ha"):
    """What waits for a yes: `points` or `give`; `draft` tells a stale button from a live one."""

    act: str
    draft: UUID


class ReferralTap(CallbackData, prefix="rf"):
    """An invitation that waits for the owner, by the friend who came: `pay` both sides, or `refuse`."""

    act: str
    friend: UUID


class ImportTap(CallbackData, prefix="im"):
    """A file of former customers; `act` is what to do with it, `at` a column's place, `value` what was chosen."""

    act: str
    upload: UUID
    at: int = 0
    value: str = ""


class WinTap(CallbackData, prefix="wb"):
    """A message that wins people back, or the draft of one; `act` is what to do with it, `value` what was chosen."""

    act: str
    winback: UUID
    value: str = ""


class JoinTap(CallbackData, prefix="jc"):
    """A card from outside of Telegram that is to be joined with the person's own: `yes`, `no`."""

    act: str
    card: str


def mark(category: str) -> str:
    """Returns a category's mark, short enough for a button however long its words are."""
    return blake2s(category.encode(), digest_size=4).hexdigest() if category else ""
