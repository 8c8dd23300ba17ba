"""What is asked for a new hour: when, until when, in whose time."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings

from articles import hours, wall_times
from articles.admin.schedule.timed import window_of
from articles.admin.wall_time import EmbargoField, KeptTimeField, WallTimeField
from articles.models import Edition, Story
from articles.moments import NEVER
from articles.windows import in_utc


def zones(user, story: Story) -> list[ZoneInfo]:
    """In whose time an hour may be typed: the paper's, mine, that of the place the story comes from."""
    place = story.dateline.time_zone if story.dateline else ""
    found = [settings.SITE_ZONE, hours.zone_of(user), *([ZoneInfo(place)] if place else [])]
    return list(dict.fromkeys(found))


class ClocksForm(forms.Form):
    """Hours as the wall clock of one of some zones shows them. What is not sent stays as it is."""

    zone = forms.ChoiceField(label="In whose time")

    def __init__(self, data=None, *, by, choices: Sequence[ZoneInfo], stands: dict):
        asked = data.get("zone") if data is not None else None
        self.clocks = next((zone for zone in choices if zone.key == asked), choices[0])
        self.stands = stands
        super().__init__(None if data is None else self._unsent(data) | data.dict())
        field = cast(forms.ChoiceField, self.fields["zone"])
        field.choices = [(zone.key, _named(zone, by)) for zone in choices]
        self.initial = {"zone": self.clocks.key, **stands}
        for hour in self.fields.values():
            if isinstance(hour, WallTimeField):
                hour.in_zone(self.clocks)

    def _unsent(self, data) -> dict[str, str]:
        """What stands, as if it had been sent. (Which of two hours is meant goes with its hour.)"""
        return typed_in(self.clocks, **{name: hour for name, hour in self.stands.items() if name not in data})

    @property
    def wish(self) -> dict:
        """The hours that are wished, by name (aware, or None). What is not moved stays in the zone that it is in."""
        wished = {name: self.cleaned_data[name] for name in self.stands}
        stay = {name for name, hour in wished.items() if in_utc(hour) == in_utc(self.stands[name])}
        return {name: self.stands[name] if name in stay else hour for name, hour in wished.items()}

    def as_typed(self) -> dict[str, str]:
        """What stands now, as a browser would send it in this zone: what takes a change back."""
        return typed_in(self.clocks, **self.stands)


class HourForm(ClocksForm):
    """Hours of a story."""

    def __init__(self, data=None, *, by, story: Story, stands: dict):
        self.story = story
        super().__init__(data, by=by, choices=zones(by, story), stands=stands)


def typed_in(zone: ZoneInfo, **moments: datetime | None) -> dict[str, str]:
    """Moments by the names of their fields, as a browser would send them in a zone."""
    field, typed = WallTimeField(), {"zone": zone.key}
    field.in_zone(zone)
    for name, moment in moments.items():
        if moment and moment >= NEVER:
            typed |= {name: "", f"{name}_open": "on"}
        else:
            typed[name], typed[f"{name}_which"] = field.prepare_value(moment) or ("", "")
    return typed


def _named(zone: ZoneInfo, user) -> str:
    own = ", mine" if zone == hours.zone_of(user) and zone != settings.SITE_ZONE else ""
    return f"{hours.place(zone)}{own}"


class WindowForm(HourForm):
    """Hours of an edition. `was` is what the page showed when somebody set out to change them."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, by, edition: Edition, stands: dict):
        super().__init__(data, by=by, story=edition.story, stands=stands)
        self.edition = edition
        self.initial["was"] = window_of(edition)

    def clean_was(self):
        was = self.cleaned_data["was"]
        if was and was != window_of(self.edition):
            raise forms.ValidationError("Somebody moved it since you looked: this is where it stands now.")
        return was


class SlotForm(WindowForm):
    """The window of an edition that waits."""

    at = KeptTimeField(label="When")
    until = KeptTimeField(label="Until", required=False, help_text="Empty: for good.")

    field_order = ("at", "zone", "until", "was")

    def __init__(self, data=None, *, by, edition: Edition):
        super().__init__(data, by=by, edition=edition, stands=wall_times.window_as_kept(edition))


class EndingForm(WindowForm):
    """The end of what readers have."""

    until = KeptTimeField(label="Until", required=False, help_text="Empty: for good.")

    def __init__(self, data=None, *, by, edition: Edition):
        stands = {"until": wall_times.window_as_kept(edition)["until"]}
        super().__init__(data, by=by, edition=edition, stands=stands)


class EmbargoForm(HourForm):
    embargoed_until = EmbargoField(label="Embargo", required=False, help_text="Empty: none.")

    def __init__(self, data=None, *, by, story: Story):
        super().__init__(data, by=by, story=story, stands={"embargoed_until": story.embargoed_until})
