"""The assortment: what a programme's rules want to know about the goods of a cheque beyond its sum."""

from dataclasses import dataclass, fields
from typing import Any

from loyalty.programme import Programme


@dataclass(frozen=True, slots=True)
class Assortment:
    """The categories that rules name, in the owner's words; `counted` when a rule counts items of any kind."""

    categories: tuple[str, ...] = ()
    counted: bool = False

    @property
    def offered(self) -> tuple[str, ...]:
        """What a cashier may choose from: the categories, or `""` for any item where only their number matters."""
        return self.categories or (("",) if self.counted else ())


def assortment_of(programme: Programme) -> Assortment:
    """Returns what the rules that are not paused name in their settings: an empty one where the sum is enough."""
    configs = [rule.config for rule in programme.rules if not rule.paused]
    named = {category for config in configs for category in _named(config) if category}
    return Assortment(tuple(sorted(named, key=str.casefold)), any(_counts_any(config) for config in configs))


def _named(config: Any) -> set[str]:
    asked = (field.name for field in fields(config) if field.metadata.get("unit") == "category")
    return {category for name in asked for category in getattr(config, name)}


def _counts_any(config: Any) -> bool:
    """Says whether the number of items matters whatever their category."""
    counts = any(
        field.metadata.get("unit") == "items" or (field.name, getattr(config, field.name)) == ("per", "item")
        for field in fields(config)
    )
    return counts and not config.categories
