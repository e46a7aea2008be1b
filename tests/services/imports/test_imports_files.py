"""Lists of customers as files: every encoding and separator, spreadsheets, bombs, and what their columns mean."""

import io
import time
import zipfile
from datetime import date

import pytest

from services.imports.cells import Bad
from services.imports.columns import Former, guess
from services.imports.columns import read as read_row
from services.imports.files import ROW_LIMIT, FileEmpty, FileTooLarge, FileUnreadable, TooManyRows, read

TODAY = date(2026, 6, 1)
TEXT = 'Имя;Телефон;"Город; улица"\r\nАнна;+7 926;"a ""b"""\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_encoding_and_separator_is_read(encoding: str, separator: str) -> None:
    text = TEXT.replace("Город; улица", "\0").replace(";", separator).replace("\0", f"Город{separator} улица")
    rows = read(text.encode(encoding), "list.csv")
    titles = f"Город{separator} улица".replace("\t", "")
    assert rows == ((1, ("Имя", "Телефон", " ".join(titles.split()))), (2, ("Анна", "+7 926", 'a "b"')))


def _archive(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


def test_bombs_are_refused_before_they_are_opened() -> None:
    began = time.process_time()
    for bomb, refusal in (
        (_archive(**{"xl/sharedStrings.xml": b"<a>" + b"\0" * 13_000_000}), FileTooLarge),
        (_archive(**{f"{number}.bin": b"\0" * 4_000_000 for number in range(16)}), FileTooLarge),
        (_archive(**{"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), FileUnreadable),
        (_archive(**{"xl/workbook.xml": '<?xml version="1.0"?><!DOCTYPE a>'.encode("utf-16")}), FileUnreadable),
        (_archive(anything=b"x"), FileUnreadable),
        (b"PK\x03\x04", FileUnreadable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileUnreadable),
        (b'"' + b"x" * 200_000, FileUnreadable),
        (b"x;y\n" * (ROW_LIMIT + 2), TooManyRows),
        (b";;\n;\n", FileEmpty),
        (b"x" * 5_000_001, FileTooLarge),
    ):
        with pytest.raises(refusal):
            read(bomb, "list.xls" if bomb.startswith(b"\xd0") else "list.csv")
    assert time.process_time() - began < 10


LISTS = {
    "Имя;Фамилия;Телефон;E-mail;День рождения;Баллы;Номер карты;Последний визит;Согласие\n"
    "Анна;Петрова;8 (926) 123-45-67;Anna@x.ru;12.04.90;1 234,5;1001;01.02.2025 12:30;да\n": Former(
        *("Анна", "Петрова", "+79261234567", "anna@x.ru", (12, 4, 1990), 1234, "1001", date(2025, 2, 1))
    ),
    "Клиент\tGSM\tРожден ден\tТочки\nИва\t8 926 123-45-67\t5 май\t7\n": Former(
        "Ива", phone="+79261234567", birthday=(5, 5, None), points=7
    ),
    "ФИО клиента;Моб. тел.;Дата рожд.;Бонусов\nИва;8 926 123-45-67;05.05.1990;7\n": Former(
        "Ива", phone="+79261234567", birthday=(5, 5, 1990), points=7
    ),
    "Anna Smith,+1 202 555 0199,04/13/1990,120\n": Former(
        "Anna Smith", phone="+12025550199", birthday=(13, 4, 1990), points=120
    ),
    "customer,mail\n=Eve,eve@example.com\n": Former("Eve", email="eve@example.com"),
}


@pytest.mark.parametrize("text", LISTS)
def test_columns_are_understood_with_a_header_and_without(text: str) -> None:
    rows = read(text.encode(), "list.csv")
    plan = guess(rows, "RU")
    assert read_row(rows[-1][1], plan, TODAY) == LISTS[text]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (";12;;", "phone"),
        ("Eve;;;", "nobody"),
        ("Eve;0888000001;31.02.1990;", "birthday"),
        ("Eve;0888000001;01.01.2030;", "birthday"),
        ("Eve;0888000001;;-5", "points"),
        ("Eve;0888000001;;many", "points"),
        ("Eve;7.92613E+10;;", "phone"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: str, problem: str) -> None:
    rows = read(f"name;phone;birthday;points\n{row}\n".encode(), "list.csv")
    with pytest.raises(Bad) as bad:
        read_row(rows[-1][1], guess(rows, "BG"), TODAY)
    assert bad.value.problem == problem
