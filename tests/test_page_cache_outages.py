"""The page cache when Redis or the database is away: slower, older and marked so, but never wrong."""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from signal import SIGCONT, SIGSTOP
from time import monotonic, sleep

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from articles import clock, reading, workflow
from bench.servers import free_port
from newsroom.page_cache.middleware import PageCache
from tests.factories import make_section
from tests.test_page_cache import was_kept

FORGIVING = "newsroom.forgiving_redis.ForgivingRedisCache"


@pytest.fixture(autouse=True)
def pages_are_kept(settings, monkeypatch):
    """And the database is asked how things stand for every reader, so that no test waits to hear that it is away."""
    settings.PAGE_CACHE_SECONDS = 60
    monkeypatch.setattr("newsroom.page_cache.pulse.EVERY", 0.0)


@pytest.fixture
def reader(db):
    return Client(raise_request_exception=False)


@contextmanager
def database_away():
    def refuse(*_):
        raise OperationalError("the database does not answer")

    with connection.execute_wrapper(refuse):
        yield


def is_stale(answer) -> bool:
    return "stale-if-error" in answer.get("Cache-Status", "") and answer.has_header("Warning")


# The database


def test_without_the_database_pages_seen_before_are_served_and_say_so(staff, reader):
    path = staff.published().editions.get().path
    fresh = {address: reader.get(address) for address in ("/", "/world/", path)}
    with database_away():
        for address, before in fresh.items():
            answer = reader.get(address)
            assert (answer.status_code, answer.content) == (200, before.content)
            assert is_stale(answer)
            assert answer["Cache-Control"] == "no-cache"
            assert int(answer["Age"]) >= 0
        assert reader.get("/corrections/").status_code == 500
        assert reader.get("/", HTTP_IF_NONE_MATCH=fresh["/"]["ETag"]).status_code == 304


def test_when_the_database_is_back_pages_are_fresh_again(staff, reader, monkeypatch):
    monkeypatch.setattr("newsroom.page_cache.pulse.REST", 0.1)
    staff.published()
    reader.get("/")
    with database_away():
        assert is_stale(reader.get("/"))
    sleep(0.2)
    assert not is_stale(reader.get("/"))


def test_while_the_database_is_away_nobody_asks_it_for_every_reader(staff, reader):
    staff.published()
    reader.get("/")
    asked = []

    def refuse(*_):
        asked.append(1)
        raise OperationalError("the database does not answer")

    with connection.execute_wrapper(refuse):
        for _ in range(20):
            assert is_stale(reader.get("/"))
    assert len(asked) == 1


@pytest.mark.slow
def test_without_the_database_nothing_opens_early_and_nothing_stays_past_its_end(staff, reader):
    stays = staff.published(headline="Stays", section=make_section("Culture")).editions.get().path
    soon = clock.now() + timedelta(seconds=3)
    ends = staff.published(headline="Ends", until=soon).editions.get().path
    opens = staff.published(headline="Opens", at=soon).editions.get().path
    for address in (stays, ends, opens, "/by/ana-reyes/"):
        reader.get(address)
    left = (soon - clock.now()).total_seconds()
    with database_away():
        assert [is_stale(reader.get(address)) for address in (stays, ends)] == [True, True]
        sleep(left)
        assert is_stale(reader.get(stays))
        for address in (ends, opens, "/by/ana-reyes/"):
            answer = reader.get(address)
            assert answer.status_code == 500
            assert b"Ends" not in answer.content
            assert b"Opens" not in answer.content


def test_without_the_database_a_story_that_was_killed_stays_away(staff, reader):
    story = staff.published(headline="Vaccine tests")
    path = story.editions.get().path
    reader.get(path)
    reader.get("/")
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    reader.get("/corrections/")
    with database_away():
        for address in (path, "/"):
            answer = reader.get(address)
            assert answer.status_code == 500
            assert b"Vaccine tests" not in answer.content


def test_a_process_that_never_reached_the_database_serves_nothing_old(staff, reader):
    staff.published()
    reader.get("/")
    with database_away():
        assert Client(raise_request_exception=False).get("/").status_code == 500


@pytest.mark.parametrize("status", [500, 503])
def test_a_page_that_breaks_is_served_as_it_was(rf, db, settings, status):
    settings.PAGE_CACHE_SECONDS = 1
    statuses = iter([200, status, 200])
    door = PageCache(lambda request: HttpResponse("page", status=next(statuses)))
    door(rf.get("/"))
    sleep(1.1)
    answer = door(rf.get("/"))
    assert (answer.status_code, answer.content) == (200, b"page")
    assert answer["Cache-Status"] == f"newsroom; fwd=stale; fwd-status={status}; detail=stale-if-error"
    assert not is_stale(door(rf.get("/")))


# Redis


@contextmanager
def own_redis(port: int, folder):
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield server
    finally:
        server.kill()
        server.wait(timeout=10)


def wait_for_redis() -> None:
    deadline = monotonic() + 10
    while monotonic() < deadline:
        cache.set("there", True)
        if cache.get("there"):
            return
        sleep(0.1)
    raise TimeoutError("Redis did not start within ten seconds")


@pytest.fixture
def redis_at(settings):
    """Redis as the paper's cache, at a port where one can be started and killed."""
    port = free_port()
    options = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
    location = f"redis://127.0.0.1:{port}/0"
    settings.CACHES = {"default": {"BACKEND": FORGIVING, "LOCATION": location, "OPTIONS": options}}
    return port


@pytest.mark.redis
@pytest.mark.slow
def test_redis_killed_in_the_middle_makes_pages_slower_and_nothing_else(staff, reader, redis_at, tmp_path):
    path = staff.published().editions.get().path
    with own_redis(redis_at, tmp_path) as server:
        wait_for_redis()
        whole = {address: reader.get(address).content for address in ("/", path, "/search/?q=dam")}
        assert all(was_kept(reader.get(address)) for address in whole)
        server.kill()
        server.wait(timeout=10)
        for _ in range(3):
            for address, content in whole.items():
                answer = reader.get(address)
                assert (answer.status_code, answer.content) == (200, content)
                assert not was_kept(answer)
    with own_redis(redis_at, tmp_path):
        wait_for_redis()
        reader.get(path)
        assert was_kept(reader.get(path))


@pytest.mark.redis
@pytest.mark.slow
def test_a_redis_that_hangs_delays_a_reader_once(staff, reader, redis_at, tmp_path):
    staff.published()
    with own_redis(redis_at, tmp_path) as server:
        wait_for_redis()
        reader.get("/")
        server.send_signal(SIGSTOP)
        start = monotonic()
        for _ in range(5):
            assert reader.get("/").status_code == 200
        assert monotonic() - start < 3
        server.send_signal(SIGCONT)


@pytest.mark.redis
@pytest.mark.slow
def test_with_redis_two_processes_share_pages_and_hear_of_a_touch_at_once(
    staff, reader, redis_at, tmp_path, django_capture_on_commit_callbacks
):
    story = staff.published()
    path = story.editions.get().path
    other = Client()
    with own_redis(redis_at, tmp_path):
        wait_for_redis()
        other.get("/")
        reader.get(path)
        assert was_kept(other.get(path))
        with django_capture_on_commit_callbacks(execute=True):
            workflow.kill(story, by=staff.publisher, notice="It was not so.")
        assert [one.get(path).status_code for one in (other, reader)] == [410, 410]


def test_redis_that_was_never_there_is_no_error(staff, reader, redis_at):
    staff.published()
    for _ in range(2):
        assert reader.get("/").status_code == 200
        assert not was_kept(reader.get("/"))
    assert reading.sections()
    assert cache.get("nothing", "else") == "else"
    assert cache.get_or_set("nothing", lambda: "made") == "made"
    assert (cache.add("a", 1), cache.incr("a"), cache.get_many(["a"])) == (True, 1, {})
    assert (cache.touch("a"), cache.delete("a"), "a" in cache, cache.clear()) == (False, False, False, False)
    assert cache.set_many({"a": 1}) == ["a"]
    cache.delete_many(["a"])


def test_nobody_waits_twice_for_a_redis_that_is_away(db, redis_at):
    cache.get("a")
    start = monotonic()
    for _ in range(1000):
        cache.get("a")
    assert monotonic() - start < 0.5


def test_production_gets_the_redis_that_forgives():
    environment = os.environ | {
        "SECRET_KEY": "x" * 60,
        "CACHE_URL": "redis://127.0.0.1:6379/0",
        "DEBUG": "off",
    }
    code = "from newsroom.settings import CACHES; print(CACHES['default']['BACKEND'])"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == FORGIVING
