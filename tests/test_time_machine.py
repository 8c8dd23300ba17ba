"""The time machine shows what readers had and will have, to the byte; to nobody else, and without leaving a trace."""

from datetime import datetime, timedelta
from threading import Barrier, Thread
from time import sleep

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from adverts.models import ClickCount
from articles import clock, reading, workflow
from articles.models import Author, Correction, Desk, Edition, Series
from articles.models.prepared import Prepared
from newsroom.time_machine import changes, looking, tickets
from tests.advert_samples import BODY, make_advert, make_campaign, make_picture
from tests.desk_pages import page_of, signed_in
from tests.factories import DAY, HOUR, NOON, make_dateline, make_section, make_story
from tests.test_leaks import CANARY, addresses, canaries, rewrite_known

pytestmark = pytest.mark.django_db
MACHINE = "/admin/time-machine/"
PLACES = ("masthead", "between-sections", "text")


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.PAGE_CACHE_SECONDS = 60


@pytest.fixture(autouse=True)
def no_hour_strikes():
    """Adverts take turns by the hour: a page made before it is another after it."""
    until = 3600 - timezone.now().timestamp() % 3600
    if until < 90:
        sleep(until)


@pytest.fixture
def known(staff):
    """A small paper that readers know, with adverts in all places."""
    campaign = make_campaign()
    for placement in PLACES:
        make_advert(campaign, placement)
    series = Series.objects.create(title="Known series", slug="known-series")
    common = {"tags": ["Floods"], "dateline": make_dateline(), "series": series}
    for number in range(3):
        staff.published(headline=f"Known story {number}", **common)
    staff.published(slug="known", headline="Known", body=BODY, **common)
    return make_section()


def door(user, at: datetime) -> str:
    """What the machine signs for somebody, as the frame of its bar has it."""
    bar = page_of(signed_in(user).get(MACHINE, {"at": at.isoformat()}))
    return bar.css_first("iframe").attributes["src"].rstrip("/")


def of_the_paper() -> list[str]:
    return [one for one in addresses() if looking.is_of_the_paper(one.partition("?")[0])]


def as_readers_have_it(paths: list[str]) -> dict[str, tuple]:
    """What readers get now: address → status, where it leads on to, bytes. From the page cache where that has it."""
    reader = Client()
    answers = {path: reader.get(path) for path in paths}
    return {path: (one.status_code, one.get("Location"), one.content) for path, one in answers.items()}


def as_the_machine_has_it(user, at: datetime, paths: list[str]) -> dict[str, tuple]:
    client, before = signed_in(user), door(user, at)
    answers = {path: client.get(f"{before}{path}") for path in paths}
    return {
        path: (one.status_code, (one.get("Location") or "").removeprefix(before) or None, one.content)
        for path, one in answers.items()
    }


def different(one: dict, other: dict) -> list[str]:
    return [path for path in one if one[path] != other[path]]


def wait_until(moment: datetime) -> None:
    while clock.now() < moment:
        sleep(0.05)


def plan_much(staff, section, soon: datetime) -> None:
    """Let a moment come at which everything changes that changes by itself."""
    fresh = staff.published(make_story(**canaries(section)), at=soon)
    rewrite_known(staff, {"headline": f"{CANARY} known", "body": BODY, "authors": [f"{CANARY} author"]})
    known = Edition.objects.get(slug="known", number=2)
    workflow.reschedule(known.story, by=staff.publisher, at=soon)
    ending = Edition.objects.live().get(headline="Known story 1")
    Edition.objects.filter(pk=ending.pk).update(live_until=soon, expires_at=soon)
    coming = make_campaign("Coming", live_from=soon, weight=10)
    for placement in PLACES:
        make_picture(coming, placement)
    related = f'<p>Water.</p><div data-node="related" data-id="{fresh.pk}"></div>'
    staff.published(headline="Points ahead", body=related, tags=["Floods"])


@pytest.mark.slow
def test_the_paper_of_a_moment_to_come_is_what_readers_get_when_it_comes(staff, known):
    began = clock.now()
    as_the_machine_has_it(staff.publisher, began, of_the_paper())
    took = clock.now() - began
    soon = clock.now() + 3 * took + timedelta(seconds=5)
    plan_much(staff, known, soon)
    paths = of_the_paper()
    now = as_readers_have_it(paths)
    foreseen = as_the_machine_has_it(staff.publisher, soon, paths)
    assert clock.now() < soon, "it was to be looked at before it came"
    assert as_readers_have_it(paths) == now, "readers saw something of it"
    assert len(different(now, foreseen)) > 60, "nothing was to be seen"
    wait_until(soon)
    assert different(foreseen, as_readers_have_it(paths)) == []


@pytest.mark.slow
def test_the_paper_of_a_moment_that_is_past_is_what_readers_had(staff, known):
    paths = of_the_paper()
    then = clock.now()
    had = as_readers_have_it(paths)
    soon = clock.now() + timedelta(seconds=10)
    plan_much(staff, known, soon)
    wait_until(soon)
    killed = Edition.objects.live().get(headline="Known story 2")
    workflow.kill(killed.story, by=staff.publisher, notice="We could not stand by it.")
    assert len(different(had, as_readers_have_it(paths))) > 60
    seen = as_the_machine_has_it(staff.publisher, then, paths)
    # What was withdrawn is in no search any more, whatever the moment.
    forgotten = {path for path in different(had, seen) if path.startswith("/search/?")}
    assert different(had, seen) == sorted(forgotten, key=paths.index)
    assert all(b"Known story 2" in had[path][2] for path in forgotten)


def kept_pages() -> dict:
    """What the cache has by now, under every key."""
    return dict(cache._cache)


def one_of_each_kind() -> list[str]:
    """The pages on which something is remembered, or that read the clock in a way of their own."""
    today = f"/{clock.now():%Y/%m/%d}/"
    stories = list(Edition.objects.order_by("pk").values_list("path", flat=True))
    stories += [
        f"{path}{beside}" for path in stories[-3:] for beside in ("share.png", "index.md", "history/")
    ]
    lists = (
        "world",
        "from",
        "from/beira-mozambique",
        "topics",
        "topics/floods",
        "by/ana-reyes",
        "corrections",
    )
    files = (
        "news-sitemap.xml",
        "sitemap.xml",
        f"sitemap-{clock.now():%Y-%m}.xml",
        "llms.txt",
        "security.txt",
    )
    asked = (
        "search/?q=known",
        "search/?q=damm",
        "search/suggestions/?q=kno",
        "series/known-series/",
        "feed/atom/",
    )
    return [
        "/",
        today,
        today[:9],
        *stories,
        *(f"/{one}/" for one in lists),
        *(f"/{one}" for one in files + asked),
    ]


@pytest.mark.parametrize("way", ["ahead", "back"])
def test_a_look_leaves_nothing_behind_and_takes_nothing_along(staff, known, way):
    """Each page is asked for by readers, by the machine and by readers again, with all that is remembered."""
    soon = clock.now() + HOUR
    plan_much(staff, known, soon)
    paths = one_of_each_kind()
    at = soon if way == "ahead" else clock.now() - 2 * DAY
    before = as_readers_have_it(paths)
    kept = kept_pages()
    first = as_the_machine_has_it(staff.publisher, at, paths)
    assert kept_pages() == kept
    assert as_readers_have_it(paths) == before
    cache.clear()
    assert as_the_machine_has_it(staff.publisher, at, paths) == first
    assert not kept_pages().keys() - {key for key in kept if "paper-sections" in key or "touched" in key}
    assert different(before, as_readers_have_it(paths)) == []
    assert different(before, first)


def test_the_guard_sees_a_question_whose_now_was_put_into_it_once(staff, known, monkeypatch):
    path = staff.published(make_story(), at=clock.now() + HOUR).editions.get().path
    as_readers_have_it([path])
    put_once = Prepared.__call__
    assert as_the_machine_has_it(staff.publisher, clock.now() + DAY, [path])[path][0] == 200

    def without_by_pass(self, value):
        at, token = clock.stands_at(), clock._stands_at.set(None)
        try:
            return put_once(self, value)
        finally:
            clock._stands_at.reset(token)
            assert clock.stands_at() == at

    monkeypatch.setattr(Prepared, "__call__", without_by_pass)
    assert as_the_machine_has_it(staff.publisher, clock.now() + DAY, [path])[path][0] == 404


@pytest.mark.django_db(transaction=True)
def test_who_stands_at_a_moment_stands_there_alone(staff):
    """Readers ask at the same time as somebody who looks ahead, again and again; each gets their own."""
    path = staff.published(make_story(), at=clock.now() + HOUR).editions.get().path
    paths = [path, "/", "/world/", "/feed/", "/from/", "/search/?q=dam"]
    at = clock.now() + DAY
    now, then = as_readers_have_it(paths), as_the_machine_has_it(staff.publisher, at, paths)
    assert different(now, then) == paths
    together, wrong = Barrier(4), []

    def ask(what, expected):
        together.wait()
        for _ in range(6):
            wrong.extend(different(expected, what()))
        connection.close()

    def read():
        cache.clear()
        return as_readers_have_it(paths)

    def walk():
        return as_the_machine_has_it(staff.publisher, at, paths)

    threads = [Thread(target=ask, args=one) for one in 2 * [(read, now), (walk, then)]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_moment_ends_with_the_look_even_where_it_fails():
    def fail():
        with clock.standing_at(NOON):
            assert clock.now() == clock.present() == NOON
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert clock.stands_at() is None
    assert clock.now() > NOON


def test_the_database_compares_with_the_moment(staff):
    story = staff.published(now=NOON, at=NOON + HOUR, until=NOON + 2 * HOUR)
    edition = story.editions.get()
    tick = timedelta(microseconds=1)
    for at, is_live in (
        (NOON + HOUR - tick, False),
        (NOON + HOUR, True),
        (NOON + 2 * HOUR - tick, True),
        (NOON + 2 * HOUR, False),
    ):
        with clock.standing_at(at):
            assert Edition.objects.live().exists() is is_live
            assert (reading.edition_at(edition.path) is not None) is is_live
            assert Edition.objects.coming().exists() is (at < NOON + HOUR)


def test_a_notice_is_told_from_the_moment_at_which_it_was_given(staff):
    story = staff.published(now=NOON, until=NOON + HOUR)
    workflow.kill(story, by=staff.publisher, notice="It was wrong.", now=NOON + DAY)
    edition = story.editions.get()
    assert Correction.objects.get().at == NOON + DAY
    answers = as_the_machine_has_it(staff.publisher, NOON + 2 * HOUR, [edition.path])[edition.path]
    assert answers[0] == 410
    assert b"It was wrong." not in answers[2]
    later = as_the_machine_has_it(staff.publisher, NOON + 2 * DAY, [edition.path])[edition.path]
    assert b"It was wrong." in later[2]


# Who comes in


def test_what_is_shown_is_for_the_frame_of_one_person_and_kept_by_nobody(staff, known):
    before = door(staff.publisher, clock.now() + HOUR)
    answer = signed_in(staff.publisher).get(f"{before}/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    policy = answer["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert set(answer.cookies) <= {"sessionid"}  # the desk’s own
    assert not answer.has_header("Cache-Tag")
    assert signed_in(staff.producer).get(f"{before}/").status_code == 404
    assert signed_in(staff.editor).get(f"{before}/").status_code == 403
    assert Client().get(f"{before}/").status_code == 302


@pytest.mark.parametrize("role", ["reporter", "editor", "copy_editor", "administrator"])
def test_the_machine_is_for_who_plans_the_whole_paper(staff, role):
    assert signed_in(getattr(staff, role)).get(MACHINE).status_code == 403


def test_who_works_on_one_desk_does_not_see_what_the_others_have_coming(staff):
    path = staff.published(at=clock.now() + HOUR).editions.get().path
    before = door(staff.producer, clock.now() + DAY)
    staff.producer.desks.add(Desk.objects.create(name="Culture", slug="culture"))
    client = signed_in(staff.producer)
    assert client.get(MACHINE).status_code == 403
    assert client.get(f"{before}{path}").status_code == 403


def test_a_ticket_holds_for_its_moment_and_for_half_an_hour(staff, monkeypatch):
    client, before = signed_in(staff.publisher), door(staff.publisher, clock.now() + HOUR)
    assert client.get(f"{before}/").status_code == 200
    for wrong in (before[:-1] + ("A" if before[-1] != "A" else "B"), f"{MACHINE}never:was:signed"):
        assert client.get(f"{wrong}/").status_code == 404
    other = signing.dumps([staff.publisher.pk, NOON.isoformat()], salt="something else")
    assert client.get(f"{MACHINE}{other}/").status_code == 404
    monkeypatch.setattr(tickets, "LASTS", timedelta(0))
    ended = client.get(f"{before}/")
    assert (ended.status_code, ended["X-Frame-Options"]) == (410, "SAMEORIGIN")
    assert b"This look has ended" in ended.content


@pytest.mark.parametrize(
    "path", ["/admin/", "/accounts/login/", "/healthz", "/preview/never:was/", "/adverts/1/go/"]
)
def test_the_machine_leads_to_the_paper_and_to_nothing_else(staff, path):
    client = signed_in(staff.publisher)
    assert client.get(door(staff.publisher, NOON) + path).status_code == 404
    bar = client.get(MACHINE, {"path": path})
    assert "That is no page of the paper" in page_of(bar).css_first("[role=alert]").text()


def test_no_click_is_counted_by_a_look(staff):
    advert = make_advert()
    client, before = signed_in(staff.publisher), door(staff.publisher, clock.now())
    for path in (advert.click_url, f"{MACHINE}..{advert.click_url}"):
        client.get(f"{before}{path}")
    assert not ClickCount.objects.exists()


def test_nothing_can_be_sent_through_the_door(staff):
    client, before = signed_in(staff.publisher), door(staff.publisher, clock.now())
    assert client.post(f"{before}/").status_code == 405
    assert client.post(MACHINE).status_code == 405


def test_who_is_led_on_is_led_on_within_the_look(staff, known):
    client, before = signed_in(staff.publisher), door(staff.publisher, clock.now())
    assert client.get(f"{before}/world")["Location"] == f"{before}/world/"
    old = Edition.objects.live().get(slug="known")
    staff.rewritten(old.story, slug="renamed")
    workflow.publish(old.story, by=staff.publisher)
    new = old.story.editions.get(number=2)
    before = door(staff.publisher, clock.now())
    answer = client.get(f"{before}{old.path}")
    assert (answer.status_code, answer["Location"]) == (301, f"{before}{new.path}")


def test_the_same_address_answers_readers_as_if_there_were_no_look(staff, known):
    """Addresses of other scripts come through whole."""
    author = Author.objects.create(name="Élodie Ñandú")
    path = f"/by/{author.slug}/é/?q=%C3%A9&x=1"
    client, before = signed_in(staff.publisher), door(staff.publisher, clock.now())
    assert client.get(f"{before}{path}").content == Client().get(path).content


# The bar


def bar_of(user, **asked):
    return page_of(signed_in(user).get(MACHINE, asked))


def key(bar, letter: str):
    node = bar.css_first(f'[data-key="{letter}"]')
    return node and node.attributes["href"]


def test_the_bar_steps_from_change_to_change(staff):
    staff.published(now=NOON, at=NOON + HOUR, until=NOON + 3 * HOUR)
    bar = bar_of(staff.publisher, at=NOON.isoformat(), path="/world/")
    assert "Nothing is to come." not in bar.text()
    assert key(bar, "[") is None
    seen = []
    while way := key(bar, "]"):
        bar = page_of(signed_in(staff.publisher).get(f"{MACHINE}{way}"))
        seen.append(bar.css_first(".timebar__now time").attributes["datetime"])
    assert seen == [f"2026-05-03T{hour}:00:00+00:00" for hour in (13, 15)]
    assert "/world/" in bar.css_first("iframe").attributes["src"]
    bar = page_of(signed_in(staff.publisher).get(f"{MACHINE}{key(bar, '[')}"))
    assert bar.css_first(".timebar__now time").attributes["datetime"] == "2026-05-03T13:00:00+00:00"


def test_what_waits_for_no_hour_is_no_change(staff):
    staff.published(now=NOON, at=changes.FARTHEST)
    assert changes.next_after(NOON) is None


def test_the_bar_tells_what_is_other_than_now(staff):
    now = clock.now()
    staff.published(headline="Opens", at=now + HOUR)
    staff.published(headline="Ends", until=now + HOUR)
    updated = staff.published(headline="Updated")
    staff.rewritten(updated)
    workflow.publish(updated, by=staff.publisher, at=now + HOUR)
    staff.published(headline="Stays")
    ahead = bar_of(staff.publisher, at=(now + 2 * HOUR).isoformat())
    told = {node.attributes["data-path"]: node.attributes["data-flag"] for node in ahead.css("[data-path]")}
    hour = f"{now + HOUR:%H:%M}"
    flags = {path.strip("/").rpartition("/")[2]: flag.partition(" ")[0] for path, flag in told.items()}
    assert flags == {"opens": "opens", "updated": "updated", "ends": "ends"}
    assert all(flag.endswith(hour) for flag in told.values())
    assert [node.text() for node in ahead.css("summary .mark")] == [
        "1 open by then",
        "1 updated by then",
        "1 gone by then",
    ]
    back = bar_of(staff.publisher, at=(now - DAY).isoformat())
    assert [node.text() for node in back.css("summary .mark")] == ["3 opened since"]


def test_a_story_that_was_updated_since_is_one_story(staff):
    story = staff.published(now=NOON)
    staff.rewritten(story, now=NOON + HOUR)
    workflow.publish(story, by=staff.publisher, now=NOON + 2 * HOUR)
    found = changes.difference(NOON + 3 * HOUR, NOON + HOUR)
    assert [(one.number, found.come, found.gone) for one in found.changed] == [(1, [], [])]
    found = changes.difference(NOON + HOUR, NOON + 3 * HOUR)
    assert [(one.number, found.come, found.gone) for one in found.changed] == [(2, [], [])]


def test_the_track_has_what_changes_around_the_moment(staff):
    staff.published(headline="Storm", now=NOON, at=NOON + HOUR, until=NOON + 3 * HOUR)
    ticks = bar_of(staff.publisher, at=NOON.isoformat()).css(".tick a")
    assert [tick.attributes["aria-label"] for tick in ticks] == ["13:00 Storm opens", "15:00 Storm ends"]


def test_an_hour_is_typed_in_the_zone_that_is_chosen(staff, settings):
    staff.publisher.time_zone = "Asia/Tokyo"
    staff.publisher.save()
    for zone, meant in (
        ("UTC", "T06:00:00+00:00"),
        ("Asia/Tokyo", "T21:00:00+00:00"),
        ("Mars", "T06:00:00+00:00"),
    ):
        bar = bar_of(staff.publisher, at="2026-05-03T06:00", zone=zone)
        assert bar.css_first(".timebar__now time").attributes["datetime"].endswith(meant)
    assert bar.css_first("#id_at").attributes["value"] == "2026-05-03T06:00"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "Write a day and an hour"),
        ("2300-01-01T00:00", "Nothing is planned so far ahead"),
        ("9999-12-31T23:59-10:00", "lies outside the years"),
    ],
)
def test_what_is_no_moment_is_said_and_the_paper_of_now_is_shown(staff, typed, said):
    bar = bar_of(staff.publisher, at=typed, path="/topics/")
    assert said in bar.css_first("[role=alert]").text()
    assert bar.css_first("iframe").attributes["src"].endswith("/topics/")
    assert "what readers have now" in bar.text()


def test_an_address_may_be_typed_as_readers_have_it(staff, settings):
    for typed in (f"{settings.SITE_URL}/world/?page=2", "world/?page=2", "/world/?page=2"):
        assert (
            bar_of(staff.publisher, path=typed)
            .css_first("iframe")
            .attributes["src"]
            .endswith("/world/?page=2")
        )
    for strange in ("https://elsewhere.example/world/", "//elsewhere.example/"):
        bar = bar_of(staff.publisher, path=strange)
        assert (
            bar.css_first("[role=alert]") is not None
            or "elsewhere" not in bar.css_first("iframe").attributes["src"]
        )


def test_a_scheduled_story_leads_to_the_paper_of_its_hour(staff):
    story = staff.published(at=clock.now() + DAY)
    link = f"{MACHINE}?at={story.editions.get().live_from:%Y-%m-%d}"
    address = f"/admin/articles/story/{story.pk}/change/"
    for who, is_led in ((staff.publisher, True), (staff.producer, True), (staff.editor, False)):
        found = page_of(signed_in(who).get(address)).css(f'a[href^="{link}"]')
        assert [one.text() for one in found] == ["See the paper as of then"] * is_led
    assert (
        signed_in(staff.producer)
        .get(
            page_of(signed_in(staff.producer).get(address)).css_first(f'a[href^="{link}"]').attributes["href"]
        )
        .context["path"]
        == story.editions.get().path
    )


def test_a_look_costs_the_same_in_a_large_paper(staff):
    """The bar: its own questions and the session's; a page in its frame: the page's own, and the session's."""

    def asked(address) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    client = signed_in(staff.producer)
    staff.published(at=clock.now() + HOUR)
    at = clock.now() + DAY
    addresses = [f"{MACHINE}?at={at:%Y-%m-%dT%H:%MZ}", f"{door(staff.producer, at)}/world/"]
    before = [[asked(address) for address in addresses] for _ in "12"][
        -1
    ]  # The sections are remembered by then.
    for number in range(40):
        staff.published(at=clock.now() + HOUR if number % 2 else None)
    assert [asked(address) for address in addresses] == before
    assert before[0] <= 20
    assert before[1] <= 8
