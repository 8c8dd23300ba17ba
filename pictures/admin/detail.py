"""The page of one picture: what is said of it and who said so, what it may be used for, its point and its crops."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pictures import likeness
from pictures.admin.forms import LEASED, SAID, PictureForm
from pictures.admin.laying import CropsForm, views
from pictures.admin.shown import file_url, shown
from pictures.models import Picture

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
    form = PictureForm(request.POST or None, instance=picture, may_lease=may_lease(request))
    if form.is_bound and form.is_valid():
        form.save()
        if form.changed_data:
            changed = [form[name].label for name in form.changed_data]
            admin.log_change(request, picture, [{"changed": {"fields": changed}}])
        messages.success(request, "Kept.")
        return redirect("admin:pictures_picture_change", picture.pk)
    return render(request, "admin/pictures/picture/detail.html", _context(request, admin, picture, form))


def _context(request: HttpRequest, admin, picture: Picture, form: PictureForm) -> dict:
    now, whole = timezone.now(), picture.current("whole")
    width, height = max(size for size in whole.sizes if size[0] <= _LARGE or size == whole.sizes[0])
    return {
        **admin.admin_site.each_context(request),
        "title": Picture.objects.values_list("title", flat=True).get(pk=picture.pk),
        "picture": picture,
        "told": shown([picture], now)[0],
        "large": {"url": file_url(whole, width), "width": width, "height": height},
        "form": form,
        "said": [form[name] for name in SAID],
        "leased": [form[name] for name in LEASED if name in form.fields],
        "crops_form": CropsForm.of(picture),
        "views": views(picture),
        "statements": statements(picture),
        "resembling": shown(likeness.resembling(picture), now),
        "may_change": admin.has_change_permission(request),
        "may_delete": admin.has_delete_permission(request, picture),
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
