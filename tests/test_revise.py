"""Saving: nothing typed is lost, and no save goes unseen."""

import pytest

from articles import revisions, workflow
from articles.models import Revision, Story
from tests.factories import make_author, make_section, make_story


def test_every_change_of_content_makes_a_revision_and_no_other_save_does(staff):
    story = make_story()
    first = workflow.revise(story, by=staff.editor, deck="A town waits.")
    same = workflow.revise(story, by=staff.editor, deck="A town waits.", commissioned_words=400)
    assert same == first
    second = workflow.revise(story, by=staff.editor, tags=["Floods"])
    third = workflow.revise(
        story, by=staff.editor, bylines=[{"author": make_author("Rui Tembe"), "role": "Data"}]
    )
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert third.content["bylines"][0]["name"] == "Rui Tembe"
    assert third.content["tags"][0]["name"] == "Floods"


def test_a_stale_save_is_refused_and_both_texts_are_kept(staff):
    story = make_story()
    opened = story.version
    workflow.revise(story, by=staff.editor, version=opened, body="<p>Hers.</p>")
    with pytest.raises(workflow.StaleVersion) as refusal:
        workflow.revise(story, by=staff.publisher, version=opened, body="<p>His.</p>", tags=["New"])
    story.refresh_from_db()
    assert story.body.strip() == "<p>Hers.</p>"
    refused = refusal.value.refused
    assert refused.kind == Revision.Kind.REFUSED
    assert "His." in refused.content["body"]
    assert refused.content["tags"][0]["name"] == "New"
    assert revisions.newest(story).content["body"] == story.body


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
