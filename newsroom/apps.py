from django.apps import AppConfig
from django.contrib.admin import apps as admin


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self):
        from newsroom import checks  # noqa: F401


class DeskConfig(admin.AdminConfig):
    """Django's admin, on the paper's own site."""

    default = False
    default_site = "newsroom.desk.DeskSite"
