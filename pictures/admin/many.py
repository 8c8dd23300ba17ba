"""Saying something of many pictures at once: captions, credits, leases."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

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
    if form.is_bound and form.is_valid():
        changed = _change(request, admin, form, pictures)
        messages.success(request, f"{changed} of {len(chosen)} changed.")
        return redirect("admin:pictures_picture_changelist")
    context = {
        **admin.admin_site.each_context(request),
        "title": f"{len(pictures)} pictures at once",
        "form": form,
        "shown": shown(pictures.with_thumbs(), timezone.now()),
    }
    return render(request, "admin/pictures/picture/many.html", context)


@transaction.atomic
def _change(request: HttpRequest, admin, form: ManyForm, pictures) -> int:
    """How many of them are now otherwise."""
    count = 0
    for picture in pictures.select_for_update():
        if changed := form.put_on(picture):
            picture.save()
            imprinting.imprint_later(picture)
            admin.log_change(
                request, picture, [{"changed": {"fields": [form[name].label for name in changed]}}]
            )
            count += 1
    return count
