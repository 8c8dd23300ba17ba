"""The schedule: all that has an hour, what is to be put right, and new hours with a way back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from articles import clock, wall, workflow
from articles.admin.schedule import gathering
from articles.models import Desk, Edition, Story
from tests.desk_pages import messages_of, page_of, signed_in, story_url, typed
from tests.factories import DAY, HOUR, make_author, make_section, make_story
from tests.picture_files import in_library

pytestmark = pytest.mark.django_db
SCHEDULE = "/admin/schedule/"
PARIS = ZoneInfo("Europe/Paris")
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def paris(settings):
    settings.SITE_ZONE = PARIS


@pytest.fixture
def saturday(monkeypatch):
    """It is Saturday 24 October 2026, 16:42 in Paris; the clocks go back that night."""
    moment = datetime(2026, 10, 24, 14, 42, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An hour in Paris, of October 2026."""
    return datetime(2026, 10, day, hour, minute, tzinfo=PARIS)


def shown(client: Client, address: str = ""):
    return page_of(client.get(SCHEDULE + address))


def events(page, within: str = "#schedule .event") -> list[str]:
    return [" ".join(node.text(separator=" ").split()).removesuffix(" M") for node in page.css(within)]


def wrongs(page) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in page.css(".wrongs li")]


def slot_of(story: Story) -> str:
    edition = story.editions.order_by("live_from").last()
    return story_url(story, f"slot/{edition.pk}")


def opens(story: Story) -> datetime:
    return story.editions.order_by("live_from").last().live_from


# What stands on it


def test_everything_that_has_an_hour_stands_on_its_day(staff, saturday):
    staff.published(headline="Went out", at=at(24, 9), now=at(24, 8))
    staff.published(headline="Fog", at=at(24, 10), until=at(24, 12), now=at(24, 8))
    story = staff.published(headline="Storm", at=at(24, 17), now=saturday, until=at(25, 9))
    staff.rewritten(story, now=saturday)
    workflow.publish(story, by=staff.publisher, at=at(24, 18), now=saturday, until=at(25, 9))
    make_story(headline="Museum", embargoed_until=at(25, 0, 1))
    make_story(headline="Captain", due_at=at(24, 17, 30))
    staff.cleared(make_story(headline="Ready", due_at=at(24, 17, 45)), now=saturday)
    page = shown(signed_in(staff.producer))
    assert events(page, ".day--today .event") == [
        "09:00 out Went out",
        "10:00 out Fog",
        "12:00 ended Fog",
        "17:00 opens Storm",
        "17:30 not cleared Captain",
        "18:00 edition 2 Storm",
    ]
    sunday = page.css_first('[data-day="2026-10-25"]')
    assert events(sunday, ".event") == ["00:01 embargo lifts Museum", "09:00 ends Storm"]
    assert "02:00–03:00 comes twice" in sunday.text()
    assert "25 hours" in page.css_first("#d-2026-10-25").parent.text()


def test_a_correction_that_waits_says_what_it_is(staff, saturday):
    story = staff.published(headline="Storm", at=at(24, 9), now=at(24, 8))
    staff.rewritten(story, now=saturday)
    workflow.correct(
        story, by=staff.publisher, kind="clarification", note="It rained.", at=at(24, 18), now=saturday
    )
    assert "18:00 clarification Storm" in events(shown(signed_in(staff.producer)))


def test_an_end_that_a_later_edition_makes_is_not_told_as_one(staff, saturday):
    story = staff.published(headline="Storm", at=at(24, 9), now=at(24, 8))
    staff.rewritten(story, now=saturday)
    workflow.publish(story, by=staff.publisher, at=at(24, 18), now=saturday)
    assert not [event for event in events(shown(signed_in(staff.producer))) if "end" in event]


def test_a_week_begins_with_yesterday_and_the_address_leads_on(staff, saturday):
    page, client = shown(signed_in(staff.producer)), signed_in(staff.producer)
    days = [node.attributes["data-day"] for node in page.css("[data-day]")]
    assert (days[0], days[-1], len(days)) == ("2026-10-23", "2026-10-29", 7)
    later = page.css_first("[rel=next]").attributes["href"]
    assert later == f"{SCHEDULE}?day=2026-10-31"
    assert "Friday 30 October to Thursday 5 November" in page_of(client.get(later)).css_first("#said").text()
    assert page_of(client.get(later)).css_first("[rel=prev]").attributes["href"] == SCHEDULE


@pytest.mark.parametrize(
    "asked", ["?day=", "?day=2026-02-30", "?day=0001-01-01", "?person=x&section=y", "?person=9"]
)
def test_what_makes_no_sense_is_not_asked(asked, staff, saturday):
    assert shown(signed_in(staff.producer), asked).css_first('[data-day="2026-10-24"]')


def test_a_day_lies_along_its_hours_by_section(staff, saturday):
    world = make_section("World", position=1)
    make_section("Culture", position=2)
    staff.published(
        headline="Bridges", at=at(25, 6), now=saturday, section=make_section("Europe", parent=world)
    )
    make_story(headline="No section", section=None, due_at=at(25, 9))
    page = shown(signed_in(staff.producer), "?view=day&day=2026-10-25")
    assert "A day of 25 hours." in page.css_first("#said").text()
    names = [node.text(deep=False, strip=True) for node in page.css("h3.hours__name")]
    assert names == ["World", "Culture", "No section yet"]
    assert [events(lane, ".event") for lane in page.css(".lane")] == [
        ["06:00 opens Bridges"],
        [],
        ["09:00 not cleared No section"],
    ]
    assert page.css_first(".lane .event").attributes["data-slot"] == "84"
    assert [node.text() for node in page.css(".hours__ruler .twice")] == ["02", "02"]


def test_hours_are_told_in_the_papers_zone_with_mine_beside_it(staff, saturday):
    staff.producer.time_zone = "Europe/London"
    staff.producer.save()
    staff.published(headline="Bridges", at=at(25, 6), now=saturday)
    client = signed_in(staff.producer)
    page = shown(client)
    assert "Sun 06:00 Paris · 05:00 for you · clocks change that night" in page.css_first(".coming").text()
    assert "For you, London: one hour earlier, all week" in " ".join(page.css_first(".zones").text().split())
    assert "The clocks go back on Sunday at 03:00" in page.css_first(".zones").text()
    mine = page_of(client.get(page.css_first(".zones a").attributes["href"]))
    assert "05:00 opens Bridges" in events(mine)
    assert "Sun 05:00 London · 06:00 Paris" in mine.css_first(".coming").text()


def test_a_zone_that_changes_on_another_day_is_told(staff, saturday):
    staff.producer.time_zone = "America/New_York"
    staff.producer.save()
    said = shown(signed_in(staff.producer), "?day=2026-10-31").css_first(".zones").text()
    assert "5 h earlier, and 6 h earlier from Sunday 1 November" in said


def test_it_can_be_asked_for_a_section_and_for_a_person(staff, saturday):
    world, culture = make_section("World"), make_section("Culture")
    ana = make_author("Ana Reyes", user=staff.reporter)
    staff.published(headline="Hers", at=at(24, 18), now=saturday, section=world, authors=[ana.name])
    staff.published(headline="Culture", at=at(24, 18), now=saturday, section=culture, authors=["Bo"])
    make_story(headline="Given", due_at=at(24, 19), section=culture, assignee=staff.reporter)
    client = signed_in(staff.producer)
    assert events(shown(client, "?section=culture")) == [
        "18:00 opens Culture",
        "19:00 not cleared Given",
    ]
    assert events(shown(client, f"?person={staff.reporter.pk}")) == [
        "18:00 opens Hers",
        "19:00 not cleared Given",
    ]
    chosen = [node.text() for node in shown(client, "?section=culture").css("#filters option[selected]")]
    assert chosen == ["Culture"]


def test_somebody_sees_what_is_theirs_to_see(staff, saturday):
    here, elsewhere = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    staff.editor.desks.add(here)
    staff.published(headline="Ours", desk=here, at=at(24, 18), now=saturday, created_by=staff.publisher)
    staff.published(
        headline="Theirs", desk=elsewhere, at=at(24, 18), now=saturday, created_by=staff.publisher
    )
    make_story(headline="Due there", desk=elsewhere, due_at=at(24, 18), created_by=staff.publisher)
    page = shown(signed_in(staff.editor))
    assert events(page) == ["18:00 opens Ours"]
    assert "Theirs" not in page.html


def test_who_may_not_move_gets_no_handles(staff, saturday):
    staff.published(headline="Storm", at=at(24, 18), now=saturday)
    assert shown(signed_in(staff.producer)).css("[data-move]")
    assert not shown(signed_in(staff.editor)).css("[data-move]")
    story = make_story(due_at=at(24, 18), embargoed_until=at(24, 19))
    addresses = [node.attributes["data-move"] for node in shown(signed_in(staff.editor)).css("[data-move]")]
    assert addresses == [story_url(story, "plan"), story_url(story, "embargo")]


def test_the_parts_are_the_page_without_its_frame_and_take_no_word_from_it(staff, saturday):
    story = staff.published(headline="Storm", at=at(24, 18), now=saturday)
    client = signed_in(staff.producer)
    client.post(slot_of(story), {"at": "2026-10-24T19:00"})
    parts = client.get(f"{SCHEDULE}parts/").content.decode()
    assert "<html" not in parts
    assert "19:00" in parts
    assert "opens 19:00" in shown(client).css_first(".toast").text()


def test_an_empty_schedule_says_what_to_do(staff):
    page = shown(signed_in(staff.producer))
    said = " ".join(node.text() for node in page.css(".empty"))
    assert "What is cleared waits for a publisher" in said


def test_what_went_out_last_says_when_readers_could_see_it(staff):
    from articles.models import Receipt

    story = staff.published(headline="Storm")
    staff.published(headline="Unseen")
    edition = story.editions.get()
    Receipt.objects.create(
        edition=edition,
        kind=Receipt.Kind.OPENING,
        surface="article",
        state=Receipt.State.SEEN,
        due_at=edition.live_from,
        seen_at=edition.live_from + timedelta(seconds=0.4),
    )
    said = [" ".join(node.text().split()) for node in shown(signed_in(staff.producer)).css(".changes li")]
    assert said[0].endswith("Unseen Nobody has looked for it.")
    assert "Storm live " in said[1]


# To put right


def test_two_leads_in_one_minute_are_a_clash_and_one_of_them_is_moved_with_a_press(staff, saturday):
    first = staff.published(headline="Bank", urgency=1, at=at(24, 18, 45), now=saturday)
    second = staff.published(headline="Map", urgency=2, at=at(24, 18, 45) + MINUTE / 2, now=saturday)
    staff.published(headline="Small", urgency=5, at=at(24, 18, 45), now=saturday)
    staff.published(headline="Taken", urgency=1, at=at(24, 18, 50), now=saturday)
    client = signed_in(staff.producer)
    page = shown(client)
    assert len(page.css(".event--clash")) == 2
    (wrong,) = wrongs(page)
    assert wrong.startswith(
        "Two leads in one minute 18:45: “\u2068Bank\u2069” and “\u2068Map\u2069” ask for the top"
    )
    form = page.css_first(".wrongs form").attributes["action"]
    client.post(form, typed(client.get(SCHEDULE), ".wrongs form"))
    assert opens(second) == at(24, 18, 55)
    assert opens(first) == at(24, 18, 45)
    assert wrongs(shown(client)) == []


def test_an_end_before_its_replacement_is_told_and_one_that_meets_it_is_not(staff, saturday):
    for headline, ends in (("Alder valley", at(24, 19, 45)), ("Meets", at(25, 6))):
        story = staff.published(headline=headline, at=at(24, 9), until=ends, now=at(24, 8))
        staff.rewritten(story, now=saturday)
        workflow.publish(story, by=staff.publisher, at=at(25, 6), now=saturday)
    page = shown(signed_in(staff.producer))
    (wrong,) = wrongs(page)
    assert (
        "“\u2068Alder valley\u2069” ends 19:45, and edition 2 opens Sun 06:00: readers find nothing between."
        in wrong
    )
    link = page.css_first(".wrongs a").attributes["href"]
    story = Story.objects.get(headline="Alder valley")
    assert link.partition("?")[0] == slot_of(story)


@pytest.mark.parametrize(("weeks", "told"), [(2, False), (3, True), (4, True)])
def test_a_section_is_missed_on_a_weekday_on_which_it_usually_has_something(weeks, told, staff, saturday):
    culture = make_section("Culture")
    for week in range(1, weeks + 1):
        sunday = at(25, 9) - week * 7 * DAY
        staff.published(headline=f"Week {week}", section=culture, at=sunday, now=sunday)
    page = shown(signed_in(staff.producer))
    said = "A gap in Culture Nothing new is planned Sunday, and most Sundays have something. What is cleared and waits"
    assert wrongs(page) == ([said] if told else [])
    day = shown(signed_in(staff.producer), "?view=day&day=2026-10-25")
    assert len(day.css(".band--gap")) == told
    staff.published(headline="Planned", section=culture, at=at(25, 20), now=saturday)
    assert wrongs(shown(signed_in(staff.producer))) == []


def test_a_gap_is_told_to_those_who_work_for_the_section(staff, saturday):
    culture, world = make_section("Culture"), make_section("World")
    for week in range(1, 5):
        staff.published(section=culture, at=at(25, 9) - week * 7 * DAY, now=at(25, 9) - week * 7 * DAY)
    staff.editor.sections.add(world)
    assert wrongs(shown(signed_in(staff.editor))) == []
    staff.editor.sections.set([culture])
    staff.editor.__dict__.pop("_ground", None)
    assert len(wrongs(shown(signed_in(staff.editor)))) == 1


def test_something_set_at_an_hour_that_comes_twice_is_told(staff, saturday):
    staff.published(headline="Night", at=at(25, 2, 30).replace(fold=1), now=saturday)
    (wrong,) = wrongs(shown(signed_in(staff.producer)))
    assert wrong.startswith(
        "02:30 comes twice that night Sunday: “\u2068Night\u2069” is set at the second, 02:30 CET."
    )


def test_copy_that_is_due_and_not_cleared_is_told(staff, saturday):
    make_story(headline="Soon", due_at=saturday + 48 * MINUTE, assignee=staff.reporter)
    make_story(headline="Later", due_at=saturday + 3 * HOUR)
    staff.filed(headline="Late", due_at=saturday - HOUR)
    found = wrongs(shown(signed_in(staff.producer)))
    assert found == [
        "Not cleared, late “\u2068Late\u2069” is filed. Nobody has it. Open it",
        "Not cleared, due in 48 min “\u2068Soon\u2069” is draft. Reporter has it. Open it",
    ]


def test_a_slot_that_keeps_older_copy_is_told(staff, saturday):
    story = staff.published(headline="Storm", at=at(24, 18), now=saturday)
    workflow.revise(story, by=staff.publisher, deck="Anew.")
    (wrong,) = wrongs(shown(signed_in(staff.producer)))
    assert wrong.startswith("Newer copy is not cleared “\u2068Storm\u2069” opens 18:00 as it was cleared;")


def test_what_readers_would_notice_is_told_first_and_the_rest_counted(staff, saturday):
    for number in range(14):
        make_story(headline=f"Due {number}", due_at=saturday + number * MINUTE)
    for _ in range(2):
        staff.published(urgency=1, at=at(24, 18, 45), now=saturday)
    page = shown(signed_in(staff.producer))
    assert wrongs(page)[0].startswith("Two leads in one minute")
    assert (len(wrongs(page)), page.css_first("#wrongs + .count").text()) == (12, "15")


# Moving


def undo(client, answer):
    form = page_of(answer).css_first("#undo")
    return client.post(form.attributes["action"], typed(answer, "#undo"), follow=True)


def test_an_opening_is_moved_with_an_answer_and_a_way_back(staff):
    now = clock.now()
    story = staff.published(headline="Storm", at=now + DAY, until=now + 3 * DAY)
    was, client = opens(story), signed_in(staff.producer)
    form = typed(client.get(slot_of(story)), "#slot-form", at="2099-10-24T21:00", until="2099-10-25T08:00")
    answer = client.post(slot_of(story), form | {"next": SCHEDULE}, follow=True)
    edition = story.editions.get()
    assert (edition.live_from, edition.live_until) == (
        datetime(2099, 10, 24, 21, tzinfo=PARIS),
        datetime(2099, 10, 25, 8, tzinfo=PARIS),
    )
    assert answer.redirect_chain == [(SCHEDULE, 302)]
    assert "“Storm” opens Sat 24 Oct 2099 21:00 Paris" in page_of(answer).css_first(".toast").text()
    undo(client, answer)
    edition.refresh_from_db()
    assert (edition.live_from, edition.live_until) == (was, was + 2 * DAY)
    assert [event.verb for event in story.events.all()][-2:] == ["reschedule", "reschedule"]


def test_the_end_stays_where_it_is_when_the_opening_moves_and_moves_alone(staff):
    now = clock.now()
    story = staff.published(headline="Storm", at=now + DAY, until=now + 3 * DAY)
    was, client = opens(story), signed_in(staff.producer)
    later = (was + 2 * HOUR).astimezone(PARIS)
    client.post(slot_of(story), {"at": later.replace(tzinfo=None).isoformat()})
    edition = story.editions.get()
    assert (edition.live_from, edition.expires_at) == (was + 2 * HOUR, was + 2 * DAY)
    ends = (was + 4 * DAY).astimezone(PARIS)
    client.post(slot_of(story), {"until": ends.replace(tzinfo=None).isoformat()})
    edition.refresh_from_db()
    assert (edition.live_from, edition.expires_at) == (was + 2 * HOUR, was + 4 * DAY)
    client.post(slot_of(story), {"until": ""})
    edition.refresh_from_db()
    assert edition.expires_at is None


def test_an_hour_is_typed_in_the_papers_time_in_mine_or_in_the_places(staff):
    from tests.factories import make_dateline

    story = staff.published(headline="Storm", at=clock.now() + DAY, dateline=make_dateline())
    staff.producer.time_zone = "America/New_York"
    staff.producer.save()
    client = signed_in(staff.producer)
    page = page_of(client.get(slot_of(story)))
    offered = [node.text() for node in page.css("#id_zone option")]
    assert offered == ["Paris", "New York, mine", "Maputo"]
    for key in ("Europe/Paris", "America/New_York", "Africa/Maputo"):
        client.post(slot_of(story), {"at": "2099-07-01T06:00", "zone": key})
        assert opens(story) == datetime(2099, 7, 1, 6, tzinfo=ZoneInfo(key)), key
    refused = client.post(slot_of(story), {"at": "2099-08-01T06:00", "zone": "Asia/Tokyo"})
    assert refused.status_code == 200
    assert opens(story) == datetime(2099, 7, 1, 6, tzinfo=ZoneInfo("Africa/Maputo"))


def test_what_is_refused_stays_where_it_was_and_the_page_says_why(staff):
    now = clock.now()
    story = staff.published(headline="Storm", at=now + DAY, embargoed_until=now + HOUR)
    was, client = opens(story), signed_in(staff.producer)
    for typed_at, said in (
        ("2020-01-01T06:00", "has passed: choose a later hour."),
        ("2099-03-29T02:30", "the clocks skip it"),
        ("2099-10-25T02:30", "comes twice"),
    ):
        answer = client.post(slot_of(story), {"at": typed_at})
        assert said in " ".join(page_of(answer).css_first(".slotpage").text().split()), typed_at
        assert opens(story) == was
    early = (now + HOUR / 2).astimezone(PARIS).replace(tzinfo=None).isoformat()
    assert "It is under embargo until" in client.post(slot_of(story), {"at": early}).content.decode()
    assert opens(story) == was


def test_two_who_move_one_thing_do_not_overrule_each_other_unseen(staff):
    story = staff.published(headline="Storm", at=clock.now() + DAY)
    client, other = signed_in(staff.producer), signed_in(staff.publisher)
    seen = typed(client.get(slot_of(story)), "#slot-form", at="2099-01-01T06:00")
    other.post(slot_of(story), {"at": "2099-01-02T06:00"})
    answer = client.post(slot_of(story), seen)
    assert "Somebody moved it since you looked" in answer.content.decode()
    assert opens(story) == datetime(2099, 1, 2, 6, tzinfo=PARIS)


def test_an_undo_that_comes_too_late_says_so(staff):
    story = staff.published(headline="Storm", at=clock.now() + DAY)
    client = signed_in(staff.producer)
    answer = client.post(slot_of(story), {"at": "2099-01-01T06:00", "next": SCHEDULE}, follow=True)
    workflow.reschedule(story, by=staff.publisher, at=datetime(2099, 1, 3, tzinfo=UTC))
    assert "Somebody moved it since you looked" in undo(client, answer).content.decode()
    assert opens(story) == datetime(2099, 1, 3, tzinfo=UTC)


def test_what_has_opened_has_no_slot_any_more(staff):
    story = staff.published(headline="Storm")
    client = signed_in(staff.producer)
    answer = client.get(slot_of(story), follow=True)
    assert "has opened: its hour stays." in messages_of(answer)[0]
    assert "has opened already" in client.post(
        slot_of(story), {"at": "2099-01-01T06:00"}
    ).content.decode() or (
        "Nothing of" in client.post(slot_of(story), {"at": "2099-01-01T06:00"}).content.decode()
    )


def test_a_slot_is_that_of_its_own_story_and_within_reach(staff):
    one, other = (staff.published(at=clock.now() + DAY) for _ in range(2))
    edition = other.editions.get()
    assert signed_in(staff.producer).get(story_url(one, f"slot/{edition.pk}")).status_code == 404
    Desk.objects.create(name="World", slug="world")
    elsewhere = Desk.objects.create(name="Culture", slug="culture")
    staff.producer.desks.add(Desk.objects.get(slug="world"))
    Story.objects.filter(pk=other.pk).update(desk=elsewhere, created_by=staff.publisher)
    assert signed_in(staff.producer).get(slot_of(other)).status_code == 404
    assert signed_in(staff.editor).get(slot_of(one)).status_code == 403
    assert signed_in(staff.editor).post(slot_of(one), {"at": "2099-01-01T06:00"}).status_code == 403


def test_the_slot_says_what_will_be(staff):
    story = staff.published(headline="Storm", at=clock.now() + DAY)
    page = page_of(signed_in(staff.producer).get(slot_of(story)))
    said = " ".join(page.css_first(".slotpage").text().split())
    assert "pages carry it" in said
    assert "Nobody outside was told." in said
    assert not page.css("form[action$='embargo/']")
    assert page_of(signed_in(staff.publisher).get(slot_of(story))).css("form[action$='embargo/']")


def test_an_embargo_is_laid_moved_and_undone(staff):
    story, client = make_story(headline="Museum"), signed_in(staff.editor)
    there = story_url(story, "embargo")
    answer = client.post(there, {"embargoed_until": "2099-10-25T00:01", "next": SCHEDULE}, follow=True)
    story.refresh_from_db()
    assert story.embargoed_until == datetime(2099, 10, 25, 0, 1, tzinfo=PARIS)
    assert "is under embargo until Sun 25 Oct 2099 00:01 Paris" in page_of(answer).css_first(".toast").text()
    undo(client, answer)
    story.refresh_from_db()
    assert story.embargoed_until is None


def test_an_embargo_that_is_typed_beside_a_slot_is_asked_about_there(staff):
    """In autumn an hour comes twice; whoever is asked which must be able to say it."""
    night = wall.offsets(PARIS, datetime(2098, 7, 1, tzinfo=UTC), datetime(2098, 12, 31, tzinfo=UTC))[1][0]
    story = staff.published(at=night + DAY)
    form = {"embargoed_until": f"{(night + HOUR / 2).astimezone(PARIS):%FT%R}", "next": SCHEDULE}
    form["slot"] = str(story.editions.get().pk)
    client, there = signed_in(staff.publisher), story_url(story, "embargo")
    page = page_of(client.post(there, form))
    assert [one.attributes["value"] for one in page.css("[name=embargoed_until_which] option")] == [
        "",
        "0",
        "1",
    ]
    assert "comes twice" in page.css_first(".slotpage__embargo").text()
    client.post(there, form | {"embargoed_until_which": "1"})
    story.refresh_from_db()
    assert story.embargoed_until == night + HOUR / 2
    for slot in ("", "x", "99999999999999999999", "9"):
        assert client.post(there, form | {"slot": slot}).url == SCHEDULE


def test_an_embargo_over_what_is_scheduled_is_refused_and_said(staff):
    story = staff.published(headline="Museum", at=clock.now() + HOUR)
    answer = signed_in(staff.publisher).post(
        story_url(story, "embargo"), {"embargoed_until": "2099-10-25T00:01", "next": SCHEDULE}, follow=True
    )
    assert "move it or take it back first" in messages_of(answer)[0]
    story.refresh_from_db()
    assert story.embargoed_until is None


def test_a_due_hour_is_moved_from_the_schedule_too(staff):
    story = make_story(headline="Captain", due_at=clock.now() + HOUR)
    client = signed_in(staff.editor)
    moves = shown(client).css_first("[data-field=due_at]").attributes["data-move"]
    client.post(moves, {"due_at": "2099-10-24T18:00", "due_at_which": "0", "zone": "Europe/Paris"})
    story.refresh_from_db()
    assert story.due_at == datetime(2099, 10, 24, 18, tzinfo=PARIS)


# Size


@pytest.mark.parametrize("count", [20, pytest.param(2_000, marks=pytest.mark.slow)])
def test_the_schedule_asks_at_most_twelve_times_however_full_the_week(
    count, staff, django_assert_max_num_queries
):
    now = clock.now()
    lead = {"picture": in_library(allowed_until=now + 90 * MINUTE).pk, "alt": "A river."}
    first = staff.published(at=now + HOUR, until=now + 2 * HOUR, lead_picture=lead)
    make_story(due_at=now + HOUR, assignee=staff.reporter)
    copies(first, count, now)
    Story.objects.bulk_create(
        Story(headline=f"Due {n}", slug=f"due-{n}", due_at=now + n * MINUTE, created_by=staff.reporter)
        for n in range(count)
    )
    for person in (staff.producer, staff.reporter):
        client = signed_in(person)
        client.get(SCHEDULE)  # Now and then it is also written down that somebody was here.
        for view in ("", "?view=day", f"?section=world&person={person.pk}"):
            with django_assert_max_num_queries(12):
                page = shown(client, view)
            assert page.css_first("#schedule")
            with django_assert_max_num_queries(12):
                client.get(f"{SCHEDULE}parts/{view}")


def copies(story: Story, count: int, now: datetime) -> None:
    """So many stories that are scheduled as another is, a minute after each other."""
    edition, section = story.editions.get(), story.section
    stories = Story.objects.bulk_create(
        Story(headline=f"Copy {n}", slug=f"copy-{n}", section=section, status=Story.Status.DRAFT)
        for n in range(count)
    )
    for number, copy in enumerate(stories):
        edition.pk, edition.story, edition.slug = None, copy, copy.slug
        edition.live_from = now + HOUR + number * MINUTE
        edition.expires_at = edition.live_until = edition.live_from + DAY
        edition.place_at(edition.live_from)
        edition._state.adding = True
        edition.row = None
        Edition.objects.bulk_create([edition])


def test_what_is_more_than_a_page_holds_is_told(staff, monkeypatch):
    monkeypatch.setattr(gathering, "MOST", 2)
    for number in range(4):
        make_story(due_at=clock.now() + number * MINUTE)
    assert "More happens on these days" in shown(signed_in(staff.producer)).css_first("#content").text()
