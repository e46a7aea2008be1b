#!/bin/sh
# python-calamine 0.9.1, XlsxWriter 3.3.1, openpyxl 3.1.5: a formula that nobody has worked out is read as 0 or as nothing.
#
# Servers that write a report as .xlsx do not run its formulas. XlsxWriter puts 0 as every result, openpyxl none; both
# set fullCalcOnLoad, so that a spreadsheet works all of them out at the first opening, and whoever looks into the file
# sees the right sums. Sent on without having been opened and saved, the same file gives python-calamine 0.0 and "",
# with no sign that it is not a value: it has no call for formulas, nor for that setting, nor a kind of cell of its own.
# A customer of 105 points is imported with none. Whoever reads balances must look into the parts of the archive.
#
# Seen (Linux x86-64, Python 3.11), for =100+5 beside a plain 7:
#   XlsxWriter: [0.0, 7.0], fullCalcOnLoad True
#   openpyxl: ['', 7.0], fullCalcOnLoad True
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    python-calamine==0.9.1 XlsxWriter==3.3.1 openpyxl==3.1.5 2>/dev/null
cat >"$place/show.py" <<'PYTHON'
import io
import zipfile

import openpyxl
import python_calamine
import xlsxwriter


def by_xlsxwriter(content):
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet().write_row(0, 0, ["=100+5", 7])


def by_openpyxl(content):
    book = openpyxl.Workbook()
    book.active.append(["=100+5", 7])
    book.save(content)


for name, write in (("XlsxWriter", by_xlsxwriter), ("openpyxl", by_openpyxl)):
    content = io.BytesIO()
    write(content)
    content.seek(0)
    asks = b'fullCalcOnLoad="1"' in zipfile.ZipFile(content).read("xl/workbook.xml")
    content.seek(0)
    cells = python_calamine.CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python(skip_empty_area=False)[0]
    print(f"{name}: {cells}, fullCalcOnLoad {asks}")
PYTHON
"$place/venv/bin/python" "$place/show.py" >"$place/seen"
cat "$place/seen"
sed -n 's/^#   \(.*fullCalcOnLoad.*\)/\1/p' "$0" >"$place/expected"
cmp "$place/expected" "$place/seen"
