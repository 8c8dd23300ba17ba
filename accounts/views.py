"""The pages of /accounts/ that are ours: to join, and to say how one likes the desk."""

from zoneinfo import available_timezones

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import invitations, people, seats
from accounts.forms import ChosenPassword, Preferences


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, signed: str) -> HttpResponse:
    """Somebody who was invited chooses a password, and is in. Looking at the link uses nothing up."""
    asked = invitations.read(signed)
    if asked is None:
        return render(request, "accounts/invitation_ended.html", status=404)
    form = ChosenPassword(asked.user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not invitations.accept(asked, password=form.cleaned_data["password1"]):
            return render(request, "accounts/invitation_ended.html", status=404)
        logout(request)
        return perform_login(request, asked.user)
    roles = [group.name for group in asked.user.groups.all()]
    return render(request, "accounts/invitation.html", {"invitation": asked, "form": form, "roles": roles})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request) -> HttpResponse:
    form = Preferences(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "Kept.")
        return redirect("preferences")
    context = {
        "form": form,
        "zones": sorted(available_timezones()),
        "seats": seats.of(request.user),
        "here": request.session.session_key,
    }
    return render(request, "accounts/preferences.html", context)


@login_required
@require_POST
def sign_out_there(request, pk: int) -> HttpResponse:
    """End one's own session on one device."""
    seat = get_object_or_404(request.user.seats, pk=pk)
    seats.give_up(seat)
    messages.success(request, f"You are signed out there: {seat}.")
    return redirect("preferences")


@login_required
@require_POST
def sign_out_elsewhere(request) -> HttpResponse:
    """End all of one's own sessions but this one."""
    people.sign_out_everywhere(request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, "You are signed in here, and nowhere else.")
    return redirect("preferences")
