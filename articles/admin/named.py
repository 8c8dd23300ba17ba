"""Choosing a row by typing its name: a plain field that works without scripts, and suggests where there are some."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from articles import slugs
from articles.admin.base import is_key


def one_line(typed: str) -> str:
    """What was typed, without the sign that no database takes, and with one space where there were several."""
    return " ".join(typed.replace("\x00", "").split())


class NamedChoice(forms.ModelChoiceField):
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
        if is_key(typed):
            found = self.queryset.filter(pk=typed).first()
        else:
            found = self.queryset.filter(self._called(typed)).order_by("pk").first()
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
