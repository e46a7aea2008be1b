#!/bin/sh
# Pillow 13.0.0: mapping a picture onto a palette changes colours that are in the palette, so the white around a code is lost.
#
# Image.quantize(palette=…, dither=NONE) is documented to take the nearest colour of the palette, so a colour that stands
# in the palette should stay. It does not when a near one stands there too: the lookup keeps coarse boxes of colours,
# and the whole box gets the entry that its first pixel found. White becomes 253 beside a light grey, and one dark brown
# becomes another. A QR code's quiet zone or a card's ground then no longer matches what lies beside it. A palette found
# by MEDIANCUT for the same picture (quantize without palette) keeps flat colours.
#
# Seen (Linux x86-64, Python 3.11), of a palette with 253, 255, (56, 35, 24) and (59, 36, 24):
#   (255, 255, 255) becomes (253, 253, 253)
#   (253, 253, 253) becomes (253, 253, 253)
#   (59, 36, 24) becomes (56, 35, 24)
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check pillow==13.0.0 2>/dev/null
cat >"$place/show.py" <<'PYTHON'
from PIL import Image

colours = [(253, 253, 253), (255, 255, 255), (56, 35, 24), (59, 36, 24)]
palette = Image.new("P", (1, 1))
palette.putpalette([part for colour in colours for part in colour])
for colour in ((255, 255, 255), (253, 253, 253), (59, 36, 24)):
    picture = Image.new("RGB", (4, 1), colour)
    mapped = picture.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")
    print(f"{colour} becomes {mapped.getpixel((0, 0))}")
PYTHON
"$place/venv/bin/python" "$place/show.py" >"$place/seen"
cat "$place/seen"
sed -n 's/^#   \((.*becomes.*\)/\1/p' "$0" >"$place/expected"
cmp "$place/expected" "$place/seen"
