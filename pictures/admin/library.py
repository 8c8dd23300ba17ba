"""The library: pictures by what is said of them, who is in them, where and when, and what they may be used for."""

from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pictures import rights, sections
from pictures.admin import arrival
from pictures.admin.fields import day
from pictures.admin.shown import shown
from pictures.models import Picture
from pictures.models.picture_queryset import PictureQuerySet
from pictures.rights import Rights, Use

ON_A_PAGE = 48
FIRST = ("q", "person", "place", "credit")
WAYS = {"grid": "Grid", "list": "List"}


def _labels() -> list[tuple[str, str]]:
    """The labels that readers see, in their words."""
    return [(label.value, words) for label, words in Picture.LABEL_WORDS.items() if words]


class Asked(forms.Form):
    """What the library is asked for; all of it stands in the address."""

    q = forms.CharField(label="Words", required=False)
    person = forms.CharField(required=False)
    place = forms.CharField(required=False)
    credit = forms.CharField(label="Credit or photographer", required=False)
    since = forms.DateField(label="Taken since", required=False, widget=day())
    until = forms.DateField(label="Taken until", required=False, widget=day())
    rights = forms.ChoiceField(
        label="May be used now", required=False, choices=[("", "any"), *Rights.choices]
    )
    use = forms.ChoiceField(
        label="Terms allow it", required=False, choices=[("", "any or no use"), *Use.choices]
    )
    denied_section = forms.ChoiceField(
        label="Terms deny it to",
        required=False,
        choices=lambda: [("", "any or no section"), *sections.names().items()],
    )
    denied_use = forms.ChoiceField(
        label="Terms deny it", required=False, choices=[("", "any or no use"), *Use.choices]
    )
    label = forms.ChoiceField(label="Label", required=False, choices=[("", "any or none"), *_labels()])
    used = forms.ChoiceField(
        label="Used", required=False, choices=[("", "any"), ("yes", "used somewhere"), ("no", "not used")]
    )
    readers = forms.ChoiceField(
        label="Readers",
        required=False,
        choices=[("", "any"), ("have", "have it now"), ("not", "do not have it")],
    )

    @property
    def first(self) -> list[forms.BoundField]:
        """What is asked for most: by words."""
        return [self[name] for name in FIRST]

    @property
    def further(self) -> list[forms.BoundField]:
        """All else, which is folded away until it is asked for."""
        return [self[name] for name in self.fields if name not in FIRST]

    @property
    def is_narrowed(self) -> bool:
        return any(field.data for field in self.further)

    def found(self, among: PictureQuerySet, now: datetime) -> PictureQuerySet:
        """Those of some pictures that were asked for, the newest first. What cannot be understood is not asked."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        pictures = among
        for name, value in asked.items():
            pictures = _NARROW[name](pictures, value, now)
        return pictures


_NARROW = {
    "q": lambda pictures, words, now: pictures.saying(words),
    "person": lambda pictures, name, now: pictures.naming(name, "people"),
    "place": lambda pictures, name, now: pictures.naming(name, "place"),
    "credit": lambda pictures, name, now: pictures.credited_to(name),
    "since": lambda pictures, first, now: pictures.filter(taken_on__gte=first),
    "until": lambda pictures, last, now: pictures.filter(taken_on__lte=last),
    "rights": lambda pictures, state, now: pictures.filter(rights.being(state, now)),
    "use": lambda pictures, use, now: pictures.allowing(use),
    "denied_section": lambda pictures, slug, now: pictures.denied_to(sections.lineage(slug)),
    "denied_use": lambda pictures, use, now: pictures.denying(use),
    "label": lambda pictures, label, now: pictures.filter(label=label),
    "used": lambda pictures, used, now: pictures.in_use() if used == "yes" else pictures.unused(),
    "readers": lambda pictures, state, now: pictures.seen(state == "have"),
}


@require_safe
def page(request: HttpRequest, admin) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        **searched(request, Picture.objects.all(), timezone.now()),
        "title": "Pictures",
        "most": arrival.MOST,
        "may_add": admin.has_add_permission(request),
        "may_change": admin.has_change_permission(request),
    }
    return render(request, "admin/pictures/picture/library.html", context)


def searched(request: HttpRequest, among: PictureQuerySet, now: datetime) -> dict:
    """What a page shows that searches some pictures: what was asked for, a page of what was found, the ways on."""
    asked = Asked(request.GET)
    found = Paginator(asked.found(among, now).with_thumbs(), ON_A_PAGE).get_page(request.GET.get("page"))
    way = request.GET.get("as") if request.GET.get("as") in WAYS else "grid"
    return {
        "asked": asked,
        "is_asked": any(asked.cleaned_data.values()),
        "page": found,
        "shown": shown(found.object_list, now),
        "way": way,
        "ways": [(name, label, _address(request, **{"as": name})) for name, label in WAYS.items()],
        "before": _address(request, page=found.number - 1) if found.has_previous() else "",
        "after": _address(request, page=found.number + 1) if found.has_next() else "",
    }


def _address(request: HttpRequest, **changed) -> str:
    """This list's address, asked a little otherwise."""
    asked = {name: value for name, value in request.GET.items() if value and name != "page"}
    return f"?{urlencode(asked | changed)}"
