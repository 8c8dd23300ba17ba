"""Choosing a picture for something: found by words, the newest first, each with what may be done with it.

Scripts ask for it as data, for their dialog; without scripts it is a page that tells the numbers to write down.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pictures.admin import scripts
from pictures.admin.shown import shown
from pictures.models import Picture

ON_A_PAGE = 24
MOST = 100  # pictures by their numbers at once
LAST_PAGE = 1_000


@require_safe
def page(request: HttpRequest, admin) -> HttpResponse:
    """`q` are words; `picture` numbers, which are asked for alone; `section` the slugs of where it would stand."""
    now, asked = timezone.now(), request.GET
    words, number = asked.get("q", "").replace("\x00", "").strip(), _page(asked.get("page", ""))
    if "picture" in asked:
        found, more = _numbered(asked.getlist("picture")), 0
    else:
        found, more = _saying(words, number)
    if scripts.wants_data(request):
        return scripts.answer(found, now=now, slugs=asked.getlist("section"), more=more)
    context = {
        **admin.admin_site.each_context(request),
        "title": "Choose a picture",
        "words": words,
        "shown": shown(found, now),
        "newer": number - 1,
        "older": more,
    }
    return render(request, "admin/pictures/picture/chooser.html", context)


def _numbered(typed: list[str]) -> list[Picture]:
    numbers = [int(one) for one in typed if one.isdecimal() and len(one) < 19][:MOST]
    return list(Picture.objects.with_thumbs().filter(pk__in=numbers))


def _saying(words: str, page: int) -> tuple[list[Picture], int]:
    """A page of those that say some words and were not replaced, and the number of the next; 0 after the last."""
    start = (page - 1) * ON_A_PAGE
    pictures = Picture.objects.with_thumbs().filter(replaced_by=None).saying(words)
    found = list(pictures[start : start + ON_A_PAGE + 1])
    more = page + 1 if len(found) > ON_A_PAGE and page < LAST_PAGE else 0
    return found[:ON_A_PAGE], more


def _page(typed: str) -> int:
    return min(max(int(typed), 1), LAST_PAGE) if typed.isdecimal() and len(typed) < 9 else 1
