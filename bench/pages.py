"""Measure every kind of page in one process: queries, and processor time against the bare view's. Prints JSON.

Each page is made for every reader, and then, beside it, served as the page cache keeps it.
"""

import json
import statistics
import time
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from articles.models import Edition, EditionAuthor, EditionTag

ROUNDS = 9
SECONDS_A_ROUND = 0.12
# More than a process remembers: whoever comes to one of them comes to a new one.
OTHERS = 1_200


def addresses() -> dict[str, list[str]]:
    """The addresses of each kind, which are asked for in turn: one each, but for the articles that are always others.

    Of what is long (the biggest section, the busiest author) and in the middle of time.
    """
    pages = _one_of_each()
    others = Edition.objects.live().exclude(path=pages["article"]).newest_first()[:OTHERS]
    return {kind: [address] for kind, address in pages.items()} | {
        "other articles": [*others.values_list("path", flat=True)]
    }


def _one_of_each() -> dict[str, str]:
    live = Edition.objects.live().newest_first()
    article = live[live.count() // 2]
    author = EditionAuthor.objects.select_related("author").filter(edition=article)[0].author
    tag = EditionTag.objects.select_related("tag").filter(edition=article)[0].tag
    day = article.published_on
    word = next(word for word in article.headline.split() if len(word) > 4)
    return {
        "bare view": f"/bare/{author.slug}/",
        "article": article.path,
        "history": f"{article.path}history/",
        "front": "/",
        "section": article.section.get_absolute_url(),
        "topic": tag.get_absolute_url(),
        "author": author.get_absolute_url(),
        "dateline": article.dateline.get_absolute_url() if article.dateline else "/from/",
        "archive day": f"/{day:%Y/%m/%d}/",
        "archive month": f"/{day:%Y/%m}/",
        "archive year": f"/{day:%Y}/",
        "topics": "/topics/",
        "places": "/from/",
        "search": f"/search/?{urlencode({'q': word})}",
        "feed": "/feed/",
        "section feed": f"{article.section.get_absolute_url()}feed/",
        "sitemap": "/sitemap.xml",
        "not found": f"/{day:%Y/%m/%d}/never-was/",
    }


def processor_seconds(client: Client, addresses: Iterator[str]) -> float:
    """Seconds of processor time for one answer: of a round of answers, evenly spread."""
    count, start, end = 0, time.process_time(), 0.0
    while end < start + SECONDS_A_ROUND:
        client.get(next(addresses))
        count, end = count + 1, time.process_time()
    return (end - start) / count


def reader(*, kept_seconds: int) -> Client:
    """Somebody who reads a paper that keeps its pages so long; 0 for one that keeps none."""
    client = Client()
    with override_settings(PAGE_CACHE_SECONDS=kept_seconds):
        client.handler.load_middleware()
    return client


def main() -> None:
    """Print what each kind of page costs, as JSON."""
    client, lucky = reader(kept_seconds=0), reader(kept_seconds=3600)
    pages = addresses()
    turns = {kind: cycle(of_kind) for kind, of_kind in pages.items()}
    rounds: dict[str, list[float]] = {kind: [] for kind in pages}
    kept: dict[str, list[float]] = {kind: [] for kind in pages}
    queries, answers = {}, {}
    for kind, turn in turns.items():
        cache.clear()
        client.get(next(turn))
        reset_queries()
        with CaptureQueriesContext(connection) as captured:
            answers[kind] = client.get(next(turn))
        queries[kind] = len(captured)
    # Round by round, so that a machine that slows down slows every kind of page alike.
    for _ in range(ROUNDS):
        for kind, turn in turns.items():
            rounds[kind].append(processor_seconds(client, turn))
            kept[kind].append(processor_seconds(lucky, turn))
    found = [
        {
            "kind": kind,
            "addresses": of_kind,
            "status": answers[kind].status_code,
            "bytes": len(answers[kind].content),
            "queries": queries[kind],
            "ms": statistics.median(rounds[kind]) * 1000,
            "of_bare": against_bare(rounds[kind], rounds),
            "kept_ms": statistics.median(kept[kind]) * 1000,
            "kept_of_bare": against_bare(kept[kind], rounds),
        }
        for kind, of_kind in pages.items()
    ]
    print(json.dumps(found))


def against_bare(mine: list[float], rounds: dict[str, list[float]]) -> float:
    return statistics.median(one / bare for one, bare in zip(mine, rounds["bare view"], strict=True))
