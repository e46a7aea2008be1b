"""What a coupon's pass says, in every language and state."""

import json
from dataclasses import replace

import pytest

from tests.wallet.conftest import NOW, coupon, unpacked
from tests.wallet.test_card import LANGUAGES, strings
from wallet.apple.coupon import pass_json
from wallet.apple.credentials import Credentials
from wallet.apple.package import build
from wallet.design import Design, Link
from wallet.drawing import text


def test_a_coupon_says_what_until_when_and_under_which_conditions(coffee: Design, credentials: Credentials) -> None:
    pkpass = build(coupon(), coffee, credentials, NOW)
    english, russian = ({item.key: item.value for item in text(pkpass, each)} for each in ("en", "ru"))
    named = [next(item.label for item in text(pkpass, each) if item.key == "worth") for each in LANGUAGES]
    assert named == ["Free “coffee”", "Кофе", "Кафе"], "below the larger figure of what one gets"
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


@pytest.mark.parametrize("state", ["frozen", "redeemed", "expired", "void"])
def test_what_is_no_longer_good_is_void_and_says_why(state: str, coffee: Design, credentials: Credentials) -> None:
    shown = json.loads(pass_json(coupon(state=state, ends=None), coffee, credentials))
    assert shown["voided"] is True
    assert "expirationDate" not in shown
    with pytest.raises(ValueError, match="16 characters"):
        pass_json(coupon(serial="short"), coffee, credentials)


def test_the_newest_ios_finds_a_poster_of_the_coupon_too(coffee: Design, credentials: Credentials) -> None:
    look = replace(coffee, links=(Link("Shop", "https://grain.example/shop", "shop"),))
    files = unpacked(build(coupon(), look, credentials, NOW))
    shown = json.loads(files["pass.json"])
    poster = shown["posterGeneric"]
    figure, title, code = poster["primaryFields"]
    assert figure == {"key": "figure", "value": "−10\u00a0%"}, "a phone writes what has no label largest"
    assert (title["value"], code["value"]) == ("Free “coffee”", "COFFEE42")
    assert poster["headerFields"] == shown["coupon"]["headerFields"]
    assert poster["footerFields"][0]["value"] == coffee.organisation
    assert poster["backFields"] == shown["coupon"]["backFields"]
    assert [each["type"] for each in shown["featuredActions"]] == ["shop"]
    assert {"artwork@2x.png", "artwork@3x.png", "primaryLogo@3x.png"} <= set(files)


def test_a_coupon_without_a_name_or_a_worth_of_its_own_says_what_it_has_once(
    coffee: Design, credentials: Credentials
) -> None:
    same, nothing = dict.fromkeys(LANGUAGES, "−10\u00a0%"), dict.fromkeys(LANGUAGES, "")
    for given, said in ((coupon(title=same), "−10\u00a0%"), (coupon(worth=nothing), "Free “coffee”")):
        shown = json.loads(pass_json(given, coffee, credentials))
        assert [each["value"] for each in shown["coupon"]["primaryFields"]] == [said]
        assert "label" not in shown["coupon"]["primaryFields"][0]
        assert [each["value"] for each in shown["posterGeneric"]["primaryFields"]] == [said, "COFFEE42"]
