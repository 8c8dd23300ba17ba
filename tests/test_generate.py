"""The stories of the bench: many, believable, and always the same ones."""

import json
from datetime import datetime

from articles import body, gazetteer
from bench import generate
from bench.words import LANGUAGES, SECTIONS


def test_the_same_seed_tells_the_same_stories():
    assert list(generate.lines(50, seed=4)) == list(generate.lines(50, seed=4))
    assert list(generate.lines(50, seed=4)) != list(generate.lines(50, seed=5))


def test_no_two_stories_are_alike_and_all_have_what_a_story_has():
    stories = list(generate.lines(500))
    assert len({story["slug"] for story in stories}) == 500
    assert len({story["body_html"] for story in stories}) == 500
    assert {story["language"] for story in stories} == {"en", "fr", "ar", "ru"}
    assert {story["section"] for story in stories} == {slug for slug, _ in SECTIONS}
    for story in stories:
        assert all(story[field] for field in ("headline", "deck", "dateline", "authors", "tags"))
        assert body.word_count(body.clean(story["body_html"])) > 60
        json.dumps(story)


def test_they_run_through_five_finished_years_in_order():
    hours = [datetime.fromisoformat(story["published_at"]) for story in generate.lines(200)]
    assert hours == sorted(hours)
    assert (hours[0].year, hours[-1].year) == (2021, 2025)


def test_every_dateline_is_a_place():
    for language in LANGUAGES:
        for place in language.places:
            assert gazetteer.find(place), place
