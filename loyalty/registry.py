"""The registry: every mechanic the programme knows, one line each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from loyalty.cart import Cart
from loyalty.events import Event
from loyalty.mechanics import (
    accumulating_discount,
    birthday,
    bonus,
    boost,
    category_discount,
    coupon,
    discount,
    earn,
    gift_coupon,
    grant,
    money_off,
    nth_free,
    points_tender,
    referral,
    stamp_card,
    tiers,
)
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.progress import Progress
from loyalty.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Mechanic:
    """A mechanic: the phases it speaks in, the dataclass of its settings, and what it proposes.

    `propose(config, event, facts, cart)` looks at an event and the cart as it then stands, and changes nothing. One
    that counts shows its `progress(config, facts)`. One that is `by_coupon` speaks where its coupon is presented.
    """

    phases: frozenset[Phase]
    config: type[Any]
    propose: Callable[[Any, Event, Facts, Cart], Sequence[Proposal]]
    progress: Callable[[Any, Facts], Progress] | None = None
    by_coupon: bool = False


MECHANICS: Mapping[str, Mechanic] = MappingProxyType(
    {
        "accumulating_discount": Mechanic(
            accumulating_discount.PHASES,
            accumulating_discount.Config,
            accumulating_discount.propose,
            accumulating_discount.progress,
        ),
        "birthday": Mechanic(birthday.PHASES, birthday.Config, birthday.propose),
        "bonus": Mechanic(bonus.PHASES, bonus.Config, bonus.propose),
        "boost": Mechanic(boost.PHASES, boost.Config, boost.propose),
        "category_discount": Mechanic(category_discount.PHASES, category_discount.Config, category_discount.propose),
        "coupon": Mechanic(coupon.PHASES, coupon.Config, coupon.propose, by_coupon=True),
        "discount": Mechanic(discount.PHASES, discount.Config, discount.propose),
        "earn": Mechanic(earn.PHASES, earn.Config, earn.propose),
        "gift_coupon": Mechanic(gift_coupon.PHASES, gift_coupon.Config, gift_coupon.propose),
        "grant": Mechanic(grant.PHASES, grant.Config, grant.propose),
        "money_off": Mechanic(money_off.PHASES, money_off.Config, money_off.propose),
        "nth_free": Mechanic(nth_free.PHASES, nth_free.Config, nth_free.propose),
        "points_tender": Mechanic(points_tender.PHASES, points_tender.Config, points_tender.propose),
        "referral": Mechanic(referral.PHASES, referral.Config, referral.propose),
        "stamp_card": Mechanic(stamp_card.PHASES, stamp_card.Config, stamp_card.propose, stamp_card.progress),
        "tiers": Mechanic(tiers.PHASES, tiers.Config, tiers.propose, tiers.progress),
    }
)
