"""The history of a story at the desk: what was saved and said, any two moments as prose, and the way back."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles, workflow
from articles.admin import timeline
from articles.models import Desk, Revision, Story, StoryEvent
from articles.templatetags.desk import done
from tests.desk_pages import messages_of, page_of, signed_in, story_url
from tests.factories import HOUR, NOON, make_author, make_section, make_story, make_user

pytestmark = pytest.mark.django_db

BODY = "<p>The water came before dawn.</p><p>Nobody was warned of it.</p><p>The mayor spoke.</p><p>It rained.</p>"
LATER = "<p>It rained.</p><p>The water came before noon.</p><p>The mayor spoke.</p><p>A school opened.</p>"


@pytest.fixture
def editor(staff):
    return signed_in(staff.editor)


@pytest.fixture
def story(staff):
    """A story that was filed as it was, and rewritten since."""
    story = make_story(headline="Dam bursts", authors=["Ana Reyes"], tags=["Floods"])
    workflow.revise(story, by=staff.editor, body=BODY, deck="A town waits.", commissioned_words=700)
    workflow.file(story, by=staff.editor)
    workflow.revise(
        story,
        by=staff.copy_editor,
        body=LATER,
        headline="Dam bursts twice",
        tags=["Floods", "Rain"],
        bylines=[{"author": make_author("Ben Okri")}],
        commissioned_words=900,
        section=make_section("Climate"),
    )
    return story


def said(node) -> str:
    return " ".join(node.text().split())


def rows(page) -> list[str]:
    """The changed paragraphs, as they are read."""
    return [said(node) for node in page.css(".whole > .prose")]


def restore(client, story, part: str, number: int = 1, **changes):
    data = {"version": str(story.version), "part": part} | changes
    return client.post(story_url(story, f"restoration/{number}"), data, follow=True)


def part_of(client, story, words: str) -> str:
    """The key with which the page brings a part back, by words in its row."""
    page = page_of(client.get(story_url(story, "history")))
    whole = page.css_first(".whole")
    cells = [node for node in whole.iter() if "fork" not in node.attributes.get("class", "")]
    for prose, act in pairwise(cells):
        if words in said(prose) and act.css_first("button"):
            return act.css_first("button").attributes["value"]
    for button in page.css(".fieldiff button"):
        if button.attributes["value"] == words:
            return words
    raise AssertionError(f"Nothing on the page brings “{words}” back.")


def test_the_timeline_says_who_did_what_when_and_why(staff, editor, story):
    workflow.send_back(story, by=staff.editor, note="Whose message is it?")
    workflow.keep(story, by=staff.editor, note="Before the lawyers")
    page = page_of(editor.get(story_url(story, "history")))
    lines = [said(node.css_first("div")) for node in page.css(".rev")]
    assert lines == [
        "Editor kept “Before the lawyers”",
        "Editor sent it back Whose message is it?",
        "Editor filed it",
    ]
    assert page.css_first(".rev--mile .mark--filed")
    assert [node.attributes["value"] for node in page.css(".rev input[name=a]")] == ["2", "1"]


@pytest.mark.parametrize("verb", sorted({*workflow.MOVES, "hold", "release", "unbundle"}))
def test_whatever_the_ledger_keeps_is_told_in_a_sentence(verb):
    event = StoryEvent(verb=verb, note="why", edition_number=2)
    first, *_ = verb.split("_")
    assert first not in (timeline.told(event).split()[0], done(verb).split()[0])


def test_who_took_a_story_and_passed_it_on_stands_in_its_history(staff, editor, story):
    workflow.take(story, by=staff.editor)
    workflow.give(story, by=staff.editor, to=staff.reporter)
    page = page_of(editor.get(story_url(story, "history")))
    told = [said(node.css_first("div")) for node in page.css(".rev")]
    assert {"Editor took it", "Editor passed it on To Reporter."} <= set(told)


def test_a_run_is_one_line_with_how_often_and_how_long(staff, editor):
    story = make_story()
    for minute, deck in enumerate(("A", "A town", "A town waits")):
        now = NOON.replace(minute=minute * 6)
        workflow.autosave(story, by=staff.editor, version=story.version, run="r", deck=deck, now=now)
    page = page_of(editor.get(story_url(story, "history")))
    assert [said(node.css_first("div")) for node in page.css(".rev")] == ["Editor 3 saves in 12 minutes"]


def test_two_moments_are_read_as_prose(editor, story):
    page = page_of(editor.get(story_url(story, "history")))
    fields = [said(node) for node in page.css(".fieldiff dt, .fieldiff dd:not(.act)")]
    assert dict(zip(fields[::2], fields[1::2], strict=True)) == {
        "Section": "WorldClimate",
        "Bylines": "Ana ReyesBen Okri",
        "Tags": "Floods, Rain",
        "Commissioned words": "700900",
    }
    assert rows(page)[0] == "Dam bursts twice"
    assert [said(node) for node in page.css(".whole ins")] == ["twice", "noon", "A school opened."]
    assert [said(node) for node in page.css(".whole del")] == ["dawn", "Nobody was warned of it."]
    moved = page.css_first(".prose--moved")
    assert said(moved) == "It rained."
    assert "5 words in, 6 out, 1 moved" in said(page.css_first(".compare__bar"))


def test_either_moment_can_be_read_whole(editor, story):
    page = page_of(editor.get(story_url(story, "history") + "?a=1&b=2&show=a"))
    assert rows(page)[2:] == [
        "The water came before dawn.",
        "Nobody was warned of it.",
        "The mayor spoke.",
        "It rained.",
    ]


def test_who_wrote_what_stands_beside_it(staff, editor, story):
    workflow.revise(story, by=staff.publisher, body=LATER.replace("before noon", "at noon"))
    page = page_of(editor.get(story_url(story, "history") + "?a=1"))
    margins = [said(node) for node in page.css(".whole > .by")]
    assert margins[0].startswith("HeadlineCopy editor, ")
    assert any(margin.startswith("Publisher, ") for margin in margins)


def test_a_whole_revision_is_brought_back_as_a_new_one(staff, editor, story):
    done = restore(editor, story, "")
    story.refresh_from_db()
    assert (story.headline, story.deck, story.section.name) == ("Dam bursts", "A town waits.", "World")
    assert list(story.tags.names()) == ["Floods"]
    assert story.revisions.count() == 3
    assert story.revisions.latest("number").note == "All of it as in revision 1."
    assert any("reads as in revision 1" in message for message in messages_of(done))


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("headline", "headline", "Dam bursts"),
        ("commissioned_words", "commissioned_words", 700),
        ("section", "section_id", None),
    ],
)
def test_one_field_is_brought_back_and_nothing_else(editor, story, part, field, value):
    body, first = story.body, story.revisions.get(number=1)
    restore(editor, story, part)
    story.refresh_from_db()
    assert getattr(story, field) == (value or first.content["section"])
    assert story.body == body


def test_tags_and_credits_are_brought_back(editor, story):
    restore(editor, story, "tags")
    story.refresh_from_db()
    restore(editor, story, "bylines")
    assert list(story.tags.names()) == ["Floods"]
    assert [byline.author.name for byline in story.bylines.all()] == ["Ana Reyes"]


@pytest.mark.parametrize(
    ("words", "body"),
    [
        (
            "before dawn",
            ["It rained.", "The water came before dawn.", "The mayor spoke.", "A school opened."],
        ),
        (
            "Nobody was warned",
            [
                "It rained.",
                "The water came before noon.",
                "Nobody was warned of it.",
                "The mayor spoke.",
                "A school opened.",
            ],
        ),
        ("A school opened", ["It rained.", "The water came before noon.", "The mayor spoke."]),
        ("It rained", ["The water came before noon.", "The mayor spoke.", "It rained.", "A school opened."]),
    ],
    ids=["changed", "taken out", "put in", "moved"],
)
def test_one_paragraph_is_brought_back(editor, story, words, body):
    if words == "before dawn":
        words = "before"
    restore(editor, story, part_of(editor, story, words))
    story.refresh_from_db()
    assert story.body == "\n".join(f"<p>{paragraph}</p>" for paragraph in body)
    assert story.headline == "Dam bursts twice"


def test_what_changed_since_somebody_looked_is_not_brought_back_blindly(staff, editor, story):
    key = part_of(editor, story, "before")
    workflow.revise(story, by=staff.publisher, body=LATER.replace("before noon", "at night"))
    done = restore(editor, story, key)
    assert any("has changed since you looked" in message for message in messages_of(done))
    story.refresh_from_db()
    assert "at night" in story.body


def test_a_way_back_that_comes_late_is_brought_together_with_what_stands(staff, editor, story):
    opened = story.version
    workflow.revise(story, by=staff.publisher, ednote="Call Beira")
    restore(editor, story, "headline", version=str(opened))
    story.refresh_from_db()
    assert (story.headline, story.ednote) == ("Dam bursts", "Call Beira")
    workflow.revise(story, by=staff.publisher, headline="Dam bursts again")
    done = restore(editor, story, "", version=str(opened))
    assert done.redirect_chain[-1][0].startswith(story_url(story, "conflict"))


def test_a_text_whose_slug_went_to_another_story_is_refused_with_the_reason(staff, editor):
    story = make_story(slug="dam")
    workflow.revise(story, by=staff.editor, deck="One")
    workflow.revise(story, by=staff.editor, slug="flood")
    make_story(slug="dam")
    done = restore(editor, story, "")
    assert any("another story’s" in message for message in messages_of(done))
    story.refresh_from_db()
    assert story.slug == "flood"


def test_a_version_is_kept_for_ever_under_its_name(editor, story):
    editor.post(story_url(story, "versions"), {"note": "Before the lawyers"})
    assert story.events.get(verb="keep").note == "Before the lawyers"
    assert story.revisions.latest("number").milestone
    nameless = editor.post(story_url(story, "versions"), {"note": " "}, follow=True)
    assert "Give it a name." in messages_of(nameless)


def test_a_name_that_is_too_long_is_refused_and_says_by_how_much(editor, story):
    long = editor.post(story_url(story, "versions"), {"note": "x" * 201}, follow=True)
    assert messages_of(long) == ["A name has at most 200 characters; this one has 201."]
    assert not story.events.filter(verb="keep").exists()


def test_who_may_only_read_the_story_looks_and_brings_nothing_back(staff, story):
    reader = signed_in(staff.producer)
    page = page_of(reader.get(story_url(story, "history")))
    assert rows(page)[0] == "Dam bursts twice"
    assert not page.css(".whole button, .fieldiff button, .compare__bar button, [name=note]")
    assert restore(reader, story, "").status_code == 403
    assert reader.post(story_url(story, "versions"), {"note": "Mine"}).status_code == 403
    story.refresh_from_db()
    assert story.headline == "Dam bursts twice"


def test_a_refused_text_leads_to_the_page_that_brings_it_together(staff, editor, story):
    opened = story.version
    workflow.revise(story, by=staff.publisher, deck="A village waits.")
    with pytest.raises(workflow.StaleVersion):
        workflow.revise(story, by=staff.editor, version=opened, deck="A city waits.")
    page = page_of(editor.get(story_url(story, "history")))
    refused = story.revisions.get(kind=Revision.Kind.REFUSED)
    assert page.css_first(".rev a").attributes["href"] == story_url(story, f"conflict/{refused.number}")


def test_a_story_of_nothing_has_an_empty_history(editor):
    page = page_of(editor.get(story_url(Story.objects.create(), "history")))
    assert "Nothing was saved yet." in page.css_first(".revs").text()


@pytest.mark.parametrize("number", [20, pytest.param(10_000, marks=pytest.mark.slow)])
def test_the_page_asks_no_more_of_ten_thousand_saves_than_of_twenty(editor, story, number):
    first = story.revisions.get(number=1)
    Revision.objects.bulk_create(
        Revision(
            story=story,
            number=n,
            version=n,
            content=first.content | {"deck": f"Save {n}"},
            content_hash="",
            by_name="Editor",
            at=NOON,
        )
        for n in range(3, number + 1)
    )
    editor.get(story_url(story, "history"))
    with CaptureQueriesContext(connection) as queries:
        page = page_of(editor.get(story_url(story, "history")))
    assert len(page.css(".rev")) <= 101
    assert len(queries) <= 30


def test_a_long_history_turns_pages(editor, story):
    first = story.revisions.get(number=1)
    Revision.objects.bulk_create(
        Revision(
            story=story, number=n, content=first.content, content_hash="", by_name="E", at=first.at + n * HOUR
        )
        for n in range(3, 151)
    )
    page = page_of(editor.get(story_url(story, "history")))
    older = page.css_first(".revs ~ p a").attributes["href"]
    further = page_of(editor.get(story_url(story, "history") + older))
    seen = [int(node.attributes["value"]) for node in page.css("[name=a]") + further.css("[name=a]")]
    assert seen == sorted(range(1, 151), reverse=True)


def test_nobody_out_of_reach_learns_of_a_history(story, staff):
    here, elsewhere = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    Story.objects.filter(pk=story.pk).update(desk=here, created_by=staff.editor)
    outsider = make_user(roles.PUBLISHER)
    outsider.desks.add(elsewhere)
    client = signed_in(outsider)
    missing = Story(pk=story.pk + 1000)
    for door in ("history", "conflict/1", "restoration/1", "versions", "autosave", "presence"):
        for method in (client.get, client.post):
            assert method(story_url(story, door)).status_code == 404
            assert method(story_url(missing, door)).status_code == 404
