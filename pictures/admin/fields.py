"""The fields in which the desk types about pictures, beyond Django's own."""

from collections.abc import Mapping

from django import forms

from pictures import sections
from pictures.rights import Use


class Prose(forms.CharField):
    """A text of several lines. Browsers send each with a sign more than files and databases have."""

    def to_python(self, value):
        return super().to_python(_plain(value))

    def has_changed(self, initial, data):
        return super().has_changed(_plain(initial), data)


class Uses(forms.MultipleChoiceField):
    """What a picture is denied to be used for."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(label="Not to be used", required=False, choices=Use.choices, **kwargs)


class Sections(forms.MultipleChoiceField):
    """The sections that a picture is denied to. What terms name stays to be unticked, though the section is gone."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        kwargs = {"help_text": "A section is denied with all its parts."} | kwargs
        super().__init__(label="Not in these sections", required=False, choices=_sections, **kwargs)

    def keep(self, denied: list[str]) -> None:
        gone = [(slug, f"{slug} (no section any more)") for slug in denied if slug not in sections.names()]
        self.choices = [*_sections(), *gone]


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def hour() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local", "step": "any"}, format="%Y-%m-%dT%H:%M:%S")


def run_by_their_letters(fields: Mapping[str, forms.Field]) -> None:
    """Have what is typed run in the direction of its own letters: Arabic, at an English desk."""
    for field in fields.values():
        if isinstance(field, forms.CharField):
            field.widget.attrs["dir"] = "auto"


def _sections() -> list[tuple[str, str]]:
    return [*sections.names().items()]


def _plain(value):
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
