"""The member as the engine sees it: frozen facts, balances and open lots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from loyalty.ledger import CARRY, POINTS, Account, Lot


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions may ask about a member; frozen on the cheque, so that a refund is judged as the sale was."""

    registered_at: datetime
    purchases: int = 0
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A member under lock: facts, balances by (account, unit), and every lot with something remaining."""

    id: UUID
    facts: Facts
    balances: Mapping[tuple[Account, str], int] = field(default_factory=dict)
    lots: tuple[Lot, ...] = ()

    def balance(self, account: Account, unit: str = POINTS) -> int:
        """Returns the balance of one account, 0 when it was never used."""
        return self.balances.get((account, unit), 0)

    @property
    def spendable(self) -> int:
        """Points that can be redeemed now: the active ones (held ones have left them), none while there is debt."""
        return 0 if self.balance(Account.DEBT) < 0 else self.balance(Account.ACTIVE)

    @property
    def carry(self) -> int:
        """Millionths of a point kept from earlier cheques, 0 … 999 999."""
        return self.balance(Account.ACTIVE, CARRY)
