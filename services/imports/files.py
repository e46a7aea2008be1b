"""Files of customers: a CSV or a spreadsheet becomes rows of text, or is refused in words; nothing in it is run."""

import csv
import io
import json
import re
import subprocess
import sys
import threading
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from loyalty.errors import Refusal
from services.imports import encodings, sheets

FILE_LIMIT = 5_000_000
"""Bytes of a document; twenty thousand customers are about two megabytes."""
ROW_LIMIT, COLUMN_LIMIT, CELL_LIMIT = 20_000, 40, 500
UNPACKED_LIMIT, STRINGS_LIMIT, PARTS_LIMIT = 60_000_000, 12_000_000, 500
"""What a spreadsheet may unpack to, in all, its table of texts, and in how many parts."""
_ZIP, _OLD = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What .xlsx and .ods begin with, and what .xls does."""
_SECONDS = 30
_ONE_AT_A_TIME = threading.Lock()
"""Each may take a gigabyte."""
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
    """The document is neither CSV nor a spreadsheet, or damaged."""


@dataclass(eq=False)
class FileEmpty(Refusal):
    """There are no rows in the document."""


def encoding(content: bytes, language: str) -> str:
    """Returns the encoding of a document that is text, as far as its letters say; of a spreadsheet "". CPU work."""
    return "" if content.startswith((_ZIP, _OLD)) else encodings.guess(content, language)


def read(content: bytes, name: str, written: str = "") -> tuple[Row, ...]:
    """Returns the rows that have anything in them, their cells as text. CPU work: use a thread.

    `written` is the encoding of a text, to be guessed when it is not said.

    Raises FileTooLarge, TooManyRows, FileUnreadable, FileEmpty.
    """
    if len(content) > FILE_LIMIT:
        raise FileTooLarge(FILE_LIMIT // 1_000_000)
    book = content.startswith((_ZIP, _OLD))
    # Some programs call a table of text .xls; what others call so is a page of HTML.
    if not book and (name.lower().endswith(".pdf") or content.lstrip().startswith((b"<", b"%PDF"))):
        raise FileUnreadable
    cells = _spreadsheet(content) if book else enumerate(_text(content, written or encoding(content, "")), 1)
    rows = tuple(islice(_kept(cells), ROW_LIMIT + 2))
    if len(rows) > ROW_LIMIT + 1:  # one of them may be the header
        raise TooManyRows(ROW_LIMIT)
    if not rows:
        raise FileEmpty
    width = max(len(cells) for _, cells in rows)
    return tuple((line, cells + ("",) * (width - len(cells))) for line, cells in rows)


def _kept(rows: Iterable[tuple[int, Iterable[str]]]) -> Iterator[Row]:
    for line, cells in rows:
        texts = [_cell(text) for text in islice(cells, COLUMN_LIMIT)]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield line, tuple(texts)


def _cell(text: str) -> str:
    """Returns a cell as a person would have typed it."""
    text = " ".join(text.replace("\0", "").replace("\ufeff", "").split())[:CELL_LIMIT]
    # Behind such an apostrophe, as our own reports have it too, spreadsheets hide that a text is no formula.
    return text[1:] if re.match("'[=+@-]", text) else text


# --- spreadsheets -----------------------------------------------------------------------------------------------------


def _spreadsheet(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yields the numbers and rows of one sheet, as a process with limits reads them."""
    if content.startswith(_ZIP):
        _safe(content)
    command = [sys.executable, "-P", sheets.__file__, *map(str, (ROW_LIMIT + 2, COLUMN_LIMIT, CELL_LIMIT))]
    try:
        with _ONE_AT_A_TIME:
            # The command is ours, and the document goes in by a pipe.
            done = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - see above
    except subprocess.TimeoutExpired as error:
        raise FileTooLarge(FILE_LIMIT // 1_000_000) from error
    if done.returncode < 0 or done.returncode == sheets.TOO_LARGE:  # stopped by a limit
        raise FileTooLarge(FILE_LIMIT // 1_000_000)
    if done.returncode:
        raise FileUnreadable
    yield from json.loads(done.stdout)


def _safe(content: bytes) -> None:
    """Raises before a bomb is opened: too much in too many parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise FileUnreadable from error
    if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise FileTooLarge(FILE_LIMIT // 1_000_000)
    if any(_is_strings(part.filename) and part.file_size > STRINGS_LIMIT for part in parts):
        raise FileTooLarge(FILE_LIMIT // 1_000_000)


def _is_strings(name: str) -> bool:
    return name.lower().endswith("sharedstrings.xml")


# --- CSV --------------------------------------------------------------------------------------------------------------


def _text(content: bytes, encoding: str) -> Iterator[list[str]]:
    try:
        text = encodings.decoded(content, encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable from error
    if "\0" in text:
        raise FileUnreadable
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    except csv.Error as error:
        raise FileUnreadable from error


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
