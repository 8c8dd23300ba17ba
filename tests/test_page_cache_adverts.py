"""The page cache and what holds at once: adverts, and what an editor switches on or off for a story that is live."""

from datetime import timedelta

import pytest
from django.test import Client

from articles import clock, workflow
from articles.models import Tag
from tests.advert_samples import make_advert, make_campaign, make_story_with_a_break
from tests.desk_pages import signed_in, typed
from tests.factories import DAY
from tests.test_page_cache import was_kept
from tests.test_page_cache_edges import readings, wrong

SOON = timedelta(milliseconds=1500)


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.PAGE_CACHE_SECONDS = 60


@pytest.fixture
def reader(db):
    return Client()


@pytest.fixture
def live(staff):
    return staff.published(make_story_with_a_break(tags=["Floods"]))


@pytest.mark.slow
def test_an_advert_stands_to_the_end_of_its_campaign_and_no_longer(reader, live):
    hour = clock.now() + SOON
    make_advert(make_campaign(live_until=hour), headline="Slow news")
    path = live.editions.get().path
    seen = readings(reader, path, "Slow news", until=hour + SOON)
    assert wrong(seen, hour, shown_before=True) == []
    assert any(kept for *_, kept in seen)


@pytest.mark.parametrize("switch", ["no_adverts", "no_history"])
def test_what_holds_at_once_is_seen_by_the_next_reader(
    staff, reader, live, switch, django_capture_on_commit_callbacks
):
    path = live.editions.get().path
    reader.get(path)
    assert was_kept(reader.get(path))
    with django_capture_on_commit_callbacks(execute=True):
        workflow.revise(live, by=staff.publisher, **{switch: True})
    assert not was_kept(reader.get(path))
    with django_capture_on_commit_callbacks(execute=True):
        workflow.revise(live, by=staff.publisher, **{switch: True}, due_at=clock.now() + DAY)
    assert was_kept(reader.get(path))


def test_a_tag_that_becomes_sensitive_takes_adverts_from_pages_that_are_kept(
    staff, reader, live, django_capture_on_commit_callbacks
):
    make_advert(headline="Slow news")
    path, tag = live.editions.get().path, Tag.objects.get()
    reader.get(path)
    assert "Slow news" in reader.get(path).text
    desk, address = signed_in(staff.editor), f"/admin/articles/tag/{tag.pk}/change/"
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(address, typed(desk.get(address), "#tag_form", is_sensitive="on")).status_code == 302
    assert "Slow news" not in reader.get(path).text


def test_a_campaign_that_is_changed_is_seen_by_the_next_reader(
    staff, reader, live, django_capture_on_commit_callbacks
):
    advert = make_advert(headline="Slow news")
    path = live.editions.get().path
    reader.get(path)
    assert "Slow news" in reader.get(path).text
    desk, address = signed_in(staff.producer), f"/admin/adverts/campaign/{advert.campaign_id}/change/"
    changed = typed(desk.get(address), "#campaign_form", **{"creatives-0-headline": "Slower news"})
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(address, changed).status_code == 302
    assert "Slower news" in reader.get(path).text
