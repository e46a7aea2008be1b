"""What the bot called, and the faults it shall meet."""

import asyncio
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

How = Literal["refuse", "hang", "garbage", "cut", "say"]
_KEPT = 5000
_REASONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(frozen=True)
class Call:
    """One call of the bot: when (Unix seconds), how long it took (seconds), the status and the result or refusal."""

    method: str
    arguments: dict[str, Any]
    status: int
    answer: Any
    at: float
    seconds: float


@dataclass
class Fault:
    """What the next `times` calls of a method ("*" for any) meet.

    `how` is "refuse" (with `status`), "hang" (for `seconds`, then the connection is cut), "garbage" (200 without JSON),
    "cut" (the connection) or "say" (`body` with 200, whatever it is). With `done` the call takes effect and only its
    answer is lost. With a `chat_id` only calls about this chat meet it.
    """

    method: str
    times: int = 1
    how: How = "refuse"
    status: int = 500
    retry_after: int | None = None
    description: str = ""
    seconds: float = 30.0
    done: bool = False
    migrate_to_chat_id: int | None = None
    body: Any = None
    chat_id: int | None = None

    def meets(self, method: str, arguments: Mapping[str, Any]) -> bool:
        """Says whether a call is one of those."""
        its_chat = self.chat_id is None or str(arguments.get("chat_id")) == str(self.chat_id)
        return self.method.lower() in {"*", method.lower()} and its_chat

    def refusal(self) -> dict[str, Any]:
        """Returns the body of the answer of a "refuse"."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status}
        if self.status == 429:
            pause = self.retry_after or 1
            reason = f"Too Many Requests: retry after {pause}"
            body["parameters"] = {"retry_after": pause}
        elif self.migrate_to_chat_id is not None:
            reason = "Bad Request: group chat was upgraded to a supergroup chat"
            body["parameters"] = {"migrate_to_chat_id": self.migrate_to_chat_id}
        else:
            reason = _REASONS.get(self.status, "Bad Request")
        body["description"] = self.description or reason
        return body


@dataclass
class Journal:
    """The calls so far (oldest first, the last few thousand), what is under way, and the faults that wait."""

    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=_KEPT))
    faults: list[Fault] = field(default_factory=list)
    under_way: int = 0
    last: float = field(default_factory=time.monotonic)
    count: int = 0
    healed: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the calls that hang now shall hang no longer."""

    def heal(self) -> None:
        """Takes back all faults; calls that hang are cut off."""
        self.faults.clear()
        self.healed.set()
        self.healed = asyncio.Event()

    def fault_for(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """Returns the fault this call meets and uses it up once."""
        for fault in self.faults:
            if fault.meets(method, arguments):
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    def record(self, call: Call) -> None:
        """Notes a call; polls that brought nothing are not worth a line."""
        if call.method == "getUpdates" and call.answer == []:
            return
        self.calls.append(call)
        self.count += 1
