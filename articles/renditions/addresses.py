"""What other forms call our pages, our stories and our hours."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from articles.models import Edition

# Each feed stands under the page that it goes with, in these forms.
FEED_FORMS = {"rss": "feed/", "atom": "feed/atom/", "json": "feed/json/"}


def absolute(path: str) -> str:
    """A path of ours as a whole address; a whole address as it is."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


def of_author(byline: dict) -> str:
    """The whole address of the page of somebody in a byline; empty for who has none."""
    return absolute(reverse("author", args=[byline["slug"]])) if byline["slug"] else ""


def share_image(edition: Edition) -> str:
    """Where the picture of an edition for shared links is."""
    return absolute(f"{edition.path}share.png")


def lasting_id(edition: Edition) -> str:
    """What a story is called for ever, whatever becomes of its address (RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{edition.published_on:%Y-%m-%d}:story/{edition.story_id}"


def rfc3339(moment: datetime) -> str:
    """A moment for machines, in UTC, to the second: 2026-05-03T12:00:00Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
