"""The box of a newsletter beside a story: which one is offered, what it costs the page, and that it works."""

import pytest
from django.core.cache import cache
from django.test import Client

from articles import clock
from newsletters import offered, stamps
from newsletters.models import SignUp
from tests.factories import make_section
from tests.newsletter_samples import OURS, make_newsletter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def briefing():
    return make_newsletter(is_suggested=True)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_box_stands_beside_a_story_and_works_as_a_plain_form(staff):
    path = staff.published().editions.get().path
    page = Client().get(path)
    assert '<section class="newsletter"' in words(page)
    assert "Weekdays. We write once to ask if it was you; one click ends it." in words(page)
    assert not page.cookies
    answer = Client().post(
        "/newsletter/",
        {
            "email": "ana@example.org",
            "newsletters": "morning-briefing",
            "stamp": stamps.of_day(clock.present()),
        },
        headers=OURS,
    )
    assert answer.status_code == 302
    assert SignUp.objects.get().address == "ana@example.org"


def test_it_stands_in_the_rail_of_the_front_too_and_offers_what_is_for_everybody(staff):
    make_newsletter("World", sections=[make_section()])
    for number in range(12):
        staff.published(headline=f"More {number}")
    page = words(Client().get("/"))
    assert page.count('<section class="newsletter"') == 1
    assert 'value="morning-briefing"' in page


def test_the_box_offers_what_is_about_the_storys_section(staff):
    africa = make_section("Africa", parent=make_section("World"))
    make_newsletter("World", sections=[make_section("World")])
    inside, outside = (
        staff.published(section=one).editions.get().path for one in (africa, make_section("Sport"))
    )
    assert 'value="world"' in words(Client().get(inside))
    assert 'value="morning-briefing"' in words(Client().get(outside))


def test_without_a_newsletter_a_story_has_no_box(staff, briefing):
    briefing.delete()
    cache.delete(offered.KEY)
    page = words(Client().get(staff.published().editions.get().path))
    assert 'class="newsletter"' not in page
    assert "components/newsletter.css" not in page


def test_a_box_costs_a_page_that_is_remembered_nothing(staff, django_assert_num_queries):
    first, second = (staff.published().editions.get().path for _ in range(2))
    Client().get(first)
    with django_assert_num_queries(2):
        assert 'class="newsletter"' in words(Client().get(second))


def test_a_box_is_changed_on_pages_that_are_kept_when_the_desk_changes_its_newsletter(
    staff, briefing, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 60
    path = staff.published().editions.get().path
    assert "before you have had coffee" in words(Client().get(path))
    with django_capture_on_commit_callbacks(execute=True):
        briefing.promise = "One page at midday."
        briefing.save()
        offered.forget()
    assert "One page at midday." in words(Client().get(path))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("", "Now and then"),
        ("0123456", "Every day"),
        ("01234", "Weekdays"),
        ("5", "Saturdays"),
        ("03", "Mondays and Thursdays"),
        ("026", "Mondays, Wednesdays and Sundays"),
    ],
)
def test_when_it_comes_is_said_in_words(days, said):
    assert offered.when(days) == said


def test_a_box_in_another_language_says_so(staff, briefing):
    briefing.name, briefing.language = "رسالة الصباح", "ar"
    briefing.save()
    page = words(Client().get(staff.published().editions.get().path))
    assert '<div lang="ar" dir="rtl"> <h2 class="newsletter__name"' in page
