"""The windows of one story's editions: they follow each other, never overlap, and text never goes back in time.

Called inside a verb's transaction, with the story locked. A window is `live_from ≤ now < live_until`.
"""

from datetime import UTC, datetime

from django.conf import settings

from articles import wall
from articles.models import Edition, EditionAuthor, EditionTag


def add(edition: Edition) -> list[Edition]:
    """Give a new edition its window: the one before it ends where it begins.

    Editions of older copy that were to open at the same moment or later are taken back, because they would put old
    text over new. Returns those, as they were.
    """
    replaced = list(edition.story.editions.filter(live_from__gte=edition.live_from))
    for later in replaced:
        later.delete()
    _end_before(edition)
    edition.live_until = edition.expires_at
    edition.place_at(_first_opening(edition))
    edition.save(force_insert=True)
    link(edition)
    return replaced


def link(edition: Edition) -> None:
    """Put an edition in the lists of its authors and topics."""
    at = edition.first_published_at
    EditionAuthor.objects.bulk_create(
        EditionAuthor(edition=edition, author_id=pk, first_published_at=at) for pk in authors_of(edition)
    )
    EditionTag.objects.bulk_create(
        EditionTag(edition=edition, tag_id=pk, first_published_at=at) for pk in tags_of(edition)
    )


def authors_of(edition: Edition) -> list[int]:
    """The authors whose lists an edition is in, by their keys."""
    return list(dict.fromkeys(byline["author"] for byline in edition.bylines))


def tags_of(edition: Edition) -> list[int]:
    """The topics whose lists an edition is in, by their keys."""
    return list(dict.fromkeys(tag["tag"] for tag in edition.tags))


def move(edition: Edition, *, opens: datetime, closes: datetime | None) -> None:
    """Move the window of an edition that has not opened; the one before it now ends where it begins.

    The hours on the wall stay as the edition has them: whoever sets it for others says so to it.
    """
    following = edition.story.editions.filter(live_from__gt=edition.live_from).order_by("live_from").first()
    later = opens > edition.live_from
    edition.live_from, edition.expires_at = opens, closes
    edition.place_at(_first_opening(edition))
    edition.live_until = _earliest(closes, following)
    if later:
        # Open the gap first, so that at no moment two windows overlap.
        _save_window(edition)
        _end_before(edition)
    else:
        _end_before(edition)
        _save_window(edition)
    _place_coming(edition.story)


def take_back(edition: Edition) -> None:
    """Undo an edition that has not opened: it never existed, and the one before it gets its own end again."""
    story, before = edition.story, _before(edition)
    following = story.editions.filter(live_from__gt=edition.live_from).order_by("live_from").first()
    edition.delete()
    if before:
        before.live_until = _earliest(before.expires_at, following)
        before.save(update_fields=["live_until"])
    _place_coming(story)


def end(edition: Edition, *, at: datetime) -> None:
    """Close an open window now."""
    edition.live_until = at
    edition.save(update_fields=["live_until"])


def kept(moment: datetime | None) -> str:
    """The hour on the wall that a moment was said by, in its own zone or else in the site's; empty for no moment."""
    return str(wall.Kept.of(moment, settings.SITE_ZONE)) if moment else ""


def in_utc(moment: datetime | None) -> datetime | None:
    """The same moment. Of one zone, hours are compared as the wall shows them, and come twice in autumn (PEP 495)."""
    return moment and moment.astimezone(UTC)


def _earliest(wished: datetime | None, following: Edition | None) -> datetime | None:
    """When a window ends: at the hour that was wished, or where the next begins."""
    return min((end for end in (wished, following and following.live_from) if end), default=None)


def _before(edition: Edition) -> Edition | None:
    earlier = edition.story.editions.filter(live_from__lt=edition.live_from).exclude(pk=edition.pk)
    return earlier.order_by("live_from").last()


def _end_before(edition: Edition) -> None:
    """Let the edition before this one end where this one begins, or earlier if it was to."""
    before = _before(edition)
    if before:
        before.live_until = _earliest(before.expires_at, edition)
        before.save(update_fields=["live_until"])


def _first_opening(edition: Edition) -> datetime:
    others = edition.story.editions.exclude(pk=edition.pk)
    first = others.order_by("live_from").first()
    return min(first.live_from, edition.live_from) if first else edition.live_from


def _place_coming(story) -> None:
    """Set anew the hour of first publication, and so the addresses, of a story that has not run yet."""
    editions = list(story.editions.order_by("live_from"))
    for edition in editions:
        if edition.first_published_at != editions[0].live_from:
            edition.place_at(editions[0].live_from)
            _save_window(edition)


def _save_window(edition: Edition) -> None:
    edition.save(
        update_fields=[
            *("live_from", "live_until", "expires_at", "opens_as", "ends_as"),
            *("first_published_at", "published_on", "path"),
        ]
    )
    for rows in (edition.author_links, edition.tag_links):
        rows.update(first_published_at=edition.first_published_at)
