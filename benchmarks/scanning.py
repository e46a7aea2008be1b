"""Reading a member's code from photos of 12 megapixels, against bare zxing-cpp on the whole picture."""

import io
import random
import time
from collections.abc import Callable
from statistics import median
from typing import TypeVar

import zxingcpp
from PIL import Image, ImageEnhance, ImageFilter

from benchmarks.measure import Aim, Row, Size
from wallet import design, qr, scan

WIDE, HIGH = 4000, 3000
SEED = 20261122
FIRST_SIDE = 1600
T = TypeVar("T")
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`: what share of difficult photos is read, and how long a photo takes once decoded."""
    chance, look = random.Random(SEED), design.default("coffee", "Зерно")
    ours, theirs, read, bare = [], [], 0, 0
    count = size.rounds * 4
    for _ in range(count):
        content = f"https://t.me/grain_bot?start=c_{chance.getrandbits(64):016x}"
        photo = _photo(content, look, chance)
        decoding, _ = _timed(_decoded, photo, FIRST_SIDE)
        whole, found = _timed(scan.read, photo)
        ours.append(max(whole - decoding, 0.0))
        read += content in found
        took, codes = _timed(_bare, _decoded(photo, WIDE))
        theirs.append(took)
        bare += content in codes
    mine, floor = median(ours), median(theirs)
    percent, words = [100 * each / count for each in (read, bare)], "photo of 12 MP, decoded"
    return [
        Row("photos of 12 MP read", "%", percent[0], "zxing-cpp", percent[1], read / max(bare, 1), Aim("≥", 1)),
        Row(words, "CPU ms", 1e3 * mine, "30 ms", 30.0, mine / 0.03, Aim("≤", 1)),
        Row(words, "CPU ms", 1e3 * mine, "zxing-cpp", 1e3 * floor, mine / floor),
    ]


def _timed(work: Callable[..., T], *given: object) -> tuple[float, T]:
    began = time.thread_time()
    done = work(*given)
    return time.thread_time() - began, done


def _bare(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=_QR)]


def _decoded(photo: bytes, side: int) -> Image.Image:
    picture = Image.open(io.BytesIO(photo))
    picture.draft("L", (side, side))
    return picture.convert("L")


def _photo(content: str, look: design.Design, chance: random.Random) -> bytes:
    """Returns a JPEG as a hurried cashier takes it: near or far, turned, soft, dark, with grain."""
    code = qr.render(content, logo=design.emblem(look), side=chance.randint(225, 1000))
    turned = code.convert("RGB").rotate(
        chance.uniform(0, 360), Image.Resampling.BICUBIC, expand=True, fillcolor=(178, 170, 162)
    )
    wide, high = WIDE // 2, HIGH // 2
    page = Image.new("RGB", (wide, high), (178, 170, 162))
    page.paste(
        turned, (chance.randint(0, max(0, wide - turned.width)), chance.randint(0, max(0, high - turned.height)))
    )
    soft = page.filter(ImageFilter.GaussianBlur(chance.uniform(0, 4)))
    dark = ImageEnhance.Brightness(soft).enhance(chance.uniform(0.15, 1))
    grain = Image.effect_noise((wide, high), chance.uniform(5, 40)).convert("RGB")
    out = io.BytesIO()
    Image.blend(dark, grain, 0.12).resize((WIDE, HIGH)).save(out, "JPEG", quality=chance.randint(50, 90))
    return out.getvalue()
