"""Readers' addresses, for the few who may see them: found, asked whether they want something, taken off, forgotten."""

from django.contrib import admin, messages

from articles.admin.base import DeskAdmin, hour
from newsletters import choices, signing_up, suppressing
from newsletters.admin.subscriber_forms import AskForm, TakeOffForm
from newsletters.models import Subscriber, Subscription, Suppression
from newsletters.words import spoken

DESK = "the desk"


class SubscriptionRows(admin.TabularInline):
    model = Subscription
    extra = 0
    can_delete = False
    verbose_name_plural = "what they have and had"
    fields = readonly_fields = ("newsletter", "asked_at", "asked_on", "confirmed_at", "ended_at", "ended_by")

    def has_add_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        """Whoever sees the address sees what goes there."""
        return request.user.has_perm("newsletters.view_subscriber")

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Subscriber)
class SubscriberAdmin(DeskAdmin):
    """Nothing is written into an address: what the desk does here, a reader could have done, and the log says why."""

    nothing_yet = (
        "Nobody has signed up yet. Readers do so in the box beside stories and on the page of all newsletters; "
        "who asked you for letters is asked to confirm it."
    )
    list_display = ("address", "has", "language", "since")
    search_fields = ("mailbox__startswith",)
    search_help_text = "The beginning of an address"
    ordering = ("-pk",)
    sortable_by = ()
    actions = None
    readonly_fields = ("address", "language", "since", "last_asked")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("subscriptions__newsletter")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = TakeOffForm if change else AskForm
        return super().get_form(request, obj, change, **kwargs | {"form": form})

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else ()

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ("address", "newsletters", "reason")})]
        facts = (None, {"fields": (("address", "language"), ("since", "last_asked"))})
        asked = ("What ends", {"fields": ("taken_off", "keep_out", "reason")})
        return [facts, asked] if self.has_change_permission(request, obj) else [facts]

    def get_inlines(self, request, obj):
        return [SubscriptionRows] if obj else []

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term.strip().lower())

    # What is done

    def save_model(self, request, obj, form, change):
        if change:
            self._take_off(obj, form.cleaned_data)
        else:
            self._ask(request, obj, form.cleaned_data)

    def construct_change_message(self, request, form, formsets, add=False):
        """What colleagues read in the log, in words."""
        said = form.cleaned_data
        done = "Asked to confirm" if add else "Kept out" if said["keep_out"] else "Taken off"
        names = ", ".join(map(str, said["newsletters" if add else "taken_off"]))
        return f"{done}{f': {names}' if names else ''}. {said['reason']}"

    def delete_model(self, request, obj):
        choices.erase(obj)

    def get_deleted_objects(self, objs, request):
        """All that hangs on an address goes with it, which is what is wanted."""
        return [f"{obj.address}, with all that is known of them" for obj in objs], {}, set(), []

    def _ask(self, request, obj: Subscriber, said: dict) -> None:
        """A sign-up like any other: it is the letter that makes somebody a reader."""
        obj.address, obj.mailbox = said["address"], said["address"].lower()
        obj.language = spoken(said["newsletters"][0].language)
        obj.save()
        wanted = [newsletter.pk for newsletter in said["newsletters"]]
        try:
            signing_up.drop(obj.address, wanted, network=DESK, asked_on=DESK)
        except signing_up.TooMany:
            messages.error(
                request, "Too many signed up in the last hour: nobody was asked. Try again in an hour."
            )
        else:
            messages.info(request, f"A letter asks {obj.address} to confirm it.")

    def _take_off(self, obj: Subscriber, said: dict) -> None:
        for subscription in obj.subscriptions.filter(newsletter__in=said["taken_off"]):
            choices.end(subscription, by=Subscription.End.DESK)
        if said["keep_out"]:
            choices.end_all(obj, by=Subscription.End.DESK)
            suppressing.suppress(obj.mailbox, Suppression.Why.DESK, said["reason"])

    # How it looks

    @admin.display(description="has")
    def has(self, subscriber):
        rows = subscriber.subscriptions.all()
        return ", ".join(str(row.newsletter) for row in rows if row.is_in_force) or "nothing confirmed"

    @admin.display(description="known since")
    def since(self, subscriber):
        return hour(subscriber.made_at)

    @admin.display(description="asked to confirm")
    def last_asked(self, subscriber):
        return hour(subscriber.asked_at)
