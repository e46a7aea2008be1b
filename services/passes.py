"""Passes: what a member's pass shows, and the offices that sign it for Apple and for Google."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import Connection

from locales import Language, closest
from loyalty import due
from loyalty.ledger import Account
from loyalty.programme import Programme
from services import accounts, pictures
from services.people import full_name
from services.programmes import NAME_LIMIT, current
from storage import members, passes
from wallet.apple.card import StoreCard
from wallet.apple.credentials import Credentials
from wallet.apple.package import build
from wallet.design import Design
from wallet.google.credentials import ServiceAccount
from wallet.google.link import save_link
from wallet.google.loyalty import Card, Shop


@dataclass(frozen=True, slots=True)
class PassFacts:
    """Everything a member's pass is made of; (serial, version) says whether a phone has it.

    `points` are whole and active, `expires` says until when how many are good, and `worth`
    is what they pay for in minor units.
    """

    serial: str
    version: int
    changed_at: datetime
    organisation: str
    language: Language
    design: Design
    name: str
    code: str
    digits: str
    page_token: str
    points: int
    tier: str
    expires: tuple[datetime, int] | None
    zone: str
    worth: int | None
    currency: str


def facts(connection: Connection, *, now: datetime, serial: str = "", page_token: str = "") -> PassFacts | None:
    """Returns what the pass with this serial, or behind this page, shows at `now`; None when there is none."""
    if serial:
        pass_row = passes.row_of(connection, serial=serial)
    else:
        owner = members.by_page_token(connection, page_token)
        pass_row = passes.card_of(connection, owner) if owner else None
    if pass_row is None or pass_row.kind != "card":
        return None
    member_id = pass_row.member_id
    row = members.row_of(connection, member_id)
    if row is None:
        return None
    member, programme = accounts.view(connection, member_id, now), current(connection, now)
    # Points that wait for their owner's word are still theirs: a card that says 0 meanwhile would only frighten.
    points = member.balance(Account.ACTIVE) + member.balance(Account.HELD)
    # Points end with a midnight; a date on a card says the last day on which they are good.
    ends = next(((at - timedelta(seconds=1), due_points) for at, due_points in due.schedule(member)), None)
    return PassFacts(
        serial=pass_row.serial,
        version=pass_row.version,
        changed_at=pass_row.changed_at,
        organisation=programme.name,
        language=closest(programme.language),
        design=pictures.design(connection),
        name=full_name(row),
        code=row.code,
        digits=row.digits,
        page_token=row.page_token,
        points=points,
        tier=row.tier,
        expires=ends,
        zone=programme.zone,
        worth=worth(programme, points),
        currency=programme.currency,
    )


def worth(programme: Programme, points: int) -> int | None:
    """Returns what points pay for in minor units; None when no rule lets them pay."""
    values = [rule.config.value for rule in programme.rules if rule.mechanic == "points_tender" and not rule.paused]
    return points * max(values) if values else None


class PassOffice:
    """Signs passes with credentials that are loaded once; `secret` makes the keys that phones show us."""

    def __init__(self, credentials: Credentials, *, secret: bytes, public_url: str, username: str) -> None:
        self._credentials = credentials
        self._secret = secret
        self._public_url = public_url.rstrip("/")
        self._username = username

    @property
    def pass_type_id(self) -> str:
        """The pass type that the certificate is for."""
        return self._credentials.pass_type_id

    def token(self, serial: str) -> str:
        """Returns the key with which a phone asks for this pass; it never changes (wallet.md, Apple)."""
        text = f"{self.pass_type_id}\n{serial}"
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()

    def build(self, shown: PassFacts, now: datetime) -> bytes:
        """Returns the signed .pkpass. CPU work: use a thread, outside transactions."""
        points_end = shown.expires
        card = StoreCard(
            serial=shown.serial,
            authentication_token=self.token(shown.serial),
            web_service_url=f"{self._public_url}/passkit",
            code=_code(self._username, shown.code),
            digits=pictures.grouped(shown.digits),
            member=shown.name,
            points=shown.points,
            zone=shown.zone,
            tier=shown.tier,
            worth=shown.worth,
            currency=shown.currency,
            expiring=(points_end[1], points_end[0]) if points_end else None,
            bot_url=f"https://t.me/{self._username}",
        )
        return build(card, shown.design, self._credentials, now)


class GoogleOffice:
    """Makes the links that save cards to Google Wallet, signed with a key that is loaded once."""

    def __init__(self, account: ServiceAccount, *, issuer_id: str, public_url: str, username: str) -> None:
        """Raises LinkTooLongError when the addresses leave no room for a card."""
        self._account = account
        self._issuer_id = issuer_id
        self._public_url = public_url.rstrip("/")
        self._username = username
        self._try()

    def save_link(self, shown: PassFacts, now: datetime) -> str:
        """Returns a fresh link with the card as it stands. CPU work: use a thread, outside transactions."""
        shop = self._shop(shown.organisation, shown.language, pictures.logo_path(shown.design), shown.design.background)
        card = Card(
            suffix=shown.serial,
            code=_code(self._username, shown.code),
            digits=pictures.grouped(shown.digits),
            member=shown.name,
            points=shown.points,
            tier=shown.tier,
        )
        return self._link(shop, card, now)

    def _try(self) -> None:
        """Makes a link with the longest names, so that addresses too long for it are found before a member does."""
        shop = self._shop(
            "🐈" * NAME_LIMIT, "bg", pictures.LOGO_PATH.format(mark="0" * pictures.MARK_LENGTH), "#000000"
        )
        card = Card(
            suffix="0" * 32, code=_code(self._username, "0" * 22), digits="000 000 0000", member="", points=10**9
        )
        self._link(shop, card, datetime(2026, 1, 1, tzinfo=UTC))

    def _shop(self, organisation: str, language: Language, logo_path: str, background: str) -> Shop:
        return Shop(
            issuer_id=self._issuer_id,
            # The bot's name: unlike the shop's it is unique, and it never changes.
            suffix=self._username,
            organisation=organisation,
            language=language,
            logo_url=f"{self._public_url}{logo_path}",
            background=background,
            home_url=f"https://t.me/{self._username}",
        )

    def _link(self, shop: Shop, card: Card, now: datetime) -> str:
        site = urlsplit(self._public_url)
        origin = f"{site.scheme}://{site.netloc}"
        return save_link(self._account, shop, card, origin=origin, issued_at=int(now.timestamp()))


def _code(username: str, code: str) -> str:
    return f"https://t.me/{username}?start=c_{code}"
