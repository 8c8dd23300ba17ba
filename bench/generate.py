"""Stories by the hundred thousand, as lines for `ingest`: the same ones for the same seed, and no two alike.

They read like news from a distance, which is what a search index, a sanitiser and a page template care about.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from bench.words import LANGUAGES, SECTIONS, TAGS, Language

# A finished year, so that every story of every run lies in the past.
LAST_DAY = datetime(2025, 12, 31, 20, tzinfo=UTC)
YEARS = 5
# How many different ones there are in a language; a story has about thirty.
SENTENCES = 20_000


def lines(n: int, seed: int = 1) -> Iterator[dict]:
    """`n` stories of the five years before 2026, oldest first, with the fields that `ingest` reads from JSON lines.

    Seven in ten are in English, one each in French, Arabic and Russian. Sections are those of `SECTIONS`.
    """
    chance = random.Random(seed)
    pools = {language.code: _Pool(language, chance) for language in LANGUAGES}
    codes, weights = list(pools), [language.weight for language in LANGUAGES]
    step = timedelta(days=365 * YEARS) / max(n, 1)
    first = LAST_DAY - step * (n - 1)
    for number, code in enumerate(chance.choices(codes, weights, k=n)):
        yield pools[code].story(number, (first + step * number).replace(microsecond=0))


class _Pool:
    """Everything that can be said in one language, made once: a story is then a few handfuls of it."""

    def __init__(self, language: Language, chance: random.Random) -> None:
        self.language, self.chance = language, chance
        openings = [f"{subject} {verb}" for subject in language.subjects for verb in language.verbs]
        endings = [f"{thing} {when}" for thing in language.objects for when in language.times]
        headlines = [f"{opening} {thing}" for opening in openings for thing in language.objects]
        said = zip(chance.choices(openings, k=SENTENCES), chance.choices(endings, k=SENTENCES), strict=True)
        self.sentences = [_capital(f"{opening} {ending}") for opening, ending in said]
        self.headlines = [_capital(headline) for headline in headlines]
        self.subheads = [_capital(opening) for opening in openings]
        self.authors = [f"{first} {last}" for first in language.first_names for last in language.surnames]

    def story(self, number: int, at: datetime) -> dict:
        language, pick = self.language, self._pick
        section, day = pick(SECTIONS)[0], at.date().isoformat()
        return {
            "headline": pick(self.headlines),
            "deck": pick(self.sentences) + ".",
            "slug": f"{section}-{day}-{number:07}",
            "kicker": "" if number % 3 else pick(language.kickers),
            "section": section,
            "dateline": pick(language.places),
            "dateline_date": day,
            "authors": [*{pick(self.authors): 0 for _ in range(1 if number % 5 else 2)}],
            "tags": [*{pick(TAGS): 0 for _ in range(1 + number % 4)}],
            "body_html": self._body(number),
            "published_at": at.isoformat(),
            "language": language.code,
            "source": "" if number % 9 else "Harbour Wire",
        }

    def _body(self, number: int) -> str:
        """Briefs of three paragraphs to long reads of thirty, most of them short, as news is; all with a quotation."""
        language, pick = self.language, self._pick
        turns = range(min(3 + int(self.chance.expovariate(1 / 4)), 30))
        said = iter(self.chance.choices(self.sentences, k=4 * len(turns)))
        blocks = [
            "<p>" + ". ".join([next(said) for _ in range(2 + (number + turn) % 3)]) + ".</p>"
            for turn in turns
        ]
        blocks.insert(
            2,
            f"<p>{language.quotes[0]}{next(said)}{language.quotes[1]} {language.said} {pick(self.authors)}.</p>",
        )
        if len(turns) > 5:
            blocks.insert(4, f"<h2>{pick(self.subheads)}</h2>")
        if number % 4 == 0:
            blocks.insert(6, f"<blockquote><p>{next(said)}.</p></blockquote>")
        if number % 5 == 0:
            link = f'<a href="https://example.org/{number}">{pick(language.objects)}</a>'
            blocks.append(f"<p>{next(said)} (<em>{pick(language.kickers)}</em>: {link}).</p>")
        if number % 7 == 0:
            blocks.append(f"<ul><li>{pick(language.objects)}</li><li>{pick(language.objects)}</li></ul>")
        return "\n".join(blocks)

    def _pick(self, things: Sequence):
        # `chance.choice` takes care of lists too long for a float, and most of a story's time with it.
        return things[int(self.chance.random() * len(things))]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
