"""Bytes become the letters that were meant, and invisible rubbish goes."""

import pytest

from articles.text import decode
from articles.text.encoding import normalise
from articles.text.language import language_of

RUSSIAN = "Порт открылся снова в пятницу, сообщили власти города."
FRENCH = "Le port a rouvert à l’été, a déclaré la mairie. « Enfin »"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (RUSSIAN.encode(), RUSSIAN),
        (b"\xef\xbb\xbf" + RUSSIAN.encode(), RUSSIAN),
        (RUSSIAN.encode("utf-16"), RUSSIAN),
        ("Plain words".encode("utf-16-le"), "Plain words"),
        ("Plain words".encode("utf-16-be"), "Plain words"),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        (FRENCH.encode("cp1252"), FRENCH),
        ("It’s the Port’s turn".encode("cp1252"), "It’s the Port’s turn"),
        (b'<meta charset="koi8-r">' + RUSSIAN.encode("koi8-r"), '<meta charset="koi8-r">' + RUSSIAN),
        (b'<meta charset="rot13"><p>' + "été".encode("cp1252"), '<meta charset="rot13"><p>été'),
        (RUSSIAN.encode() + b"\xff", RUSSIAN + "\ufffd"),
        (b"", ""),
    ],
)
def test_bytes_are_read_as_the_letters_that_were_meant(raw, text):
    assert decode(raw) == text


def test_any_bytes_at_all_give_some_text():
    assert isinstance(decode(bytes(range(256)) * 3), str)


def test_line_ends_are_one_kind_and_invisible_characters_go():
    assert normalise("a\r\nb\rc\u2028d\u200be\ufefff\u00adg\x00") == "a\nb\nc\ndefg"


def test_a_soft_hyphen_at_the_end_of_a_line_joins_the_word():
    assert normalise("har\u00ad\nbour") == "harbour"


def test_letters_are_composed_and_the_joiners_of_persian_stay():
    assert normalise("Cafe\u0301 می\u200cروم") == "Café می\u200cروم"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (RUSSIAN, "ru"),
        ("Порт відкрився знову, повідомила влада міста Київ", "uk"),
        ("أعيد فتح الميناء يوم الجمعة بعد تسعة أيام", "ar"),
        ("بندر روز جمعه پس از نه روز دوباره گشوده شد", "fa"),
        ("הנמל נפתח שוב ביום שישי", "he"),
        ("港口星期五重新开放", "zh"),
        ("港は金曜日に再開した", "ja"),
        ("항구가 금요일에 다시 열렸다", "ko"),
        ("Το λιμάνι άνοιξε ξανά", "el"),
        ("The port opened again", None),
        ("Le port a rouvert", None),
        ("Мост", None),
        ("1234 – 5678", None),
        ("", None),
    ],
)
def test_a_language_is_told_by_its_letters_only_where_they_prove_it(text, language):
    assert language_of(text) == language
