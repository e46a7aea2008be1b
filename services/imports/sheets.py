"""Reads a spreadsheet in a process of its own, started by `files`: one that takes too much ends alone.

The document comes in by standard input, the rows of one sheet go out as JSON. Nothing of ours is imported, so that
it starts fast.
"""

import io
import json
import posixpath
import re
import resource
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import reduce
from itertools import islice
from typing import IO

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY_LIMIT, CPU_SECONDS = 1 << 30, 20
TEXT_LIMIT = 20_000_000
"""Letters in all: a few long texts may stand in a small file a million times."""
TOO_LARGE = 3
"""The exit code of a document that takes more memory or letters than we have."""

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
Rows = list[tuple[int, list[str]]]
"""The number of each row in the sheet, from 1, and its cells."""


def rows(content: bytes, most: int, columns: int, letters: int) -> Rows:
    """Returns the filled rows of the first visible sheet that has several, else of the first one that has any.

    At most `most` rows, of each `columns` cells, of each `letters`; of a formula the value that was last shown, and
    the formula itself where nobody has worked it out yet.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found: Rows = []
    for sheet in book.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            open_ones = _not_worked_out(content, sheet.name)
            here = list(islice(_filled(book.get_sheet_by_name(sheet.name), open_ones, columns, letters), most))
            if len(here) > 1:
                return here
            found = found or here
    return found


def _filled(
    sheet: CalamineSheet, formulas: Mapping[tuple[int, int], str], columns: int, letters: int
) -> Iterator[tuple[int, list[str]]]:
    # Empty columns on the left are not handed out, empty rows above are.
    left = [""] * (sheet.start[1] if sheet.start else 0)
    left_over = TEXT_LIMIT
    for line, cells in enumerate(sheet.iter_rows(), 1):
        values = enumerate((*left, *cells)[:columns])
        texts = [(formulas.get((line, place)) or _text(value))[:letters] for place, value in values]
        left_over -= sum(map(len, texts))
        if left_over < 0:
            raise MemoryError
        if any(texts):
            yield line, texts


def _not_worked_out(content: bytes, name: str) -> Mapping[tuple[int, int], str]:
    """Returns the formulas of an .xlsx sheet without a value to trust, by the number of the row and the place in it.

    Programs that write such a file without a spreadsheet leave the value out, or put 0 and ask for all to be worked
    out at the first opening (ECMA-376, 18.2.2 `fullCalcOnLoad`); python-calamine 0.9 says "" and 0.0 for them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat's guards, and our limits
            all_open = any(_short(each) == "calcPr" and _is_true(each.get("fullCalcOnLoad")) for each in book.iter())
            with archive.open(_part(archive, book, name)) as part:
                return dict(_formulas(part, all_open=all_open))
    except (zipfile.BadZipFile, KeyError, ET.ParseError):
        return {}


def _part(archive: zipfile.ZipFile, book: ET.Element, name: str) -> str:
    """Returns what the part of a sheet is called in the file. Raises KeyError."""
    sheet = next((each for each in book.iter() if _short(each) == "sheet" and each.get("name") == name), book)
    key = next((value for attribute, value in sheet.items() if attribute.endswith("}id")), "")
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    target = {each.get("Id"): each.get("Target", "") for each in links}[key]
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _formulas(part: IO[bytes], *, all_open: bool) -> Iterator[tuple[tuple[int, int], str]]:
    for _, cell in ET.iterparse(part):  # noqa: S314 - as above
        if _short(cell) == "row":
            cell.clear()
        if _short(cell) != "c":
            continue
        said = {_short(each): each.text or "" for each in cell}
        place = _ADDRESS.fullmatch(cell.get("r", ""))
        if place and "f" in said and (all_open or not said.get("v")):
            column = reduce(lambda before, letter: before * 26 + ord(letter) - ord("A") + 1, place[1], 0)
            yield (int(place[2]), column - 1), f"={said['f']}"


def _short(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _is_true(value: str | None) -> bool:
    return value in {"1", "true"}


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
