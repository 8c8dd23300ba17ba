from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from articles.admin.base import DeskAdmin, hour
from newsletters import mailboxes, suppressing
from newsletters.models import Suppression

# What readers have asked for, and nobody at the desk undoes.
OF_THEIR_OWN = frozenset({"erased", "refused"})


class SuppressionForm(forms.ModelForm):
    whom = forms.CharField(
        label="Address or domain",
        max_length=254,
        help_text="you@example.org, or @example.org for everybody there. It is kept so that nobody can read it.",
    )

    said = forms.CharField(label="Why", max_length=500, help_text="Colleagues read it beside your name.")

    class Meta:
        model = Suppression
        fields = ("said",)

    def clean_whom(self) -> str:
        typed = self.cleaned_data["whom"].strip()
        try:
            mailbox = mailboxes.address_of(f"anybody{typed}" if typed.startswith("@") else typed)[1]
        except mailboxes.NotAnAddress as error:
            raise ValidationError(str(error)) from error
        mailbox = mailboxes.domain_in(mailbox) if typed.startswith("@") else mailbox
        if Suppression.objects.filter(digest=mailboxes.digest_of(mailbox)).exists():
            raise ValidationError("Nothing is sent there already.")
        return mailbox


class Why(admin.SimpleListFilter):
    title, parameter_name = "why", "why"

    def lookups(self, request, model_admin):
        return Suppression.Why.choices

    def queryset(self, request, queryset):
        return queryset.filter(why=self.value()) if self.value() in Suppression.Why.values else queryset


@admin.register(Suppression)
class SuppressionAdmin(DeskAdmin):
    """To whom nothing is sent, and why. A whole address finds it; nobody can read addresses off the list."""

    nothing_yet = (
        "Nobody is kept out. Addresses come here by themselves where letters come back or are said to be junk; you can "
        "keep out an address or a whole domain."
    )
    form = SuppressionForm
    list_display = ("whom", "why", "said", "since_when", "by")
    list_filter = (Why,)
    list_select_related = ("by",)
    ordering = ("-since", "-pk")
    sortable_by = ()
    search_fields = ("domain",)
    search_help_text = "A whole address, or a domain"
    actions = None
    fields = ("whom", "said")

    def get_fields(self, request, obj=None):
        return self.list_display if obj else self.fields

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Who asked for it comes back by themselves, and nobody else brings them."""
        return (obj is None or obj.why not in OF_THEIR_OWN) and super().has_delete_permission(request, obj)

    def get_search_results(self, request, queryset, search_term):
        typed = search_term.strip().lower()
        digests = [
            mailboxes.digest_of(typed),
            mailboxes.digest_of(mailboxes.domain_in(f"@{typed.lstrip('@')}")),
        ]
        return (queryset.filter(digest__in=digests), False) if typed else (queryset, False)

    def save_model(self, request, obj, form, change):
        kept = suppressing.suppress(
            form.cleaned_data["whom"], Suppression.Why.DESK, form.cleaned_data["said"], by=request.user
        )
        obj.__dict__ |= {key: value for key, value in kept.__dict__.items() if key != "_state"}

    @admin.display(description="whom")
    def whom(self, suppression):
        return f"everybody @{suppression.domain}" if suppression.domain else "an address"

    @admin.display(description="since")
    def since_when(self, suppression):
        return hour(suppression.since)
