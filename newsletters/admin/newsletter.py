from django.contrib import admin
from django.db import transaction

from articles.admin.base import DeskAdmin, LastingAddress
from articles.admin.story_form import SectionsChoice
from articles.models import Section
from newsletters import audience, numbers, offered
from newsletters.admin.newsletter_form import NewsletterForm
from newsletters.models import Newsletter


@admin.register(Newsletter)
class NewsletterAdmin(LastingAddress, DeskAdmin):
    """What readers sign up to, and what the newsroom writes to itself. Boxes and pages say at once what changes here.

    None is deleted: one that is offered no more goes on to those who have it, or simply has no issues.
    """

    form = NewsletterForm
    nothing_yet = (
        "There is no newsletter yet. Say what it promises and when it leaves; then put issues together."
    )
    list_display = (
        "name",
        "audience",
        "leaves",
        "rule",
        "having",
        "asked",
        "confirmed",
        "ended",
        "is_offered",
    )
    search_fields = ("name",)
    ordering = ("position", "name")
    sortable_by = ()
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("topics",)
    readonly_fields = ("reaches",)
    fieldsets = (
        (
            "What readers are told",
            {
                "fields": (
                    ("name", "slug"),
                    "promise",
                    ("language", "position"),
                )
            },
        ),
        ("Who gets it", {"fields": ("audience", "is_offered", "is_suggested", "reaches")}),
        ("Who it is from", {"fields": (("sender_name", "sender_address"), "reply_to")}),
        ("When it leaves", {"fields": ("days", ("hour", "zone"))}),
        (
            "What goes into it",
            {"fields": ("rule", ("most_stories", "least_stories"), "sections", "topics")},
        ),
        ("What is counted", {"fields": ("counts_clicks",)}),
    )

    def get_queryset(self, request):
        return numbers.lists()

    def get_view_on_site_url(self, obj=None):
        return None if obj and obj.is_for_staff else super().get_view_on_site_url(obj)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "sections":
            sections = Section.objects.select_related("parent")
            kwargs |= {"form_class": SectionsChoice, "queryset": sections}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # After a change

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        transaction.on_commit(offered.forget)

    # How it looks

    @admin.display(description="leaves")
    def leaves(self, newsletter):
        if not newsletter.days:
            return "when an editor says so"
        return f"{offered.when(newsletter.days)} at {newsletter.hour:%H:%M}, {newsletter.zone}"

    @admin.display(description="have it")
    def having(self, newsletter):
        return audience.size(newsletter) if newsletter.is_for_staff else newsletter.having

    @admin.display(description="reaches now")
    def reaches(self, newsletter):
        return audience.in_words(newsletter) if newsletter.pk else "Nobody before it is made"

    @admin.display(description=f"signed up in {numbers.DAYS} days")
    def asked(self, newsletter):
        return newsletter.asked

    @admin.display(description="confirmed")
    def confirmed(self, newsletter):
        return newsletter.confirmed

    @admin.display(description="unsubscribed")
    def ended(self, newsletter):
        return newsletter.ended
