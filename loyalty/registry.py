"""The registry: every mechanic the programme knows, one line each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from loyalty.cart import Cart
from loyalty.events import Event
from loyalty.mechanics import boost, earn, grant, points_tender
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Mechanic:
    """A mechanic: the phase it speaks in, the dataclass of its settings, and what it proposes.

    `propose(config, event, facts, cart)` looks at an event and the cart as it then stands, and changes nothing.
    """

    phase: Phase
    config: type[Any]
    propose: Callable[[Any, Event, Facts, Cart], Sequence[Proposal]]


MECHANICS: Mapping[str, Mechanic] = MappingProxyType(
    {
        "boost": Mechanic(boost.PHASE, boost.Config, boost.propose),
        "earn": Mechanic(earn.PHASE, earn.Config, earn.propose),
        "grant": Mechanic(grant.PHASE, grant.Config, grant.propose),
        "points_tender": Mechanic(points_tender.PHASE, points_tender.Config, points_tender.propose),
    }
)
