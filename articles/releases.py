"""Making an edition: the cleared revision, frozen, given its window, and put where readers look.

For the verbs in `articles.workflow` alone.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Max

from articles import bundled, describing, effects, freshness, holds, leased, preflight, search, slots, windows
from articles.acts import Act, IllegalMove, must_be_ready, owes_review
from articles.models import Correction, Edition, Revision, Section, Story


class Said(NamedTuple):
    """What readers are told with an edition: a Correction.Kind, the words, where they stand, how much they matter."""

    kind: str
    note: str
    at_top: bool = False
    is_slight: bool = False


def release(
    act: Act,
    *,
    opens: datetime | None,
    closes: datetime | None,
    ends_as: str | None = None,
    said: Sequence[Said] = (),
) -> Edition:
    """Make cleared copy an edition from `opens` (None: at once) to `closes`, with what readers are told of it.

    While everything is held, what would open later is held as well. A story of a bundle goes with the others alone.
    The hours on the wall are kept with it; `ends_as` is that of an end that was wished before.
    """
    place = bundled.must_be_free(act, opens=opens)
    edition = release_bundled(act, opens=opens, closes=closes, ends_as=ends_as, said=said)
    bundled.takes_its_place(place, edition)
    return edition


def release_bundled(
    act: Act,
    *,
    opens: datetime | None,
    closes: datetime | None = None,
    ends_as: str | None = None,
    said: Sequence[Said] = (),
) -> Edition:
    """The same for a story of a bundle that is being set: for `articles.bundles` alone."""
    story, revision = act.story, act.revision
    opens_as, ends_as = windows.kept(opens), windows.kept(closes) if ends_as is None else ends_as
    opens, closes = windows.in_utc(opens), windows.in_utc(closes)
    assert revision is not None, "what is cleared says what was cleared"
    last = story.editions.filter(live_from__lte=act.at).order_by("live_from").last()
    opens = opens or max(act.at, last.live_from + timedelta(milliseconds=1) if last else act.at)
    must_be_ready(
        preflight.copy_reasons(revision.content)
        + describing.reasons(story, revision.content)
        + leased.reasons(story, revision.content, opens=opens, now=act.at)
        + preflight.window_reasons(story, opens=opens, closes=closes)
        + preflight.address_reasons(story, revision.content["slug"])
    )
    if last and opens <= last.live_from:
        raise IllegalMove(
            f"Edition {last.number} opened at {preflight.spoken(last.live_from)}: a later one cannot open before it."
        )
    edition, replaced = _make(
        story,
        revision,
        opens=opens,
        closes=closes,
        walls={"opens_as": opens_as if opens > act.at else "", "ends_as": ends_as},
        said=said,
        by=act.by,
        at=act.at,
    )
    for older in replaced:
        act.record("unschedule", edition=older, note=f"Edition {edition.number} takes its place.")
    act.record(edition=edition)
    freshness.touch_story(story, at=act.at)
    effects.settle(story, at=act.at)
    return edition


def coming(act: Act, edition: Edition | None) -> Edition:
    """The edition that waits and is meant: the next one, or the one named. Raises IllegalMove where nothing waits."""
    waiting = list(act.story.editions.coming(act.at))
    if not waiting:
        raise IllegalMove(f"Nothing of “{act.story}” is scheduled.")
    if edition is None:
        return waiting[0]
    if edition not in waiting:
        raise IllegalMove(f"Edition {edition.number} of “{act.story}” has opened already.")
    return next(one for one in waiting if one == edition)


def recall(act: Act) -> None:
    """Undo the edition that was published at once, here and at every cache that was told. Raises IllegalMove."""
    story, edition = act.story, _recallable(act)
    tags = freshness.tags_of(edition)
    act.revision = edition.revision
    emergencies = story.events.filter(verb="emergency", revision=edition.revision_id).order_by("at", "pk")
    unclear = emergencies.filter(edition_number=edition.number).last()
    if unclear and story.cleared_revision_id == edition.revision_id:
        story.status = unclear.status_before
    act.record(edition=edition)
    story.after_review_owed = owes_review(story.events.order_by("at", "pk"))
    effects.queue_recall(edition, at=act.at)
    windows.take_back(edition, at=act.at)
    freshness.touch(*tags)
    slots.settle(story, at=act.at)


def _recallable(act: Act) -> Edition:
    """The edition that was published at once, while nobody outside was told."""
    edition = act.story.editions.opened(act.at).order_by("live_from").last()
    if edition is None:
        raise IllegalMove(f"Nothing of “{act.story}” is out: there is nothing to recall.")
    until = effects.recallable_until(edition)
    if until is None or until <= act.at or effects.have_gone(edition):
        raise IllegalMove(
            f"Edition {edition.number} of “{act.story}” can no longer be recalled: correct it, or kill it."
        )
    return edition


def _make(
    story: Story,
    revision: Revision,
    *,
    opens: datetime,
    closes: datetime | None,
    walls: dict[str, str],
    said: Sequence[Said],
    by,
    at: datetime,
):
    """Freeze a locked story's cleared revision as an edition.

    Corrections of coming editions that this one takes the place of come along. Returns the edition and those whose
    place it takes.
    """
    is_held = holds.standing() is not None and (
        opens > at
        or story.editions.filter(held_from=opens).exists()  # a slot that waits, though its hour passed
    )
    begins = windows.out_of_reach(story, opens) if is_held else opens
    waiting = Correction.objects.filter(story=story, edition__live_from__gte=begins).order_by("at", "pk")
    said = [*(Said(*row) for row in waiting.values_list(*Said._fields)), *said]
    section = Section.objects.get(pk=revision.content["section"])
    edition = Edition.frozen(
        revision,
        corrections=[_plain(one.kind, one.note, one.at_top) for one in reversed(said)]
        + _told_before(story, begins),
        number=(story.editions.filter(live_from__lt=begins).aggregate(last=Max("number"))["last"] or 0) + 1,
        top_section_id=section.parent_id or section.pk,
        live_from=begins,
        **(
            {"held_from": opens, "held_until": closes, "expires_at": None}
            if is_held
            else {"expires_at": closes}
        ),
        **walls,
        made_at=at,
        by=by,
    )
    edition.story = story
    if said and all(one.is_slight for one in said):
        before = story.editions.filter(live_from__lt=begins).order_by("live_from").last()
        edition.updated_before = before.updated_at if before else None
    replaced = windows.add(edition, at=at)
    Correction.objects.bulk_create(
        Correction(story=story, edition=edition, at=begins, **one._asdict()) for one in said
    )
    revision.milestone = True
    revision.save(update_fields=["milestone"])
    search.index([edition])
    return edition, replaced


def _told_before(story: Story, begins: datetime) -> list[dict]:
    """The corrections of earlier editions, newest first, as a later one keeps them."""
    told = Correction.objects.filter(story=story, edition__live_from__lt=begins).select_related("edition")
    return [
        _plain(old.kind, old.note, old.at_top, old.edition.held_from or old.at)
        for old in told.order_by("-at", "-pk")
    ]


def _plain(kind: str, note: str, at_top: bool, at: datetime | None = None) -> dict:
    """A correction as an edition keeps it; no moment means the edition's own opening."""
    plain = {"kind": str(kind), "note": note, "at": at.isoformat() if at else None}
    return plain | {"at_top": True} if at_top else plain
