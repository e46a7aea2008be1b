"""What a shop prints: sheets with its offer and a code, and a look at them beforehand. CPU work: use a thread."""

from wallet.poster import SHEETS, Poster, Sheet, pdf, picture, preview

__all__ = ["SHEETS", "Poster", "Sheet", "pdf", "picture", "preview"]
