"""What a story's page sends by itself: kept at once, brought together with what others wrote, and never half lost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import clock, hours, thinning, workflow
from articles.models import Presence, Revision, Story
from articles.revisions import THIN_EVERY
from tests.desk_pages import page_of, signed_in, story_url, typed
from tests.factories import DAY, HOUR, make_author, make_section, make_story, make_user

pytestmark = pytest.mark.django_db

NEW = "/admin/articles/story/add/"
BEGIN = "/admin/articles/story/autosave/"


@pytest.fixture
def editor(staff):
    return signed_in(staff.editor)


@pytest.fixture
def reporter(staff):
    return signed_in(staff.reporter)


def form_of(client, story, **changes) -> dict:
    """The story's form as its page would send it by itself."""
    return typed(client.get(story_url(story)), run="run-1", **changes)


def begun(story: Story, by) -> Story:
    """A story with a revision from which others may have begun."""
    workflow.revise(story, by=by, body="<p>One came at dawn.</p><p>Two went home.</p>", deck="A town waits.")
    return story


def test_what_is_typed_is_kept_and_the_answer_says_when_and_what_it_is_now(staff, editor):
    staff.editor.time_zone = "Asia/Tokyo"
    staff.editor.save()
    story = begun(make_story(), staff.editor)
    answer = editor.post(story_url(story, "autosave"), form_of(editor, story, deck="A town waits still."))
    told = answer.json()
    story.refresh_from_db()
    assert (story.deck, told["version"], told["status"]) == ("A town waits still.", story.version, "draft")
    assert told["saved_at"] == f"{hours.local(story.revisions.latest('number').at):%H:%M:%S}"
    assert (told["not_saved"], told["merged"], told["reopened"]) == ({}, {}, False)
    assert story.revisions.latest("number").kind == Revision.Kind.AUTOSAVED


def test_a_sitting_is_one_revision(staff, editor):
    story = begun(make_story(), staff.editor)
    for deck in ("A", "A town", "A town waits on"):
        editor.post(story_url(story, "autosave"), form_of(editor, story, deck=deck))
    assert story.revisions.count() == 2
    assert story.revisions.latest("number").saves == 3


def test_the_first_save_of_a_new_page_begins_the_story_and_tells_its_address(staff, reporter):
    data = typed(
        reporter.get(NEW), run="run-1", headline="Ferry", body="<p>It came.</p>", section=make_section().pk
    )
    told = reporter.post(BEGIN, data).json()
    story = Story.objects.get()
    assert (story.created_by, story.headline) == (staff.reporter, "Ferry")
    assert told["address"] == story_url(story)
    assert told["autosave"] == story_url(story, "autosave")


def test_a_first_save_whose_answer_was_lost_begins_no_second_story(staff, reporter):
    data = typed(reporter.get(NEW), run="run-1", headline="Ferry")
    reporter.post(BEGIN, data)
    told = reporter.post(BEGIN, data | {"headline": "Ferry returns"}).json()
    story = Story.objects.get()
    assert (story.headline, told["version"]) == ("Ferry returns", story.version)


def test_a_sitting_is_told_whether_a_story_began_in_it_and_only_to_whom_it_was(staff, editor, reporter):
    assert reporter.get(f"{BEGIN}?run=run-1").json() == {}
    reporter.post(BEGIN, typed(reporter.get(NEW), run="run-1", headline="Ferry"))
    told = {"autosave": story_url(Story.objects.get(), "autosave")}
    assert reporter.get(f"{BEGIN}?run=run-1").json() == told
    assert editor.get(f"{BEGIN}?run=run-1").json() == {}
    assert reporter.get(f"{BEGIN}?run={'x' * 37}").status_code == 400


def test_an_empty_page_begins_nothing(reporter):
    assert reporter.post(BEGIN, typed(reporter.get(NEW), run="run-1")).json() == {"nothing": True}
    assert not Story.objects.exists()


def test_the_address_follows_the_headline_while_it_is_written_and_no_longer(staff, reporter):
    data = typed(reporter.get(NEW), run="run-1", headline="Fe")
    reporter.post(BEGIN, data)
    story = Story.objects.get()
    told = reporter.post(
        story_url(story, "autosave"), form_of(reporter, story, headline="Ferry returns")
    ).json()
    assert told["merged"] == {"slug": "ferry-returns"}
    assert not told["others_saved"], "it follows from what was typed"
    reporter.post(story_url(story, "autosave"), form_of(reporter, story, slug="the-ferry"))
    reporter.post(story_url(story, "autosave"), form_of(reporter, story, headline="Ferry comes back"))
    story.refresh_from_db()
    assert (story.headline, story.slug) == ("Ferry comes back", "the-ferry")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"dateline_date": "the third"}, "dateline_date"),
        ({"urgency": "12"}, "urgency"),
        ({"tags": "x" * 101}, "tags"),
        ({"section": "9999999"}, "section"),
        ({"bylines-1-role": "Photographs"}, "bylines"),
        ({"slug": "taken"}, "slug"),
    ],
)
def test_what_is_incomplete_is_told_and_the_rest_is_kept(staff, editor, wrong, field):
    make_story(slug="taken")
    story = begun(make_story(), staff.editor)
    told = editor.post(story_url(story, "autosave"), form_of(editor, story, headline="Typed", **wrong)).json()
    story.refresh_from_db()
    assert story.headline == "Typed"
    assert set(told["not_saved"]) == {field}
    assert told["not_saved"][field]


def test_an_embargo_over_what_is_scheduled_is_left_out_and_the_rest_is_kept(staff, editor):
    story = staff.published(at=clock.now() + HOUR)
    late = f"{clock.now() + DAY:%Y-%m-%dT%H:%M}"
    data = form_of(editor, story, embargoed_until=late, ednote="Call Beira")
    told = editor.post(story_url(story, "autosave"), data).json()
    story.refresh_from_db()
    assert (story.ednote, story.embargoed_until) == ("Call Beira", None)
    assert "take it back first" in told["not_saved"]["embargoed_until"]


def test_what_somebody_else_wrote_meanwhile_comes_along_in_the_answer(staff, editor):
    story = begun(make_story(), staff.editor)
    data = form_of(editor, story, body="<p>One came at dawn.</p><p>Two went home late.</p>")
    workflow.revise(
        story, by=staff.publisher, body="<p>One came by boat at dawn.</p><p>Two went home.</p>", tags=["Rain"]
    )
    told = editor.post(story_url(story, "autosave"), data).json()
    both = "<p>One came by boat at dawn.</p>\n<p>Two went home late.</p>"
    story.refresh_from_db()
    assert (story.body, list(story.tags.names())) == (both, ["Rain"])
    assert told["merged"] == {"body": both, "tags": "Rain"}
    assert told["version"] == story.version
    assert told["others_saved"]


def test_a_page_that_only_looks_on_gets_what_others_wrote_and_writes_nothing(staff, editor):
    story = begun(make_story(), staff.editor)
    data = form_of(editor, story)
    workflow.revise(
        story, by=staff.publisher, deck="A town is dry.", bylines=[{"author": make_author("Ben")}]
    )
    version = story.version
    told = editor.post(story_url(story, "autosave"), data).json()
    story.refresh_from_db()
    rows = [{"name": "Ben", "role": "", "credit": ""}]
    assert (story.version, told["merged"]) == (version, {"deck": "A town is dry.", "bylines": rows})
    assert told["others_saved"]


def test_credits_that_the_page_could_not_show_are_not_taken_out_by_it(staff, editor):
    """After the answer the page stands on the new version, but its rows are the old ones: it says so."""
    story = begun(make_story(authors=["Ana Reyes"]), staff.editor)
    data = form_of(editor, story)
    workflow.revise(story, by=staff.publisher, bylines=[{"author": make_author("Ben Okri")}])
    told = editor.post(story_url(story, "autosave"), data).json()
    was = {f"was_{name}": value for name, value in data.items() if name.startswith("bylines-")}
    again = data | was | {"version": told["version"], "deck": "A town waits still."}
    editor.post(story_url(story, "autosave"), again)
    story.refresh_from_db()
    assert [byline.author.name for byline in story.bylines.all()] == ["Ben Okri"]
    assert story.deck == "A town waits still."


def test_the_same_words_changed_twice_lead_to_the_page_that_brings_them_together(staff, editor):
    story = begun(make_story(), staff.editor)
    data = form_of(editor, story, deck="A city waits.")
    workflow.revise(story, by=staff.publisher, deck="A village waits.")
    answer = editor.post(story_url(story, "autosave"), data)
    refused = story.revisions.get(kind=Revision.Kind.REFUSED)
    assert answer.status_code == 409
    assert answer.json()["conflict"] == story_url(story, f"conflict/{refused.number}")
    assert answer.json()["who"] == "Publisher"
    assert refused.content["deck"] == "A city waits."
    editor.post(story_url(story, "autosave"), data | {"deck": "A city waits for rain."})
    assert story.revisions.get(kind=Revision.Kind.REFUSED).content["deck"] == "A city waits for rain."


def test_who_writes_the_same_words_in_two_windows_is_told_that_it_was_they(staff, editor):
    story = begun(make_story(), staff.editor)
    here, there = (form_of(editor, story, deck=deck) for deck in ("A city waits.", "Nobody waits."))
    editor.post(story_url(story, "autosave"), there | {"run": "run-2"})
    told = editor.post(story_url(story, "autosave"), here).json()
    assert told["who"] == "You, in another window,"
    title = page_of(editor.get(told["conflict"])).css_first(".room__title").text()
    assert title == "You and your other window both wrote"


def test_a_stopped_story_says_why_it_takes_nothing(staff, editor):
    story = begun(make_story(), staff.editor)
    data = form_of(editor, story, deck="Late.")
    workflow.spike(story, by=staff.publisher, note="Old")
    answer = editor.post(story_url(story, "autosave"), data)
    assert answer.status_code == 409
    assert "unspike it first" in answer.json()["refused"]


def test_typing_into_filed_copy_takes_it_back_and_the_answer_says_so(staff, reporter):
    story = begun(make_story(created_by=staff.reporter), staff.reporter)
    workflow.file(story, by=staff.reporter)
    told = reporter.post(story_url(story, "autosave"), form_of(reporter, story, deck="New.")).json()
    assert (told["status"], told["reopened"]) == ("draft", True)


def test_a_page_without_a_sitting_or_a_version_is_refused(staff, editor):
    story = begun(make_story(), staff.editor)
    data = form_of(editor, story, deck="Typed")
    assert editor.post(story_url(story, "autosave"), data | {"run": ""}).status_code == 400
    assert editor.post(story_url(story, "autosave"), data | {"version": "seven"}).status_code == 400


def test_who_comes_to_these_doors_by_their_address_is_led_to_the_story(staff, editor):
    story = make_story()
    assert editor.get(story_url(story, "autosave")).url == story_url(story)
    assert editor.get(story_url(story, "presence")).url == story_url(story)
    assert editor.get(BEGIN).url == NEW


@pytest.mark.parametrize("number", [20, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_save_asks_no_more_of_ten_thousand_saves_than_of_twenty(staff, editor, number):
    story = begun(make_story(), staff.editor)
    first = story.revisions.get()
    Revision.objects.bulk_create(
        Revision(story=story, number=n, version=1, content=first.content, content_hash="", at=first.at)
        for n in range(2, number + 1)
    )
    data = form_of(editor, story)
    counts = []
    for take in range(THIN_EVERY + 1):
        data |= {"deck": f"Take {take}.", "run": f"run-{take}"}
        with CaptureQueriesContext(connection) as queries:
            told = editor.post(story_url(story, "autosave"), data)
        data["version"] = told.json()["version"]
        counts.append(len(queries))
    # One of them thins out; of ten thousand rows that were never thinned before, a batch at a time.
    assert sorted(counts)[-2] <= 36, counts
    assert story.revisions.count() <= thinning.MOST + THIN_EVERY


def test_the_panel_is_asked_for_anew_only_where_it_tells_something_else(staff, editor):
    """More words are counted on the page; that there is no deck for lists, and topics, are told by the panel."""
    story = begun(make_story(), staff.editor)
    data, said = form_of(editor, story), []
    for change in (
        {"deck": "A deck."},
        {"body": "<p>More.</p>"},
        {"deck": ""},
        {"kicker": "Floods"},
        {"tags": "floods"},
    ):
        data |= change
        told = editor.post(story_url(story, "autosave"), data).json()
        data["version"] = told["version"]
        said.append(told["panel"])
    assert [said[0] == said[1], said[1] == said[2], said[2] == said[3], said[3] == said[4]] == [
        True,
        False,
        True,
        False,
    ]


def test_all_that_the_page_asks_is_kept_with_each_revision(staff, editor):
    """What a revision does not keep, nobody can bring together: a new field of the form is named there too."""
    story = begun(make_story(), staff.editor)
    copy = story.revisions.get().copy
    asked = set(typed(editor.get(story_url(story)))) - {"version", "run", "csrfmiddlewaretoken"}
    named = {name for name in asked if not name.startswith(("bylines-", "lead_picture_"))}
    named = {name for name in named if not name.endswith("_which")}
    assert named <= set(copy)


# Who else is here


def test_everybody_sees_who_else_is_in_the_story_and_in_which_field(staff, editor, reporter):
    story = make_story(created_by=staff.reporter)
    sign = {"run": "r", "field": "dateline_text", "version": "0"}
    assert reporter.post(story_url(story, "presence"), sign).json()["others"] == []
    told = editor.post(story_url(story, "presence"), {"run": "e", "field": "", "version": "0"}).json()
    assert told["others"] == [{"name": "Reporter", "field": "Dateline as printed"}]
    assert (told["version"], told["status_said"]) == (0, "Draft")
    editor.post(story_url(story, "presence"), {"run": "e", "gone": "1"})
    assert reporter.post(story_url(story, "presence"), sign).json()["others"] == []


def test_two_pages_of_one_person_are_one_colleague(staff, editor, reporter):
    story = make_story(created_by=staff.reporter)
    for run, field in (("1", "deck"), ("2", "headline")):
        reporter.post(story_url(story, "presence"), {"run": run, "field": field, "version": "0"})
    told = editor.post(story_url(story, "presence"), {"run": "e", "version": "0"}).json()
    assert told["others"] == [{"name": "Reporter", "field": "Headline"}]


def test_who_gave_no_sign_for_a_minute_is_forgotten(staff, editor):
    story = make_story()
    long_ago = clock.now() - timedelta(seconds=61)
    Presence.objects.create(story=story, user=make_user(), run="old", seen_at=long_ago)
    assert editor.post(story_url(story, "presence"), {"run": "e", "version": "0"}).json()["others"] == []
    assert not Presence.objects.filter(run="old").exists()
