"""Saying something of many pictures at once: captions, credits, leases."""

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import User
from pictures import imprinting
from pictures.admin.detail import may_lease
from pictures.admin.many_form import ManyForm
from pictures.admin.shown import shown
from pictures.models import Picture

MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, admin) -> HttpResponse:
    """The form, of the pictures whose numbers are in the address."""
    chosen = [int(pk) for pk in request.GET.getlist("picture") if pk.isdecimal() and len(pk) < 19][:MOST]
    pictures = Picture.objects.filter(pk__in=chosen)
    if not pictures:
        messages.warning(request, "Choose some pictures first.")
        return redirect("admin:pictures_picture_changelist")
    form = ManyForm(request.POST if request.method == "POST" else None, may_lease=may_lease(request))
    if form.is_bound and form.is_valid() and _changed(request, admin, form, pictures):
        return redirect("admin:pictures_picture_changelist")
    context = {
        **admin.admin_site.each_context(request),
        "title": f"{len(pictures)} pictures at once",
        "form": form,
        "shown": shown(pictures.with_thumbs(), timezone.now()),
    }
    return render(request, "admin/pictures/picture/many.html", context)


@transaction.atomic
def _changed(request: HttpRequest, admin, form: ManyForm, pictures: QuerySet) -> bool:
    """Whether all of it is said of them now; or else the form shows what is against it."""
    locked = list(pictures.select_for_update())
    changes = [(picture, changed) for picture in locked if (changed := form.put_on(picture))]
    said = {name for _, changed in changes for name in changed}
    if not form.is_agreed(said, [picture for picture, _ in changes], cast(User, request.user)):
        return False
    for picture, changed in changes:
        picture.save()
        imprinting.imprint_later(picture)
        fields = [form[name].label for name in changed]
        admin.log_change(request, picture, [{"changed": {"fields": fields}}])
    messages.success(request, f"{len(changes)} of {len(locked)} changed.")
    return True
