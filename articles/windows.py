"""The windows of one story's editions: they follow each other, never overlap, and text never goes back in time.

Called inside a verb's transaction, with the story locked; `at` is the verb's moment. A window is
`live_from ≤ now < live_until`. While everything is held, what waits lies at `NEVER`, in its order, with its hour beside
it in `held_from`; and an edition that a held one was to replace stays, past the end that was wished for it.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Max, QuerySet

from articles import wall
from articles.models import Edition, EditionAuthor, EditionPicture, EditionTag, Story
from articles.moments import NEVER

STEP = timedelta(milliseconds=1)


def add(edition: Edition, *, at: datetime) -> list[Edition]:
    """Give a new edition its window: the one before it ends where it begins.

    Editions of older copy that were to open at the same moment or later are taken back, because they would put old
    text over new. Returns those, as they were.
    """
    replaced = list(edition.story.editions.filter(live_from__gte=edition.live_from))
    for later in replaced:
        later.delete()
    _end_before(edition, at)
    edition.live_until = edition.expires_at
    edition.place_at(_first_opening(edition))
    edition.save(force_insert=True)
    link(edition)
    return replaced


def link(edition: Edition) -> None:
    """Put an edition in the lists of its authors and topics, and say which pictures it shows."""
    at = edition.first_published_at
    EditionAuthor.objects.bulk_create(
        EditionAuthor(edition=edition, author_id=pk, first_published_at=at) for pk in authors_of(edition)
    )
    EditionTag.objects.bulk_create(
        EditionTag(edition=edition, tag_id=pk, first_published_at=at) for pk in tags_of(edition)
    )
    EditionPicture.objects.bulk_create(
        EditionPicture(edition=edition, picture_id=pk, place=place) for pk, place in edition.pictures_shown
    )


def authors_of(edition: Edition) -> list[int]:
    """The authors whose lists an edition is in, by their keys."""
    return list(dict.fromkeys(byline["author"] for byline in edition.bylines))


def tags_of(edition: Edition) -> list[int]:
    """The topics whose lists an edition is in, by their keys."""
    return list(dict.fromkeys(tag["tag"] for tag in edition.tags))


def out_of_reach(story: Story, opens: datetime) -> datetime:
    """Where a new edition waits while everything is held: after what is held of its story for earlier hours."""
    return NEVER + story.editions.filter(held_from__lt=opens).count() * STEP


def at_once(stories: Iterable[int] | QuerySet, at: datetime) -> datetime:
    """When something of each of some stories can open at once: now, unless anything of them opened this very moment."""
    opened = Edition.objects.opened(at).filter(story__in=stories)
    last = opened.aggregate(last=Max("live_from"))["last"]
    return max(at, last + STEP) if last else at


def move(edition: Edition, *, opens: datetime, closes: datetime | None, at: datetime) -> None:
    """Move the window of an edition that has not opened; the one before it now ends where it begins.

    The hours on the wall stay as the edition has them: whoever sets it for others says so to it.
    """
    following = edition.story.editions.filter(live_from__gt=edition.live_from).order_by("live_from").first()
    later = opens > edition.opens_at
    if edition.is_held:
        edition.held_from, edition.held_until = opens, closes
    else:
        edition.live_from, edition.expires_at = opens, closes
    edition.place_at(_first_opening(edition))
    _set_end(edition, following, at)
    if later:
        # Open the gap first, so that at no moment two windows overlap.
        _save_window(edition)
        _end_before(edition, at)
    else:
        _end_before(edition, at)
        _save_window(edition)
    _place_coming(edition.story)


def take_back(edition: Edition, *, at: datetime) -> None:
    """Undo an edition that has not opened: it never existed, and the one before it gets its own end again."""
    story, before = edition.story, _before(edition)
    following = story.editions.filter(live_from__gt=edition.live_from).order_by("live_from").first()
    edition.delete()
    if before:
        _set_end(before, following, at)
        _save_window(before)
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


def expire(edition: Edition, *, closes: datetime | None, at: datetime) -> None:
    """Give an edition another end, or none; where the next begins before it, it ends there."""
    following = edition.story.editions.filter(live_from__gt=edition.live_from).order_by("live_from").first()
    edition.expires_at, edition.held_until = closes, None
    _set_end(edition, following, at)
    _save_window(edition)


def hold(story: Story, *, at: datetime) -> list[Edition]:
    """Put all that waits of a story out of reach, in its order. Returns it, with the hours that it keeps."""
    waiting = list(story.editions.coming(at))
    following = None
    for place, edition in reversed(list(enumerate(waiting))):
        edition.held_from, edition.live_from = edition.live_from, NEVER + place * STEP
        _set_end(edition, following, at)
        _save_window(edition)
        edition.own_corrections.update(at=edition.live_from)
        following = edition
    if waiting:
        _end_before(waiting[0], at)
    return waiting


def give_back(story: Story, hours: Mapping[datetime, datetime]) -> list[Edition]:
    """Give what is held of a story its hours again, or those that `hours` names in the place of them.

    What ends before it would open must have been taken back. Returns what was held, with its windows.
    """
    held = list(story.editions.filter(held_from__isnull=False).order_by("live_from"))
    for edition in held:
        if edition.opens_at in hours:
            edition.opens_as = ""
        edition.live_from = hours.get(edition.opens_at, edition.opens_at)
        edition.held_from, edition.held_until, edition.expires_at = None, None, edition.held_until
    if not held:
        return []
    before = story.editions.filter(held_from=None).order_by("live_from").last()
    if before:
        if before.held_until:
            if before.held_until < held[0].live_from:
                before.held_until, before.ends_as = held[0].live_from, ""
            before.expires_at, before.held_until = before.held_until, None
        before.live_until = _earliest(before.expires_at, held[0])
        _save_window(before)
    for edition, following in zip(held, [*held[1:], None], strict=True):
        edition.live_until = _earliest(edition.expires_at, following)
        if before is None:
            edition.place_at(held[0].live_from)
        _save_window(edition)
        edition.own_corrections.update(at=edition.live_from)
    return held


def _set_end(edition: Edition, following: Edition | None, at: datetime) -> None:
    """Let an edition end at the hour that was wished, or where the next begins.

    If the next was to begin by then and is held, the wish is put off. A wish that was put off and has passed means now.
    """
    wished, was_put_off = edition.closes_at, edition.held_until is not None and not edition.is_held
    is_replaced = wished and following and following.is_held and following.opens_at <= wished
    if edition.is_held or is_replaced:
        edition.expires_at, edition.held_until = None, wished
    else:
        if wished and was_put_off and wished < at:
            wished, edition.ends_as = at, ""
        edition.expires_at = wished
        edition.held_until = None
    edition.live_until = _earliest(edition.expires_at, following)


def _earliest(wished: datetime | None, following: Edition | None) -> datetime | None:
    """When a window ends: at the hour that was wished, or where the next begins."""
    return min((end for end in (wished, following and following.live_from) if end), default=None)


def _before(edition: Edition) -> Edition | None:
    earlier = edition.story.editions.filter(live_from__lt=edition.live_from).exclude(pk=edition.pk)
    return earlier.order_by("live_from").last()


def _end_before(edition: Edition, at: datetime) -> None:
    """Let the edition before this one end where this one begins, or earlier if it was to."""
    before = _before(edition)
    if before:
        _set_end(before, edition, at)
        _save_window(before)


def _first_opening(edition: Edition) -> datetime:
    others = edition.story.editions.exclude(pk=edition.pk)
    first = others.order_by("live_from").first()
    return min(first.opens_at, edition.opens_at) if first else edition.opens_at


def _place_coming(story) -> None:
    """Set anew the hour of first publication, and so the addresses, of a story that has not run yet."""
    editions = list(story.editions.order_by("live_from"))
    for edition in editions:
        if edition.first_published_at != editions[0].opens_at:
            edition.place_at(editions[0].opens_at)
            _save_window(edition)


def _save_window(edition: Edition) -> None:
    edition.save(
        update_fields=[
            *("live_from", "live_until", "expires_at", "opens_as", "ends_as", "held_from", "held_until"),
            *("first_published_at", "published_on", "path"),
        ]
    )
    for rows in (edition.author_links, edition.tag_links):
        rows.update(first_published_at=edition.first_published_at)
