"""Codes that change every half minute (RFC 6238, HMAC-SHA-1), as Google's rotating barcode makes them too."""

import hashlib
import hmac
from datetime import datetime

STEP = 30
"""Seconds for which one code is shown."""
DIGITS = 8
SECRET_LENGTH = 20
"""Bytes of a secret: those of a SHA-1 digest, as RFC 4226 recommends."""


def step_of(at: datetime) -> int:
    """Returns the number of the time step that `at` lies in."""
    return int(at.timestamp()) // STEP


def totp(secret: bytes, step: int) -> str:
    """Returns the code of a time step: DIGITS decimal digits, leading zeros kept."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_with(secret: bytes, code: str, now: int, window: int) -> int | None:
    """Returns which step within `window` of the step `now` has this code, None when none has.

    Every step is compared, in constant time, so that how long it takes says nothing.
    """
    found = None
    for step in range(now - window, now + window + 1):
        if hmac.compare_digest(totp(secret, step).encode(), code.encode()):
            found = step
    return found
