"""What rules propose about an event; the engine decides which proposals stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """When points become active and when they end, in local days; `expiry_days` None means never."""

    activation_days: int = 0
    expiry_days: int | None = 365


@dataclass(frozen=True, slots=True)
class Tender:
    """Points may pay for `lines`: at most `limit` of them, each worth `value` minor units.

    `below` is the minimum order (minor units) when the cheque does not reach it, else 0.
    """

    lines: frozenset[int]
    value: int
    limit: int
    below: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """Each of `lines` earns `points` for every `per` minor units."""

    lines: frozenset[int]
    points: int
    per: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class Boost:
    """What `lines` earn is multiplied by `factor` basis points."""

    lines: frozenset[int]
    factor: int


@dataclass(frozen=True, slots=True)
class Gift:
    """Whole points for an event that is no cheque."""

    points: int
    terms: Terms


Proposal = Tender | Rate | Boost | Gift
