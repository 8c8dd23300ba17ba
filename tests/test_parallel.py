"""Many people press at once: one edition comes of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction

from articles import bundles, clock, holds, invariants, search, workflow
from articles.models import Edition, Revision, Story
from tests.factories import DAY, HOUR, Staff, make_story

PRESSES = 50


def press_at_once(press, times: int = PRESSES) -> list:
    """What each of many threads got from doing the same thing at the same moment: a result or a refusal."""
    ready = Barrier(times)

    def one(number):
        try:
            ready.wait(timeout=60)
            return press(number)
        except (workflow.IllegalMove, workflow.StaleVersion) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


@pytest.fixture
def staff(transactional_db):
    from articles.roles import make_groups

    make_groups()
    return Staff()


@pytest.mark.slow
def test_fifty_presses_of_publish_make_one_edition(staff):
    story, publisher = staff.cleared(), staff.publisher
    results = press_at_once(lambda number: workflow.publish(Story.objects.get(pk=story.pk), by=publisher))
    assert [type(result) for result in results].count(Edition) == 1
    assert [type(result) for result in results].count(workflow.IllegalMove) == PRESSES - 1
    assert Edition.objects.count() == 1
    assert story.events.filter(verb="publish").count() == 1
    assert list(invariants.breaches()) == []


@pytest.mark.slow
def test_of_many_saves_from_one_version_one_stands_and_every_text_is_kept(staff):
    story, publisher = make_story(), staff.publisher

    def save(number):
        copy = Story.objects.get(pk=story.pk)
        return workflow.revise(copy, by=publisher, version=story.version, body=f"<p>Text {number}.</p>")

    results = press_at_once(save, times=20)
    assert sum(isinstance(result, workflow.StaleVersion) for result in results) == 19
    kept = {revision.content["body"].strip() for revision in story.revisions.all()}
    assert kept == {f"<p>Text {number}.</p>" for number in range(20)}


@pytest.mark.slow
def test_many_who_put_the_same_edition_into_the_search_index_replace_each_other(staff):
    edition = staff.published(headline="Heron").editions.get()

    def index_again(number):
        with transaction.atomic():
            search.index([edition])

    press_at_once(index_again, times=10)
    assert search.find("heron").total == 1


@pytest.mark.slow
def test_nothing_that_is_scheduled_in_the_same_moment_escapes_a_hold(staff):
    stories = [staff.cleared() for _ in range(12)]
    publisher, soon = staff.publisher, clock.now() + DAY

    def press(number):
        if number == len(stories) // 2:
            return holds.hold(by=publisher, reason="The bridge is down.")
        story = Story.objects.get(pk=stories[number - (number > len(stories) // 2)].pk)
        return workflow.publish(story, by=publisher, at=soon + number * HOUR)

    press_at_once(press, times=len(stories) + 1)
    assert Edition.objects.filter(held_from__isnull=False).count() == len(stories)
    assert list(invariants.breaches()) == []


@pytest.mark.slow
def test_many_who_change_the_stories_of_one_bundle_wait_for_each_other(staff):
    stories = [staff.cleared() for _ in range(8)]
    publisher, reporter = staff.publisher, staff.reporter
    made = bundles.make(by=publisher, name="Dam report", stories=stories)
    bundles.set_hour(made, by=publisher, at=clock.now() + DAY)

    def press(number):
        story = Story.objects.get(pk=stories[number].pk)
        return workflow.revise(story, by=reporter, body=f"<p>Text {number}.</p>")

    results = press_at_once(press, times=len(stories))
    assert {type(result) for result in results} == {Revision}
    assert not Edition.objects.exists()
    assert list(invariants.breaches()) == []
