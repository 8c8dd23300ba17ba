"""Adverts on the paper's pages: labelled, where they may be, when they run, and at no cost to the page."""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from adverts import running
from adverts.models import Campaign
from articles import clock, workflow
from articles.models import Story, Tag
from tests.advert_samples import make_advert, make_campaign, make_picture, make_story_with_a_break
from tests.desk_pages import page_of, signed_in, story_url, typed
from tests.factories import DAY, HOUR, make_section

pytestmark = pytest.mark.django_db


def page(address: str):
    answer = Client().get(address)
    assert answer.status_code == 200
    return page_of(answer)


def article(staff, **fields) -> str:
    return staff.published(make_story_with_a_break(**fields)).editions.get().path


def places(address: str) -> list:
    return page(address).css("aside.advert")


def headlines(address: str) -> list[str]:
    return [node.text() for node in page(address).css(".advert .house__line")]


# Where they stand


def test_a_break_in_a_story_holds_the_advert_that_runs(staff):
    make_advert(headline="Slow news")
    address = article(staff)
    (place,) = places(address)
    assert place.css_first(".house__line").text() == "Slow news"
    before, after = place.prev, place.next
    while before.tag != "p":
        before = before.prev
    while after.tag != "p":
        after = after.next
    assert "before dawn" in before.text()
    assert "By noon" in after.text()


def test_where_nothing_runs_a_break_is_a_labelled_empty_room(staff):
    (place,) = places(article(staff))
    assert place.attributes["aria-label"] == "Advertisement"
    assert place.css_first(".advert__label").text() == "Advertisement"
    assert place.css_first(".advert__room").child is None


def test_the_edition_itself_is_not_touched(staff):
    make_advert()
    address = article(staff)
    Client().get(address)
    edition = Story.objects.get().editions.get()
    assert "house" not in edition.body
    assert edition.fingerprint() == edition.content_hash


def test_two_breaks_have_two_campaigns_and_one_campaign_stands_twice_rather_than_leave_a_hole(staff):
    body = "<p>a</p>{0}<p>b</p>{0}<p>c</p>".format('<div data-node="advert"></div>')
    address = article(staff, body=body)
    make_advert(headline="One")
    running.forget()
    assert headlines(address) == ["One", "One"]
    make_advert(make_campaign("Another"), headline="Two")
    running.forget()
    assert sorted(headlines(address)) == ["One", "Two"]


def test_the_masthead_and_the_slices_of_the_front_have_their_places(staff):
    campaign = make_campaign()
    make_advert(campaign, "masthead", headline="Strip")
    make_advert(campaign, "between-sections", headline="Slice")
    for _ in range(9):
        staff.published()
    assert headlines("/") == ["Strip", "Slice"]
    assert headlines("/world/") == ["Strip"]


def test_where_nothing_runs_front_and_sections_have_no_empty_places_and_no_style_for_them(staff):
    for _ in range(9):
        staff.published()
    for address in ("/", "/world/"):
        assert not places(address)
        assert not page(address).css('link[href*="advert.css"]')


def test_a_campaign_for_a_section_stands_in_its_stories_and_on_its_page_alone(staff):
    world, culture = make_section(), make_section("Culture")
    campaign = make_campaign(sections=[culture, make_section("Sport")])
    make_advert(campaign)
    make_advert(campaign, "masthead")
    assert len(headlines(article(staff, section=culture))) == 1
    assert headlines(article(staff, section=world)) == []
    assert [len(headlines(address)) for address in ("/", "/world/", "/culture/", "/sport/")] == [0, 0, 1, 1]


# What they say


def test_an_advert_is_labelled_in_the_language_of_the_story_and_keeps_its_own(staff):
    make_advert(language="fr")
    (place,) = places(article(staff, language="ar"))
    assert place.attributes["aria-label"] == place.css_first(".advert__label").text() == "إعلان"
    advert = place.css_first("a").attributes
    assert (advert["lang"], advert["dir"]) == ("fr", "ltr")


def test_every_place_is_labelled_and_its_link_says_that_it_is_paid_for(staff):
    campaign = make_campaign()
    adverts = [make_advert(campaign, placement) for placement in ("text", "masthead", "between-sections")]
    for _ in range(9):
        staff.published()
    found = [*places("/"), *places(article(staff))]
    assert len(found) == len(adverts)
    for place in found:
        assert place.css_first(".advert__label").text() == "Advertisement"
        assert place.css_first("a").attributes["rel"] == "nofollow sponsored"
    assert {place.css_first("a").attributes["href"] for place in found} == {
        f"/adverts/{advert.pk}/go/" for advert in adverts
    }


def test_places_of_a_page_have_names_of_their_own(staff):
    campaign = make_campaign()
    for placement in ("masthead", "between-sections"):
        make_advert(campaign, placement)
    for _ in range(9):
        staff.published()
    assert [place.attributes["aria-label"] for place in places("/")] == ["Advertisement", "Advertisement 2"]


def test_a_picture_has_its_size_its_description_and_comes_from_the_paper(staff):
    advert = make_picture()
    image = page(article(staff)).css_first(".advert img").attributes
    assert (image["width"], image["height"], image["alt"]) == ("600", "500", "Twenty-four strokes.")
    answer = Client().get(image["src"])
    assert answer["Content-Type"] == "image/webp"
    assert answer.content == bytes(advert.picture)
    assert not answer.cookies


def test_what_an_advert_says_is_text(staff):
    make_advert(headline="<b>Bold</b> & \\1")
    assert headlines(article(staff)) == ["<b>Bold</b> & \\1"]


# When they run


@pytest.mark.parametrize(
    ("window", "stands"),
    [
        ((-HOUR, None), True),
        ((-HOUR, HOUR), True),
        ((HOUR, None), False),
        ((-2 * HOUR, -HOUR), False),
    ],
)
def test_an_advert_stands_while_its_campaign_runs(staff, window, stands):
    opens, closes = window
    now = clock.now()
    make_advert(make_campaign(live_from=now + opens, live_until=closes and now + closes))
    assert bool(headlines(article(staff))) is stands


@pytest.mark.parametrize(("opens", "closes", "before"), [(1.0, None, 0), (-60.0, 1.0, 1)])
def test_what_runs_is_remembered_but_never_past_a_beginning_or_an_end(opens, closes, before):
    now = clock.now()
    until = now + timedelta(seconds=closes) if closes else None
    make_advert(make_campaign(live_from=now + timedelta(seconds=opens), live_until=until))
    assert len(running.running()) == before
    time.sleep(1.2)
    assert len(running.running()) == 1 - before


def test_what_runs_is_asked_once_a_minute_in_one_query(django_assert_num_queries):
    campaign = make_campaign(sections=[make_section(), make_section("Culture")])
    adverts = [make_advert(campaign, placement) for placement in ("text", "masthead")]
    make_advert(make_campaign("Everywhere"))
    with django_assert_num_queries(1):
        found = running.running()
        running.running()
    assert [one.section_ids for one in found if one in adverts] == [
        {s.pk for s in campaign.sections.all()}
    ] * 2
    assert len(found) == 3


def test_the_picture_itself_is_not_carried_along(django_assert_num_queries):
    make_picture()
    (advert,) = running.running()
    assert "picture" in advert.get_deferred_fields()
    with django_assert_num_queries(0):
        assert advert.has_picture
        assert str(advert)


def test_when_a_campaign_is_changed_at_the_desk_the_next_page_knows(
    staff, django_capture_on_commit_callbacks
):
    advert = make_advert()
    address = article(staff)
    assert headlines(address) == ["Slow news, on paper."]
    producer = signed_in(staff.producer)
    where = f"/admin/adverts/campaign/{advert.campaign_id}/change/"
    changed = typed(producer.get(where), "#campaign_form", **{"creatives-0-headline": "Quick news"})
    with django_capture_on_commit_callbacks(execute=True):
        assert producer.post(where, changed).status_code == 302
    assert headlines(address) == ["Quick news"]
    with django_capture_on_commit_callbacks(execute=True):
        producer.post(f"/admin/adverts/campaign/{advert.campaign_id}/delete/", {"post": "yes"})
    assert not Campaign.objects.exists()
    assert headlines(address) == []


# Pages without


def test_a_story_that_runs_without_adverts_has_no_place_for_one_nor_a_trace(staff):
    make_advert()
    address = article(staff)
    Story.objects.update(no_adverts=True)
    answer = Client().get(address).content.decode()
    assert "advert" not in answer
    assert "By noon it had gone." in answer


def test_nor_has_a_story_about_something_sensitive_and_others_keep_theirs(staff):
    make_advert()
    sensitive, plain = article(staff, tags=["Drownings", "Rivers"]), article(staff, tags=["Rivers"])
    Tag.objects.filter(name="Drownings").update(is_sensitive=True)
    assert "advert" not in Client().get(sensitive).content.decode()
    assert len(headlines(plain)) == 1


def test_what_counts_are_the_tags_that_readers_have_and_not_those_being_typed(staff):
    make_advert()
    story = staff.published(make_story_with_a_break())
    Tag.objects.create(name="Drownings", slug="drownings", is_sensitive=True)
    workflow.revise(story, by=staff.publisher, tags=["Drownings"])
    assert len(headlines(story.editions.get().path)) == 1


def test_an_editor_takes_adverts_off_a_live_story_without_having_it_passed_again(staff):
    story = staff.published(make_story_with_a_break())
    copies = set(story.revisions.values_list("content_hash"))
    client = signed_in(staff.editor)
    form = typed(client.get(story_url(story)), no_adverts="on")
    assert client.post(story_url(story), form).status_code == 302
    story.refresh_from_db()
    assert (story.no_adverts, story.status) == (True, "cleared")
    assert set(story.revisions.values_list("content_hash")) == copies
    assert not places(story.editions.get().path)


# What they cost


@pytest.mark.parametrize("kind", ["article", "front", "section"])
def test_a_page_asks_nothing_more_for_its_adverts_while_they_are_remembered(staff, kind):
    campaign = make_campaign()
    for placement in ("text", "masthead", "between-sections"):
        make_advert(campaign, placement)
    address = {"article": article(staff), "front": "/", "section": "/world/"}[kind]
    for _ in range(9):
        staff.published()
    assert headlines(address)
    with CaptureQueriesContext(connection) as remembered:
        Client().get(address)
    assert len(remembered) == (2 if kind == "article" else 1)
    assert not any("adverts_" in query["sql"] for query in remembered)


def test_an_article_without_a_break_never_asks(staff):
    make_advert()
    address = staff.published().editions.get().path
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        Client().get(address)
    assert not any("adverts_" in query["sql"] for query in queries)


def test_the_page_is_the_same_for_every_reader(staff):
    for number in range(5):
        make_advert(make_campaign(f"Campaign {number}", live_until=clock.now() + DAY), headline=f"{number}")
    address = article(staff)
    pages = set()
    for browser in ("Mozilla/5.0", "curl/8", ""):
        cache.clear()
        answer = Client(headers={"user-agent": browser}).get(address)
        assert not answer.cookies
        pages.add(answer.content)
    assert len(pages) == 1
