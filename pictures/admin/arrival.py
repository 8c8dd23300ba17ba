"""Where pictures come in: chosen, dropped or pasted, many at once; each is told what became of it."""

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import User
from pictures import intake
from pictures.admin import scripts
from pictures.admin.shown import shown
from pictures.kinds import NotKept
from pictures.models import Picture

MOST = 40  # files at once
PART = "X-Part"  # Scripts say that they want no whole page.


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, admin) -> HttpResponse:
    sent = request.FILES.getlist("files") if request.method == "POST" else []
    arrivals = [_taken_in(request, admin, file) for file in sent[:MOST]]
    if scripts.wants_data(request):
        return JsonResponse({"arrivals": [_told(arrival) for arrival in arrivals]})
    if request.headers.get(PART) == "arrivals":
        return render(request, "admin/pictures/picture/_arrivals.html", {"arrivals": arrivals})
    context = {
        **admin.admin_site.each_context(request),
        "title": "Take in pictures",
        "arrivals": arrivals,
        "is_empty": request.method == "POST" and not sent,
        "left": len(sent[MOST:]),
        "most": MOST,
    }
    return render(request, "admin/pictures/picture/arrival.html", context)


def _taken_in(request: HttpRequest, admin, file) -> dict:
    """What became of one file, for its line on the page."""
    try:
        arrival = intake.take_in(file, by=cast(User, request.user))
    except NotKept as refused:
        return {"name": file.name, "refused": str(refused)}
    now = timezone.now()
    if arrival.is_new:
        admin.log_addition(request, arrival.picture, "Taken in.")
    (picture,) = shown(Picture.objects.with_thumbs().filter(pk=arrival.picture.pk), now)
    return {
        "name": file.name,
        "shown": picture,
        "is_new": arrival.is_new,
        "is_moving": arrival.is_moving,
        "resembling": shown(arrival.resembling, now),
    }


def _told(arrival: dict) -> dict:
    """The same as plain data, for scripts that put the picture somewhere at once."""
    if "refused" in arrival:
        return {"name": arrival["name"], "refused": arrival["refused"]}
    known = {name: arrival[name] for name in ("name", "is_new", "is_moving")}
    alike = [str(one.picture) for one in arrival["resembling"]]
    return known | {
        "picture": scripts.told(arrival["shown"].picture, now=timezone.now()),
        "resembling": alike,
    }
