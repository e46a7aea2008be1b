"""Lists as spreadsheets: as every program writes them, with a title and sums, and nothing that stops the shop."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
import xlsxwriter
import xlwt

from services.imports import files, sheets
from services.imports.cells import Bad
from services.imports.columns import guess, of_people
from services.imports.columns import read as read_row
from services.imports.files import FileEmpty, FileTooLarge, FileUnreadable, read
from tests.services.imports.test_imports_files import TODAY

PEOPLE = [["Имя", "Телефон", "ДР", "Баллы"], ["Анна", 79261234567, date(1990, 4, 12), 120.0], ["Вера", "x", None, 1.5]]
READ = (
    (1, ("Имя", "Телефон", "ДР", "Баллы")),
    (2, ("Анна", "79261234567", "1990-04-12", "120")),
    (3, ("Вера", "x", "", "1.5")),
)


def _book(*lists: list[list[Any]], hidden: int = -1, at: tuple[int, int] = (0, 0)) -> bytes:
    """Returns an .xlsx of these sheets, one of which may be hidden, each beginning at a row and a column."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    dates = book.add_format({"num_format": "dd.mm.yyyy", "font_color": "#FF0000", "bg_color": "#00FF00"})
    for number, rows in enumerate(lists):
        sheet = book.add_worksheet()
        if number == hidden:
            sheet.hide()
        elif number == hidden + 1:
            sheet.activate()
        for line, cells in enumerate(rows, at[0]):
            for place, value in enumerate(cells, at[1]):
                sheet.write(line, place, value, dates if isinstance(value, date | time) else None)
    book.close()
    return content.getvalue()


def _other(content: bytes, renamed: tuple[str, str] = ("", ""), *changes: tuple[str, str, str]) -> bytes:
    """Returns the same file with a part renamed, and in parts whose name ends so one text replaced by another."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part).decode()
            for ending, before, after in changes:
                if part.filename.endswith(ending):
                    data = data.replace(before, after)
            entry = zipfile.ZipInfo("x")
            entry.filename = part.filename.replace(*renamed)
            new.writestr(entry, data)
    return result.getvalue()


_STRICT = "http://purl.oclc.org/ooxml/"
_USUAL = "http://schemas.openxmlformats.org/"
OTHERS = {
    "another case": (("sharedStrings", "SharedStrings"),),
    "backslashes": (("/", "\\"),),
    "no fills": (("", ""), ("styles.xml", "<fills", "<gone"), ("styles.xml", "</fills", "</gone")),
    "empty fills": (("", ""), ("styles.xml", "<fills", '<fills count="0"/><gone'), ("styles.xml", "</fills", "</gone")),
    "font family 34": (("", ""), ("styles.xml", 'family val="2"', 'family val="34"')),
    "a colour in a word": (("", ""), ("styles.xml", "FFFF0000", "red")),
    "core date": (("", ""), ("core.xml", 'W3CDTF">', 'W3CDTF">yesterday ')),
    "a wrong dimension": (("", ""), ("sheet1.xml", 'ref="A1:D3"', 'ref="A1"')),
    "strict": (
        ("", ""),
        ("", f"{_USUAL}spreadsheetml/2006/main", f"{_STRICT}spreadsheetml/main"),
        ("", f"{_USUAL}officeDocument/2006", f"{_STRICT}officeDocument"),
    ),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_what_other_programs_write_is_read(kind: str) -> None:
    usual = _book(PEOPLE)
    other = _other(usual, *OTHERS[kind])
    assert other != _other(usual), "the file is as it was"
    assert read(other, "list.xlsx") == READ


def test_an_old_excel_file_and_one_of_libreoffice_are_read() -> None:
    old, content = xlwt.Workbook(), io.BytesIO()
    sheet = old.add_sheet("A")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for line, cells in enumerate(PEOPLE):
        for place, value in enumerate(cells):
            sheet.write(line, place, value, day if isinstance(value, date) else xlwt.Style.default_style)
    old.save(content)
    assert read(content.getvalue(), "list.xls") == READ
    assert read(_ods(), "list.ods") == ((1, ("Имя", "Телефон")), (4, ("Анна", "79261234567")))


def _ods() -> bytes:
    words = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="79261234567"></table:table-cell>'
    space = '<table:table-row table:number-rows-repeated="{}"><table:table-cell/></table:table-row>'
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    rows = (
        f"<table:table-row>{words.format('Имя')}{words.format('Телефон')}</table:table-row>",
        space.format(2),
        f"<table:table-row>{words.format('Анна')}{number}</table:table-row>",
        space.format(1_048_572),
    )
    table = f'<table:table table:name="A">{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", '<!DOCTYPE m PUBLIC "m" "M.dtd"><m/>')
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    return content.getvalue()


def test_the_first_visible_sheet_with_people_is_read_and_rows_keep_their_numbers() -> None:
    cover = [["Clients of 2026"]]
    content = _book([["secret"], ["rows"]], cover, [], PEOPLE, [["Archive"], ["x"]], hidden=0, at=(2, 1))
    rows = read(content, "list.xlsx")
    assert rows[1] == (4, ("", "Анна", "79261234567", "1990-04-12", "120")), (
        "row 4 and column B, as the owner sees them"
    )
    assert read(_book(cover), "list.xlsx") == ((1, ("Clients of 2026",)),)
    with pytest.raises(FileEmpty):
        read(_book([]), "list.xlsx")


def test_cells_are_text_as_a_person_would_have_typed_them_and_no_formula_is_run() -> None:
    values = [
        [True, 1250.5, 0.1 + 0.2, datetime.fromisoformat("1990-04-12T13:30"), time(9, 30), "'=x", "a\u00a0 b"],
        ["=1+1", "#N/A"],
    ]
    rows = read(
        _other(_book(values), ("", ""), _WORKED_OUT, ("sheet1.xml", "<f>1+1</f><v>0</v>", "<f>1+1</f><v>2</v>")),
        "list.xlsx",
    )
    assert rows[0] == (1, ("1", "1250.5", "0.3", "1990-04-12", "09:30:00", "=x", "a b"))
    assert rows[1][1][:2] == ("2", "#N/A")


_WORKED_OUT = ("workbook.xml", 'fullCalcOnLoad="1"', "")


@pytest.mark.parametrize("changes", [(), (_WORKED_OUT, ("sheet1.xml", "</f><v>0</v>", "</f>"))], ids=["0", "no value"])
def test_points_by_a_formula_that_was_never_worked_out_are_not_taken_for_none(
    changes: tuple[tuple[str, str, str], ...],
) -> None:
    values = [["Phone", "Points"], ["+359888123456", "=C2+5"], ["+359888123457", 7]]
    rows = read(_other(_book(values), ("", ""), *changes), "list.xlsx")
    plan = guess(rows, "BG")
    with pytest.raises(Bad, match="formula") as bad:
        read_row(rows[1][1], plan, TODAY)
    assert (bad.value.value, read_row(rows[2][1], plan, TODAY).points) == ("=C2+5", 7)


@pytest.mark.parametrize("shown", ["#REF!", "#VALUE!", "#ДЕЛ/0!"])
def test_points_that_a_spreadsheet_could_not_work_out_are_not_none(shown: str) -> None:
    rows = read(f"Phone;Points\n+359888123456;{shown}\n".encode(), "list.csv")
    with pytest.raises(Bad, match="points"):
        read_row(rows[1][1], guess(rows, "BG"), TODAY)


def test_a_title_above_the_header_and_sums_at_the_end_are_no_people() -> None:
    rows = read(_book([["Клиенты, 2026"], [], *PEOPLE, ["", "Итого: 2", None, 121.5], ["Всего"]]), "list.xlsx")
    left = of_people(rows)
    assert [line for line, _ in left] == [3, 4, 5]
    assert guess(left, "RU").columns == ("name", "phone", "birthday", "points")
    own = ["Кафе «Ромашка»", "+7 495 123-45-67", "ИНН", 7701234567]
    rows = read(
        _book(
            [own, [None, "cafe@example.com"], *PEOPLE, ["Итого по списку", None, 12345678], ["Total: 3", "12 345 678"]]
        ),
        "list.xlsx",
    )
    assert [line for line, _ in of_people(rows)] == [3, 4, 5], "the shop's own number is nobody's"
    people = read("Имя;Телефон;Баллы\nTotal;0888123456;5\nTotal Anna;12345678\n".encode(), "list.csv")
    assert of_people(people) == people
    untitled = read("Анна;8 926 123-45-67\nTotal;8 926 123-45-68\nимя;телефон\n".encode(), "list.csv")
    assert of_people(untitled) == untitled, "who has a number is somebody"
    assert read_row(left[1][1], guess(left, "RU"), TODAY).phone == "+79261234567"


def test_a_spreadsheet_that_takes_too_much_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    far = _other(_book([["a"], ["b"]]), ("", ""), ("sheet1.xml", 'r="A2"', 'r="XFD1048576"'))
    with pytest.raises(FileTooLarge):
        read(far, "list.xlsx")
    repeated = _book([[str(number % 9) * 500 for number in range(40)]] * 1_100)
    with pytest.raises(FileTooLarge):
        read(repeated, "list.xlsx")
    monkeypatch.setattr(files, "_SECONDS", 0.001)
    with pytest.raises(FileTooLarge):
        read(_book(PEOPLE), "list.xlsx")
    monkeypatch.undo()
    assert read(_book(PEOPLE), "list.xlsx") == READ


def test_a_table_of_text_that_is_called_xls_is_read_and_a_page_is_not() -> None:
    assert read("Имя\tТелефон\n".encode("cp1251"), "list.xls") == ((1, ("Имя", "Телефон")),)
    for page in (b"<html><table>", b"\n<?xml version='1.0'?>", b"%PDF-1.7"):
        with pytest.raises(FileUnreadable):
            read(page, "list.xls")


def test_the_reader_says_what_it_read_within_the_limits_it_was_given() -> None:
    assert sheets.rows(_book(PEOPLE), 2, 2, 3) == [(1, ["Имя", "Тел"]), (2, ["Анн", "792"])]
