"""PDF as paper: its pages' size, fonts and look."""

import re
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from PIL import Image

PPI = 150
MM = PPI / 25.4
"""Pixels of a rendered page."""


def rendered(pdf: bytes) -> Image.Image:
    """Returns the first page as Typst's reader of PDF draws it."""
    with TemporaryDirectory() as folder:
        Path(folder, "page.pdf").write_bytes(pdf)
        main = Path(folder, "page.typ")
        main.write_text('#set page(width: auto, height: auto, margin: 0pt)\n#image("page.pdf")', encoding="utf-8")
        drawn = typst.compile(main, format="png", ppi=PPI)
    assert isinstance(drawn, bytes), "it has one page"
    return Image.open(BytesIO(drawn)).convert("RGB")


def png(pdf: bytes) -> bytes:
    """Returns the first page as PNG."""
    buffer = BytesIO()
    rendered(pdf).save(buffer, "PNG")
    return buffer.getvalue()


def size(pdf: bytes) -> tuple[int, int]:
    """Returns width and height of its one page in millimetres."""
    (box,) = re.findall(rb"/MediaBox ?\[([^\]]+)\]", pdf)
    left, lower, right, upper = (float(side) / 72 * 25.4 for side in box.split())
    return round(right - left), round(upper - lower)


def fonts(pdf: bytes) -> tuple[int, int]:
    """Returns how many fonts it uses, and how many files of fonts are in it."""
    return pdf.count(b"/Type/FontDescriptor"), len(re.findall(rb"/FontFile[23]?\b", pdf))
