"""Who sees which stories at the desk: the list and everything behind it say what the rules say."""

from itertools import product

import pytest

from articles import reading, roles, workflow
from articles.admin import reach
from articles.models import Author, Byline, Correction, Desk, Edition, Note, Revision, Story, StoryEvent
from tests.desk_pages import page_of, signed_in, story_url
from tests.factories import Staff, make_story, make_user

pytestmark = pytest.mark.django_db
STORY_PAGES = "change history delete conflict/1 restoration/1 autosave presence versions".split()


@pytest.fixture
def staff():
    return Staff()


@pytest.fixture
def desks():
    return [Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture")]


def stories_of_every_kind(desks, me, other):
    """Every way in which a story can belong to a desk and to people."""
    for desk, begun_by, assignee, credited in product(
        [None, *desks], [None, me, other], [None, me, other], [None, me, other]
    ):
        story = Story.objects.create(headline="Dam", desk=desk, created_by=begun_by, assignee=assignee)
        if credited:
            author = Author.objects.get_or_create(user=credited, defaults={"name": str(credited)})[0]
            Byline.objects.create(story=story, author=author)


@pytest.mark.parametrize("on_desks", [(), (0,), (0, 1)])
def test_the_list_holds_exactly_the_stories_that_the_rules_let_somebody_see(on_desks, staff, desks):
    me, other = staff.reporter, staff.editor
    me.desks.set([desks[number] for number in on_desks])
    stories_of_every_kind(desks, me, other)
    by_rule = {story.pk for story in Story.objects.all() if me.has_perm("articles.view_story", story)}
    assert set(reach.stories(me).values_list("pk", flat=True)) == by_rule
    assert 0 < len(by_rule) <= Story.objects.count()


@pytest.fixture
def elsewhere(staff, desks):
    """A story of another desk with all that a story can have, and somebody who is not on that desk."""
    story = make_story(headline="Secret dam", desk=desks[0], created_by=staff.reporter)
    workflow.file(story, by=staff.publisher)
    workflow.clear(story, by=staff.copy_editor)
    workflow.publish(story, by=staff.publisher)
    staff.rewritten(story)
    workflow.correct(story, by=staff.publisher, kind="correction", note="Secret mistake")
    Note.objects.create(story=story, by=staff.reporter, by_name="R", text="Secret note")
    outsider = make_user(roles.PUBLISHER)
    outsider.desks.add(desks[1])
    return story, signed_in(outsider)


@pytest.mark.parametrize("page", STORY_PAGES)
def test_a_story_of_another_desk_answers_as_one_that_never_was(page, elsewhere):
    story, outsider = elsewhere
    assert outsider.get(story_url(story, page)).status_code in (403, 404)
    assert outsider.post(story_url(story, page), {"version": "1"}).status_code in (403, 404)
    missing = Story(pk=story.pk + 1000)
    assert (
        outsider.get(story_url(missing, page)).status_code == outsider.get(story_url(story, page)).status_code
    )


@pytest.mark.parametrize("noun", [Revision, Edition, StoryEvent, Correction, Note])
def test_what_belongs_to_a_story_of_another_desk_is_neither_listed_nor_opened(noun, elsewhere):
    story, outsider = elsewhere
    row = noun.objects.filter(story=story).first()
    listed = f"/admin/articles/{noun._meta.model_name}/"
    assert not page_of(outsider.get(listed)).css("#result_list tbody tr")
    assert outsider.get(f"{listed}{row.pk}/change/").status_code == 404
    assert "Secret" not in outsider.get(listed).content.decode()


def test_choosers_do_not_offer_a_story_of_another_desk(elsewhere):
    _story, outsider = elsewhere
    asked = {"app_label": "articles", "model_name": "note", "field_name": "story", "term": "Secret"}
    assert outsider.get("/admin/autocomplete/", asked).json()["results"] == []


def test_nobody_writes_a_note_on_a_story_of_another_desk(elsewhere):
    story, outsider = elsewhere
    answer = outsider.post("/admin/articles/note/add/", {"story": story.pk, "text": "I was here"})
    assert answer.status_code == 200
    assert not Note.objects.filter(text="I was here").exists()


def test_bulk_actions_do_not_reach_a_story_of_another_desk(elsewhere):
    story, outsider = elsewhere
    outsider.post("/admin/articles/story/", {"action": "file", "_selected_action": [story.pk], "index": "0"})
    assert not story.events.filter(by__desks__slug="culture").exists()


def test_a_filter_in_the_address_does_not_reach_a_story_of_another_desk(elsewhere):
    story, outsider = elsewhere
    for asked in (f"id__exact={story.pk}", "q=secret", f"desk__id__exact={story.desk_id}"):
        assert "Secret dam" not in outsider.get(f"/admin/articles/story/?{asked}").content.decode()


def test_who_may_only_see_a_story_reads_it_and_cannot_save(staff):
    story = make_story(headline="Dam bursts", created_by=staff.editor)
    reporter = signed_in(make_user(roles.REPORTER))
    page = page_of(reporter.get(story_url(story)))
    assert "Dam bursts" in page.css_first("#content-main").text()
    assert page.css_first("[name=headline]") is None
    assert page.css_first("[name=_save]") is None
    assert reporter.post(story_url(story), {"headline": "Mine"}).status_code == 403
    assert reporter.post(story_url(story, "restoration/1"), {"version": "0"}).status_code == 403
    workflow.file(story, by=staff.editor)
    assert reporter.post(story_url(story, "restoration/1"), {"version": "0"}).status_code == 403
    story.refresh_from_db()
    assert story.headline == "Dam bursts"


def test_strangers_and_people_without_a_way_in_see_the_sign_in(client, staff):
    story = make_story()
    for visitor in (client, signed_in(make_user())):
        for page in STORY_PAGES:
            assert visitor.get(story_url(story, page)).url.startswith("/admin/login/")


def test_a_note_bears_the_name_of_whoever_wrote_it(staff):
    story = make_story()
    signed_in(staff.reporter).post("/admin/articles/note/add/", {"story": story.pk, "text": "Call Beira"})
    note = Note.objects.get()
    assert (note.by, note.by_name) == (staff.reporter, staff.reporter.name)


@pytest.mark.parametrize(
    ("pressed", "leads_to"), [("_save", "story/{}/notes/"), ("_addanother", "note/add/")]
)
def test_who_wrote_a_note_is_back_at_the_story_unless_they_asked_for_another_page(pressed, leads_to, staff):
    story = make_story(created_by=staff.reporter)
    note = {"story": story.pk, "text": "Call Beira", pressed: "1"}
    answer = signed_in(staff.reporter).post("/admin/articles/note/add/", note)
    assert answer.url == f"/admin/articles/{leads_to.format(story.pk)}"


def test_a_changed_section_is_in_the_navigation_at_once(staff, django_capture_on_commit_callbacks):
    world = make_story().section
    assert "World" in [section.name for section in reading.sections()]
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(staff.administrator).post(
            f"/admin/articles/section/{world.pk}/change/",
            {"name": "The world", "description": "", "position": "0"},
        )
    assert "The world" in [section.name for section in reading.sections()]
