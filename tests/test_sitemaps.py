"""Sitemaps: every live story in one of them, those of the last two days in the news, and nothing else."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import clock, workflow
from articles.models import Edition, Story
from articles.sitemaps import openings
from articles.sitemaps.writing import news_language
from tests.factories import DAY, HOUR, NOON, TICK, make_section
from tests.text_data import SHARED, needs_shared

SITE = "http://127.0.0.1:8000"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
XSD = SHARED / "schemas" / "sitemap"


def read(address: str) -> ElementTree.Element:
    answer = Client().get(address.removeprefix(SITE))
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def locations(root: ElementTree.Element) -> list[str]:
    return [node.text for node in root.iter(f"{SITEMAP}loc")]


def all_stories() -> list[str]:
    """What a robot finds that begins at the index."""
    months = [address for address in locations(read("/sitemap.xml")) if "pages" not in address]
    return [address for month in months for address in locations(read(month))]


def news() -> list[str]:
    return locations(read("/news-sitemap.xml"))


def test_a_robot_that_begins_at_the_index_finds_every_live_story_once(staff):
    hours = [
        NOON,
        NOON - 40 * DAY,
        NOON - 41 * DAY,
        NOON.replace(year=2019),
        NOON.replace(month=1, day=1, hour=0),
    ]
    for hour in hours:
        staff.published(now=hour)
    staff.published(at=clock.now() + DAY)
    live = {f"{SITE}{edition.path}" for edition in Edition.objects.live()}
    assert len(live) == 5
    assert sorted(all_stories()) == sorted(live)


def test_the_index_says_when_each_month_changed_last(staff):
    for hour in (NOON, NOON - HOUR, NOON.replace(month=2)):
        staff.published(now=hour)
    index = read("/sitemap.xml")
    found = {node.findtext(f"{SITEMAP}loc"): node.findtext(f"{SITEMAP}lastmod") for node in index}
    assert found == {
        f"{SITE}/sitemap-pages.xml": None,
        f"{SITE}/sitemap-2026-05.xml": "2026-05-03T12:00:00Z",
        f"{SITE}/sitemap-2026-02.xml": "2026-02-03T12:00:00Z",
    }


def test_the_edges_of_a_month_belong_to_one_month_each(staff):
    first = datetime(2026, 3, 1, tzinfo=UTC)
    for hour in (first - timedelta(milliseconds=1), first, datetime(2026, 4, 1, tzinfo=UTC)):
        staff.published(now=hour)
    assert [len(locations(read(f"/sitemap-2026-{month}.xml"))) for month in ("02", "03", "04")] == [1, 1, 1]
    assert [opening.month for opening in openings.months()] == [4, 3, 2]


def test_a_corrected_story_moves_to_the_month_of_its_correction(staff):
    story = staff.published(now=NOON)
    staff.rewritten(story, now=NOON + 60 * DAY)
    workflow.correct(story, by=staff.publisher, kind="correction", note="Eleven.", now=NOON + 60 * DAY)
    assert locations(read("/sitemap.xml")) == [f"{SITE}/sitemap-pages.xml", f"{SITE}/sitemap-2026-07.xml"]
    (address,) = all_stories()
    assert "/2026/05/03/" in address
    assert Client().get("/sitemap-2026-05.xml").status_code == 404


def test_killed_and_expired_stories_are_in_no_sitemap(staff):
    killed = staff.published(now=clock.now() - 2 * HOUR)
    staff.published(now=clock.now() - 2 * HOUR, until=clock.now() - HOUR)
    workflow.kill(killed, by=staff.publisher, notice="We could not stand by it.")
    assert all_stories() == []
    assert news() == []


def test_what_search_engines_are_not_to_have_is_in_no_sitemap(staff, settings):
    settings.MACHINE_USE_BY_SOURCE = {"Closed Wire": "none", "Open Wire": "all"}
    stories = {
        name: staff.published(headline=name, source=name) for name in ("Closed Wire", "Open Wire", "Other")
    }
    staff.published(headline="Elsewhere first", canonical_url="https://agency.example/x/")
    shut = staff.published(headline="Shut")
    Story.objects.filter(pk=shut.pk).update(machine_use="none")
    expected = {f"{SITE}{stories[name].editions.get().path}" for name in ("Open Wire", "Other")}
    assert set(all_stories()) == set(news()) == expected
    settings.MACHINE_USE = "none"
    assert set(all_stories()) == set(news()) == {f"{SITE}{stories['Open Wire'].editions.get().path}"}


@pytest.mark.parametrize("address", ["/sitemap-2026-13.xml", "/sitemap-0000-01.xml", "/sitemap-2026-00.xml"])
def test_there_is_no_such_month(db, address):
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("month", ["1999-12", "9999-12", "0001-01"])
def test_a_month_without_stories_is_not_there(staff, month):
    staff.published()
    assert Client().get(f"/sitemap-{month}.xml").status_code == 404


def test_the_ways_in_are_in_a_sitemap_of_their_own(db):
    world = make_section()
    make_section("Africa", parent=world)
    found = locations(read("/sitemap-pages.xml"))
    assert {f"{SITE}/", f"{SITE}/world/", f"{SITE}/africa/", f"{SITE}/topics/"} <= set(found)


# News


def test_news_lasts_48_hours_exactly(staff):
    staff.published(now=NOON)
    last = NOON + timedelta(hours=48)
    assert len(openings.news(NOON)) == 1
    assert len(openings.news(last - TICK)) == 1
    assert openings.news(last) == []
    assert openings.news(NOON - TICK) == []


def test_an_update_does_not_make_an_old_story_news(staff):
    story = staff.published(now=clock.now() - 3 * DAY)
    staff.rewritten(story)
    workflow.correct(story, by=staff.publisher, kind="update", note="More.")
    assert news() == []
    assert len(all_stories()) == 1


def test_news_says_whose_it_is_in_which_language_and_what(staff):
    staff.published(headline="Dam & <bursts>", language="pt-BR")
    entry = read("/news-sitemap.xml").find(f"{SITEMAP}url/{NEWS}news")
    said = {node.tag.removeprefix(NEWS): node.text for node in entry.iter() if node.text}
    assert said["name"] == "Newsroom"
    assert said["language"] == "pt"
    assert said["title"] == "Dam & <bursts>"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said["publication_date"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "en"),
        ("pt-BR", "pt"),
        ("zh", "zh-cn"),
        ("zh-Hans", "zh-cn"),
        ("zh-Hant-HK", "zh-tw"),
        ("zh-TW", "zh-tw"),
    ],
)
def test_languages_are_written_as_google_news_writes_them(language, said):
    assert news_language(language) == said


def test_there_are_never_more_than_a_thousand_in_the_news(staff, monkeypatch):
    monkeypatch.setattr(openings, "MOST_IN_NEWS", 3)
    for number in range(5):
        staff.published(headline=f"Story {number}", now=clock.now() - (5 - number) * HOUR)
    titles = [node.text for node in read("/news-sitemap.xml").iter(f"{NEWS}title")]
    assert titles == ["Story 4", "Story 3", "Story 2"]


# What they cost


def test_a_sitemap_is_one_question_however_many_months_there_are(staff):
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            Client().get(address)
        return len(queries)

    staff.published(now=NOON)
    before = [asked(address) for address in ("/sitemap.xml", "/sitemap-2026-05.xml", "/news-sitemap.xml")]
    for months in range(1, 30):
        staff.published(now=NOON - 31 * months * DAY)
    after = [asked(address) for address in ("/sitemap.xml", "/sitemap-2026-05.xml", "/news-sitemap.xml")]
    assert len(openings.months()) == 30
    assert before == after == [1, 1, 2]


def steps() -> int:
    """How far SQLite goes to find the months, in tens of its machine's steps."""
    taken = []
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: taken.append(1) and 0, 10)
    openings.months()
    connection.connection.set_progress_handler(None, 0)
    return len(taken)


def test_the_months_are_found_without_a_look_at_every_story(staff):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite counts its steps")
    for months in range(6):
        staff.published(now=NOON - 31 * months * DAY)
    few, edition = steps(), Edition.objects.latest("live_from")
    stories = Story.objects.bulk_create(
        Story(slug=f"more-{number}", headline="More") for number in range(300)
    )
    for number, story in enumerate(stories, start=1):
        edition.pk, edition.story, edition.live_from = None, story, NOON - timedelta(minutes=number)
        edition.first_published_at = edition.live_from
        edition.save(force_insert=True)
    assert few > 0
    assert steps() < 1.2 * few


@needs_shared
@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("java"), reason="no Java to read XML schemas with")
def test_sitemaps_are_what_the_schemas_say(staff, tmp_path):
    for number in range(3):
        staff.published(
            headline=f"Dam & <bursts> {number} 🌊", now=clock.now() - number * HOUR, language="zh-Hant"
        )
    month = locations(read("/sitemap.xml"))[-1]
    for schema, addresses in {
        "siteindex.xsd": ["/sitemap.xml"],
        "all-offline.xsd": [month, "/sitemap-pages.xml", "/news-sitemap.xml"],
    }.items():
        files = []
        for number, address in enumerate(addresses):
            files.append(tmp_path / f"{number}-{schema}.xml")
            files[-1].write_bytes(Client().get(address.removeprefix(SITE)).content)
        program = Path(__file__).parent / "data" / "Valid.java"
        told = subprocess.run(
            ["java", program, XSD / schema, *files], capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stderr
