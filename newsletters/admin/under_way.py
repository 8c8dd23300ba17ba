"""How far an issue has got, on its page and by itself for who looks on while it is being sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsletters import progress
from newsletters.models import Issue


def told(issue: Issue) -> dict[str, Any]:
    """What `_under_way.html` wants; nothing of an issue that has not left."""
    if not issue.frozen_at:
        return {}
    found = progress.of(issue)
    last = issue.events.order_by("-at", "-pk").first()
    return {"progress": found, "outcome": progress.outcome(found), "last": last}


@require_safe
def part(request: HttpRequest, issue: Issue, *, admin) -> HttpResponse:
    """The part of the page by itself."""
    context = told(issue) | {"issue": issue}
    return render(request, "admin/newsletters/issue/_under_way.html", context)
