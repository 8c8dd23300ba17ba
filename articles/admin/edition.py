from datetime import date, datetime

from django.contrib import admin

from articles.admin import reach
from articles.admin.base import ForReading, hour
from articles.admin.out import with_place
from articles.models import Edition
from articles.preflight import spoken


class Place(admin.SimpleListFilter):
    """By the window: what readers have now, will have, have had."""

    title = parameter_name = "readers"

    def lookups(self, request, model_admin):
        return [("live", "have it"), ("coming", "will have it")]

    def queryset(self, request, queryset):
        match self.value():
            case "live":
                return queryset.live()
            case "coming":
                return queryset.filter(pk__in=Edition.objects.coming().order_by().values("pk"))
        return queryset


def _day(address: str) -> date | None:
    """The day that an address begins with, where it says nothing else."""
    try:
        return datetime.strptime(address.strip().strip("/"), "%Y/%m/%d").date()
    except ValueError:
        return None


@admin.register(Edition)
class EditionAdmin(ForReading):
    """What readers got, as it was frozen."""

    list_display = ("headline", "number", "place", "opens", "ends", "section")
    list_filter = (Place, "section")
    list_select_related = ("section",)
    search_fields = ("slug__exact", "path__exact")
    search_help_text = "The whole address, its last part, or the day it begins with: /2026/05/03/."
    ordering = ("-first_published_at", "-pk")
    sortable_by = ()
    fields = (
        ("story", "number", "place"),
        ("opens", "ends", "wished_end"),
        ("path", "first_published"),
        *("kicker", "headline", "deck", "section", "series", "dateline_text", "body", "summary"),
        *("search_headline", "social_headline", "language", "urgency", "source", "canonical_url"),
        *("credits", "topics", "told", "words", "revision", "by", "content_hash"),
    )

    def get_queryset(self, request):
        return with_place(reach.of_stories(super().get_queryset(request), request.user))

    def get_search_results(self, request, queryset, search_term):
        """An address or a day: each has an index, however long the archive is."""
        day = _day(search_term)
        if day:
            return queryset.published_on(day), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="readers")
    def place(self, edition):
        return edition.place

    @admin.display(description="opens")
    def opens(self, edition):
        return f"held, {spoken(edition.opens_at)}" if edition.is_held else spoken(edition.live_from)

    @admin.display(description="ends")
    def ends(self, edition):
        return hour(edition.live_until)

    @admin.display(description="end that was wished")
    def wished_end(self, edition):
        return hour(edition.expires_at)

    @admin.display(description="first published")
    def first_published(self, edition):
        return spoken(edition.first_published_at)

    @admin.display(description="bylines")
    def credits(self, edition):
        return "; ".join(
            f"{row['name']} ({row['role']})" if row["role"] else row["name"] for row in edition.bylines
        )

    @admin.display(description="tags")
    def topics(self, edition):
        return ", ".join(tag["name"] for tag in edition.tags)

    @admin.display(description="corrections")
    def told(self, edition):
        return "\n".join(
            f"{one['label']}, {spoken(one['at'])}: {one['text']}" for one in edition.corrections_told
        )
