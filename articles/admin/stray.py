"""Putting right an hour that has strayed from the wall: one button for each hour that was meant."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from articles import clock, wall_times, workflow
from articles.admin import reach
from articles.admin.doors import REFUSALS
from articles.admin.planning import back
from articles.admin.verbs import outcome, refusal
from articles.wall_times import Stray


@require_POST
def put_right(request, pk: int, *, site: AdminSite):
    """Say `reschedule` with the hour that was meant. What has been put right meanwhile is left alone."""
    story = reach.story_or_404(request, pk)
    if not reach.may(request, workflow.MOVES["reschedule"].permission, story):
        raise PermissionDenied(f"{request.user} may not move what is scheduled of “{story}”.")
    window = _asked(request, wall_times.strays_of(story.editions.coming(), clock.now()))
    if window is None:
        messages.warning(request, "That hour has been put right already, or is another now.")
        return redirect(back(request, story))
    try:
        messages.success(
            request, outcome("reschedule", story, workflow.reschedule(story, by=request.user, **window))
        )
    except REFUSALS as error:
        messages.error(request, " ".join(refusal(error)))
    return redirect(back(request, story))


def _asked(request, strays: Iterable[Stray]) -> dict | None:
    """The window that a pressed button stands for."""
    for stray in strays:
        for at, (sent, _) in zip(stray.meant, stray.choices, strict=True):
            if (stray.key, sent) == (request.POST.get("stray"), request.POST.get("at")):
                return wall_times.put_right(stray, at=at)
    return None
