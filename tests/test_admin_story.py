"""The page on which a story is written: everything typed is saved or stays before the writer's eyes."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry

from articles import body, clock, revisions, workflow
from articles.models import Author, Desk, Edition, Story
from tests.desk_pages import buttons_of, messages_of, page_of, signed_in, story_url, typed
from tests.factories import DAY, HOUR, Staff, make_author, make_section, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return Staff()


@pytest.fixture
def editor(staff):
    return signed_in(staff.editor)


def test_a_new_story_begins_with_who_began_it_and_a_first_revision(staff):
    reporter = signed_in(staff.reporter)
    page = reporter.get("/admin/articles/story/add/")
    data = typed(
        page,
        headline="Ferry returns",
        body="<p>It came at dusk.</p>",
        section=make_section().pk,
        tags="Ferries, Sea",
    )
    data |= {"bylines-0-author": make_author().pk, "bylines-0-role": "", "bylines-0-position": ""}
    answer = reporter.post("/admin/articles/story/add/", data)
    assert answer.status_code == 302
    story = Story.objects.get()
    assert (story.created_by, story.status, story.slug) == (staff.reporter, "draft", "ferry-returns")
    assert sorted(story.tags.names()) == ["Ferries", "Sea"]
    assert [byline.author.name for byline in story.bylines.all()] == ["Ana Reyes"]
    revision = story.revisions.get()
    assert (revision.by, revision.content["headline"]) == (staff.reporter, "Ferry returns")


def test_saving_says_revise_and_keeps_a_revision_by_whoever_saved(staff, editor):
    story = make_story(headline="Dam bursts", tags=["Floods"])
    page = editor.get(story_url(story))
    answer = editor.post(
        story_url(story), typed(page, headline="Dam holds", tags="Floods, Rain", ednote="Call Beira")
    )
    assert answer.status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.ednote, story.version) == ("Dam holds", "Call Beira", 1)
    assert story.revisions.get().by == staff.editor
    assert story.revisions.get().content["tags"][1]["name"] == "Rain"


def test_a_text_as_long_as_a_book_is_kept(staff, editor):
    story = make_story(headline="Dam bursts")
    long = "".join(f"<p>{'Water rose. ' * 200}{number}</p>" for number in range(1_300))
    assert len(long) > 3_000_000
    answer = editor.post(story_url(story), typed(editor.get(story_url(story)), body=long))
    assert answer.status_code == 302
    story.refresh_from_db()
    assert story.body.replace("\n", "") == long.replace(". <", ".<")


def test_saving_what_nobody_changed_changes_nothing(staff):
    story = staff.cleared(
        headline="Dam bursts", deck="One line.\nAnother.", body="<p>One.</p>\n<p>Two.</p>\n"
    )
    copy_editor = signed_in(staff.copy_editor)
    before = (story.version, story.revisions.count(), story.modified_at)
    answer = copy_editor.post(story_url(story), typed(copy_editor.get(story_url(story))))
    assert answer.status_code == 302
    story.refresh_from_db()
    assert story.status == "cleared"
    assert (story.version, story.revisions.count(), story.modified_at) == before


def test_a_note_for_the_desk_leaves_cleared_copy_cleared(staff):
    story = staff.cleared(
        deck="One line.\nAnother.", body="<p>One.</p>\n<p>Two.</p>\n", tags=["Rain, heavy", "Dams"]
    )
    editor = signed_in(staff.editor)
    editor.post(story_url(story), typed(editor.get(story_url(story)), ednote="Picture at nine"))
    story.refresh_from_db()
    assert (story.status, story.ednote) == ("cleared", "Picture at nine")


def test_keeping_a_history_back_is_no_change_of_the_copy(staff):
    story = staff.published()
    publisher, newest = signed_in(staff.publisher), revisions.newest(story)
    page = publisher.get(story_url(story))
    assert "keep its history from readers" in page.content.decode().lower()
    publisher.post(story_url(story), typed(page, no_history="on"))
    story.refresh_from_db()
    assert (story.no_history, story.status, revisions.newest(story)) == (True, "cleared", newest)
    assert "no_history" not in story.revisions.latest("number").content


def test_changed_copy_is_passed_again_and_the_page_says_so(staff, editor):
    story = staff.cleared()
    answer = editor.post(
        story_url(story), typed(editor.get(story_url(story)), body="<p>New.</p>"), follow=True
    )
    story.refresh_from_db()
    assert story.status == "draft"
    assert any("is passed again" in message for message in messages_of(answer))


def test_the_status_is_shown_and_cannot_be_typed(staff, editor):
    story = make_story()
    page = editor.get(story_url(story))
    assert "Draft" in page_of(page).css_first(".turn__status").text()
    assert "status" not in typed(page)
    editor.post(story_url(story), typed(page, headline="Other", status="cleared"))
    story.refresh_from_db()
    assert (story.headline, story.status) == ("Other", "draft")


def test_bylines_are_ordered_by_their_numbers_and_new_ones_come_last(staff, editor):
    story = make_story(authors=["Ana Reyes", "Ben Okri"])
    data = typed(editor.get(story_url(story)))
    data |= {
        "bylines-0-position": "2",
        "bylines-1-position": "1",
        "bylines-2-author": make_author("Cy Twombly").pk,
    }
    editor.post(story_url(story), data | {"bylines-2-role": "Photographs", "bylines-2-position": ""})
    credits = [(byline.author.name, byline.role) for byline in story.bylines.all()]
    assert credits == [("Ben Okri", ""), ("Ana Reyes", ""), ("Cy Twombly", "Photographs")]


def test_a_byline_that_is_emptied_goes(staff, editor):
    story = make_story(authors=["Ana Reyes", "Ben Okri"])
    editor.post(story_url(story), typed(editor.get(story_url(story))) | {"bylines-0-author": ""})
    assert [byline.author.name for byline in story.bylines.all()] == ["Ben Okri"]


@pytest.mark.parametrize("empty", [{}, {"headline": "  ", "ednote": "Soon"}])
def test_a_story_of_nothing_is_not_begun(empty, staff, editor):
    answer = editor.post(
        "/admin/articles/story/add/", typed(editor.get("/admin/articles/story/add/"), **empty)
    )
    assert "There is nothing to keep yet" in answer.content.decode()
    assert typed(answer)["ednote"] == empty.get("ednote", "")
    assert not Story.objects.exists()


def test_what_is_refused_is_not_called_nothing(staff, editor):
    data = typed(editor.get("/admin/articles/story/add/"), headline="x" * 3000)
    reasons = page_of(editor.post("/admin/articles/story/add/", data)).css_first("#story").text()
    assert "characters" in reasons
    assert "nothing to keep" not in reasons


def test_every_text_is_written_in_the_direction_of_its_script(staff, editor):
    page = page_of(editor.get(story_url(make_story())))
    for name in ("headline", "deck", "body", "summary", "ednote", "tags"):
        assert page.css_first(f"[name={name}]").attributes["dir"] == "auto", name


def test_each_field_of_a_byline_says_what_it_is(staff, editor):
    page = page_of(editor.get(story_url(make_story())))
    shown = page.css(".inline-related :is(select, input:not([type=hidden]))")
    assert {field.attributes.get("aria-label") for field in shown} == {
        "Author",
        "Role",
        "Credit line",
        "Order",
    }


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ({"bylines-1-role": "Photographs"}, "Say whose credit this is."),
        ({"bylines-1-author": "same"}, "Please correct the duplicate"),
    ],
)
def test_a_byline_that_says_nothing_or_says_it_twice_is_refused(staff, editor, rows, reason):
    story = make_story()
    data = typed(editor.get(story_url(story)), headline="Typed") | rows
    if data.get("bylines-1-author") == "same":
        data["bylines-1-author"] = Author.objects.get().pk
    answer = editor.post(story_url(story), data)
    assert reason in answer.content.decode()
    assert typed(answer)["headline"] == "Typed"


def test_a_page_that_lost_its_version_is_refused_and_overwrites_nothing(staff, editor):
    story = make_story(headline="Dam bursts")
    answer = editor.post(
        story_url(story), typed(editor.get(story_url(story)), headline="Typed", version=None)
    )
    assert answer.status_code == 200
    story.refresh_from_db()
    assert story.headline == "Dam bursts"


# Refusals


def test_an_embargo_over_what_is_scheduled_is_refused_at_its_field_and_nothing_typed_is_lost(staff, editor):
    now = clock.now()
    story = staff.published(at=now + HOUR)
    late = f"{now + DAY:%Y-%m-%dT%H:%M}"
    answer = editor.post(
        story_url(story),
        typed(editor.get(story_url(story)), embargoed_until=late, headline="Typed", deck="And this"),
    )
    page = page_of(answer)
    assert "move it or take it back first" in page.css_first(".field-embargoed_until .errorlist").text()
    sent_again = typed(answer)
    assert (sent_again["headline"], sent_again["deck"], sent_again["embargoed_until"]) == (
        "Typed",
        "And this",
        late,
    )
    story.refresh_from_db()
    assert story.embargoed_until is None
    assert story.headline != "Typed"


def test_who_writes_while_the_story_is_stopped_reads_why_beside_their_text(staff, editor):
    story = make_story()
    data = typed(editor.get(story_url(story)), headline="Typed", body="<p>Long work.</p>")
    workflow.spike(story, by=staff.publisher, note="Old")
    answer = editor.post(story_url(story), data)
    assert "unspike it first" in answer.content.decode()
    assert typed(answer)["body"] == "<p>Long work.</p>"


def test_a_stopped_story_is_only_read(staff, editor):
    story = make_story(headline="Dam bursts", tags=["Floods"])
    workflow.spike(story, by=staff.publisher, note="Old")
    page = editor.get(story_url(story))
    assert page_of(page).css_first("#id_headline") is None
    assert "Ana Reyes" in page.content.decode()
    assert buttons_of(page) == {"unspike"}


def test_a_slug_of_another_story_is_refused_on_the_form(staff, editor):
    make_story(slug="taken")
    story = make_story()
    answer = editor.post(story_url(story), typed(editor.get(story_url(story)), slug="taken"))
    assert "Another story has this slug." in answer.content.decode()


def test_a_tag_longer_than_a_tag_can_be_is_refused_on_the_form(staff, editor):
    story = make_story()
    answer = editor.post(story_url(story), typed(editor.get(story_url(story)), tags="x" * 101))
    assert "put commas between tags" in page_of(answer).css_first(".field-tags .errorlist").text()


def test_a_story_given_to_another_desk_is_saved_and_leaves_the_list_of_who_gave_it(staff):
    world, culture = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    staff.editor.desks.add(world)
    story = make_story(desk=world, created_by=staff.publisher)
    editor = signed_in(staff.editor)
    data = typed(editor.get(story_url(story)), desk=str(culture.pk), _continue="1")
    answer = editor.post(story_url(story), data, follow=True)
    story.refresh_from_db()
    assert story.desk == culture
    assert any("with another desk now" in message for message in messages_of(answer))
    assert editor.get(story_url(story)).status_code == 404


@pytest.mark.parametrize(
    ("typed_in", "stored"),
    [
        ("One.\n\nTwo.\n \n\nThree,\nstill three.", ["One.", "Two.", "Three, still three."]),
        (
            "<p>One.</p>\n<p>Two.</p>\n\nThree.\n\n<b>F</b>our.",
            ["One.", "Two.", "Three.", "<strong>F</strong>our."],
        ),
        ("<p>One.</p>\n\n<p>Two.</p>", ["One.", "Two."]),
    ],
)
def test_an_empty_line_begins_a_paragraph_where_no_editor_is(staff, editor, typed_in, stored):
    story = make_story()
    editor.post(story_url(story), typed(editor.get(story_url(story)), body=typed_in))
    story.refresh_from_db()
    assert story.body == "\n".join(f"<p>{text}</p>" for text in stored)


def test_an_empty_line_inside_a_list_or_a_box_leaves_it_whole(staff, editor):
    story = make_story()
    whole = "<ul>\n\n<li>One.</li>\n\n<li>Two.</li></ul>\n\n<table>\n\n<tr><td>a</td></tr></table>"
    editor.post(story_url(story), typed(editor.get(story_url(story)), body=whole))
    story.refresh_from_db()
    assert story.body == body.clean(whole)


# Beside the text


def test_beside_the_text_stands_what_readers_have_and_what_was_done(staff, editor):
    story = staff.published()
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=clock.now() + DAY)
    panel = page_of(editor.get(story_url(story))).css_first(".panel").text()
    assert "Edition 1 Live since" in " ".join(panel.split())
    assert "Edition 2 Opens" in " ".join(panel.split())
    assert "Publisher put out edition 2" in " ".join(panel.split())
    assert Edition.objects.live().get().path in editor.get(story_url(story)).content.decode()


def test_the_ledger_says_its_verbs_in_words(staff, editor):
    story = staff.cleared()
    workflow.send_back(story, by=staff.editor, note="Who says so?")
    page = page_of(editor.get(story_url(story)))
    done = [node.text() for node in page.css("#ledger .thread__who b")]
    assert done == ["Editor sent it back", "Copy editor cleared it", "Publisher filed it"]
    assert page.css_first(".turn__whose").text().endswith("Editor sent it back.")


def test_the_admins_own_log_keeps_nothing_of_stories(staff, editor):
    story = make_story()
    editor.post(story_url(story), typed(editor.get(story_url(story)), headline="Other"))
    assert not LogEntry.objects.exists()


def test_nobody_deletes_a_story(staff):
    story = make_story()
    root = staff.administrator
    root.is_superuser = True
    root.save()
    assert signed_in(root).post(story_url(story, "delete"), {"post": "yes"}).status_code == 403
    assert Story.objects.filter(pk=story.pk).exists()


def test_a_pressed_verb_saves_what_was_typed_and_leads_to_its_door(staff, editor):
    story = make_story()
    data = typed(editor.get(story_url(story)), headline="Typed", _verb="file")
    assert editor.post(story_url(story), data).url == story_url(story, "filing")
    story.refresh_from_db()
    assert (story.headline, story.status) == ("Typed", "draft")


def test_hours_are_typed_in_the_writers_own_zone(staff):
    staff.editor.time_zone = "America/New_York"
    staff.editor.save()
    editor, story = signed_in(staff.editor), make_story()
    page = editor.get(story_url(story))
    assert "America/New_York" in page_of(page).css_first(".field-due_at").text()
    editor.post(story_url(story), typed(page, due_at="2026-07-01T18:00"))
    story.refresh_from_db()
    assert story.due_at.isoformat() == "2026-07-01T22:00:00+00:00"
    again = editor.get(story_url(story))
    assert typed(again)["due_at"] == "2026-07-01T18:00"
    assert story.due_at.utcoffset() == timedelta(0)
