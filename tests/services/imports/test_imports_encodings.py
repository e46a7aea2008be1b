"""Lists in the letters that people's programs write: told apart, and never refused for one of them."""

import pytest

from services.imports.encodings import OFFERED, certain, decoded, guess, samples
from services.imports.files import encoding, read

RUSSIAN = "Анна Петрова;Борис Иванов;Вера Смирнова;Яна Щербакова;Юрий Фёдоров;Эльвира Жукова;Игорь Ёлкин"
BULGARIAN = "Иван Георгиев;Мария Димитрова;Йордан Ангелов;Десислава Щерева;Юлия Янкова;Христо Ъглов"
UKRAINIAN = "Олена Шевченко;Іван Ковальчук;Марія Їжакевич;Євген Бойко;Наталія Ткаченко"
POLISH = "Łukasz Żak;Małgorzata Wójcik;Świętosława Dąbrowska;Józef Gałązka;Agnieszka Król"
CZECH = "Jiří Dvořák;Zdeněk Novák;Lucie Procházková;František Růžička;Tomáš Říha"
WESTERN = "Zoë Müller;José García;René Lefèvre;Jürgen Schäfer;François Côté"
MIXED = "Cветлана Kузнецова;Iван Иванов;Анна Lisova;Яна Bойко;Мария Пeтрова"
"""With letters of the other keyboard that look alike."""


@pytest.mark.parametrize("capitals", [False, True])
@pytest.mark.parametrize(
    ("names", "language", "written"),
    [
        *((RUSSIAN, "ru", each) for each in ("utf-8", "utf-16", "cp1251", "cp866", "koi8-r", "mac-cyrillic")),
        *((BULGARIAN, "bg", each) for each in ("cp1251", "cp866", "mac-cyrillic")),
        *((UKRAINIAN, "ru", each) for each in ("cp1251", "koi8-u", "mac-cyrillic")),
        *((names, language, "cp1250") for names in (POLISH, CZECH) for language in ("en", "ru", "bg")),
        *((WESTERN, language, each) for language in ("en", "ru", "bg") for each in ("cp1252", "mac-roman")),
        *((MIXED, "ru", each) for each in ("cp1251", "koi8-r", "mac-cyrillic")),
    ],
)
def test_every_encoding_of_a_list_is_told_from_the_others(
    names: str, language: str, written: str, capitals: bool
) -> None:
    text = "".join(f"{name};+7926{place:07}\n" for place, name in enumerate(names.split(";")))
    text = text.upper() if capitals else text
    content = text.encode(written)
    found = encoding(content, language)
    assert decoded(content, found).removeprefix("\ufeff") == text, found
    assert certain(found) == written.startswith("utf")
    assert read(content, "list.csv", found)[0][1][0] == text.split(";")[0]


def test_the_owner_sees_names_in_every_way_that_is_offered() -> None:
    content = "name;phone\nZoë Müller;1\nJosé García;2\nAnna;3\n".encode("mac-roman")
    assert samples(content, "mac-roman") == ("Zoë Müller", "José García")
    assert all(samples(content, way) for way in OFFERED), "letters that an encoding lacks stop nothing"


def test_no_bytes_stop_the_guess() -> None:
    for content in (b"", b"\x98", bytes(range(1, 256)) * 9, b"\x1b$B" * 99, b"\xff" * 99, "שלום".encode("cp1255")):
        assert decoded(content, guess(content, "bg")) is not None
