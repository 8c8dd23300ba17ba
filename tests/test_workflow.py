"""The verbs: what each does, and what it refuses."""

import pytest
from django.core.exceptions import PermissionDenied

from articles import clock, workflow
from articles.models import Correction, Edition, Story
from tests.factories import DAY, HOUR, NOON, make_author, make_section, make_story, make_user

DRAFT, FILED, CLEARED, SPIKED, KILLED = Story.Status


def test_a_story_walks_from_draft_to_readers_and_is_corrected(staff):
    story = make_story(created_by=staff.reporter)
    workflow.file(story, by=staff.reporter)
    assert story.status == FILED
    workflow.send_back(story, by=staff.editor, note="Who saw it?")
    assert story.status == DRAFT
    workflow.revise(story, by=staff.reporter, body="<p>Two fishermen saw it.</p>")
    workflow.file(story, by=staff.reporter)
    workflow.clear(story, by=staff.copy_editor)
    workflow.publish(story, by=staff.publisher)
    workflow.revise(story, by=staff.reporter, body="<p>Three fishermen saw it.</p>")
    assert story.status == DRAFT
    workflow.file(story, by=staff.reporter)
    workflow.clear(story, by=staff.copy_editor)
    edition = workflow.correct(story, by=staff.publisher, kind="correction", note="They were three, not two.")
    assert "Three" in Edition.objects.live().get().body
    assert edition.corrections_told[0] == {
        "kind": "correction",
        "label": "Correction",
        "text": "They were three, not two.",
        "at": edition.live_from,
        "at_top": False,
    }
    verbs = [event.verb for event in story.events.all()]
    assert verbs == "file send_back file clear publish revise file clear correct".split()


def test_the_ledger_says_who_when_why_and_which_copy(staff):
    story = staff.filed()
    workflow.send_back(story, by=staff.editor, note="Too long.", now=NOON)
    event = story.events.get(verb="send_back")
    assert (event.by, event.by_name, event.at, event.note) == (staff.editor, "Editor", NOON, "Too long.")
    assert (event.status_before, event.status_after) == ("filed", "draft")


@pytest.mark.parametrize("verb", ["send_back", "spike", "unspike"])
def test_some_verbs_ask_why(staff, verb):
    story = make_story()
    Story.objects.filter(pk=story.pk).update(
        status={"send_back": FILED, "spike": DRAFT, "unspike": SPIKED}[verb]
    )
    with pytest.raises(workflow.PreflightFailed) as refusal:
        getattr(workflow, verb)(story, by=staff.publisher, note="  ")
    assert [reason.field for reason in refusal.value.reasons] == ["note"]


def test_filing_names_everything_that_is_missing_at_once(staff):
    story = Story.objects.create(created_by=staff.reporter)
    with pytest.raises(workflow.PreflightFailed) as refusal:
        workflow.file(story, by=staff.reporter)
    assert {reason.field for reason in refusal.value.reasons} == {"headline", "section", "body"}
    assert story.status == DRAFT
    assert not story.events.exists()


def test_a_text_of_markup_alone_is_no_text(staff):
    story = make_story(body='<div data-node="advert"></div>')
    with pytest.raises(workflow.PreflightFailed):
        workflow.file(story, by=staff.publisher)


def test_publishing_binds_to_the_copy_that_was_cleared(staff):
    story = staff.cleared(body="<p>As passed.</p>")
    Story.objects.filter(pk=story.pk).update(body="<p>As smuggled in.</p>")
    workflow.publish(story, by=staff.publisher)
    assert "As passed." in Edition.objects.live().get().body


@pytest.mark.parametrize(
    ("role", "status"), [("reporter", DRAFT), ("copy_editor", FILED), ("publisher", FILED)]
)
def test_changed_copy_has_to_be_passed_again(staff, role, status):
    story = staff.cleared(created_by=staff.reporter)
    workflow.revise(story, by=getattr(staff, role), body="<p>Otherwise.</p>")
    assert story.status == status
    assert story.cleared_revision is None


def test_a_save_that_changes_nothing_readers_see_leaves_cleared_copy_cleared(staff):
    story = staff.cleared()
    workflow.revise(story, by=staff.editor, assignee=staff.reporter, headline=story.headline)
    assert story.status == CLEARED


def test_where_the_section_asks_for_four_eyes_nobody_clears_what_they_wrote(staff):
    story = make_story(section=make_section("Politics", four_eyes=True))
    workflow.revise(story, by=staff.copy_editor, body="<p>My own words.</p>")
    workflow.file(story, by=staff.publisher)
    with pytest.raises(PermissionDenied, match="four eyes"):
        workflow.clear(story, by=staff.copy_editor)
    workflow.clear(story, by=staff.publisher)
    assert story.status == CLEARED


def test_the_same_copy_is_not_published_twice(staff):
    story = staff.published()
    with pytest.raises(workflow.IllegalMove, match="has it since"):
        workflow.publish(story, by=staff.publisher)
    later = staff.cleared()
    workflow.publish(later, by=staff.publisher, at=clock.now() + DAY)
    with pytest.raises(workflow.IllegalMove, match="will have it from"):
        workflow.publish(later, by=staff.publisher, at=clock.now() + 2 * DAY)


def test_copy_that_has_ended_may_run_again(staff):
    story = staff.published(at=NOON, until=NOON + HOUR)
    workflow.publish(story, by=staff.publisher)
    assert Edition.objects.live().get().number == 2


def test_an_embargo_is_a_floor_under_every_way_of_publishing(staff):
    story = staff.cleared(embargoed_until=clock.now() + DAY)
    ways = [
        lambda: workflow.publish(story, by=staff.publisher),
        lambda: workflow.publish(story, by=staff.publisher, at=clock.now() + HOUR),
    ]
    draft = make_story(embargoed_until=clock.now() + DAY)
    ways.append(lambda: workflow.emergency(draft, by=staff.publisher, reason="A storm."))
    for way in ways:
        with pytest.raises(workflow.PreflightFailed) as refusal:
            way()
        assert [reason.field for reason in refusal.value.reasons] == ["embargoed_until"]
    edition = workflow.publish(story, by=staff.publisher, at=story.embargoed_until)
    with pytest.raises(workflow.PreflightFailed):
        workflow.reschedule(story, by=staff.producer, at=clock.now() + HOUR)
    assert edition.live_from == story.embargoed_until


def test_an_embargo_cannot_be_laid_over_what_is_already_scheduled(staff):
    story = staff.published(at=clock.now() + HOUR)
    with pytest.raises(workflow.PreflightFailed, match="move it or take it back"):
        workflow.revise(story, by=staff.editor, embargoed_until=clock.now() + DAY)
    story.refresh_from_db()
    assert story.embargoed_until is None


def test_a_window_that_would_end_before_it_opens_is_refused(staff):
    story = staff.cleared()
    with pytest.raises(workflow.PreflightFailed) as refusal:
        workflow.publish(story, by=staff.publisher, at=NOON, until=NOON)
    assert [reason.field for reason in refusal.value.reasons] == ["until"]


def test_a_slug_that_another_story_ran_under_is_refused(staff):
    first = staff.published(slug="dam")
    workflow.revise(first, by=staff.publisher, slug="the-dam")
    second = staff.cleared(slug="dam")
    with pytest.raises(workflow.PreflightFailed) as refusal:
        workflow.publish(second, by=staff.publisher)
    assert [reason.field for reason in refusal.value.reasons] == ["slug"]


def test_a_later_edition_cannot_open_before_one_that_readers_have(staff):
    story = staff.published(at=NOON)
    staff.rewritten(story)
    with pytest.raises(workflow.IllegalMove, match="cannot open before it"):
        workflow.publish(story, by=staff.publisher, at=NOON - HOUR)


def test_correcting_needs_something_live(staff):
    story = staff.cleared()
    with pytest.raises(workflow.IllegalMove, match="not live"):
        workflow.correct(story, by=staff.publisher, kind="correction", note="It was a dyke.")


def test_a_correction_keeps_the_end_that_was_wished(staff):
    end = clock.now() + DAY
    story = staff.rewritten(staff.published(until=end))
    edition = workflow.correct(story, by=staff.publisher, kind="clarification", note="It was a dyke.")
    assert (edition.live_until, edition.expires_at) == (end, end)


def test_every_later_edition_tells_the_earlier_corrections_too(staff):
    story = staff.rewritten(staff.published())
    workflow.correct(story, by=staff.publisher, kind="correction", note="It was a dyke.")
    staff.rewritten(story)
    edition = workflow.publish(story, by=staff.publisher)
    assert [told["text"] for told in edition.corrections_told] == ["It was a dyke."]


def test_spiked_copy_rests_until_it_is_wanted_again(staff):
    story = staff.filed()
    workflow.spike(story, by=staff.editor, note="No second source.")
    with pytest.raises(workflow.IllegalMove, match="spiked"):
        workflow.revise(story, by=staff.editor, headline="No")
    workflow.unspike(story, by=staff.editor, note="We have one.")
    assert story.status == DRAFT


def test_what_ran_is_not_spiked_and_what_never_ran_is_not_killed(staff):
    with pytest.raises(workflow.IllegalMove, match="has run"):
        workflow.spike(staff.published(), by=staff.publisher, note="No.")
    with pytest.raises(workflow.IllegalMove, match="never ran"):
        workflow.kill(staff.cleared(), by=staff.publisher, notice="No.")
    scheduled = staff.published(at=clock.now() + DAY)
    with pytest.raises(workflow.IllegalMove, match="take it back first"):
        workflow.spike(scheduled, by=staff.publisher, note="No.")
    with pytest.raises(workflow.IllegalMove, match="never ran"):
        workflow.kill(scheduled, by=staff.publisher, notice="No.")


def test_a_kill_takes_the_story_and_all_that_was_coming_from_readers_at_once(staff):
    story = staff.rewritten(staff.published())
    workflow.publish(story, by=staff.publisher, at=clock.now() + DAY)
    workflow.kill(story, by=staff.publisher, notice="Its source was not what it said.")
    assert story.status == KILLED
    for moment in (None, clock.now() + 2 * DAY):
        assert not Edition.objects.live(at=moment).exists()
    notice = story.corrections.get()
    assert (notice.kind, notice.note) == (Correction.Kind.RETRACTION, "Its source was not what it said.")


def test_an_expired_story_can_be_killed_and_its_end_stays(staff):
    story = staff.published(at=NOON, until=NOON + HOUR)
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    assert story.editions.get().live_until == NOON + HOUR


def test_an_emergency_goes_out_uncleared_and_owes_a_review(staff):
    story = make_story()
    workflow.emergency(story, by=staff.publisher, reason="The dam is breaking.")
    assert Edition.objects.live().get().story == story
    assert (story.status, story.after_review_owed) == (CLEARED, True)
    with pytest.raises(PermissionDenied):
        workflow.review(story, by=staff.publisher)
    workflow.review(story, by=staff.copy_editor)
    story.refresh_from_db()
    assert not story.after_review_owed
    with pytest.raises(workflow.IllegalMove):
        workflow.review(story, by=staff.copy_editor)


def test_reporters_file_their_own_stories_and_nobody_else_s(staff):
    theirs = make_story(authors=[])
    theirs.bylines.create(author=make_author("Rui Tembe", user=staff.reporter))
    workflow.file(theirs, by=staff.reporter)
    other = make_story(created_by=make_user("Reporter"))
    with pytest.raises(PermissionDenied):
        workflow.file(other, by=staff.reporter)


def test_people_on_desks_move_their_own_desks_stories_alone(staff):
    from articles.models import Desk

    world, culture = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    world.members.add(staff.editor)
    with pytest.raises(PermissionDenied):
        workflow.spike(make_story(desk=culture), by=staff.editor, note="No.")
    workflow.spike(make_story(desk=world), by=staff.editor, note="No.")
    workflow.spike(make_story(), by=staff.editor, note="No.")
