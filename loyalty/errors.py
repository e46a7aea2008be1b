"""Refusals: what a person asked for and cannot have. The class name is the key of the words that explain it."""

import re

# Not frozen: contextlib assigns __traceback__ to exceptions that pass through it.
from dataclasses import dataclass, fields
from datetime import datetime


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 - architecture.md calls them refusals, not errors
    """A typed "no". Its fields are the arguments of the words; `<Name>` is the key `refusal-<name-with-dashes>`."""

    @property
    def name(self) -> str:
        """The refusal's name on the wire: `InsufficientPoints` → `insufficient_points`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    @property
    def arguments(self) -> dict[str, object]:
        """The refusal's own fields by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


# --- what a person typed -------------------------------------------------------------------------------------------


@dataclass(eq=False)
class AmountUnreadable(Refusal):
    """The text is no amount of money."""


@dataclass(eq=False)
class AmountNotPositive(Refusal):
    """Zero or less was typed where a sum is needed."""


@dataclass(eq=False)
class AmountTooLarge(Refusal):
    """More than one cheque may hold; `limit` in minor units."""

    limit: int


@dataclass(eq=False)
class TooManyPoints(Refusal):
    """A cheque would earn more points than `limit`: a rate or a boost of the programme cannot be meant so."""

    limit: int


@dataclass(eq=False)
class TextTooLong(Refusal):
    """A text is longer than the `limit` of characters."""

    limit: int


@dataclass(eq=False)
class TextEmpty(Refusal):
    """Nothing readable was typed."""


@dataclass(eq=False)
class BirthdayUnreadable(Refusal):
    """The text is no day of the calendar, or one that is still to come."""


@dataclass(eq=False)
class BirthdayTooSoon(Refusal):
    """The birthday was changed within the last year; `changes_from` (UTC) is when it may be again."""

    changes_from: datetime


@dataclass(eq=False)
class EmailUnreadable(Refusal):
    """The text is no e-mail address."""


# --- the sale ------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class InsufficientPoints(Refusal):
    """More points were asked for than can be spent on this cheque; `available` is the most."""

    available: int


@dataclass(eq=False)
class RedeemNotPossible(Refusal):
    """The programme has no rule that lets points pay."""


@dataclass(eq=False)
class BelowMinimumOrder(Refusal):
    """The cheque is smaller than the `minimum` (minor units) from which points may pay."""

    minimum: int


@dataclass(eq=False)
class PointsInDebt(Refusal):
    """The member owes `debt` points from a refund; redemption waits until new points repay them."""

    debt: int


@dataclass(eq=False)
class FiguresChanged(Refusal):
    """The sale's figures are not those that were shown; nothing was written."""


@dataclass(eq=False)
class HoldExpired(Refusal):
    """The member did not confirm in time; the points are free again."""


@dataclass(eq=False)
class HoldClosed(Refusal):
    """The hold was confirmed or cancelled already."""


@dataclass(eq=False)
class ReceiptExists(Refusal):
    """Another cheque has this outlet, receipt number and business day."""


@dataclass(eq=False)
class KeyConflict(Refusal):
    """The idempotency key was used before with another body."""


@dataclass(eq=False)
class OwnCard(Refusal):
    """Nobody serves their own card."""


@dataclass(eq=False)
class ReturnTooLarge(Refusal):
    """More is to be returned than is left of the cheque; `remaining` in minor units."""

    remaining: int


@dataclass(eq=False)
class AlreadyReturned(Refusal):
    """Nothing is left of the cheque to return."""


@dataclass(eq=False)
class UndoTooLate(Refusal):
    """The sale is too old to undo; a refund does it."""


@dataclass(eq=False)
class PurchaseUnknown(Refusal):
    """No cheque with this number."""


# --- coupons -------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class CouponUnknown(Refusal):
    """No coupon has this code."""


@dataclass(eq=False)
class CouponEnded(Refusal):
    """The coupon has run out, was taken back, or its offer is over."""


@dataclass(eq=False)
class CouponUsed(Refusal):
    """The coupon was used as often as it may be."""


@dataclass(eq=False)
class CouponNotYours(Refusal):
    """The coupon belongs to another member."""


@dataclass(eq=False)
class CouponNotNow(Refusal):
    """The coupon's conditions (day, hours, outlet, minimum, tier, goods) do not hold for this cheque."""


@dataclass(eq=False)
class CouponNotBeside(Refusal):
    """The coupon cannot be used together with another one of the cheque."""


@dataclass(eq=False)
class CouponLimitReached(Refusal):
    """The offer was taken as often as it may be, by everybody or by this member."""


@dataclass(eq=False)
class TooManyAttempts(Refusal):
    """Too many wrong codes; after `minutes` one may try again."""

    minutes: int


# --- codes, people, rights -----------------------------------------------------------------------------------------


@dataclass(eq=False)
class CodeUnreadable(Refusal):
    """The picture or text holds no code."""


@dataclass(eq=False)
class CodeUnknown(Refusal):
    """The code belongs to nobody here."""


@dataclass(eq=False)
class CodeExpired(Refusal):
    """The code was replaced or has run out."""


@dataclass(eq=False)
class CodePaid(Refusal):
    """The changing code of this half minute has paid for another cheque."""


@dataclass(eq=False)
class ChangingCodeNeeded(Refusal):
    """Points can pay only after the code that changes was shown: nobody could be asked in Telegram."""


@dataclass(eq=False)
class CodeMistyped(Refusal):
    """The check digit does not fit the ten digits."""


@dataclass(eq=False)
class SeveralCodes(Refusal):
    """The picture shows more than one member's code."""


@dataclass(eq=False)
class PictureUnusable(Refusal):
    """The picture cannot be opened, or is too large to be opened safely."""


@dataclass(eq=False)
class ForeignContact(Refusal):
    """The contact is not the sender's own."""


@dataclass(eq=False)
class PhoneTaken(Refusal):
    """The phone number belongs to another member."""


@dataclass(eq=False)
class NotRegistered(Refusal):
    """The person is no member yet."""


@dataclass(eq=False)
class ConsentMissing(Refusal):
    """Without consent to processing nobody becomes a member."""


@dataclass(eq=False)
class NotAllowed(Refusal):
    """The person's role does not permit this."""


@dataclass(eq=False)
class InvitationUsed(Refusal):
    """The invitation link worked once already."""


@dataclass(eq=False)
class InvitationExpired(Refusal):
    """The invitation link has run out; `expired_at` is UTC."""

    expired_at: datetime


@dataclass(eq=False)
class InvitationUnknown(Refusal):
    """No such invitation."""


@dataclass(eq=False)
class ProgrammeMissing(Refusal):
    """The owner has not set the programme up yet."""


@dataclass(eq=False)
class SettingInvalid(Refusal):
    """A programme setting is not acceptable; `field` is its path, `problem` a key of words."""

    field: str
    problem: str


@dataclass(eq=False)
class DailyLimitReached(Refusal):
    """The member has as many cheques today as the programme allows; `limit` is that many."""

    limit: int


@dataclass(eq=False)
class AdjustmentTooLarge(Refusal):
    """More points are to be taken by hand than the member has; `available` is the most."""

    available: int


@dataclass(eq=False)
class AdjustmentLimitReached(Refusal):
    """One person has moved as many points by hand today as the programme allows; `limit` is that many."""

    limit: int


@dataclass(eq=False)
class PresetUnknown(Refusal):
    """No preset has this name."""


@dataclass(eq=False)
class ZoneUnknown(Refusal):
    """No IANA time zone has this name."""


@dataclass(eq=False)
class CurrencyUnknown(Refusal):
    """No ISO 4217 currency has this code."""


@dataclass(eq=False)
class AccountFrozen(Refusal):
    """The audit found a difference on this account; nothing moves until a person has looked."""


# --- broadcasts ------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class BroadcastUnknown(Refusal):
    """No broadcast is this one; a draft may have been deleted."""


@dataclass(eq=False)
class BroadcastClosed(Refusal):
    """The broadcast is on its way, planned or over: what it says can no longer be changed."""


@dataclass(eq=False)
class MessageUnusable(Refusal):
    """What was sent is neither a text nor a photo."""


@dataclass(eq=False)
class LabelUnreadable(Refusal):
    """A button needs a label and a link below it."""


@dataclass(eq=False)
class LinkUnusable(Refusal):
    """The link does not begin with https, or leads to no place that has a name."""


@dataclass(eq=False)
class NobodyToReach(Refusal):
    """Nobody of the chosen people can be reached and has agreed to offers."""


@dataclass(eq=False)
class MomentUnreadable(Refusal):
    """The text is no date with a time."""


@dataclass(eq=False)
class MomentPassed(Refusal):
    """The moment is not in the future."""


@dataclass(eq=False)
class MomentTooFar(Refusal):
    """The moment is more than `days` ahead."""

    days: int


@dataclass(eq=False)
class MomentSkipped(Refusal):
    """The clocks jump over this local time."""
