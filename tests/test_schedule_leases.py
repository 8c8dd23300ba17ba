"""The schedule shows when leases of pictures end that readers have then: to whoever sees one of their stories."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import clock, workflow
from articles.models import Desk
from pictures.models import Picture
from tests.desk_pages import page_of, signed_in
from tests.factories import DAY, HOUR, make_story
from tests.picture_files import in_library

pytestmark = pytest.mark.django_db
SCHEDULE = "/admin/schedule/"


def ending(after, **fields) -> Picture:
    picture = in_library(**fields)
    picture.until = clock.now() + after
    return picture


def published(staff, picture: Picture, **said):
    """A story that got its picture before the lease ended."""
    story = staff.published(lead_picture={"picture": picture.pk, "alt": "A river."}, **said)
    Picture.objects.filter(pk=picture.pk).update(allowed_until=picture.until)
    return story


def leases(user, **asked) -> dict[str, str]:
    """What stands there of leases: the picture’s name → all that is said."""
    things = page_of(signed_in(user).get(SCHEDULE, asked)).css("#schedule [id^=lease-]")
    return {thing.css_first("[data-thing]").text(): " ".join(thing.text().split()) for thing in things}


@pytest.mark.parametrize("view", ["", "day"])
def test_it_stands_at_its_hour_with_a_way_to_the_picture_and_to_the_stories(staff, view):
    picture = ending(HOUR, title="Flood")
    story = published(staff, picture, headline="Rivers")
    page = page_of(
        signed_in(staff.reporter).get(SCHEDULE, {"view": view, "day": f"{picture.until:%Y-%m-%d}"})
    )
    thing = page.css_first(f"#lease-{picture.pk}")
    assert "lease ends" in thing.text()
    assert "data-move" not in thing.attributes, "it is moved where terms are kept"
    assert [link.attributes["href"] for link in thing.css("a")] == [
        f"/admin/articles/story/{story.pk}/change/",
        f"/admin/pictures/picture/{picture.pk}/change/",
    ]
    (soon,) = [one.text() for one in page.css(".coming li") if "Flood" in one.text()]
    assert "Rivers" in soon


def test_it_is_of_what_readers_have_then_and_of_nothing_else(staff):
    published(staff, ending(HOUR, title="Out"))
    published(staff, ending(DAY + HOUR, title="Waits"), at=clock.now() + DAY)
    published(staff, ending(2 * HOUR, title="Ends before"), until=clock.now() + HOUR)
    workflow.kill(published(staff, ending(HOUR, title="Killed")), by=staff.publisher, notice="Wrong.")
    in_library(title="Unused", allowed_until=clock.now() + HOUR)
    draft, used = make_story(), in_library(title="In work", allowed_until=clock.now() + HOUR)
    workflow.revise(draft, by=staff.editor, lead_picture={"picture": used.pk, "alt": "A river."})
    assert set(leases(staff.publisher)) == {"Out", "Waits"}


def test_where_one_was_replaced_the_lease_of_the_other_counts(staff):
    first = ending(HOUR, title="First")
    published(staff, first, headline="Rivers")
    other = in_library(title="Other", allowed_until=clock.now() + 2 * HOUR)
    Picture.objects.filter(pk=first.pk).update(replaced_by=other)
    told = leases(staff.publisher)
    assert set(told) == {"Other"}
    assert "in Rivers" in told["Other"]


def test_what_is_over_says_so_and_many_stories_are_counted(staff):
    picture = in_library(title="Flood")
    for number in range(4):
        staff.published(headline=f"No {number}", lead_picture={"picture": picture.pk, "alt": "A river."})
    Picture.objects.update(allowed_until=clock.now() - HOUR / 3600)
    (said,) = leases(staff.publisher).values()
    assert "lease ended" in said
    assert "and 2 more" in said


def test_nobody_hears_of_stories_out_of_reach(staff):
    world, culture = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    staff.editor.desks.add(culture)
    published(staff, ending(HOUR, title="Flood"), desk=world, created_by=staff.reporter)
    assert leases(staff.editor) == {}
    assert set(leases(staff.publisher)) == {"Flood"}


def test_it_costs_the_same_however_many_leases_end(staff):
    client = signed_in(staff.publisher)

    def cost() -> int:
        client.get(SCHEDULE)
        with CaptureQueriesContext(connection) as asked:
            page = page_of(client.get(SCHEDULE))
        assert page.css("#schedule [id^=lease-]")
        return len(asked)

    published(staff, ending(HOUR))
    one = cost()
    for _ in range(5):
        published(staff, ending(HOUR))
    assert cost() == one
