"""A gift certificate on paper: one page of A5 that keeps its code, in any language and however much is said."""

import pytest

from locales import Language
from wallet.design import Design
from wallet.voucher import Voucher, pdf

GROUND = Design("Grain", "#5b3a29", "#ffffff", "#e8d9c8", "coffee")


@pytest.mark.parametrize(
    ("language", "title", "greeting"),
    [
        ("en", "Gift certificate", ""),
        ("ru", "Подарочный сертификат", "С днём рождения! " * 29),
        ("bg", "Подаръчен ваучер", "Честит празник!"),
    ],
)
def test_it_is_one_page_whatever_is_said(language: Language, title: str, greeting: str) -> None:
    link = "https://t.me/tessera_bot?start=g_ABCDEFGHJKLMNPQ5"
    voucher = Voucher(link, language, title, "12 345,50 ₽", greeting, "", "ABCD-EFGH-JKLM-NPQ5", title)
    page = pdf(GROUND, voucher)
    assert page.startswith(b"%PDF-")
    assert page.count(b"/Type /Page\n") <= 1
    assert page == pdf(GROUND, voucher), "the same bytes each time"
