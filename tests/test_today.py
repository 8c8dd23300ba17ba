"""The front door of the desk: what waits for whom, what goes out, what changed; and quick at any size."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from articles import clock, hours, roles, workflow
from articles.admin import day, strip
from articles.models import Desk, Look, Story
from bench import generate
from bench.words import SECTIONS
from tests.desk_pages import at_the_desk, messages_of, page_of, signed_in, story_url
from tests.factories import DAY, HOUR, make_author, make_section, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks():
    return [Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture")]


def block(page, name: str) -> list[str]:
    """The headlines in one block of the page."""
    section = next(node for node in page.css("section") if node.attributes.get("aria-labelledby") == name)
    return [node.text(strip=True) for node in section.css(".line__head, .changes em")]


def today_of(user):
    return page_of(signed_in(user).get("/admin/"))


def test_each_story_stands_where_it_waits(staff, desks):
    world, culture = desks
    staff.copy_editor.desks.add(world)
    taken = staff.filed(headline="Taken", desk=world)
    workflow.take(taken, by=staff.copy_editor)
    make_story(headline="Mine to write", desk=world, created_by=staff.copy_editor)
    mine = make_story(headline="Handed in", desk=world, created_by=staff.copy_editor)
    workflow.file(mine, by=staff.copy_editor)
    staff.filed(headline="Anybody’s", desk=world)
    staff.filed(headline="Of another desk", desk=culture, created_by=staff.reporter)
    staff.published(headline="Out", desk=world)
    page = today_of(staff.copy_editor)
    assert set(block(page, "waiting")) == {"Taken", "Mine to write"}
    assert block(page, "mine") == ["Handed in"]
    assert block(page, "desks") == ["Anybody’s"]
    assert "Of another desk" not in page.html


def test_who_is_on_no_desk_sees_what_all_desks_have_in_work(staff, desks):
    for desk in desks:
        staff.filed(headline=f"Filed at {desk}", desk=desk)
    assert set(block(today_of(staff.publisher), "desks")) == {"Filed at World", "Filed at Culture"}


def test_my_stories_keep_what_is_scheduled(staff):
    ana = make_author("Ana Reyes", user=staff.reporter)
    assert ana.user
    staff.published(headline="Tomorrow", at=clock.now() + DAY)
    staff.published(headline="Out already")
    assert block(today_of(staff.reporter), "mine") == ["Tomorrow"]


def test_the_next_due_comes_first_and_the_rest_is_counted(staff):
    now = clock.now()
    for number in range(day.MOST + 3):
        make_story(headline=f"Story {number}", assignee=staff.editor, due_at=now + (20 - number) * HOUR)
    page = today_of(staff.editor)
    assert block(page, "waiting")[:2] == ["Story 14", "Story 13"]
    assert len(block(page, "waiting")) == day.MOST
    assert page.css_first("#waiting + .count").text() == str(day.MOST + 3)


def test_what_is_late_says_so(staff):
    make_story(assignee=staff.editor, due_at=clock.now() - HOUR)
    make_story(assignee=staff.editor, due_at=clock.now() + HOUR / 2)
    page = today_of(staff.editor)
    assert page.css_first(".line__when .late").text(strip=True).endswith(", late")
    assert len(page.css(".line__when .soon")) == 1


def test_a_draft_that_came_back_says_what_is_to_be_done(staff):
    story = make_story(created_by=staff.reporter)
    workflow.file(story, by=staff.reporter)
    workflow.send_back(story, by=staff.copy_editor, note="Who says so?")
    assert "Copy editor sent it back" in today_of(staff.reporter).css_first(".line__why").text()


# Taking


def test_take_it_makes_it_mine_and_can_be_undone(staff):
    story, client = staff.filed(headline="Dam bursts"), signed_in(staff.copy_editor)
    form = page_of(client.get("/admin/")).css_first("form.line__do")
    assert form.attributes["action"] == story_url(story, "assignment")
    page = page_of(client.post(form.attributes["action"], {"next": "/admin/"}, follow=True))
    assert block(page, "waiting") == ["Dam bursts"]
    undo = page.css_first("#undo")
    assert "You have “Dam bursts” now." in page.css_first(".toast").text()
    page = page_of(client.post(undo.attributes["action"], {"next": "/admin/"}, follow=True))
    assert block(page, "desks") == ["Dam bursts"]
    assert [event.verb for event in story.events.all()] == ["file", "take", "leave"]


def test_who_comes_too_late_is_told_who_has_it(staff):
    story = staff.filed(headline="Dam bursts")
    workflow.take(story, by=staff.copy_editor)
    client = signed_in(staff.publisher)
    told = messages_of(client.post(story_url(story, "assignment"), {"next": "/admin/"}, follow=True))
    assert told[0].startswith("Copy editor has “Dam bursts” since")


def test_take_it_is_offered_only_where_it_can_be_taken(staff):
    staff.filed(headline="Anybody’s", created_by=staff.publisher)
    assert len(today_of(staff.copy_editor).css("form.line__do")) == 1
    assert not today_of(staff.reporter).css("form.line__do")
    assert not today_of(staff.producer).css("form.line__do")


def test_nobody_is_led_to_another_house(staff):
    story = staff.filed()
    client = signed_in(staff.copy_editor)
    answer = client.post(story_url(story, "assignment"), {"next": "https://elsewhere.example/"})
    assert answer.url == story_url(story)


# What went out, and what others did


def test_what_went_out_since_yesterday_stands_with_the_last_first(staff):
    now = clock.now()
    for hours_ago in (30, 5, 2):
        staff.published(headline=f"{hours_ago} hours ago", at=now - hours_ago * HOUR, now=now - 31 * HOUR)
    assert block(today_of(staff.editor), "out") == ["2 hours ago", "5 hours ago"]


def test_a_review_that_is_owed_stands_on_everybodys_day(staff):
    story = make_story(headline="Siren")
    workflow.emergency(story, by=staff.publisher, reason="The water was at the school.")
    for person in (staff.reporter, staff.producer):
        assert block(today_of(person), "owed") == ["Siren"]
    assert "The water was at the school." in today_of(staff.editor).css_first(".block--debt").text()


def test_what_others_did_since_i_looked_is_told_until_i_have_seen_it(staff):
    story = make_story(headline="Dam bursts", created_by=staff.reporter)
    workflow.file(story, by=staff.reporter)
    client = signed_in(staff.editor)
    page = page_of(client.get("/admin/"))
    assert block(page, "since") == ["Dam bursts"]
    assert block(today_of(staff.reporter), "since") == []
    until = page.css_first("[name=until]").attributes["value"]
    workflow.clear(story, by=staff.copy_editor)
    assert client.post("/admin/seen/", {"until": until}).url == "/admin/"
    told = [node.text() for node in page_of(client.get("/admin/")).css(".changes p")]
    assert len(told) == 1
    assert "cleared" in told[0]


@pytest.mark.parametrize("until", ["", "soon", "2026-05-03", "9999-01-01T00:00:00+00:00"])
def test_nobody_has_seen_what_is_still_to_come(until, staff):
    signed_in(staff.editor).post("/admin/seen/", {"until": until})
    assert abs(Look.objects.get(by=staff.editor).at - clock.now()) < HOUR


def test_who_was_away_long_is_told_of_a_week(staff):
    Look.objects.create(by=staff.editor, at=clock.now() - 90 * DAY)
    now = clock.now()
    assert day.day_of(staff.editor, now).since == now - timedelta(weeks=1)


# The strip

SATURDAY = datetime(2026, 10, 24, 14, 42, tzinfo=UTC)


NO_END = {"live_until": None, "expires_at": None, "is_held": False, "killed_from": None}


def opening(at: datetime, **facts):
    plain = {"pk": 1, "story_id": 1, "headline": "Dam", "number": 1, "language": "en", "direction": "ltr"}
    return SimpleNamespace(**plain | NO_END | {"live_from": at, "opens_at": at} | facts)


@pytest.fixture
def paris(settings):
    from zoneinfo import ZoneInfo

    settings.SITE_ZONE = ZoneInfo("Europe/Paris")


def test_the_strip_begins_with_the_hour_that_has_begun(paris):
    found = strip.strip([opening(SATURDAY + timedelta(minutes=18))], [], SATURDAY)
    assert found.scale[0] == (0, "16:00")
    assert found.now_slot == 8
    assert [(item.slot, item.lane, item.hour) for item in found.items] == [(12, 1, "17:00")]
    assert found.tomorrow == "Sun 25 Oct, 25 hours"


def test_things_at_one_hour_stand_in_lanes_and_what_finds_no_room_is_counted(paris):
    found = strip.strip([opening(SATURDAY + HOUR, headline=f"Dam {n}") for n in range(5)], [], SATURDAY)
    assert [item.lane for item in found.items] == [1, 2, 3]
    assert found.left_out == 2


def test_tomorrow_has_a_column_of_its_own(paris):
    late = [opening(datetime(2026, 10, 25, hour, tzinfo=UTC)) for hour in (5, 7)]
    found = strip.strip(late, [], SATURDAY)
    assert [(item.slot, item.lane, item.hour) for item in found.items] == [(73, 1, "06:00"), (73, 2, "08:00")]


def test_ends_that_were_wished_stand_on_the_strip_and_those_by_a_later_edition_do_not(paris):
    end = SATURDAY + 2 * HOUR
    old = SATURDAY - DAY
    wished, replaced = opening(old, live_until=end, expires_at=end), opening(old, live_until=end)
    assert [item.kind for item in strip.strip([wished, replaced], [], SATURDAY).items] == ["ends"]


def test_an_embargo_lifts_on_the_strip(staff):
    make_story(headline="Carvings", embargoed_until=clock.now() + HOUR)
    make_story(headline="Next year", embargoed_until=clock.now() + 300 * DAY)
    found = day.day_of(staff.editor, clock.now()).strip
    assert [(item.kind, item.title) for item in found.items] == [("embargo", "Carvings")]


# Hours in words


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (SATURDAY, "16:42"),
        (SATURDAY + 10 * HOUR, "Sun 02:42"),
        (SATURDAY - 3 * DAY, "Wed 16:42"),
        (SATURDAY + 20 * DAY, "13 Nov 15:42"),
        (SATURDAY - 400 * DAY, "19 Sep 2025"),
        (SATURDAY + 70 * DAY, "2 Jan 2027 15:42"),
    ],
)
def test_an_hour_says_as_much_of_its_day_as_is_not_plain(moment, said, paris):
    assert hours.hour(moment, SATURDAY) == said


@pytest.mark.parametrize(
    ("ahead", "said"),
    [(HOUR / 4, "in 15 min"), (-3 * HOUR, "3 h ago"), (2 * DAY, ""), (HOUR / 90, "in 1 min")],
)
def test_how_far_an_hour_is(ahead, said):
    assert hours.away(SATURDAY + ahead, SATURDAY) == said


def test_my_own_hour_stands_beside_where_it_is_another(paris):
    assert hours.mine(SATURDAY, SimpleNamespace(time_zone="Europe/London")) == "15:42 for you"
    assert hours.mine(SATURDAY, SimpleNamespace(time_zone="Europe/Madrid")) == ""
    assert hours.mine(SATURDAY, SimpleNamespace(time_zone="Pacific/Auckland")) == "Sun 03:42 for you"


# Size


@pytest.mark.parametrize("count", [20, pytest.param(2_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("on_desk", [False, True])
def test_the_day_asks_at_most_ten_times_however_large_the_archive(
    count, on_desk, staff, desks, tmp_path, django_assert_max_num_queries
):
    for slug, name in SECTIONS:
        make_section(name, slug=slug)
    lines = tmp_path / "stories.jsonl"
    lines.write_text("\n".join(json.dumps(line) for line in generate.lines(count)), encoding="utf-8")
    call_command("ingest", str(lines), publish=True, verbosity=0)
    person = make_user(roles.PUBLISHER)
    if on_desk:
        person.desks.add(desks[0])
    for number in range(8):
        staff.filed(desk=desks[number % 2], due_at=clock.now() + number * HOUR)
        make_story(assignee=person)
        staff.published(desk=desks[0], at=clock.now() + number * HOUR + HOUR / 9)
    client = at_the_desk(person)
    with django_assert_max_num_queries(10):
        assert client.get("/admin/").status_code == 200
    assert Story.objects.in_work().count() == 16


def test_the_day_of_somebody_with_nothing_says_what_to_do_next(staff):
    page = today_of(staff.editor)
    said = " ".join(node.text() for node in page.css(".empty"))
    assert "Nothing waits for you." in said
    assert "budget" in said
