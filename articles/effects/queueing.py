"""Making the rows, in the transaction of a verb, and letting them follow the windows.

No verb says what is to be told: it changes windows, and `settle` makes the rows agree with them. Only a kill and a
recall, which no window tells, are said.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from articles import clock
from articles.effects import cdn
from articles.effects.channel import Choose
from articles.effects.channels import CHANNELS
from articles.models import Edition, Effect, Story

OPENING, ENDING, KILL, RECALL = Effect.Occasion
_WINDOW = ("story", "live_from", "live_until", "expires_at", "made_at", "story__desk")

_AT_ONCE = 500

# Which row is meant: its edition, occasion, channel and recipient.
Place = tuple[int, str, str, str]


def settle(*stories: Story, at: datetime) -> None:
    """Make what is queued for stories agree with the windows of their editions, as of a verb's moment (aware).

    To be called inside the transaction that changed windows, after the change, with the stories locked. An edition
    that opened before it was made ran elsewhere: of its opening nobody is told. It costs the same number of queries
    for one story as for many.
    """
    standing = Edition.objects.filter(Q(live_until=None) | Q(live_until__gte=at), story__in=stories)
    editions = {one.pk: one for one in standing.select_related("story").only(*_WINDOW).order_by("live_from")}
    rows = _known(stories, editions, at)
    wanted = _wanted(editions.values(), at)
    new = [_row(place, due, editions[place[0]]) for place, due in wanted.items() if place not in rows]
    Effect.objects.bulk_create(new, ignore_conflicts=True)
    untouched = {place: row for place, row in rows.items() if is_untouched(row)}
    gone = [row.pk for place, row in untouched.items() if row.occasion == ENDING and place not in wanted]
    if gone:
        Effect.objects.filter(pk__in=gone).delete()
    moved = list(_moved(untouched, wanted, editions))
    if moved:
        Effect.objects.bulk_update(moved, ["due_at", "offered_at"], batch_size=500)


def settle_coming() -> None:
    """Let whoever is to be told from now on hear of what is scheduled already."""
    at = clock.now()
    coming = Edition.objects.coming(at).order_by("story").values_list("story", flat=True).distinct()
    keys = list(coming)
    for first in range(0, len(keys), _AT_ONCE):
        settle(*Story.objects.filter(pk__in=keys[first : first + _AT_ONCE]), at=at)


def queue_kill(edition: Edition, *, at: datetime) -> None:
    """Tell from a moment on that a story was withdrawn, by the last edition that ran. What was still to be told of it
    is not; where the moment is to come, what is due before it is told.
    """
    waiting = Effect.objects.waiting().filter(story=edition.story_id).exclude(occasion=RECALL)
    (waiting.filter(due_at__gte=at) if at > clock.now() else waiting).delete()
    Effect.objects.bulk_create(_row(place, at, edition) for place in _told(edition, [KILL], _choosers()))


def forget_kill(story: Story) -> None:
    """Tell nobody of a kill whose hour had not come, and that was taken back."""
    Effect.objects.waiting().filter(story=story, occasion=KILL).delete()


def queue_recall(edition: Edition, *, at: datetime) -> None:
    """Clean up after an edition that is about to be deleted, wherever what was told of it can be taken back."""
    stood = cdn.left_behind(edition)
    rows = [_row(place, at, edition) for place in _told(edition, [RECALL], _choosers())]
    for row in rows:
        row.edition, row.left_behind = None, stood
    Effect.objects.bulk_create(row for row in rows if not CHANNELS[row.channel].is_irreversible)


def recallable_until(edition: Edition) -> datetime | None:
    """Up to when an edition can be taken back though it has opened; None for one that opened at its hour, or earlier.

    UNDO_SECONDS from when somebody published it at once: so long waits whatever cannot be untold.
    """
    at_once = edition.live_from == edition.made_at
    return (
        edition.made_at + timedelta(seconds=settings.UNDO_SECONDS)
        if at_once and settings.UNDO_SECONDS
        else None
    )


def have_gone(edition: Edition) -> bool:
    """Whether anybody may have been told of an edition what cannot be untold. From here on nobody will be meanwhile."""
    rows = Effect.objects.filter(edition=edition).select_for_update(of=("self",))
    return any(CHANNELS[row.channel].is_irreversible for row in rows if not is_untouched(row))


def is_untouched(row: Effect) -> bool:
    """Whether no worker has had it in hand."""
    return row.attempts == 0 and row.delivered_at is None and row.dead_at is None


def _known(stories: Iterable[Story], editions: dict[int, Edition], at: datetime) -> dict[Place, Effect]:
    """What is queued of these editions; and of earlier ones, ends that were to come and have been overtaken."""
    overtaken = Q(story__in=stories, occasion=ENDING, due_at__gte=at)
    rows = Effect.objects.filter(Q(edition__in=editions) | overtaken, edition__isnull=False)
    return {(row.edition_id or 0, row.occasion, row.channel, row.recipient): row for row in rows}


def _wanted(editions: Iterable[Edition], at: datetime) -> dict[Place, datetime]:
    """Every row that there should be of openings and ends from a moment on, with its hour."""
    editions, choosers = list(editions), _choosers()
    starts = {(edition.story_id, edition.live_from) for edition in editions}
    wanted = {}
    for edition in editions:
        occasions = [OPENING] if edition.live_from >= at else []
        ends_by_itself = edition.live_until is not None and edition.live_until == edition.expires_at
        if ends_by_itself and (edition.story_id, edition.live_until) not in starts:
            occasions.append(ENDING)
        for place in _told(edition, occasions, choosers):
            wanted[place] = _hour(place, edition)
    return wanted


def _choosers() -> dict[str, Choose]:
    return {name: channel.recipients() for name, channel in CHANNELS.items()}


def _told(edition: Edition, occasions: Iterable[str], choosers: dict[str, Choose]) -> Iterator[Place]:
    """Whom an edition is told to on some occasions, by each channel."""
    for occasion in occasions:
        for name, choose in choosers.items():
            for recipient in choose(occasion, edition):
                yield edition.pk, str(occasion), name, recipient


def _hour(place: Place, edition: Edition) -> datetime:
    """When a row of an opening or an end is due: with the window, or when the edition can no longer be recalled."""
    _, occasion, channel, _ = place
    if occasion == ENDING:
        assert edition.live_until, "what ends has an end"
        return edition.live_until
    waits = recallable_until(edition) if CHANNELS[channel].is_irreversible else None
    return waits or edition.live_from


def _moved(
    untouched: dict[Place, Effect], wanted: dict[Place, datetime], editions: dict[int, Edition]
) -> Iterator[Effect]:
    """The rows that have another hour since. An edition that opened meanwhile may have been moved to just now."""
    for place, row in untouched.items():
        opens = row.occasion == OPENING
        hour = _hour(place, editions[place[0]]) if opens else wanted.get(place, row.due_at)
        if hour != row.due_at:
            row.due_at = row.offered_at = hour
            yield row


def _row(place: Place, due: datetime, edition: Edition) -> Effect:
    pk, occasion, channel, recipient = place
    return Effect(
        story_id=edition.story_id,
        edition_id=pk,
        occasion=occasion,
        channel=channel,
        recipient=recipient,
        due_at=due,
        offered_at=due,
    )
