"""Making an edition: the cleared revision, frozen, given its window, and put where readers look."""

from datetime import datetime

from django.db.models import Max

from articles import search, windows
from articles.models import Correction, Edition, Section, Story


def make(story: Story, *, opens: datetime, closes: datetime | None, said, by, at: datetime):
    """Freeze the cleared revision of a locked story as an edition. Called by the workflow's verbs alone.

    `said` are pairs of kind and text that readers are told with it. Corrections of coming editions that this one takes
    the place of come along. Returns the edition and those whose place it takes.
    """
    waiting = Correction.objects.filter(story=story, edition__live_from__gte=opens).order_by("at", "pk")
    said = [*waiting.values_list("kind", "note"), *said]
    earlier = Correction.objects.filter(story=story, edition__live_from__lt=opens).order_by("-at", "-pk")
    revision = story.cleared_revision
    section = Section.objects.get(pk=revision.content["section"])
    edition = Edition.frozen(
        revision,
        corrections=[_plain(kind, note) for kind, note in reversed(said)]
        + [_plain(old.kind, old.note, old.at) for old in earlier],
        number=(story.editions.filter(live_from__lt=opens).aggregate(last=Max("number"))["last"] or 0) + 1,
        top_section_id=section.parent_id or section.pk,
        live_from=opens,
        expires_at=closes,
        made_at=at,
        by=by,
    )
    edition.story = story
    replaced = windows.add(edition)
    Correction.objects.bulk_create(
        Correction(story=story, edition=edition, kind=kind, note=note, at=opens) for kind, note in said
    )
    revision.milestone = True
    revision.save(update_fields=["milestone"])
    search.index([edition])
    return edition, replaced


def _plain(kind: str, note: str, at: datetime | None = None) -> dict:
    """A correction as an edition keeps it; no moment means the edition's own opening."""
    return {"kind": str(kind), "note": note, "at": at.isoformat() if at else None}
