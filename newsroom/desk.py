"""The desk as one place: Django's admin under the paper's name."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts.door import at_the_door


class DeskSite(admin.AdminSite):
    site_header = site_title = settings.SITE_NAME
    index_title = "The desk"
    enable_nav_sidebar = False

    def get_urls(self):
        """Without the door that leads from any row of any table to its public address, whoever's desk it is of."""
        from articles.admin import people

        known = [
            pattern for pattern in super().get_urls() if getattr(pattern, "name", None) != "view_on_site"
        ]
        return [*people.urls(self), *known]

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
