"""The public door of pictures: it opens for what readers can see at that very moment, and for the desk."""

from math import ceil

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from pictures.models import Rendition
from pictures.serving import answer

YEAR = 31_536_000  # seconds
SHARED = 60  # seconds until caches between here and readers ask again: so an end is seen there too
SOON = "public, max-age=5"
THEIRS = "private, no-store"


@require_safe
def rendition(request, key: str, width: int, extension: str):
    """A rendition of a picture that readers have. What is not public answers as what never was.

    Its name says what is in it, so whoever fetched it keeps it, as long as the lease goes on. One that is not made
    yet gives way to the widest before it, for a moment. The desk, which may look at all of them, sees them on pages
    that are still to come.
    """
    made = Rendition.objects.public().nearest(key, width, extension).first()
    if made is None and request.user.has_perm("pictures.view_picture"):
        made = Rendition.objects.nearest(key, width, extension).first()
        return answer(request, _there(made, width, extension), kept=THEIRS)
    made = _there(made, width, extension)
    kept = SOON if made.width < width else _for_good(made.crop.picture.allowed_until)
    return answer(request, made, kept=kept)


def _there(made: Rendition | None, width: int, extension: str) -> Rendition:
    if made is None or not made.crop.has(width, extension):
        raise Http404("There is no such picture.")
    return made


def _for_good(until) -> str:
    longest = YEAR
    if until is not None:
        longest = max(0, min(YEAR, ceil((until - timezone.now()).total_seconds())))
    return f"public, max-age={longest}, s-maxage={min(longest, SHARED)}, immutable"
