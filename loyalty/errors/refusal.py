"""What every refusal is: a typed "no", whose class name is the key of the words that explain it."""

import re

# Not frozen: contextlib assigns __traceback__ to exceptions that pass through it.
from dataclasses import dataclass, fields


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 - architecture.md calls them refusals, not errors
    """A typed "no". Its fields are the arguments of the words; `<Name>` is the key `refusal-<name-with-dashes>`."""

    @property
    def name(self) -> str:
        """The refusal's name on the wire: `InsufficientPoints` → `insufficient_points`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    @property
    def arguments(self) -> dict[str, object]:
        """The refusal's own fields by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}
