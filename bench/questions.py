"""Ask the search what readers ask: some hundred questions of every kind, and how long each page of answers takes.

Prints JSON: for each kind of question, the milliseconds of each. Time on the clock, since the database is another
process: so each is asked five times, and the quickest counts. What else the machine does is not the search's.
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlencode

from bench.pages import reader
from bench.words import LANGUAGES, SECTIONS

# The words that stand in nearly every story of their language.
COMMONEST = (
    "the",
    "a",
    "of",
    "for",
    "de",
    "la",
    "un",
    "في",
    "من",
    "бюджет",
    "the a",
    "of the",
    "a for the year",
)
EACH = 40
TIMES = 5


def main() -> None:
    """Print how long each question took, as JSON."""
    client = reader(kept_seconds=0)
    took = {kind: [milliseconds(client, asked) for asked in questions] for kind, questions in kinds().items()}
    print(json.dumps(took, ensure_ascii=False))


def milliseconds(client, asked: dict[str, str]) -> tuple[float, str]:
    """How long a reader waits for the page, database and all; and what was asked."""
    address = f"/search/?{urlencode(asked)}"
    took = []
    for _ in range(TIMES):
        start = time.perf_counter()
        status = client.get(address).status_code
        assert status == 200 or "page" in asked, address  # a small paper has no later pages
        took.append((time.perf_counter() - start) * 1000)
    return min(took), " ".join(asked.values())


def kinds() -> dict[str, list[dict[str, str]]]:
    """The questions, the same ones each time: in all languages, each as often as stories are written in it."""
    chance = random.Random(7)
    one, two, parts = (partial(pick, chance) for pick in (_word, _two_words, _phrase))

    def often(ask: Callable[[], str], **narrowed: str) -> list[dict[str, str]]:
        return [{"q": ask(), **narrowed} for _ in range(EACH)]

    commonest = [{"q": word, **order} for word in COMMONEST for order in ({}, {"order": "new"})]
    return {
        "the commonest": commonest,
        "a word": often(one),
        "several words": often(lambda: f"{two()} {one()}"),
        "a “phrase”": often(lambda: f'"{parts()}"'),
        "two “phrases”": often(lambda: f'"{parts()}" "{parts()}"'),
        "without a word": often(lambda: f"{one()} -{one()}"),
        "in a section": [
            {"q": word, "section": chance.choice(SECTIONS)[0]} for word in (*COMMONEST, *_taken(one))
        ],
        "in a month": often(lambda: f"the {one()}", **{"from": "2023-03-01", "until": "2023-03-31"}),
        "the newest": often(one, order="new"),
        "a later page": often(lambda: chance.choice(COMMONEST), page="4"),
        "a slip": often(lambda: _slip(chance, one())),
        "a slip in two": often(lambda: _slip(chance, two())),
    }


def _taken(ask: Callable[[], str]) -> Iterator[str]:
    return (ask() for _ in range(EACH // 2))


def _language(chance: random.Random):
    return chance.choices(LANGUAGES, [language.weight for language in LANGUAGES])[0]


def _phrase(chance: random.Random) -> str:
    language = _language(chance)
    return chance.choice([*language.subjects, *language.objects, *language.times]).replace('"', "")


def _word(chance: random.Random) -> str:
    return max(chance.choices(_phrase(chance).split(), k=2), key=len)


def _two_words(chance: random.Random) -> str:
    words = _phrase(chance).split()
    return " ".join(chance.choices(words, k=2))


def _slip(chance: random.Random, words: str) -> str:
    """The same with one letter twice, in the middle, where slips of the pen are."""
    place = chance.randrange(len(words) // 3, len(words) // 3 * 2 + 1)
    return words[:place] + words[place : place + 1] * 2 + words[place + 1 :]
