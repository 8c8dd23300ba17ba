"""Verbs said of many stories from the list: each is done or refused by itself, and each result is told."""

import pytest

from articles import clock, workflow
from articles.admin import bulk
from articles.models import Dateline, Desk, Edition, Story
from tests.desk_pages import messages_of, page_of, signed_in, typed
from tests.factories import DAY, Staff, make_story

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/story/"
WHY = "Nobody was there."


@pytest.fixture
def staff():
    return Staff()


def press(client, verb, stories, **more):
    chosen = [story.pk for story in stories]
    return client.post(LIST, {"action": verb, "_selected_action": chosen, "index": "0"} | more, follow=True)


def answer(client, asked, **answers):
    """Answer what a verb asks of many, as a browser sends it."""
    chosen = [node.attributes["value"] for node in page_of(asked).css(".door [name=_selected_action]")]
    form = typed(asked, ".door form", **answers)
    return client.post(LIST, form | {"_selected_action": chosen}, follow=True)


def came_of(response) -> list[str]:
    """What came of a verb, story by story."""
    rows = page_of(response).css(".results li")
    return [" ".join(row.text(separator=" ").split()) for row in rows]


def statuses(*stories):
    return list(
        Story.objects.filter(pk__in=[story.pk for story in stories])
        .order_by("pk")
        .values_list("status", flat=True)
    )


def test_each_story_is_done_or_refused_by_itself_and_each_result_is_told(staff):
    ready, bare, filed = (
        make_story(headline="Ready"),
        make_story(headline="Bare", body=""),
        staff.filed(headline="Filed"),
    )
    client = signed_in(staff.editor)
    told = came_of(answer(client, press(client, "file", [ready, bare, filed]), note=WHY))
    assert told[0] == "Filed Ready “Ready” is filed."
    assert sorted(told[1:]) == [
        "Refused Bare There is no text yet. Open it",
        "Refused Filed You cannot file “Filed”. It is filed, and not cleared yet. Open it",
    ]
    assert came_of(client.get(LIST)) == []
    assert statuses(ready, bare, filed) == ["filed", "draft", "filed"]


def test_a_story_that_is_not_yours_is_refused_among_others(staff):
    mine, theirs = (
        make_story(headline="Mine", created_by=staff.reporter),
        make_story(headline="Theirs", created_by=staff.editor),
    )
    reporter = signed_in(staff.reporter)
    told = came_of(answer(reporter, press(reporter, "file", [mine, theirs]), note=WHY))
    assert any(one.startswith("Refused Theirs") for one in told)
    assert statuses(mine, theirs) == ["filed", "draft"]


def test_spiking_asks_for_the_note_once_and_gives_it_to_each(staff):
    stories, editor = [make_story(), make_story()], signed_in(staff.editor)
    asked = press(editor, "spike", stories)
    assert statuses(*stories) == ["draft", "draft"]
    assert len(page_of(asked).css(".door li")) == 2
    chosen = {"_selected_action": [story.pk for story in stories]}
    editor.post(LIST, typed(asked, ".door form", note="Old.") | chosen)
    assert statuses(*stories) == ["spiked", "spiked"]
    assert [event.note for story in stories for event in story.events.all()] == ["Old.", "Old."]


def test_what_is_to_be_weighed_is_told_story_by_story_and_asks_for_one_reason(staff):
    """It goes into the ledger of those it was asked for, and of no other."""
    place = Dateline.objects.create(place="PARIS", full_place="Paris, France", slug="paris")
    bare, whole = (
        make_story(headline="Bare"),
        make_story(headline="Whole", dateline=place, deck="A town waits."),
    )
    editor = signed_in(staff.editor)
    asked = press(editor, "file", [bare, whole])
    assert statuses(bare, whole) == ["draft", "draft"]
    rows = {row.css_first("span").text(): row.text() for row in page_of(asked).css(".door__stories li")}
    assert "It has no dateline" in rows["Bare"]
    assert "Weigh" not in rows["Whole"]
    again = answer(editor, asked, note=" ")
    assert "This field is required." in again.content.decode()
    assert statuses(bare, whole) == ["draft", "draft"]
    answer(editor, asked, note="Written from the wires.")
    assert statuses(bare, whole) == ["filed", "filed"]
    assert [story.events.get().note for story in (bare, whole)] == ["Written from the wires.", ""]


def test_what_was_answered_at_the_clear_is_not_asked_again(staff):
    story, publisher = staff.filed(), signed_in(staff.publisher)
    workflow.clear(story, by=staff.copy_editor, note=WHY)
    asked = press(publisher, "publish", [story])
    assert page_of(asked).css_first(".door [name=note]") is None
    answer(publisher, asked)
    assert Edition.objects.get().story == story


def test_two_hundred_stories_are_weighed_in_as_many_questions_as_two(staff, django_assert_max_num_queries):
    stories = [make_story() for _ in range(12)]
    editor = signed_in(staff.editor)
    editor.get(LIST)
    with django_assert_max_num_queries(16):
        press(editor, "file", stories)


def test_spiking_without_the_note_asks_again_and_does_nothing(staff):
    story, editor = make_story(), signed_in(staff.editor)
    asked = press(editor, "spike", [story])
    again = editor.post(LIST, typed(asked, ".door form", note=" "))
    assert "This field is required." in again.content.decode()
    assert statuses(story) == ["draft"]


def test_publishing_asks_for_the_hour_first(staff):
    story, publisher = staff.cleared(), signed_in(staff.publisher)
    asked = press(publisher, "publish", [story])
    assert not Edition.objects.exists()
    answer(publisher, asked, at="2126-05-03T18:00", note=WHY)
    assert Edition.objects.get().live_from.isoformat() == "2126-05-03T18:00:00+00:00"


def test_the_next_edition_of_each_is_taken_back(staff):
    story = staff.published(at=clock.now() + DAY)
    press(signed_in(staff.producer), "unschedule", [story])
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("reporter", {"file", "give"}),
        ("editor", {"file", "send_back", "spike", "unspike", "give"}),
        ("copy_editor", {"file", "send_back", "clear", "give"}),
        ("producer", {"unschedule"}),
        ("publisher", set(bulk.TOGETHER)),
        ("administrator", set()),
    ],
)
def test_the_list_offers_each_role_its_own_verbs(role, offered, staff):
    make_story()
    page = page_of(signed_in(getattr(staff, role)).get(LIST))
    assert {node.attributes["value"] for node in page.css("button[name=action]")} == offered


def test_an_action_that_is_not_offered_is_not_done(staff):
    story = staff.filed()
    press(signed_in(staff.reporter), "clear", [story])
    assert statuses(story) == ["filed"]


def test_too_many_at_once_are_refused_whole(staff, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    stories = [make_story() for _ in range(3)]
    told = messages_of(press(signed_in(staff.editor), "file", stories))
    assert told == ["Choose 2 stories at most: nothing was done."]
    assert statuses(*stories) == ["draft"] * 3


def test_all_across_pages_means_all_in_reach(staff):
    world, culture = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    staff.editor.desks.add(world)
    mine, theirs = make_story(desk=world), make_story(desk=culture, created_by=staff.publisher)
    editor = signed_in(staff.editor)
    answer(editor, press(editor, "file", [mine], select_across="1"), note=WHY)
    assert statuses(mine, theirs) == ["filed", "draft"]


def test_a_walk_from_the_list_ends_before_readers(staff):
    story = make_story(headline="Dam bursts")
    publisher = signed_in(staff.publisher)
    for verb in ("file", "clear"):
        answer(publisher, press(publisher, verb, [story]), note=WHY)
    answer(publisher, press(publisher, "publish", [story]))
    assert Edition.objects.live().get().headline == "Dam bursts"
    assert [event.verb for event in story.events.all()] == ["file", "clear", "publish"]
    assert set(bulk.TOGETHER) <= set(workflow.MOVES)


def test_stories_are_given_to_somebody_together(staff):
    stories, editor = [make_story(), make_story()], signed_in(staff.editor)
    asked = press(editor, "give", stories)
    told = answer(editor, asked, to=staff.reporter.pk)
    assert [one.split()[0] for one in came_of(told)] == ["Given", "Given"]
    assert {story.assignee for story in Story.objects.all()} == {staff.reporter}


def test_what_was_scheduled_together_can_be_taken_back_together(staff):
    stories, publisher = [staff.cleared(), staff.cleared()], signed_in(staff.publisher)
    asked = press(publisher, "publish", stories)
    told = answer(publisher, asked, at="2126-05-03T18:00", note=WHY)
    assert [one.split()[0] for one in came_of(told)] == ["Scheduled", "Scheduled"]
    publisher.post(LIST, typed(told, "#undo") | {"_selected_action": [story.pk for story in stories]})
    assert not Edition.objects.exists()


def test_enter_in_the_list_says_no_verb(staff):
    """What browsers press for Enter is the first button of a form."""
    make_story()
    first = page_of(signed_in(staff.editor).get(LIST)).css_first("#changelist-form button")
    assert "disabled" in first.attributes
