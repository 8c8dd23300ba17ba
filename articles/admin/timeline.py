"""A story's history as the desk reads it: each save and each verb in its place, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise

from django.conf import settings
from django.db.models import Case, Q, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.lookups import Contains

from articles import pictured
from articles.admin import repictured
from articles.admin.readings import PROSE
from articles.merging import Part
from articles.models import Revision, Story, StoryEvent
from pictures.models import Picture

PER_PAGE = 100
MOST_LOOKED_THROUGH = 60  # Saves between two that are compared, to find who wrote what.

# The text of a revision, if there are pictures in it: of all others it stays where it is.
_BODY = KeyTextTransform("body", "content")
_PICTURED_BODY = Case(
    When(Contains(_BODY, "data-picture"), then=_BODY), default=Value(""), output_field=TextField()
)

# How a verb of the ledger is told, and its mark.
_TOLD = {
    "keep": ("kept “{note}”", "done"),
    "file": ("filed it", "filed"),
    "clear": ("cleared it", "cleared"),
    "send_back": ("sent it back", "draft"),
    "revise": ("rewrote it: it has to be passed again", "draft"),
    "publish": ("put out edition {edition}", "live"),
    "correct": ("corrected it, in edition {edition}", "live"),
    "emergency": ("put out edition {edition} without a clear", "live"),
    "unbundle": ("stopped a bundle", "expired"),
    "hold": ("held edition {edition} with everything else", "held"),
    "release": ("released edition {edition}", "scheduled"),
    "reschedule": ("moved edition {edition}", "scheduled"),
    "unschedule": ("took edition {edition} back", "expired"),
    "recall": ("recalled edition {edition}", "expired"),
    "spike": ("spiked it", "spiked"),
    "unspike": ("took it up again", "draft"),
    "kill": ("killed it", "killed"),
    "spare": ("took the kill back", "live"),
    "expire": ("set another end for edition {edition}", "expired"),
    "review": ("signed it off", "done"),
    "waive": ("let a picture go undescribed", "done"),
    "unwaive": ("asked for a description after all", "weigh"),
    "take": ("took it", ""),
    "leave": ("let go of it", ""),
    "give": ("passed it on", ""),
    "plan": ("planned it", ""),
}


@dataclass(frozen=True)
class Line:
    """One thing that happened: a save, which can be compared with others, or a verb said of it, or of no save."""

    at: datetime
    who: str
    did: str = ""
    why: str = ""
    mark: str = ""
    revision: Revision | None = None
    is_refused: bool = False
    also: str = ""  # What a save did beside its words.


def timeline(story: Story, before: int | None = None) -> tuple[list[tuple[date, list[Line]]], int | None]:
    """A page of the history, day by day; and the number of the revision before which the next page begins, if any."""
    rows = story.revisions.order_by("-number").defer("content", "desk")
    rows = rows.annotate(lead=KeyTransform("lead_picture", "content"), pictured_body=_PICTURED_BODY)
    found = list((rows.filter(number__lt=before) if before else rows)[: PER_PAGE + 1])
    page, further = found[:PER_PAGE], found[PER_PAGE:]
    said = _said(story, page, is_last=not further, is_first=before is None)
    pictures = _pictures(found)
    lines = [
        line
        for revision in page
        for line in _lines(revision, said.pop(revision.pk, []), pictures.get(revision.pk, ""))
    ]
    lines += [_line(event) for event in said.pop(None, [])]
    lines.sort(key=lambda line: line.at, reverse=True)
    days = groupby(lines, key=lambda line: line.at.astimezone(settings.SITE_ZONE).date())
    return [(day, list(those)) for day, those in days], page[-1].number if further else None


def told(event: StoryEvent) -> str:
    """What somebody did with a story, after their name: `sent it back`, `put out edition 2`."""
    return _TOLD[event.verb][0].format(edition=event.edition_number, note=event.note)


def _said(
    story: Story, page: Sequence[Revision], *, is_first: bool, is_last: bool
) -> dict[int | None, list[StoryEvent]]:
    """What was said of the saves on a page, the newest first; and of no save in the time that the page is of."""
    of_none = Q(revision=None)
    if page and not is_last:
        of_none &= Q(at__gte=page[-1].at)
    if page and not is_first:
        of_none &= Q(at__lt=page[0].at)
    events = story.events.filter(Q(revision__in=page) | of_none).order_by("-at", "-pk")[: 4 * PER_PAGE]
    said: dict[int | None, list[StoryEvent]] = {}
    for event in events:
        said.setdefault(event.revision_id, []).append(event)
    return said


def _pictures(found: list) -> dict[int, str]:
    """What became of the pictures in each of some revisions, the newest first, where anything did."""
    saves = [
        (revision.pk, {"lead_picture": revision.lead, "body": revision.pictured_body})
        for revision in found
        if revision.kind != Revision.Kind.REFUSED
    ]
    numbers = {number for _, content in saves for number in pictured.numbers_of(content)}
    titles = dict(Picture.objects.filter(pk__in=numbers).values_list("pk", "title")) if numbers else {}
    return {pk: repictured.told(old, new, titles) for (pk, new), (_, old) in pairwise(saves)}


def _lines(revision: Revision, said: list[StoryEvent], also: str) -> list[Line]:
    """A save as one line, or as one for each verb that was said of it: the last of them can be compared."""
    if said:
        return [_line(event, *(() if n else (revision, also))) for n, event in enumerate(said)]
    is_refused = revision.kind == Revision.Kind.REFUSED
    return [Line(revision.at, revision.by_name, "", _why(revision), "", revision, is_refused, also)]


def _line(event: StoryEvent, revision: Revision | None = None, also: str = "") -> Line:
    did, mark = _TOLD[event.verb]
    why = "" if "{note}" in did else event.note
    return Line(event.at, event.by_name, told(event), why, mark, revision, also=also)


def _why(revision: Revision) -> str:
    if revision.note:
        return revision.note
    if revision.saves > 1 and revision.since:
        minutes = max(1, round((revision.at - revision.since).total_seconds() / 60))
        return f"{revision.saves} saves in {minutes} minute{'s' if minutes > 1 else ''}"
    return (
        "" if revision.kind in (Revision.Kind.SAVED, Revision.Kind.AUTOSAVED) else revision.get_kind_display()
    )


def whose(story: Story, old: Revision, new: Revision, parts: list[Part]) -> dict[str, str]:
    """Who wrote what stands in the newer of two revisions and not in the older, by the key of each part."""
    between = story.revisions.exclude(kind=Revision.Kind.REFUSED).filter(
        number__gt=old.number, number__lte=new.number
    )
    if not old.number < new.number or between.count() > MOST_LOOKED_THROUGH:
        return {}
    wanted = {part.key: part for part in parts if part.name in ("body", *PROSE) and part.value}
    found: dict[str, str] = {}
    for revision in between.order_by("number").iterator(chunk_size=10):
        stands = set(revision.content["body"].split("\n"))
        for key, part in wanted.items():
            has_it = part.value in stands if part.is_text else revision.content[part.name] == part.value
            if not has_it:
                found.pop(key, None)
            elif key not in found:
                found[key] = f"{revision.by_name}, {revision.at.astimezone(settings.SITE_ZONE):%H:%M}"
    return found
