"""A setting of a rule or programme: a field that knows its unit, its limits and an example for the owner's form."""

from dataclasses import field
from typing import Any


def setting(
    default: object,
    *,
    unit: str = "",
    example: object = None,
    minimum: int | None = None,
    maximum: int | None = None,
    choices: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
    rare: bool = False,
) -> Any:
    """Returns a dataclass field with `default`.

    `unit` is `points`, `money` (minor units), `basis_points`, `days`, `category`, `metric` (money or a number, as the
    rule's `metric` says), `coupon` (the id of a coupon's rule) …; `minimum` and `maximum` are the inclusive limits of
    an integer, or of each integer in a set; `choices` are all the texts there may be. `example` is what the form shows
    beside the field. `only` names a choice of the same config and the answers to it with which this field counts.
    Few set what is `rare`: a form shows it apart until somebody does.
    """
    metadata = {
        "unit": unit,
        "example": default if example is None else example,
        "minimum": minimum,
        "maximum": maximum,
        "choices": choices,
        "only": only,
        "rare": rare,
    }
    return field(default=default, metadata=metadata)
