"""Choosing a row by typing its name: a plain field that works without scripts, and suggests where there are some."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from articles import slugs
from articles.admin.base import is_key


def one_line(typed: str) -> str:
    """What was typed, without the sign that no database takes, and with one space where there were several."""
    return " ".join(typed.replace("\x00", "").split())


class StandingChoice(forms.ModelChoiceField):
    """A choice of a row. What `stands` already needs no search to be chosen again, as with every save of a page."""

    stands: Sequence[Model] = ()

    def to_python(self, value) -> Any:
        typed = str(value)
        again = next((row for row in self.stands if str(self.prepare_value(row)) == typed), None)
        return again or super().to_python(value)


class FoundAlready(forms.BaseModelForm):
    """A form whose choices were found a moment ago: it does not ask of each whether it exists."""

    def _get_validation_exclusions(self):
        chosen = {name for name, field in self.fields.items() if isinstance(field, forms.ModelChoiceField)}
        return super()._get_validation_exclusions() | chosen


class NamedChoice(StandingChoice):
    """A row by its name as people say it, whatever the case; its number is understood too.

    `names` are the columns in which to look. Of rows with the same name the one is meant that stands there already,
    or else the first; its slug names another (“ana-reyes-2”).
    """

    widget = forms.TextInput
    queryset: QuerySet

    def __init__(self, *args, names: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names

    def prepare_value(self, value):
        """What stands in the field: the name of the row, and its slug where another row has the name too."""
        if is_key(value):
            value = self.queryset.filter(pk=value).first() or value
        if not isinstance(value, Model):
            return value
        name, slug = str(value), getattr(value, "slug", "")
        return slug if re.fullmatch(rf"{re.escape(slugs.slugify(name))}-\d+", slug) else name

    def to_python(self, value) -> Any:
        if value in self.empty_values or isinstance(value, Model):
            return value or None
        typed = one_line(str(value))
        found = next((row for row in self.stands if self.prepare_value(row) == typed), None)
        if found is None:
            called = Q(pk=typed) if is_key(typed) else self._called(typed)
            found = self.queryset.filter(called).order_by("pk").first()
        if found is None:
            noun = self.queryset.model._meta.verbose_name
            raise ValidationError(
                f"No {noun} is called “{typed}”: choose one that is listed, or let it be added first.",
                code="invalid_choice",
            )
        return found

    def has_changed(self, initial, data):
        return str(self.prepare_value(initial) or "") != one_line(str(data or ""))

    def _called(self, typed: str) -> Q:
        called = Q(slug=typed)
        for name in self.names:
            called |= Q(**{f"{name}__iexact": typed})
        return called
