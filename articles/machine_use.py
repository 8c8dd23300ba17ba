"""What machines may do with a story, and the words in which they are told.

Readers who read with a machine (a feed reader, a screen reader, a search) are readers. What is meant here is search
engines that index a story, and companies that train on it or answer from it.
"""

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse

from articles.models import Edition, Story
from articles.models.edition_queryset import EditionQuerySet

ALL, SEARCH, NONE = Story.MachineUse
STRICTER_FIRST = (NONE, SEARCH, ALL)

# The words of the robots meta element and of X-Robots-Tag. `noai` is DeviantArt's, which others took up.
_ROBOTS = {
    ALL: "max-image-preview:large",
    SEARCH: "max-image-preview:large, noai, noimageai",
    NONE: "noindex, noarchive, noai, noimageai",
}


def of(edition: Edition) -> Story.MachineUse:
    """What machines may do with an edition that was read with its story's `machine_use`.

    The stricter of what the desk says of the story and what its source asks (MACHINE_USE_BY_SOURCE, by the name that
    stands on the story); where neither speaks, the paper's own word (MACHINE_USE).
    """
    said = {edition.machine_use, settings.MACHINE_USE_BY_SOURCE.get(edition.source)} - {"", None}
    return next(use for use in STRICTER_FIRST if use in (said or {settings.MACHINE_USE}))


def for_search(editions: EditionQuerySet) -> EditionQuerySet:
    """Those of some editions that search engines may index here: as `of` says, and not told first by another site."""
    asked = settings.MACHINE_USE_BY_SOURCE
    closed = Q(story__machine_use=NONE) | Q(source__in=[name for name, use in asked.items() if use == NONE])
    if settings.MACHINE_USE == NONE:
        closed |= Q(story__machine_use="") & ~Q(source__in=list(asked))
    return editions.filter(~closed, canonical_url="")


def robots(edition: Edition) -> str:
    """What search engines and others are told of an edition's page, in the words of the robots meta element."""
    return _ROBOTS[of(edition)]


def is_reserved(edition: Edition) -> bool:
    """Whether mining its text is kept for us: `tdm-reservation` of the TDM Reservation Protocol (W3C, 2024)."""
    return of(edition) != ALL


def mark(response: HttpResponse, edition: Edition) -> HttpResponse:
    """Say in an answer's headers what machines may do with its edition. Where they may do all, nothing is said."""
    if is_reserved(edition):
        response["X-Robots-Tag"] = robots(edition)
        response["TDM-Reservation"] = "1"
    return response
