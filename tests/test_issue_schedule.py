"""Issues on the schedule: at their hours, for those who see them, and moved there by those who may."""

import pytest

from articles import clock, holds
from newsletters import sending
from tests.desk_pages import page_of, signed_in
from tests.factories import HOUR
from tests.issue_samples import leave, make_issue, make_newsletter

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(staff):
    issue = make_issue(make_newsletter(), staff.published(), number=7)
    return sending.schedule(issue, at=clock.now() + HOUR, by=staff.publisher)


def shown(client, **asked):
    return page_of(client.get("/admin/schedule/", asked))


@pytest.mark.parametrize("view", ["", "day"])
def test_an_issue_stands_at_its_hour_and_can_be_moved(staff, issue, view):
    page = shown(signed_in(staff.producer), view=view, day=f"{issue.sends_at:%Y-%m-%d}")
    thing = page.css_first(f"#letter-{issue.pk}")
    assert thing.attributes["data-move"] == f"/admin/newsletters/issue/{issue.pk}/hour/"
    assert thing.attributes["data-field"] == "sends_at"
    assert "Morning briefing 7" in thing.text()


def test_on_a_day_issues_have_a_lane_of_their_own(staff, issue):
    page = shown(signed_in(staff.producer), view="day", day=f"{issue.sends_at:%Y-%m-%d}")
    assert "Newsletters" in page.css_first("#content").text()
    assert "No section yet" not in page.css_first("#content").text()


def test_while_everything_is_held_it_waits_under_two_bars(staff, issue):
    holds.hold(by=staff.producer, reason="The bridge is down.")
    producer = signed_in(staff.producer)
    thing = shown(producer).css_first(f"#letter-{issue.pk}")
    assert "event--held" in thing.attributes["class"]
    assert "held, letter" in thing.text()
    page = page_of(producer.get(f"/admin/newsletters/issue/{issue.pk}/change/"))
    assert "not before everything is released" in " ".join(page.css_first(".room__said").text().split())
    holds.release(by=staff.producer)
    assert "event--letter" in shown(producer).css_first(f"#letter-{issue.pk}").attributes["class"]


def test_it_is_moved_there_and_the_way_back_is_offered(staff, issue):
    producer, was = signed_in(staff.producer), issue.sends_at.isoformat()
    new = (issue.sends_at + HOUR).replace(microsecond=0)
    form = {"zone": "UTC", "sends_at": f"{new:%Y-%m-%dT%H:%M:%S}", "was": was, "next": "/admin/schedule/"}
    page = producer.post(f"/admin/newsletters/issue/{issue.pk}/hour/", form, follow=True)
    assert page.redirect_chain[-1][0] == "/admin/schedule/"
    issue.refresh_from_db()
    assert issue.sends_at == new
    assert "Morning briefing 7 leaves at" in page_of(page).css_first(".toast").text()
    stale = producer.post(f"/admin/newsletters/issue/{issue.pk}/hour/", form, follow=True)
    assert "Somebody moved it since you looked" in stale.content.decode()


def test_an_editor_sees_it_and_cannot_move_it_and_a_reporter_does_not_see_it(staff, issue):
    thing = shown(signed_in(staff.editor)).css_first(f"#letter-{issue.pk}")
    assert "data-move" not in thing.attributes
    assert shown(signed_in(staff.reporter)).css_first(f"#letter-{issue.pk}") is None


def test_a_section_that_nobody_knows_is_not_asked_for(staff, issue):
    page = shown(signed_in(staff.producer), section="world-news")
    assert page.css_first(f"#letter-{issue.pk}")
    assert not page.css("a[href*='section=']")


def test_a_section_has_none_and_drafts_stand_nowhere(staff, issue):
    make_issue(issue.newsletter, number=8)
    client = signed_in(staff.producer)
    assert not shown(client, section="world").css("[id^=letter-]")
    assert len(shown(client).css("[id^=letter-]")) == 1


def test_what_has_left_stands_there_as_past(staff):
    issue = leave(make_issue(make_newsletter(), staff.published(), number=7))
    thing = shown(signed_in(staff.producer)).css_first(f"#letter-{issue.pk}")
    assert "event--past" in thing.attributes["class"]
    assert "sent" in thing.text()
