"""The desk as one place: Django's admin under the paper's name."""

from django.conf import settings
from django.contrib import admin


class DeskSite(admin.AdminSite):
    site_header = site_title = settings.SITE_NAME
    index_title = "The desk"
    enable_nav_sidebar = False

    def get_urls(self):
        """Without the door that leads from any row of any table to its public address, whoever's desk it is of."""
        return [pattern for pattern in super().get_urls() if getattr(pattern, "name", None) != "view_on_site"]
