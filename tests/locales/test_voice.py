"""How one shop speaks: its own names in each language, its own word for points, the English of its place."""

import re
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.words.speech import Speech
from locales import LANGUAGES, Language, Voice, clock, day, moment, percent, translate
from locales.letters import quoted
from loyalty.config import programme_from, programme_to
from loyalty.programme import Programme
from loyalty.wording import Wording, with_name, with_points
from services.programme import drafts, setting_up, wording
from tests.locales.samples import sample
from tests.locales.test_words import ROOT, variables

BRITISH = ("programme", "colour", "till", "cheque", "cancelled", "grey", "catalogue")
BEANS: dict[Language, tuple[str, ...]] = {
    "en": ("bean", "beans"),
    "ru": ("зёрнышко", "зёрнышка", "зёрнышек", "зёрнышки"),
    "bg": ("боб", "боба", "бобове", "бобовете"),
}


def shop(preset: str = "coffee_shop", language: Language = "en", **changed: str) -> Programme:
    return replace(setting_up.ready(preset, "EUR", language), **changed)


def beans() -> Programme:
    programme = shop()
    for language, forms in BEANS.items():
        programme = wording.count(programme, language, forms)
    return programme


# --- names ------------------------------------------------------------------------------------------------------------


def test_a_name_is_said_in_the_language_of_whoever_reads_it_else_in_the_programmes() -> None:
    programme = wording.say(shop(language="bg"), "Безплатно кафе", "ru", "Кофе за наш счёт")
    assert {each: Voice.of(programme).name(each, "Безплатно кафе") for each in LANGUAGES} == {
        "bg": "Безплатно кафе",
        "ru": "Кофе за наш счёт",
        "en": "Free coffee",
    }
    assert Voice.of(programme).name("ru", "Торт") == "Торт"


def test_no_russian_word_asks_of_a_name_another_case_than_the_one_it_has() -> None:
    before = r"(?:для|без|от|у|из|с|со|к|ко|в|во|на|за|о|об|при|по|над|между|кроме)"
    whose = r"(?:name|shop|cashier|inviter|friend|outlet|organisation|tier|gift)"
    asks = re.compile(rf"(?i)\b{before} (?:<b>)?\{{ \${whose} ")
    files = sorted((ROOT / "locales" / "ru").glob("*.ftl"))
    assert [line for file in files for line in file.read_text().splitlines() if asks.search(line)] == []


def test_a_changed_name_keeps_no_wrong_translation() -> None:
    programme = shop()
    changed = drafts.put(programme, "free-coffee", ("config", "title"), "Free tea")
    assert Voice.of(changed).name("ru", "Free tea") == "Free tea"
    assert wording.missing(changed, "Free tea") == ("ru", "bg")
    assert Voice.of(drafts.put(changed, "free-coffee", ("config", "title"), "Free coffee")).name("bg", "Free coffee")


@pytest.mark.parametrize("language", LANGUAGES)
def test_presets_have_their_names_in_three_languages(language: Language) -> None:
    for preset in ("coffee_shop", "stars", "grocery", "bank"):
        programme = shop(preset, language)
        assert wording.names(programme)
        assert [name for name in wording.names(programme) if wording.missing(programme, name)] == []
        assert programme_from(programme_to(programme)) == programme


def test_what_is_added_or_borrowed_brings_its_names_in_every_language() -> None:
    programme = drafts.add(shop("shop", "bg"), "levels", "tiers")
    programme = drafts.borrow(programme, "drinks", "stars", "drinks")
    assert [name for name in wording.names(programme) if wording.missing(programme, name)] == []
    assert Voice.of(programme).tier("ru", "Сребро") == "Серебро"


def test_a_wording_forgets_what_it_is_told_to_forget() -> None:
    made = with_points(with_name(Wording(), "Tea", "ru", "Чай"), "en", ("bean", "beans"))
    assert made.has("Tea", "ru")
    assert with_points(with_name(made, "Tea", "ru", ""), "en", ()) == Wording()


# --- points -----------------------------------------------------------------------------------------------------------


def test_points_are_counted_by_the_shops_own_word_in_every_language() -> None:
    voice = Voice.of(beans())
    said = {each: [voice.say(each, "web-points", points=n) for n in (1, 2, 5, 21)] for each in LANGUAGES}
    assert said == {
        "en": ["1 bean", "2 beans", "5 beans", "21 beans"],
        "ru": ["1 зёрнышко", "2 зёрнышка", "5 зёрнышек", "21 зёрнышко"],
        "bg": ["1 боб", "2 боба", "5 боба", "21 боба"],
    }
    assert [voice.say(each, "pass-points") for each in LANGUAGES] == ["Beans", "Зёрнышки", "Бобове"]
    assert voice.say("ru", "sale-debt", points=1).startswith("⚠️ После возврата не хватает 1 зёрнышка")
    assert voice.say("bg", "why-steps") == "Как се получиха бобовете:"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_points_where_the_shop_calls_them_otherwise(language: Language) -> None:
    voice, word = Voice.of(beans()), {"en": r"\bpoint", "ru": "балл", "bg": "точк"}[language]
    spared = ("preset-", "names-", "points-")  # said before there is a shop, or of the usual word itself
    aimed = {"poster-step-scan", "web-card-phone", "web-app-invite-code"}  # "point your camera"
    said = {
        key: voice.say(language, key, **{name: sample(name, 5) for name in names})
        for key, names in variables(language).items()
        if not key.startswith(spared) and key not in aimed
    }
    assert {key: text for key, text in said.items() if re.search(word, text.lower())} == {}


def test_where_points_are_money_their_own_word_changes_nothing() -> None:
    programme = beans()
    programme = replace(programme, settings=replace(programme.settings, in_money=True))
    assert Speech.of("en", programme)("moved-balance", points=500) == "You have 💰 <b>€5</b>"


# --- English ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "currency", "american"),
    [
        ("Europe/London", "GBP", False),
        ("Europe/Sofia", "EUR", False),
        ("America/New_York", "USD", True),
        ("Pacific/Honolulu", "EUR", True),
        ("America/Guayaquil", "USD", True),
        ("UTC", "EUR", False),
    ],
)
def test_the_clock_or_the_money_of_a_shop_says_which_english_it_speaks(
    zone: str, currency: str, american: bool
) -> None:
    voice = Voice.of(shop(zone=zone, currency=currency))
    assert voice.dialect("en") == ("en-US" if american else "en")
    assert voice.dialect("ru") == "ru"


def test_british_and_american_dates_hours_and_signs() -> None:
    on, at = date(2028, 5, 17), datetime.fromisoformat("2028-05-17T15:05:00+00:00")
    assert (day("en", on), day("en-US", on)) == ("17 May 2028", "May 17, 2028")
    assert (clock("en", time(15)), clock("en-US", time(15)).replace("\u202f", " ")) == ("15:00", "3:00 PM")
    assert moment("en", at, "Europe/London") == "17/05/2028, 16:05"
    assert moment("en-US", at, "America/New_York").replace("\u202f", " ") == "5/17/28, 11:05 AM"
    assert [percent(each, 2_000) for each in ("en", "en-US", "ru")] == ["20%", "20%", "20\u00a0%"]


def test_americans_type_the_month_first_where_they_write_slashes() -> None:
    american = Speech.of("en", shop(zone="America/New_York", currency="USD"))
    typed = ("5/6/2027", "05/17/2028 10:00", "17.5.2028", "17/5/2028", "2028-05-17", "May 17, 2028")
    assert [american.typed_day(text) for text in typed] == [
        *("6/5/2027", "17/05/2028 10:00", "17.5.2028", "17/5/2028", "2028-05-17", "May 17, 2028")
    ]
    assert Speech("en").typed_day("5/6/2027") == "5/6/2027"
    assert (american.as_typed(date(2026, 12, 31)), Speech("en").as_typed(date(2026, 12, 31))) == (
        "12/31/2026",
        "31.12.2026",
    )


def test_american_words_are_american_and_what_people_typed_stays() -> None:
    for key, names in variables("en").items():
        text = translate("en-US", key, **{name: sample(name, 5) for name in names}).lower()
        assert not any(f" {word}" in f" {text}" for word in BRITISH), key
    assert "Colour Programme" in translate("en-US", "rules-title", name="Colour Programme")


# --- quotes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("ru", "Утро", "«Утро»"),
        ("ru", "«Утро»", "«Утро»"),
        ("ru", "Кофейня «Утро»", "«Кофейня „Утро“»"),
        ("bg", 'Кафе "Зора"', "„Кафе «Зора»“"),
        ("bg", "„Зора“", "„Зора“"),
        ("en", "The “Grain”", "“The ‘Grain’”"),
        ("en", "«A» and «B»", "“‘A’ and ‘B’”"),
    ],
)
def test_no_quotes_stand_inside_the_same_quotes(language: str, name: str, said: str) -> None:
    assert quoted(language, name) == said


# --- with -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forms", "count", "said"),
    [
        ((), 5, "с 5 точки"),
        ((), 7, "със 7 точки"),
        ((), 70, "със 70 точки"),
        ((), 71_000, "със 71 000 точки"),
        ((), 700, "със 700 точки"),
        ((), 120, "със 120 точки"),
        ((), 1_200, "с 1 200 точки"),
        (("звезда", "звезди", "звезди", "звездите"), 5, "с 5 звезди"),
    ],
)
def test_bulgarian_says_with_before_s_and_z_as_it_is_spoken(forms: tuple[str, ...], count: int, said: str) -> None:
    assert translate("bg", "receipt-redeemed", forms, points=count).replace("\xa0", " ") == f"⭐ Платено {said}"


def test_a_shop_that_counts_stars_is_paid_with_them_in_good_bulgarian() -> None:
    speech = Speech.of("bg", shop("stars", "bg"))
    assert speech("mechanic-points-tender") == "Плащане със звезди"
    assert speech("refusal-below-minimum-order", minimum="5 €").startswith("Със звезди се плаща")


def test_no_bulgarian_text_guesses_the_with_before_a_shops_own_word() -> None:
    words = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "locales/bg").glob("*.ftl")))
    assert re.findall(r"\b[Сс](?:ъс)? (?:<b>)?\{ POINTS[^}]*\}", words) == []
