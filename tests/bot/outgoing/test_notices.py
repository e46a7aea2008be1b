"""Receipts as members read them: what a cheque counted beyond one card, and which coupons a return moves."""

from uuid import UUID

from bot.outgoing.notices import render
from bot.words.speech import Speech

PLAIN = {"operation_id": str(UUID(int=1)), "points": 0, "balance": 5, "currency": "EUR", "number": "AB", "outlet": "X"}
RETURN = {**PLAIN, "kind": "refund", "money_back": 100, "restored": 0, "taken": 0}
SALE = {**PLAIN, "kind": "purchase", "payable": 100, "earned": 0}


def said(speech: Speech, arguments: dict[str, object]) -> str:
    return render(speech, {"notice": "moved", "arguments": arguments})[0]


def test_a_return_says_which_coupons_it_gives_back_and_takes() -> None:
    told = {**RETURN, "coupons_back": ["Free coffee"], "coupons_gone": ["Cookie ×2"]}
    text = said(Speech("en"), told)
    assert "Your coupon is back: Free coffee" in text
    assert "Gone with the return: Cookie ×2" in text
    assert "🎟" not in said(Speech("en"), RETURN)  # one of an older version says nothing of coupons


def test_full_cards_that_wait_are_told_in_every_language() -> None:
    card = {"rule_id": "card", "after": 3, "goal": 5, "full": True, "waiting": 2}
    texts = [said(Speech(language), {**SALE, "counted": [card]}) for language in ("en", "ru", "bg")]
    for text, words in zip(
        texts, ("2 more full cards wait", "2 полные карты ждут", "2 пълни карти чакат"), strict=True
    ):
        assert words in text
        assert "20" in text
