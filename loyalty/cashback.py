"""Cashback: points that people read as money, because the programme says so and one point always pays the same."""

from fractions import Fraction

from loyalty.ledger import MILLION
from loyalty.mechanics import points_tender
from loyalty.programme import Programme

Value = int | Fraction
"""What one point pays, in minor units."""


def worth(points: int, value: Value) -> int:
    """Returns what points are worth at `value` minor units a point, rounded to the nearest, a half up."""
    exact = Fraction(abs(points) * value)
    rounded = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    return rounded if points >= 0 else -rounded


def shown_value(programme: Programme) -> Value:
    """Returns as how many minor units of money one point is shown, 0 where points are shown as points.

    They stay points while the programme has no rule by which they pay, or several that give them different values.
    """
    values = {rule.config.worth for rule in programme.rules if isinstance(rule.config, points_tender.Config)}
    return values.pop() if programme.settings.in_money and len(values) == 1 else 0


def minor_units(value: Value, millionths: int) -> int:
    """Returns what millionths of a point are worth at `value` minor units a point, rounded towards zero."""
    worth = value * abs(millionths) // MILLION
    return worth if millionths >= 0 else -worth
