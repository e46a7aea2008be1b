"""What a call carries: values from JSON, a form or the query string, and uploaded files."""

import json
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.errors import bad_request


@dataclass(frozen=True)
class Upload:
    """A file as it came in the request."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True)
class Arguments:
    """Values by name, strings or JSON values alike, and the uploads by field name."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """Returns a value as text."""
        value = self.values.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Returns a whole number, the default when it is absent or not a number."""
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            return default

    def number(self, name: str) -> float:
        """Returns a number, or refuses the call without it."""
        try:
            return float(self.text(name))
        except ValueError:
            raise bad_request(f"{name} is empty" if name not in self else f"{name} must be a Number") from None

    def flag(self, name: str) -> bool:
        """Returns whether a value says yes."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def json(self, name: str, what: str) -> Any:
        """Returns a JSON value (None when absent); `what` names it in the Refusal of a broken one."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None
