"""Guard: what a page asks of the database is within its budget, and no more at 2,000 stories than at 20."""

import json

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import reading, workflow
from articles.models import Dateline, Desk, Edition, Series
from bench import generate
from bench.words import SECTIONS
from newsletters.offered import offered
from tests.advert_samples import BODY, make_advert
from tests.desk_pages import signed_in, story_url, typed
from tests.factories import Staff, make_section, make_story
from tests.issue_samples import leave, make_issue
from tests.newsletter_samples import make_newsletter

BUDGETS = {
    "article": 2,
    "history": 3,
    "history narrowed": 3,
    "comparison": 3,
    "as it stood": 3,
    "front": 4,
    "section": 3,
    "topic": 3,
    "author": 3,
    "dateline": 3,
    "series": 3,
    "search": 3,
    "search_narrowed": 3,
    "search_suggestions": 1,
    "topics": 3,
    "datelines": 3,
    "archive_year": 4,
    "archive_month": 4,
    "archive_day": 5,
    "corrections": 3,
    "newsletter": 4,
    "issue of a newsletter": 3,
    "feed": 2,
    "section feed": 2,
    "topic feed": 2,
    "author feed": 2,
    "dateline feed": 2,
    "markdown": 1,
    "share image": 1,
    "sitemap": 2,
    "sitemap of a month": 2,
    "sitemap of pages": 3,
    "news sitemap": 2,
    "llms": 2,
    "newsletters": 2,
    "newsletters asked": 1,
    "saved": 1,
    "settings": 1,
    "offline": 1,
}
SIZES = [20, pytest.param(2000, marks=pytest.mark.slow)]
SMALL = pytest.mark.parametrize("pages", [20], indirect=True)


def changed_twice(story) -> str:
    """The address of a story that readers had three editions of; another stands in the text of the second."""
    staff, path = Staff(), story.editions.get().path
    other = Edition.objects.live().newest_first().first()
    for more in (f'<div data-node="related" data-story="{other.story_id}"></div>', "<p>The end.</p>"):
        staff.rewritten(story, body=story.body + more)
        workflow.publish(story, by=staff.publisher)
    return path


@pytest.fixture(params=SIZES)
def pages(request, db, tmp_path):
    """One address of each kind, in a paper of so many stories."""
    for slug, name in SECTIONS:
        make_section(name, slug=slug)
    lines = tmp_path / "stories.jsonl"
    lines.write_text("\n".join(json.dumps(line) for line in generate.lines(request.param)), encoding="utf-8")
    call_command("ingest", str(lines), publish=True, verbosity=0)
    edition = Edition.objects.live().exclude(dateline=None).newest_first().first()
    series = Series.objects.create(title="A series", slug="a-series")
    Edition.objects.filter(pk__gt=edition.pk - 30).update(series=series)
    day, opened = edition.published_on, edition.live_from
    stories = [one.story for one in Edition.objects.live().newest_first()[:20]]
    newsletter = make_newsletter()
    issue = [leave(make_issue(newsletter, *stories)) for _ in range(20)].pop()
    changed = changed_twice(Edition.objects.live().oldest_first().first().story)
    machines = {
        "feed": "/feed/",
        "section feed": f"{edition.section.get_absolute_url()}feed/atom/",
        "topic feed": f"{edition.tag_links.first().tag.get_absolute_url()}feed/json/",
        "author feed": f"{edition.author_links.first().author.get_absolute_url()}feed/",
        "dateline feed": f"{edition.dateline.get_absolute_url()}feed/",
        "markdown": f"{edition.path}index.md",
        "share image": f"{edition.path}share.png",
        "sitemap": "/sitemap.xml",
        "sitemap of a month": f"/sitemap-{opened:%Y-%m}.xml",
        "sitemap of pages": "/sitemap-pages.xml",
        "news sitemap": "/news-sitemap.xml",
        "llms": "/llms.txt",
    }
    return machines | {
        "article": edition.path,
        "history": f"{changed}history/",
        "history narrowed": f"{changed}history/?show=material",
        "comparison": f"{changed}history/?from=1&to=3",
        "as it stood": f"{changed}history/2/",
        "front": "/",
        "section": edition.section.get_absolute_url(),
        "topic": edition.tag_links.first().tag.get_absolute_url(),
        "author": edition.author_links.first().author.get_absolute_url(),
        "dateline": edition.dateline.get_absolute_url(),
        "series": series.get_absolute_url(),
        "search": f"/search/?q={edition.headline.split()[0]}",
        "search_narrowed": f"/search/?q={edition.headline.split()[0]}&author={edition.bylines[0]['slug']}",
        "search_suggestions": f"/search/suggestions/?q={edition.bylines[0]['slug'][:3]}",
        "topics": "/topics/",
        "datelines": "/from/",
        "archive_year": f"/{day:%Y}/",
        "archive_month": f"/{day:%Y/%m}/",
        "archive_day": f"/{day:%Y/%m/%d}/",
        "corrections": "/corrections/",
        "newsletters": "/newsletter/",
        "newsletters asked": "/newsletter/asked/",
        "newsletter": issue.newsletter.get_absolute_url(),
        "issue of a newsletter": issue.get_absolute_url(),
        "saved": "/saved/",
        "settings": "/settings/",
        "offline": "/offline/",
    }


def test_no_page_asks_more_than_its_budget(pages):
    """Whoever comes when nothing is remembered asks for the sections of the navigation and for newsletters too."""
    asked = {}
    for kind, address in pages.items():
        cache.clear()
        if kind == "article" or kind.startswith("search"):
            reading.sections()
            offered()
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address).status_code == 200, address
        asked[kind] = len(queries)
    assert {kind: number for kind, number in asked.items() if number > BUDGETS[kind]} == {}


@pytest.mark.django_db
def test_an_article_asks_once_for_all_of_the_sections_once_for_adverts_and_once_for_newsletters(staff):
    """All are remembered for a minute, for every page: beside the two questions that are an article's own."""
    make_advert()
    make_newsletter(sections=[make_section()])
    first, second = (staff.published(body=BODY).editions.get().path for _ in range(2))
    cache.clear()
    asked = []
    for path in (first, second, first):
        with CaptureQueriesContext(connection) as queries:
            assert "Slow news, on paper." in Client().get(path).content.decode()
        asked.append(len(queries))
    assert asked == [BUDGETS["article"] + 3, BUDGETS["article"], BUDGETS["article"]]


@SMALL
def test_the_guard_sees_a_query_too_many(pages, monkeypatch):
    from articles.models.edition_queryset import EditionQuerySet

    monkeypatch.setattr(EditionQuerySet, "for_cards", lambda self: self.only("section", "dateline"))
    with CaptureQueriesContext(connection) as queries:
        Client().get("/")
    assert len(queries) > BUDGETS["front"]


def questions(queries) -> list[str]:
    """What was asked and written, without the marks of transactions: tests are themselves within one."""
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [query["sql"] for query in queries if not query["sql"].startswith(marks)]


@pytest.mark.django_db
def test_a_save_of_a_story_that_names_everything_asks_for_nothing_twice(staff):
    """It has a section, a desk, a place, a series, topics, a writer, and somebody who has it.

    PostgreSQL is asked for two locks beside it; SQLite has one writer at a time.
    """
    desk = Desk.objects.create(name="World", slug="world")
    place = Dateline.objects.create(place="PARIS", full_place="Paris, France", slug="paris")
    series = Series.objects.create(title="A series", slug="a-series")
    story = make_story(desk=desk, dateline=place, series=series, assignee=staff.reporter)
    workflow.revise(story, by=staff.editor, tags=["floods", "rivers"])
    client = signed_in(staff.editor)
    form = typed(client.get(story_url(story)), run="a sitting")
    asked = []
    for words in ("One.", "Two.", "Three."):
        with CaptureQueriesContext(connection) as queries:
            told = client.post(story_url(story, "autosave"), form | {"body": f"<p>{words}</p>"}).json()
        form["version"] = told["version"]
        asked.append(len(questions(queries)))
    assert told["merged"] == told["not_saved"] == {}
    assert max(asked[1:]) <= (26 if connection.vendor == "postgresql" else 24), asked


# Lists that come out of an index in their order, and counts that an index holds whole.
LISTS = tuple("front section topic author dateline series archive_day".split())
FEEDS = ("feed", "section feed", "topic feed", "author feed", "dateline feed")
COUNTED = ("archive_year", "archive_month")


@SMALL
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads so small a paper whole.")
def test_no_list_is_sorted_and_no_story_read_to_be_counted(pages):
    """SQLite plans by the indexes that there are, and so for 20 stories as for a million."""
    plans = {kind: plan_of(pages[kind]) for kind in (*LISTS, *FEEDS, *COUNTED, "sitemap of pages")}
    in_order = (*LISTS, *FEEDS, "sitemap of pages")
    assert [kind for kind in in_order if "USE TEMP B-TREE FOR ORDER BY" in plans[kind]] == []
    read = {kind: [step for step in plans[kind] if " articles_edition " in step] for kind in COUNTED}
    assert all(read.values())
    assert [step for steps in read.values() for step in steps if "COVERING INDEX" not in step] == []


def plan_of(address: str) -> list[str]:
    """The steps that the database takes to answer what a page asks, the sections and newsletters of all pages apart."""
    cache.clear()
    reading.sections()
    offered()
    with CaptureQueriesContext(connection) as queries:
        Client().get(address)
    questions = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    steps = []
    with connection.cursor() as cursor:
        for question in questions:
            cursor.execute(f"EXPLAIN QUERY PLAN {question}".replace("%", "%%"))
            steps += [step for *_, step in cursor.fetchall()]
    return steps
