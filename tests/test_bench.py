"""The bench says what it measured: percentiles, verdicts and growth; and it asks the search what readers ask."""

import re

import pytest

from articles.search import words
from bench import letters, pictures, questions, tables
from newsletters.models import Issue, Subscriber
from pictures.models import Picture


def page(kind: str, of_bare: float, size: int = 20_000) -> dict:
    return {"kind": kind, "ms": of_bare / 2, "of_bare": of_bare, "bytes": size}


def paper(**dearer: float) -> list[dict]:
    return [page(kind, dearer.get(kind, 4.0)) for kind in (*tables.FLAT, "archive day")]


@pytest.mark.parametrize(("share", "number"), [(50, 5), (95, 10), (90, 9), (100, 10), (1, 1)])
def test_a_percentile_is_a_number_that_was_measured(share, number):
    assert tables.percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share) == number


def test_what_grows_most_of_what_should_be_flat_is_told(capsys):
    tables.print_growth({1000: paper(), 100_000: paper(topic=5.2, feed=4.4)})
    said = capsys.readouterr().out
    assert "the topic grows most: 1.30 ×, OVER its budget of 1.2 ×" in said
    tables.print_growth({1000: paper(), 100_000: paper(feed=4.4, **{"archive day": 9.0})})
    said = capsys.readouterr().out
    assert "the feed grows most: 1.10 ×, within its budget" in said
    assert "2.25×" in said


def test_searches_are_held_against_their_budget(capsys):
    tables.print_searches({"a word": [(9.0, "dam")] * 19 + [(300.0, "the")]})
    assert "95 of 100 searches take at most 9 ms: within its budget" in capsys.readouterr().out
    tables.print_searches({"a word": [(9.0, "dam")] * 18 + [(300.0, "the")] * 2})
    assert "at most 300 ms: OVER its budget" in capsys.readouterr().out


def test_the_questions_are_many_always_the_same_and_understood():
    kinds = questions.kinds()
    assert kinds == questions.kinds()
    assert sum(map(len, kinds.values())) > 400
    assert all(words.asked(asked["q"]) for of_kind in kinds.values() for asked in of_kind)
    assert all(term.quoted for asked in kinds["a “phrase”"] for term in words.asked(asked["q"]))
    assert all(not words.asked(asked["q"])[-1].wanted for asked in kinds["without a word"])


@pytest.mark.slow
def test_pictures_are_measured_and_taken_away_again(db, capsys, monkeypatch):
    monkeypatch.setattr(pictures, "PICTURES", 1)
    monkeypatch.setattr(pictures, "SIZE", (800, 600))
    pictures.main()
    uploads, renditions, weight = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"uploads: \d+\.\d a second per core, with 15 renditions each", uploads)
    assert re.fullmatch(r"renditions by the worker: \d+\.\d a second per core, 9 of a picture", renditions)
    assert re.fullmatch(r"the picture at the head .*: \d+ kB on a desk, \d+ kB on a phone", weight)
    assert not Picture.objects.exists()


@pytest.mark.django_db
def test_letters_are_measured_and_nothing_of_it_stays(staff, monkeypatch, capsys):
    staff.published()
    monkeypatch.setattr(letters, "LETTERS", 5)
    letters.main()
    assert re.fullmatch(
        r"letters: \d+ a second per core; 5 left in 0\.\d minutes by one worker\n", capsys.readouterr().out
    )
    assert not Issue.objects.exists()
    assert not Subscriber.objects.exists()
