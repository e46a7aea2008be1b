"""What a coupon's pass says, in every language and state."""

import json

import pytest

from tests.wallet.conftest import NOW, coupon, unpacked
from tests.wallet.test_card import LANGUAGES, strings
from wallet.apple.coupon import pass_json
from wallet.apple.credentials import Credentials
from wallet.apple.package import build
from wallet.design import Design
from wallet.drawing import text


def test_a_coupon_says_what_until_when_and_under_which_conditions(coffee: Design, credentials: Credentials) -> None:
    pkpass = build(coupon(), coffee, credentials, NOW)
    english, russian, bulgarian = ({item.key: item.value for item in text(pkpass, each)} for each in LANGUAGES)
    assert (english["title"], russian["title"], bulgarian["title"]) == ("Free “coffee”", "Кофе", "Кафе")
    assert (english["worth"], english["code"], russian["state"]) == (
        "−10\u00a0%",
        "COFFEE42",
        "Кофе: Можно использовать",
    )
    assert russian["terms"] == "От 5 €.\nТолько кофе."
    files = unpacked(pkpass)
    shown = json.loads(files["pass.json"])
    assert shown["expirationDate"] == "2026-12-01T14:00+02:00"
    assert "storeCard" not in shown
    fields = [item for group in shown["coupon"].values() for item in group]
    assert len({item["key"] for item in fields}) == len(fields)
    assert [item["key"] for item in fields if "changeMessage" in item] == ["state"]
    tables = [strings(files[f"{each}.lproj/pass.strings"]) for each in LANGUAGES]
    assert tables[0].keys() == tables[1].keys() == tables[2].keys()


@pytest.mark.parametrize("state", ["redeemed", "expired", "void"])
def test_what_is_no_longer_good_is_void_and_says_why(state: str, coffee: Design, credentials: Credentials) -> None:
    shown = json.loads(pass_json(coupon(state=state, ends=None), coffee, credentials))
    assert shown["voided"] is True
    assert "expirationDate" not in shown
    with pytest.raises(ValueError, match="16 characters"):
        pass_json(coupon(serial="short"), coffee, credentials)
