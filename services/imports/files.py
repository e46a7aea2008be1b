"""Files of customers: a CSV or XLSX document becomes rows of text, or is refused in words; nothing in it is run."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from loyalty.errors import Refusal

FILE_LIMIT = 5_000_000
"""Bytes of a document; twenty thousand customers are about two megabytes."""
ROW_LIMIT, COLUMN_LIMIT, CELL_LIMIT = 20_000, 40, 500
UNPACKED_LIMIT, STRINGS_LIMIT, PARTS_LIMIT = 60_000_000, 12_000_000, 500
"""What an XLSX may unpack to, in all, its table of texts, and in how many parts; all texts stand in memory at once."""
_SEPARATORS = (";", ",", "\t", "|")
_LOOKED_AT = 50

Row = tuple[int, tuple[str, ...]]
"""The number of a row in the file, from 1, and its cells."""


@dataclass(eq=False)
class FileTooLarge(Refusal):
    """The document is larger than `megabytes`, or unpacks to more than we open."""

    megabytes: int


@dataclass(eq=False)
class TooManyRows(Refusal):
    """The document has more than `limit` rows."""

    limit: int


@dataclass(eq=False)
class FileUnreadable(Refusal):
    """The document is neither CSV nor XLSX, or damaged."""


@dataclass(eq=False)
class FileEmpty(Refusal):
    """There are no rows in the document."""


def read(content: bytes, name: str) -> tuple[Row, ...]:
    """Returns the rows that have anything in them, their cells as text. CPU work: use a thread.

    Raises FileTooLarge, TooManyRows, FileUnreadable, FileEmpty.
    """
    if len(content) > FILE_LIMIT:
        raise FileTooLarge(FILE_LIMIT // 1_000_000)
    zipped = content.startswith(b"PK")
    if not zipped and name.lower().endswith((".xls", ".xlsx", ".ods", ".numbers", ".pdf")):
        raise FileUnreadable
    rows = tuple(islice(_kept(_spreadsheet(content) if zipped else _text(content)), ROW_LIMIT + 2))
    if len(rows) > ROW_LIMIT + 1:  # one of them may be the header
        raise TooManyRows(ROW_LIMIT)
    if not rows:
        raise FileEmpty
    width = max(len(cells) for _, cells in rows)
    return tuple((line, cells + ("",) * (width - len(cells))) for line, cells in rows)


def _kept(rows: Iterable[Iterable[object]]) -> Iterator[Row]:
    for line, cells in enumerate(rows, 1):
        texts = [_cell(value) for value in islice(cells, COLUMN_LIMIT)]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield line, tuple(texts)


def _cell(value: object) -> str:
    """Returns a cell as text, as a person would have typed it."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    text = " ".join(str(value).replace("\0", "").replace("\ufeff", "").split())[:CELL_LIMIT]
    # Behind such an apostrophe, as our own reports have it too, spreadsheets hide that a text is no formula.
    return text[1:] if re.match("'[=+@-]", text) else text


# --- XLSX -------------------------------------------------------------------------------------------------------------


def _spreadsheet(content: bytes) -> Iterator[tuple[object, ...]]:
    """Yields the rows of the first sheet; of a formula the value that was last shown."""
    try:
        _safe(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What the file says of its size may be a lie in either direction.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(max_row=2 * ROW_LIMIT, max_col=COLUMN_LIMIT, values_only=True)
    except (zipfile.BadZipFile, InvalidFileException, ParseError) as error:
        raise FileUnreadable from error
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, OSError, EOFError) as error:
        raise FileUnreadable from error  # what openpyxl makes of a damaged or foreign archive


def _safe(content: bytes) -> None:
    """Raises before a bomb is opened: too much in too many parts, or XML that defines entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
            raise FileTooLarge(FILE_LIMIT // 1_000_000)
        for part in parts:
            if part.filename.lower().endswith("sharedstrings.xml") and part.file_size > STRINGS_LIMIT:
                raise FileTooLarge(FILE_LIMIT // 1_000_000)
            if part.filename.lower().endswith((".xml", ".rels")):
                _plain(archive, part)


def _plain(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as stream:
        before = b""
        # ZipFile hands out no more than the part has said of itself, so this ends where the sum above says.
        while block := stream.read(1 << 16):
            if b"<!DOCTYPE" in (before + block).replace(b"\0", b""):
                raise FileUnreadable
            before = block[-32:]


# --- CSV --------------------------------------------------------------------------------------------------------------


def _text(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise FileUnreadable
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    except csv.Error as error:
        raise FileUnreadable from error


def _decoded(content: bytes) -> str:
    """Returns the text: UTF-8 or UTF-16 where it is one, else what Excel writes in Cyrillic countries."""
    tries: tuple[str, ...] = ("utf-8-sig", "cp1251")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ("utf-16",)
    elif b"\0" in content:
        # Digits, separators and line ends have a zero byte after them, or before.
        later = content[1:4096:2].count(0) > content[0:4096:2].count(0)
        tries = ("utf-16-le",) if later else ("utf-16-be",)
    for encoding in tries:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileUnreadable


def _separator(text: str) -> str:
    """Returns what stands between cells: of those that make rows of equal length, the one that makes most cells."""
    first_line, _, rest = text.partition("\n")
    if first_line.lower().startswith("sep=") and len(first_line.strip()) == 5:
        return first_line.strip()[-1]
    head = "\n".join((first_line + "\n" + rest[:65_536]).splitlines()[:_LOOKED_AT])
    best, found = (0, 0), ","
    for separator in _SEPARATORS:
        try:
            lengths = Counter(len(row) for row in csv.reader(io.StringIO(head), delimiter=separator) if row)
        except csv.Error:
            continue
        width, times = max(lengths.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        if width > 1 and (times, width) > best:
            best, found = (times, width), separator
    return found
