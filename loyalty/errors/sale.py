"""What a sale, a hold or a return ends in."""

from dataclasses import dataclass

from loyalty.errors.refusal import Refusal


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
