"""The switch at the desk: its pages, the banner over all others, and the sign of two bars wherever an hour stands."""

import pytest
from django.urls import reverse

from articles import clock, holds
from articles.models import Edition
from tests.desk_pages import signed_in
from tests.factories import HOUR

HOLD, RELEASE = "/admin/schedule/hold/", "/admin/schedule/hold/release/"


@pytest.fixture
def held(staff):
    story = staff.published(headline="Dam bursts", at=clock.now() + HOUR)
    holds.hold(by=staff.producer, reason="The bridge is down.")
    return story


def test_a_producer_holds_everything_with_a_reason_and_releases_it(staff):
    staff.published(at=clock.now() + HOUR)
    desk = signed_in(staff.producer)
    assert "Hold 1 thing" in desk.get(HOLD).text
    assert "This field is required" in desk.post(HOLD, {"reason": ""}).text
    answer = desk.post(HOLD, {"reason": "The bridge is down."}, follow=True)
    assert "Everything that has not opened is held." in answer.text
    assert Edition.objects.get().is_held
    assert "Release 1 thing" in desk.get(RELEASE).text
    assert "has its hour again" in desk.post(RELEASE, {"note": ""}, follow=True).text
    assert not Edition.objects.get().is_held


@pytest.mark.parametrize("page", ["index", "budget", "articles_story_changelist", "people", "settings"])
def test_every_page_of_the_desk_says_who_holds_and_why(staff, held, page):
    text = signed_in(staff.reporter).get(reverse(f"admin:{page}")).text
    assert "<b>Producer</b> holds everything" in text
    assert "The bridge is down." in text
    assert RELEASE not in text
    assert RELEASE in signed_in(staff.publisher).get(reverse(f"admin:{page}")).text


def test_nothing_is_said_while_nothing_is_held(staff):
    assert "banner--held" not in signed_in(staff.reporter).get(reverse("admin:index")).text


def test_what_is_held_bears_two_bars_beside_its_hour(staff, held):
    desk = signed_in(staff.publisher)
    for page in (reverse("admin:articles_story_changelist"), reverse("admin:index")):
        assert "mark--held" in desk.get(page).text.split("<main", 1)[1]
    story = desk.get(reverse("admin:articles_story_change", args=[held.pk])).text
    assert "Held; planned for" in story
    assert "9999" not in story.split("<main", 1)[-1]
    assert held.headline in desk.get(reverse("admin:articles_story_changelist"), {"readers": "held"}).text


@pytest.mark.parametrize("door", ["reschedule", "unschedule", "history"])
def test_no_page_of_a_held_story_shows_the_hour_at_which_it_lies(staff, held, door):
    page = signed_in(staff.publisher).get(reverse(f"admin:articles_story_{door}", args=[held.pk]))
    assert page.status_code == 200
    assert "9999" not in page.text


def test_a_release_says_what_will_be_out_at_once(staff, held):
    Edition.objects.update(held_from=clock.now() - HOUR)
    text = signed_in(staff.publisher).get(RELEASE).text
    assert "Out at once" in text
    assert "Dam bursts" in text


def test_the_day_leads_producers_to_the_switch_and_nobody_else(staff):
    assert HOLD in signed_in(staff.producer).get(reverse("admin:index")).text
    assert HOLD not in signed_in(staff.editor).get(reverse("admin:index")).text
