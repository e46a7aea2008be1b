"""Points spent at the till: at once after a changing code or within the day's limit, else after a Confirm."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from loyalty import engine
from loyalty.errors import ChangingCodeNeeded, CodePaid, InsufficientPoints, NotAllowed
from loyalty.programme import Programme
from services.ledger import accounts
from services.people import Person
from services.programme.versions import current
from services.till import cheques, holds, sales
from services.till.cheques import Sale, Sold
from services.till.holds import Held
from services.till.identifying import Proof
from services.till.tills import Till, business_day, till_of
from storage.members import members
from storage.till import codes, purchases

GOOD_FOR = timedelta(minutes=5)
"""How long a code that was fresh at the scan may pay: the goods are still to be counted, but not the next ones."""


def spend(
    connection: Connection,
    cashier: Person,
    sale: Sale,
    proof: Proof | None,
    now: datetime,
    wanted_at: datetime | None = None,
) -> Sold | Held:
    """Lets `sale.redeem` points pay; with a proof, or within the limit of static codes, the sale is recorded at once.

    Otherwise the member is asked, and what was set aside for them comes back as `Held`. `redeem` 0 spends as many as
    may pay. The same draft again gives the same answer. `wanted_at` is when the cashier tapped, None for now. Raises
    what `holds.place` raises, CodePaid when the proof's code has paid for another draft, ChangingCodeNeeded when there
    is neither proof nor Telegram.
    """
    till = till_of(connection, cashier)
    member = accounts.open_account(connection, sale.member_id, now)
    if not sale.redeem:
        if purchases.row_of(connection, sale.draft_id) is not None:
            return sales.sold(connection, cashier, sale.draft_id)
        sale = replace(sale, redeem=sales.quote(connection, cashier, sale, now).redeemable)
        if not sale.redeem:
            raise InsufficientPoints(0)
    done = sales.recorded(connection, sale)
    if done is not None:
        return done
    programme = current(connection, now)
    if not (_proven(connection, sale, proof, now) or _within_limit(connection, till, sale, programme, now)):
        holder = members.holder(connection, sale.member_id)
        if holder is None or holder.telegram_id is None:
            raise ChangingCodeNeeded
        return holds.place(connection, cashier, sale, now, wanted_at)
    sales.guard(connection, till, sale, member, programme, now)
    decision = engine.evaluate(sales.event_of(connection, sale, till, now), member, programme)
    return sales.write(connection, cheques.Deal(till, sale, decision, member, programme, now), now)


def _proven(connection: Connection, sale: Sale, proof: Proof | None, now: datetime) -> bool:
    """Says whether a changing code pays, and takes it; one that has run out does not, as if it had been static."""
    if proof is None or now - proof.at > GOOD_FOR:
        return False
    if proof.member_id != sale.member_id:
        raise NotAllowed
    if not codes.use(connection, sale.member_id, proof.step, sale.draft_id, now):
        raise CodePaid
    return True


def _within_limit(connection: Connection, till: Till, sale: Sale, programme: Programme, now: datetime) -> bool:
    """Says whether the day's limit for codes that do not change bears the points, and counts them."""
    limit, day = programme.settings.static_points_per_day, business_day(till, now)
    if not limit or codes.paid_on(connection, sale.member_id, day) + sale.redeem > limit:
        return False
    codes.pay(connection, sale.member_id, day, sale.draft_id, sale.redeem)
    return True
