"""Replacing a picture everywhere: another is chosen, the page says what will change; and it can be taken back."""

from copy import copy
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from pictures import places, replacing
from pictures.admin import choosing
from pictures.admin.shown import shown
from pictures.models import Picture, Replacement
from pictures.replacing import NotReplaced


def may_replace(request: HttpRequest) -> bool:
    """Whether somebody may put another picture before readers in the place of one."""
    return request.user.has_perm("pictures.replace_picture")


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, admin, picture: Picture) -> HttpResponse:
    """Choosing another; then what would change; then it is said."""
    sent = request.POST if request.method == "POST" else request.GET
    chosen = Picture.objects.with_thumbs().filter(pk=choosing.number(sent.get("other", ""))).first()
    if chosen is None:
        standing = Picture.objects.filter(replaced_by=None).exclude(pk=picture.pk)
        title = f"What “{picture}” is replaced by"
        return choosing.page(request, admin, picture, among=standing, title=title, method="get")
    if request.method == "POST":
        return _replaced(request, admin, picture, chosen)
    now, user = timezone.now(), cast(User, request.user)
    context = {
        **admin.admin_site.each_context(request),
        "title": f"“{picture}” gives way to “{chosen}”",
        "picture": picture,
        "other": chosen,
        "pair": shown([picture, chosen], now),
        "against": replacing.reasons(picture, chosen, now),
        "objections": places.against([_standing_there(other=chosen, picture=picture)], user),
        "places": places.where(picture, user),
        "drafts": places.ahead(picture, user),
    }
    return render(request, "admin/pictures/picture/replace.html", context)


def _standing_there(*, other: Picture, picture: Picture) -> Picture:
    """The other as if it were the first, so that its terms are asked of where that stands."""
    found = copy(other)
    found.pk = picture.pk
    return found


def _replaced(request: HttpRequest, admin, picture: Picture, other: Picture) -> HttpResponse:
    try:
        done = replacing.replace(picture, other, by=cast(User, request.user))
    except NotReplaced as refused:
        messages.error(request, str(refused))
    else:
        admin.log_change(request, picture, f"Replaced everywhere by “{other}”.")
        admin.log_change(request, other, f"Stands in the place of “{picture}”.")
        drafts = sum(map(len, done.rewritten))
        rewritten = f" {drafts} of the drafts have it too." if drafts else ""
        messages.success(request, f"Readers have “{other}” now, wherever this picture stood.{rewritten}")
    return redirect("admin:pictures_picture_change", picture.pk)


@require_POST
def undo(request: HttpRequest, admin, picture: Picture) -> HttpResponse:
    """Taking a replacement back."""
    standing = picture.replacements.in_force().select_related("other").first()
    try:
        if standing is None:
            raise NotReplaced("Nothing stands in its place.")
        replacing.take_back(standing, by=cast(User, request.user))
    except NotReplaced as refused:
        messages.error(request, str(refused))
    else:
        admin.log_change(request, picture, f"Taken back: it is not replaced by “{standing.other}” any more.")
        messages.success(request, "Taken back: it stands again where it stood.")
    return redirect("admin:pictures_picture_change", picture.pk)


def told(picture: Picture) -> dict:
    """What a picture's page says of replacements: by what it was replaced, and in whose place it stands."""
    standing = Replacement.objects.in_force().select_related("by", "other", "picture")
    return {
        "replacement": standing.filter(picture=picture).first() if picture.replaced_by_id else None,
        "replaces": list(picture.replaces.all()[:20]),
    }
