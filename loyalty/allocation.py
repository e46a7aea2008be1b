"""Largest remainder: an amount is spread over weights so that the parts add up to it exactly."""

from collections.abc import Sequence


def allocate(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Returns one part per weight, in proportion, summing to `amount`; ties go to the earlier one.

    No part exceeds its weight when `amount` does not exceed their sum. Without any weight `amount` must be 0.
    """
    whole = sum(weights)
    if whole == 0:
        return tuple(0 for _ in weights)
    parts = [amount * weight // whole for weight in weights]
    largest = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % whole), i))
    for index in largest[: amount - sum(parts)]:
        parts[index] += 1
    return tuple(parts)
