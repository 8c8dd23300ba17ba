from django.contrib import admin
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from articles import notices
from articles.admin.base import ForReading
from articles.models import Notice


@admin.register(Notice)
class NoticeAdmin(ForReading):
    """What somebody was told and has not looked at: everybody's own, and nobody else's."""

    def has_view_permission(self, request, obj=None):
        """The list, where each leads to its story; one has no page of its own."""
        return obj is None

    def has_module_permission(self, request):
        return True

    def get_queryset(self, request):
        return super().get_queryset(request).filter(user=request.user)

    def changelist_view(self, request, extra_context=None):
        return _list(request, site=self.admin_site)


@require_http_methods(["GET", "HEAD", "POST"])
def _list(request, *, site):
    """The newest first; POST says that all of it was seen."""
    if request.method == "POST":
        notices.see(request.user)
        return redirect("admin:articles_notice_changelist")
    context = {**site.each_context(request), "title": "For you", "notices": notices.unseen(request.user)}
    return render(request, "admin/articles/notice/list.html", context)
