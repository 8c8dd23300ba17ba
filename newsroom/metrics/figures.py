"""What is counted. Figures of the database are of the whole paper, whichever process is asked; the others of one."""

import os
from collections import defaultdict
from datetime import datetime

from django.db import DatabaseError
from django.db.models import Count, Min

from articles import clock, shifts
from articles.effects.channels import CHANNELS
from articles.models import Edition, Effect, Receipt, Story
from newsletters.models import Delivery, Issue
from newsroom.in_time import in_time
from newsroom.metrics.exposition import Family, Sample, histogram
from newsroom.page_cache import tally

LAG_BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)


def families() -> list[Family]:
    """All figures. While the database is away those of the process alone, and that it is away."""
    found = in_time(_of_the_paper)
    is_up = Family(
        "newsroom_database_up",
        "gauge",
        "Whether the database answered in time.",
        [Sample(found is not None)],
    )
    return [is_up, _of_this_process(), *(found or [])]


def _of_this_process() -> Family:
    process = str(os.getpid())
    samples = [Sample(count, {"answer": kind, "process": process}) for kind, count in tally.counts().items()]
    return Family(
        "newsroom_page_cache_answers_total",
        "counter",
        "Pages that one process gave readers: hit (kept, and still right), stale (older, as nothing newer could be "
        "had), shared (made for another reader at the time), made (made, and kept from then on), not kept.",
        samples,
    )


def _of_the_paper() -> list[Family] | None:
    """None if the database does not answer."""
    try:
        now = clock.now()
        return [*_receipts(now), *_effects(now), _letters(), _worker(), _coming(now), _in_work()]
    except DatabaseError:
        return None


def _receipts(now: datetime) -> list[Family]:
    """Counted from midnight UTC: there they begin anew, as counters may."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    lags = defaultdict(list)
    for receipt in Receipt.objects.filter(seen_at__gte=midnight):
        if receipt.is_measured and receipt.lag:
            lags[(receipt.surface, receipt.kind)].append(receipt.lag.total_seconds())
    late = Receipt.objects.filter(late_at__gte=midnight).values_list("surface").annotate(count=Count("pk"))
    return [
        Family(
            "newsroom_publication_lag_seconds",
            "histogram",
            "How long after its hour readers saw what opened, or no longer saw what ended, since midnight UTC.",
            [
                sample
                for (surface, kind), values in sorted(lags.items())
                for sample in histogram(values, {"surface": surface, "window": kind}, LAG_BOUNDS)
            ],
        ),
        Family(
            "newsroom_publications_late_total",
            "counter",
            "What readers did not see in time, since midnight UTC.",
            [Sample(count, {"surface": surface}) for surface, count in late.order_by("surface")],
        ),
        _gauge(
            "newsroom_receipts_awaited",
            "What is looked for on the paper's surfaces and not there yet.",
            Receipt.objects.filter(next_look_at__lte=now).count(),
        ),
    ]


def _effects(now: datetime) -> list[Family]:
    """The outbox: what is due and nobody has yet, how long the oldest has waited, what was given up."""
    due = Effect.objects.waiting().filter(due_at__lte=now)
    oldest = due.aggregate(oldest=Min("due_at"))["oldest"]
    return [
        _by_channel("newsroom_effects_due", "What is due to others, and not delivered yet.", due),
        _gauge(
            "newsroom_effects_oldest_due_seconds",
            "How long the oldest of it has been due.",
            max(0.0, (now - oldest).total_seconds()) if oldest else 0,
        ),
        _by_channel("newsroom_effects_dead", "What nobody tries to deliver any more.", Effect.objects.dead()),
    ]


def _by_channel(name: str, says: str, effects) -> Family:
    """One figure for each channel, none of them left out."""
    found = dict(effects.order_by().values_list("channel").annotate(count=Count("pk")))
    channels = sorted({*CHANNELS, *found})
    return Family(
        name, "gauge", says, [Sample(found.get(channel, 0), {"channel": channel}) for channel in channels]
    )


def _letters() -> Family:
    """By the state of their issue: what is being sent, and what waits for somebody."""
    waiting = Delivery.objects.waiting().filter(issue__state__in=(Issue.State.SENDING, Issue.State.PAUSED))
    found = dict(waiting.order_by().values_list("issue__state").annotate(count=Count("pk")))
    return Family(
        "newsroom_letters_waiting",
        "gauge",
        "Letters of newsletters that have not left, by whether their issue is being sent or paused.",
        [Sample(found.get(state, 0), {"issue": state}) for state in ("paused", "sending")],
    )


def _worker() -> Family:
    """A time for Prometheus to subtract from its own; nothing where no worker ever was."""
    last = shifts.last_seen()
    return _gauge(
        "newsroom_worker_seen_timestamp_seconds",
        "When any worker last said that it is at work, in seconds of Unix time.",
        last.timestamp() if last else None,
    )


def _coming(now: datetime) -> Family:
    return _gauge(
        "newsroom_editions_coming",
        "Editions whose window has not opened yet.",
        Edition.objects.coming(now).order_by().count(),
    )


def _in_work() -> Family:
    found = Story.objects.in_work().order_by().values_list("status").annotate(count=Count("pk"))
    return Family(
        "newsroom_stories_in_work",
        "gauge",
        "Stories that somebody has still to do something with, by how far their copy is.",
        [Sample(count, {"status": status}) for status, count in sorted(found)],
    )


def _gauge(name: str, says: str, value: float | None) -> Family:
    return Family(name, "gauge", says, [] if value is None else [Sample(value)])
