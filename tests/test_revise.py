"""Saving: nothing typed is lost, and no save goes unseen."""

from datetime import timedelta

import pytest

from articles import revisions, workflow
from articles.models import Revision, Story
from tests.factories import NOON, make_author, make_section, make_story


def test_every_change_of_content_makes_a_revision_and_no_other_save_does(staff):
    story = make_story()
    first = workflow.revise(story, by=staff.editor, deck="A town waits.")
    same = workflow.revise(story, by=staff.editor, deck="A town waits.", commissioned_words=400)
    assert same == first
    second = workflow.revise(story, by=staff.editor, tags=["Floods"])
    third = workflow.revise(
        story, by=staff.editor, bylines=[{"author": make_author("Rui Tembe"), "role": "Data"}]
    )
    own_line = [revision for revision in revisions.kept(story) if revision.kind != Revision.Kind.DESK]
    assert own_line == [third, second, first]
    beside = story.revisions.get(kind=Revision.Kind.DESK)
    assert (beside.content, beside.desk["commissioned_words"]) == (first.content, 400)
    assert third.content["bylines"][0]["name"] == "Rui Tembe"
    assert third.content["tags"][0]["name"] == "Floods"


def test_a_stale_save_of_other_words_is_brought_together_with_what_stands(staff):
    story = make_story()
    opened = workflow.revise(story, by=staff.editor, body="<p>One came.</p><p>Two went.</p>", tags=["Floods"])
    version = story.version
    workflow.revise(story, by=staff.editor, version=version, body="<p>One came at dawn.</p><p>Two went.</p>")
    merged = workflow.revise(
        story,
        by=staff.publisher,
        version=version,
        body="<p>One came.</p><p>Two went home.</p>",
        tags=["Floods", "Rain"],
        ednote="Call Beira",
        deck=opened.content["deck"],
    )
    assert merged.content["body"] == "<p>One came at dawn.</p>\n<p>Two went home.</p>"
    assert (story.body, story.ednote) == (merged.content["body"], "Call Beira")
    assert sorted(story.tags.names()) == ["Floods", "Rain"]
    assert (merged.kind, merged.by, story.version) == (Revision.Kind.MERGED, staff.publisher, version + 2)


def test_a_stale_save_of_the_same_words_is_refused_and_both_texts_are_kept(staff):
    story = make_story()
    workflow.revise(story, by=staff.editor, body="<p>Whose?</p>")
    opened = story.version
    workflow.revise(story, by=staff.editor, version=opened, body="<p>Hers.</p>")
    with pytest.raises(workflow.StaleVersion) as refusal:
        workflow.revise(story, by=staff.publisher, version=opened, body="<p>His.</p>", tags=["New"])
    story.refresh_from_db()
    assert story.body.strip() == "<p>Hers.</p>"
    refused = refusal.value.refused
    assert (refused.kind, refused.version) == (Revision.Kind.REFUSED, opened)
    assert "His." in refused.content["body"]
    assert refused.content["tags"][0]["name"] == "New"
    assert revisions.newest(story).content["body"] == story.body
    assert revisions.began_from(story, opened).milestone


def test_where_nobody_knows_any_more_what_both_began_from_somebody_chooses(staff):
    story = make_story()
    workflow.revise(story, by=staff.editor, body="<p>Hers.</p>")
    story.revisions.update(version=None)
    with pytest.raises(workflow.StaleVersion):
        workflow.revise(story, by=staff.publisher, version=0, body="<p>His.</p>")


def test_a_save_that_says_what_stands_makes_nobody_late(staff):
    story = make_story()
    first = workflow.revise(story, by=staff.editor, deck="A town waits.")
    version = story.version
    assert workflow.revise(story, by=staff.publisher, version=version, deck="A town waits.") == first
    assert story.version == version


def test_a_run_of_one_person_is_one_revision_until_something_comes_between(staff):
    story = make_story()
    for number in range(5):
        revision = workflow.autosave(
            story, by=staff.reporter, version=story.version, run="r1", body=f"<p>Take {number}.</p>"
        )
    assert (revision.number, revision.saves, story.revisions.count()) == (1, 5, 1)
    assert "Take 4." in revision.content["body"]
    assert revision.since < revision.at
    workflow.autosave(story, by=staff.editor, version=story.version, run="e1", deck="A town waits.")
    workflow.autosave(story, by=staff.reporter, version=story.version, run="r1", body="<p>Take 5.</p>")
    workflow.keep(story, by=staff.reporter, note="Before the lawyers")
    workflow.autosave(story, by=staff.reporter, version=story.version, run="r1", body="<p>Take 6.</p>")
    assert [(row.number, row.run, row.milestone) for row in story.revisions.order_by("number")] == [
        (1, "r1", False),
        (2, "e1", False),
        (3, "r1", True),
        (4, "r1", False),
    ]
    assert story.events.get(verb="keep").note == "Before the lawyers"


def test_a_run_does_not_grow_over_what_somebody_else_began_from(staff):
    story = make_story()
    workflow.autosave(story, by=staff.reporter, version=0, run="r1", body="<p>One came. Two went.</p>")
    opened = story.version
    story.presences.create(user=staff.editor, run="e1", version=opened, seen_at=NOON)
    for body in ("<p>One came at dawn. Two went.</p>", "<p>One came at dawn today. Two went.</p>"):
        workflow.autosave(story, by=staff.reporter, version=story.version, run="r1", body=body)
    assert story.revisions.count() == 2
    merged = workflow.autosave(
        story, by=staff.editor, version=opened, run="e1", body="<p>One came. Two went home.</p>"
    )
    assert merged.content["body"].strip() == "<p>One came at dawn today. Two went home.</p>"


def test_what_a_page_never_showed_is_not_taken_out_by_it(staff):
    """The page typed on while its save was brought together with somebody else's, and could not show that yet."""
    story = make_story()
    workflow.autosave(story, by=staff.reporter, version=0, run="r1", body="<p>One came. Two went.</p>")
    opened = story.version
    workflow.autosave(
        story, by=staff.editor, version=opened, run="e1", body="<p>One came. Two went home.</p>"
    )
    sent = "<p>One came at. Two went.</p>"
    workflow.autosave(story, by=staff.reporter, version=opened, run="r1", body=sent)
    workflow.autosave(
        story,
        by=staff.reporter,
        version=story.version,
        run="r1",
        was={"body": sent},
        body="<p>One came at dawn. Two went.</p>",
    )
    assert story.body.strip() == "<p>One came at dawn. Two went home.</p>"


def test_what_waits_to_be_brought_together_grows_with_its_run(staff):
    story = make_story()
    workflow.autosave(story, by=staff.editor, version=0, run="e1", body="<p>Whose?</p>")
    opened = story.version
    workflow.autosave(story, by=staff.editor, version=opened, run="e1", body="<p>Hers.</p>")
    for text in ("His", "His own"):
        with pytest.raises(workflow.StaleVersion) as refusal:
            workflow.autosave(story, by=staff.reporter, version=opened, run="r1", body=f"<p>{text}.</p>")
    refused = story.revisions.get(kind=Revision.Kind.REFUSED)
    assert refusal.value.refused == refused
    assert (refused.content["body"].strip(), refused.saves) == ("<p>His own.</p>", 2)
    done = workflow.bring_together(
        story, by=staff.reporter, version=story.version, refused=refused, body="<p>Theirs.</p>"
    )
    assert (done.kind, story.body.strip()) == (Revision.Kind.MERGED, "<p>Theirs.</p>")
    assert f"revision {refused.number}" in done.note


def test_typing_into_filed_copy_takes_it_back_as_saving_does(staff):
    story = staff.filed(created_by=staff.reporter)
    version = story.version
    first = workflow.autosave(story, by=staff.reporter, version=version, run="r1", body="<p>New.</p>")
    assert (story.status, first.milestone) == ("draft", True)
    assert story.events.last().verb == "revise"


def test_ten_thousand_saves_leave_a_bounded_number_of_rows_and_every_milestone(staff):
    story = make_story()
    first = workflow.revise(story, by=staff.editor, body="<p>The first.</p>")
    Revision.objects.bulk_create(
        Revision(
            story=story,
            number=number,
            version=number,
            kind=Revision.Kind.AUTOSAVED,
            milestone=number % 1_000 == 0,
            content=first.content | {"deck": f"Save {number}"},
            content_hash="",
            by_name="Editor",
            at=NOON + number * timedelta(minutes=7),
        )
        for number in range(2, 10_001)
    )
    Story.objects.filter(pk=story.pk).update(version=10_000)
    revisions.thin(story, at=NOON + 10_001 * timedelta(minutes=7))
    kept = set(story.revisions.values_list("number", flat=True))
    assert {*range(1_000, 10_001, 1_000), 9_999} <= kept
    assert len(kept) <= 1_020
    old = story.revisions.get(number=3_000)
    workflow.revise(story, by=staff.editor, **revisions.restored(old))
    assert story.deck == "Save 3000"


def test_any_revision_can_be_brought_back_whole(staff):
    culture = make_section("Culture")
    story = make_story(tags=["Floods"], body="<p>Before.</p>")
    first = workflow.revise(story, by=staff.editor, deck="A town waits.")
    workflow.revise(
        story, by=staff.editor, body="<p>After.</p>", tags=[], bylines=[], section=culture, headline="Another"
    )
    again = workflow.revise(story, by=staff.editor, **revisions.restored(first))
    assert again.content == first.content
    assert again.number == 3
    assert list(Story.objects.get(pk=story.pk).tags.names()) == ["Floods"]


def test_a_milestone_marks_the_revision_that_holds_the_copy(staff):
    story = make_story()
    revision = workflow.revise(story, by=staff.publisher, deck="A town waits.")
    workflow.file(story, by=staff.publisher)
    revision.refresh_from_db()
    assert revision.milestone
    assert story.revisions.count() == 1


def test_whatever_is_written_is_kept_in_the_grammar(staff):
    story = make_story()
    workflow.revise(story, by=staff.editor, body='<p onclick="alert(1)">Text<script>alert(1)</script></p>')
    assert story.body.strip() == "<p>Text</p>"
    assert Story.objects.create(body="<h1>Big</h1>").body.strip() == "<h2>Big</h2>"


def test_the_slug_comes_from_the_headline_in_any_script_and_is_its_own(db):
    slugs = [
        Story.objects.create(headline=headline).slug for headline in ("Москва!", "Москва?", "L’été", "…")
    ]
    assert slugs == ["moskva", "moskva-2", "lete", ""]


def test_a_page_that_was_open_does_not_write_an_old_plan_back(staff):
    story = make_story(created_by=staff.reporter)
    page = {"due_at": None, "assignee": None, "commissioned_words": None}
    version = story.version
    workflow.plan(story, by=staff.editor, due_at=NOON, commissioned_words=600)
    workflow.give(story, by=staff.editor, to=staff.another_reporter)
    workflow.revise(story, by=staff.reporter, version=version, headline="The wall held", **page)
    story.refresh_from_db()
    assert (story.headline, story.due_at, story.commissioned_words, story.assignee) == (
        "The wall held",
        NOON,
        600,
        staff.another_reporter,
    )
    assert not story.revisions.filter(kind="refused").exists()
