"""The front door of the desk: one person's day. GET reads it; a POST says up to when they have seen what changed."""

from datetime import datetime

from django.contrib.admin import AdminSite
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from articles import clock
from articles.admin import day
from articles.admin.base import now_of
from articles.models import Look


@require_http_methods(["GET", "HEAD"])
def today(request, *, site: AdminSite):
    """What waits for whoever asks, what goes out, and what changed since they last looked."""
    now = now_of(request)
    title = day.day_named(now)
    context = {**site.each_context(request), "title": title, "day": day.day_of(request.user, now), "now": now}
    return render(request, "admin/today.html", context)


@require_POST
def seen(request):
    """Everything up to the moment at which the page was made is seen."""
    now = clock.now()
    try:
        until = datetime.fromisoformat(request.POST.get("until", ""))
        until = min(until, now)
    except (ValueError, TypeError):
        until = now
    Look.objects.update_or_create(by=request.user, defaults={"at": until})
    return redirect("admin:index")
