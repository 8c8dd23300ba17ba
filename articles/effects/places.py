"""Where on the paper an edition stands, by the addresses of the pages and feeds."""

from django.urls import reverse

from articles.models import Edition
from articles.renditions import absolute
from articles.renditions.addresses import FEED_FORMS


def pages_of(edition: Edition) -> list[str]:
    """The whole addresses of its own pages, and of the first page of every list that it stands on."""
    own = [edition.path, f"{edition.path}history/", f"{edition.path}index.md"]
    lists = [reverse(name) for name in ("topics", "datelines", "sitemap", "news_sitemap")]
    series = [edition.series.get_absolute_url()] if edition.series else []
    return [absolute(path) for path in (*own, *_with_feeds(edition), *series, *lists)] + feeds_of(edition)


def feeds_of(edition: Edition) -> list[str]:
    """The whole addresses of every feed that carries it."""
    return [absolute(path + form) for path in _with_feeds(edition) for form in FEED_FORMS.values()]


def _with_feeds(edition: Edition) -> list[str]:
    """The pages that list it and have a feed: the front, its section, writers, topics and place."""
    section = edition.section
    nouns = [noun for noun in (section, section.parent, edition.dateline) if noun]
    return [
        reverse("front"),
        *(noun.get_absolute_url() for noun in nouns),
        *(reverse("author", args=[byline["slug"]]) for byline in edition.bylines if byline["slug"]),
        *(reverse("topic", args=[tag["slug"]]) for tag in edition.tags),
    ]
