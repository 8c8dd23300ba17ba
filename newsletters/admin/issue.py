"""Issues at the desk: the list, the page on which one is put together, and a door for each thing done there."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from articles import clock
from articles.admin.base import DeskAdmin, is_key
from articles.hours import hour
from newsletters import composing, sending
from newsletters.admin import composed, looked_at, moved, under_way
from newsletters.admin.forms import BeginForm
from newsletters.admin.page import mark_of
from newsletters.models import Issue


@admin.register(Issue)
class IssueAdmin(DeskAdmin):
    """Its pages are its own; nothing is deleted, for what was mailed stays in mailboxes too."""

    nothing_yet = (
        "No issue was begun yet. Begin one for a newsletter, put stories in, and say when it leaves."
    )
    list_display = ("named", "state_mark", "when")
    list_filter = ("state", "newsletter")
    list_select_related = ("newsletter",)
    list_display_links = None
    search_fields = ("subject", "newsletter__name")
    actions = None
    sortable_by = ()

    def get_urls(self):
        doors = {
            "stories": composed.stories,
            "removal": composed.removal,
            "order": composed.order,
            "rule": composed.rule,
            "preview": looked_at.room,
            "letter": looked_at.letter,
            "test": looked_at.test,
            "hour": moved.hour,
            "progress": under_way.part,
            **{noun: partial(moved.said, verb=verb) for noun, verb in moved.NOUNS.items()},
        }
        ours = (
            path(
                f"<int:pk>/{noun}/",
                self.admin_site.admin_view(partial(self._door, view=view)),
                name=f"newsletters_issue_{noun}",
            )
            for noun, view in doors.items()
        )
        return [*ours, *super().get_urls()]

    def _door(self, request, pk, *, view):
        return view(request, self._issue(request, pk), admin=self)

    # Pages

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied("Editors, producers and publishers begin issues.")
        return _begin(request, self)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        issue = self._issue(request, object_id)
        return composed.words(request, issue, admin=self)

    def _issue(self, request, pk) -> Issue:
        if not self.has_view_permission(request):
            raise PermissionDenied("Issues are open to those who put them together.")
        if not is_key(pk):
            raise Http404("There is no such issue.")
        return get_object_or_404(Issue.objects.with_hold().select_related("newsletter"), pk=pk)

    def has_delete_permission(self, request, obj=None):
        return False

    # The list

    @admin.display(description="issue")
    def named(self, issue):
        address = reverse("admin:newsletters_issue_change", args=[issue.pk])
        return format_html(
            '<a href="{}"><bdi>{}</bdi></a> <bdi class="quiet">{}</bdi>', address, issue, issue.subject
        )

    @admin.display(description="is")
    def state_mark(self, issue):
        mark = mark_of(issue)
        return format_html('<span class="mark mark--{}">{}</span>', mark.kind, mark.word)

    @admin.display(description="leaves")
    def when(self, issue):
        moment = issue.frozen_at or issue.sends_at
        return hour(moment, clock.present()) if moment else "-"


@require_http_methods(["GET", "HEAD", "POST"])
def _begin(request, admin):
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        issue = composing.begin(form.cleaned_data["newsletter"], by=request.user)
        messages.success(request, f"{issue} is begun.")
        return redirect("admin:newsletters_issue_change", issue.pk)
    context = {"title": "Begin an issue", "form": form}
    return render(
        request, "admin/newsletters/issue/begin.html", admin.admin_site.each_context(request) | context
    )


assert set(moved.NOUNS.values()) <= set(sending.MOVES), (
    "an issue is moved by the verbs of `newsletters.sending` alone"
)
