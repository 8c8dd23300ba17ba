"""Quotation marks, dashes and spaces are mended, and nothing else."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text import repair, repair_html

LANGUAGES = [None, "en", "de", "de-CH", "fr", "es", "ru", "sv", "ar", "he", "hu", "pl", "ja"]
MARKS = st.sampled_from(
    [*"ab 1'\".,;:!?-()[]«»“”„‘’\u00a0\u202f…–—/@<>&\nжاé", "--", "'90s", "  ", "http://a.b", "é\u0301"]
)
TEXTS = st.lists(MARKS, max_size=30).map("".join)


@pytest.mark.parametrize(
    ("typed", "language", "printed"),
    [
        ("the ships from Idlib, ” said Peskov", "en", "the ships from Idlib,” said Peskov"),
        ("“I came from Idlib, ” said Peskov", None, "“I came from Idlib,” said Peskov"),
        ("(the two –\u00a0 ed.\u00a0 ).\u00a0 Indeed", "en", "(the two – ed.). Indeed"),
        ("\"It's the '90s,\" he said.", "en", "“It’s the ’90s,” he said."),
        ('He is 6\'2" and the board 12" wide.', "en", "He is 6′2″ and the board 12″ wide."),
        ('"A board 12" wide."', "en", "“A board 12″ wide.”"),
        ("the dogs' bones and 'two words' here", "en", "the dogs’ bones and ‘two words’ here"),
        ("rock 'n' roll, Qur'an and al-'Arabi", "en", "rock ’n’ roll, Qur’an and al-’Arabi"),
        ("\"'I do,' she said,\" he said.", "en", "“‘I do,’ she said,” he said."),
        ('a stray " quotation " between spaces', "en", "a stray “quotation” between spaces"),
        ("`` Hello '' he said", "en", "“Hello” he said"),
        ("He said ''we don't know,'' and left.", "en", "He said “we don’t know,” and left."),
        (
            'The mayor said," For years it leaked". "No," he said.',
            "en",
            "The mayor said, “For years it leaked”. “No,” he said.",
        ),
        ('and go home," he said. Then "he left".', "en", "and go home,” he said. Then “he left”."),
        ("They don`t know, l´été", "en", "They don’t know, l’été"),
        ("He said, “It leaked.“ Then he left.", None, "He said, “It leaked.” Then he left."),
        ("Er sagte: „Es leckt.“ Dann “ging“ er.", None, "Er sagte: „Es leckt.“ Dann “ging“ er."),
        ("Hello , world . What ? Yes !", "en", "Hello, world. What? Yes!"),
        ("a word--word -- and run --help", "en", "a word—word — and run --help"),
        ("then . . . and ... but ....", "en", "then … and … but ...."),
        ("a draw, 2 : 1, and a smile :)", "en", "a draw, 2 : 1, and a smile :)"),
        ("\"Das ist 'gut'\", sagte er -- und ging.", "de", "„Das ist ‚gut‘“, sagte er – und ging."),
        ('Das ist "gut", sagte sie.', "de-AT", "Das ist „gut“, sagte sie."),
        ("« Bonjour ! » dit-il ; oui : 5", "fr", "«\u202fBonjour\u202f!\u202f» dit-il\u202f; oui\u202f: 5"),
        ('L\'homme dit "non" !', "fr", "L’homme dit «\u202fnon\u202f»\u202f!"),
        ("« Bonjour ! » dit-il", None, "« Bonjour ! » dit-il"),
        ('« Да » и "нет"', "ru", "«Да» и «нет»"),
        ('ООО "Ромашка" сообщило', "ru", "ООО «Ромашка» сообщило"),
        ('قال " نعم " ثم', "ar", "قال «نعم» ثم"),
        ("ש\"ח וצ'ק", "he", "ש\"ח וצ'ק"),
        ("„so“ und „populäre“ Inhalte", None, "„so“ und „populäre“ Inhalte"),
        ("10\u00a0000 and Putin\u00a0and 5\u00a0%", "en", "10\u00a0000 and Putin and 5\u00a0%"),
        (
            "see http://x.com/it's--ok , or a.b'c@d.org , or x.org/a--b",
            "en",
            "see http://x.com/it's--ok, or a.b'c@d.org, or x.org/a--b",
        ),
    ],
)
def test_what_was_typed_is_printed_as_the_language_prints_it(typed, language, printed):
    assert repair(typed, language) == printed


def test_a_quotation_may_begin_inside_emphasis_and_end_outside_it():
    typed = 'He said "<em>yes</em>" and <a href="http://x?a=1&amp;b=\'2\'">it\'s</a> &lt;AAPL&gt; , ok'
    assert repair_html(typed, "en") == (
        "He said “<em>yes</em>” and <a href=\"http://x?a=1&amp;b='2'\">it’s</a> &lt;AAPL&gt;, ok"
    )


@settings(deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_mending_what_is_mended_changes_nothing(text, language):
    once = repair(text, language)
    assert repair(once, language) == once


@settings(deadline=None)
@given(TEXTS | st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_words_and_figures_are_the_same_before_and_after(text, language):
    assert re.findall(r"\w+", repair(text, language)) == re.findall(r"\w+", text)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_html_is_mended_as_its_text_is(text, language):
    assert html.unescape(repair_html(html.escape(text, quote=False), language)) == repair(text, language)
