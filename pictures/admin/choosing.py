"""Choosing another picture for the place of one, by the library's own search."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pictures.admin import library
from pictures.models import Picture
from pictures.models.picture_queryset import PictureQuerySet


def page(
    request: HttpRequest, admin, picture: Picture, *, among: PictureQuerySet, title: str, method: str
) -> HttpResponse:
    """The library with a button beside each picture, which sends its number as `other`."""
    context = {
        **admin.admin_site.each_context(request),
        **library.searched(request, among, timezone.now()),
        "title": title,
        "picture": picture,
        "method": method,
    }
    return render(request, "admin/pictures/picture/choose.html", context)


def number(text: str) -> int:
    """The number of a picture as a form sends it; nobody's, if it is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


@require_http_methods(["GET", "HEAD", "POST"])
def fallback(request: HttpRequest, admin, picture: Picture) -> HttpResponse:
    """What stands in a picture's place from the end of its lease."""
    if request.method == "POST":
        _let_stand_in(request, admin, picture)
        return redirect("admin:pictures_picture_change", picture.pk)
    lasting = Picture.objects.filter(fallback=None, replaced_by=None).exclude(pk=picture.pk)
    title = f"What stands in for “{picture}”"
    return page(request, admin, picture, among=lasting, title=title, method="post")


@transaction.atomic
def _let_stand_in(request: HttpRequest, admin, picture: Picture) -> None:
    stands = get_object_or_404(Picture.objects.select_for_update(), pk=picture.pk)
    other = Picture.objects.select_for_update().filter(pk=number(request.POST.get("other", ""))).first()
    if other is None:
        messages.warning(request, "Choose a picture first.")
        return
    stands.fallback = other
    try:
        stands.full_clean()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return
    stands.save()
    admin.log_change(request, stands, f"“{other}” stands in for it when its lease is over.")
    messages.success(request, f"Kept. When the lease is over, “{other}” stands in its place.")
