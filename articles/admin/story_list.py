"""What the list of stories fetches, and the questions it can be asked."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch

from articles import clock
from articles.admin.base import DeskList
from articles.admin.out import with_place
from articles.models import Byline, Edition, Story


class StoryList(DeskList):
    def get_queryset(self, request, exclude_parameters=None):
        """The stories without their text, each with its editions in `out`, the newest first."""
        editions = with_place(Edition.objects.order_by("-live_from"))
        editions = editions.only("story", "number", "live_from", "live_until")
        stories = super().get_queryset(request, exclude_parameters).for_desk_list()
        return stories.prefetch_related(Prefetch("editions", editions, to_attr="out"))

    def get_ordering(self, request, queryset):
        by_hour = Due.parameter_name in self.filter_params
        return ["due_at", "pk"] if by_hour else super().get_ordering(request, queryset)


class Readers(admin.SimpleListFilter):
    """By what readers have: the other fact beside the status."""

    title = parameter_name = "readers"

    def lookups(self, request, model_admin):
        return [("live", "have it"), ("coming", "will have it"), ("never", "never had it")]

    def queryset(self, request, queryset):
        match self.value():
            case "live":
                return queryset.filter(Exists(Edition.objects.live().filter(story=OuterRef("pk"))))
            case "coming":
                return queryset.filter(pk__in=Edition.objects.coming().order_by().values("story"))
            case "never":
                return queryset.exclude(Exists(Edition.objects.opened().filter(story=OuterRef("pk"))))
        return queryset


class Mine(admin.SimpleListFilter):
    title = parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", "mine")]

    def queryset(self, request, queryset):
        if self.value() != "mine":
            return queryset
        given, begun = (Story.objects.filter(**{role: request.user}) for role in ("assignee", "created_by"))
        credited = Byline.objects.filter(author__user=request.user)
        ways = (
            given.order_by().values("pk"),
            begun.order_by().values("pk"),
            credited.order_by().values("story"),
        )
        return queryset.filter(pk__in=ways[0].union(*ways[1:]))


class Due(admin.SimpleListFilter):
    """What is being written for an hour, the next first. Longer lists are not put in this order."""

    title = parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("late", "late"), ("day", "within a day"), ("week", "within a week")]

    def queryset(self, request, queryset):
        ahead = {"late": None, "day": timedelta(days=1), "week": timedelta(weeks=1)}
        if self.value() not in ahead:
            return queryset
        now, within = clock.now(), ahead[self.value()]
        in_work = queryset.filter(status__in=(Story.Status.DRAFT, Story.Status.FILED))
        return in_work.filter(due_at__range=(now, now + within)) if within else in_work.filter(due_at__lt=now)


class Owed(admin.SimpleListFilter):
    title, parameter_name = "after-review", "after_review"

    def lookups(self, request, model_admin):
        return [("owed", "owed")]

    def queryset(self, request, queryset):
        return queryset.filter(after_review_owed=True) if self.value() == "owed" else queryset
