"""What fits: a text as long as the button, the line or the name that it stands on."""

FULL = 36
"""Characters that a button over the whole width of a small phone shows before it cuts."""

HALF = 17
"""Characters that one of two buttons in a row shows."""


def short(text: str, limit: int = FULL) -> str:
    """Returns a text that fits whole; of a longer one the words that fit, and … after them."""
    if len(text) <= limit:
        return text
    fits = text[:limit]
    words, _, last = fits.rpartition(" ")
    whole = words if words and len(last) < limit // 2 else fits[:-1]
    return whole.rstrip(" ,;:(–·") + "…"
