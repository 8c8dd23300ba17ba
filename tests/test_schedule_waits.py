"""What waits on the schedule for more than its hour: for a release, for the rest of a bundle, for other rules."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import bundles, clock, holds, wall, wall_times, workflow
from articles.admin.schedule import gathering
from articles.models import Desk, Edition, Story
from articles.moments import NEVER
from tests.desk_pages import messages_of, page_of, signed_in, story_url, typed
from tests.factories import DAY, HOUR, make_story
from tests.test_schedule import SCHEDULE, events, shown, slot_of, undo

pytestmark = pytest.mark.django_db
PARIS, TOKYO = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Tokyo")


@pytest.fixture
def noon():
    """Noon of tomorrow, by the paper's clocks."""
    return datetime.combine(clock.now().date() + DAY, datetime.min.time(), UTC) + 12 * HOUR


def hold(staff) -> None:
    holds.hold(by=staff.producer, reason="The bridge is down.")


# Holds


def test_what_is_held_stands_at_its_planned_hour_with_two_bars(staff, noon):
    story = staff.published(headline="Storm", at=noon, until=noon + 3 * HOUR)
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=noon + HOUR, until=noon + 3 * HOUR)
    hold(staff)
    page = shown(signed_in(staff.producer))
    assert events(page) == [
        "12:00 held Storm",
        "13:00 held, edition 2 Storm",
        "15:00 held, ends Storm",
    ]
    assert len(page.css("#schedule .event--held .mark--held")) == 2
    assert "3 held" in page.css_first(f"#d-{noon:%Y-%m-%d}").parent.text()
    assert "Nothing opens in the next 48 hours" in page.css_first("#said").text()
    assert not page.css(".coming [data-until]")
    assert "9999" not in page.css_first("#content").html
    day = shown(signed_in(staff.producer), f"?view=day&day={noon:%Y-%m-%d}")
    assert events(day)[0] == "12:00 held Storm"


def test_what_is_overdue_while_it_is_held_stands_in_the_past_and_can_be_moved(staff, monkeypatch):
    now = clock.now()
    story = staff.published(headline="Storm", at=now + HOUR)
    hold(staff)
    later = now + 2 * HOUR
    monkeypatch.setattr(clock, "now", lambda: later)
    client = signed_in(staff.producer)
    (thing,) = shown(client).css("#schedule [data-move]")
    assert datetime.fromisoformat(thing.attributes["data-at"]) == now + HOUR
    client.post(thing.attributes["data-move"], {"at": f"{later + DAY:%Y-%m-%dT%H:%M}", "zone": "UTC"})
    assert story.editions.get().opens_at == (later + DAY).replace(second=0, microsecond=0)


def test_what_is_held_is_moved_and_moved_back_and_stays_held(staff, noon):
    story = staff.published(headline="Storm", at=noon, until=noon + DAY)
    client = signed_in(staff.producer)
    before = typed(client.get(slot_of(story)), "#slot-form")
    hold(staff)
    slot = page_of(client.get(slot_of(story))).css_first("#content")
    assert "It waits for a release as well" in slot.text()
    assert "9999" not in slot.html
    moved = before | {"at": f"{noon + HOUR:%Y-%m-%dT%H:%M}", "next": SCHEDULE}
    answer = client.post(slot_of(story), moved, follow=True)
    edition = story.editions.get()
    assert (edition.opens_at, edition.closes_at, edition.is_held) == (noon + HOUR, noon + DAY, True)
    assert "“Storm” is held, and planned for" in page_of(answer).css_first(".toast").text()
    undo(client, answer)
    edition.refresh_from_db()
    assert (edition.opens_at, edition.is_held) == (noon, True)


def test_what_follows_while_held_still_shows_a_gap(staff, noon):
    story = staff.published(headline="Storm", at=noon, until=noon + HOUR)
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=noon + 3 * HOUR)
    hold(staff)
    told = shown(signed_in(staff.producer)).css_first(".wrongs").text()
    assert "It ends before what replaces it" in told
    assert "15:00: readers find nothing between" in " ".join(told.split())


def test_the_switch_stands_at_the_head_until_the_banner_leads_to_the_release(staff):
    hold_, release = "/admin/schedule/hold/", "/admin/schedule/hold/release/"

    def links(user) -> list[str]:
        ways = shown(signed_in(user)).css(f'a[href="{hold_}"], a[href="{release}"]')
        return [way.attributes["href"] for way in ways]

    assert (links(staff.producer), links(staff.reporter)) == ([hold_], [])
    hold(staff)
    assert (links(staff.producer), links(staff.reporter)) == ([release], [])


# Bundles


@pytest.fixture
def bundle(staff, noon):
    stories = [staff.cleared(headline=f"Part {number}") for number in (1, 2)]
    bundle = bundles.make(by=staff.publisher, name="Dam report", stories=stories)
    return bundles.set_hour(bundle, by=staff.publisher, at=noon)


def test_a_bundle_is_one_thing_that_leads_to_its_page(staff, bundle, noon):
    staff.published(headline="Alone", at=noon)
    page = shown(signed_in(staff.producer))
    (block,) = page.css(".event--asone")
    assert " ".join(block.css_first("p").text().split()) == "12:00 2 as one: Dam report"
    assert block.css_first("p a").attributes["href"] == f"/admin/schedule/bundles/{bundle.pk}/"
    assert [node.text() for node in block.css("[data-thing]")] == ["Part 1", "Part 2"]
    assert [node.css_first("[data-thing]").text() for node in page.css("[data-move]")] == ["Alone"]
    assert " ".join(page.css_first(".coming").text().split()).count("opens with Dam report") == 2
    day = shown(signed_in(staff.producer), f"?view=day&day={noon:%Y-%m-%d}")
    assert [event for event in events(day) if "with Dam report" in event] == [
        f"12:00 opens with Dam report Part {number}" for number in (1, 2)
    ]


def test_a_story_of_a_bundle_says_which_if_somebody_wants_to_move_it(staff, bundle):
    story = bundle.stories.first()
    client = signed_in(staff.producer)
    answer = client.get(slot_of(story), follow=True)
    assert "goes out with the bundle “Dam report”: move that, or take it out." in messages_of(answer)[0]
    refused = client.post(slot_of(story), {"at": "2099-07-01T06:00"})
    assert "goes out with the bundle “Dam report”" in page_of(refused).css_first("#content").text()


def test_a_held_bundle_and_one_that_is_out(staff, bundle):
    hold(staff)
    (block,) = shown(signed_in(staff.producer)).css(".event--asone.event--held")
    assert "held, 2 as one: Dam report" in " ".join(block.text().split())
    holds.release(by=staff.producer)
    bundles.release(bundle, by=staff.publisher)
    page = shown(signed_in(staff.producer))
    assert not page.css(".event--asone")
    assert events(page)[0].endswith("out Part 1")


def test_its_page_is_for_who_keeps_bundles_and_sees_all_of_it(staff, bundle):
    assert not shown(signed_in(staff.reporter)).css(f'a[href="/admin/schedule/bundles/{bundle.pk}/"]')
    own, other = (Desk.objects.create(name=name, slug=name) for name in ("world", "sport"))
    first, last = bundle.stories.order_by("pk")
    Story.objects.filter(pk=first.pk).update(desk=own)
    Story.objects.filter(pk=last.pk).update(desk=other, created_by=staff.publisher)
    staff.producer.desks.add(own)
    page = shown(signed_in(staff.producer))
    assert "Part 2" not in page.css_first("#schedule").text()
    assert not page.css(f'a[href="/admin/schedule/bundles/{bundle.pk}/"]')


# Hours that strayed, the time machine, and ends


def new_rules(monkeypatch) -> None:
    """Paris gives up summer time."""
    rules = {"Europe/Paris": ZoneInfo("Africa/Lagos")}
    monkeypatch.setattr(wall, "zone_called", lambda name: rules.get(name, ZoneInfo(name)))


def test_an_hour_that_strayed_is_put_right_from_the_schedule(staff, monkeypatch):
    story = staff.published(headline="Storm", at=datetime(2030, 7, 1, 6, tzinfo=PARIS))
    new_rules(monkeypatch)
    client = signed_in(staff.producer)
    page = shown(client)
    assert page.css_first(".wrongs .stray").parent.css_first("a").text() == "Storm"
    assert page.css_first("#wrongs + .count").text() == "1"
    button = page.css_first(".stray button")
    form = {node.attributes["name"]: node.attributes["value"] for node in page.css(".stray input[name]")}
    answer = client.post(
        story_url(story, "wall-time"), form | {"at": button.attributes["value"]}, follow=True
    )
    assert answer.redirect_chain == [(SCHEDULE, 302)]
    assert story.editions.get().opens_at == datetime(2030, 7, 1, 5, tzinfo=UTC)
    assert not page_of(answer).css(".stray")


def test_strays_are_told_to_those_who_see_the_story_and_put_right_by_those_who_may(staff, monkeypatch):
    desk, elsewhere = (Desk.objects.create(name=name, slug=name) for name in ("world", "sport"))
    staff.reporter.desks.add(desk)
    staff.published(headline="Ours", desk=desk, at=datetime(2030, 7, 1, 6, tzinfo=PARIS))
    staff.published(
        headline="Theirs",
        created_by=staff.publisher,
        desk=elsewhere,
        at=datetime(2030, 7, 1, 7, tzinfo=PARIS),
    )
    new_rules(monkeypatch)
    page = shown(signed_in(staff.reporter))
    assert [node.parent.css_first("a").text() for node in page.css(".stray")] == ["Ours"]
    assert not page.css(".stray button")


def test_a_moved_hour_keeps_the_zone_that_it_was_typed_in_and_what_stays_keeps_its_own(staff, noon):
    story = staff.published(at=noon, until=(noon + 5 * DAY).astimezone(TOKYO))
    kept = story.editions.get().ends_as
    assert kept.endswith("[Asia/Tokyo]")
    staff.producer.time_zone = "America/New_York"
    staff.producer.save()
    client = signed_in(staff.producer)
    form = typed(client.get(slot_of(story)), "#slot-form", at=f"{noon + HOUR:%Y-%m-%dT%H:%M}")
    client.post(slot_of(story), form)
    edition = story.editions.get()
    assert (edition.opens_at, edition.ends_as) == (noon + HOUR, kept)
    assert edition.opens_as.endswith("[UTC]")
    client.post(slot_of(story), {"at": f"{noon + DAY:%Y-%m-%dT%H:%M}", "zone": "America/New_York"})
    edition = story.editions.get()
    assert edition.opens_as.endswith("[America/New_York]")
    assert edition.ends_as == kept


def test_the_two_hours_that_a_night_shows_are_not_one(staff):
    first = datetime(2030, 10, 27, 0, 30, tzinfo=UTC)
    story = staff.published(at=first.astimezone(PARIS))
    staff.producer.time_zone = "Europe/Paris"
    staff.producer.save()
    client = signed_in(staff.producer)
    client.post(slot_of(story), {"at": "2030-10-27T02:30", "at_which": "1", "zone": "Europe/Paris"})
    assert story.editions.get().live_from == first + HOUR


def test_the_paper_as_of_then_is_a_press_away_for_who_may_see_it(staff, noon):
    story = staff.published(headline="Storm", at=noon)
    then = f"/admin/time-machine/?at={noon.isoformat().replace(':', '%3A').replace('+', '%2B')}&path=%2F"
    client = signed_in(staff.producer)
    assert page_of(client.get(slot_of(story))).css_first(f'a[href="{then}"]')
    day = f"?view=day&day={noon:%Y-%m-%d}"
    assert shown(client, day).css_first(f'a[href="{then}"]')
    assert client.get(then).status_code == 200
    assert not shown(signed_in(staff.reporter), day).css('a[href^="/admin/time-machine/?"]')


def test_the_end_of_what_readers_have_is_moved_with_a_way_back(staff, noon):
    story = staff.published(headline="Storm", until=noon)
    client = signed_in(staff.producer)
    (thing,) = shown(client).css("[data-move]")
    assert thing.attributes["data-field"] == "until"
    sent = {"until": f"{noon + HOUR:%Y-%m-%dT%H:%M}", "zone": "UTC", "was": thing.attributes["data-was"]}
    door = thing.attributes["data-move"]
    answer = client.post(door, sent | {"next": SCHEDULE}, follow=True)
    edition = story.editions.get()
    assert (edition.expires_at, edition.live_until) == (noon + HOUR, noon + HOUR)
    assert edition.ends_as.endswith("[UTC]")
    assert "“Storm” ends" in page_of(answer).css_first(".toast").text()
    undo(client, answer)
    edition.refresh_from_db()
    assert edition.expires_at == noon
    assert "Somebody moved it" in messages_of(client.post(door, sent | {"was": "/"}, follow=True))[0]
    past = {"until": f"{clock.now() - HOUR:%Y-%m-%dT%H:%M}", "zone": "UTC"}
    assert "has passed" in messages_of(client.post(door, past, follow=True))[0]
    edition.refresh_from_db()
    assert edition.expires_at == noon
    assert not shown(signed_in(staff.reporter)).css("[data-move]")


def test_an_end_is_that_of_what_readers_have_now(staff, noon):
    story = staff.published(headline="Storm", until=noon)
    old = story.editions.get()
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher)
    client = signed_in(staff.producer)
    door = story_url(story, f"ending/{old.pk}")
    answer = client.post(door, {"until": f"{noon + DAY:%Y-%m-%dT%H:%M}"}, follow=True)
    assert "have another edition now" in messages_of(answer)[0]
    assert not Edition.objects.filter(expires_at=noon + DAY).exists()


def test_a_timed_kill_stands_at_its_hour(staff, noon):
    story = staff.published(headline="Storm")
    workflow.kill(story, by=staff.publisher, notice="It was wrong.", at=noon)
    assert "12:00 killed Storm" in events(shown(signed_in(staff.producer)))


def test_an_embargo_until_further_notice_is_laid_and_undone(staff):
    story = make_story(embargoed_until=NEVER)
    client = signed_in(staff.publisher)
    door = story_url(story, "embargo")
    lifted = {"embargoed_until": "", "zone": "UTC", "next": SCHEDULE}
    answer = client.post(door, lifted, follow=True)
    story.refresh_from_db()
    assert story.embargoed_until is None
    answer = undo(client, answer)
    story.refresh_from_db()
    assert story.embargoed_until == NEVER
    assert "under embargo until further notice" in page_of(answer).css_first(".toast").text()


def test_holds_bundles_and_strays_ask_no_more_for_many(
    staff, monkeypatch, noon, django_assert_max_num_queries
):
    for number in range(6):
        staff.published(at=noon + number * HOUR, until=noon + DAY)
        staff.published(at=datetime(2030, 7, 1, 6, number, tzinfo=PARIS))
    for number in range(3):
        made = bundles.make(
            by=staff.publisher, name=f"Bundle {number}", stories=[staff.cleared() for _ in "ab"]
        )
        bundles.set_hour(made, by=staff.publisher, at=noon - (number + 1) * 2 * HOUR)
    hold(staff)
    new_rules(monkeypatch)
    for user in (staff.producer, staff.reporter):
        client = signed_in(user)
        client.get(SCHEDULE)
        with django_assert_max_num_queries(13):
            page = shown(client)
        assert len(page.css(".event--asone")) == 3
        assert len(page.css(".stray")) == 6


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="How SQLite goes about it does not hang on how much there is."
)
def test_the_windows_are_looked_up_and_not_all_of_them_read(staff, noon):
    spans = [(noon, noon + 7 * DAY), (noon, noon + 2 * DAY)]
    looked_up = gathering._editions(staff.producer, spans, []).explain()
    with CaptureQueriesContext(connection) as asked:
        wall_times.strays(noon)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked.captured_queries[-1]['sql']}")
        strays = str(cursor.fetchall())
    for plan in (looked_up, strays):
        assert "MULTI-INDEX OR" in plan
        assert "SCAN articles_edition" not in plan
