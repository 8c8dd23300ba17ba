"""Bundles at the desk: made, filled, set and released on one page, which says beforehand what cannot go and why."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles import bundles, clock, wall
from articles.models import Bundle, Desk, Edition
from tests.desk_pages import buttons_of, page_of, signed_in, story_url
from tests.factories import DAY, HOUR, make_story

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def bundle(staff):
    stories = [staff.cleared(headline=f"Part {number}") for number in (1, 2)]
    return bundles.make(by=staff.publisher, name="Dam report", stories=stories)


def at(bundle: Bundle, noun: str = "") -> str:
    return f"/admin/schedule/bundles/{bundle.pk}/{noun}"


def begins(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


def hour(moment) -> dict:
    return {"at": f"{moment:%Y-%m-%dT%H:%M:%S}"}


def test_a_publisher_makes_one_fills_it_and_sets_the_hour_for_all(staff):
    story, desk = staff.cleared(headline="Part 1"), signed_in(staff.publisher)
    assert "There is none yet" in desk.get("/admin/schedule/bundles/").text
    page = desk.post("/admin/schedule/bundles/", {"name": "Dam report"})
    assert "There is no story in it yet." in desk.get(page.url).text
    bundle = Bundle.objects.get()
    desk.post(at(bundle, "stories/"), {"story": story.pk})
    desk.post(at(bundle, "hour/"), hour(clock.now() + DAY))
    assert Edition.objects.coming().get().story == story
    assert "All of it goes out at" in desk.get(at(bundle)).text
    desk.post(at(bundle, "unscheduling/"))
    assert not Edition.objects.exists()
    desk.post(at(bundle, f"stories/{story.pk}/removal/"))
    assert not bundle.members.exists()


def test_the_page_says_beforehand_what_cannot_go_and_why(staff, bundle):
    desk = signed_in(staff.publisher)
    bundles.add(bundle, make_story(headline="Part 3"), by=staff.publisher)
    text = desk.get(at(bundle)).text
    assert "Cannot go" in text
    assert "It is a draft: file and clear it first." in text
    assert "Publish all now" not in text
    refused = desk.post(at(bundle, "hour/"), hour(clock.now() + DAY)).text
    assert "Nothing was changed" in refused
    assert "“Part 3”: It is a draft" in refused
    assert not Edition.objects.exists()


def test_an_hour_that_is_refused_stays_as_it_was_typed(staff, bundle):
    desk = signed_in(staff.publisher)
    bundles.add(bundle, make_story(headline="Part 3"), by=staff.publisher)
    typed = hour(clock.now() + DAY)
    assert f'value="{typed["at"]}"' in desk.post(at(bundle, "hour/"), typed).text


def test_an_hour_that_comes_twice_is_asked_about_and_one_that_is_skipped_has_others_beside_it(staff, bundle):
    staff.publisher.time_zone = "Europe/Paris"
    staff.publisher.save()
    year, desk = clock.now().year + 1, signed_in(staff.publisher)
    back, forward = (wall.offsets(PARIS, begins(year), begins(year + 1))[number][0] for number in (2, 1))
    twice = {"at": f"{(back + HOUR / 2).astimezone(PARIS):%Y-%m-%dT%H:%M}"}
    asked = page_of(desk.post(at(bundle, "hour/"), twice))
    which = [option.attributes["value"] for option in asked.css("[name=at_which] option")]
    assert which == ["", "0", "1"]
    desk.post(at(bundle, "hour/"), twice | {"at_which": "1"})
    assert {edition.live_from for edition in Edition.objects.coming()} == {back + HOUR / 2}
    skipped = {"at": f"{(forward - HOUR / 2).astimezone(PARIS) + HOUR:%Y-%m-%dT%H:%M}"}
    nearest = page_of(desk.post(at(bundle, "hour/"), skipped)).css("[name=at_instead]")
    assert [button.text() for button in nearest] == ["01:59, before the change", "03:00, after the change"]
    desk.post(at(bundle, "hour/"), skipped | {"at_instead": nearest[1].attributes["value"]})
    assert {edition.live_from for edition in Edition.objects.coming()} == {forward}


def test_all_of_it_is_published_now(staff, bundle):
    desk = signed_in(staff.publisher)
    desk.post(at(bundle, "publication/"))
    assert Edition.objects.live().count() == 2
    assert "All of it went out at" in desk.get(at(bundle)).text


def test_a_bundle_that_fell_apart_says_why(staff, bundle):
    bundles.set_hour(bundle, by=staff.publisher, at=clock.now() + DAY)
    story = bundle.stories.first()
    desk = signed_in(staff.publisher)
    page = desk.get(story_url(story, "return")).text
    assert "The bundle “Dam report” does not go then" in page
    desk.post(story_url(story, "return"), {"note": "Ask the mayor."})
    assert "It does not go any more." in desk.get(at(bundle)).text
    assert "was sent back" in desk.get("/admin/schedule/bundles/").text


def test_its_stories_do_not_offer_to_be_moved_alone(staff, bundle):
    bundles.set_hour(bundle, by=staff.publisher, at=clock.now() + DAY)
    page = signed_in(staff.publisher).get(story_url(bundle.stories.first()))
    assert buttons_of(page) == {"send_back", "spike"}


def test_one_with_a_story_out_of_reach_is_not_there(staff, bundle):
    culture, world = (Desk.objects.create(name=name, slug=name.lower()) for name in ("Culture", "World"))
    staff.another_publisher.desks.add(culture)
    bundle.stories.update(desk=world, created_by=staff.reporter)
    desk = signed_in(staff.another_publisher)
    assert desk.get(at(bundle)).status_code == 404
    assert desk.post(at(bundle, "publication/")).status_code == 404
    assert "Dam report" not in desk.get("/admin/schedule/bundles/").text


def test_its_page_costs_the_same_for_many_stories(staff, bundle, django_assert_max_num_queries):
    for _ in range(8):
        bundles.add(bundle, staff.cleared(), by=staff.publisher)
    bundles.set_hour(bundle, by=staff.publisher, at=clock.now() + DAY)
    desk = signed_in(staff.publisher)
    desk.get(at(bundle))  # Where they are seen is kept with the first.
    with django_assert_max_num_queries(14):
        assert desk.get(at(bundle)).status_code == 200
