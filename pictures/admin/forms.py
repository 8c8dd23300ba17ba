"""What the desk types about one picture, and how two people type about it at once without losing a word."""

import json
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import QueryDict
from django.utils.functional import cached_property

from pictures.admin.agreeing import Agreeing
from pictures.admin.fields import Prose, Sections, Uses, day, hour, run_by_their_letters
from pictures.models import Picture

SAID = (
    "title",
    "alt",
    "caption",
    "credit",
    "byline",
    "source",
    "copyright",
    "place",
    "people",
    "keywords",
    "taken_on",
)
LEASED = ("terms", "allowed_from", "allowed_until", "fallback", "denied_uses", "denied_sections")
LABELLED = ("label", "hides_credentials")
MEANWHILE = "{who} changed this meanwhile to: {stands} Press Keep once more, and yours stands."


class PictureForm(Agreeing, forms.ModelForm):
    """`may_lease` says whether whoever types may say what it may be used for; `colleague` who kept it last.

    The page sends along what it showed (`seen`). Of what somebody else changed since, what was left alone here stays
    as it stands now, and what was typed over here is told and typed over only when it is sent again.
    """

    denied_uses = Uses()
    denied_sections = Sections()

    class Meta:
        model = Picture
        fields = (*SAID, *LEASED, *LABELLED)
        field_classes = dict.fromkeys(("alt", "caption", "people", "keywords", "terms"), Prose)
        labels = {"fallback": "When its lease is over", "label": "What readers are told of it"}
        help_texts = {"fallback": "What then stands in its place.", "label": ""}
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 3}),
            "caption": forms.Textarea(attrs={"rows": 4}),
            "people": forms.TextInput,
            "keywords": forms.Textarea(attrs={"rows": 2}),
            "terms": forms.Textarea(attrs={"rows": 2}),
            "taken_on": day(),
            "allowed_from": hour(),
            "allowed_until": hour(),
            "fallback": forms.RadioSelect,
            "label": forms.RadioSelect,
        }

    def __init__(self, data=None, *, may_lease: bool, colleague: str = "Somebody", **kwargs):
        super().__init__(data and data.copy(), **kwargs)
        self.colleague = colleague
        run_by_their_letters(self.fields)
        if not may_lease:
            for name in (*LEASED, *LABELLED):
                del self.fields[name]
            return
        if "credentials" not in self.instance.metadata:
            del self.fields["hides_credentials"]
        cast(Sections, self.fields["denied_sections"]).keep(self.instance.denied_sections)
        self._offer_fallback()
        for name in ("allowed_from", "allowed_until"):
            told = self.fields[name]
            told.help_text = f"{told.help_text} By the clock in {settings.TIME_ZONE}.".strip()

    def _offer_fallback(self) -> None:
        """What stands in for it, or nothing; another is chosen in the library (`choosing.py`)."""
        chosen = self.instance.fallback
        cast(forms.ModelChoiceField, self.fields["fallback"]).choices = [
            ("", "Nothing"),
            *([(chosen.pk, str(chosen))] if chosen else []),
        ]

    # What was seen, what stands, what was typed

    @cached_property
    def stands(self) -> dict[str, Any]:
        """What is kept of it now, plain, as a page would send it back."""
        found = {
            name: field.prepare_value(self.get_initial_for_field(field, name))
            for name, field in self.fields.items()
        }
        return json.loads(json.dumps(found, cls=DjangoJSONEncoder))

    @property
    def seen(self) -> str:
        """What the page shows, to be sent along."""
        return json.dumps(self.stands)

    @cached_property
    def began(self) -> dict[str, Any]:
        """What the page had shown. Who sends nothing of the kind means whatever stands."""
        try:
            sent = json.loads(self.data.get("seen", ""))
        except ValueError:
            sent = {}
        return self.stands | (sent if isinstance(sent, dict) else {})

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in self.fields if self._is_typed_over(name, self.began)]

    @cached_property
    def meanwhile(self) -> list[str]:
        """The fields that somebody else changed since the page was shown."""
        return [name for name in self.fields if self.began[name] != self.stands[name]]

    def _is_typed_over(self, name: str, was: dict[str, Any]) -> bool:
        field = self.fields[name]
        return field.has_changed(field.to_python(was[name]), self[name].data)

    def clean(self):
        said = super().clean()
        for name in self.meanwhile:
            if name not in self.changed_data:
                self._show(name)
            elif self._is_typed_over(name, self.stands):
                self.add_error(name, MEANWHILE.format(who=self.colleague, stands=self._told(name)))
        left_alone = [name for name in self.fields if name not in self.changed_data]
        return said | {name: getattr(self.instance, name) for name in left_alone}

    def _show(self, name: str) -> None:
        """Have the page show what stands, in place of what it showed."""
        value = self.stands[name]
        sent = value if isinstance(value, list) else [value]
        cast(QueryDict, self.data).setlist(name, ["" if one is None else str(one) for one in sent])

    def _told(self, name: str) -> str:
        """What stands, in words."""
        value = self.stands[name]
        called = dict(getattr(self.fields[name], "choices", ()))
        words = [str(called.get(one, one)) for one in (value if isinstance(value, list) else [value]) if one]
        return f"“{', '.join(words)}”." if words else "nothing."
