"""What a member has of something that is counted, and what the next step needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`have` of `need`; `unit` is `stamps`, `visits`, `money` (minor units), `points` or `friends`.

    `step` names what is reached at `need`: basis points of a discount, a tier, the rule of a coupon; `at` are the
    places on the way where something is given too. At the top `need` is 0.
    """

    have: int
    need: int
    unit: str
    step: str = ""
    at: tuple[int, ...] = ()
