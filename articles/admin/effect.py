from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html

from articles import effects
from articles.admin import reach
from articles.admin.base import DeskList, ForReading, hour
from articles.effects.channels import CHANNELS
from articles.models import Effect

_SHOWN = 120


class State(admin.SimpleListFilter):
    """What became of it; first, what somebody has to look at."""

    title = parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("dead", "reached nobody"), ("waiting", "still to be done"), ("delivered", "done")]

    def choices(self, changelist):
        for value, words in self.lookup_choices:
            link = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": (self.value() or "dead") == value, "query_string": link, "display": words}

    def queryset(self, request, queryset):
        match self.value():
            case "waiting":
                return queryset.waiting()
            case "delivered":
                return queryset.filter(delivered_at__isnull=False)
        return queryset.dead()


class EffectList(DeskList):
    """The list with the names of the recipients, looked up for all of a page at once."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = _named(list(self.result_list))


def _named(rows: list[Effect]) -> list[Effect]:
    names = {}
    for name, channel in CHANNELS.items():
        if recipients := {row.recipient for row in rows if row.channel == name}:
            names[name] = channel.names(recipients)
    for row in rows:
        row.recipient_name = names.get(row.channel, {}).get(row.recipient, row.recipient)
    return rows


@admin.register(Effect)
class EffectAdmin(ForReading):
    """What publications cause outside, and what of it reached nobody: each is tried again by hand, or many at once."""

    actions = ("try_again",)  # type: ignore[assignment]
    list_display = ("told", "outlet", "whom", "attempts", "why", "hours", "again")
    list_display_links = ("told",)
    list_filter = (State, "channel")
    list_select_related = ("story",)
    ordering = ("-due_at", "-pk")
    sortable_by = ()
    fields = (
        "story",
        "occasion",
        "outlet",
        "whom",
        "due",
        "attempts",
        "next_try",
        "done",
        "last_error",
        "key",
    )

    def get_queryset(self, request):
        return reach.of_stories(super().get_queryset(request), request.user)

    def get_changelist(self, request, **kwargs):
        return EffectList

    def get_object(self, request, object_id, from_field=None):
        return _named([super().get_object(request, object_id, from_field)])[0]

    def get_urls(self):
        door = self.admin_site.admin_view(self.try_one_again)
        return [path("<int:pk>/retry/", door, name="articles_effect_retry"), *super().get_urls()]

    def has_retry_permission(self, request):
        return request.user.has_perm("articles.change_effect")

    def try_one_again(self, request, pk: int):
        """POST tries it again; whoever looks is led to its page."""
        if not self.has_retry_permission(request):
            raise PermissionDenied(f"{request.user} may not try it again.")
        effect = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method != "POST":
            return redirect("admin:articles_effect_change", pk)
        self._say(request, effects.retry([effect]))
        return redirect("admin:articles_effect_changelist")

    @admin.action(description="Try again", permissions=["retry"])
    def try_again(self, request, queryset):
        self._say(request, effects.retry(queryset))

    def _say(self, request, number: int) -> None:
        if number:
            counted = "One is" if number == 1 else f"{number} are"
            messages.success(request, f"{counted} tried again.")
        else:
            messages.warning(request, "Nothing was dead: there is nothing to try again.")

    @admin.display(description="story")
    def told(self, effect):
        return f"{effect.story}: {effect.get_occasion_display().lower()}"

    @admin.display(description="channel")
    def outlet(self, effect):
        return CHANNELS[effect.channel].label if effect.channel in CHANNELS else effect.channel

    @admin.display(description="recipient")
    def whom(self, effect):
        return effect.recipient_name

    @admin.display(description="last error")
    def why(self, effect):
        return f"{effect.last_error[:_SHOWN]}…" if len(effect.last_error) > _SHOWN else effect.last_error

    @admin.display(description="hour")
    def hours(self, effect):
        return hour(effect.delivered_at or effect.dead_at or effect.due_at)

    @admin.display(description="")
    def again(self, effect):
        """A button that works without script: the list is a form, and it is sent elsewhere."""
        if not effect.dead_at:
            return ""
        address = reverse("admin:articles_effect_retry", args=[effect.pk])
        return format_html(
            '<button class="button" type="submit" formaction="{}" aria-label="Try again: {}">Try again</button>',
            address,
            effect.story,
        )

    @admin.display(description="due")
    def due(self, effect):
        return hour(effect.due_at)

    @admin.display(description="tried next")
    def next_try(self, effect):
        return hour(effect.offered_at) if not (effect.delivered_at or effect.dead_at) else "-"

    @admin.display(description="done")
    def done(self, effect):
        return hour(effect.delivered_at)
