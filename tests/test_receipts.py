"""Receipts: the worker asks for the paper as readers do, and keeps when they could see what they should."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic, sleep

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client

from articles import alarms, clock, hours, notices, proof, receipts, witness, workflow
from articles.feeds import channel
from articles.models import Notice, Receipt
from newsroom.management.commands import work
from tests.desk_pages import page_of, signed_in, story_url
from tests.factories import DAY, HOUR
from tests.web_server import say, serving

SECOND = timedelta(seconds=1)
OPENING, ENDING = Receipt.Kind.OPENING, Receipt.Kind.ENDING
EVERYWHERE = list(witness.SURFACES)


def states(edition, kind=OPENING) -> dict[str, str]:
    return {one.surface: one.state for one in Receipt.objects.filter(edition=edition, kind=kind)}


def said(edition) -> list[str]:
    return [one.words for one in proof.said(list(edition.receipts.all()))]


def look_until(settled: int, *, since=None, seconds: float = 10) -> None:
    """Look as the worker does, until so many receipts are settled."""
    until = monotonic() + seconds
    while Receipt.objects.exclude(state="awaited").count() < settled:
        witness.look(since=since or clock.now() - HOUR)
        assert monotonic() < until, list(Receipt.objects.values_list("surface", "state", "found"))
        sleep(0.02)


def wait_for(moment) -> None:
    while clock.now() < moment:
        sleep(0.005)


@pytest.fixture
def site(live_server, settings):
    """The paper itself, on a real server, at its own address."""
    settings.SITE_URL = live_server.url
    return live_server


@pytest.fixture
def stuck(settings):
    """A paper that answers all readers with one page from before."""
    with serving(lambda asked: say(asked, body=b"<p>Yesterday's paper</p>")) as server:
        settings.SITE_URL = server.url
        yield server


# What the real paper shows


def test_receipts_say_when_each_surface_showed_a_story_that_opened_at_its_hour(staff, site):
    hour = clock.now() + SECOND
    edition = staff.published(at=hour).editions.get()
    assert witness.look(since=clock.now()) == 0
    assert abs(witness.next_look() - hour) < timedelta(milliseconds=1)
    wait_for(hour)
    look_until(len(EVERYWHERE))
    assert states(edition) == dict.fromkeys(EVERYWHERE, "seen")
    for receipt in edition.receipts.all():
        assert receipt.due_at == edition.live_from
        assert timedelta() <= receipt.lag < 5 * SECOND
    article, *others = said(edition)
    assert article.startswith("live ")
    assert {word.strip(",") for words in others for word in words.split() if word.islower()} > {
        "front",
        "feed",
    }


@pytest.mark.parametrize("how", ["killed", "expired"])
def test_receipts_say_when_a_story_was_gone_everywhere(staff, site, how):
    until = clock.now() + 2 * SECOND if how == "expired" else None
    story = staff.published(until=until)
    edition = story.editions.get()
    look_until(len(EVERYWHERE))
    if how == "killed":
        workflow.kill(story, by=staff.publisher, notice="It was not so.")
    else:
        wait_for(until)
    look_until(2 * len(EVERYWHERE))
    assert states(edition, ENDING) == dict.fromkeys(EVERYWHERE, "seen")
    edition.refresh_from_db()
    assert {one.due_at for one in edition.receipts.filter(kind=ENDING)} == {edition.live_until}
    assert any(words.startswith("gone ") for words in said(edition))


def test_an_update_is_told_from_the_edition_before_at_the_same_address(staff, site):
    story = staff.published()
    first = story.editions.get()
    look_until(len(EVERYWHERE))
    staff.rewritten(story)
    workflow.correct(story, by=staff.publisher, kind="correction", note="It was a dyke.", is_slight=True)
    second = story.editions.get(number=2)
    assert first.path == second.path
    pages = {name: surface for name, surface in witness.SURFACES.items() if name in ("article", "front")}
    for surface in pages.values():
        page = Client().get(surface.path(second)).content.decode()
        assert surface.told(second) in surface.read(page)
        assert surface.told(first) not in surface.read(page)
    look_until(2 * len(EVERYWHERE))
    assert states(second) == dict.fromkeys(EVERYWHERE, "seen")
    assert not Receipt.objects.filter(kind=ENDING).exists(), "it went on"


def test_what_has_no_place_on_a_list_is_not_called_late(staff, site, monkeypatch):
    monkeypatch.setattr(channel, "LENGTH", 1)
    old = staff.published(now=clock.now() - 3 * DAY, at=clock.now() - 3 * DAY)
    staff.published()
    staff.rewritten(old)
    workflow.correct(old, by=staff.publisher, kind="correction", note="It was a dyke.")
    look_until(2 * len(EVERYWHERE))
    edition = old.editions.get(number=2)
    assert {name for name, state in states(edition).items() if state == "not there"} == {
        "feed",
        "news sitemap",
    }
    assert states(edition)["article"] == "seen"
    assert "feed, news sitemap without it" in said(edition)


def test_a_story_that_search_engines_may_not_index_has_no_place_in_sitemaps(staff, site):
    edition = staff.published(machine_use="none").editions.get()
    look_until(len(EVERYWHERE))
    found = states(edition)
    assert found["sitemap"] == found["news sitemap"] == "not there"
    assert found["feed"] == "seen"


def test_readers_without_a_worker_get_a_story_on_time_and_it_is_not_called_late(staff, site):
    """Nobody looked for an hour: what is there at the first look may have been there all the time."""
    hour = clock.now() - HOUR
    edition = staff.published(now=hour - HOUR, at=hour).editions.get()
    look_until(len(EVERYWHERE), since=hour - HOUR)
    assert states(edition) == dict.fromkeys(EVERYWHERE, "seen")
    assert not edition.receipts.exclude(late_at=None).exists()
    assert said(edition)[0].startswith("live when looked for, ")
    assert not Notice.objects.exists()


@pytest.mark.slow
def test_a_worker_of_its_own_looks_when_the_hour_comes_and_stops_when_it_is_asked(staff, site):
    edition = staff.published(at=clock.now() + 6 * SECOND).editions.get()
    with worker(site.url):
        until = monotonic() + 60
        while list(states(edition).values()) != ["seen"] * len(EVERYWHERE):
            assert monotonic() < until, states(edition)
            sleep(0.1)


def test_a_worker_sleeps_no_longer_than_to_the_hour(staff):
    staff.published(at=clock.now() + SECOND / 2)
    assert work.BLINK <= work._pause() <= 0.5


@contextmanager
def worker(site_url: str):
    """`manage.py work` as a process of its own, on the tests' database."""
    found = connection.settings_dict
    database = f"sqlite:///{found['NAME']}"
    if connection.vendor == "postgresql":
        host = f"{found['HOST']}:{found['PORT'] or 5432}"
        database = f"postgres://{found['USER']}:{found['PASSWORD']}@{host}/{found['NAME']}"
    says = {"DATABASE_URL": database, "SITE_URL": site_url, "DEBUG": "on", "TIME_ZONE": "UTC"}
    environment = os.environ | says | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    process = subprocess.Popen([sys.executable, "manage.py", "work"], env=environment)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


def test_a_worker_that_died_while_it_looked_does_not_call_late_what_it_finds_when_it_is_back(
    staff, stuck, site, settings
):
    edition = staff.published().editions.get()
    settings.SITE_URL = stuck.url
    witness.look(since=clock.now() - HOUR)
    for name in ("due_at", "missed_at"):
        edition.receipts.update(**{name: clock.now() - HOUR})
    settings.SITE_URL = site.url
    look_again()
    assert states(edition)["article"] == "seen"
    assert said(edition)[0].startswith("live when looked for, ")
    assert not Receipt.objects.exclude(late_at=None).exists()


def test_the_storys_page_at_the_desk_says_when_readers_had_it(staff, site):
    edition = staff.published().editions.get()
    look_until(len(EVERYWHERE))
    page = page_of(signed_in(staff.reporter).get(story_url(edition.story)))
    hour = hours.to_a_tenth(edition.receipts.get(surface="article").seen_at)
    assert page.css_first(".windows .receipt b").text() == f"live {hour}"
    assert "news sitemap +" in page.css_first(".windows .receipt").text()


# Which windows are looked for


def test_what_opened_before_any_worker_was_there_is_never_looked_for(staff, stuck):
    staff.published(now=clock.now() - HOUR, at=clock.now() - HOUR)
    call_command("work", "--once")
    assert not Receipt.objects.exists()


def test_an_import_of_what_ran_long_ago_makes_no_receipts(staff, stuck):
    call_command("work", "--once")
    for ago in (HOUR, 3 * HOUR, 40 * HOUR):
        staff.published(at=clock.now() - ago, now=clock.now() - ago)
    call_command("work", "--once")
    assert not Receipt.objects.exists()


def test_a_worker_that_was_away_looks_back_a_day_and_no_further(staff, stuck):
    two_days, an_hour = (clock.now() - ago for ago in (2 * DAY, HOUR))
    staff.published(now=two_days, at=two_days)
    newer = staff.published(now=an_hour, at=an_hour)
    witness.look(since=two_days - DAY)
    assert set(Receipt.objects.values_list("edition__story", flat=True)) == {newer.pk}


def test_two_workers_do_not_look_for_the_same(staff, stuck):
    staff.published()
    now = clock.now()
    for _ in range(2):
        receipts.expect(witness.SURFACES, since=now - HOUR, now=now)
    assert Receipt.objects.count() == len(EVERYWHERE)
    assert len(receipts.claim(now=now)) == len(EVERYWHERE)
    assert receipts.claim(now=now) == []
    assert len(receipts.claim(now=now + receipts.LEASE)) == len(EVERYWHERE), "one that died gives them back"


def test_each_page_is_asked_for_once_however_many_stories_open_on_it(staff, stuck):
    for _ in range(5):
        staff.published()
    witness.look(since=clock.now() - HOUR)
    paths = [path for _, path, _, _ in stuck.asked]
    assert len(paths) == len(set(paths)) == 5 + len(EVERYWHERE) - 1


def test_where_many_open_at_once_lists_do_not_wait_for_the_pages_of_all(staff, stuck, monkeypatch):
    monkeypatch.setattr(receipts, "MOST_OWN_PAGES", 2)
    for _ in range(5):
        staff.published()
    witness.look(since=clock.now() - HOUR)
    looked = Receipt.objects.filter(looks=1)
    assert looked.filter(surface="article").count() == 2
    assert looked.exclude(surface="article").count() == 5 * (len(EVERYWHERE) - 1)
    assert witness.next_look() <= clock.now(), "and the others are looked for at once"


def test_the_witness_asks_as_any_reader_does(staff, stuck):
    staff.published()
    witness.look(since=clock.now() - HOUR)
    for _, _, headers, _ in stuck.asked:
        assert not {"cookie", "authorization", "cache-control", "pragma", "if-none-match"} & {
            name.lower() for name in headers
        }


# What is late


def late_now(staff, settings, **fields):
    """A story that readers still do not see when it is late."""
    settings.LATE_AFTER_SECONDS = 30
    ago = clock.now() - timedelta(seconds=31)
    story = staff.published(now=ago, at=ago, **fields)
    witness.look(since=ago - SECOND)
    return story.editions.get()


def test_what_readers_do_not_see_in_time_is_told_once_to_those_who_publish_and_schedule(
    staff, stuck, settings
):
    people = [staff.publisher, staff.producer, staff.reporter, staff.copy_editor]
    edition = late_now(staff, settings)
    found = edition.receipts.get(surface="article")
    assert (found.state, found.found) == ("awaited", "a page from before")
    assert found.late_at - found.due_at >= timedelta(seconds=31)
    look_again()
    assert set(Notice.objects.values_list("user", flat=True)) == {one.pk for one in people[:2]}
    assert Notice.objects.count() == 2
    notice = notices.unseen(staff.producer)[0]
    assert str(notice) == f"The worker does not see “{edition.story}”"
    assert notice.words.startswith("The article was to show it from ")
    assert notice.words.endswith(" s later there was a page from before.")
    late = [part for part in proof.said(list(edition.receipts.all())) if part.is_late]
    assert late[0] == ("not seen yet, late", True, True)


def test_the_letter_about_it_leads_to_the_story(staff, stuck, settings):
    edition = late_now(staff, settings)
    assert notices.send_due() == 1
    assert f"/admin/articles/story/{edition.story_id}/change/" in mail.outbox[0].body


def test_a_withdrawn_story_that_is_still_there_is_told_too(staff, site, settings):
    settings.LATE_AFTER_SECONDS = 0
    story = staff.published()
    look_until(len(EVERYWHERE))
    with serving(lambda asked: say(asked, body=Client().get(story.editions.get().path).content)) as kept:
        page = Client().get(story.editions.get().path).content
        kept.RequestHandlerClass.do_GET = lambda asked: say(asked, body=page)
        workflow.kill(story, by=staff.publisher, notice="It was not so.")
        settings.SITE_URL = kept.url
        witness.look(since=clock.now() - HOUR)
    assert states(story.editions.get(), ENDING)["article"] == "awaited"
    assert str(Notice.objects.get(user=staff.publisher)) == f"The worker still sees “{story}”"


def test_what_comes_late_says_how_late(staff, stuck, site, settings):
    settings.SITE_URL = stuck.url
    edition = late_now(staff, settings)
    settings.SITE_URL = site.url
    look_again()
    assert states(edition)["article"] == "seen"
    first = proof.said(list(edition.receipts.all()))[0]
    assert first.is_late
    assert first.words.endswith(" s, late")
    assert "later there was a page from before." in Notice.objects.first().words, "it says so afterwards too"


def test_a_paper_that_answers_nobody_rings_a_few_times_and_counts_all(staff, settings):
    settings.SITE_URL = "http://127.0.0.1:9"
    settings.LATE_AFTER_SECONDS = 0
    for _ in range(alarms.MOST + 3):
        staff.published()
    witness.look(since=clock.now() - HOUR)
    assert Notice.objects.filter(user=staff.publisher).count() == alarms.MOST
    late = Receipt.objects.filter(late_at__isnull=False)
    assert late.values("edition").distinct().count() == alarms.MOST + 3
    assert set(late.values_list("found", flat=True)) == {"no answer"}


def test_somebody_at_another_desk_hears_nothing(staff, stuck, settings):
    from articles import roles
    from articles.models import Desk
    from tests.factories import make_user

    here, elsewhere = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    theirs = make_user(roles.PRODUCER)
    theirs.desks.add(elsewhere)
    late_now(staff, settings, desk=here, created_by=staff.reporter)
    assert not Notice.objects.filter(user=theirs).exists()


def test_it_is_looked_for_less_and_less_often_and_given_up_at_last(staff, stuck, settings):
    edition = late_now(staff, settings)
    pauses = []
    for _ in range(receipts.MOST_LOOKS - 1):
        before = clock.now()
        look_again()
        receipt = edition.receipts.get(surface="article")
        pauses.append(receipt.next_look_at - before if receipt.next_look_at else None)
    assert receipt.state == "given up"
    assert pauses[0] < SECOND
    assert pauses[-2] > 10 * SECOND
    assert said(edition)[0] == "never seen"


def test_an_edition_that_another_overtook_is_looked_for_no_more(staff, stuck):
    story = staff.published()
    witness.look(since=clock.now() - HOUR)
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher)
    look_again()
    assert set(states(story.editions.get(number=1)).values()) == {"overtaken"}
    assert said(story.editions.get(number=1)) == []


def look_again() -> None:
    Receipt.objects.filter(state="awaited").update(next_look_at=clock.now())
    witness.look(since=clock.now())
