from django.contrib import admin

from adverts.models import Campaign, ClickCount
from articles.admin.base import ForReading


class OfCampaign(admin.SimpleListFilter):
    title = parameter_name = "campaign"

    def lookups(self, request, model_admin):
        return Campaign.objects.order_by("name").values_list("pk", "name")

    def queryset(self, request, queryset):
        chosen = self.value() or ""
        return queryset.filter(creative__campaign=chosen) if chosen.isdigit() else queryset


@admin.register(ClickCount)
class ClickCountAdmin(ForReading):
    """How often adverts were followed, day by day. There is nothing else to know."""

    list_display = ("day", "campaign", "creative", "placement", "clicks")
    list_display_links = None
    list_filter = (OfCampaign,)
    list_select_related = ("creative__campaign",)
    ordering = ("-day", "creative")
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).defer("creative__picture")

    @admin.display(description="campaign")
    def campaign(self, row):
        return row.creative.campaign

    @admin.display(description="placement")
    def placement(self, row):
        return row.creative.get_placement_display()
