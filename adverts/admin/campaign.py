from base64 import b64encode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html

from adverts import pictures, running
from adverts.admin.creative import CreativeInline
from adverts.models import Campaign, ClickCount
from articles.admin.base import DeskAdmin
from articles.admin.out import COMING, ENDED, LIVE, with_place
from articles.admin.story_form import SectionsChoice
from articles.admin.wall_time import WallTimeField, set_zone
from articles.models import Section
from articles.preflight import spoken


class CampaignForm(forms.ModelForm):
    """`by` is who plans it, in whose zone hours are typed."""

    by = None

    live_from = WallTimeField(label="From")
    live_until = WallTimeField(label="Until", required=False, help_text="Empty: for good.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        set_zone(self, self.by)


class Place(admin.SimpleListFilter):
    """By the window, as the database's clock has it."""

    title, parameter_name = "window", "place"

    def lookups(self, request, model_admin):
        return [(LIVE, "runs now"), (COMING, "is coming"), (ENDED, "has ended")]

    def queryset(self, request, queryset):
        return queryset.filter(place=self.value()) if self.value() in (LIVE, COMING, ENDED) else queryset


@admin.register(Campaign)
class CampaignAdmin(DeskAdmin):
    """Whatever is changed here, what runs is asked anew."""

    list_display = ("name", "place", "opens", "ends", "weight", "clicks")
    list_filter = (Place,)
    search_fields = ("name",)
    ordering = ("-live_from", "-pk")
    sortable_by = ()
    form = CampaignForm
    readonly_fields = ("seen",)
    fields = (("name", "weight"), ("live_from", "live_until"), "sections", "seen")
    inlines = (CreativeInline,)

    def get_queryset(self, request):
        clicks = Coalesce(Sum("creatives__click_counts__clicks"), 0)
        return with_place(super().get_queryset(request)).annotate(clicks=clicks)

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview)
        return [path("<int:pk>/preview/", preview, name="adverts_campaign_preview"), *super().get_urls()]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        sections = Section.objects.select_related("parent")
        return super().formfield_for_manytomany(
            db_field, request, **kwargs | {"form_class": SectionsChoice, "queryset": sections}
        )

    # After a change

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        transaction.on_commit(running.forget)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        transaction.on_commit(running.forget)

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        transaction.on_commit(running.forget)

    def get_deleted_objects(self, objs, request):
        """Its clicks, which nobody changes or deletes one by one, go along with it."""
        shown, counts, needed, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(needed) - {ClickCount._meta.verbose_name}, protected

    # How it looks

    def preview(self, request, pk):
        """Its adverts as readers have them, each in its place, whether it runs or not."""
        campaign = self.get_object(request, str(pk))
        if not self.has_view_permission(request, campaign):
            raise PermissionDenied
        creatives = list(campaign.creatives.all())
        for creative in creatives:
            if creative.has_picture:
                kept = b64encode(creative.picture).decode()
                creative.picture_url = f"data:{pictures.KEPT_AS};base64,{kept}"
        context = {"campaign": campaign, "creatives": creatives}
        return render(request, "admin/adverts/campaign/preview.html", context)

    @admin.display(description="as readers see it")
    def seen(self, campaign):
        if not campaign.pk:
            return "Save it first."
        return format_html(
            '<a href="{}">Preview</a>, <a href="{}?campaign={}">clicks by day</a>',
            reverse("admin:adverts_campaign_preview", args=[campaign.pk]),
            reverse("admin:adverts_clickcount_changelist"),
            campaign.pk,
        )

    @admin.display(description="is")
    def place(self, campaign):
        return campaign.place

    @admin.display(description="from")
    def opens(self, campaign):
        return spoken(campaign.live_from)

    @admin.display(description="until")
    def ends(self, campaign):
        return spoken(campaign.live_until) if campaign.live_until else None

    @admin.display(description="clicks")
    def clicks(self, campaign):
        return campaign.clicks
