"""What the desk's lists and pages have in common: quick long lists, addresses that stay, and pages only for reading."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db.models import PROTECT, BigIntegerField, Model, QuerySet
from django.db.models.deletion import get_candidate_relations_to_delete
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst

from articles import freshness
from articles.models import Edition, EditionAuthor, EditionTag, Story, TaggedStory
from articles.preflight import spoken


class BoundedPaginator(Paginator):
    """Looks once, and as far as anybody turns the pages, so that the archive may grow: what it finds it also counts."""

    furthest = 1_000

    @cached_property
    def count(self) -> int:
        return min(len(self._found), self.furthest)

    @cached_property
    def goes_on(self) -> bool:
        """Whether there is more than the pages show: a filter or a search leads to it."""
        return len(self._found) > self.furthest

    def page(self, number):
        """One page, without searching the archive a second time."""
        number = self.validate_number(number)
        end = min(number * self.per_page, self.count)
        chosen = self._found[(number - 1) * self.per_page : end]
        return Page(cast(QuerySet, self.object_list).filter(pk__in=chosen), number, self)

    @cached_property
    def _found(self) -> list:
        return list(cast(QuerySet, self.object_list).values_list("pk", flat=True)[: self.furthest + 1])


class DeskList(ChangeList):
    """The list as its paginator found it, also where one page holds it all."""

    def get_results(self, request):
        super().get_results(request)
        if not self.multi_page:
            self.result_list = self.paginator.page(1).object_list


def now_of(request) -> datetime:
    """When a request was made, so that all of a page speaks of one moment.

    By this machine's clock: it only words hours and draws lines between late and soon; the gate asks the database.
    """
    if not hasattr(request, "_now"):
        request._now = timezone.now()
    return request._now


def is_key(typed: Any) -> bool:
    """Whether it can be the number of a row at all."""
    return str(typed).isdecimal() and int(typed) <= BigIntegerField.MAX_BIGINT


def day_asked(typed: str) -> date | None:
    """The day that an address names, `2026-11-22`, if it names one that there is and that has days around it."""
    try:
        day = datetime.strptime(typed, "%Y-%m-%d").date()
    except ValueError:
        return None
    return day if 1900 <= day.year <= 9000 else None


class Chooser(AutocompleteSelect):
    """Looks up what it offers while somebody types. What no row can bear as its number chooses nothing."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if is_key(one)], attr)


class WithChoosers:
    """What is looked up while somebody types is chosen with `Chooser`."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Chooser(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class DeskAdmin(WithChoosers, admin.ModelAdmin):
    """A list that stays quick at any length. What is in use cannot be deleted, and the page says what uses it."""

    paginator = BoundedPaginator
    nothing_yet = "There is none yet."  # What the list says while nothing is on it, and what to do.
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 0

    def get_changelist(self, request, **kwargs):
        return DeskList

    def get_view_on_site_url(self, obj=None):
        """Where readers find it, if they do."""
        shown = self.view_on_site and hasattr(obj, "get_absolute_url")
        return obj.get_absolute_url() if shown else None

    def get_object(self, request, object_id, from_field=None):
        """What is out of somebody's reach answers as what never was."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404(f"There is no such {self.opts.verbose_name} at your desk.")
        return found

    def response_action(self, request, queryset, **where):
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("Rows are chosen by their numbers.")
        return super().response_action(request, queryset, **where)

    def get_deleted_objects(self, objs, request):
        """What would go along, as Django tells it; but uses are counted, for they may be half the archive."""
        objs = list(objs)
        uses = [f"{noun}: {count}" for noun, count in _uses(self.model, objs).items()]
        return ([], {}, set(), uses) if uses else super().get_deleted_objects(objs, request)


# Rows that only tie something to a story or an edition are counted as what they tie it to.
_LINKED: dict[type[Model], type[Model]] = {TaggedStory: Story, EditionTag: Edition, EditionAuthor: Edition}


def _uses(model, objs) -> dict[str, int]:
    """How many rows of each kind keep things from being deleted."""
    uses: dict[str, int] = {}
    relations: Iterable[Any] = get_candidate_relations_to_delete(model._meta)
    for relation in relations:
        if relation.on_delete is PROTECT:
            holder = relation.related_model
            rows = holder._base_manager.filter(**{f"{relation.field.name}__in": objs})
            noun = str(capfirst(_LINKED.get(holder, holder)._meta.verbose_name_plural))
            uses[noun] = max(uses.get(noun, 0), rows.count())
    return {noun: count for noun, count in uses.items() if count}


class LastingAddress:
    """Readers come by these fields: they are given once, when it is made, and stay."""

    lasting: tuple[str, ...] = ("slug",)

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *(self.lasting if obj else ()))

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)


def hour(moment: datetime | None) -> str:
    """A moment in the site's zone, or a dash where there is none."""
    return spoken(moment) if moment else "-"


class Rows(WithChoosers, admin.TabularInline):
    """Rows on the page of what they belong to. Each field says what it is, for who sees no column heads."""

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        for field in formset.form.base_fields.values():
            shown = getattr(field.widget, "widget", field.widget)
            shown.attrs["aria-label"] = capfirst(field.label)
        return formset


class SeenByReaders:
    """Whatever is changed here, the pages that show it are made anew."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        freshness.touch_nouns([obj])

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        freshness.touch_nouns([obj])

    def delete_queryset(self, request, queryset):
        gone = list(queryset)
        super().delete_queryset(request, queryset)
        freshness.touch_nouns(gone)


class ForReading(DeskAdmin):
    """History: added by the workflow, changed and deleted by nobody."""

    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
