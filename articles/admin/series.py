from django.contrib import admin

from articles.admin.base import DeskAdmin, LastingAddress, SeenByReaders
from articles.models import Series


@admin.register(Series)
class SeriesAdmin(LastingAddress, SeenByReaders, DeskAdmin):
    list_display = ("title", "slug")
    search_fields = ("title", "slug")
    prepopulated_fields = {"slug": ("title",)}
    fields = ("title", "slug", "description")
