"""Many articles in one go: batches of bulk writes that leave the same rows as the verbs would, one by one.

A batch is a transaction. Stopping at any moment leaves whole batches, and the same file again goes on from there.
"""

from dataclasses import replace
from datetime import datetime

from django.db import DataError, IntegrityError, transaction

from articles import clock, describing, freshness, leased, locks, pictured
from articles.models import Edition
from articles.preflight import spoken
from wires import bulk_rows, hand_in
from wires.incoming import Incoming, Outcome, Wishes
from wires.models import Arrival
from wires.slug_choice import SlugChooser, SlugTaken, ran_before

BATCH = 500
Entering = tuple[Incoming, str]  # An article, and the slug under which it goes in.


class Bulk:
    """An import of many articles, batch after batch, by the same wishes."""

    def __init__(self, wishes: Wishes) -> None:
        self.wishes, self.slugs = wishes, SlugChooser()

    def bring_in(self, articles: list[Incoming]) -> list[Outcome]:
        """Write a batch of articles, and say what became of each, in their order.

        What came in before is left alone; an article whose slug another story has is refused, and nothing is
        overwritten. If the database itself refuses, the batch is halved until the article it meant stands alone.
        """
        try:
            with transaction.atomic():
                locks.share_windows()
                return self._write(articles)
        except (IntegrityError, DataError) as refusal:
            if len(articles) == 1:
                return [
                    Outcome(articles[0], reason=f"The database refuses it: {str(refusal).splitlines()[0]}")
                ]
            half = len(articles) // 2
            return self.bring_in(articles[:half]) + self.bring_in(articles[half:])

    def _write(self, articles: list[Incoming]) -> list[Outcome]:
        firsts: dict[str, Incoming] = {}
        for article in articles:
            firsts.setdefault(article.fingerprint, article)
        outcomes = self._came_before(firsts)
        outcomes |= self._new([article for key, article in firsts.items() if key not in outcomes])
        return [
            outcome if outcome.article is article else replace(outcome, article=article, is_new=False)
            for article in articles
            for outcome in [outcomes[article.fingerprint]]
        ]

    def _came_before(self, articles: dict[str, Incoming]) -> dict[str, Outcome]:
        """What became, by fingerprint, of the articles that came in before."""
        came = list(Arrival.objects.filter(fingerprint__in=articles).select_related("story"))
        editions = Edition.objects.filter(story__in=[arrival.story_id for arrival in came]).order_by(
            "live_from"
        )
        paths = dict(editions.values_list("story_id", "path"))
        outcomes = {}
        for arrival in came:
            article, path = articles[arrival.fingerprint], paths.get(arrival.story_id)
            was_left = self.wishes.publish and not path
            outcomes[arrival.fingerprint] = (
                hand_in.again(article, arrival.story, self.wishes)
                if was_left
                else Outcome(article, arrival.story, path)
            )
        return outcomes

    def _too_early(self, articles: list[Incoming], now: datetime) -> dict[str, Outcome]:
        """Those that would open under their embargo, by fingerprint: they stay outside."""
        return {
            article.fingerprint: Outcome(
                article, reason=f"It is under embargo until {spoken(article.embargoed_until)}."
            )
            for article in articles
            if article.embargoed_until and self._opens(article, now) < article.embargoed_until
        }

    def _opens(self, article: Incoming, now: datetime) -> datetime:
        return article.published_at or self.wishes.opens or now

    def _new(self, articles: list[Incoming]) -> dict[str, Outcome]:
        """What became, by fingerprint, of the articles that nobody has seen before."""
        self.slugs.look_up(articles)
        entering, outcomes = [], {}
        for article in articles:
            try:
                entering.append((article, self.slugs.choose(article)))
            except SlugTaken as refusal:
                outcomes[article.fingerprint] = Outcome(article, reason=str(refusal))
        now = clock.now()
        if not self.wishes.publish:
            return outcomes | self._written(entering, self.wishes, now)
        return outcomes | self._published(entering, now)

    def _published(self, entering: list[Entering], now: datetime) -> dict[str, Outcome]:
        """What became of articles that are to go before readers: some stay outside, and some are drafts for now."""
        outcomes = self._too_early([article for article, _ in entering], now)
        entering = [(article, slug) for article, slug in entering if article.fingerprint not in outcomes]
        ran = ran_before(slug for _, slug in entering)
        outcomes |= {
            article.fingerprint: Outcome(article, reason=ran[slug])
            for article, slug in entering
            if slug in ran
        }
        entering = [(article, slug) for article, slug in entering if slug not in ran]
        opens = {article.fingerprint: self._opens(article, now) for article, _ in entering}
        back = _held_back([article for article, _ in entering], opens, now)
        drafts = [one for one in entering if one[0].fingerprint in back]
        drafted = self._written(drafts, replace(self.wishes, publish=False), now)
        outcomes |= {key: replace(outcome, reason=back[key]) for key, outcome in drafted.items()}
        out = [one for one in entering if one[0].fingerprint not in back]
        return outcomes | self._written(out, self.wishes, now)

    def _written(self, entering: list[Entering], wishes: Wishes, now: datetime) -> dict[str, Outcome]:
        """What became, by fingerprint, of articles that go in under these slugs."""
        written = bulk_rows.write(entering, wishes, now=now) if entering else []
        if written and wishes.publish:
            freshness.touch(freshness.EVERY_PAGE)
        return {
            article.fingerprint: Outcome(article, story, path, is_new=True)
            for (article, _), (story, path) in zip(entering, written, strict=True)
        }


def _held_back(articles: list[Incoming], opens: dict[str, datetime], now: datetime) -> dict[str, str]:
    """Those whose pictures want a word of somebody at the desk first, by fingerprint, and why."""
    used = {one.fingerprint: pictured.pictures_of(one.pictured) for one in articles if one.has_pictures}
    pictures = leased.pictures_of({use.picture for uses in used.values() for use in uses})
    found = {}
    for article in articles:
        if article.has_pictures:
            reasons = [one.reason for one in describing.undescribed(article.pictured)]
            hour = max(opens[article.fingerprint], now)
            reasons += leased.against(used[article.fingerprint], pictures, sections=article.sections, at=hour)
            found[article.fingerprint] = "\n".join(map(str, reasons))
    return {key: reason for key, reason in found.items() if reason}
