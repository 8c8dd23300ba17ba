"""The people of the desk: who they are, what their roles may, how they come and go. A door for each thing done."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts import invitations, people, seats, second_factor
from accounts.models import HOUSE, Invitation, Seat, User
from articles.admin.matrix import matrix
from articles.admin.people_acts import ACTS, Act, is_waiting
from articles.admin.people_forms import InvitationForm, PersonForm
from articles.roles import ROLES


def urls(site: AdminSite) -> list:
    """The addresses of people, each behind the door of the desk."""

    def door(view, **more):
        return site.admin_view(lambda request, **at: view(request, site=site, **more, **at))

    acts = [path(f"people/<int:pk>/{name}/", door(act, name=name), name=f"people_{name}") for name in ACTS]
    return [
        path("people/", door(everybody), name="people"),
        path("people/invitation/", door(invite), name="people_invite"),
        path("people/<int:pk>/", door(person), name="people_person"),
        path("people/<int:pk>/letter/", door(send_again), name="people_letter"),
        path("people/<int:pk>/devices/<int:seat>/", door(sign_out_there), name="people_device"),
        *acts,
    ]


def _asks(act: str):
    """Before anything is said of a person, even that they exist, whoever asks must have the right to keep people."""

    def before(view):
        @wraps(view)
        def asked(request, **at):
            if not request.user.has_perm(f"accounts.{act}_user"):
                raise PermissionDenied("An administrator keeps the people of the desk.")
            return view(request, **at)

        return asked

    return before


def _somebody(request, pk: int) -> User:
    """A person whom whoever asks may change: somebody who may do everything is changed only by their like."""
    user = get_object_or_404(User.objects.exclude(email=HOUSE).select_related("invitation__by"), pk=pk)
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied(f"{user} may do everything, and is changed only by their like.")
    return user


@require_http_methods(["GET", "HEAD"])
def everybody(request, *, site: AdminSite) -> HttpResponse:
    """The list for those who keep people; what each role may, for everybody."""
    told = _told(_of_the_desk(), request.user) if request.user.has_perm("accounts.view_user") else None
    context = {
        **site.each_context(request),
        "title": "People",
        "people": told,
        "here": sum(one["is_here"] for one in told or []),
        "owing": sum(one["must"] and not one["factors"] for one in told or []),
        "may_invite": request.user.has_perm("accounts.add_user"),
        "roles": list(ROLES),
        "mine": {group.name for group in request.user.groups.all()},
        "matrix": matrix(),
    }
    return render(request, "admin/people/list.html", context)


def _of_the_desk():
    found = User.objects.exclude(email=HOUSE).select_related("invitation")
    beside = ("groups", "desks", "sections__parent", "authenticator_set")
    kept = Prefetch("seats", Seat.objects.kept(timezone.now()))
    return found.prefetch_related(*beside, kept).order_by("-is_active", "name", "email")


def _told(users, to: User) -> list[dict]:
    """What the list says of each to somebody. Read from what was fetched with them, whatever their number."""
    may_change = to.has_perm("accounts.change_user")
    now = timezone.now()
    asked = {role for role, granted in ROLES.items() if set(granted) & set(settings.SECOND_FACTOR_FOR)}
    told = []
    for user in users:
        roles = [group.name for group in user.groups.all()]
        kinds = {one.type for one in user.authenticator_set.all()} & set(second_factor.FACTORS)
        told.append(
            {
                "user": user,
                "roles": [role for role in ROLES if role in roles],
                "ground": [*user.desks.all(), *user.sections.all()],
                "factors": [second_factor.WORDS[kind] for kind in second_factor.FACTORS if kind in kinds],
                "must": bool(asked & set(roles)) or (user.is_superuser and bool(asked)),
                "is_here": bool(user.last_seen_at and now - user.last_seen_at < 2 * people.TO_WITHIN),
                "is_waiting": is_waiting(user),
                "seats": seats.held(user, user.seats.all()),
                "may_change": may_change and (to.is_superuser or not user.is_superuser),
            }
        )
    return told


@_asks("add")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, *, site: AdminSite) -> HttpResponse:
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            invitation = invitations.invite(form.save(), by=request.user)
        _send(request, invitation)
        return redirect("admin:people")
    context = {**site.each_context(request), "title": "Invite somebody", "form": form}
    return render(request, "admin/people/invite.html", context)


@_asks("change")
@require_POST
def send_again(request, pk: int, *, site: AdminSite) -> HttpResponse:
    """Another letter to somebody who has not come yet. The link in the first no longer works."""
    user = _somebody(request, pk)
    if is_waiting(user):
        _send(request, invitations.invite(user, by=request.user))
    else:
        messages.warning(request, f"{user} is not waiting for a letter.")
    return redirect("admin:people")


def _send(request, invitation: Invitation) -> None:
    try:
        invitations.send(invitation)
    except OSError as error:
        messages.error(
            request, f"No letter went to {invitation.user.email}: {error}. Send it again when mail works."
        )
    else:
        messages.success(request, f"A letter is on its way to {invitation.user.email}.")


@_asks("change")
@require_http_methods(["GET", "HEAD", "POST"])
def person(request, pk: int, *, site: AdminSite) -> HttpResponse:
    user = _somebody(request, pk)
    form = PersonForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            form.save()
        messages.success(request, f"{user}: kept.")
        return redirect("admin:people")
    context = {
        **site.each_context(request),
        "title": str(User.objects.get(pk=pk)),
        "told": _told(_of_the_desk().filter(pk=pk), request.user)[0],
        "form": form,
        "acts": {name: one for name, one in ACTS.items() if _is_open(request, one, user)},
    }
    return render(request, "admin/people/person.html", context)


@_asks("change")
@require_POST
def sign_out_there(request, pk: int, seat: int, *, site: AdminSite) -> HttpResponse:
    """End somebody's session on one device."""
    user = _somebody(request, pk)
    given_up = get_object_or_404(Seat.objects.filter(user=user), pk=seat)
    seats.give_up(given_up)
    messages.success(request, f"{user} is signed out there: {given_up}.")
    return redirect("admin:people_person", pk=pk)


def _is_open(request, one: Act, user: User) -> bool:
    return one.fits(user) and (one.to_oneself or user != request.user)


@_asks("change")
@require_POST
def act(request, pk: int, *, site: AdminSite, name: str) -> HttpResponse:
    user, one = _somebody(request, pk), ACTS[name]
    if not _is_open(request, one, user):
        messages.warning(request, f"{user}: that cannot be done now.")
        return redirect("admin:people_person", pk=pk)
    one.do(user)
    if user == request.user:
        update_session_auth_hash(request, user)
    messages.success(request, one.done.format(user=user))
    return redirect("admin:people_person", pk=pk)
