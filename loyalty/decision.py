"""What the engine answers: figures, postings and the reasons for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from loyalty.counting import Counting
from loyalty.discounts import Off
from loyalty.events import Purchase
from loyalty.ledger import Posting, Step
from loyalty.member import Facts
from loyalty.programme import Redeemable, Share, Taken
from loyalty.unsaid import Unsaid


@dataclass(frozen=True, slots=True)
class Decision:
    """A decided cheque; money in minor units.

    `earned` whole points credited (`pending` of them not active yet); `raw` millionths that the rates and boosts
    gave, `bonus` whole points added after; `debt_repaid` points that went to a debt first. `redeemable` is the most
    that could have been redeemed. `steps` explain `earned`, `offs` explain `discount`. `counting` is what was counted
    and promised, `tier` the one that the member reaches by it (`""`: none above their own). `unsaid` are the rules that
    counted nothing because the sum does not say what it is for.
    """

    shares: tuple[Share, ...]
    gross: int
    discount: int
    points_redeemed: int
    points_value: int
    payable: int
    raw: int
    bonus: int
    earned: int
    pending: int
    debt_repaid: int
    redeemable: Redeemable
    postings: tuple[Posting, ...]
    steps: tuple[Step, ...]
    offs: tuple[Off, ...] = ()
    counting: Counting = Counting()  # noqa: RUF009 - a frozen value
    tier: str = ""
    unsaid: tuple[Unsaid, ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """Points and promises decided by an event that is no cheque."""

    points: int
    postings: tuple[Posting, ...]
    steps: tuple[Step, ...]
    counting: Counting = Counting()  # noqa: RUF009 - a frozen value
    tier: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing moves and nothing is promised."""
        return not self.postings and not self.counting.promised


@dataclass(frozen=True, slots=True)
class Cheque:
    """A recorded purchase as a refund needs it: the event, the facts and figures of its time, and what came back.

    `redeemed_from` says which lots paid. `returned` is gross minor units by line, `restored` points, `money_back`
    minor units, all over all returns so far; `raw` and `bonus` are those of the remaining cheque.
    The lots that it credited are those of the member with its id as their `purchase_id`. `counting` is what the
    remaining cheque counted and promised, `unused` how many of the promised coupons were not used yet, by rule.
    """

    purchase: Purchase
    facts: Facts
    shares: tuple[Share, ...]
    payable: int
    points_redeemed: int
    points_value: int
    raw: int
    bonus: int
    redeemed_from: tuple[Taken, ...]
    returned: tuple[int, ...] = ()
    restored: int = 0
    money_back: int = 0
    counting: Counting = Counting()  # noqa: RUF009 - a frozen value
    unused: Mapping[str, int] = field(default_factory=dict)

    @property
    def gross(self) -> int:
        """The sum of the cheque in minor units."""
        return self.purchase.gross


@dataclass(frozen=True, slots=True)
class Reversal:
    """A decided return: `money_back` minor units to hand over, `restored` points given back, `taken` points taken.

    `debt` is by how much the member now owes more, because the points were spent already. `raw`, `bonus`,
    `returned`, `counting` describe the remaining cheque. `voided` says how many coupons of which rule are no more.
    """

    gross: int
    money_back: int
    restored: int
    taken: int
    debt: int
    raw: int
    bonus: int
    returned: tuple[int, ...]
    postings: tuple[Posting, ...]
    counting: Counting = Counting()  # noqa: RUF009 - a frozen value
    voided: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """Postings that became due by themselves at `at` (UTC): an `activation`, an `expiry` or a `lapse` of a count."""

    kind: str
    postings: tuple[Posting, ...]
    at: datetime
