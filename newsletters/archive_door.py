"""The doors of past issues: what went out, as it is now."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsletters import archive as past


@require_safe
def newsletter(request, slug):
    """The past issues of a newsletter, the last first."""
    found = past.issues_of(slug, request)
    if found is None:
        raise Http404("There is nothing here.")
    return render(request, "newsletters/archive.html", found)


@require_safe
def newsletter_issue(request, slug, number):
    """One of them: what it held, as far as readers have it now."""
    found = past.issue_at(slug, number)
    if found is None:
        raise Http404("There is nothing here.")
    return render(request, "newsletters/issue.html", found)
