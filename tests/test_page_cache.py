"""The page cache: who gets a page that is kept, what makes it another page, and what is said of it."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from time import sleep

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from articles import clock, freshness, workflow
from articles.models import Author, Section, Tag, Touch
from newsroom import checks
from newsroom.page_cache import addresses, headers
from newsroom.page_cache.middleware import PageCache
from tests.factories import DAY, make_dateline, make_section, make_user
from tests.test_leaks import BY_LINK, public_patterns

NEVER_PAGES = {
    *(
        "advert_click",
        "advert_picture",
        "alive",
        "mail_report",
        "mail_report_of_provider",
        "manifest",
        "metrics",
        *BY_LINK,
        "newsletter_link",
        "picture",
        "preview",
        "preview_picture",
        "ready",
        "worker",
    ),
    *(
        "indexnow_key",
        "robots_txt",
        "security_txt",
        "security_txt_well_known",
        "tdmrep_json",
        "text_of_ours",
        "story_share_image",
    ),
}


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.PAGE_CACHE_SECONDS = 60


@pytest.fixture
def reader(db):
    return Client(raise_request_exception=False)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What a verb does once its transaction is committed, in a test that never commits."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def status_of(answer) -> str:
    return answer.get("Cache-Status", "")


def was_kept(answer) -> bool:
    return status_of(answer).startswith("newsroom; hit")


def pages_kept() -> int:
    return sum(":page:" in key and not key.endswith(":made") for key in cache._cache)


# Who gets one


def test_a_page_is_made_once_and_then_costs_no_query(staff, reader):
    path = staff.published().editions.get().path
    first = reader.get(path)
    with CaptureQueriesContext(connection) as queries:
        second = reader.get(path)
    assert (was_kept(first), was_kept(second)) == (False, True)
    assert second.content == first.content
    assert len(queries) == 0


def test_a_page_that_is_made_costs_no_more_than_before_and_one_look_at_the_clock(staff, reader):
    path, another = (staff.published().editions.get().path for _ in range(2))
    reader.get(another)
    with CaptureQueriesContext(connection) as queries:
        reader.get(path)
    assert len(queries) == 2


def test_a_reader_who_asks_for_the_head_shares_the_page(staff, reader):
    staff.published()
    head = reader.head("/")
    page = reader.get("/")
    assert was_kept(page)
    assert (head.content, head["ETag"], head["Content-Length"]) == (b"", page["ETag"], str(len(page.content)))


def test_who_is_signed_in_never_gets_a_kept_page_and_never_leaves_one(staff, reader):
    staff.published()
    colleague = Client()
    colleague.force_login(staff.reporter)
    for _ in range(2):
        answer = colleague.get("/")
        assert answer["Cache-Control"] == "private, no-store"
        assert not status_of(answer)
    assert pages_kept() == 0
    reader.get("/")
    assert not status_of(colleague.get("/"))


@pytest.mark.parametrize(
    "door", ["/admin/login/?next=/admin/articles/", "/accounts/login/?next=/admin/articles/"]
)
def test_a_page_of_the_desk_or_before_its_door_is_left_as_it_is(door, staff, reader):
    for _ in range(2):
        answer = reader.get(door)
        assert "no-store" in answer["Cache-Control"]
        assert "next=/admin/articles/" in answer.get("Location", "next=/admin/articles/")
        assert not status_of(answer)
    assert pages_kept() == 0


def test_who_brings_a_password_with_each_request_is_somebody_in_particular(staff, reader):
    answer = reader.get("/", HTTP_AUTHORIZATION="Basic cmVhZGVyOnJlYWRlcg==")
    assert answer["Cache-Control"] == "private, no-store"
    assert pages_kept() == 0


def test_other_cookies_make_nobody_somebody(staff, reader):
    reader.cookies["theme"] = "dark"
    reader.get("/")
    assert was_kept(reader.get("/"))


def test_no_page_asks_for_a_cookie_or_depends_on_one(staff, reader):
    story = staff.published(tags=["Floods"], dateline=make_dateline())
    for address in (
        "/",
        "/world/",
        story.editions.get().path,
        "/topics/floods/",
        "/search/?q=dam",
        "/corrections/",
    ):
        for _ in range(2):
            answer = reader.get(address)
            assert not answer.cookies
            assert answer["Vary"] == "Save-Data"
            assert "csrf" not in answer.content.decode().lower()


@pytest.mark.parametrize("own", ["cookie", "vary", "kept its own way"])
def test_an_answer_that_is_somebodys_own_is_not_kept(rf, db, own):
    def view(request):
        answer = HttpResponse("yours")
        if own == "cookie":
            answer.set_cookie("who", "you")
        if own == "vary":
            answer["Vary"] = "Cookie"
        if own == "kept its own way":
            answer["Cache-Control"] = "private"
        return answer

    door = PageCache(view)
    for _ in range(2):
        answer = door(rf.get("/"))
        assert answer["Cache-Control"].startswith("private")
        assert not was_kept(answer)
    assert pages_kept() == 0


# What makes it another page


def test_what_a_page_does_not_answer_to_makes_no_page_of_its_own(staff, reader):
    staff.published()
    reader.get("/world/?page=1")
    for address in ("/world/?utm_source=letter&page=1", "/world/?page=1&fbclid=x", "/world/?page=7&page=1"):
        assert was_kept(reader.get(address)), address
    assert not was_kept(reader.get("/world/?page=2"))
    assert pages_kept() == 1


def test_the_order_of_a_question_is_nothing(staff, reader):
    staff.published()
    reader.get("/search/?q=dam&sort=newest")
    assert was_kept(reader.get("/search/?sort=newest&q=dam"))


def test_host_and_scheme_make_pages_of_their_own(staff, reader, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    reader.get("/", HTTP_HOST="one.example")
    assert was_kept(reader.get("/", HTTP_HOST="ONE.example"))
    assert not was_kept(reader.get("/", HTTP_HOST="two.example"))
    assert not was_kept(reader.get("/", HTTP_HOST="one.example", HTTP_X_FORWARDED_PROTO="https"))
    assert reader.get("/", HTTP_HOST="evil.example").status_code == 400


def test_a_page_never_sees_what_is_not_in_its_key(rf, db):
    seen = []

    def view(request):
        seen.append((request.GET.dict(), request.META["QUERY_STRING"], request.get_full_path()))
        return HttpResponse("page")

    PageCache(view)(rf.get("/world/?evil=<script>&page=2"))
    assert seen == [({"page": "2"}, "page=2", "/world/?page=2")]


@pytest.mark.parametrize(
    "query",
    [
        "page=" + "9" * 5000,
        "page[]=1&page=%00",
        "page=%ff%fe&q=%ed%a0%80",
        "&&&=&;;=;",
        "PAGE=1",
        "page=1#x",
        "x=" + "y" * 20_000,
        "&".join(f"a{number}=1" for number in range(900)),
    ],
)
def test_hostile_questions_are_no_error_and_fill_nothing(staff, reader, query):
    staff.published()
    for address in ("/", "/world/", "/search/"):
        for _ in range(2):
            assert reader.get(f"{address}?{query}").status_code in (200, 404)
    assert pages_kept() <= 3


def test_too_many_names_are_refused(staff, reader):
    query = "&".join(f"a{number}=1" for number in range(5000))
    assert reader.get(f"/world/?{query}").status_code == 400


def test_a_flood_of_addresses_that_are_not_there_fills_nothing(staff, reader):
    for number in range(50):
        assert reader.get(f"/2026/05/03/guess-{number}/")["Cache-Control"] == "no-cache"
        reader.get(f"/topics/guess-{number}/")
    assert pages_kept() == 0
    assert not [key for key in cache._cache if key.endswith(":made")]


def test_every_page_of_the_paper_is_kept_or_said_not_to_be():
    from django.urls import get_resolver

    routes = {
        pattern.name or pattern.callback.__name__ for pattern in public_patterns(get_resolver().url_patterns)
    }
    assert routes - NEVER_PAGES == set(addresses.PAGES)


def test_addresses_that_lead_nowhere_are_nobodys_page():
    for path in ("/admin/", "/healthz", "/readyz", "/world", "/robots.txt", "/" + "x" * 5000 + "/"):
        assert addresses.names_answered(path) is None


# What stands on a page


def test_moved_and_withdrawn_addresses_are_kept_too(staff, reader, committed):
    story = staff.published(slug="dam")
    old = story.editions.get().path
    staff.rewritten(story, slug="the-dam")
    workflow.publish(story, by=staff.publisher)
    first, second = reader.get(old), reader.get(old)
    assert (second.status_code, second["Location"], was_kept(second)) == (301, first["Location"], True)
    with committed():
        workflow.kill(story, by=staff.publisher, notice="It was not so.")
    assert reader.get(old).status_code == 410
    assert was_kept(reader.get(old))


def test_each_story_that_stands_on_a_page_is_told_in_its_tags(staff, reader):
    common = {"tags": ["Floods"], "dateline": make_dateline()}
    stories = [staff.published(**common) for _ in range(3)]
    day = stories[0].editions.get().published_on
    pages = [
        "/",
        "/world/",
        "/topics/floods/",
        "/by/ana-reyes/",
        "/from/beira-mozambique/",
        f"/{day:%Y/%m/%d}/",
    ]
    for address in (*pages, "/search/?q=dam", stories[0].editions.get().path):
        answer = reader.get(address)
        tags = set(answer["Cache-Tag"].split(","))
        for story in stories:
            if story.editions.get().path in answer.content.decode() or address == story.editions.get().path:
                assert freshness.story_tag(story.pk) in tags, address
        assert freshness.EVERY_PAGE in tags
        assert answer["Surrogate-Key"].split() == answer["Cache-Tag"].split(",")
        assert str(stories[0].pk) not in re.split("[,:]", answer["Cache-Tag"])
    assert "section:world" in reader.get("/world/")["Cache-Tag"]


# What empties it


def test_a_release_makes_anew_what_it_touches_and_nothing_else(staff, reader, committed):
    make_section("Culture")
    path = staff.published(tags=["Floods"]).editions.get().path
    touched, left = ("/", "/world/", "/topics/", "/search/?q=dam"), ("/culture/", "/topics/floods/", path)
    for address in touched + left:
        reader.get(address)
    with committed():
        staff.published(headline="Dam holds", tags=["Rivers"], authors=["Rui Tembe"])
    assert [was_kept(reader.get(address)) for address in touched] == [False] * 4
    assert [was_kept(reader.get(address)) for address in left] == [True] * 3
    assert "Dam holds" in reader.get("/").content.decode()


def test_a_kill_is_seen_by_the_next_reader(staff, reader, committed):
    story = staff.published(headline="Vaccine tests")
    addresses = ("/", "/world/", "/by/ana-reyes/", "/search/?q=vaccine")
    for address in addresses:
        assert "Vaccine tests" in reader.get(address).content.decode()
    with committed():
        workflow.kill(story, by=staff.publisher, notice="It was not so.")
    for address in addresses:
        assert "Vaccine tests" not in reader.get(address).content.decode()


def test_what_is_scheduled_touches_nothing_that_readers_have(staff, reader, committed):
    staff.published()
    reader.get("/")
    with committed():
        coming = staff.published(headline="Not yet", at=clock.now() + DAY)
    assert was_kept(reader.get("/"))
    with committed():
        workflow.unschedule(coming, by=staff.publisher)
    assert was_kept(reader.get("/"))


def test_a_related_story_comes_into_the_text_when_it_is_published_and_is_not_told_before(
    staff, reader, committed
):
    other = staff.cleared(headline="The engineers who drew the flood")
    mark = f'<div data-node="related" data-story="{other.pk}"></div>'
    path = staff.published(body=f"<p>Water.</p>{mark}<p>More water.</p>").editions.get().path
    assert freshness.story_tag(other.pk) not in reader.get(path)["Cache-Tag"]
    with committed():
        workflow.publish(other, by=staff.publisher)
    assert "The engineers who drew the flood" in reader.get(path).content.decode()
    assert freshness.story_tag(other.pk) in reader.get(path)["Cache-Tag"]


def test_a_touch_that_no_signal_told_is_seen_within_a_second(staff, reader):
    """As another process does it, whose cache is its own."""
    story = staff.published(headline="Vaccine tests")
    path = story.editions.get().path
    reader.get(path)
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    sleep(1.1)
    assert reader.get(path).status_code == 410


def test_what_the_desk_renames_is_renamed_before_readers(staff, reader, committed, client):
    staff.published(tags=["Floods"], dateline=make_dateline())
    client.force_login(make_user(is_staff=True, is_superuser=True))
    author, section, tag = Author.objects.get(), Section.objects.get(), Tag.objects.get()
    for address in ("/by/ana-reyes/", "/world/", "/"):
        reader.get(address)
    with committed():
        client.post(
            f"/admin/articles/author/{author.pk}/change/", {"name": "Ana M. Reyes", "bio": "", "links": ""}
        )
    assert "Ana M. Reyes" in reader.get("/by/ana-reyes/").content.decode()
    assert was_kept(reader.get("/"))
    reader.get("/topics/")
    synonyms = {f"synonyms-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL", "MAX_NUM", "MIN_NUM")}
    with committed():
        client.post(f"/admin/articles/tag/{tag.pk}/change/", {"name": "High water", **synonyms})
    assert "High water" in reader.get("/topics/").content.decode()
    with committed():
        client.post(f"/admin/articles/section/{section.pk}/change/", {"name": "The World", "position": 0})
    assert "The World" in reader.get("/").content.decode()


def test_an_import_empties_all(staff, reader, committed, tmp_path):
    make_section()
    staff.published()
    reader.get("/")
    lines = tmp_path / "stories.jsonl"
    lines.write_text(
        '{"headline": "Came by wire", "section": "world", "authors": ["A B"], "body_html": "<p>Text.</p>"}\n'
    )
    with committed():
        call_command("ingest", str(lines), publish=True, verbosity=0)
    assert "Came by wire" in reader.get("/").content.decode()


def test_touches_are_swept_when_nobody_needs_them(staff, monkeypatch):
    old = Touch.objects.create(tags=["front"], at=clock.now() - 3 * DAY)
    monkeypatch.setattr(freshness, "_SWEPT_EVERY", 1)
    freshness.touch("front")
    assert not Touch.objects.filter(pk=old.pk).exists()
    assert Touch.objects.count() == 1


# What is said of it


def test_a_reader_who_has_the_page_is_told_so(staff, reader):
    staff.published()
    page = reader.get("/")
    for _ in range(2):
        answer = reader.get("/", HTTP_IF_NONE_MATCH=f'"other", W/{page["ETag"]}')
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", page["ETag"])
        assert answer["Cache-Control"] == page["Cache-Control"]
    assert reader.get("/", HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_a_page_that_has_changed_has_another_tag(staff, reader, committed):
    staff.published()
    before = reader.get("/")["ETag"]
    with committed():
        staff.published()
    assert reader.get("/", HTTP_IF_NONE_MATCH=before).status_code == 200


def test_others_may_keep_a_page_for_seconds(staff, reader):
    staff.published()
    said = "public, max-age=5, s-maxage=5, stale-while-revalidate=5, stale-if-error=60"
    assert [reader.get("/")["Cache-Control"] for _ in range(2)] == [said, said]
    assert reader.get("/")["Age"] in ("0", "1")


@pytest.mark.parametrize(
    ("left", "fresh", "stale"),
    [
        (None, 5, 5),
        (86_400, 5, 5),
        (10.0, 5, 5),
        (9.9, 5, 4),
        (5.0, 5, 0),
        (4.2, 4, 0),
        (0.9, 0, 0),
        (-1.0, 0, 0),
    ],
)
def test_nobody_keeps_a_page_past_the_hour(left, fresh, stale):
    said = headers.cache_control(left)
    assert f"max-age={fresh}, s-maxage={fresh}, stale-while-revalidate={stale}," in said


# One render at a time


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_herd_of_readers_makes_the_page_once():
    made, herd = [], 20
    ready, counting = Barrier(herd), Lock()

    def view(request):
        with counting:
            made.append(request.path)
        sleep(0.2)
        return HttpResponse("page")

    door, ask = PageCache(view), RequestFactory()

    def read(_):
        try:
            ready.wait(timeout=30)
            return door(ask.get("/")).content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(herd) as pool:
        assert set(pool.map(read, range(herd))) == {b"page"}
    assert len(made) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_while_one_makes_an_aged_page_anew_the_others_get_it_as_it_was(settings, monkeypatch):
    monkeypatch.setattr("newsroom.page_cache.middleware.WHILE_MADE", 60)
    settings.PAGE_CACHE_SECONDS = 1
    made, herd = [], 8
    ready = Barrier(herd)

    def view(request):
        made.append(request.path)
        sleep(0.3 if len(made) > 1 else 0)
        return HttpResponse(f"page {len(made)}")

    door, ask = PageCache(view), RequestFactory()
    door(ask.get("/"))
    sleep(1.1)

    def read(_):
        try:
            ready.wait(timeout=30)
            return door(ask.get("/")).content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(herd) as pool:
        answers = list(pool.map(read, range(herd)))
    assert sorted(answers) == [b"page 1"] * (herd - 1) + [b"page 2"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_herd_at_an_address_that_is_not_there_does_not_queue():
    herd = 8
    ready = Barrier(herd)

    def view(request):
        sleep(0.1)
        return HttpResponse("nothing", status=404)

    door, ask = PageCache(view), RequestFactory()

    def read(_):
        try:
            ready.wait(timeout=30)
            start = clock.now()
            assert door(ask.get("/world/")).status_code == 404
            return (clock.now() - start).total_seconds()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(herd) as pool:
        assert max(pool.map(read, range(herd))) < 0.1 * herd * 0.75


# Off, and watched over


def test_on_a_workbench_nothing_is_kept_and_everything_asked_anew(staff, settings):
    settings.PAGE_CACHE_SECONDS = 0
    reader = Client()
    for _ in range(2):
        answer = reader.get("/")
        assert answer["Cache-Control"] == "no-cache"
        assert not status_of(answer)
    assert pages_kept() == 0


def test_a_check_says_that_each_process_keeps_its_own(settings):
    assert [found.id for found in checks.pages_are_kept_by_each_process()] == ["newsroom.I001"]
    settings.CACHES = {"default": {"BACKEND": "newsroom.forgiving_redis.ForgivingRedisCache"}}
    assert checks.pages_are_kept_by_each_process() == []


def test_a_feed_is_kept_also_for_those_who_have_it_and_is_made_anew_by_a_release(staff, reader, committed):
    staff.published()
    feed = reader.get("/feed/")
    asked = {"HTTP_IF_NONE_MATCH": feed["ETag"]}
    cache.clear()
    assert reader.get("/feed/", **asked).status_code == 304
    assert was_kept(reader.get("/feed/"))
    since = reader.get("/feed/", HTTP_IF_MODIFIED_SINCE=feed["Last-Modified"])
    assert (since.status_code, was_kept(since)) == (304, True)
    with committed():
        staff.published(headline="Dam holds")
    assert "Dam holds" in reader.get("/feed/", **asked).text
