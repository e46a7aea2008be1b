"""What a phone gets in place of the pass of somebody who was erased: nothing of theirs, and no use any more."""

from dataclasses import dataclass
from typing import Literal

from wallet.apple.credentials import Credentials
from wallet.apple.fields import NAME_LIMIT, PLAIN, field, frame, group, service, text
from wallet.apple.strings import Speech, words
from wallet.design import Design
from wallet.text import tidy


@dataclass(frozen=True, slots=True)
class EndedPass:
    """A pass without a holder, in the style that it had; serial and token are those it always had."""

    serial: str
    authentication_token: str
    web_service_url: str | None
    style: Literal["coupon", "storeCard"]


def speech_of(design: Design) -> Speech:
    """Returns the words that the pass has."""
    return Speech(words(tidy(design.organisation, NAME_LIMIT)))


def pass_json(ended: EndedPass, design: Design, credentials: Credentials, speech: Speech) -> bytes:
    """Returns pass.json. Raises ValueError as `fields.service` does."""
    key = "pass-coupon-description" if ended.style == "coupon" else "pass-description"
    said = field("ended", speech["pass-ended"], text(speech["pass-ended-text"]), PLAIN)
    parts = [
        frame(design, credentials, (), ()),
        f'"description":{text(speech[key])}',
        f'"serialNumber":{text(ended.serial)}',
        service(ended.web_service_url, ended.authentication_token, credentials),
        '"voided":true',
        f'"{ended.style}":{{{group("backFields", (said,))}}}',
    ]
    return f"{{{','.join([part for part in parts if part])}}}".encode()
