"""Hours as people type them: the clock on the wall of a zone. Some nights it shows an hour twice, or never."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.template.loader import render_to_string

from articles.hours import zone_of
from articles.moments import NEVER, YEARS
from articles.wall import beside_the_gap, moments

UNTIL_FURTHER_NOTICE = "until further notice"


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
    """A date and an hour, with their zone beside them; and, for an hour that comes twice, the two to choose from.

    For one that clocks skip, the nearest before and after it are buttons. Each names the hour that it stands for, and
    is nothing once another was typed over that: a form that is sent by Enter is sent by its first button.
    """

    template_name = "admin/widgets/wall_time.html"
    zone: ZoneInfo

    class Media:
        js = (forms.Script("desk/wall-time.js", type="module"),)

    def value_from_datadict(self, data, files, name):
        typed = data.get(name, "").strip()
        skipped, _, instead = data.get(f"{name}_instead", "").partition(" ")
        return instead if skipped == typed and instead else typed, data.get(f"{name}_which", "")

    def id_for_label(self, id_):
        return id_

    def render(self, name, value, attrs=None, renderer=None):
        typed, which = value or ("", "")
        context = {"name": name, "typed": typed, "zone": self.zone.key, "which": which}
        context["attributes"] = flatatt(self.build_attrs(self.attrs, attrs))
        context["choices"], context["nearest"] = self._twice(typed), self._nearest(typed)
        return render_to_string(self.template_name, context)

    def _twice(self, typed: str) -> list[tuple[str, str]]:
        """The two moments that an hour can mean in autumn, in words; nothing for any other hour."""
        wall = _read(typed)
        found = moments(wall, self.zone) if wall else []
        said = [f"{moment.astimezone(self.zone):%H:%M %Z (UTC%z)}" for moment in found]
        return [("0", f"the first, {said[0]}"), ("1", f"the second, {said[1]}")] if len(said) == 2 else []

    def _nearest(self, typed: str) -> list[tuple[str, str]]:
        """What clocks show before and after an hour that they skip, each as its button sends it, and in words."""
        wall = _read(typed)
        if wall is None or moments(wall, self.zone):
            return []
        return [
            (f"{typed} {one:%Y-%m-%dT%H:%M}", f"{one:%H:%M}, {word} the change")
            for one, word in zip(beside_the_gap(wall, self.zone), ("before", "after"), strict=True)
        ]


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
            before, after = beside_the_gap(wall, self.zone)
            raise ValidationError(
                f"There is no {_said(wall)} in {self.zone.key}: the clocks skip it. Choose an hour before or after: "
                f"nearest are {before:%H:%M} and {after:%H:%M}.",
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


class KeptTimeField(WallTimeField):
    """The same, and it keeps the zone in which the hour was typed: for what the verbs keep beside a window."""

    def clean(self, value) -> datetime | None:
        moment = super().clean(value)
        return moment and moment.astimezone(self.zone)


class EmbargoWidget(WallTimeWidget):
    """An hour, or the tick that there is none to say yet."""

    template_name = "admin/widgets/embargo.html"

    def value_from_datadict(self, data, files, name):
        is_open = f"{name}_open" in data
        return (UNTIL_FURTHER_NOTICE, "") if is_open else super().value_from_datadict(data, files, name)


class EmbargoField(WallTimeField):
    """The end of an embargo: a moment, or NEVER for one that holds until further notice."""

    widget = EmbargoWidget

    def prepare_value(self, value):
        is_open = isinstance(value, datetime) and value >= NEVER
        return (UNTIL_FURTHER_NOTICE, "") if is_open else super().prepare_value(value)

    def clean(self, value):
        return NEVER if value and value[0] == UNTIL_FURTHER_NOTICE else super().clean(value)


def set_zone(form: forms.BaseForm, user) -> None:
    """Let every hour of a form be read and shown in the zone of whoever fills it in."""
    for field in form.fields.values():
        if isinstance(field, WallTimeField):
            field.in_zone(zone_of(user))
