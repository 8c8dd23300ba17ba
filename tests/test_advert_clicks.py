"""Following an advert: on to where it leads and nowhere else, counted by day, and nobody remembered."""

from datetime import UTC, datetime
from threading import Thread

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from adverts.models import ClickCount
from articles import clock
from tests.advert_samples import make_advert, make_campaign, make_picture
from tests.factories import DAY

BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture
def reader(db):
    return Client(headers=BROWSER)


def clicks(advert) -> int:
    return sum(advert.click_counts.values_list("clicks", flat=True))


def test_a_reader_is_led_on_and_counted(reader):
    advert = make_advert(link="https://shop.example/paper?from=meridian")
    for _ in range(3):
        answer = reader.get(advert.click_url)
    assert (answer.status_code, answer["Location"]) == (302, "https://shop.example/paper?from=meridian")
    assert clicks(advert) == 3
    assert advert.click_counts.get().day == clock.now().date()


def test_nothing_is_kept_of_who_it_was(reader):
    advert = make_advert()
    answer = reader.get(advert.click_url, REMOTE_ADDR="198.51.100.7")
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert {field.name for field in ClickCount._meta.fields} == {"id", "creative", "day", "clicks"}


def test_the_day_is_one_of_the_papers_zone(reader, settings, monkeypatch):
    from zoneinfo import ZoneInfo

    settings.SITE_ZONE = ZoneInfo("Pacific/Auckland")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 5, 3, 13, tzinfo=UTC))
    advert = make_advert(make_campaign(live_from=datetime(2026, 5, 1, tzinfo=UTC)))
    reader.get(advert.click_url)
    assert str(advert.click_counts.get().day) == "2026-05-04"


@pytest.mark.parametrize(
    "asked", ["?to=https://evil.example/", "?next=//evil.example", "?url=javascript:x", "//evil.example"]
)
def test_where_it_leads_is_said_by_the_advert_alone(reader, asked):
    advert = make_advert(link="/series/the-keepers/")
    answer = reader.get(f"{advert.click_url}{asked}")
    assert answer.status_code in (302, 404)
    assert answer.get("Location", "/series/the-keepers/") == "/series/the-keepers/"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-purpose": "prefetch;prerender"},
        {"sec-purpose": "prefetch"},
        {"purpose": "prefetch"},
        {"x-moz": "prefetch"},
        {"x-purpose": "preview"},
        {"user-agent": ""},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "facebookexternalhit/1.1"},
        {"user-agent": "curl/8.5.0"},
        {"user-agent": "python-requests/2.32"},
        {"user-agent": "Mozilla/5.0 HeadlessChrome/130.0"},
    ],
)
def test_machines_and_pages_fetched_ahead_are_led_on_and_not_counted(reader, headers):
    advert = make_advert()
    answer = reader.get(advert.click_url, headers=BROWSER | headers)
    assert answer.status_code == 302
    assert clicks(advert) == 0


def test_a_look_at_the_head_is_not_counted_and_nothing_can_be_sent(reader):
    advert = make_advert()
    assert reader.head(advert.click_url).status_code == 302
    assert reader.post(advert.click_url).status_code == 405
    assert clicks(advert) == 0


def test_a_link_kept_after_the_end_leads_on_and_is_not_counted(reader):
    advert = make_advert(make_campaign(live_from=clock.now() - 2 * DAY, live_until=clock.now() - DAY))
    assert reader.get(advert.click_url).status_code == 302
    assert clicks(advert) == 0


def test_a_campaign_that_has_not_begun_answers_as_one_that_never_was(reader):
    coming = make_picture(make_campaign(live_from=clock.now() + DAY))
    for door in ("go", "picture"):
        hidden = reader.get(f"/adverts/{coming.pk}/{door}/")
        unknown = reader.get(f"/adverts/{coming.pk + 1}/{door}/")
        assert hidden.status_code == unknown.status_code == 404
        assert hidden.content == unknown.content


def test_words_have_no_picture(reader):
    assert reader.get(make_advert().picture_url).status_code == 404


def test_a_count_that_fails_keeps_no_reader_waiting(reader, monkeypatch, caplog):
    advert = make_advert()

    def fails(*args, **kwargs):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(ClickCount.objects, "get_or_create", fails)
    assert reader.get(advert.click_url).status_code == 302
    assert "was not counted" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_moment_are_all_counted():
    advert = make_advert()

    def click():
        Client(headers=BROWSER).get(advert.click_url)
        connection.close()

    readers = [Thread(target=click) for _ in range(8)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    assert clicks(advert) == 8
