"""The budget of a day: by section and rank, planned in its rows, each change answered and with a way back."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from articles import clock, workflow
from articles.models import Desk, Story
from tests.desk_pages import at_the_desk, messages_of, page_of, signed_in, story_url, typed
from tests.factories import DAY, HOUR, make_section, make_story

pytestmark = pytest.mark.django_db
DAY_OF = date(2026, 10, 25)
BUDGET = "/admin/budget/?day=2026-10-25"


@pytest.fixture
def paris(settings):
    settings.SITE_ZONE = ZoneInfo("Europe/Paris")


def due(hour: int, day: int = 25):
    return datetime(2026, 10, day, hour, tzinfo=ZoneInfo("Europe/Paris"))


def slugs(page) -> list[str]:
    return [node.text(strip=True) for node in page.css(".budget .slug a")]


def test_a_day_is_the_papers_own_also_when_it_has_25_hours(paris):
    for name, hour in (("first", due(0)), ("last", due(23)), ("before", due(23, 24)), ("after", due(0, 26))):
        make_story(slug=name, due_at=hour)
    assert list(Story.objects.budgeted_for(DAY_OF).values_list("slug", flat=True)) == ["first", "last"]


def test_ranked_stories_come_first_then_the_most_urgent(paris):
    for name, rank, urgency in (("c", None, 5), ("d", None, 6), ("b", 2, 9), ("a", 1, 9)):
        make_story(slug=name, due_at=due(12), rank=rank, urgency=urgency)
    assert list(Story.objects.budgeted_for(DAY_OF).values_list("slug", flat=True)) == ["a", "b", "c", "d"]


def test_the_budget_shows_a_day_by_section_with_what_planners_ask_for(paris, staff):
    world, culture = make_section("World", position=1), make_section("Culture", position=2)
    story = make_story(
        slugline="flood",
        section=world,
        due_at=due(17),
        commissioned_words=900,
        assignee=staff.reporter,
        budget_line="What the dam did.",
    )
    workflow.file(story, by=staff.reporter)
    make_story(slugline="opera", section=culture, due_at=due(9))
    make_story(slugline="monday", section=world, due_at=due(9, 26))
    page = page_of(signed_in(staff.editor).get(BUDGET))
    assert slugs(page) == ["flood", "opera"]
    row = " ".join(page.css_first(f"#story-{story.pk}").text().split())
    for said in ("Filed", "What the dam did.", "17:00", "5/900"):
        assert said in row
    assert page.css_first(f"#story-{story.pk} option[selected]").text() == "Reporter"
    assert [node.text(strip=True)[:7] for node in page.css(".budget .group th")] == ["World1 ", "Culture"]


@pytest.mark.parametrize(
    "asked", ["", "?day=", "?day=tomorrow", "?day=2026-02-30", "?day=0001-01-01", "?day=9999-12-31"]
)
def test_a_day_that_is_none_means_today(asked, staff):
    make_story(slugline="now", due_at=clock.now())
    assert slugs(page_of(signed_in(staff.editor).get(f"/admin/budget/{asked}"))) == ["now"]


def test_a_budget_holds_what_somebody_may_see(paris, staff):
    here, elsewhere = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    staff.editor.desks.add(here)
    make_story(slugline="ours", desk=here, due_at=due(12))
    make_story(slugline="theirs", desk=elsewhere, due_at=due(12), created_by=staff.publisher)
    assert slugs(page_of(signed_in(staff.editor).get(BUDGET))) == ["ours"]


def test_an_empty_day_says_the_next_step(staff):
    said = page_of(signed_in(staff.editor).get(BUDGET)).css_first(".empty").text()
    assert "Nothing is due on Sunday 25 October." in said


def test_who_may_not_change_a_story_only_reads_its_row(paris, staff):
    story = make_story(due_at=due(12), created_by=staff.editor)
    for person in (staff.producer, staff.reporter):
        assert not page_of(signed_in(person).get(BUDGET)).css(f"#story-{story.pk} form")
    mine = make_story(due_at=due(12), created_by=staff.reporter)
    assert page_of(signed_in(staff.reporter).get(BUDGET)).css(f"#story-{mine.pk} form")


# Planning in place


def press(client, story, noun: str, **fields):
    return client.post(story_url(story, noun), fields | {"next": BUDGET}, follow=True)


def undo(client, answer):
    form = page_of(answer).css_first("#undo")
    return client.post(form.attributes["action"], typed(answer, "#undo"), follow=True)


def test_a_person_is_changed_in_place_and_changed_back(staff):
    story, client = make_story(assignee=staff.reporter, due_at=due(12)), signed_in(staff.editor)
    answer = press(client, story, "assignee", assignee=staff.copy_editor.pk)
    story.refresh_from_db()
    assert story.assignee == staff.copy_editor
    assert "Copy editor has “" in page_of(answer).css_first(".toast").text()
    undo(client, answer)
    story.refresh_from_db()
    assert story.assignee == staff.reporter


def test_filed_copy_that_is_given_away_and_back_waits_for_the_copy_desk_again(staff):
    from articles import turns

    story = make_story(assignee=staff.reporter, created_by=staff.reporter, due_at=due(12))
    workflow.file(story, by=staff.reporter)
    client = signed_in(staff.editor)
    undo(client, press(client, story, "assignee", assignee=staff.copy_editor.pk))
    story = Story.objects.get(pk=story.pk)
    assert (story.assignee, turns.turn_of(story).person) == (staff.reporter, None)


def test_nobody_is_given_a_story_who_is_not_at_the_desk(staff):
    from tests.factories import make_user

    story = make_story(assignee=staff.reporter)
    told = messages_of(press(signed_in(staff.editor), story, "assignee", assignee=make_user().pk))
    assert "Select a valid choice" in told[0]
    assert Story.objects.get(pk=story.pk).assignee == staff.reporter


def test_the_hour_the_urgency_the_length_and_the_line_are_planned_and_undone(paris, staff):
    story, client = make_story(due_at=due(12)), signed_in(staff.editor)
    page = client.get(BUDGET)
    form = f"#story-{story.pk} .plan__form"
    plan = typed(
        page, form, due_at="2026-10-25T18:30", urgency="2", commissioned_words="400", budget_line="Dam."
    )
    answer = client.post(story_url(story, "plan"), plan, follow=True)
    story.refresh_from_db()
    assert (story.due_at, story.urgency) == (due(18) + HOUR / 2, 2)
    assert (story.commissioned_words, story.budget_line) == (400, "Dam.")
    undo(client, answer)
    story.refresh_from_db()
    assert (story.due_at, story.urgency) == (due(12), 5)
    assert (story.commissioned_words, story.budget_line) == (None, "")


def test_an_hour_that_clocks_skip_or_repeat_is_not_guessed(paris, staff):
    story, client = make_story(due_at=due(12)), signed_in(staff.editor)
    told = messages_of(press(client, story, "plan", due_at="2026-10-25T02:30"))
    assert "comes twice" in told[0]
    assert Story.objects.get(pk=story.pk).due_at == due(12)


def test_passed_copy_keeps_its_urgency(paris, staff):
    story, client = staff.cleared(due_at=due(12)), signed_in(staff.editor)
    assert not page_of(client.get(BUDGET)).css(f"#story-{story.pk} [name=urgency]")
    press(client, story, "plan", urgency="1", budget_line="Dam.")
    story.refresh_from_db()
    assert (story.urgency, story.status, story.budget_line) == (5, "cleared", "Dam.")


def test_a_story_is_raised_and_lowered_among_its_section(paris, staff):
    first, second, third = (make_story(slugline=name, due_at=due(12)) for name in ("a", "b", "c"))
    other = make_story(slugline="opera", section=make_section("Culture"), due_at=due(12), rank=7)
    client = signed_in(staff.editor)
    answer = press(client, third, "rank", place=1)
    assert slugs(page_of(answer))[:3] == ["c", "a", "b"]
    assert slugs(page_of(undo(client, answer)))[:3] == ["a", "b", "c"]
    assert Story.objects.get(pk=other.pk).rank == 7
    assert [Story.objects.get(pk=one.pk).rank for one in (first, second, third)] == [1, 2, 3]


@pytest.mark.parametrize("place", ["0", "-1", "x", "", "999999999999"])
def test_a_place_that_is_none_is_refused(place, staff):
    story = make_story(due_at=due(12))
    assert messages_of(press(signed_in(staff.editor), story, "rank", place=place))
    assert Story.objects.get(pk=story.pk).rank is None


def test_what_is_due_at_no_hour_has_no_rank(staff):
    told = messages_of(press(signed_in(staff.editor), make_story(), "rank", place=1))
    assert "due at no hour" in told[0]


@pytest.mark.parametrize("noun", ["assignment", "departure", "assignee", "plan", "rank"])
def test_a_story_of_another_desk_is_planned_by_nobody_else(noun, staff):
    here, elsewhere = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    staff.editor.desks.add(here)
    story = make_story(desk=elsewhere, created_by=staff.publisher)
    assert signed_in(staff.editor).post(story_url(story, noun), {"place": 1}).status_code == 404
    assert not story.events.exists()


@pytest.mark.parametrize("noun", ["assignment", "assignee", "plan", "rank"])
def test_looking_at_these_doors_does_nothing_and_leads_to_the_story(noun, staff):
    story = make_story()
    assert signed_in(staff.editor).get(story_url(story, noun)).url == story_url(story)
    assert not story.events.exists()


@pytest.mark.parametrize("count", [20, 150])
@pytest.mark.parametrize("role", ["editor", "reporter"])
def test_a_budget_asks_at_most_nine_times_however_full_the_day(
    count, role, staff, django_assert_max_num_queries
):
    now = clock.now()
    for number in range(count):
        make_story(due_at=now, created_by=staff.publisher if number % 2 else None)
    staff.published(due_at=now, at=now + DAY)
    client = at_the_desk(getattr(staff, role))
    with django_assert_max_num_queries(9):
        assert len(slugs(page_of(client.get("/admin/budget/")))) == count + 1
