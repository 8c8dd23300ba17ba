"""What somebody follows: the desks of whose stories they want a letter when one comes out, or is withdrawn."""

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from articles import effects
from articles.models import Desk
from articles.rules import ground


class FollowingForm(forms.Form):
    desks = forms.ModelMultipleChoiceField(
        Desk.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="A letter goes to you when a story of theirs comes out, and when one is withdrawn.",
    )

    def __init__(self, data=None, *, by):
        super().__init__(data, initial={"desks": by.followed_desks.all()})
        theirs = ground(by).desks
        self.fields["desks"].queryset = Desk.objects.filter(pk__in=theirs) if theirs else Desk.objects.all()


@require_http_methods(["GET", "HEAD", "POST"])
def following(request, *, site: AdminSite):
    """Everybody chooses for themselves, among the desks that they work for."""
    form = FollowingForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            request.user.followed_desks.set(form.cleaned_data["desks"])
            effects.settle_coming()
        messages.success(request, "Kept.")
        return redirect("admin:following")
    return render(
        request,
        "admin/following.html",
        {**site.each_context(request), "title": "What you follow", "form": form},
    )
