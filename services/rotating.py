"""Codes that change: each member's has a secret of its own, and each half minute's code pays once."""

import hashlib
import hmac

from loyalty.totp import SECRET_LENGTH


def secret_of(master: bytes, code: str) -> bytes:
    """Returns the secret of the changing code of the card whose opaque code is `code` (20 bytes).

    It is derived, never stored: whoever reads the database alone cannot make a code that pays.
    """
    return hmac.new(master, f"rotating code\n{code}".encode(), hashlib.sha256).digest()[:SECRET_LENGTH]
