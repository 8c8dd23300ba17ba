"""What all tests share: outside services, a browser, and the promise that CI skips nothing for want of them.

A test says what it needs with a mark: `browser`, `postgres` or `redis`. Where that is missing the test is
skipped, with the reason; where REQUIRE_SERVICES names it ("browser redis"), a skip is a failure.
"""

import os
import shutil
import threading
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.conf import settings
from django.db import connection

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = set(os.environ.get("REQUIRE_SERVICES", "").split())


def _missing(service: str) -> str:
    """Why a service cannot be had here, or nothing."""
    match service:
        case "browser" if not CHROMIUM:
            return "no Chromium on this machine"
        case "postgres" if connection.vendor != "postgresql":
            return "DATABASE_URL names no PostgreSQL"
        case "redis" if not os.environ.get("REDIS_URL"):
            return "REDIS_URL names no Redis"
    return ""


def _services(item: pytest.Item) -> set[str]:
    return {mark.name for mark in item.iter_markers()} & {"browser", "postgres", "redis"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks a database, whichever way it says so: the rest need not be tried on each of them."""
    for item in items:
        asks = {"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
        if asks or item.get_closest_marker("django_db"):
            item.add_marker("database")


def pytest_runtest_setup(item: pytest.Item) -> None:
    reasons = [reason for service in sorted(_services(item)) if (reason := _missing(service))]
    if reasons:
        pytest.skip("; ".join(reasons))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _services(item) & REQUIRED:
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_SERVICES forbids this skip: {report.longrepr[-1]}"
    return report


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium, Debian's own: one for all the tests of a process."""
    from playwright.sync_api import expect, sync_playwright

    # Playwright runs an event loop in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Chromium's sandbox refuses to start for root, which is who tests are in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    # As long as Playwright waits for everything else: a busy machine is slow, and not wrong.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def all_answered(request):
    """Whatever windows still ask while they close is answered before the test's data go."""
    from django.core.signals import request_finished, request_started

    if request.node.get_closest_marker("browser") is None:
        yield
        return
    chromium = request.getfixturevalue("browser")
    asked, counting = [0], threading.Lock()

    def count(by: int) -> None:
        with counting:
            asked[0] += by

    def began(**signal):
        count(1)

    def ended(**signal):
        count(-1)

    request_started.connect(began)
    request_finished.connect(ended)
    yield
    for window in chromium.contexts:
        window.close()
    last, quiet_since = monotonic() + 10, monotonic()
    while monotonic() < last and monotonic() - quiet_since < 0.1:
        sleep(0.01)
        if asked[0] > 0:
            quiet_since = monotonic()
    request_started.disconnect(began)
    request_finished.disconnect(ended)


@pytest.fixture
def page(browser):
    """A new, empty window of the browser, as a reader who was never here has it."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def staff(db):
    """The people of the newsroom, one a role, and what they do to stories."""
    from tests.factories import Staff

    return Staff()


@pytest.fixture
def post():
    """A real post office: what the house sends over SMTP arrives here."""
    from tests.post_office import open_office

    with open_office() as office:
        yield office


@pytest.fixture
def media(settings, tmp_path):
    """An empty folder for uploads."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def paper(live_server, staff):
    """A small paper on a real server: its addresses."""
    from tests.paper_browser import publish

    return publish(staff)


@pytest.fixture
def reader(browser, live_server):
    """Opens windows of readers, `reader(PHONE, color_scheme="dark")`. What is asked of elsewhere fails the test."""
    from tests.paper_browser import DESK

    contexts, strayed = [], []

    def open_window(viewport=DESK, **how):
        context = browser.new_context(base_url=live_server.url, viewport=viewport, **how)
        context.on("request", lambda request: strayed.append(request.url))
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    assert [url for url in strayed if not url.startswith((live_server.url, "data:"))] == []


@pytest.fixture(autouse=True)
def patient_darkroom(request, monkeypatch):
    """While browsers keep the machine busy, a sound file may take longer to unpack than the house allows."""
    if request.node.get_closest_marker("browser"):
        monkeypatch.setattr("pictures.intake.SECONDS", 30)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Each test begins with an empty cache and as a new process: databases of tests give the same keys again."""
    from django.core.cache import cache

    from articles import memory

    cache.clear()
    memory.forget_all()
    Path(settings.SENT_MARK).unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def nothing_is_left_set():
    """What a test set for itself is undone after it, or others would write to a post office that has closed.

    Settings are undone in the order in which fixtures end: who sets some in the test asks for `settings` last.
    """
    before = settings._wrapped
    yield
    left, settings._wrapped = settings._wrapped, before
    assert left is before, "It leaves settings behind: ask for `settings` after what else sets some."


@pytest.fixture(autouse=True)
def nothing_grows_old(compared_with_new_ones):
    """No test sees a part of a page that has come out of memory and would be another if it were printed now."""


@pytest.fixture
def compared_with_new_ones(monkeypatch):
    """Whatever is printed comes out of memory and is printed anew as well, and must be the same."""
    from articles.memory import Memory

    get = Memory.get

    def get_and_compare(self, key, make):
        kept, again = get(self, key, make), make()
        assert not isinstance(kept, str) or kept == again, f"It does not follow from its key alone: {key}"
        return kept

    monkeypatch.setattr(Memory, "get", get_and_compare)
