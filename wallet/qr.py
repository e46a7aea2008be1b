"""Draws QR codes for the chat, the screen and the wall: round modules, the shop's logo in the middle, a caption."""

from itertools import groupby

import qrcode
from PIL import Image, ImageDraw
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M

from wallet import colours
from wallet.lettering import fit, write
from wallet.pictures import decode, open_picture, png

MOST_BYTES = 512
"""The longest content: beyond it the modules get too small for a phone's camera at arm's length."""

_QUIET = 4  # modules of white around the code, as the standard asks
_OVERSAMPLING = 2


def draw(
    content: str,
    *,
    logo: bytes | None = None,
    caption: str | None = None,
    dark: str = "#111111",
    light: str = "#ffffff",
    side: int = 800,
) -> bytes:
    """Returns a PNG about `side` pixels wide whose code reads as `content`, with `caption` in large type below.

    The logo is any picture we can open (NotAPicture, PictureTooLarge otherwise). Colours that a camera could not
    tell apart become black on white. Raises ValueError for an empty content or one above 512 bytes of UTF-8.
    """
    return png(render(content, logo=logo, caption=caption, dark=dark, light=light, side=side), 64, ground=light)


def render(
    content: str,
    *,
    logo: bytes | None = None,
    caption: str | None = None,
    dark: str = "#111111",
    light: str = "#ffffff",
    side: int = 800,
) -> Image.Image:
    """Returns what `draw` does, as an RGB image, to be placed in a larger picture."""
    if not content or len(content.encode()) > MOST_BYTES:
        raise ValueError(f"a code holds 1 to {MOST_BYTES} bytes")
    if colours.contrast(dark, light) < colours.READABLE or not colours.is_dark(dark) or colours.is_dark(light):
        dark, light = "#000000", "#ffffff"
    matrix = _matrix(content, robust=logo is not None)
    modules = len(matrix) + 2 * _QUIET
    module = max(4, round(side / modules)) * _OVERSAMPLING
    image = Image.new("RGB", (modules * module, modules * module), light)
    plate = _plate(len(matrix)) if logo is not None else 0
    _clear(matrix, plate)
    _draw_modules(image, matrix, module, dark)
    _draw_eyes(image, len(matrix), module, dark, light)
    if logo is not None:
        _draw_logo(image, logo, plate * module - module // 2)
    edge = modules * module // _OVERSAMPLING
    image = image.resize((edge, edge), Image.Resampling.LANCZOS)
    return image if caption is None else _with_caption(image, caption, dark, light)


def strokes(content: str) -> tuple[int, str]:
    """Returns a code for a screen: how many modules wide it is with its margin, and its dark ones as an SVG path.

    The path is to be stroked one module wide. Raises ValueError as `draw` does.
    """
    if not content or len(content.encode()) > MOST_BYTES:
        raise ValueError(f"a code holds 1 to {MOST_BYTES} bytes")
    matrix = _matrix(content, robust=False)
    lines = []
    for y, row in enumerate(matrix, _QUIET):
        begin = f"M{_QUIET} {y}.5"
        for dark, run in groupby(row):
            length = len(list(run))
            begin += f"h{length}" if dark else f"m{length} 0"
        lines.append(begin)
    return len(matrix) + 2 * _QUIET, "".join(lines)


def _matrix(content: str, *, robust: bool) -> list[list[bool]]:
    # The logo hides 6 to 8 % of the modules that hold the content; H restores up to 30 % of it.
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_H if robust else ERROR_CORRECT_M, border=0)
    code.add_data(content.encode())
    code.make(fit=True)
    return [[bool(cell) for cell in row] for row in code.get_matrix()]


def _draw_modules(image: Image.Image, matrix: list[list[bool]], module: int, dark: str) -> None:
    canvas = ImageDraw.Draw(image)
    size = len(matrix)
    # Pillow refuses a radius that leaves no straight edge between two corners.
    radius = min(module * 0.45, (module - 3) / 2)

    def on(row: int, column: int) -> bool:
        return 0 <= row < size and 0 <= column < size and matrix[row][column]

    for row in range(size):
        for column in range(size):
            if not matrix[row][column] or _in_eye(row, column, size):
                continue
            above, right = on(row - 1, column), on(row, column + 1)
            below, left = on(row + 1, column), on(row, column - 1)
            x, y = (column + _QUIET) * module, (row + _QUIET) * module
            # A corner is round where both its neighbours are light, so runs melt into one stroke.
            corners = (not (above or left), not (above or right), not (below or right), not (below or left))
            canvas.rounded_rectangle((x, y, x + module - 1, y + module - 1), radius, dark, corners=corners)


def _in_eye(row: int, column: int, size: int) -> bool:
    return (row < 7 and (column < 7 or column >= size - 7)) or (row >= size - 7 and column < 7)


def _draw_eyes(image: Image.Image, size: int, module: int, dark: str, light: str) -> None:
    canvas = ImageDraw.Draw(image)
    for row, column in ((0, 0), (0, size - 7), (size - 7, 0)):
        for inset, radius, colour in ((0, 2.2, dark), (1, 1.4, light), (2, 0.95, dark)):
            left, top = (column + _QUIET + inset) * module, (row + _QUIET + inset) * module
            edge = (7 - 2 * inset) * module - 1
            canvas.rounded_rectangle((left, top, left + edge, top + edge), radius * module, colour)


def _plate(size: int) -> int:
    # Codes have an odd number of modules, so an odd plate sits exactly on the grid around the centre.
    return max(5, round(size * 0.22) // 2 * 2 + 1)


def _clear(matrix: list[list[bool]], plate: int) -> None:
    first = (len(matrix) - plate) // 2
    for row in matrix[first : first + plate]:
        row[first : first + plate] = [False] * plate


def _draw_logo(image: Image.Image, logo: bytes, side: int) -> None:
    picture = decode(open_picture(logo), "RGBA")
    ratio = side / max(picture.size)
    fitted = picture.resize((max(1, round(picture.width * ratio)), max(1, round(picture.height * ratio))))
    image.paste(fitted, ((image.width - fitted.width) // 2, (image.height - fitted.height) // 2), fitted)


def _with_caption(image: Image.Image, caption: str, dark: str, light: str) -> Image.Image:
    height = image.width // 8
    framed = Image.new("RGB", (image.width, image.height + height), light)
    framed.paste(image)
    text, face = fit(caption, "Medium", image.width // 13, round(image.width * 0.84), smallest=image.width // 30)
    write(ImageDraw.Draw(framed), (image.width / 2, image.height + height * 0.30), text, dark, face, anchor="mm")
    return framed
