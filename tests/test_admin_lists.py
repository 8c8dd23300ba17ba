"""The desk's lists and plain pages: all open, quick at any length, and history is only read."""

import pytest
from django.contrib.admin import site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import clock, workflow
from articles.admin.base import BoundedPaginator
from articles.models import (
    Author,
    Correction,
    Dateline,
    Desk,
    Edition,
    Effect,
    Note,
    Notice,
    Revision,
    Section,
    Series,
    Story,
    StoryEvent,
    Tag,
    Webhook,
)
from tests.desk_pages import at_the_desk, page_of, signed_in, story_url, typed
from tests.factories import DAY, HOUR, Staff, make_author, make_dateline, make_section, make_story

pytestmark = pytest.mark.django_db

NOUNS = (Author, Correction, Dateline, Desk, Edition, Note, Revision, Section, Series, Story, StoryEvent, Tag)
HISTORY = (Correction, Edition, Revision, StoryEvent)
LASTING = (Author, Dateline, Section, Series, Tag)


@pytest.fixture
def staff():
    return Staff()


def page_at(noun, page: str = "changelist", *key) -> str:
    return reverse(f"admin:articles_{noun._meta.model_name}_{page}", args=key)


def one_of_each(staff) -> Story:
    """A story with everything, so that no list is empty."""
    series = Series.objects.create(title="Rivers", slug="rivers")
    desk, _ = Desk.objects.get_or_create(name="World", slug="world")
    story = make_story(series=series, dateline=make_dateline(), desk=desk, tags=["Floods"])
    staff.published(story)
    staff.rewritten(story)
    workflow.correct(story, by=staff.publisher, kind="correction", note="A dyke.")
    Note.objects.create(story=story, by=staff.editor, by_name="E", text="Call Beira")
    return story


def test_every_noun_has_its_list_or_its_place_on_the_storys_page():
    named = {model for model in site._registry if model._meta.app_label == "articles"}
    assert named == {*NOUNS, Notice, Effect, Webhook}  # These lists are not everybody's.


@pytest.mark.parametrize(
    "role", ["reporter", "editor", "copy_editor", "producer", "publisher", "administrator"]
)
def test_every_list_and_every_page_opens_for_every_role(role, staff):
    one_of_each(staff)
    client = signed_in(getattr(staff, role))
    assert client.get("/admin/").status_code == 200
    for noun in NOUNS:
        assert page_of(client.get(page_at(noun))).css("#result_list tbody tr"), noun
        assert client.get(page_at(noun, "change", noun.objects.first().pk)).status_code == 200


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in HISTORY])
def test_what_can_be_made_has_a_page_on_which_it_is_made(noun, staff):
    staff.administrator.is_superuser = True
    staff.administrator.save()
    assert signed_in(staff.administrator).get(page_at(noun, "add")).status_code == 200


@pytest.mark.parametrize("noun", [Edition, Note, Story, StoryEvent])
def test_an_hour_that_is_not_is_a_dash_on_pages_that_are_only_read(noun, staff):
    story = one_of_each(staff)
    workflow.kill(story, by=staff.publisher, notice="It was wrong.")
    for row in noun.objects.all():
        page = page_of(signed_in(staff.publisher).get(page_at(noun, "change", row.pk)))
        shown = [node.text(strip=True) for node in page.css("#content-main .readonly")]
        assert shown
        assert "None" not in shown


NO_KEYS = ["abc", "9" * 30, "-1", "²"]


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_is_no_rows_number_is_refused_and_breaks_no_page(key, staff):
    story = one_of_each(staff)
    editor = signed_in(staff.editor)
    data = typed(editor.get(story_url(story)), headline="Typed")
    answer = editor.post(story_url(story), data | {"bylines-0-author": key, "dateline": key})
    assert typed(answer)["headline"] == "Typed"
    refused = page_of(answer).css(".field-dateline .errorlist, .field-author .errorlist")
    assert len(refused) == 2
    assert editor.get(page_at(Note, "add"), {"story": key}).status_code == 200
    assert editor.post(page_at(Story), {"action": "file", "_selected_action": [key]}).status_code == 400


@pytest.mark.parametrize("hour", ["2026-11-22T06:00", "tomorrow"])
def test_a_page_can_be_opened_with_an_hour_in_its_address(hour, staff):
    page = signed_in(staff.editor).get(page_at(Story, "add"), {"due_at": hour})
    assert typed(page)["due_at"] == hour


@pytest.mark.parametrize("noun", HISTORY)
def test_history_is_added_changed_and_deleted_by_nobody(noun, staff):
    one_of_each(staff)
    staff.administrator.is_superuser = True
    staff.administrator.save()
    root, key = signed_in(staff.administrator), noun.objects.first().pk
    assert root.get(page_at(noun, "add")).status_code == 403
    assert root.post(page_at(noun, "change", key), {}).status_code == 403
    assert root.post(page_at(noun, "delete", key), {"post": "yes"}).status_code == 403
    assert not page_of(root.get(page_at(noun))).css("select[name=action]")


@pytest.mark.parametrize("noun", LASTING)
def test_an_address_is_given_once_and_stays(noun, staff):
    one_of_each(staff)
    staff.administrator.is_superuser = True
    staff.administrator.save()
    root, row = signed_in(staff.administrator), noun.objects.first()
    data = typed(root.get(page_at(noun, "change", row.pk)), f"#{noun._meta.model_name}_form", slug="other")
    assert root.post(page_at(noun, "change", row.pk), data).status_code == 302
    assert noun.objects.get(pk=row.pk).slug == row.slug


def test_a_section_stays_where_it_is_in_the_tree(staff):
    world, africa = make_section("World"), make_section("Africa")
    client = signed_in(staff.administrator)
    data = typed(client.get(page_at(Section, "change", africa.pk)), "#section_form", parent=str(world.pk))
    client.post(page_at(Section, "change", africa.pk), data)
    assert Section.objects.get(pk=africa.pk).parent is None


@pytest.mark.parametrize(
    ("noun", "uses"),
    [
        (Author, {"Bylines: 1", "Editions: 2"}),
        (Dateline, {"Stories: 1", "Editions: 2"}),
        (Section, {"Stories: 1", "Editions: 2"}),
        (Series, {"Stories: 1", "Editions: 2"}),
        (Tag, {"Stories: 1", "Editions: 2"}),
        (Desk, {"Stories: 1"}),
    ],
)
def test_what_is_in_use_is_not_deleted_and_the_page_says_what_uses_it(noun, uses, staff):
    one_of_each(staff)
    staff.administrator.is_superuser = True
    staff.administrator.save()
    root, row = signed_in(staff.administrator), noun.objects.first()
    page = root.get(page_at(noun, "delete", row.pk))
    assert "Cannot delete" in page_of(page).css_first("h1").text()
    assert {node.text(strip=True) for node in page_of(page).css("#content li")} == uses
    root.post(page_at(noun, "delete", row.pk), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    root.post(page_at(noun), chosen)
    assert noun.objects.filter(pk=row.pk).exists()


def test_telling_what_uses_a_tag_costs_the_same_for_many_uses(staff, django_assert_max_num_queries):
    for _ in range(20):
        make_story(tags=["Floods"])
    client = at_the_desk(staff.editor)
    with django_assert_max_num_queries(12):
        page = client.get(page_at(Tag, "delete", Tag.objects.get().pk))
    assert "20" in page_of(page).css_first("#content").text()


def test_what_nobody_uses_is_deleted(staff):
    author = make_author("Never Wrote")
    signed_in(staff.editor).post(page_at(Author, "delete", author.pk), {"post": "yes"})
    assert not Author.objects.exists()


# Long lists


def test_a_list_is_counted_as_far_as_its_pages_go_and_says_that_it_goes_on(staff, monkeypatch):
    monkeypatch.setattr(BoundedPaginator, "furthest", 60)
    for _ in range(61):
        make_story()
    page = page_of(signed_in(staff.editor).get(page_at(Story)))
    assert len(page.css("#result_list tbody tr")) == 50
    assert " ".join(page.css_first(".paginator").text().split()).startswith("1 2 More than 60 stories")


def test_a_short_list_is_counted_exactly(staff):
    for _ in range(3):
        make_story()
    assert "3 stories" in page_of(signed_in(staff.editor).get(page_at(Story))).css_first(".paginator").text()


def make_many(count: int, desk: Desk, by) -> None:
    section = make_section()
    Story.objects.bulk_create(
        Story(
            headline=f"Dam {number}",
            slug=f"dam-{number}",
            section=section,
            desk=desk,
            assignee=by,
            created_by=by,
        )
        for number in range(count)
    )


@pytest.mark.parametrize("count", [20, 2_000])
def test_the_list_of_stories_asks_at_most_nine_times_however_long_it_is(
    count, staff, django_assert_max_num_queries
):
    desk = Desk.objects.create(name="World", slug="world")
    staff.editor.desks.add(desk)
    make_many(count, desk, staff.publisher)
    for _ in range(3):
        staff.published(desk=desk)
    client = at_the_desk(staff.editor)
    with django_assert_max_num_queries(9):
        assert client.get(page_at(Story)).status_code == 200
    with django_assert_max_num_queries(9):
        assert (
            client.get(page_at(Story), {"q": "dam", "status__exact": "draft", "whose": "mine"}).status_code
            == 200
        )


@pytest.mark.parametrize("count", [20, 2_000])
def test_the_page_of_a_story_asks_at_most_25_times_however_many_there_are(
    count, staff, django_assert_max_num_queries
):
    desk = Desk.objects.create(name="World", slug="world")
    staff.editor.desks.add(desk)
    make_many(count, desk, staff.publisher)
    story = one_of_each(staff)
    Story.objects.filter(pk=story.pk).update(desk=desk, assignee=staff.publisher, created_by=staff.reporter)
    for number in range(3):
        story.bylines.create(author=make_author(f"Writer {number}"), position=number)
    workflow.publish(staff.rewritten(story), by=staff.publisher, at=story.modified_at + DAY)
    client = at_the_desk(staff.editor)
    with django_assert_max_num_queries(25):
        assert client.get(story_url(story)).status_code == 200


def test_mine_are_found_in_their_order_however_they_are_mine_and_narrowed_by_all_else(staff, monkeypatch):
    """Given to me, begun by me, or under my name: each once, the last touched first, and no further than pages go."""
    monkeypatch.setattr(BoundedPaginator, "furthest", 4)
    me = staff.editor
    credited = make_author("Ed Itor", user=me)
    stories = [
        make_story(headline="Given", assignee=me),
        make_story(headline="Begun", created_by=me),
        make_story(headline="Both", created_by=me, assignee=me),
        make_story(headline="Signed"),
        make_story(headline="Filed", assignee=me),
        make_story(headline="Theirs", created_by=staff.publisher),
    ]
    stories[3].bylines.create(author=credited, position=0)
    Story.objects.filter(headline="Filed").update(status="filed")
    for hour, story in enumerate(stories):
        Story.objects.filter(pk=story.pk).update(modified_at=clock.now() - hour * HOUR)

    def shown(**asked):
        page = page_of(signed_in(me).get(page_at(Story), {"whose": "mine"} | asked))
        return [row.text(strip=True) for row in page.css("#result_list tbody .headline")]

    assert shown() == ["Given", "Begun", "Both", "Signed"]
    assert shown(status__exact="filed") == ["Filed"]
    assert shown(q="signed") == ["Signed"]


def questions(client, address: str, **asked) -> list[str]:
    """What a list asks of the database."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, asked).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("noun", NOUNS)
def test_no_list_counts_the_archive_to_say_how_many_each_filter_would_leave(noun, staff):
    one_of_each(staff)
    asked = questions(signed_in(staff.publisher), page_at(noun), _facets="True")
    assert [sql for sql in asked if "COUNT(" in sql and "articles_notice" not in sql] == []


def walks(asked: list[str]) -> list[str]:
    """Where SQLite would walk through the whole archive for the rows of a list, instead of going to them."""
    plans = []
    with connection.cursor() as cursor:
        for sql in asked:
            if f"LIMIT {BoundedPaginator.furthest + 1}" in sql:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}", ())
                plans += [step[-1] for step in cursor.fetchall()]
    assert plans
    # An index of nothing but the rows that are meant may be walked through.
    return [step for step in plans if step.startswith("SCAN articles_") and "owing" not in step]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="it reads the plans of SQLite")
@pytest.mark.parametrize(
    ("noun", "asked"),
    [
        (Edition, {"q": "dam"}),
        (Edition, {"q": "/2026/05/03/"}),
        (Edition, {"q": "/2026/05/03/dam/"}),
        (Revision, {"kind__exact": "refused"}),
        (StoryEvent, {"verb": "kill"}),
        (Story, {"after_review": "owed"}),
        (Story, {"due": "week"}),
        (Story, {"readers": "embargo"}),
        (Story, {"person": "none"}),
        (Story, {"language": "ru"}),
    ],
)
def test_what_a_list_is_asked_for_is_found_by_an_index(noun, asked, staff):
    assert walks(questions(signed_in(staff.publisher), page_at(noun), **asked)) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="it reads the plans of SQLite")
def test_the_guard_sees_a_question_without_an_index(staff, monkeypatch):
    monkeypatch.setattr(site.get_model_admin(Edition), "search_fields", ("headline__contains",))
    assert walks(questions(signed_in(staff.publisher), page_at(Edition), q="dam"))


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("late", ["Late"]), ("day", ["Tonight"]), ("week", ["Tonight", "On Friday"])],
)
def test_the_list_can_be_asked_for_what_is_due_the_next_first(asked, shown, staff):
    now = clock.now()
    hours = {
        "On Friday": now + 3 * DAY,
        "Tonight": now + DAY / 2,
        "Late": now - DAY,
        "Next month": now + 30 * DAY,
    }
    for headline, hour in hours.items():
        make_story(headline=headline, due_at=hour)
    make_story(headline="Some time")
    staff.cleared(headline="Done", due_at=now - DAY)
    page = page_of(signed_in(staff.editor).get(page_at(Story), {"due": asked}))
    assert [node.text(strip=True) for node in page.css("#result_list .headline")] == shown


@pytest.mark.parametrize("part", ["", "slug", "day", "whole"])
def test_editions_are_found_by_their_address_the_last_part_of_it_or_its_day(part, staff):
    edition = staff.published(slug="dam").editions.get()
    staff.published(slug="other", at=clock.now() - 9 * DAY)
    asked = {"": "", "slug": "dam", "day": edition.path.removesuffix("dam/"), "whole": edition.path}[part]
    page = page_of(signed_in(staff.editor).get(page_at(Edition), {"q": asked}))
    assert len(page.css("#result_list tbody tr")) == (1 if part else 2)


READERS = {
    "live": {"live", "changed"},
    "changed": {"changed"},
    "coming": {"coming"},
    "embargo": {"embargo"},
    "waiting": {"waiting"},
    "ended": {"ended"},
    "never": {"never", "coming", "embargo", "waiting", "spiked"},
}


@pytest.mark.parametrize("asked", READERS)
def test_the_list_can_be_asked_for_what_readers_have(asked, staff):
    now = clock.now()
    staff.published(headline="live")
    workflow.revise(staff.published(headline="changed"), by=staff.publisher, deck="Anew.")
    staff.published(headline="coming", at=now + DAY)
    staff.published(headline="ended", at=now - 2 * DAY, until=now - DAY, now=now - 3 * DAY)
    staff.cleared(headline="waiting")
    make_story(headline="embargo", embargoed_until=now + DAY)
    workflow.spike(make_story(headline="spiked"), by=staff.publisher, note="Old.")
    make_story(headline="never")
    page = page_of(signed_in(staff.editor).get(page_at(Story), {"readers": asked}))
    shown = {node.text(strip=True) for node in page.css("#result_list .headline")}
    assert shown == READERS[asked]


def headlines(client, **asked) -> set[str]:
    page = page_of(client.get(page_at(Story), asked))
    return {node.text(strip=True) for node in page.css("#result_list .headline")}


def test_the_list_can_be_asked_for_a_person_a_language_and_whose_turn_it_is(staff):
    make_story(headline="Hers", assignee=staff.editor)
    make_story(headline="Nobody’s", language="pt-BR")
    staff.published(headline="Out", assignee=staff.editor)
    client = signed_in(staff.editor)
    assert headlines(client, person=str(staff.editor.pk)) == {"Hers", "Out"}
    assert headlines(client, person="none") == {"Nobody’s"}
    assert headlines(client, language="pt-br") == {"Nobody’s"}
    assert headlines(client, turn="me") == {"Hers"}
    assert headlines(client, turn="any") == {"Hers", "Nobody’s"}


def test_the_list_can_be_asked_since_when_it_was_touched(staff):
    old = make_story(headline="Old")
    make_story(headline="New")
    Story.objects.filter(pk=old.pk).update(modified_at=clock.now() - 40 * DAY)
    client = signed_in(staff.editor)
    assert headlines(client, since=f"{clock.now() - 10 * DAY:%Y-%m-%d}") == {"New"}
    for none in ("yesterday", "0001-01-01", "2026-02-30"):
        assert headlines(client, since=none) == {"Old", "New"}


def test_what_was_asked_for_stands_in_words_that_can_be_taken_off_and_stays_in_the_address(staff):
    make_story(headline="Dam", section=make_section("World"))
    asked = {"status__exact": "draft", "q": "dam", "section__id__exact": str(make_section("World").pk)}
    page = page_of(signed_in(staff.editor).get(page_at(Story), asked))
    chips = {
        node.text(deep=False).strip(): node.css_first("a").attributes["href"] for node in page.css(".chip")
    }
    assert set(chips) == {"The copy: Draft", "Section: World"}
    assert "status__exact" not in chips["The copy: Draft"]
    assert "q=dam" in chips["The copy: Draft"]
    assert "section__id__exact" in chips["The copy: Draft"]
    kept = {
        node.attributes["name"]: node.attributes["value"] for node in page.css(".asked__words [type=hidden]")
    }
    assert kept == {name: value for name, value in asked.items() if name != "q"}


def test_words_are_found_in_headline_slugline_and_address_within_reach(staff):
    world, culture = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    staff.editor.desks.add(world)
    make_story(headline="Dam bursts", desk=world)
    make_story(headline="Other", slugline="the-dam", desk=world)
    make_story(headline="Secret dam", desk=culture, created_by=staff.publisher)
    assert headlines(signed_in(staff.editor), q="dam") == {"Dam bursts", "Other"}


def test_a_list_without_finds_says_so_and_leads_on(staff):
    said = page_of(signed_in(staff.editor).get(page_at(Story), {"q": "zzyzx"})).css_first(".empty")
    assert "zzyzx" in said.text()
    assert said.css_first("a").attributes["href"] == "?"


def test_the_list_says_what_readers_have_beside_the_status(staff):
    staff.published(headline="Dam bursts")
    row = page_of(signed_in(staff.editor).get(page_at(Story))).css_first("#result_list tbody tr")
    assert tuple(row.css_first(f".field-{fact} .mark").text() for fact in ("status", "readers")) == (
        "Cleared",
        "Live",
    )
