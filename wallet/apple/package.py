"""Builds the .pkpass: pictures, pass.json, words, a manifest of their hashes and its signature, in one ZIP."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from wallet.apple import archive
from wallet.apple.card import StoreCard, pass_json, words_of
from wallet.apple.credentials import Credentials
from wallet.apple.signature import sign
from wallet.apple.strings import Words
from wallet.design import Design, images

MEDIA_TYPE = "application/vnd.apple.pkpass"

_JSON = json.JSONEncoder(separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Still:
    """What is the same in every pass of a design."""

    part: archive.Part
    hashes: dict[str, str]


def build(card: StoreCard, design: Design, credentials: Credentials, now: datetime) -> bytes:
    """Returns the signed .pkpass of a member, made at the UTC time `now`. CPU work: use a thread.

    Equal arguments give equal bytes. Raises ValueError as `pass_json` does, NotAPicture or PictureTooLarge for
    the design's logo.
    """
    still = _still(design)
    content, words = pass_json(card, design, credentials), words_of(card, design)
    hashes = {**still.hashes, **words.hashes, "pass.json": _sha1(content)}
    manifest = _JSON.encode(hashes).encode()
    signature = sign(manifest, credentials, now)
    said = _laid_out(words, len(still.part.body))
    signed = {"pass.json": content, "manifest.json": manifest, "signature": signature}
    return archive.join(still.part, said, archive.lay_out(signed, start=len(still.part.body) + len(said.body)))


@lru_cache(maxsize=16)
def _still(design: Design) -> _Still:
    pictures = images(design)
    return _Still(archive.lay_out(pictures), {name: _sha1(data) for name, data in pictures.items()})


@lru_cache(maxsize=4096)
def _laid_out(words: Words, start: int) -> archive.Part:
    return archive.lay_out(words.files, start)


def _sha1(data: bytes) -> str:
    # Apple's format names files by SHA-1; what protects the manifest is the SHA-256 in its signature.
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
