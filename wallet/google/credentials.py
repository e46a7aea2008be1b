"""Who signs for Google Wallet: a service account, its key file read and checked once."""

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

_SETTING = "TESSERA_GOOGLE_CREDENTIALS_FILE"
_CONSOLE = "console.cloud.google.com → IAM & Admin → Service Accounts → Keys → Add key → JSON"
_KEY_BITS = 2048  # what Google makes; a longer signature would leave too little of a link
_TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
# The file says where the signed proof of who we are is sent; only a server on this machine may take it unencrypted.
_TRUSTED = re.compile(r"https://[^\s/]+\S*|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?/\S*")


class Fault(StrEnum):
    """What can be wrong with the key file."""

    UNREADABLE = "unreadable"
    NOT_A_SERVICE_ACCOUNT = "not-a-service-account"
    EMAIL_MISSING = "email-missing"
    KEY_UNREADABLE = "key-unreadable"
    KEY_NOT_RSA = "key-not-rsa"
    KEY_LENGTH = "key-length"
    TOKEN_URI = "token-uri"  # noqa: S105 - a name


class ServiceAccountFault(ValueError):  # noqa: N818 - it names a fault of the operator's file, not of the program
    """Google would refuse links signed with this file; the message names the setting and what to do."""

    def __init__(self, fault: Fault, advice: str) -> None:
        super().__init__(f"{_SETTING}: {advice}")
        self.fault = fault
        self.setting = _SETTING


@dataclass(frozen=True, eq=False)
class ServiceAccount:
    """Who signs: one object serves for the life of the process, so that the key is parsed once."""

    email: str
    key: rsa.RSAPrivateKey = field(repr=False)
    key_id: str = ""
    token_uri: str = _TOKEN_URI


def load(content: bytes) -> ServiceAccount:
    """Returns the service account from the content of its JSON key file.

    Raises ServiceAccountFault for the first thing that would make Google refuse the links.
    """
    facts = _facts(content)
    kind, email = facts.get("type"), facts.get("client_email")
    if kind != "service_account":
        raise ServiceAccountFault(
            Fault.NOT_A_SERVICE_ACCOUNT,
            f"this is no key of a service account (type {kind!r}); take one from {_CONSOLE}",
        )
    if not isinstance(email, str) or "@" not in email:
        raise ServiceAccountFault(Fault.EMAIL_MISSING, f"client_email is missing; take the file anew from {_CONSOLE}")
    token_uri = facts.get("token_uri", _TOKEN_URI)
    if not isinstance(token_uri, str) or not _TRUSTED.fullmatch(token_uri):
        raise ServiceAccountFault(Fault.TOKEN_URI, f"token_uri is no https address; take the file anew from {_CONSOLE}")
    return ServiceAccount(email, _key(facts.get("private_key")), str(facts.get("private_key_id", "")), token_uri)


def _facts(content: bytes) -> dict[str, Any]:
    try:
        facts = json.loads(content)
    except ValueError:
        facts = None
    if not isinstance(facts, dict):
        raise ServiceAccountFault(Fault.UNREADABLE, f"this file is not the JSON that Google gives; see {_CONSOLE}")
    return facts


def _key(pem: object) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(str(pem).encode(), None)
    except (ValueError, TypeError) as error:
        raise ServiceAccountFault(
            Fault.KEY_UNREADABLE, f"private_key is missing or damaged; take the file anew from {_CONSOLE}"
        ) from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ServiceAccountFault(Fault.KEY_NOT_RSA, f"private_key is no RSA key; take one from {_CONSOLE}")
    if key.key_size != _KEY_BITS:
        raise ServiceAccountFault(
            Fault.KEY_LENGTH, f"private_key has {key.key_size} bits, not {_KEY_BITS}; let Google make one: {_CONSOLE}"
        )
    return key
