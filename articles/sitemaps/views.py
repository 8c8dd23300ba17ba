"""The doors of the sitemaps."""

from datetime import UTC, datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import clock, reading
from articles.moments import YEARS
from articles.sitemaps import beside, openings, writing


@require_safe
def index(request):
    """One entry for the pages that lead to stories, and one for each month that has any."""
    months = [
        (reverse("sitemap_month", args=[f"{opening:%Y}", f"{opening:%m}"]), opening)
        for opening in openings.months()
    ]
    return _answer(writing.index([(reverse("sitemap_pages"), None), *months]))


@require_safe
def month(request, year, month):
    """The stories whose edition of now opened in a month."""
    if int(year) not in YEARS or not 1 <= int(month) <= 12:
        raise Http404
    pages = openings.in_month(datetime(int(year), int(month), 1, tzinfo=UTC))
    if not pages:
        raise Http404
    return _answer(writing.urlset(pages))


@require_safe
def pages(request):
    """The front, the sections and the other ways in, and what rooms above have."""
    ways = [reverse(name) for name in ("front", "topics", "datelines", "corrections")]
    sections = [one.get_absolute_url() for one in reading.sections_and_parts()]
    return _answer(writing.urlset([*((path, None) for path in (*ways, *sections)), *beside.gathered()]))


@require_safe
def news(request):
    """What first appeared in the last 48 hours, by the database's clock."""
    return _answer(writing.news(openings.news(clock.now())))


def _answer(sitemap: bytes) -> HttpResponse:
    return HttpResponse(sitemap, content_type="application/xml; charset=utf-8")
