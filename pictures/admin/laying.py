"""Where a picture's point is and how its crops lie: by figures, which scripts fill in from clicks and arrow keys."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from pictures import crops, developing, shapes
from pictures.admin.shown import file_url
from pictures.kinds import NotKept
from pictures.models import Crop, Picture
from pictures.shapes import CROPPED, Shape

CLOSEST = 400  # per cent


class Percent(forms.FloatField):
    """A place along a side, from 0 to 100 per cent; thousandths within."""

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=100, step_size=0.1, **kwargs)

    def clean(self, value):
        found = super().clean(value)
        return None if found is None else round(found * 10)

    def prepare_value(self, value):
        return value / 10 if isinstance(value, int) else value


class CropsForm(forms.Form):
    """The point, and for each crop that is laid by hand its own middle and how near it goes."""

    point_x = Percent(label="From the left, %")
    point_y = Percent(label="From the top, %")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for shape in CROPPED:
            self.fields |= {
                f"{shape.name}_own": forms.BooleanField(label="By hand", required=False),
                f"{shape.name}_x": Percent(label="Middle from the left, %", required=False),
                f"{shape.name}_y": Percent(label="From the top, %", required=False),
                f"{shape.name}_zoom": forms.IntegerField(
                    label="Nearer, %", required=False, min_value=100, max_value=CLOSEST
                ),
            }

    @classmethod
    def of(cls, picture: Picture) -> "CropsForm":
        """The form as a picture's crops lie now."""
        initial: dict[str, object] = {"point_x": picture.focal_x, "point_y": picture.focal_y}
        for shape in CROPPED:
            crop = picture.current(shape.name)
            middle, zoom = shapes.middle_of(shape, picture.size, crop.box)
            initial |= {f"{shape.name}_own": crop.is_own, f"{shape.name}_zoom": zoom}
            initial |= {f"{shape.name}_x": middle[0], f"{shape.name}_y": middle[1]}
        return cls(initial=initial)

    def own(self) -> dict[Shape, tuple[tuple[int, int], int]]:
        """The crops laid by hand: middle and zoom of each. What was left out is in the middle, and not nearer."""
        said, own = self.cleaned_data, {}
        for shape in CROPPED:
            if said[f"{shape.name}_own"]:
                typed = [said[f"{shape.name}_{side}"] for side in ("x", "y")]
                x, y = (
                    half if place is None else place for place, half in zip(typed, shapes.MIDDLE, strict=True)
                )
                own[shape] = ((x, y), said[f"{shape.name}_zoom"] or 100)
        return own


@dataclass(frozen=True)
class View:
    """A crop on the page, with its fields."""

    shape: Shape
    crop: Crop
    url: str
    size: tuple[int, int]
    fields: list[forms.BoundField]


def views(picture: Picture) -> list[View]:
    """Every crop of a picture as it lies now, at once."""
    form = CropsForm.of(picture)
    found = []
    for shape in CROPPED:
        crop = picture.current(shape.name)
        fields = [form[f"{shape.name}_{part}"] for part in ("own", "x", "y", "zoom")]
        found.append(View(shape, crop, file_url(crop, crop.sizes[0][0]), crop.sizes[0], fields))
    return found


@require_POST
def door(request: HttpRequest, admin, picture: Picture) -> HttpResponse:
    form = CropsForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The crops stay as they were: places are told in per cent, from 0 to 100.")
        return redirect("admin:pictures_picture_change", picture.pk)
    point = (form.cleaned_data["point_x"], form.cleaned_data["point_y"])
    with transaction.atomic():
        crops.arrange(picture, point, form.own())
        admin.log_change(request, picture, "Point and crops laid.")
    try:
        developing.develop_smallest(picture)
    except (NotKept, OSError):
        messages.warning(request, "The crops are laid, and their prints will be a little late.")
    else:
        messages.success(request, "The crops are laid. What is out keeps those it had.")
    return redirect("admin:pictures_picture_change", picture.pk)
