"""The desk as one place: Django's admin under the paper's name, with the newsroom's day at its front door."""

from functools import partial

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache

from accounts.door import at_the_door


class DeskSite(admin.AdminSite):
    site_header = site_title = settings.SITE_NAME
    index_title = "Lists and settings"
    enable_nav_sidebar = False

    def each_context(self, request):
        """What every page of the desk knows: its rooms, what can be taken back of what was just done, and whether
        everything is held.
        """
        from articles.admin.rooms import rooms
        from articles.admin.undo import taken_from
        from articles.told import told

        context = super().each_context(request)
        return context | {
            "rooms": rooms(request.path),
            "undo": SimpleLazyObject(partial(taken_from, request)),
            "hold": SimpleLazyObject(lambda: told(request.user).hold if context["has_permission"] else None),
        }

    def get_urls(self):
        """The rooms, before Django's own pages.

        Without the door that leads from any row of any table to its public address, whoever's desk it is of.
        """
        from articles.admin import budget, bundle, following, hold, missed, people, today
        from articles.admin.schedule import page as schedule
        from newsroom import time_machine

        rooms = [
            path("", self.admin_view(partial(today.today, site=self)), name="index"),
            path("seen/", self.admin_view(today.seen), name="seen"),
            path("budget/", self.admin_view(partial(budget.budget, site=self)), name="budget"),
            path("following/", self.admin_view(partial(following.following, site=self)), name="following"),
            path("schedule/missed/", self.admin_view(partial(missed.missed, site=self)), name="missed"),
            path("schedule/", self.admin_view(partial(schedule.schedule, site=self)), name="schedule"),
            path("schedule/parts/", self.admin_view(schedule.parts), name="schedule_parts"),
            path("settings/", self.admin_view(self.index), name="settings"),
            *time_machine.urls(self),
        ]
        left_out = {"index", "view_on_site"}
        return (
            rooms
            + people.urls(self)
            + hold.urls(self)
            + bundle.urls(self)
            + [one for one in super().get_urls() if getattr(one, "name", None) not in left_out]
        )

    def admin_view(self, view, cacheable=False):
        return super().admin_view(at_the_door(view), cacheable)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """Everybody signs in at /accounts/login/; who is in goes on, and who has no place at the desk is told so."""
        next_url = request.GET.get("next", "")
        if not request.user.is_authenticated:
            return redirect_to_login(next_url or reverse("admin:index"))
        if not self.has_permission(request):
            raise PermissionDenied("Your sign-in has no place at the desk.")
        return redirect("admin:index")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
