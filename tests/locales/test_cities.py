"""Cities as people type them, and places that they send from the map."""

from zoneinfo import available_timezones

import pytest

from bot.owner.programme import likely
from bot.owner.programme.zones import find_zone
from locales import LANGUAGES, city, read_currency
from locales.cities import _cities, zone_of, zones_at
from locales.reading import CurrencySeveral
from loyalty.errors import CurrencyUnknown, ZoneUnknown
from loyalty.money import CURRENCIES
from services.typed import check_currency

TYPED = {
    "Санкт-Петербург": "Europe/Moscow",
    "санкт петербург": "Europe/Moscow",
    "Питер": "Europe/Moscow",
    "Казань": "Europe/Moscow",
    "Уфа": "Asia/Yekaterinburg",
    "Краснодар": "Europe/Moscow",
    "Орел": "Europe/Moscow",
    "Пловдив": "Europe/Sofia",
    "Варна": "Europe/Sofia",
    "Несебър": "Europe/Sofia",
    "Киев": "Europe/Kyiv",
    "Київ": "Europe/Kyiv",
    "Алма-Ата": "Asia/Almaty",
    "Калькутта": "Asia/Kolkata",
    "Буэнос-Айрес": "America/Argentina/Buenos_Aires",
    "München": "Europe/Berlin",
    "Saint Petersburg": "Europe/Moscow",
    "Asia/Tokyo": "Asia/Tokyo",
    "europe/sofia": "Europe/Sofia",
}


@pytest.mark.parametrize(("typed", "zone"), TYPED.items())
def test_cities_as_people_call_them_have_their_time(typed: str, zone: str) -> None:
    assert find_zone(typed) == zone


@pytest.mark.parametrize("typed", ["", "\t", "Шамбала-на-Дону", "\ud800", "а" * 5000, "Moscow\tmore", "0", "\n"])
def test_what_is_no_city_is_refused(typed: str) -> None:
    assert zone_of(typed) is None
    with pytest.raises(ZoneUnknown):
        find_zone(typed)


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (55.79, 49.12, "Europe/Moscow"),
        (42.15, 24.75, "Europe/Sofia"),
        (54.74, 55.97, "Asia/Yekaterinburg"),
        (40.71, -74.0, "America/New_York"),
        (-18.14, 178.44, "Pacific/Fiji"),
        (64.7, -179.9, "Asia/Anadyr"),
    ],
)
def test_a_place_from_the_map_has_the_time_of_the_nearest_city(latitude: float, longitude: float, zone: str) -> None:
    assert zones_at(latitude, longitude) == (zone,)


@pytest.mark.parametrize(
    ("latitude", "longitude", "currency", "hint", "zones"),
    [
        *((59.377, 28.19, "EUR", hint, ("Europe/Tallinn",)) for hint in ("", "ru", "et")),
        (59.377, 28.19, "RUB", "en", ("Europe/Moscow",)),
        (59.377, 28.19, "USD", "en", ("Europe/Moscow", "Europe/Tallinn")),
        (59.377, 28.19, "USD", "et", ("Europe/Tallinn",)),
        (43.85, 25.97, "EUR", "bg", ("Europe/Sofia",)),
        (55.79, 49.12, "USD", "en", ("Europe/Moscow",)),
    ],
)
def test_near_a_border_the_clock_is_that_of_the_owners_money_or_language(
    latitude: float, longitude: float, currency: str, hint: str, zones: tuple[str, ...]
) -> None:
    assert sorted(likely.fitting(zones_at(latitude, longitude), currency, hint)) == sorted(zones)


def test_every_zone_of_a_city_is_one_that_python_knows() -> None:
    assert set(_cities().zones) <= available_timezones()


def test_all_currencies_and_zones_can_be_picked_and_the_likely_ones_come_first() -> None:
    for language in LANGUAGES:
        for hint in ("", "ru", "bg", "uk", "kk", "pt-br", "en", "xx", "zh-hans", "?"):
            assert sorted(likely.currencies(language, hint)) == sorted(CURRENCIES)
            zones = likely.zones(language, hint)
            assert len(zones) == len(set(zones)) > 400
            assert all(city(language, zone) for zone in zones)
    first = {
        hint: (likely.currencies("ru", hint)[0], likely.zones("ru", hint)[0]) for hint in ("ru", "uk", "kk", "pt-br")
    }
    assert first == {
        "ru": ("RUB", "Europe/Moscow"),
        "uk": ("UAH", "Europe/Kyiv"),
        "kk": ("KZT", "Asia/Almaty"),
        "pt-br": ("BRL", "America/Sao_Paulo"),
    }


def test_bulgarians_are_offered_the_euro_first_and_the_lev_not_at_all() -> None:
    for hint in ("bg", "", "bg-BG"):
        assert likely.currencies("bg", hint)[0] == "EUR"
    assert "BGN" not in CURRENCIES
    assert likely.zones("bg", "bg")[0] == "Europe/Sofia"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(
            ("£", "GBP"),
            ("KZT", "KZT"),
            ("kzt", "KZT"),
            ("евро", "EUR"),
            ("€", "EUR"),
            ("Тенге", "KZT"),
            ("руб.", "RUB"),
        ),
        *(
            ("японская иена", "JPY"),
            ("Swiss franc", "CHF"),
            ("грузинских лари", "GEL"),
            ("XOF", "XOF"),
            ("щатски долар", "USD"),
        ),
        *(("доллары США", "USD"), ("доллар", "USD"), ("Фунты", "GBP"), ("₱", "PHP"), ("р.", "RUB"), ("йени", "JPY")),
        *(("шведские кроны", "SEK"), ("узбекские сумы", "UZS"), ("злотые", "PLN"), ("Polish zlotys", "PLN")),
    ],
)
def test_a_currency_is_read_by_code_sign_and_name(typed: str, code: str) -> None:
    assert read_currency(typed) == code
    assert check_currency(read_currency(typed) or typed) == code


@pytest.mark.parametrize(
    ("typed", "own", "code"),
    [
        *(("манат", "AZN", "AZN"), ("манаты", "TMT", "TMT"), ("крона", "CZK", "CZK"), ("Крони", "NOK", "NOK")),
        *(("доллар", "CAD", "CAD"), ("рубль", "BYN", "BYN"), ("евро", "BYN", "EUR"), ("kr", "DKK", "DKK")),
    ],
)
def test_a_name_of_several_currencies_means_that_of_the_own_country_or_is_asked(
    typed: str, own: str, code: str
) -> None:
    assert read_currency(typed, own) == code
    if typed not in {"доллар", "рубль", "евро"}:
        for other in ("", "EUR"):
            with pytest.raises(CurrencySeveral) as refused:
                read_currency(typed, other)
            assert code in refused.value.codes


@pytest.mark.parametrize("typed", ["дублон", "BGN", "лева", "XAU", "", "CHE"])
def test_what_no_till_takes_is_no_currency(typed: str) -> None:
    with pytest.raises(CurrencyUnknown):
        check_currency(read_currency(typed) or typed)
