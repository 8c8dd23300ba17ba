"""Hours as people type them: the clock on the wall of a zone. Some nights it shows an hour twice, or never."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.template.loader import render_to_string

from articles.hours import zone_of
from articles.moments import YEARS


def moments(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """When the clocks of a zone show an hour: once; never, if they skip it in spring; twice, if they go back over it.

    `wall` is naive; the answers are aware, in UTC, the earlier first.
    """
    meant = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(moment for moment in meant if moment.astimezone(zone).replace(tzinfo=None) == wall)


def _read(typed: str) -> datetime | None:
    """The hour on the wall that somebody typed, naive; None if it is none."""
    try:
        wall = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return wall if wall.year in YEARS and wall.tzinfo is None else None


def _said(wall: datetime) -> str:
    return f"{wall:%H:%M} on {wall:%a} {wall.day} {wall:%b %Y}"


class WallTimeWidget(forms.Widget):
    """A date and an hour, with their zone beside them; and, for an hour that comes twice, the two to choose from."""

    template_name = "admin/widgets/wall_time.html"
    zone: ZoneInfo

    class Media:
        js = (forms.Script("desk/wall-time.js", type="module"),)

    def value_from_datadict(self, data, files, name):
        return data.get(name, "").strip(), data.get(f"{name}_which", "")

    def id_for_label(self, id_):
        return id_

    def render(self, name, value, attrs=None, renderer=None):
        typed, which = value or ("", "")
        context = {"name": name, "typed": typed, "zone": self.zone.key, "which": which}
        context["attributes"] = flatatt(self.build_attrs(self.attrs, attrs))
        context["choices"] = self._twice(typed)
        return render_to_string(self.template_name, context)

    def _twice(self, typed: str) -> list[tuple[str, str]]:
        """The two moments that an hour can mean in autumn, in words; nothing for any other hour."""
        wall = _read(typed)
        found = moments(wall, self.zone) if wall else []
        said = [f"{moment.astimezone(self.zone):%H:%M %Z (UTC%z)}" for moment in found]
        return [("0", f"the first, {said[0]}"), ("1", f"the second, {said[1]}")] if len(said) == 2 else []


class WallTimeField(forms.Field):
    """A moment, typed as the wall clock of a zone shows it. `in_zone` must be said before the form is used.

    Cleans to an aware datetime in UTC, or None. Refuses an hour that is skipped, and asks which of two is meant.
    """

    widget = WallTimeWidget

    def in_zone(self, zone: ZoneInfo) -> None:
        self.widget.zone = zone

    @property
    def zone(self) -> ZoneInfo:
        return self.widget.zone

    def prepare_value(self, value):
        """An aware moment as the clock shows it, with which of two it is; what was typed stays as it was typed."""
        if isinstance(value, str):
            return value, ""  # From the page's own address.
        if not isinstance(value, datetime):
            return value
        local = value.astimezone(self.zone)
        exact = "milliseconds" if local.microsecond else "seconds" if local.second else "minutes"
        return local.replace(tzinfo=None).isoformat(timespec=exact), str(local.fold)

    def clean(self, value) -> datetime | None:
        typed, which = value or ("", "")
        if not typed:
            return super().clean(None)
        wall = _read(typed)
        if wall is None:
            raise ValidationError("Write a day and an hour, such as 2026-11-22T06:00.", code="invalid")
        found = moments(wall, self.zone)
        if not found:
            raise ValidationError(
                f"There is no {_said(wall)} in {self.zone.key}: the clocks skip it. Choose an hour before or after.",
                code="skipped",
            )
        if len(found) > 1 and which not in ("0", "1"):
            raise ValidationError(
                f"{_said(wall)} comes twice in {self.zone.key}, as the clocks go back: choose which.",
                code="repeated",
            )
        return found[int(which) if len(found) > 1 else 0]

    def has_changed(self, initial, data) -> bool:
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True


def set_zone(form: forms.BaseForm, user) -> None:
    """Let every hour of a form be read and shown in the zone of whoever fills it in."""
    for field in form.fields.values():
        if isinstance(field, WallTimeField):
            field.in_zone(zone_of(user))
