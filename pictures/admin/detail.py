"""The page of one picture: what is said of it and who said so, what it may be used for, its point and its crops."""

from collections.abc import Iterable
from typing import cast

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import User
from pictures import falling_back, imprinting, likeness, places, sections
from pictures.admin import provenance, replacing
from pictures.admin.forms import LABELLED, LEASED, SAID, PictureForm
from pictures.admin.laying import CropsForm, views
from pictures.admin.shown import file_url, shown
from pictures.models import Picture
from pictures.rights import Use

_LARGE = 960  # pixels: what the page itself shows
# What metadata calls a field, as the desk does.
FIELDS = {
    "headline": "Headline",
    "caption": "Caption",
    "alt": "Description",
    "byline": "Photographer",
    "credit": "Credit",
    "source": "Source",
    "copyright": "Copyright",
    "terms": "Terms",
    "taken": "Taken",
    "location": "Place",
    "city": "City",
    "country": "Country",
    "people": "People",
    "keywords": "Keywords",
}


def may_lease(request: HttpRequest) -> bool:
    """Whether somebody may say what pictures may be used for."""
    return request.user.has_perm("pictures.keep_rights")


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, admin, picture: Picture) -> HttpResponse:
    """The page; or, where something was typed, that kept, and the page once more or the one that was asked for next."""
    if request.method != "POST":
        form = PictureForm(instance=picture, may_lease=may_lease(request))
    elif (form := _kept(request, admin, picture)).is_valid() and not form.objections:
        door = "fallback" if request.POST.get("then") == "fallback" else "change"
        return redirect(f"admin:pictures_picture_{door}", picture.pk)
    return render(request, "admin/pictures/picture/detail.html", _context(request, admin, picture, form))


@transaction.atomic
def _kept(request: HttpRequest, admin, picture: Picture) -> PictureForm:
    """What was typed, kept if it makes sense and nobody else typed over the same; the form tells."""
    row = get_object_or_404(Picture.objects.select_for_update(of=("self",)), pk=picture.pk)
    form = PictureForm(request.POST, instance=row, may_lease=may_lease(request), colleague=_last_at_it(row))
    if form.is_valid() and form.is_agreed(form.changed_data, [row], cast(User, request.user)):
        imprinting.imprint_later(form.save())
        if form.changed_data:
            changed = [form[name].label for name in form.changed_data]
            admin.log_change(request, row, [{"changed": {"fields": changed}}])
        messages.success(request, _what_was_kept(form))
    return form


def _last_at_it(picture: Picture) -> str:
    """Who changed a picture last."""
    changes = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Picture),
        object_id=str(picture.pk),
        action_flag=CHANGE,
    )
    last = changes.select_related("user").order_by("-action_time").first()
    return str(last.user) if last else "Somebody"


def _what_was_kept(form: PictureForm) -> str:
    others = [str(form[name].label) for name in form.meanwhile if name not in form.changed_data]
    if not others:
        return "Kept."
    return f"Kept. {form.colleague} changed {', '.join(others)} meanwhile, and that stands."


def _context(request: HttpRequest, admin, picture: Picture, form: PictureForm) -> dict:
    now, whole = timezone.now(), picture.current("whole")
    width, height = max(size for size in whole.sizes if size[0] <= _LARGE or size == whole.sizes[0])
    return {
        **admin.admin_site.each_context(request),
        "title": str(picture),
        "picture": picture,
        "told": shown([picture], now)[0],
        "large": {"url": file_url(whole, width), "width": width, "height": height},
        "form": form,
        "said": _fields(form, SAID),
        "leased": _fields(form, LEASED),
        "labelled": _fields(form, LABELLED),
        "terms": _terms(picture),
        "falls_back": falling_back.wrong(picture, now),
        "crops_form": CropsForm.of(picture),
        "views": views(picture),
        "statements": statements(picture),
        "provenance": provenance.of(picture),
        **replacing.told(picture),
        "may_replace": replacing.may_replace(request),
        "places": places.where(picture, cast(User, request.user)),
        "resembling": shown(likeness.resembling(picture), now),
        "may_change": admin.has_change_permission(request),
        "may_delete": admin.has_delete_permission(request, picture),
    }


def _fields(form: PictureForm, names: Iterable[str]) -> list[BoundField]:
    return [form[name] for name in names if name in form.fields]


def _terms(picture: Picture) -> dict[str, list[str]]:
    """What its terms deny, in words, for whoever only reads them."""
    called = sections.names()
    return {
        "uses": [str(Use(use).label) for use in picture.denied_uses],
        "sections": [called.get(slug, slug) for slug in picture.denied_sections],
    }


def statements(picture: Picture) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """What the file says of each field, with all the places that say so; what an editor began with is first."""
    read = []
    for name, label in FIELDS.items():
        said: dict[str, list[str]] = {}
        for tag, value in picture.metadata.get(name, []):
            said.setdefault(value if isinstance(value, str) else ", ".join(value), []).append(tag)
        if said:
            read.append((label, list(said.items())))
    return read
