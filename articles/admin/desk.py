from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.admin.story_form import colleagues
from articles.models import Desk


@admin.register(Desk)
class DeskOfPeopleAdmin(DeskAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    filter_horizontal = ("members",)
    fields = ("name", "slug", "members")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["queryset"] = colleagues()
        return super().formfield_for_manytomany(db_field, request, **kwargs)
