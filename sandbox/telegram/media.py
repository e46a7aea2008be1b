"""Files on their way into Telegram: uploads, attachments, known file ids, limits."""

import io
import mimetypes
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from sandbox.telegram.arguments import Arguments, Upload
from sandbox.telegram.errors import Refusal, bad_request
from sandbox.telegram.model import JSON, File
from sandbox.telegram.world import Telegram

UPLOAD_LIMIT = 50 * 2**20
PHOTO_LIMIT = 10 * 2**20
DOWNLOAD_LIMIT = 20 * 2**20
_SIDES_LIMIT = 10_000
_RATIO_LIMIT = 20
_LARGEST_SIDE = 1280
_SMALL_SIDE = 320
_QUALITY = 87
_STICKER_SIDE = 512


def media(telegram: Telegram, arguments: Arguments, kind: str, source: str) -> JSON:
    """Returns the content of a photo or document message; `source` is attach://…, a file_id or a field's name."""
    upload = arguments.uploads.get(source.removeprefix("attach://") if source.startswith("attach://") else source)
    if upload is not None:
        return keep(telegram, kind, upload)
    if not source:
        raise bad_request(f"there is no {kind} in the request")
    if source.startswith("attach://"):
        raise bad_request("media not found" if kind == "media" else f"there is no {kind} in the request")
    if source.startswith(("http://", "https://")):
        # There is no network here; this is what Telegram says of an address it cannot reach.
        raise bad_request("failed to get HTTP URL content")
    file = telegram.files.get(source)
    if file is None:
        raise bad_request(
            "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
            if len(source) < len("AgACAgIAAxkB")
            else "wrong file identifier/HTTP URL specified"
        )
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return _content(telegram, file)


def keep(telegram: Telegram, kind: str, upload: Upload) -> JSON:
    """Stores a new file and returns the content of a message with it; refuses what is too big or no picture."""
    if len(upload.data) > UPLOAD_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        return _content(telegram, _keep_photo(telegram, upload.data))
    guessed = mimetypes.guess_type(upload.name)[0]
    mime = guessed or upload.mime or "application/octet-stream"
    return _content(telegram, telegram.store("document", upload.data, name=upload.name or "file", mime=mime))


def keep_sticker(telegram: Telegram, data: bytes, emoji: str) -> JSON:
    """Stores a picture as a sticker and returns the content of a message with it."""
    image = _opened(data).convert("RGBA")
    image.thumbnail((_STICKER_SIDE, _STICKER_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY)
    file = telegram.store("sticker", out.getvalue(), name="sticker.webp", mime="image/webp", size=image.size)
    kind = {"type": "regular", "is_animated": False, "is_video": False, "emoji": emoji}
    return {"sticker": {**file.as_json(), "width": file.width, "height": file.height, **kind}}


def keep_recording(telegram: Telegram, kind: str, upload: Upload, seconds: int, size: tuple[int, int] = (0, 0)) -> JSON:
    """Stores what somebody has recorded and returns the content of a message with it.

    `kind` is "voice" or "video", which has a `size` in pixels. As in Telegram every voice is Opus in Ogg, whatever the
    microphone gave.
    """
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > UPLOAD_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    file = telegram.store(kind, upload.data, name=upload.name, mime=upload.mime, size=size)
    said = {"duration": seconds, "mime_type": "audio/ogg" if kind == "voice" else upload.mime}
    shape = {"width": file.width, "height": file.height, "file_name": upload.name} if kind == "video" else {}
    return {kind: {**file.as_json(), **said, **shape}}


def _keep_photo(telegram: Telegram, data: bytes) -> File:
    if len(data) > PHOTO_LIMIT:
        raise bad_request("file is too big for a photo; the maximum size is 10485760 bytes")
    image = _opened(data)
    upright = image if image.mode == "RGB" else image.convert("RGB")
    large = _compressed(telegram, upright, _LARGEST_SIDE)
    if max(large.width, large.height) > _SMALL_SIDE:
        telegram.thumbnails[large.file_id] = _compressed(telegram, upright, _SMALL_SIDE)
    return large


def _opened(data: bytes) -> Image.Image:
    """Returns an upright picture, or refuses what is none in Telegram's words."""
    try:
        with warnings.catch_warnings():
            # Sides are checked below, in Telegram's words, before a single pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
        width, height = image.size
        if width + height > _SIDES_LIMIT or max(width, height) > _RATIO_LIMIT * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    return image


def _compressed(telegram: Telegram, image: Image.Image, side: int) -> File:
    # As in Telegram, what comes back is never the picture that was sent but a smaller JPEG.
    image = image.copy()
    # Pixels are averaged down to nearly the size first: a third of the time, for a picture that looks the same.
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=1.0)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return telegram.store("photo", out.getvalue(), mime="image/jpeg", size=image.size)


def _content(telegram: Telegram, file: File) -> JSON:
    if file.kind == "document":
        return {"document": {**file.as_json(), "file_name": file.name, "mime_type": file.mime}}
    small = telegram.thumbnails.get(file.file_id)
    sizes = [small, file] if small else [file]
    return {"photo": [{**size.as_json(), "width": size.width, "height": size.height} for size in sizes]}
