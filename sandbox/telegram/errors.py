"""The refusals of the Bot API, in Telegram's words."""

from typing import Any


class Refusal(Exception):  # noqa: N818 - "error" is what the Bot API calls its answer; this is why it is given
    """A call the Bot API turns down: its status, its description and, for 429, `retry_after` in seconds."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def as_json(self) -> dict[str, Any]:
        """Returns the body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(reason: str) -> Refusal:
    """Returns a 400 whose description is `Bad Request: <reason>`."""
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """Returns a 403 whose description is `Forbidden: <reason>`."""
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    """Returns a 409 whose description is `Conflict: <reason>`."""
    return Refusal(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> Refusal:
    """Returns a 429 that asks for a pause of `retry_after` seconds."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
