from django.contrib import admin
from django.db import transaction

from articles import reading
from articles.admin.base import DeskAdmin, LastingAddress, SeenByReaders
from articles.models import Section


@admin.register(Section)
class SectionAdmin(LastingAddress, SeenByReaders, DeskAdmin):
    """Whatever is changed here, the paper's navigation is read anew."""

    lasting = ("slug", "parent")
    list_display = ("name", "parent", "slug", "position", "four_eyes")
    list_select_related = ("parent",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "parent", "description", "position", "four_eyes")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        transaction.on_commit(reading.forget_sections)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        transaction.on_commit(reading.forget_sections)

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        transaction.on_commit(reading.forget_sections)
