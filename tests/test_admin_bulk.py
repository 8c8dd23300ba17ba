"""Verbs said of many stories from the list: each is done or refused by itself, and each result is told."""

import pytest

from articles import clock, workflow
from articles.admin import bulk
from articles.models import Desk, Edition, Story
from tests.desk_pages import messages_of, page_of, signed_in, typed
from tests.factories import DAY, Staff, make_story

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/story/"


@pytest.fixture
def staff():
    return Staff()


def press(client, verb, stories, **more):
    chosen = [story.pk for story in stories]
    return client.post(LIST, {"action": verb, "_selected_action": chosen, "index": "0"} | more, follow=True)


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
    told = came_of(press(client, "file", [ready, bare, filed]))
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
    told = came_of(press(signed_in(staff.reporter), "file", [mine, theirs]))
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
    publisher.post(LIST, typed(asked, ".door form", at="2126-05-03T18:00"))
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
    press(signed_in(staff.editor), "file", [mine], select_across="1")
    assert statuses(mine, theirs) == ["filed", "draft"]


def test_a_walk_from_the_list_ends_before_readers(staff):
    story = make_story(headline="Dam bursts")
    publisher = signed_in(staff.publisher)
    press(publisher, "file", [story])
    press(publisher, "clear", [story])
    publisher.post(LIST, typed(press(publisher, "publish", [story]), ".door form"))
    assert Edition.objects.live().get().headline == "Dam bursts"
    assert [event.verb for event in story.events.all()] == ["file", "clear", "publish"]
    assert set(bulk.TOGETHER) <= set(workflow.MOVES)


def test_stories_are_given_to_somebody_together(staff):
    stories, editor = [make_story(), make_story()], signed_in(staff.editor)
    asked = press(editor, "give", stories)
    chosen = {"_selected_action": [story.pk for story in stories]}
    answer = editor.post(LIST, typed(asked, ".door form", to=staff.reporter.pk) | chosen, follow=True)
    assert [one.split()[0] for one in came_of(answer)] == ["Given", "Given"]
    assert {story.assignee for story in Story.objects.all()} == {staff.reporter}


def test_what_was_scheduled_together_can_be_taken_back_together(staff):
    stories, publisher = [staff.cleared(), staff.cleared()], signed_in(staff.publisher)
    asked = press(publisher, "publish", stories)
    chosen = {"_selected_action": [story.pk for story in stories]}
    hour = {"at": "2126-05-03T18:00"}
    answer = publisher.post(LIST, typed(asked, ".door form", **hour) | chosen, follow=True)
    assert [one.split()[0] for one in came_of(answer)] == ["Scheduled", "Scheduled"]
    publisher.post(LIST, typed(answer, "#undo") | chosen)
    assert not Edition.objects.exists()


def test_enter_in_the_list_says_no_verb(staff):
    """What browsers press for Enter is the first button of a form."""
    make_story()
    first = page_of(signed_in(staff.editor).get(LIST)).css_first("#changelist-form button")
    assert "disabled" in first.attributes
