"""Two texts come together on a page: what touches is chosen, what does not has come together, and nothing is lost."""

import pytest

from articles import workflow
from articles.models import Desk, Revision, Story
from tests.desk_pages import messages_of, page_of, signed_in, story_url, typed
from tests.factories import make_author, make_story

pytestmark = pytest.mark.django_db

BODY = "<p>The water came before dawn.</p><p>Nobody was warned of it.</p><p>The mayor spoke.</p>"


@pytest.fixture
def editor(staff):
    return signed_in(staff.editor)


@pytest.fixture
def story(staff):
    story = make_story(headline="Dam bursts", authors=["Ana Reyes"])
    workflow.revise(story, by=staff.editor, body=BODY, deck="A town waits.", ednote="Call Beira")
    return story


def late(editor, staff, story, theirs: dict, **mine):
    """Somebody typed while somebody else saved; the answer of the late save."""
    page = editor.get(story_url(story))
    workflow.revise(story, by=staff.publisher, **theirs)
    return editor.post(story_url(story), typed(page, **mine))


def choices(editor, answer, **chosen) -> dict:
    """The form of the page, with ways out of its forks by the title of each."""
    page = editor.get(answer.url)
    data = typed(page, ".mergeroom")
    for fork in page_of(page).css(".fork[data-fork]"):
        title = fork.css_first("legend").text().partition(":")[0]
        way = chosen.get(title.lower().replace(" ", "_"))
        if way:
            data[fork.css_first("input[type=radio]").attributes["name"]] = way
    return data


def test_a_late_save_of_other_words_comes_together_by_itself_and_says_so(staff, editor, story):
    answer = late(
        editor,
        staff,
        story,
        {"body": BODY.replace("dawn", "dawn on Friday"), "tags": ["Rain"]},
        body=BODY.replace("The mayor spoke", "The mayor wept"),
        ednote="Call Beira twice",
    )
    assert answer.url != story_url(story)
    story.refresh_from_db()
    assert "dawn on Friday" in story.body
    assert "The mayor wept" in story.body
    assert (list(story.tags.names()), story.ednote) == (["Rain"], "Call Beira twice")
    assert any("came together" in message for message in messages_of(editor.get(answer.url)))


def test_what_both_changed_is_shown_with_what_both_began_from_and_four_ways_out(staff, editor, story):
    answer = late(
        editor,
        staff,
        story,
        {"headline": "Dam bursts twice", "body": BODY.replace("Nobody was", "Few were")},
        headline="Dam holds",
        body=BODY.replace("Nobody was", "No one was").replace("mayor spoke", "mayor wept"),
    )
    refused = story.revisions.get(kind=Revision.Kind.REFUSED)
    assert answer.url == story_url(story, f"conflict/{refused.number}")
    page = page_of(editor.get(answer.url))
    forks = [" ".join(fork.text().split()) for fork in page.css(".fork[data-fork]")]
    assert len(forks) == 2
    assert "Both began from Dam bursts" in forks[0]
    assert "Nobody was warned of it." in forks[1]
    ways = [radio.attributes["value"] for radio in page.css(".fork[data-fork]")[1].css("input[type=radio]")]
    assert ways == ["mine", "theirs", "both", "anew"]
    assert page.css_first(".room__title").text() == "You and Publisher both wrote"
    margins = [node.text(strip=True) for node in page.css(".whole > .by")]
    assert margins == ["from you"]
    assert "No word of either is lost" in page.css_first(".room__said").text()


@pytest.mark.parametrize(
    ("way", "deck"),
    [
        ("mine", "A city waits."),
        ("theirs", "A village waits."),
        ("both", "A city waits. A village waits."),
        ("anew", "Everybody waits."),
    ],
)
def test_each_way_out_leads_to_its_text_and_the_refused_one_stays(staff, editor, story, way, deck):
    answer = late(editor, staff, story, {"deck": "A village waits."}, deck="A city waits.")
    data = choices(editor, answer, deck=way)
    data = {name: "Everybody waits." if name.startswith("anew-") else value for name, value in data.items()}
    done = editor.post(answer.url, data, follow=True)
    story.refresh_from_db()
    assert story.deck == deck
    assert any("one now" in message for message in messages_of(done))
    newest = story.revisions.exclude(kind=Revision.Kind.REFUSED).latest("number")
    assert newest.kind == (Revision.Kind.MERGED if way != "theirs" else Revision.Kind.SAVED)
    assert story.revisions.get(kind=Revision.Kind.REFUSED).content["deck"] == "A city waits."
    for page in (story_url(story, "history"), story_url(story)):
        told = editor.get(page).content.decode()
        assert "Waits to be brought together" not in told
        assert "Brought together with the copy." in told


def test_a_page_that_sends_its_text_once_more_has_it_wait_once_more(staff, editor, story):
    opened = story.version
    workflow.revise(story, by=staff.publisher, deck="A village waits.")
    for deck in ("A city waits.", "A city waits on."):
        with pytest.raises(workflow.StaleVersion):
            workflow.autosave(story, by=staff.editor, version=opened, run="run-1", deck=deck)
        refused = story.revisions.get(kind=Revision.Kind.REFUSED)
        assert not refused.is_settled
        version = Story.objects.get(pk=story.pk).version
        workflow.bring_together(story, by=staff.editor, version=version, refused=refused)
        assert story.revisions.get(kind=Revision.Kind.REFUSED).is_settled


def test_paragraphs_can_both_stay_or_be_written_anew(staff, editor, story):
    answer = late(
        editor,
        staff,
        story,
        {"body": BODY.replace("Nobody was", "Few were")},
        body=BODY.replace("Nobody was", "No one was"),
    )
    editor.post(answer.url, choices(editor, answer, **{"2nd_paragraph": "both"}))
    story.refresh_from_db()
    assert story.body.split("\n")[1:3] == ["<p>No one was warned of it.</p>", "<p>Few were warned of it.</p>"]


def test_what_is_written_anew_keeps_the_links_of_the_words_that_stay(staff, editor, story):
    linked = BODY.replace("warned of it", '<a href="https://example.org/">warned of it</a>')
    answer = late(
        editor,
        staff,
        story,
        {"body": linked.replace("Nobody was", "Few were")},
        body=linked.replace("Nobody was", "No one was"),
    )
    data = choices(editor, answer, **{"2nd_paragraph": "anew"})
    anew = next(name for name in data if name.startswith("anew-"))
    editor.post(answer.url, data | {anew: "No one at all was warned of it."})
    story.refresh_from_db()
    kept = '<p>No one at all was <a href="https://example.org/">warned of it</a>.</p>'
    assert story.body.split("\n")[1] == kept


def test_a_change_that_came_together_can_be_left_out(staff, editor, story):
    answer = late(
        editor,
        staff,
        story,
        {"deck": "A village waits.", "body": BODY.replace("mayor spoke", "mayor wept")},
        deck="A city waits.",
    )
    data = choices(editor, answer, deck="mine")
    box = page_of(editor.get(answer.url)).css_first("[name=without]")
    editor.post(answer.url, data | {"without": box.attributes["value"]})
    story.refresh_from_db()
    assert "mayor spoke" in story.body
    assert story.deck == "A city waits."


def test_nothing_is_saved_while_something_is_left_to_choose(staff, editor, story):
    answer = late(
        editor,
        staff,
        story,
        {"deck": "A village waits.", "headline": "Dam bursts twice"},
        deck="A city waits.",
        headline="Dam holds",
    )
    again = editor.post(answer.url, choices(editor, answer, deck="mine"))
    assert any("left to choose" in message for message in messages_of(again))
    chosen = page_of(again).css("input[type=radio][checked]")
    assert [radio.attributes["value"] for radio in chosen] == ["mine"]
    story.refresh_from_db()
    assert story.deck == "A village waits."


def test_a_third_save_meanwhile_shows_the_page_anew_with_what_was_chosen(staff, editor, story):
    answer = late(editor, staff, story, {"deck": "A village waits."}, deck="A city waits.")
    data = choices(editor, answer, deck="mine")
    workflow.revise(story, by=staff.publisher, headline="Third")
    again = editor.post(answer.url, data)
    assert any("once more" in message for message in messages_of(again))
    assert page_of(again).css_first("input[type=radio][checked]").attributes["value"] == "mine"
    editor.post(answer.url, typed(again, ".mergeroom"))
    story.refresh_from_db()
    assert (story.headline, story.deck) == ("Third", "A city waits.")


def test_what_the_desk_keeps_beside_the_copy_comes_together_too(staff, editor, story):
    desk = Desk.objects.create(name="World", slug="world")
    answer = late(
        editor,
        staff,
        story,
        {"ednote": "Call nobody", "bylines": [{"author": make_author("Ben Okri")}]},
        ednote="Call Maputo",
        due_at="2026-05-03T18:30",
        desk=str(desk.pk),
        no_history="on",
    )
    page = page_of(editor.get(answer.url))
    said = " ".join(page.css_first(".whole").text().split())
    assert "Ben Okri" in said
    assert "Sun 3 May 2026, 18:30 UTC" in said
    editor.post(answer.url, choices(editor, answer, note_for_the_desk="mine"))
    story.refresh_from_db()
    assert (story.ednote, story.desk, story.no_history) == ("Call Maputo", desk, True)
    assert story.due_at.isoformat() == "2026-05-03T18:30:00+00:00"
    assert [byline.author.name for byline in story.bylines.all()] == ["Ben Okri"]


def test_copy_that_was_passed_is_passed_again_after_two_texts_came_together(staff, editor, story):
    answer = late(editor, staff, story, {"deck": "A village waits."}, deck="A city waits.")
    workflow.file(story, by=staff.publisher)
    done = editor.post(answer.url, choices(editor, answer, deck="mine"), follow=True)
    story.refresh_from_db()
    assert story.status == "draft"
    assert any("is passed again" in message for message in messages_of(done))


def test_a_text_that_was_never_refused_has_no_such_page(staff, editor, story):
    assert editor.get(story_url(story, "conflict/1")).url == story_url(story, "history")


def test_a_page_that_lost_its_version_brings_nothing_together(staff, editor, story):
    answer = late(editor, staff, story, {"deck": "A village waits."}, deck="A city waits.")
    data = choices(editor, answer, deck="mine")
    assert editor.post(answer.url, {**data, "version": ""}).status_code == 404
    assert Story.objects.get().deck == "A village waits."
