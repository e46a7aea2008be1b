"""The member as the engine sees it: frozen facts, balances and open lots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from loyalty.ledger import CARRY, MEMBER_ACCOUNTS, POINTS, Account, Lot, Posting, counted_by


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules may ask about a member; frozen on the cheque, so that a refund is judged as the sale was.

    `birthday` is (month, day). `counts` says how many each rule has counted, by rule id (stamps, visits, minor units
    spent). While one rule is asked, `count` is its own; while progress is counted, `earned` is what the cheque earned.
    """

    registered_at: datetime
    purchases: int = 0
    tier: str = ""
    birthday: tuple[int, int] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    count: int = 0
    earned: int = 0


def counts_of(balances: Mapping[tuple[Account, str], int]) -> dict[str, int]:
    """Returns what each rule has counted, by rule id; below zero when stamps are owed."""
    counts: dict[str, int] = {}
    for (account, unit), amount in balances.items():
        rule_id = counted_by(unit)
        if rule_id and amount and account in MEMBER_ACCOUNTS:
            counts[rule_id] = counts.get(rule_id, 0) + amount
    return counts


def to_json(facts: Facts) -> dict[str, Any]:
    """Returns facts as the JSON object that is stored with a cheque."""
    stored: dict[str, Any] = {
        "registered_at": facts.registered_at.isoformat(),
        "purchases": facts.purchases,
        "tier": facts.tier,
    }
    if facts.birthday is not None:
        stored["birthday"] = list(facts.birthday)
    if facts.counts:
        stored["counts"] = dict(facts.counts)
    return stored


def from_json(stored: Mapping[str, Any]) -> Facts:
    """Returns the facts that `to_json` wrote."""
    birthday = stored.get("birthday")
    return Facts(
        datetime.fromisoformat(stored["registered_at"]),
        stored["purchases"],
        stored["tier"],
        None if birthday is None else (birthday[0], birthday[1]),
        stored.get("counts", {}),
    )


@dataclass(frozen=True, slots=True)
class Member:
    """A member under lock: facts, balances by (account, unit), and every lot with something remaining.

    `frozen` says that the audit stopped the account, `suspended` that the owner froze the card.
    """

    id: UUID
    facts: Facts
    balances: Mapping[tuple[Account, str], int] = field(default_factory=dict)
    lots: tuple[Lot, ...] = ()
    frozen: bool = False
    suspended: bool = False

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

    @property
    def counts(self) -> dict[str, int]:
        """What each rule has counted by now, by rule id."""
        return counts_of(self.balances)

    def after(self, postings: Iterable[Posting]) -> "Member":
        """Returns the member as these postings leave them; lots that they open are not among the lots yet."""
        balances, lots = dict(self.balances), {lot.id: lot for lot in self.lots}
        for posting in postings:
            if posting.account not in MEMBER_ACCOUNTS:
                continue
            key = (posting.account, posting.unit)
            balances[key] = balances.get(key, 0) + posting.amount
            lot = lots.get(posting.lot) if isinstance(posting.lot, UUID) else None
            if lot is not None and posting.account in {Account.ACTIVE, Account.PENDING}:
                account = Account.ACTIVE if posting.account is Account.ACTIVE else lot.account
                lots[lot.id] = replace(lot, remaining=lot.remaining + posting.amount, account=account)
        facts = replace(self.facts, counts=counts_of(balances))
        return replace(self, facts=facts, balances=balances, lots=tuple(lot for lot in lots.values() if lot.remaining))
