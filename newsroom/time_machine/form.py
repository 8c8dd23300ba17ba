"""What the bar is told: which page, as of when, and in whose zone the hour is typed."""

from datetime import datetime
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from articles import hours, moments
from articles.admin.wall_time import WallTimeField
from newsroom.time_machine.changes import FARTHEST
from newsroom.time_machine.looking import is_of_the_paper


class AnyMomentField(WallTimeField):
    """An hour on the wall, as everywhere at the desk; or, as the bar's own links have it, a moment with its offset."""

    def clean(self, value) -> datetime | None:
        typed, _ = value or ("", "")
        try:
            is_on_the_wall = datetime.fromisoformat(typed).tzinfo is None
        except ValueError:
            is_on_the_wall = True  # or nothing at all, which is said there
        return super().clean(value) if is_on_the_wall else self._exact(typed)

    def _exact(self, typed: str) -> datetime:
        try:
            return moments.moment(typed)
        except moments.NoSuchMoment as refusal:
            raise ValidationError(str(refusal), code="invalid") from None


class LookForm(forms.Form):
    """Asked by the bar's address. `by` has a zone of their own to choose, where it is another than the paper's."""

    at = AnyMomentField(label="As of", required=False)
    zone = forms.ChoiceField(label="Zone", required=False)
    path = forms.CharField(label="Page", required=False, max_length=300)

    def __init__(self, data=None, *, by, initial=None):
        super().__init__(data, initial=initial)
        zones = {zone.key: zone for zone in (settings.SITE_ZONE, hours.zone_of(by))}
        self.chosen = zones.get((data or initial or {}).get("zone", ""), settings.SITE_ZONE)
        self.fields["zone"].choices = [(key, hours.place(zone)) for key, zone in zones.items()]
        self.fields["at"].in_zone(self.chosen)
        self.initial["zone"] = self.chosen.key

    def clean_at(self) -> datetime | None:
        at = self.cleaned_data["at"]
        if at and at >= FARTHEST:
            raise ValidationError(f"Nothing is planned so far ahead: choose a moment before {FARTHEST.year}.")
        return at

    def clean_path(self) -> str:
        """An address of the paper as readers would type it, with or without the paper's own name before it."""
        asked = urlsplit(self.cleaned_data["path"].strip().removeprefix(settings.SITE_URL))
        path = f"/{asked.path.lstrip('/')}"
        if asked.netloc or not is_of_the_paper(path):
            raise ValidationError("That is no page of the paper: the time machine walks what readers have.")
        return f"{path}?{asked.query}" if asked.query else path
