"""Makes what people typed fit the line of a card it is shown on."""

from functools import lru_cache

from locales import visible

_KEPT = "\n\u00a0\u202f\u200c\u200d\u200e\u200f"


@lru_cache(maxsize=4096)
def tidy(text: str, limit: int) -> str:
    """Returns text of at most `limit` characters without control characters and broken surrogates.

    What is too long ends in an ellipsis; lines stay lines.
    """
    text = visible(text)
    if len(text) <= limit and text.isprintable():
        return text.strip()
    clean = "".join(letter for letter in text[: limit * 4] if letter.isprintable() or letter in _KEPT).strip()
    clean = clean.encode(errors="ignore").decode()
    return clean if len(clean) <= limit else clean[: limit - 1].rstrip() + "…"
