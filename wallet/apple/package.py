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


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the passes of a design with the same words have in common."""

    parts: tuple[archive.Part, archive.Part]
    manifest: bytes
    """The manifest up to its last entry, which is pass.json."""


def build(card: StoreCard, design: Design, credentials: Credentials, now: datetime) -> bytes:
    """Returns the signed .pkpass of a member, made at the UTC time `now`. CPU work: use a thread.

    Equal arguments give equal bytes. Raises ValueError as `pass_json` does, NotAPicture or PictureTooLarge for
    the design's logo.
    """
    shared = _shared(design, words_of(card, design))
    content = pass_json(card, design, credentials)
    manifest = shared.manifest + _sha1(content).encode() + b'"}'
    files = {"pass.json": content, "manifest.json": manifest, "signature": sign(manifest, credentials, now)}
    start = sum(len(part.body) for part in shared.parts)
    return archive.join(*shared.parts, archive.lay_out(files, start))


@lru_cache(maxsize=4096)
def _shared(design: Design, words: Words) -> _Shared:
    pictures, hashes = _pictures(design)
    known = json.dumps({**hashes, **{name: _sha1(data) for name, data in words.files.items()}})
    spoken = archive.lay_out(words.files, len(pictures.body))
    return _Shared((pictures, spoken), known.removesuffix("}").encode() + b', "pass.json": "')


@lru_cache(maxsize=16)
def _pictures(design: Design) -> tuple[archive.Part, dict[str, str]]:
    pictures = images(design)
    return archive.lay_out(pictures), {name: _sha1(data) for name, data in pictures.items()}


def _sha1(data: bytes) -> str:
    # Apple's format names files by SHA-1; what protects the manifest is the SHA-256 in its signature.
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
