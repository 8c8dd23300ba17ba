"""What a publication causes outside is queued with it, follows its windows, and goes with it when it is taken back."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles import bundles, clock, effects, holds, workflow
from articles.models import Desk, Effect
from tests.effect_samples import make_webhook, told
from tests.factories import DAY, HOUR, NOON, make_section
from wires.bulk import Bulk
from wires.incoming import Incoming, Wishes

LATER = NOON + 2 * HOUR


@pytest.fixture(autouse=True)
def outside(settings):
    """A CDN that can be purged, and one who hears by webhook."""
    settings.CDN_PURGE_URL = "https://cdn.example/purge"
    settings.UNDO_SECONDS = 20


@pytest.fixture
def hook(db):
    return make_webhook()


def test_nothing_is_queued_where_nobody_is_to_be_told(staff, settings):
    settings.CDN_PURGE_URL = ""
    staff.published()
    assert not Effect.objects.exists()


@pytest.mark.usefixtures("hook")
def test_what_cannot_be_untold_waits_until_it_can_no_longer_be_recalled(staff):
    staff.published()
    assert told() == [("opening", "cdn", 0), ("opening", "webhook", 20)]


@pytest.mark.usefixtures("hook")
def test_what_opens_at_its_hour_is_told_at_its_hour(staff):
    staff.published(at=NOON + HOUR, until=LATER, now=NOON)
    assert told() == [
        *[("opening", "cdn", 0), ("opening", "webhook", 0)],
        *[("ending", "cdn", 3600), ("ending", "webhook", 3600)],
    ]


@pytest.mark.usefixtures("hook")
def test_effects_follow_the_window(staff):
    story = staff.published(at=NOON + HOUR, until=LATER, now=NOON)
    keys = set(Effect.objects.values_list("key", flat=True))
    workflow.reschedule(story, by=staff.producer, at=NOON + DAY, until=NOON + 2 * DAY, now=NOON)
    assert {row.due_at for row in Effect.objects.all()} == {NOON + DAY, NOON + 2 * DAY}
    assert {row.offered_at for row in Effect.objects.all()} == {NOON + DAY, NOON + 2 * DAY}
    assert set(Effect.objects.values_list("key", flat=True)) == keys
    workflow.reschedule(story, by=staff.producer, at=NOON + DAY, now=NOON)
    assert told() == [("opening", "cdn", 0), ("opening", "webhook", 0)]


@pytest.mark.usefixtures("hook")
def test_what_is_taken_back_takes_its_effects_along(staff):
    story = staff.published(at=NOON + HOUR, until=LATER, now=NOON)
    workflow.unschedule(story, by=staff.producer, now=NOON)
    assert not Effect.objects.exists()


def ends_at() -> set:
    return {row.due_at for row in Effect.objects.filter(occasion="ending")}


@pytest.mark.usefixtures("hook")
def test_an_end_that_is_overtaken_is_not_told_and_is_told_when_it_counts_again(staff):
    story = staff.published(until=LATER, now=NOON)
    assert ends_at() == {LATER}
    workflow.publish(staff.rewritten(story, now=NOON), by=staff.publisher, at=NOON + HOUR, now=NOON)
    assert ends_at() == set()
    workflow.unschedule(story, by=staff.producer, now=NOON)
    assert ends_at() == {LATER}


@pytest.mark.usefixtures("hook")
def test_an_edition_that_follows_at_once_takes_the_place_of_an_end(staff):
    story = staff.published(until=LATER, now=NOON)
    workflow.publish(staff.rewritten(story, now=NOON), by=staff.publisher, at=LATER, now=NOON)
    assert not Effect.objects.filter(occasion="ending").exists()
    assert Effect.objects.filter(occasion="opening").count() == 4


@pytest.mark.usefixtures("hook")
def test_a_kill_is_told_at_once_and_nothing_else_any_more(staff):
    story = staff.published(until=clock.now() + DAY)
    workflow.publish(staff.rewritten(story), by=staff.publisher, at=clock.now() + HOUR)
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    rows = Effect.objects.all()
    assert sorted((row.occasion, row.channel) for row in rows) == [("kill", "cdn"), ("kill", "webhook")]
    assert all(row.due_at <= clock.now() for row in rows)


@pytest.mark.usefixtures("hook")
def test_a_correction_is_told_as_an_opening(staff):
    story = staff.rewritten(staff.published())
    edition = workflow.correct(story, by=staff.publisher, kind="correction", note="It was a dyke.")
    assert told(edition.effects.all()) == [("opening", "cdn", 0), ("opening", "webhook", 20)]


@pytest.mark.usefixtures("hook")
def test_of_what_ran_elsewhere_before_nobody_is_told(staff):
    staff.published(at=NOON, until=clock.now() + DAY)
    assert {row.occasion for row in Effect.objects.all()} == {"ending"}


@pytest.mark.usefixtures("hook")
def test_a_verb_that_comes_to_nothing_queues_nothing(staff):
    with transaction.atomic():
        staff.published()
        assert Effect.objects.exists()
        transaction.set_rollback(True)
    assert not Effect.objects.exists()


def test_who_is_to_hear_from_now_on_hears_of_what_waits_already(staff):
    staff.published(at=clock.now() + DAY)
    staff.published(at=NOON, now=NOON)
    make_webhook()
    effects.settle_coming()
    assert [(row.occasion, row.channel) for row in Effect.objects.filter(channel="webhook")] == [
        ("opening", "webhook")
    ]
    effects.settle_coming()
    assert Effect.objects.filter(channel="webhook").count() == 1


def test_a_webhook_hears_only_of_what_it_was_named_for(staff):
    make_webhook(hears_openings=False, hears_kills=False)
    make_webhook(is_on=False)
    story = staff.published(until=clock.now() + HOUR)
    assert [row.occasion for row in Effect.objects.filter(channel="webhook")] == ["ending"]
    workflow.kill(story, by=staff.publisher, notice="No.")
    assert not Effect.objects.filter(channel="webhook").exists()


def test_who_follows_a_desk_hears_of_its_stories(staff):
    world, sport = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Sport"))
    world.followers.add(staff.editor)
    staff.published(desk=world)
    staff.published(desk=sport)
    staff.published()
    mails = Effect.objects.filter(channel="desk_mail")
    assert [(row.story.desk, row.recipient) for row in mails] == [(world, str(staff.editor.pk))]


def test_each_effect_has_a_key_of_its_own(staff):
    make_webhook()
    make_webhook()
    staff.published()
    assert len(set(Effect.objects.values_list("key", flat=True))) == 3


def count_queries(act) -> int:
    with CaptureQueriesContext(connection) as counted:
        act()
    return len(counted)


def test_many_receivers_cost_a_verb_no_more_queries_than_one(staff):
    make_webhook()
    staff.published()
    one, many = staff.cleared(), staff.cleared()
    few = count_queries(lambda: workflow.publish(one, by=staff.publisher))
    for _ in range(30):
        make_webhook()
    assert count_queries(lambda: workflow.publish(many, by=staff.publisher)) == few
    assert many.effects.count() == 32


def test_many_stories_settle_in_as_many_queries_as_one(staff):
    make_webhook()
    at = clock.now()
    stories = [staff.published(at=at + DAY) for _ in range(8)]
    Effect.objects.all().delete()
    assert count_queries(lambda: effects.settle(stories[0], at=at)) == count_queries(
        lambda: effects.settle(*stories[1:], at=at)
    )
    assert Effect.objects.count() == 16


def test_of_thousands_that_come_in_only_those_still_to_come_have_effects(staff):
    make_webhook()
    section, coming = make_section(), clock.now() + DAY
    articles = [
        Incoming("test", f"{number}", headline=f"Story {number}", body="<p>Text.</p>", section=section)
        for number in range(6)
    ]
    for article, hour in zip(articles, (None, None, NOON, NOON - 900 * DAY, coming, coming), strict=True):
        article.published_at = hour
    outcomes = Bulk(Wishes(by=staff.publisher, publish=True)).bring_in(articles)
    assert all(outcome.story for outcome in outcomes)
    assert {row.story for row in Effect.objects.all()} == {outcome.story for outcome in outcomes[-2:]}
    assert {row.due_at for row in Effect.objects.all()} == {coming}


@pytest.mark.usefixtures("hook")
def test_a_kill_with_an_hour_is_told_at_it_and_what_came_before_it_still_is(staff):
    story = staff.published(until=clock.now() + DAY)
    hour = clock.now() + HOUR
    workflow.kill(story, by=staff.publisher, notice="It was not so.", at=hour)
    due = {(row.occasion, row.channel): row.due_at for row in Effect.objects.all()}
    assert {place for place in due if place[0] == "kill"} == {("kill", "cdn"), ("kill", "webhook")}
    assert due["kill", "cdn"] == due["kill", "webhook"] == hour
    assert {occasion for occasion, _ in due} == {"opening", "kill"}
    workflow.spare(story, by=staff.publisher)
    assert {row.occasion for row in Effect.objects.all()} == {"opening", "ending"}


@pytest.mark.usefixtures("hook")
def test_an_end_that_is_set_later_is_told_at_it(staff):
    story, hour = staff.published(), clock.now() + HOUR
    workflow.expire(story, by=staff.producer, at=hour)
    assert {row.due_at for row in Effect.objects.filter(occasion="ending")} == {hour}
    workflow.expire(story, by=staff.producer, at=None)
    assert not Effect.objects.filter(occasion="ending").exists()


@pytest.mark.usefixtures("hook")
def test_nobody_is_told_of_what_is_held_before_it_is_released(staff):
    soon = clock.now() + HOUR
    staff.published(at=soon)
    holds.hold(by=staff.producer, reason="The bridge is down.")
    assert {row.due_at for row in Effect.objects.all()} == {holds.NEVER}
    holds.release(by=staff.producer)
    assert {row.due_at for row in Effect.objects.all()} == {soon}


@pytest.mark.usefixtures("hook")
def test_nobody_is_told_of_a_bundle_that_fell_apart(staff):
    stories, soon = [staff.cleared(), staff.cleared()], clock.now() + HOUR
    made = bundles.make(by=staff.publisher, name="Dam report", stories=stories)
    bundles.set_hour(made, by=staff.publisher, at=soon)
    assert {row.due_at for row in Effect.objects.all()} == {soon}
    workflow.send_back(stories[0], by=staff.editor, note="Ask the mayor.")
    assert not Effect.objects.exists()
