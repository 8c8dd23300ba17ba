"""House style: what it asks about and what it leaves alone, rule by rule; “not here”; and the command."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles import hints, house_style
from articles.house_style import measuring
from articles.house_style.rules import languages, sheet
from articles.models import StyleWaiver
from articles.models.revision import content_of
from tests.factories import make_story


def asked(text: str, field: str = "body", language: str = "en") -> list[tuple[str, str | None]]:
    """What is asked about a line: the words, and what the house writes instead."""
    return [(hint.words, hint.use) for hint in house_style.hints([(field, text)], language=language)]


@pytest.mark.parametrize(
    ("text", "words", "use"),
    [
        ("He sailed amidst the storm.", "amidst", "amid"),
        ("Amidst the storm he sailed.", "Amidst", "Amid"),
        ("He asked whether or not to sail.", "whether or not", "whether"),
        ("The vast majority of them sailed.", "The vast majority of", "Most"),
        ("They met in order to talk.", "in order to", "to"),
        ("Some 5 people died.", "5", "five"),
        ("Some 12000 homes went dark.", "12000", "12,000"),
        ("It cost 3,000,000 euros.", "3,000,000", "3 million"),
        ("They left on 3rd of May.", "3rd of May", "3 May"),
        ("They left on May 3rd.", "May 3rd", "3 May"),
        ("It opens at 6:00 p.m. sharp.", "6:00 p.m.", "6 p.m."),
        ("It ran from 1990-1995 there.", "from 1990-1995", "from 1990 to 1995"),
        ("They were between 5-10 of them.", "between 5-10", "between 5 and 10"),
        ("Then Mr. Brun left.", "Mr.", "Mr"),
        ("Then Sen. Brun left.", "Sen. ", "Senator "),
        ("Later the President said no.", "President", "president"),
        ("He could of stayed.", "could of", "could have"),
        ("She died yesterday.", "yesterday", None),
        ("He allegedly knew.", "allegedly", None),
        ("He claimed it was so.", "claimed", None),
    ],
)
def test_what_the_house_would_have_written(text, words, use):
    assert asked(text) == [(words, use)]


@pytest.mark.parametrize(
    "text",
    [
        "“I was amidst the storm yesterday,” he said.",
        "“I was amidst the storm. It was tragic",  # The quotation goes on in the next paragraph.
        "It is 3 km away, at 6 p.m. on 3 May, and costs 2 million; they won 3 to 1.",
        "President Brun said so in 2026, on page 12, and Edition 3 of the Mid-Amidstown paper agreed.",
        "Room 12,345 costs €12345 at no. 3.",
        "An iPhone 7 and a Boeing 747 crossed amid cheers, and nobody reported anything.",
    ],
)
def test_what_is_left_alone(text):
    assert asked(text) == []


def test_quotations_and_pull_quotes_are_nobodys_to_change():
    story = {"kicker": "", "headline": "Dam bursts", "deck": "", "language": "en-GB"}
    body = "<p>He sailed.</p>\n<blockquote><p>Amidst it all.</p></blockquote>\n"
    body += '<aside data-node="pullquote"><p>Amidst it all.</p></aside>\n'
    body += '<aside data-node="factbox"><ul><li>5 walls</li></ul></aside>\n<p>Amidst it all.</p>'
    assert [(hint.line, hint.words) for hint in house_style.in_copy(story | {"body": body})] == [
        (2, "Amidst")
    ]


def test_a_headline_is_asked_other_things_than_the_text():
    assert asked("Did the dam burst?", "headline") == [("Did the dam burst?", None)]
    assert asked("The dam burst.", "headline") == [(".", "")]
    assert asked("The dam burst. Did it?") == []


def test_sentences_end_where_readers_breathe():
    text = "Mr. Brun of the U.S. Navy sailed at 6 p.m. from Beira. “Why?” he asked. It was J. P. Brun. 5 men left."
    assert [text[start:end] for start, end in measuring.sentences(text)] == [
        "Mr. Brun of the U.S. Navy sailed at 6 p.m. from Beira.",
        "“Why?” he asked.",
        "It was J. P. Brun.",
        "5 men left.",
    ]


def test_a_sentence_is_too_long_from_the_first_word_too_many():
    most = sheet("en").measures.sentence
    fits = " ".join(["Water"] + ["rose"] * (most - 1)) + "."
    assert asked(fits) == []
    (hint,) = house_style.hints([("body", f"It fell. {fits[:-1]} again.")], language="en")
    assert (hint.rule, hint.start) == ("long-sentence", len("It fell. "))
    assert str(most + 1) in hint.reason


def test_one_passive_is_no_chain():
    assert asked("The wall was built in 2019.") == []
    assert (
        asked(
            "The wall was built in 2019, and the sea that year took the road to the north, which was closed."
        )
        == []
    )
    chain = "The wall had been built in 2019 and was later torn down."
    assert asked(chain) == [("had been built in 2019 and was later torn", None)]


def test_a_text_that_reads_like_a_contract_is_told_so_once():
    clause = "Notwithstanding administrative considerations, responsibilities necessitate clarification. "
    easy = "The sea came in. The wall held. We all ran up the hill and sat there. " * 10
    (hint,) = [hint for hint in house_style.hints([("body", clause * 20)], language="en") if not hint.words]
    assert hint.rule == "reading-ease"
    assert (
        house_style.reading_ease([("body", clause * 20)])
        < 0
        < 90
        < house_style.reading_ease([("body", easy)])
    )
    assert asked(easy) == []


@pytest.mark.parametrize("language", ["fr", "ar", "", "../en", "en.toml"])
def test_a_language_without_rules_is_asked_nothing(language):
    assert asked("He sailed amidst the storm.", language=language) == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", 'Er sagte "gut" -- und ging .', [('"gut" --', "„gut“ –"), ("ging .", "ging.")]),
        ("fr-CA", "Il dit : « oui ».", [("dit : « oui ».", "dit\u202f: «\u202foui\u202f».")]),
        ("ar", "«قال» , ثم", [("«قال» ,", "«قال»,")]),
        ("en-GB", 'He said "yes" ...', [('"yes" ...', "“yes” …")]),
        ("de", "Er sagte „gut“ – und ging.", []),
        ("xx", 'He said "yes"', []),
        ("", 'He said "yes"', []),
    ],
)
def test_each_language_is_asked_how_it_prints_its_marks(language, text, found):
    assert asked(text, language=language) == found


def test_a_text_set_as_it_is_printed_is_asked_nothing_more_about_it():
    hint = house_style.hints([("body", 'He "said" so')], language="de")[0]
    text = 'He "said" so'
    assert asked(text[: hint.start] + hint.use + text[hint.end :], language="de") == []


@pytest.mark.parametrize("language", sorted(languages()))
def test_the_rules_keep_themselves(language):
    """What the house would write is nothing that it asks about; every rule says why; and keys are short words."""
    for rule in sheet(language).rules:
        assert re.fullmatch(r"[a-z-]{3,40}", rule.key)
        assert rule.reason.endswith(".")
        assert len(rule.reason) < 120
        better = list(rule.use.values()) if isinstance(rule.use, dict) else []
        for words in better:
            assert asked(f"They {words} them.", language=language) == [], words


# At the desk

pytestmark = pytest.mark.django_db


def test_not_here_lets_words_stand_in_one_story(staff):
    one, other = (
        make_story(body="<p>He sailed Amidst it.</p>"),
        make_story(body="<p>He sailed amidst it.</p>"),
    )
    hints.let_stand(one, rule="short-form", words="amidst", by=staff.reporter)
    hints.let_stand(one, rule="short-form", words="AMIDST", by=staff.editor)
    assert StyleWaiver.objects.get().by == staff.reporter
    assert hints.of_copy(one, content_of(one)) == []
    assert len(hints.of_copy(other, content_of(other))) == 1
    hints.ask_again(one, rule="short-form", words="amidst")
    assert len(hints.of_copy(one, content_of(one))) == 1


def test_the_desk_reads_what_stands_on_the_screen(client, staff):
    story = make_story(created_by=staff.reporter)
    client.force_login(staff.reporter)
    read, waivers = (
        reverse(f"admin:articles_story_{name}", args=[story.pk]) for name in ("style", "style_waivers")
    )
    typed = {"language": "en-GB", "lines": [["headline", "It ends."], ["body", "Amidst it all."]]}

    def look() -> list:
        answer = client.post(read, typed, content_type="application/json").json()
        assert answer["ease"] > 0
        return [(hint["line"], hint["start"], hint["end"], hint["use"]) for hint in answer["hints"]]

    assert look() == [(0, 7, 8, ""), (1, 0, 6, "Amid")]
    words = {"rule": "short-form", "words": "Amidst"}
    assert client.post(waivers, words, content_type="application/json").status_code == 204
    assert look() == [(0, 7, 8, "")]
    assert client.delete(waivers, words, content_type="application/json").status_code == 204
    assert len(look()) == 2


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "[]",
        "{",
        '{"lines": 3}',
        '{"lines": [["ednote", "x"]]}',
        '{"lines": [["body", 3]]}',
        '{"rule": 3}',
    ],
)
def test_what_is_no_text_is_refused(client, staff, typed):
    story = make_story(created_by=staff.reporter)
    client.force_login(staff.reporter)
    address = reverse(
        "admin:articles_story_style_waivers" if "rule" in typed else "admin:articles_story_style",
        args=[story.pk],
    )
    assert client.post(address, typed, content_type="application/json").status_code == 400


def test_the_command_says_what_the_desk_says(capsys):
    make_story(slug="sea-wall", body="<p>He sailed amidst it, prior to noon.</p>")
    make_story(slug="le-mur", language="fr")
    call_command("style", "sea-wall")
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "sea-wall\tbody 2\t“amidst” → “amid”\tThe short form says the same."
    assert told[-1] == "1 story read, 2 hints."
    call_command("style", "--status", "draft")
    printed = capsys.readouterr()
    assert "2 stories read, 2 hints." in printed.out
    assert "no style for the language “fr”" in printed.err
    for wrong in ([], ["nowhere"], ["sea-wall", "--status", "draft"]):
        with pytest.raises(CommandError):
            call_command("style", *wrong)
