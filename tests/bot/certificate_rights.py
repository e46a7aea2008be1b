"""Who may do what with gift certificates in the chat: rows of the table in `test_authorisation`. None are sold here."""

from collections.abc import Callable

from bot.callbacks import CertificateTap, ClaimTap, Go, RuleTap
from services.prepaid.payments import Order
from tests.bot.stage import DRAFT, OTHER, ROLES, Event, Row, Says, Things

EVERYBODY = frozenset(ROLES.values())
MEMBER = frozenset({"member"})
STAFF = frozenset({"cashier", "manager", "owner"})
SENIORS = frozenset({"manager", "owner"})
OWNER = frozenset({"owner"})
NOBODY: frozenset[str] = frozenset()
BILL = {"currency": "RUB", "total_amount": 100_000, "invoice_payload": Order(DRAFT, 100_000, "RUB").payload}
PAID = {**BILL, "telegram_payment_charge_id": "t1", "provider_payment_charge_id": "p1"}


def _annas(act: str, value: int = 0) -> Callable[[Things], Event]:
    return lambda things: CertificateTap(act=act, id=things.certificate, value=value)


def _says(words: str) -> Callable[[Things], Event]:
    return lambda _: Says(words)


def _of(act: str, of: str = "draft") -> Callable[[Things], Event]:
    return lambda _: CertificateTap(act=act, id=DRAFT if of == "draft" else OTHER, value=1_000)


ROWS = (
    Row("navigation.start", lambda t: Says(f"/start g_{t.code}"), EVERYBODY),
    Row("navigation.start", _says("/start g_MADEUP"), EVERYBODY - MEMBER, mode="member"),
    Row("customer.certificates.command", _says("/gift"), MEMBER),
    Row("customer.certificates.show", lambda _: Go(to="gift"), MEMBER),
    Row("customer.certificates.show_one", _annas("show"), MEMBER),
    Row("customer.certificates.show_one", _of("show", "other"), NOBODY),
    Row("customer.certificates.claim", lambda t: ClaimTap(code=t.code), MEMBER),
    Row("customer.certificates.claim", lambda _: ClaimTap(code="MADEUP"), NOBODY),
    Row("customer.certificates.print_one", _annas("paper"), MEMBER),
    Row("staff.certificates.print_one", _annas("print"), NOBODY),  # its code is its holder's
    Row("customer.certificates.ask_greeting", _annas("give"), MEMBER),
    Row("customer.certificates.without_greeting", _annas("silent"), MEMBER),
    Row("customer.certificates.today", _annas("today"), MEMBER),
    Row("customer.certificates.today", _of("today", "other"), NOBODY),
    Row("customer.certificates.keep", _annas("keep"), MEMBER),
    Row("customer.certificates.greeting", _says("Hello!"), MEMBER, "member", "Giving:greeting"),
    Row("customer.certificates.day", _says("31.12.2026"), MEMBER, "member", "Giving:day"),
    Row("customer.codes.certificate", lambda t: Says(t.code), MEMBER, "member"),
    Row("customer.codes.coupon", _says("NOSUCH1"), MEMBER, "member"),
    Row("customer.buying.choose", lambda _: Go(to="buy-gift"), NOBODY),
    Row("customer.buying.tapped", _of("buy"), NOBODY),
    Row("customer.buying.typed", _says("1000"), NOBODY, "member", "Buying:value"),
    Row("customer.buying.checkout", lambda _: {"pre_checkout_query": BILL}, EVERYBODY),
    Row(
        "customer.buying.paid",
        lambda _: {"message": {"message_id": 1, "date": 1, "successful_payment": PAID}},
        EVERYBODY,
    ),
    Row("staff.certificates.take", _annas("take"), NOBODY),  # no changing code was scanned
    Row("staff.certificates.drop", _annas("drop"), NOBODY),  # it is not on the cheque
    Row("staff.certificates.opened", _annas("open"), STAFF),
    Row("staff.certificates.opened", _of("open", "other"), NOBODY),
    Row("staff.certificates.amount", _says("10"), STAFF, "staff", "Certifying:amount"),
    Row("staff.certificates.pay", _of("pay"), STAFF),
    Row("staff.certificates.pay", _of("pay", "other"), NOBODY),
    Row("staff.certificates.undo", _of("undo"), NOBODY),  # it has paid nothing
    Row("staff.certificates.ask", _annas("back"), STAFF),
    Row("staff.certificates.ask", _annas("block"), STAFF),
    Row("staff.certificates.ask", _annas("anew"), STAFF),
    Row("staff.certificates.pay_back", _annas("back-yes"), SENIORS),  # a colleague has sold it
    Row("staff.certificates.block", _annas("block-yes"), STAFF),
    Row("staff.certificates.issue_anew", _annas("anew-yes"), SENIORS),
    Row("staff.gifts.to_customer", _of("new"), NOBODY),
    Row("staff.gifts.to_anybody", lambda _: Go(to="certificate"), NOBODY),
    Row("staff.gifts.chosen", _of("value"), STAFF),
    Row("staff.gifts.sell", _of("sell"), NOBODY),
    Row("staff.gifts.typed", _says("1000"), NOBODY, "staff", "Gifting:value"),
    Row("owner.rewards.certificates.show", lambda _: Go(to="gifts"), OWNER),
    Row("owner.programme.rules.open_part", lambda _: RuleTap(act="certificates"), OWNER),
)
