"""Reads a spreadsheet in a process of its own, started by `files`: one that takes too much ends alone.

The document comes in by standard input, the rows of one sheet go out as JSON. Nothing of ours is imported, so that
it starts fast.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import islice

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY_LIMIT, CPU_SECONDS = 1 << 30, 20
TEXT_LIMIT = 20_000_000
"""Letters in all: a few long texts may stand in a small file a million times."""
TOO_LARGE = 3
"""The exit code of a document that takes more memory or letters than we have."""

Rows = list[tuple[int, list[str]]]
"""The number of each row in the sheet, from 1, and its cells."""


def rows(content: bytes, most: int, columns: int, letters: int) -> Rows:
    """Returns the filled rows of the first visible sheet that has several, else of the first one that has any.

    At most `most` rows, of each `columns` cells, of each `letters`; of a formula the value that was last shown.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found: Rows = []
    for sheet in book.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            here = list(islice(_filled(book.get_sheet_by_name(sheet.name), columns, letters), most))
            if len(here) > 1:
                return here
            found = found or here
    return found


def _filled(sheet: CalamineSheet, columns: int, letters: int) -> Iterator[tuple[int, list[str]]]:
    # Empty columns on the left are not handed out, empty rows above are.
    left = [""] * (sheet.start[1] if sheet.start else 0)
    left_over = TEXT_LIMIT
    for line, cells in enumerate(sheet.iter_rows(), 1):
        texts = [_text(value)[:letters] for value in (*left, *cells)[:columns]]
        left_over -= sum(map(len, texts))
        if left_over < 0:
            raise MemoryError
        if any(texts):
            yield line, texts


def _text(value: object) -> str:
    """Returns a cell as a person would have typed it."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)


def main() -> int:
    """Reads and writes under limits; returns the exit code."""
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY_LIMIT),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a system that cannot, or has stricter ones
            resource.setrlimit(what, (limit, limit))
    most, columns, letters = (int(word) for word in sys.argv[1:])
    try:
        json.dump(rows(sys.stdin.buffer.read(), most, columns, letters), sys.stdout)
    except MemoryError:
        return TOO_LARGE
    return 0


if __name__ == "__main__":
    sys.exit(main())
