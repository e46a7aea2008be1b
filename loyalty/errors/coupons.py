"""What a coupon that cannot be used ends in."""

from dataclasses import dataclass

from loyalty.errors.refusal import Refusal


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
