#!/bin/sh
# typst 0.15.2 (PyPI): a file handed over in memory must be text; a PNG, JPEG, PDF or font is refused as "not valid UTF-8".
#
# typst.compile() takes {"main": …, "photo.png": …}, typed as bytes, so that nothing has to lie on a disk. A source and
# an SVG work; for whatever is not UTF-8 image() fails with "file is not valid UTF-8", which reads as if the picture
# were broken. The same bytes work from a folder. What also works in memory is an SVG that holds the picture as a
# data: address: Typst takes it out again, and a JPEG comes into the PDF byte for byte.
#
# Seen (Linux x86-64, Python 3.11):
#   png in memory: file is not valid UTF-8
#   png on disk: a page
#   png in an svg in memory: a page
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 2>/dev/null
cat >"$place/show.py" <<'PYTHON'
import base64
import pathlib
import sys

import typst

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="
)
MAIN = b'#image("photo.png")'
folder = pathlib.Path(sys.argv[1])
(folder / "main.typ").write_bytes(MAIN)
(folder / "photo.png").write_bytes(PNG)
WRAPPED = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><image width="1" height="1" '
    f'href="data:image/png;base64,{base64.b64encode(PNG).decode()}"/></svg>'
)
for name, given in (
    ("png in memory", {"main": MAIN, "photo.png": PNG}),
    ("png on disk", str(folder / "main.typ")),
    ("png in an svg in memory", {"main": b'#image("photo.svg")', "photo.svg": WRAPPED.encode()}),
):
    try:
        typst.compile(given, format="pdf")
        print(f"{name}: a page")
    except RuntimeError as error:
        print(f"{name}: {error}")
PYTHON
mkdir "$place/pictures"
"$place/venv/bin/python" "$place/show.py" "$place/pictures" >"$place/seen"
cat "$place/seen"
sed -n 's/^#   \(png .*\)/\1/p' "$0" >"$place/expected"
cmp "$place/expected" "$place/seen"
