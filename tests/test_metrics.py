"""The figures of the paper: as Prometheus reads them, for whoever has the token, and never a word of any story."""

from datetime import timedelta

import pytest
from django.test import Client

from articles import clock, shifts, workflow
from articles.models import Effect, Receipt
from newsroom.metrics.exposition import Family, Sample, histogram, written
from newsroom.page_cache import tally
from tests.exposition_parser import parse
from tests.factories import DAY, make_story

TOKEN = "a long random token"
SECOND = timedelta(seconds=1)


@pytest.fixture
def staff(transactional_db):
    """Figures are asked for on a connection of their own, which sees what is committed."""
    from articles.roles import make_groups
    from tests.factories import Staff

    make_groups()
    return Staff()


@pytest.fixture
def watched(settings):
    settings.METRICS_TOKEN = TOKEN


def ask(**headers):
    return Client().get("/metrics", headers=headers)


def figures() -> dict:
    answer = ask(authorization=f"Bearer {TOKEN}")
    assert answer.status_code == 200
    return parse(answer.content.decode())


def value_of(name: str, suffix: str = "", **labels) -> float | None:
    found = figures().get(name)
    return found.samples.get((suffix, frozenset(labels.items()))) if found else None


# The door


@pytest.mark.django_db
def test_there_are_no_figures_where_no_token_is_set():
    for headers in ({}, {"authorization": "Bearer "}, {"authorization": f"Bearer {TOKEN}"}):
        assert ask(**headers).status_code == 404


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("said", ["", "Bearer", "Bearer no", TOKEN, f"Basic {TOKEN}", "Bearer ü"])
def test_who_has_not_the_token_gets_no_figure(said):
    answer = ask(authorization=said)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert b"newsroom_" not in answer.content
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("watched")
def test_figures_are_never_kept_and_say_what_they_are(staff):
    answer = ask(authorization=f"Bearer {TOKEN}")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert not answer.cookies


@pytest.mark.usefixtures("watched")
def test_no_word_of_any_story_stands_among_the_figures(staff):
    canary = "zqxcanary"
    fields = {"headline": canary, "slug": canary, "slugline": canary, "tags": [canary], "authors": [canary]}
    make_story(**fields)
    staff.published(headline=f"{canary} later", slug=f"{canary}-2", at=clock.now() + DAY)
    live = staff.published(headline=f"{canary} live", slug=f"{canary}-3")
    receipt_of(live.editions.get(), late_at=clock.now())
    answer = ask(authorization=f"Bearer {TOKEN}")
    assert b"newsroom_publications_late_total" in answer.content
    assert canary.encode() not in answer.content


# What is counted


def receipt_of(edition, *, lag=None, surface="article", **fields):
    now = clock.now()
    if lag is not None:
        # Seen within this day, so that the test holds at midnight too.
        fields |= {"state": "seen", "seen_at": now, "due_at": now - timedelta(seconds=lag)}
    else:
        fields |= {"state": "awaited", "next_look_at": now, "due_at": now - SECOND}
    return Receipt.objects.create(edition=edition, kind="opening", surface=surface, **fields)


@pytest.mark.usefixtures("watched")
def test_the_lag_of_publication_is_a_histogram_for_each_surface(staff):
    for lag in (0.05, 0.2, 0.2, 7.0):
        receipt_of(staff.published().editions.get(), lag=lag)
    receipt_of(
        staff.published().editions.get(), lag=3600
    )  # Nobody had looked: that says nothing of the paper.
    name, of = "newsroom_publication_lag_seconds", {"surface": "article", "window": "opening"}
    found = {bound: value_of(name, "_bucket", le=bound, **of) for bound in ("0.1", "0.25", "5", "10", "+Inf")}
    assert found == {"0.1": 1, "0.25": 3, "5": 3, "10": 4, "+Inf": 4}
    assert value_of(name, "_count", **of) == 4
    assert value_of(name, "_sum", **of) == pytest.approx(7.45)


@pytest.mark.usefixtures("watched")
def test_what_is_late_awaited_and_coming_is_counted(staff):
    edition = staff.published().editions.get()
    receipt_of(edition, surface="feed", late_at=clock.now())
    staff.published(at=clock.now() + DAY)
    make_story()
    assert value_of("newsroom_publications_late_total", surface="feed") == 1
    assert value_of("newsroom_receipts_awaited") == 1
    assert value_of("newsroom_editions_coming") == 1
    assert value_of("newsroom_stories_in_work", status="draft") == 1


@pytest.mark.usefixtures("watched")
def test_what_is_due_to_others_how_long_and_what_was_given_up_is_counted(staff):
    edition = staff.published().editions.get()
    now = clock.now()

    def make(recipient: str, due_at, **fields) -> None:
        facts = {"story": edition.story, "edition": edition, "occasion": "opening", "channel": "webhook"}
        Effect.objects.create(**facts, recipient=recipient, due_at=due_at, offered_at=due_at, **fields)

    assert value_of("newsroom_effects_due", channel="webhook") == 0
    assert value_of("newsroom_effects_oldest_due_seconds") == 0
    make("1", now - 90 * SECOND)
    make("2", now - 30 * SECOND)
    make("3", now + DAY)
    make("4", now - DAY, delivered_at=now)
    make("5", now - DAY, dead_at=now)
    assert value_of("newsroom_effects_due", channel="webhook") == 2
    assert value_of("newsroom_effects_due", channel="websub") == 0
    assert 90 <= value_of("newsroom_effects_oldest_due_seconds") < 120
    assert value_of("newsroom_effects_dead", channel="webhook") == 1


@pytest.mark.usefixtures("watched")
def test_figures_say_when_a_worker_was_last_at_work(staff):
    assert value_of("newsroom_worker_seen_timestamp_seconds") is None
    shift = shifts.clock_in()
    assert value_of("newsroom_worker_seen_timestamp_seconds") == pytest.approx(shift.seen_at.timestamp())


@pytest.mark.usefixtures("watched")
def test_pages_that_are_kept_and_pages_that_are_made_are_counted(staff, settings):
    settings.PAGE_CACHE_SECONDS = 60
    story = staff.published()
    reader, before = Client(), tally.counts()

    def more() -> dict[str, int]:
        return {kind: count - before[kind] for kind, count in tally.counts().items() if count > before[kind]}

    reader.get("/")
    assert more() == {"made": 1}
    for _ in range(2):
        reader.get("/")
    assert more() == {"made": 1, "hit": 2}
    reader.get("/2001/01/01/nowhere/")
    assert more() == {"made": 1, "hit": 2, "not kept": 1}
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    reader.get("/")
    assert more() == {"made": 2, "hit": 2, "not kept": 1}
    found = figures()["newsroom_page_cache_answers_total"].samples
    assert sum(found.values()) == sum(tally.counts().values())


# The format


def test_what_a_label_holds_is_written_so_that_it_comes_back():
    hostile = 'a "quoted" \\ back\nand a line'
    text = written([Family("newsroom_words", "gauge", "A \\ and\na line.", [Sample(1, {"word": hostile})])])
    assert text.count("\n") == 3
    assert parse(text)["newsroom_words"].samples == {("", frozenset({("word", hostile)})): 1.0}


def test_an_empty_histogram_and_an_empty_family_are_well_formed():
    parse(written([Family("newsroom_lag", "histogram", "Lag.", histogram([], {}, (1.0, 2.5)))]))
    assert written([Family("newsroom_none", "gauge", "Nothing.", [])]) == ""


def test_a_value_on_a_bound_lies_under_it():
    found = histogram([1.0, 1.0, 1.5], {}, (1.0, 2.0))
    assert [(one.labels["le"], one.value) for one in found[:3]] == [("1", 2), ("2", 3), ("+Inf", 3)]


@pytest.mark.parametrize(
    "wrong",
    [
        "newsroom_x 1\n",
        "# HELP newsroom_x X.\n# TYPE newsroom_x gauge\nnewsroom_x 1",
        "# HELP newsroom_x X.\n# TYPE newsroom_x gauge\nnewsroom_x one\n",
        "# HELP newsroom_x X.\n# TYPE newsroom_x gauge\nnewsroom_x 1\nnewsroom_x 2\n",
        "# HELP newsroom_x X.\n# TYPE newsroom_x counter\nnewsroom_x 1\n",
        '# HELP newsroom_x X.\n# TYPE newsroom_x gauge\nnewsroom_x{a="b"c"} 1\n',
    ],
)
def test_the_parser_sees_what_prometheus_would_refuse(wrong):
    with pytest.raises((AssertionError, ValueError)):
        parse(wrong)
