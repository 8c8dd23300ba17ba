"""To the second, with no process alive but the web server: at scale, all at once, and with wrong clocks."""

import json
import time
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import clock, invariants, windows, workflow
from articles.models import Edition
from tests.factories import HOUR, TICK, make_section

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.PAGE_CACHE_SECONDS = 60


def schedule(openings: list[datetime], tmp_path) -> None:
    """A story for each opening, brought in by the importer."""
    make_section()
    lines = [
        {
            "headline": f"Story {number}",
            "section": "world",
            "body_html": "<p>Text.</p>",
            "published_at": opening.isoformat(),
        }
        for number, opening in enumerate(openings)
    ]
    file = tmp_path / "due.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    call_command("ingest", str(file), publish=True, verbosity=0)


@pytest.mark.slow
def test_of_a_thousand_due_at_random_seconds_none_is_early_and_all_are_visible(db, tmp_path):
    chance, begins = Random(4), clock.now().replace(microsecond=0) + HOUR
    openings = sorted(begins + chance.randrange(3600) * SECOND for _ in range(1_000))
    schedule(openings, tmp_path)
    assert not Edition.objects.live(openings[0] - TICK).exists()
    for opening in sorted(set(openings)):
        due = sum(one < opening for one in openings)
        assert Edition.objects.live(opening - TICK).count() == due
        assert Edition.objects.live(opening).count() == due + openings.count(opening)
    assert Edition.objects.live(openings[-1]).count() == 1_000
    assert list(invariants.breaches()) == []


@pytest.mark.slow
def test_five_hundred_due_in_one_second_are_all_there_at_the_next_request(db, tmp_path, client):
    opening = clock.now() + 15 * SECOND
    schedule([opening] * 500, tmp_path)
    opening = clock.now() + 2 * SECOND
    Edition.objects.update(live_from=opening, first_published_at=opening, opens_as=windows.kept(opening))
    paths = list(Edition.objects.values_list("path", flat=True))
    page = watch(client, "/world/", opening, shows="Story ")
    assert "Story 499" in page
    assert {client.get(path).status_code for path in paths} == {200}
    assert "</item>" in client.get("/feed/").text
    assert client.get("/news-sitemap.xml").text.count("<url>") == 500
    assert list(invariants.breaches()) == []


def watch(client, path: str, opening: datetime, *, shows: str) -> str:
    """Ask for a page again and again until it shows something; it must not before an hour, and must after it."""
    while True:
        before = clock.now()
        page = client.get(path).text
        after = clock.now()
        if after < opening:
            assert shows not in page, f"{opening - after} early"
        elif before >= opening:
            assert shows in page, f"{before - opening} late"
            return page
        time.sleep(0.05)


@pytest.fixture(params=[timedelta(minutes=-7), timedelta(minutes=7)], ids=["late", "early"])
def wrong_clock(request, monkeypatch):
    """The web server's clock is minutes wrong; the database's is not."""
    seconds, now = time.time, timezone.now
    monkeypatch.setattr(time, "time", lambda: seconds() + request.param.total_seconds())
    monkeypatch.setattr(timezone, "now", lambda: now() + request.param)
    assert abs(timezone.now() - datetime.now(UTC)) > timedelta(minutes=6)


@pytest.mark.parametrize(
    "page", ["article", "/", "/world/", "/feed/", "/sitemap-pages.xml", "/search/?q=heron"]
)
def test_a_story_opens_by_the_databases_clock(staff, client, wrong_clock, page):
    client.get("/")
    opening = clock.now() + 1.2 * SECOND
    story = staff.published(headline="Heron seen", at=opening)
    if page == "/sitemap-pages.xml":
        page, opening_shows = f"/sitemap-{opening:%Y-%m}.xml", story.slug
    else:
        opening_shows = "Heron seen"
    path = story.editions.get().path if page == "article" else page
    watch(client, path, opening, shows=opening_shows)


def test_a_story_ends_by_the_databases_clock(staff, client, wrong_clock):
    story = staff.published(headline="Heron seen")
    path, ends = story.editions.get().path, clock.now() + 1.2 * SECOND
    workflow.expire(story, by=staff.producer, at=ends)
    watch(client, path, ends, shows="no longer")


def test_a_kill_comes_by_the_databases_clock(staff, client, wrong_clock):
    story = staff.published(headline="Heron seen")
    path, ends = story.editions.get().path, clock.now() + 1.2 * SECOND
    workflow.kill(story, by=staff.publisher, notice="It was a stork.", at=ends)
    watch(client, path, ends, shows="It was a stork.")
    for page in ("/", "/world/", "/feed/", "/search/?q=heron", "/news-sitemap.xml"):
        assert story.slug not in client.get(page).text
    assert "It was a stork." in client.get("/corrections/").text


def test_several_timed_editions_of_one_story_come_each_at_its_moment(staff, client):
    first = clock.now() + 1.2 * SECOND
    story = staff.published(at=first, body="<p>One.</p>")
    for place, words in ((1, "Two."), (2, "Three.")):
        staff.rewritten(story, body=f"<p>{words}</p>")
        workflow.publish(story, by=staff.publisher, at=first + place * 0.6 * SECOND)
    path = story.editions.first().path
    for place, words in enumerate(("One.", "Two.", "Three.")):
        watch(client, path, first + place * 0.6 * SECOND, shows=words)
