"""Readers' addresses, for the few who may see them: found, asked whether they want something, taken off, forgotten."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError

from articles.admin.base import DeskAdmin, hour
from newsletters import choices, mailboxes, signing_up
from newsletters.models import Newsletter, Subscriber, Subscription, Suppression
from newsletters.words import spoken

DESK = "the desk"


class Why(forms.CharField):
    def __init__(self, **said):
        super().__init__(
            label="Why",
            max_length=200,
            help_text="For colleagues: who asked for it, and how. Readers do not see it.",
            **said,
        )


class AskForm(forms.ModelForm):
    """Somebody wants letters and said so to the desk: they are asked to confirm it, as whoever signs up is."""

    address = forms.CharField(max_length=mailboxes.LONGEST, label="E-mail address")
    newsletters = forms.ModelMultipleChoiceField(
        Newsletter.objects.filter(is_offered=True), widget=forms.CheckboxSelectMultiple
    )
    reason = Why()

    class Meta:
        model = Subscriber
        fields = ()

    def clean_address(self) -> str:
        try:
            address, mailbox = mailboxes.address_of(self.cleaned_data["address"])
        except mailboxes.NotAnAddress as fault:
            raise ValidationError(str(fault)) from fault
        if not mailboxes.may_be_asked(mailbox):
            raise ValidationError("Nothing is sent to that address: see who is kept out, and why.")
        if found := Subscriber.objects.filter(mailbox=mailbox).first():
            raise ValidationError(
                f"{found.address} is known already: they choose by the link in their letters."
            )
        return address


class TakeOffForm(forms.ModelForm):
    """Somebody wants less, or nothing more at all."""

    taken_off = forms.ModelMultipleChoiceField(
        Newsletter.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Take off",
        help_text="These end at once.",
    )
    keep_out = forms.BooleanField(
        required=False, label="Keep this address out", help_text="All ends, and nothing is sent there again."
    )
    reason = Why()

    class Meta:
        model = Subscriber
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "taken_off" in self.fields:
            has = Subscription.objects.in_force().filter(subscriber=self.instance)
            field = self.fields["taken_off"]
            field.queryset = Newsletter.objects.filter(subscriptions__in=has)

    def clean(self):
        said = super().clean() or {}
        if not (said.get("taken_off") or said.get("keep_out")):
            raise ValidationError("Choose what ends.")
        return said


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
            mailboxes.suppress(obj.mailbox, Suppression.Why.DESK, said["reason"])

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
