from django.contrib import admin

from articles.admin.base import DeskAdmin, LastingAddress, SeenByReaders
from articles.models import Dateline


@admin.register(Dateline)
class DatelineAdmin(LastingAddress, SeenByReaders, DeskAdmin):
    list_display = ("place", "full_place", "country", "stands_alone", "time_zone")
    list_filter = ("stands_alone",)
    search_fields = ("place", "full_place", "=country")
    fields = (
        "place",
        "full_place",
        "slug",
        "country",
        ("latitude", "longitude"),
        "time_zone",
        "stands_alone",
    )
