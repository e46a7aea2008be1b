"""Phone numbers of lists: as people of many countries write them, and nothing that is none."""

import time

import pytest

from services.imports.cells import Bad
from services.imports.columns import Plan, guess
from services.imports.columns import read as read_row
from services.imports.files import read
from services.imports.phones import COUNTRIES, code, country_of, needs_country, normal
from services.members.merging import number_of
from tests.services.imports.test_imports_files import TODAY


def test_numbers_become_international_by_the_shops_country() -> None:
    assert [country_of(*shop) for shop in (("Europe/Sofia", "EUR"), ("Asia/Yekaterinburg", "RUB"), ("UTC", "EUR"))] == [
        *("BG", "RU", "")
    ]
    assert country_of("Asia/Kolkata", "INR") == "IN"
    assert [code(each) for each in COUNTRIES[:3]] == ["+7", "+7", "+359"]
    for written, country, number in (
        ("0888 123 456", "BG", "+359888123456"),
        ("359888123456", "BG", "+359888123456"),
        ("+359 (0) 888 123 456", "", "+359888123456"),
        ("00359-888-123-456", "RU", "+359888123456"),
        ("9261234567", "RU", "+79261234567"),
        ("79261234567.0", "RU", "+79261234567"),
        ("0888 123 456", "", None),
        ("+7 926 1", "RU", None),
    ):
        assert normal(written, country) == number


@pytest.mark.parametrize("written", ["+8 926 123-45-67", "+8(926)1234567", "+89261234567", "+7 (8 926) 123-45-67"])
def test_a_plus_before_what_is_dialled_at_home_is_no_country_of_its_own(written: str) -> None:
    assert normal(written, "RU") == "+79261234567"
    assert normal("+8 495 123-45-67", "RU") == "+74951234567", "not Vietnam, whose code is 84"
    assert normal("+84 95 123 45 67", "RU") == "+84951234567", "Vietnam"
    assert normal("+8612345678", "RU") is None, "China, some digits short, and not Krasnodar"
    assert needs_country("+8 926 123-45-67")


@pytest.mark.parametrize(
    ("country", "number", "ways"),
    [
        ("BY", "+375291234567", ("8 029 123-45-67", "80291234567", "+80 29 123 45 67", "29 1234567")),
        ("UA", "+380501234567", ("8 050 123 45 67", "80501234567", "050 123 45 67", "+8 (050) 123-45-67")),
        ("LT", "+37061234567", ("8 612 34567", "0 612 34567", "061234567", "+370 8 612 34567")),
        ("HU", "+36301234567", ("06 30 123 4567", "06301234567", "+36 06 30 123 4567", "30 123 4567")),
        ("MX", "+525512345678", ("+52 1 55 1234 5678", "521 55 1234 5678", "044 55 1234 5678", "55 1234 5678")),
        ("BJ", "+2290197123456", ("+229 97 12 34 56", "97 12 34 56", "01 97 12 34 56")),
        ("UZ", "+998901234567", ("90 123 45 67", "8 90 123 45 67", "998 90 123-45-67", "8-10-998-90-123-45-67")),
    ],
)
def test_each_country_dials_its_own_way(country: str, number: str, ways: tuple[str, ...]) -> None:
    assert {written: normal(written, country) for written in ways} == dict.fromkeys(ways, number)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "８９２６１２３４５６７",
            "٨٩٢٦١٢٣٤٥٦٧",
            "8\u2011926\u2011123\u201145\u221267",
            "\u202a+7 926 123\u00a045\u00a067",
        ),
        *("8 926 123-45-67 (жена)", "(мама) 8926 123-45-67", "тел.: 8 926 123 45 67 доб. 12", "89261234567 Анна"),
        *("8 926 123-45-67, 8 495 765-43-21", "89261234567/89267654321", "+7 926 123-45-67 / +7 495 765-43-21"),
        *("89261234567 89267654321", "8 926 123-45-67 и 8 926 765-43-21", "8 926 123-45-67; 68"),
    ],
)
def test_signs_remarks_and_second_numbers_do_not_hide_a_number(written: str) -> None:
    assert normal(written, "RU") == "+79261234567"


@pytest.mark.parametrize(
    "written",
    [
        *("", "+", "+7", "12", "+7 (___) ___-__-__", "7.92613E+10", "7,92613e10", "Anna 8 926 12 flat 3 4567"),
        *("8 926 123-4", "8 926 123-45-678", "8 926 123-4 / 5678", "1 " * 250, "(" * 500, "+" * 500, "8 926 123 " * 50),
    ],
)
def test_what_is_no_number_is_none_and_takes_no_time(written: str) -> None:
    began = time.process_time()
    assert normal(written, "RU") is None
    assert normal(written, "") is None
    assert time.process_time() - began < 1


def test_guests_from_abroad_keep_their_country_when_a_spreadsheet_takes_the_plus() -> None:
    assert normal("79261234567", "BG") == "+79261234567"
    assert normal("0888 123 4567", "BG") is None, "a digit too many is no guest"
    with pytest.raises(Bad) as bad:
        read_row(("79261234567",), Plan(("phone",)), TODAY)
    assert bad.value.problem == "country"


def test_a_column_of_numbers_with_unusual_dashes_is_known() -> None:
    rows = read("Анна;(926)\u2011123\u201145\u221267\nВера;8\u2011926\u2011123\u201145\u221268\n".encode(), "list.csv")
    assert guess(rows, "RU").columns == ("name", "phone")


def test_a_contact_with_a_number_of_former_days_is_kept_as_it_is_dialled_today() -> None:
    assert number_of("52 1 55 1234 5678") == normal("+52 1 55 1234 5678", "BG") == "+525512345678"
