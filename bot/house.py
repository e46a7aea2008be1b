"""What the bot stands on: the database, the clock and the addresses, put together once by the composition root."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from locales import Language
from loyalty.changing_codes import ChangingCodes
from services.campaigns.texting import Gateway
from services.database import Database
from services.passes.office import PassOffice
from services.people import Person


async def nobodys_word(_: Person, __: datetime) -> bool:
    """Lets no word of anybody's count."""
    return False


@dataclass(frozen=True)
class House:
    """The bot's surroundings.

    `clock` returns aware UTC times and raises ClockWrong while it is not to be trusted; `vouch(owner, says)` takes an
    owner's word that a clock is right which says that, and returns whether it counts. `username` is the bot's own
    without "@", `public_url` has no slash at the end. `codes` checks the codes that change. `offer_apple` says whether
    iPhones will accept the passes that `pass_office` signs, `offer_google` whether the web server makes links for
    Google Wallet, `offer_app` whether Telegram opens the Mini App. `text` sends an SMS, None without a gateway;
    `payment_token` is that of a provider of payments, empty without one.
    `suggested` holds the operator's answers to the owner's first questions (`currency`, `zone`, `language`), offered
    before all others.
    """

    db: Database
    clock: Callable[[], datetime]
    username: str
    public_url: str
    offer_apple: bool
    pass_office: PassOffice
    codes: ChangingCodes
    suggested: Mapping[str, str] = field(default_factory=dict)
    offer_google: bool = False
    offer_app: bool = False
    text: Gateway | None = None
    payment_token: str = ""
    vouch: Callable[[Person, datetime], Awaitable[bool]] = nobodys_word
    pointed: dict[int, datetime] = field(default_factory=dict)
    """When each group was last told where to go, the one told longest ago first."""

    @property
    def opens(self) -> bool:
        """Whether links to our pages open on people's phones: Telegram takes those of a machine of one's own out."""
        return self.public_url.startswith("https:")

    def terms_link(self, topic: str, language: Language) -> str:
        """Returns the address of the page with the text of a consent, `processing` or `advertising`."""
        return f"{self.public_url}/terms/{topic}?lang={language}"

    def start_link(self, payload: str) -> str:
        """Returns the deep link that opens the bot with `payload`."""
        return f"https://t.me/{self.username}?start={payload}"
