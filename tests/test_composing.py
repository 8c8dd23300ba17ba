"""Putting an issue together: what goes in, what stays out, in which order, and who may."""

import pytest
from django.core.exceptions import PermissionDenied

from articles import clock, workflow
from articles.acts import IllegalMove
from newsletters import composing, filling, letters
from newsletters.models import Issue
from tests.factories import HOUR
from tests.issue_samples import leave, make_issue, make_newsletter, sent_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsletter(db):
    return make_newsletter()


@pytest.fixture
def stories(staff):
    return [staff.published(headline=f"Story {number}") for number in (1, 2, 3)]


def held(issue) -> list[int]:
    return [pick.story for pick in filling.holds(issue)]


def test_an_issue_begins_with_the_next_number_and_by_its_rule(staff):
    first = composing.begin(make_newsletter("World", rule="latest"), by=staff.editor)
    second = composing.begin(first.newsletter, by=staff.editor)
    assert (first.number, first.is_filled, second.number, second.state) == (1, True, 2, Issue.State.DRAFT)
    assert not composing.begin(make_newsletter("Sport", rule="chosen"), by=staff.editor).is_filled


def test_stories_are_put_in_moved_and_taken_out(staff, newsletter, stories):
    one, two, three = stories
    issue = make_issue(newsletter)
    for story in (one, two):
        composing.put_in(issue, story, by=staff.editor)
    composing.put_in(issue, three, by=staff.editor, place=1)
    assert held(issue) == [three.pk, one.pk, two.pk]
    assert composing.move(issue, two, by=staff.editor, place=1) == 3
    assert held(issue) == [two.pk, three.pk, one.pk]
    assert composing.take_out(issue, three, by=staff.editor) == 2
    assert held(issue) == [two.pk, one.pk]
    composing.put_in(issue, three, by=staff.editor, place=2)
    assert held(issue) == [two.pk, three.pk, one.pk]


@pytest.mark.parametrize("place", [-3, 0, 99])
def test_a_place_that_there_is_not_is_the_nearest(staff, newsletter, stories, place):
    issue = make_issue(newsletter, *stories)
    composing.move(issue, stories[1], by=staff.editor, place=place)
    assert held(issue)[0 if place < 1 else -1] == stories[1].pk


def test_only_what_readers_have_goes_in(staff, newsletter):
    issue = make_issue(newsletter)
    killed = staff.published()
    workflow.kill(killed, by=staff.publisher, notice="A hoax.")
    for story in (staff.cleared(), staff.published(at=clock.now() + HOUR), killed):
        with pytest.raises(IllegalMove, match="only what is live"):
            composing.put_in(issue, story, by=staff.editor)
    assert held(issue) == []


def test_nothing_goes_in_twice(staff, newsletter, stories):
    issue = make_issue(newsletter, stories[0])
    with pytest.raises(IllegalMove, match="already"):
        composing.put_in(issue, stories[0], by=staff.editor)


def test_what_two_put_in_at_once_is_all_in(staff, newsletter, stories):
    issue = make_issue(newsletter)
    mine, theirs = Issue.objects.get(pk=issue.pk), Issue.objects.get(pk=issue.pk)
    composing.put_in(mine, stories[0], by=staff.editor)
    composing.put_in(theirs, stories[1], by=staff.another_editor)
    composing.say(mine, by=staff.editor, subject="Mine")
    composing.say(theirs, by=staff.another_editor, preheader="Theirs")
    issue.refresh_from_db()
    assert held(issue) == [stories[0].pk, stories[1].pk]
    assert (issue.subject, issue.preheader, issue.version) == ("Mine", "Theirs", 5)


def test_a_correction_comes_in_by_itself_and_stays_out_once_taken_out(staff, newsletter, stories):
    sent_issue(newsletter, stories[0], at=clock.now())
    staff.rewritten(stories[0])
    workflow.correct(stories[0], by=staff.publisher, kind="correction", note="It was 12.")
    issue = make_issue(newsletter, stories[1])
    assert held(issue) == [stories[1].pk, stories[0].pk]
    composing.take_out(issue, stories[0], by=staff.editor)
    composing.put_in(issue, stories[2], by=staff.editor)
    assert held(issue) == [stories[1].pk, stories[2].pk]
    leave(issue)
    assert held(make_issue(newsletter)) == []


def test_a_correction_that_was_taken_out_can_be_put_in_again(staff, newsletter, stories):
    sent_issue(newsletter, stories[0], at=clock.now())
    staff.rewritten(stories[0])
    workflow.correct(stories[0], by=staff.publisher, kind="correction", note="It was 12.")
    issue = make_issue(newsletter)
    composing.take_out(issue, stories[0], by=staff.editor)
    composing.put_in(issue, stories[0], by=staff.editor)
    assert "It was 12." in letters.letter(issue, letters.drafted(issue)).html


def test_what_the_rule_picks_can_be_taken_out_and_taken_over(staff, stories):
    one, two, three = stories
    newsletter = make_newsletter("World", rule="latest", most_stories=2)
    issue = composing.begin(newsletter, by=staff.editor)
    assert held(issue) == [three.pk, two.pk]
    composing.take_out(issue, three, by=staff.editor)
    assert held(issue) == [two.pk, one.pk]
    composing.choose(issue, by=staff.editor)
    composing.move(issue, one, by=staff.editor, place=1)
    staff.published()
    assert held(issue) == [one.pk, two.pk]
    composing.leave_to_rule(issue, by=staff.editor)
    assert issue.is_filled


def test_an_editors_newsletter_cannot_be_left_to_a_rule(staff, newsletter):
    with pytest.raises(IllegalMove, match="has no rule"):
        composing.leave_to_rule(make_issue(newsletter), by=staff.editor)


def test_what_has_left_stays_as_it_is(staff, newsletter, stories):
    issue = leave(make_issue(newsletter, stories[0]))
    for act in (
        lambda: composing.put_in(issue, stories[1], by=staff.editor),
        lambda: composing.take_out(issue, stories[0], by=staff.editor),
        lambda: composing.move(issue, stories[0], by=staff.editor, place=1),
        lambda: composing.say(issue, by=staff.editor, subject="Another"),
        lambda: composing.choose(issue, by=staff.editor),
    ):
        with pytest.raises(IllegalMove, match="has left"):
            act()


@pytest.mark.parametrize("who", ["reporter", "administrator"])
def test_who_does_not_compose_changes_nothing(staff, newsletter, stories, who):
    issue, by = make_issue(newsletter, stories[0]), getattr(staff, who)
    for act in (
        lambda: composing.begin(newsletter, by=by),
        lambda: composing.put_in(issue, stories[1], by=by),
        lambda: composing.take_out(issue, stories[0], by=by),
        lambda: composing.move(issue, stories[0], by=by, place=1),
        lambda: composing.say(issue, by=by, subject="Another"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_nobody_writes_over_what_they_have_not_seen(staff, newsletter):
    issue = make_issue(newsletter, subject="Rain")
    composing.say(issue, by=staff.editor, subject="More rain", over={"subject": "Rain"})
    with pytest.raises(composing.WrittenMeanwhile, match="subject"):
        composing.say(
            issue, by=staff.another_editor, subject="Sun", preheader="At last", over={"subject": "Rain"}
        )
    issue.refresh_from_db()
    assert (issue.subject, issue.preheader) == ("More rain", "")
