"""The questions that the list of stories can be asked. Each has an address, and stays quick in a long archive."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib import admin
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf

from articles import hours, turns, wall
from articles.admin.base import day_asked, is_key, now_of
from articles.admin.story_form import colleagues
from articles.models import Byline, Desk, Edition, Section, Story


class Readers(admin.SimpleListFilter):
    """By what readers have: the other fact beside the status."""

    title, parameter_name = "What readers have", "readers"

    def lookups(self, request, model_admin):
        return [
            ("live", "Live"),
            ("changed", "Live, changed"),
            ("coming", "Scheduled"),
            ("held", "Held"),
            ("embargo", "Embargoed"),
            ("waiting", "Cleared, not out"),
            ("ended", "Ended"),
            ("never", "Never had it"),
        ]

    def queryset(self, request, queryset):
        mine = Edition.objects.filter(story=OuterRef("pk"))
        match self.value():
            case "live":
                return queryset.filter(Exists(mine.live()))
            case "changed":
                return queryset.filter(Exists(mine.live()), is_in_work=True)
            case "coming":
                return queryset.filter(pk__in=Edition.objects.coming().order_by().values("story"))
            case "held":
                held = Edition.objects.filter(held_from__isnull=False).order_by()
                return queryset.filter(pk__in=held.values("story"))
            case "embargo":
                return queryset.filter(embargoed_until__gt=now_of(request))
            case "waiting":
                return queryset.filter(status=Story.Status.CLEARED, is_in_work=True)
            case "ended":
                now = now_of(request)
                closed = Edition.objects.filter(live_until__lte=now).order_by().values("story")
                out = mine.filter(Q(live_until=None) | Q(live_until__gt=now))
                return queryset.filter(~Exists(out), pk__in=closed)
            case "never":
                # Most of an archive ran, and need not be looked at.
                kinds = Story.objects.in_work(), Story.objects.filter(status=Story.Status.SPIKED)
                coming = Edition.objects.coming().order_by().values("story")
                maybe = coming.union(*(kind.order_by().values("pk") for kind in kinds))
                return queryset.filter(~Exists(mine.opened()), pk__in=maybe)
        return queryset


class Turn(admin.SimpleListFilter):
    """What somebody has still to do something with."""

    title, parameter_name = "Whose turn", "turn"

    def lookups(self, request, model_admin):
        return [("me", "Mine"), ("any", "Anybody’s, in work")]

    def queryset(self, request, queryset):
        match self.value():
            case "me":
                return turns.with_hands(queryset).filter(turns.waiting_for(request.user))
            case "any":
                return queryset.filter(is_in_work=True)
        return queryset


class Mine(admin.SimpleListFilter):
    title, parameter_name = "Whose story", "whose"

    def lookups(self, request, model_admin):
        return [("mine", "Mine")]

    def queryset(self, request, queryset):
        """All of it: `own` narrows it, once everything else that was asked for is known."""
        return queryset


def own(queryset, user, furthest: int):
    """Of stories in an order those that are somebody's, as far as a list goes: as many of each kind, by its own index.

    Whoever has twenty thousand would else have each of them read to find the last thousand.
    """
    credited = Byline.objects.filter(author__user=user).order_by().values("story")
    ways = (Q(assignee=user), Q(created_by=user), Q(pk__in=credited))
    newest = (queryset.filter(way).values("pk")[: furthest + 1] for way in ways)
    # Each within a question of its own, for SQLite joins none that are cut short. What they find has been asked all.
    first, *others = (Story.objects.order_by().filter(pk__in=pks).values("pk") for pks in newest)
    return Story.objects.filter(pk__in=first.union(*others)).order_by(*queryset.query.order_by)


def _names(request) -> dict[str, list[tuple[str, str]]]:
    """The names of all sections, desks and colleagues, with their keys: asked for together, once a request."""
    if not hasattr(request, "_names"):
        called = Coalesce(NullIf("name", Value("")), "email", output_field=CharField())
        people = colleagues().order_by().values_list(Value("person"), "pk", Value(0), called)
        desks = Desk.objects.order_by().values_list(Value("desk"), "pk", Value(0), "name")
        sections = Section.objects.order_by().values_list(Value("section"), "pk", "position", "name")
        found: dict[str, list[tuple[str, str]]] = {"person": [], "desk": [], "section": []}
        for noun, pk, _, name in sorted(sections.union(desks, people, all=True), key=lambda row: row[2:]):
            found[noun].append((str(pk), name))
        request._names = found
    return request._names


class InSection(admin.SimpleListFilter):
    title, parameter_name = "Section", "section__id__exact"

    def lookups(self, request, model_admin):
        return _names(request)["section"]

    def queryset(self, request, queryset):
        return queryset.filter(section=self.value()) if is_key(self.value()) else queryset


class OnDesk(admin.SimpleListFilter):
    title, parameter_name = "Desk", "desk__id__exact"

    def lookups(self, request, model_admin):
        return _names(request)["desk"]

    def queryset(self, request, queryset):
        return queryset.filter(desk=self.value()) if is_key(self.value()) else queryset


class Person(admin.SimpleListFilter):
    """By who has it."""

    title, parameter_name = "Person", "person"

    def lookups(self, request, model_admin):
        return [("none", "Nobody"), *_names(request)["person"]]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(assignee=None)
        return queryset.filter(assignee=self.value()) if is_key(self.value()) else queryset


class Language(admin.SimpleListFilter):
    title, parameter_name = "Language", "language"

    def lookups(self, request, model_admin):
        return sorted(settings.LANGUAGES, key=lambda language: language[1])

    def queryset(self, request, queryset):
        """A story may write its region large: pt-BR."""
        code = self.value()
        if not code:
            return queryset
        base, dash, region = code.partition("-")
        return queryset.filter(language__in={code, base + dash + region.upper()})


class Due(admin.SimpleListFilter):
    """What is being written for an hour, the next first."""

    title, parameter_name = "Due", "due"

    def lookups(self, request, model_admin):
        return [("late", "Late"), ("day", "Within a day"), ("week", "Within a week")]

    def queryset(self, request, queryset):
        ahead = {"late": None, "day": timedelta(days=1), "week": timedelta(weeks=1)}
        if self.value() not in ahead:
            return queryset
        now, within = now_of(request), ahead[self.value()]
        in_work = queryset.filter(status__in=(Story.Status.DRAFT, Story.Status.FILED))
        return in_work.filter(due_at__range=(now, now + within)) if within else in_work.filter(due_at__lt=now)


class Touched(admin.SimpleListFilter):
    """By when it was last touched: since a day, which is a date in the paper's zone."""

    title, parameter_name = "Touched since", "since"

    def lookups(self, request, model_admin):
        today = hours.local(now_of(request)).date()
        since = {
            "Today": today,
            "This week": today - timedelta(days=6),
            "This month": today - timedelta(days=30),
        }
        return [(day.isoformat(), word) for word, day in since.items()]

    def queryset(self, request, queryset):
        day = self.day
        return queryset.filter(modified_at__gte=wall.begins(day, settings.SITE_ZONE)) if day else queryset

    @property
    def day(self) -> date | None:
        return day_asked(self.value() or "")


class Owed(admin.SimpleListFilter):
    title, parameter_name = "After-review", "after_review"

    def lookups(self, request, model_admin):
        return [("owed", "Owed")]

    def queryset(self, request, queryset):
        return queryset.filter(after_review_owed=True) if self.value() == "owed" else queryset
