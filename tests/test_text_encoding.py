"""Bytes become the letters that were meant, and invisible rubbish goes."""

import pytest

from articles.text import decode
from articles.text.encoding import NotText, normalise
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


NAMES = "Лена Марш и Анна Рейес сказали, что Порт Бейры открылся."


@pytest.mark.parametrize("code", ["koi8-r", "cp866", "iso8859-5"])
def test_letters_in_a_code_that_nothing_tells_are_refused_and_not_guessed(code):
    with pytest.raises(NotText, match="save it as UTF-8"):
        decode(NAMES.encode(code))


def test_letters_of_another_script_are_not_taken_for_western_ones():
    with pytest.raises(NotText, match="save it as UTF-8"):
        decode("港口星期五重新开放，市长对记者说。船长和船员没有受伤，渡轮明天早上恢复航行。".encode("gbk"))


@pytest.mark.parametrize(
    "text",
    [
        "КамАЗ и АвтоВАЗ договорились, сообщили Лена Марш и Анна Рейес.",
        "L´été, dit François à Éric, « déjà »",
    ],
)
def test_camels_and_typewritten_accents_are_read(text):
    assert decode(text.encode("cp1251" if text[0] == "К" else "cp1252")) == text


def test_what_is_no_text_is_refused_whatever_its_name_says():
    with pytest.raises(NotText, match="no text"):
        decode(bytes(range(256)) * 3)


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
