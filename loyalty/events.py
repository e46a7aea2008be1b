"""What happens to a member: an event is a value that the rules look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cheque: `amount` in minor units for the whole `quantity`, before any discount.

    With a category and no amount it says that so many items are in the sum of the lines without a category, none (0)
    of them or some: enough for what only counts them, and nobody has to know what they cost.
    """

    amount: int
    category: str = ""
    quantity: int = 1
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Presented:
    """A coupon that shall count on a cheque, and the rule that says what it is worth."""

    id: UUID
    rule_id: str


@dataclass(frozen=True, slots=True)
class Purchase:
    """A cheque that is to be paid. `at` is UTC, `zone` the outlet's IANA zone; `redeem` points are to pay a part.

    `held` names the lots and amounts that a hold has set aside for it; then exactly these points pay, and `at` is
    the time of the hold, so that the cheque is judged as it was shown.
    An amount-only cheque is one line without a category.
    """

    id: UUID
    at: datetime
    zone: str
    outlet: str
    lines: tuple[Line, ...]
    company: str = ""
    redeem: int = 0
    held: tuple[tuple[UUID, int], ...] | None = None
    coupons: tuple[Presented, ...] = ()

    @property
    def gross(self) -> int:
        """The sum of the lines in minor units."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class Registered:
    """A person became a member, as number `participant` (1 is the first) of the programme."""

    at: datetime
    zone: str
    outlet: str
    participant: int
    company: str = ""


@dataclass(frozen=True, slots=True)
class Birthday:
    """A member's birthday has come, or comes within the days that the rule names."""

    at: datetime
    zone: str
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Referred:
    """A friend made the purchase for which both sides of a referral are paid; `invited` is the friend's side."""

    at: datetime
    zone: str
    outlet: str
    invited: bool


Event = Purchase | Registered | Birthday | Referred


@dataclass(frozen=True, slots=True)
class Return:
    """Goods that come back: `amounts` in minor units of gross by line number (0 is the first line)."""

    at: datetime
    amounts: Mapping[int, int]

    @property
    def gross(self) -> int:
        """The sum that comes back, in minor units before discounts."""
        return sum(self.amounts.values())
