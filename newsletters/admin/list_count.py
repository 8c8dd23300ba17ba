from django.contrib import admin

from articles.admin.base import ForReading, is_key
from newsletters.models import ListCount, Newsletter


class OfNewsletter(admin.SimpleListFilter):
    title = parameter_name = "newsletter"

    def lookups(self, request, model_admin):
        return Newsletter.objects.values_list("pk", "name")

    def queryset(self, request, queryset):
        chosen = self.value() or ""
        return queryset.filter(newsletter=chosen) if is_key(chosen) else queryset


@admin.register(ListCount)
class ListCountAdmin(ForReading):
    """How many came to each newsletter and left it, day by day. Of who they were, there is nothing to know."""

    nothing_yet = "Nothing was counted yet: the first who signs up begins it."
    list_display = ("day", "newsletter", "asked", "confirmed", "ended")
    list_display_links = None
    list_filter = (OfNewsletter,)
    list_select_related = ("newsletter",)
    ordering = ("-day", "newsletter__position")
    sortable_by = ()
