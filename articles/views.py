"""The public doors: each fetches through the gate and answers."""

from calendar import monthrange
from dataclasses import asdict
from datetime import date

from django.http import Http404, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles import archive, freshness, history, machine_use, places, portraits, reading
from articles.models import Author, Dateline, Edition, Series
from articles.search import page as search_page
from articles.search import suggestions

MISSING = "There is nothing here."


def _or_404(found):
    if not found:
        raise Http404(MISSING)
    return found


@require_safe
def front(request):
    return render(request, "articles/front.html", reading.front())


@require_safe
def section_detail(request, slug):
    section = _or_404(reading.section(slug))
    freshness.depends_on(section)
    page = reading.page_of(Edition.objects.live().in_section(section).newest_first().for_cards(), request)
    if not page and "page" in request.GET:
        raise Http404(MISSING)
    return render(request, "articles/section_detail.html", {"section": section, "page": page})


@require_safe
def story_detail(request, year, month, day, slug):
    edition = reading.edition_at(request.path)
    if edition is None:
        return story_elsewhere(request, reading.last_at(request.path))
    page = render(request, "articles/story_detail.html", {"edition": edition, **reading.page_around(edition)})
    return machine_use.mark(page, edition)


@require_safe
def story_history(request, year, month, day, slug):
    path = request.path.removesuffix("history/")
    opened = history.opened_at(path)
    if not opened:
        return story_elsewhere(request, history.last_at(path), "history/")
    if history.is_asked(request.GET):
        return _looked_back(request, "comparison", _or_404(history.compared(opened, request.GET)))
    return _looked_back(request, "history", _or_404(history.listed(opened, request)))


@require_safe
def story_as_it_stood(request, year, month, day, slug, ordinal):
    page = f"history/{ordinal}/"
    path = request.path.removesuffix(page)
    stood, now = history.as_it_stood(path, int(ordinal))
    if now is None:
        return story_elsewhere(request, history.last_at(path), page)
    if _or_404(stood).is_now:
        return redirect(now)
    return _looked_back(request, "as_it_stood", stood, edition=stood.edition)


def _looked_back(request, noun, found, **more):
    """A page on what a story was: to machines it is as open as the story is today."""
    page = render(request, f"articles/story_{noun}.html", {noun: found, **more})
    return machine_use.mark(page, found.now)


def story_elsewhere(request, last, page=""):
    """An address without a live edition: moved (301), withdrawn or ended (410), or never there (404).

    `last` is the edition that stood there last, if any; `page` the last part of the address of one of its pages.
    """
    now = reading.successor(_or_404(last))
    if now:
        return HttpResponsePermanentRedirect(_or_404(now.path != last.path and f"{now.path}{page}"))
    notice = reading.notice_for(last)
    context = {"notice": notice and notice.note, "at": notice.at if notice else last.live_until}
    return render(request, "articles/story_gone.html", context, status=410)


@require_safe
def topic_list(request):
    return render(request, "articles/topic_list.html", {"topics": reading.topics()})


@require_safe
def topic_detail(request, slug):
    topic = reading.topic(slug)
    if topic is None:
        return redirect(_or_404(reading.topic_called(slug)), permanent=True)
    freshness.depends_on(topic)
    page = _or_404(reading.page_of(Edition.objects.live().about(topic).for_cards(), request))
    return render(request, "articles/topic_detail.html", {"topic": topic, "page": page})


@require_safe
def author_detail(request, slug):
    author = get_object_or_404(Author, slug=slug)
    freshness.depends_on(author)
    page = _or_404(reading.page_of(Edition.objects.live().by_author(author).for_cards(), request))
    context = {"author": author, "page": page, "portrait": portraits.portrait_of(author)}
    return render(request, "articles/author_detail.html", context)


@require_safe
def dateline_list(request):
    return render(request, "articles/dateline_list.html", {"atlas": places.atlas()})


@require_safe
def dateline_detail(request, slug):
    dateline = get_object_or_404(Dateline, slug=slug)
    freshness.depends_on(dateline)
    page = _or_404(
        reading.page_of(Edition.objects.live().from_dateline(dateline).newest_first().for_cards(), request)
    )
    context = {"dateline": dateline, "page": page, "mark": places.mark_of(dateline)}
    return render(request, "articles/dateline_detail.html", context)


@require_safe
def series_detail(request, slug):
    series = get_object_or_404(Series, slug=slug)
    freshness.depends_on(series)
    page = _or_404(
        reading.page_of(Edition.objects.live().in_series(series).oldest_first().for_cards(), request)
    )
    return render(request, "articles/series_detail.html", {"series": series, "page": page})


@require_safe
def archive_year(request, year):
    year = _day(year, "1").year
    months = _or_404(archive.months_of(year))
    before, after = archive.neighbours_of(date(year, 1, 1), date(year, 12, 31))
    context = {"year": year, "months": months}
    context |= {"previous_year": before and before.year, "next_year": after and after.year}
    return render(request, "articles/archive_year.html", context)


@require_safe
def archive_month(request, year, month):
    month = _day(year, month)
    weeks = _or_404(archive.weeks_of(month.year, month.month))
    before, after = archive.neighbours_of(month, month.replace(day=monthrange(month.year, month.month)[1]))
    context = {"month": month, "weeks": weeks, "previous_month": before, "next_month": after}
    return render(request, "articles/archive_month.html", context)


@require_safe
def archive_day(request, year, month, day):
    day = _day(year, month, day)
    page = _or_404(
        reading.page_of(Edition.objects.live().published_on(day).newest_first().for_cards(), request)
    )
    before, after = archive.neighbours_of(day, day)
    context = {"day": day, "page": page, "previous_day": before, "next_day": after}
    return render(request, "articles/archive_day.html", context)


def _day(year, month, day="1") -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Http404(MISSING) from None


@require_safe
def corrections(request):
    page = reading.corrections(request)
    if not page and "page" in request.GET:
        raise Http404(MISSING)
    return render(request, "articles/corrections.html", {"page": page})


@require_safe
def search(request):
    page = _or_404(search_page.page_of(request))
    context = {"q": page.q, "page": page, "results": page.results, "total_label": page.total_label}
    return render(request, "articles/search.html", context)


@require_safe
def search_suggestions(request):
    found = [asdict(one) for one in suggestions.suggest(request.GET.get("q", ""))]
    return JsonResponse({"suggestions": found}, headers={"X-Robots-Tag": "noindex"})
