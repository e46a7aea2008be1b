"""Builds the .pkpass: pictures, pass.json, words, a manifest of their hashes and its signature, in one ZIP."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from wallet import stamps
from wallet.apple import archive, card, coupon, ended
from wallet.apple.archive import File, Part
from wallet.apple.card import StoreCard
from wallet.apple.coupon import Coupon
from wallet.apple.credentials import Credentials
from wallet.apple.ended import EndedPass
from wallet.apple.signature import sign
from wallet.contents import StampCard
from wallet.design import Design, images, poster_images, veiled

MEDIA_TYPE = "application/vnd.apple.pkpass"
SEVERAL_MEDIA_TYPE = "application/vnd.apple.pkpasses"
MOST_AT_ONCE = 10


def build(shown: StoreCard | Coupon | EndedPass, design: Design, credentials: Credentials, now: datetime) -> bytes:
    """Returns the signed .pkpass of a card, a coupon or an ended one, made at the UTC time `now`.

    CPU work: use a thread.

    Equal arguments give equal bytes. Raises ValueError as `pass_json` does, NotAPicture or PictureTooLarge for
    the design's logo.
    """
    if isinstance(shown, Coupon):
        speech = coupon.speech_of(shown, design)
        content = coupon.pass_json(shown, design, credentials, speech)
        pictures, hashes = _pictures(design, None, poster=True, veil=not coupon.fits_a_corner(shown))
    elif isinstance(shown, EndedPass):
        speech = ended.speech_of(design)
        content = ended.pass_json(shown, design, credentials, speech)
        pictures, hashes = _pictures(design, None, poster=False)
    else:
        speech = card.speech_of(shown, design)
        content = card.pass_json(shown, design, credentials, speech)
        pictures, hashes = _pictures(design, shown.stamp_card, poster=True)
    files = speech.files()
    files["pass.json"] = archive.file(content)
    manifest = _manifest(hashes, files)
    files["manifest.json"] = archive.unlisted(manifest)
    files["signature"] = archive.unlisted(sign(manifest, credentials, now))
    return archive.join(pictures, archive.lay_out(files, len(pictures.body)))


def bundle(passes: Sequence[bytes]) -> bytes:
    """Returns several .pkpass files in one, which a phone adds at once. Raises ValueError for none or more than ten."""
    if not 0 < len(passes) <= MOST_AT_ONCE:
        raise ValueError(f"a file holds 1 to {MOST_AT_ONCE} passes, not {len(passes)}")
    files = {f"{number}.pkpass": archive.unlisted(data) for number, data in enumerate(passes, 1)}
    return archive.join(archive.lay_out(files))


def _manifest(hashes: str, files: Mapping[str, File]) -> bytes:
    own = "".join([f',"{name}":"{given.sha1}"' for name, given in files.items()])
    return f"{{{hashes}{own}}}".encode()


@lru_cache(maxsize=64)
def _pictures(design: Design, stamped: StampCard | None, *, poster: bool, veil: bool = False) -> tuple[Part, str]:
    """Returns the pictures laid out, and their lines of the manifest; a `veil` is over the whole strip."""
    pictures = {**images(design), **(poster_images(design) if poster else {}), **(veiled(design) if veil else {})}
    if stamped is not None:
        have = min(stamped.have, stamped.goal)
        pictures = {**pictures, **stamps.strip(design, have, stamped.goal, frozenset(stamped.gifts))}
    files = {name: archive.file(data) for name, data in pictures.items()}
    hashes = json.dumps({name: given.sha1 for name, given in files.items()}, separators=(",", ":"))
    return archive.lay_out(files), hashes[1:-1]
