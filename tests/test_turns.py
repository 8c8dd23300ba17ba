"""Whose turn it is: one answer, in Python for one story and in SQL for lists, and the verbs that pass it on."""

import pytest

from articles import clock, roles, turns, workflow
from articles.models import Story
from articles.workflow import IllegalMove
from tests.factories import DAY, HOUR, make_story, make_user

pytestmark = pytest.mark.django_db


def turn(story: Story):
    """As a page of one story asks, and as a list does: both say the same."""
    alone = turns.turn_of(Story.objects.get(pk=story.pk))
    listed = turns.turn_of(turns.with_hands(Story.objects.filter(pk=story.pk)).get())
    assert alone == listed
    return alone


def test_a_draft_waits_for_whoever_it_was_given_to_or_else_began_it(staff):
    story = make_story(created_by=staff.reporter)
    assert turn(story).person == staff.reporter
    workflow.give(story, by=staff.editor, to=staff.editor)
    assert (turn(story).role, turn(story).person) == (turns.Role.WRITER, staff.editor)
    assert str(turn(make_story())) == "nobody yet"


def test_what_is_filed_waits_for_the_copy_desk_and_what_is_cleared_for_a_publisher(staff):
    story = make_story(assignee=staff.reporter)
    workflow.file(story, by=staff.reporter)
    assert (turn(story).person, str(turn(story))) == (None, "the copy desk")
    workflow.clear(story, by=staff.copy_editor)
    assert str(turn(story)) == "a publisher"


def test_who_takes_copy_has_it_until_it_goes_on(staff):
    story = staff.filed(assignee=staff.reporter)
    workflow.take(story, by=staff.copy_editor)
    assert turn(story).person == staff.copy_editor
    workflow.clear(story, by=staff.copy_editor)
    assert turn(story).person is None


@pytest.mark.parametrize("verb", ["publish", "spike"])
def test_what_readers_have_and_what_was_stopped_is_nobodys_turn(verb, staff):
    story = staff.cleared()
    getattr(workflow, verb)(story, by=staff.publisher, **({"note": "Old."} if verb == "spike" else {}))
    assert turn(story) is None
    if verb == "publish":
        with pytest.raises(IllegalMove, match="nothing to take"):
            workflow.take(story, by=staff.publisher)


def test_what_is_taken_back_from_the_schedule_waits_again(staff):
    story = staff.published(at=clock.now() + DAY)
    assert turn(story) is None
    workflow.unschedule(story, by=staff.publisher)
    assert str(turn(story)) == "a publisher"


def test_a_live_story_that_is_changed_waits_again(staff):
    story = staff.published(created_by=staff.reporter)
    workflow.revise(story, by=staff.reporter, headline="Dam holds")
    assert turn(story).person == staff.reporter


def test_two_who_press_take_it_do_not_both_have_it(staff):
    story = staff.filed()
    workflow.take(story, by=staff.copy_editor)
    with pytest.raises(IllegalMove, match="Copy editor has “"):
        workflow.take(story, by=staff.publisher)
    assert Story.objects.get(pk=story.pk).assignee == staff.copy_editor


def test_passed_copy_that_is_given_to_somebody_on_its_own_page_is_theirs_by_name(staff):
    story = staff.filed(assignee=staff.reporter)
    workflow.revise(story, by=staff.editor, assignee=staff.copy_editor)
    assert (story.status, turn(story).person) == ("filed", staff.copy_editor)


def test_what_somebody_leaves_is_whoevers_is_next(staff):
    story = make_story(assignee=staff.reporter)
    workflow.file(story, by=staff.reporter)
    workflow.take(story, by=staff.copy_editor)
    workflow.leave(story, by=staff.copy_editor, to=staff.reporter)
    assert (story.assignee, turn(story).person) == (staff.reporter, None)
    draft = make_story(created_by=staff.reporter, assignee=staff.editor)
    workflow.leave(draft, by=staff.editor, to=None)
    assert turn(draft).person == staff.reporter


def test_what_goes_back_goes_to_whoever_handed_it_in(staff):
    story = make_story(assignee=staff.reporter, created_by=staff.editor)
    workflow.file(story, by=staff.reporter)
    workflow.take(story, by=staff.copy_editor)
    workflow.send_back(story, by=staff.copy_editor, note="Who says so?")
    assert turn(story).person == staff.reporter


def test_what_nobody_took_stays_with_its_writer_when_it_goes_back(staff):
    story = staff.filed(assignee=staff.reporter)
    workflow.send_back(story, by=staff.copy_editor, note="Who says so?")
    assert turn(story).person == staff.reporter


def test_taken_copy_that_its_writer_changes_is_the_writers_again(staff):
    story = make_story(assignee=staff.reporter, created_by=staff.reporter)
    workflow.file(story, by=staff.reporter)
    workflow.take(story, by=staff.copy_editor)
    workflow.revise(story, by=staff.reporter, headline="Dam holds")
    assert (story.status, turn(story).person) == ("draft", staff.reporter)


def test_nobody_waits_for_somebody_who_has_left(staff):
    story = make_story(created_by=staff.reporter)
    staff.reporter.is_active = False
    staff.reporter.save()
    assert turn(story).person is None


def every_case(staff):
    """Stories at every step, each in the hands of nobody, of two people, or taken by one of them."""
    for status in ("draft", "filed", "cleared"):
        for assignee in (None, staff.editor, staff.publisher):
            for begun_by in (None, staff.editor, staff.publisher):
                for taken in (False, True):
                    story = make_story(assignee=assignee, created_by=begun_by)
                    if status != "draft":
                        workflow.file(story, by=staff.publisher)
                    if status == "cleared":
                        workflow.clear(story, by=staff.copy_editor)
                    if taken:
                        workflow.give(story, by=staff.publisher, to=None)
                        workflow.give(story, by=staff.publisher, to=staff.editor)
    staff.published(assignee=staff.editor)


def test_sql_says_of_many_stories_what_python_says_of_one(staff):
    every_case(staff)
    stories = turns.with_hands(Story.objects.all())
    by_python = {
        story.pk for story in stories if (now := turns.turn_of(story)) and now.person == staff.editor
    }
    assert set(stories.filter(turns.waiting_for(staff.editor)).values_list("pk", flat=True)) == by_python
    assert 0 < len(by_python) < stories.count()


def test_many_turns_cost_one_query(staff, django_assert_num_queries):
    every_case(staff)
    with django_assert_num_queries(1):
        assert [str(turns.turn_of(story)) for story in turns.with_hands(Story.objects.all())]


@pytest.mark.parametrize(("ahead", "said"), [(-HOUR, "late"), (HOUR / 2, "soon"), (2 * HOUR, "")])
def test_copy_that_nobody_cleared_is_late_past_its_hour_and_soon_before_it(ahead, said, staff):
    now = clock.now()
    assert turns.lateness(make_story(due_at=now + ahead), now) == said
    assert turns.lateness(staff.cleared(due_at=now + ahead), now) == ""


# Planning


def test_giving_and_planning_are_written_down_and_change_no_text(staff):
    story = staff.cleared()
    before = (story.status, story.cleared_revision, set(story.revisions.values_list("content_hash")))
    workflow.give(story, by=staff.editor, to=staff.reporter)
    workflow.plan(
        story, by=staff.editor, due_at=None, commissioned_words=400, budget_line="What the dam did."
    )
    told = list(story.events.order_by("-pk").values_list("verb", "note")[:2])
    assert told == [("plan", "400 words. To say: “What the dam did.”."), ("give", "To Reporter.")]
    story.refresh_from_db()
    assert (story.status, story.cleared_revision, set(story.revisions.values_list("content_hash"))) == before
    assert (story.assignee, story.commissioned_words) == (staff.reporter, 400)


def test_what_is_wished_as_it_is_already_is_not_written_down(staff):
    story = make_story(assignee=staff.reporter)
    workflow.give(story, by=staff.editor, to=staff.reporter)
    workflow.plan(story, by=staff.editor, commissioned_words=None)
    assert not story.events.exists()


def test_nobody_plans_the_text_of_a_story(staff):
    story = make_story(headline="Dam bursts")
    workflow.plan(story, by=staff.editor, headline="Dam holds")
    assert Story.objects.get(pk=story.pk).headline == "Dam bursts"


def test_who_is_on_another_desk_takes_nothing(staff):
    from django.core.exceptions import PermissionDenied

    from articles.models import Desk

    here, elsewhere = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    outsider = make_user(roles.COPY_EDITOR)
    outsider.desks.add(elsewhere)
    with pytest.raises(PermissionDenied):
        workflow.take(staff.filed(desk=here), by=outsider)
