"""What goes into an issue by itself: news by the rule, and what was put right of what was sent."""

import pytest

from articles import workflow
from articles.models import Correction, Tag
from newsletters import filling
from newsletters.models import IssueStory
from tests.factories import DAY, HOUR, NOON, TICK, make_section
from tests.issue_samples import make_issue, make_newsletter, sent_issue

pytestmark = pytest.mark.django_db
Why = IssueStory.Why


def published(staff, hours_ago, **fields):
    at = NOON - hours_ago * HOUR
    return staff.published(now=at, **fields)


def corrected(staff, story, at, *, kind=Correction.Kind.CORRECTION, is_slight=False, **fields):
    staff.rewritten(story, now=at, **fields)
    workflow.correct(story, by=staff.publisher, kind=kind, note="It was 12.", is_slight=is_slight, now=at)


def stories(picks):
    return [pick.story for pick in picks]


def latest(**fields):
    return make_newsletter(rule="latest", **fields)


def test_the_latest_come_first_since_the_last_issue_and_no_more_than_fit(staff):
    newsletter = latest(most_stories=2)
    old, first, second, third = (published(staff, hours) for hours in (30, 3, 2, 1))
    sent_issue(newsletter, at=NOON - 24 * HOUR)
    assert stories(filling.picked(newsletter, now=NOON)) == [third.pk, second.pk]
    newsletter.most_stories = 8
    assert stories(filling.picked(newsletter, now=NOON)) == [third.pk, second.pk, first.pk]
    assert old.pk not in stories(filling.picked(newsletter, now=NOON))


def test_the_first_issue_looks_a_week_back(staff):
    newsletter = latest()
    published(staff, 8 * 24)
    within = published(staff, 6 * 24)
    assert stories(filling.picked(newsletter, now=NOON)) == [within.pk]


def test_the_most_urgent_come_first_and_of_these_the_latest(staff):
    newsletter = make_newsletter(rule="urgent")
    quiet, early, late = (
        published(staff, hours, urgency=urgency) for hours, urgency in ((1, 5), (3, 2), (2, 2))
    )
    assert stories(filling.picked(newsletter, now=NOON)) == [late.pk, early.pk, quiet.pk]


def test_only_what_readers_have_is_picked(staff):
    newsletter = latest()
    live = published(staff, 2)
    staff.cleared(now=NOON - HOUR)
    staff.published(at=NOON + TICK, now=NOON - HOUR)
    staff.published(until=NOON - TICK, now=NOON - HOUR)
    workflow.kill(published(staff, 1), by=staff.publisher, notice="It was a hoax.", now=NOON - TICK)
    assert stories(filling.picked(newsletter, now=NOON)) == [live.pk]


def test_a_section_is_meant_with_its_parts_and_a_topic_as_well(staff):
    world, sport = make_section("World"), make_section("Sport")
    africa = make_section("Africa", parent=world)
    in_world, in_africa, _ = (
        published(staff, 2, section=one, tags=["Floods"]) for one in (world, africa, sport)
    )
    published(staff, 1, section=world, tags=["Football"])
    newsletter = latest(sections=[world])
    newsletter.topics.add(Tag.objects.get(name="Floods"))
    assert set(stories(filling.picked(newsletter, now=NOON))) == {in_world.pk, in_africa.pk}


def test_nothing_comes_twice_until_it_is_put_right(staff):
    newsletter = latest()
    story = published(staff, 3)
    sent_issue(newsletter, story, at=NOON - 2 * HOUR)
    assert filling.picked(newsletter, now=NOON) == []
    corrected(staff, story, NOON - HOUR)
    assert filling.picked(newsletter, now=NOON) == [filling.Pick(story.pk, Why.CORRECTED)]
    sent_issue(newsletter, story, at=NOON)
    assert filling.picked(newsletter, now=NOON + HOUR) == []


def test_an_editors_newsletter_gets_what_was_put_right_and_nothing_else_by_itself(staff):
    newsletter = make_newsletter(rule="chosen")
    story = published(staff, 3)
    sent_issue(newsletter, story, at=NOON - 2 * HOUR)
    published(staff, 1)
    corrected(staff, story, NOON - HOUR)
    assert filling.picked(newsletter, now=NOON) == [filling.Pick(story.pk, Why.CORRECTED)]


def test_a_correction_of_what_another_newsletter_sent_is_not_owed_here(staff):
    newsletter, other = make_newsletter("World"), make_newsletter("Sport")
    story = published(staff, 3)
    sent_issue(other, story, at=NOON - 2 * HOUR)
    corrected(staff, story, NOON - HOUR)
    assert filling.owed(newsletter, now=NOON) == []


def test_a_correction_that_was_made_before_the_issue_left_is_not_owed(staff):
    newsletter = make_newsletter()
    story = published(staff, 3)
    corrected(staff, story, NOON - 2 * HOUR)
    sent_issue(newsletter, story, at=NOON - 2 * HOUR + TICK * 1000)
    assert filling.owed(newsletter, now=NOON) == []


def test_a_slight_correction_is_no_news(staff):
    newsletter = latest()
    story = published(staff, 3, body="<p>The water came before dawn.</p>")
    sent_issue(newsletter, story, at=NOON - 2 * HOUR)
    corrected(staff, story, NOON - HOUR, is_slight=True, body="<p>The water came, before dawn.</p>")
    assert filling.picked(newsletter, now=NOON) == []


def test_an_update_is_news_by_the_rule_and_a_slip_of_the_pen_is_not(staff):
    newsletter = latest()
    story = published(staff, 3, body="<p>The water came before dawn.</p>")
    sent_issue(newsletter, story, at=NOON - 2 * HOUR)
    staff.rewritten(story, now=NOON - HOUR, body="<p>The water came before dawn!</p>")
    workflow.publish(story, by=staff.publisher, now=NOON - HOUR)
    assert filling.picked(newsletter, now=NOON) == []
    staff.rewritten(story, now=NOON - HOUR / 2, body="<p>The water came before dawn. Twelve are missing.</p>")
    workflow.publish(story, by=staff.publisher, now=NOON - HOUR / 2)
    assert filling.picked(newsletter, now=NOON) == [filling.Pick(story.pk, Why.UPDATED)]


def test_what_was_withdrawn_is_told_once_and_its_story_is_not(staff):
    newsletter = latest()
    story = published(staff, 3)
    sent_issue(newsletter, story, at=NOON - 2 * HOUR)
    workflow.kill(story, by=staff.publisher, notice="It was a hoax.", now=NOON - HOUR)
    assert filling.picked(newsletter, now=NOON) == []
    assert [told.note for told in filling.withdrawn(newsletter, now=NOON)] == ["It was a hoax."]
    sent_issue(newsletter, at=NOON)
    assert filling.withdrawn(newsletter, now=NOON + DAY) == []


def test_corrections_alone_make_no_issue(staff):
    newsletter = latest(least_stories=1)
    story = published(staff, 3)
    sent_issue(newsletter, story, at=NOON - 2 * HOUR)
    corrected(staff, story, NOON - HOUR)
    assert not filling.is_enough(newsletter, filling.picked(newsletter, now=NOON))
    published(staff, 0)
    assert filling.is_enough(newsletter, filling.picked(newsletter, now=NOON))


def test_an_issue_is_filled_after_what_an_editor_chose(staff):
    newsletter = latest(most_stories=3)
    one, two, three, four = (published(staff, hours) for hours in (4, 3, 2, 1))
    issue = make_issue(newsletter, one, is_filled=True)
    for _ in range(2):
        filling.settle(issue, now=NOON)
        assert list(issue.stories.values_list("story", "why")) == [
            (one.pk, Why.CHOSEN),
            (four.pk, Why.FILLED),
            (three.pk, Why.FILLED),
        ]
    issue.stories.filter(story=four).update(is_left_out=True)
    assert stories(filling.holds(issue, now=NOON)) == [one.pk, three.pk, two.pk]


def test_a_correction_comes_into_a_draft_by_itself_and_stays_out_once_it_was_taken_out(staff):
    newsletter = make_newsletter()
    story, other = published(staff, 4), published(staff, 1)
    sent_issue(newsletter, story, at=NOON - 2 * HOUR)
    corrected(staff, story, NOON - HOUR)
    issue = make_issue(newsletter, other)
    filling.settle(issue, now=NOON)
    assert list(issue.stories.values_list("story", "why")) == [
        (other.pk, Why.CHOSEN),
        (story.pk, Why.CORRECTED),
    ]
    issue.stories.filter(story=story).update(is_left_out=True)
    filling.settle(issue, now=NOON)
    assert stories(filling.holds(issue, now=NOON)) == [other.pk]
    assert issue.stories.get(story=story).is_left_out


def test_a_story_that_was_chosen_and_put_right_is_marked_so_at_its_place(staff):
    newsletter = make_newsletter()
    story, other = published(staff, 4), published(staff, 1)
    sent_issue(newsletter, story, at=NOON - 2 * HOUR)
    corrected(staff, story, NOON - HOUR)
    issue = make_issue(newsletter, story, other)
    assert filling.holds(issue, now=NOON) == [
        filling.Pick(story.pk, Why.CORRECTED),
        filling.Pick(other.pk, Why.CHOSEN),
    ]


@pytest.mark.parametrize("rule", ["latest", "urgent"])
def test_picking_asks_no_more_in_a_large_archive(staff, rule, django_assert_num_queries):
    newsletter = make_newsletter(rule=rule, sections=[make_section()])
    story = published(staff, 50)
    sent_issue(newsletter, story, at=NOON - 40 * HOUR)
    corrected(staff, story, NOON - 30 * HOUR)
    for number in range(3):
        published(staff, number + 1)
    with django_assert_num_queries(12):
        assert len(filling.picked(newsletter, now=NOON)) == 4
    for number in range(12):
        published(staff, number + 1)
    with django_assert_num_queries(12):
        assert len(filling.picked(newsletter, now=NOON)) == 9
