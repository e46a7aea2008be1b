"""What the card says: fields that phones format, words in three languages, and names nobody wished for."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from locales import LANGUAGES, Voice
from loyalty.headline import Headline
from tests.wallet.conftest import NOW, card, coupon, unpacked
from wallet.apple.card import StoreCard, pass_json
from wallet.apple.credentials import Credentials
from wallet.apple.package import build
from wallet.apple.saying import coupons, tongues
from wallet.colours import UnreadableColourError, contrast
from wallet.contents import Climb, HeldCoupon, Moved, News, Place, StampCard
from wallet.design import LOOKS, Design, Link, default
from wallet.drawing import text
from wallet.passfile import POSTER, open_pass

HOSTILE = (
    'Анна "Аня" \\ O’Neil',
    "<b>bold</b> & <a href='https://evil.example'>x</a>",
    "👩‍👩‍👧 Семья",
    "\u202eمحمد علي\u202c",
    "x" * 300,
    "Щ" * 5000,
    'a";\n"Points" = "hacked',
    "line\nbreak\ttab\0null\x7f",
    "\ud800 lone surrogate",
    "%@ %s {points} ${x}",
    "",
    "   ",
)


def content(given: StoreCard, design: Design, credentials: Credentials) -> dict:
    return json.loads(pass_json(given, design, credentials))


def fields(shown: dict) -> dict[str, dict]:
    found = [item for group in shown["storeCard"].values() for item in group]
    assert len({item["key"] for item in found}) == len(found)
    return {item["key"]: item for item in found}


def strings(data: bytes) -> dict[str, str]:
    """Reads a strings file as strictly as Apple does: nothing may stand between the entries."""
    assert data[:2] == b"\xff\xfe"
    entry = re.compile(r'"((?:[^"\\\n]|\\["\\nr])*)" = "((?:[^"\\\n]|\\["\\nr])*)";\n')
    text, found, at = data.decode("utf-16"), {}, 0
    while at < len(text):
        match = entry.match(text, at)
        assert match, text[at : at + 80]
        assert match[1] not in found
        found[match[1]], at = match[2], match.end()
    return found


def test_frame(coffee: Design, credentials: Credentials) -> None:
    shown = content(card(), coffee, credentials)
    assert shown["formatVersion"] == 1
    assert shown["passTypeIdentifier"] == "pass.tessera.development"
    assert shown["teamIdentifier"] == "TESSERADEV"
    assert (shown["serialNumber"], shown["authenticationToken"]) == ("0123456789abcdef", "t" * 32)
    assert shown["organizationName"] == shown["logoText"] == "Зерно & «Ко»"
    assert shown["backgroundColor"] == "rgb(59, 36, 24)"
    assert shown["barcodes"] == [
        {
            "format": "PKBarcodeFormatQR",
            "message": "https://t.me/grain_bot?start=c_Zx81kQpLm22aZ",
            "messageEncoding": "iso-8859-1",
            "altText": "012 345 6789",
        }
    ]


def test_phones_format_numbers_and_dates(coffee: Design, credentials: Credentials) -> None:
    found = fields(content(card(tier="Платина+", worth=124050), coffee, credentials))
    assert found["points"]["value"] == 1240
    assert found["points"]["numberStyle"] == "PKNumberStyleDecimal"
    assert (found["worth"]["value"], found["worth"]["currencyCode"]) == (1240.5, "EUR")
    assert found["expiring"]["value"] == "2027-01-01T14:00+02:00"
    assert found["expiring"]["dateStyle"] == "PKDateStyleMedium"
    assert found["expiring"]["ignoresTimeZone"] is True
    assert found["tier"]["value"] == "Платина+"


@pytest.mark.parametrize(
    ("worth", "currency", "value"), [(1999, "EUR", 19.99), (500, "JPY", 500), (100, "RUB", 1), (100, "RSD", 1)]
)
def test_worth_is_in_the_units_of_its_currency(
    worth: int, currency: str, value: float, coffee: Design, credentials: Credentials
) -> None:
    assert fields(content(card(worth=worth, currency=currency), coffee, credentials))["worth"]["value"] == value


def test_the_news_are_the_one_notification_and_say_it_in_every_language(
    coffee: Design, credentials: Credentials
) -> None:
    news = News(NOW, points=-20, balance=120, stamps=(4, 6), tier="gold", coupons=("Кофе", ""), expiring=(21, NOW))
    pkpass = build(card(news=news, stamps=(StampCard("s", "Кофе", 4, 6),)), coffee, credentials, NOW)
    files = unpacked(pkpass)
    (loud,) = [item for item in fields(json.loads(files["pass.json"])).values() if "changeMessage" in item]
    assert (loud["key"], loud["changeMessage"]) == ("news", "%@")
    said = [{item.key: item.value for item in text(pkpass, language)}["news"] for language in LANGUAGES]
    assert said == [
        (
            "Points: −20. You have 120 now. Stamps: 4 of 6. Your level: Gold. A coupon for you: Кофе. "
            "A coupon for you. Use by 22 November 2026: 21."
        ),
        (
            "Баллы: −20. Теперь у вас 120. Штампы: 4 из 6. Ваш уровень: Золото. Вам купон: Кофе. Вам купон. "
            "Потратьте по 22 ноября 2026 г.: 21."
        ),
        (
            "Точки: −20. Вече имате 120. Печати: 4 от 6. Вашето ниво: Злато. Купон за вас: Кофе. Купон за вас. "
            "Използвайте до 22 ноември 2026 г.: 21."
        ),
    ]


def test_stamps_fill_the_strip_and_leave_it_free_of_fields(coffee: Design, credentials: Credentials) -> None:
    pictures = {}
    for have in (3, 4):
        files = unpacked(build(card(stamps=(StampCard("s", "Coffee", have, 6),)), coffee, credentials, NOW))
        shown = json.loads(files["pass.json"])
        assert "primaryFields" not in shown["storeCard"]
        assert shown["storeCard"]["headerFields"][0]["key"] == "points"
        assert fields(shown)["stamps"]["value"] == f"{have} of 6"
        pictures[have] = files["strip@3x.png"]
    assert pictures[3] != pictures[4]


def test_the_back_tells_everything_line_by_line(coffee: Design, credentials: Credentials) -> None:
    look = replace(
        coffee, about="С 1998 года", contacts="+359 2 123", links=(Link("Menu", "https://grain.example/?a&b"),)
    )
    given = card(
        schedule=((NOW, 21), (NOW + timedelta(days=30), 1040)),
        operations=(Moved("purchase", NOW, 17), Moved("no-such-kind", NOW, -3)),
        coupons=(HeldCoupon("Кофе", "ABC", NOW + timedelta(hours=10)), HeldCoupon("", "XYZ", None)),
        stamps=(StampCard("a", "Coffee", 1, 6), StampCard("b", "", 2, 40)),
        climb=Climb("gold", 124000, 500000, "money"),
    )
    pkpass = build(given, look, credentials, NOW)
    english = {item.key: (item.label, item.value) for item in text(pkpass, "en")}
    assert english["schedule"] == ("Valid until", "22 November 2026: 21\n22 December 2026: 1,040")
    assert english["coupons"][1] == "Кофе · ABC · until 22 November 2026\nCoupon · XYZ"
    assert english["cards"][1] == "Coffee: 1 of 6\nStamps: 2 of 40"
    assert english["next"][1] == "Gold: €1,240 of €5,000"
    assert (english["last-0"], english["last-1"]) == (
        ("Purchase", "+17 · 22 November 2026"),
        ("Adjustment", "−3 · 22 November 2026"),
    )
    assert (english["about"][1], english["contacts"][1]) == ("С 1998 года", "+359 2 123")
    assert fields(content(given, look, credentials))["link-0"]["attributedValue"] == (
        '<a href="https://grain.example/?a&amp;b">https://grain.example/?a&amp;b</a>'
    )
    assert {item.key: item.label for item in text(pkpass, "ru")}["last-0"] == "Покупка"


def test_every_figure_on_the_back_is_written_as_its_reader_writes_it(coffee: Design, credentials: Credentials) -> None:
    given = card(
        currency="KWD",
        point=1,
        points=12_345,
        schedule=((NOW, 1_234_567),),
        operations=(Moved("purchase", NOW, 12_345),),
        coupons=(HeldCoupon("", "XYZ", NOW + timedelta(hours=10)),),
    )
    pkpass = build(given, coffee, credentials, NOW)
    said = [
        {item.key: re.sub("[\u00a0\u202f]", " ", item.value) for item in text(pkpass, language)}
        for language in LANGUAGES
    ]
    assert [each["last-0"] for each in said] == [
        "+KWD 12.345 · 22 November 2026",
        "+12,345 KWD · 22 ноября 2026 г.",
        "+12,345 KWD · 22 ноември 2026 г.",
    ]
    assert [each["schedule"] for each in said] == [
        "22 November 2026: KWD 1,234.567",
        "22 ноября 2026 г.: 1 234,567 KWD",
        "22 ноември 2026 г.: 1 234,567 KWD",
    ]
    assert said[1]["coupons"] == "Купон · XYZ · по 22 ноября 2026 г."


def test_a_list_that_is_longer_than_the_card_says_how_many_more_there_are(
    coffee: Design, credentials: Credentials
) -> None:
    held = tuple(HeldCoupon(f"Coffee {number}", f"CODE-{number:02}", None) for number in range(13))
    shown = {item.key: item.value for item in text(build(card(coupons=held), coffee, credentials, NOW), "en")}
    lines = shown["coupons"].split("\n")
    assert lines[9] == "Coffee 9 · CODE-09"
    assert lines[10:] == ["… and 3 more: the bot and the card’s page have them all"]
    for room in range(60, 600, 7):
        for language, said in coupons(held, tongues("EUR", 0, Voice()), "Europe/Sofia", room).items():
            *whole, last = said.split("\n")
            assert len(said) <= max(room, 70), language
            assert whole == [f"Coffee {number} · CODE-{number:02}" for number in range(len(whole))]
            assert f" {13 - len(whole)}" in last, "whole lines, and how many more"


def test_points_are_shown_as_money_where_the_programme_says_so(coffee: Design, credentials: Credentials) -> None:
    found = fields(content(card(points=1240, worth=124000, point=100), coffee, credentials))
    assert (found["points"]["value"], found["points"]["currencyCode"], "worth" in found) == (1240, "EUR", False)
    assert found["news"]["value"] == "Cashback: +€17. You have €1,240 now."


def test_a_phone_near_an_outlet_shows_the_card_ten_at_most(coffee: Design, credentials: Credentials) -> None:
    places = tuple(Place(f"№ {number}", 42_697_700 + number, -23_321_900) for number in range(11))
    shown = content(card(places=places), coffee, credentials)
    assert len(shown["locations"]) == 10
    near = {"latitude": 42.6977, "longitude": -23.3219, "relevantText": "№ 0: show your card at the till"}
    assert shown["locations"][0] == near


def test_the_newest_ios_finds_its_poster_beside_the_card(coffee: Design, credentials: Credentials) -> None:
    shown = content(card(tier="gold", page_url="https://grain.example/p/x"), coffee, credentials)
    poster = shown["posterGeneric"]
    assert [len(poster[f"{name}Fields"]) for name in ("header", "footer")] == [1, 1]
    assert len(poster["primaryFields"]) <= 4
    assert poster["backFields"] == shown["storeCard"]["backFields"]
    (action,) = shown["featuredActions"]
    assert action == {"identifier": "card", "type": "membershipBenefits", "url": "https://grain.example/p/x"}


def test_the_poster_begins_with_a_bold_title_and_says_below_it_what_its_face_has_no_room_for(
    coffee: Design, credentials: Credentials
) -> None:
    given = card(tier="gold", stamps=(StampCard("s", "Coffee", 3, 6),), climb=Climb("platinum", 2, 5, "visits"))
    poster = content(given, coffee, credentials)["posterGeneric"]
    title, *others = poster["primaryFields"]
    assert title == {"key": "points", "value": "1,240 points"}, "the first field has no label"
    assert [each["key"] for each in others] == ["member", "tier", "stamps"]
    assert [each["key"] for each in poster["additionalInfoFields"]] == ["expiring", "info-digits", "info-next"]
    keys = [item["key"] for group in poster.values() for item in group]
    assert len(keys) == len(set(keys))
    said = [open_pass(build(given, coffee, credentials, NOW), each, [POSTER]) for each in LANGUAGES]
    titles = [each.group("primary")[0].value for each in said]
    assert [re.sub("[\u00a0\u202f]", " ", each) for each in titles] == ["1,240 points", "1 240 баллов", "1 240 точки"]
    for points, titles in (
        (0, ["0 points", "0 баллов", "0 точки"]),
        (1, ["1 point", "1 балл", "1 точка"]),
        (22, ["22 points", "22 балла", "22 точки"]),
        (101, ["101 points", "101 балл", "101 точки"]),
    ):
        pkpass = build(card(points=points), coffee, credentials, NOW)
        assert [open_pass(pkpass, each, [POSTER]).group("primary")[0].value for each in LANGUAGES] == titles
    money = content(card(points=1240, point=100, currency="EUR"), coffee, credentials)["posterGeneric"]
    assert money["primaryFields"][0]["value"] == "€1,240 cashback"
    for headline, said in (
        (Headline(500, 2, 5, "visits", 700), "5% off"),
        (Headline(0, 2, 5, "stamps"), "Stamps: 2 of 5"),
        (Headline(), None),
    ):
        found = content(card(points=0, headline=headline), coffee, credentials)["posterGeneric"]["primaryFields"]
        titles = [re.sub(r"\s", " ", each["value"]) for each in found if "label" not in each]
        assert titles == ([said] if said else [])


def test_the_owner_chooses_the_second_button_below_the_card(coffee: Design, credentials: Credentials) -> None:
    links = (Link("Menu", "https://grain.example/menu", "order"), Link("Site", "https://grain.example"))
    look = replace(coffee, links=links)
    shown = content(card(page_url="https://grain.example/p/x"), look, credentials)
    assert [(each["type"], each["url"]) for each in shown["featuredActions"]] == [
        ("membershipBenefits", "https://grain.example/p/x"),
        ("order", "https://grain.example/menu"),
    ]
    assert len({each["identifier"] for each in shown["featuredActions"]}) == 2


def test_languages_have_the_same_keys_and_all_that_is_said(coffee: Design, credentials: Credentials) -> None:
    given = card(tier="gold", worth=100)
    files = unpacked(build(given, coffee, credentials, NOW))
    english, russian, bulgarian = (strings(files[f"{language}.lproj/pass.strings"]) for language in LANGUAGES)
    assert english.keys() == russian.keys() == bulgarian.keys()
    assert all(key == value for key, value in english.items())
    said = content(given, coffee, credentials)
    assert said["description"] in english
    assert {item["label"] for item in fields(said).values()} <= english.keys()
    assert all(re.search("[а-я]", words) for words in (*russian.values(), *bulgarian.values()))


@pytest.mark.parametrize(
    ("points", "label"), [(1, "Сгорит 1 балл"), (3, "Сгорят 3 балла"), (11, "Сгорят 11 баллов"), (21, "Сгорит 21 балл")]
)
def test_plurals(points: int, label: str, coffee: Design, credentials: Credentials) -> None:
    pkpass = build(card(expiring=(points, NOW)), coffee, credentials, NOW)
    assert label in {field.label for field in text(pkpass, "ru")}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_names(name: str, credentials: Credentials) -> None:
    design = default("shop", name or "?")
    files = unpacked(
        build(card(member=name, tier=name, coupons=(HeldCoupon(name, "ABC", NOW),)), design, credentials, NOW)
    )
    shown = json.loads(files["pass.json"])
    tables = [strings(files[f"{language}.lproj/pass.strings"]) for language in LANGUAGES]
    assert tables[0].keys() == tables[1].keys() == tables[2].keys()
    assert "hacked" not in {words for table in tables for words in table.values()}
    found = fields(shown)
    assert all(item["value"] != "" for item in found.values())
    assert ("member" in found) == bool(name.strip())
    assert len(found.get("member", {"value": ""})["value"]) <= 60
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", json.dumps(shown, ensure_ascii=False))


def test_emoji_families_stay_together(coffee: Design, credentials: Credentials) -> None:
    assert fields(content(card(member="👩‍👩‍👧 Семья"), coffee, credentials))["member"]["value"] == "👩‍👩‍👧 Семья"


def test_the_link_cannot_break_out_of_its_tag(coffee: Design, credentials: Credentials) -> None:
    found = fields(content(card(bot_url='https://t.me/x"><b>'), coffee, credentials))
    assert found["bot"]["attributedValue"].count("<") == 2
    assert found["last-0"]["dataDetectorTypes"] == []


def test_what_is_unknown_is_left_out(coffee: Design, credentials: Credentials) -> None:
    bare = card(member="", expiring=None, operations=(), news=None, bot_url=None, web_service_url=None)
    shown = content(bare, coffee, credentials)
    assert set(fields(shown)) == {"card", "points", "news", "use", "digits", "development"}
    assert "webServiceURL" not in shown
    assert "authenticationToken" not in shown


def test_only_development_passes_say_so(coffee: Design, credentials: Credentials, real: Credentials) -> None:
    assert "development" in fields(content(card(), coffee, credentials))
    assert "development" not in fields(content(card(), coffee, real))


def test_codes_beyond_latin_are_utf8(coffee: Design, credentials: Credentials) -> None:
    (barcode,) = content(card(code="карта-1"), coffee, credentials)["barcodes"]
    assert (barcode["message"], barcode["messageEncoding"]) == ("карта-1", "utf-8")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_development_passes_may_call_this_machine(
    host: str, coffee: Design, credentials: Credentials, real: Credentials
) -> None:
    local = card(web_service_url=f"http://{host}:8080/passkit")
    assert content(local, coffee, credentials)["webServiceURL"] == f"http://{host}:8080/passkit"
    with pytest.raises(ValueError, match="https only"):
        pass_json(local, coffee, real)


@pytest.mark.parametrize("url", ["http://192.168.1.2/passkit", "http://127.0.0.1.evil.example/", "ftp://127.0.0.1/"])
def test_unreachable_services_are_not_named(url: str, coffee: Design, credentials: Credentials) -> None:
    shown = content(card(web_service_url=url), coffee, credentials)
    assert "webServiceURL" not in shown
    assert "authenticationToken" not in shown


@pytest.mark.parametrize("short", [{"serial": "1" * 15}, {"authentication_token": "1" * 15}])
def test_short_serials_and_tokens_are_refused(short: dict, coffee: Design, credentials: Credentials) -> None:
    with pytest.raises(ValueError, match="16 characters"):
        pass_json(card(**short), coffee, credentials)


def test_default_colours_are_readable_and_bad_ones_refused() -> None:
    for look in LOOKS:
        design = default(look, "Tessera")
        assert min(contrast(design.foreground, design.background), contrast(design.label, design.background)) >= 4.5
    with pytest.raises(UnreadableColourError):
        Design("x", "#ffffff", "#000000", "#eeeeee")
    with pytest.raises(UnreadableColourError):
        Design("x", "white", "#000000", "#000000")


def test_what_somebody_typed_is_not_translated_though_it_is_a_word_of_ours(credentials: Credentials) -> None:
    """A shop called Points would be called Баллы on a Russian phone, and Gold, a person, Золотой."""
    links = (Link("Contacts", "https://grain.example"),)
    shop = replace(default("coffee", "Points"), about="Balance", contacts="Card", links=links)
    stamps = (StampCard("a", "Stamps", 1, 6),)
    for language in LANGUAGES:
        pkpass = build(card(member="Gold", tier="gold", stamps=stamps), shop, credentials, NOW)
        shown = open_pass(pkpass, language)
        said = {field.key: (field.label.rstrip("\u200e"), field.value.rstrip("\u200e")) for field in shown.fields}
        assert shown.logo_text.rstrip("\u200e") == "Points"
        assert (said["member"][1], said["stamps"][0]) == ("Gold", "Stamps")
        assert (said["about"][1], said["contacts"][1]) == ("Balance", "Card")
        assert said["link-0"][0] == "Contacts"
        assert said["points"][0] == {"en": "Points", "ru": "Баллы", "bg": "Точки"}[language]
        assert said["tier"][1] == Voice().tier(language, "gold")


def test_a_coupon_and_a_level_of_the_owners_words_are_not_translated(credentials: Credentials) -> None:
    own = dict.fromkeys(LANGUAGES, "Points")
    for language in LANGUAGES:
        shown = open_pass(build(coupon(title=own), default("coffee", "Grain"), credentials, NOW), language)
        assert next(field.label for field in shown.fields if field.key == "worth").rstrip("\u200e") == "Points"
        shown = open_pass(build(card(tier="Points"), default("coffee", "Grain"), credentials, NOW), language)
        assert next(field.value for field in shown.fields if field.key == "tier").rstrip("\u200e") == "Points"
