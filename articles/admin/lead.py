"""The picture at a story’s head: chosen by its number in the library, with its words for this use."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles.admin.base import is_key
from articles.body.values import words
from articles.models import Story
from pictures.admin import scripts
from pictures.models import Picture

WORDS = ("caption", "alt", "credit")


def as_typed(lead: dict) -> dict[str, Any]:
    """A lead picture as its fields have it: of one from elsewhere the address stands for a number."""
    return {
        "picture": str(lead.get("picture") or lead.get("url") or ""),
        **{word: lead.get(word) or "" for word in WORDS},
        "is_decorative": bool(lead.get("is_decorative")),
    }


def told(story: Story) -> dict | None:
    """What the library says of a story’s lead picture, as scripts take it; None where it has none of the library’s."""
    number, where = story.lead_picture.get("picture"), sections_of(story)
    picture = Picture.objects.with_thumbs().filter(pk=number).first() if number else None
    return scripts.told(picture, now=timezone.now(), sections=where) if picture else None


def against(told: dict | None, typed: dict) -> list[str]:
    """Why it may not stand at the head of the story. A credit for this use is as good as one of its own."""
    if told is None or typed["picture"] != str(told["number"]):
        return []
    return told["against"]["lead"] + ([] if typed["credit"] else told["uncredited"])


def sections_of(story: Story | None) -> dict[str, str]:
    """Where its pictures would stand, slug → name: its section, and the one that this is a part of."""
    return story.section.lineage if story and story.section else {}


class LeadWidget(forms.Widget):
    """A number and three lines, with which it all works; scripts put a print and buttons in the number’s place."""

    template_name = "admin/widgets/lead_picture.html"
    told: dict | None = None

    def value_from_datadict(self, data, files, name):
        """None where the page knew of no such field: it says nothing then of the picture."""
        if name not in data:
            return None
        return {
            "picture": data.get(name, "").strip(),
            **{word: words(data.get(f"{name}_{word}", "")) for word in WORDS},
            "is_decorative": f"{name}_decorative" in data,
        }

    def format_value(self, value):
        return value

    def render(self, name, value, attrs=None, renderer=None):
        context = {"name": name, "typed": value, "told": self.told, "against": against(self.told, value)}
        context["chooser_url"] = reverse("admin:pictures_picture_chooser")
        return render_to_string(self.template_name, context)


class LeadPictureField(forms.Field):
    """A lead picture as `Story.lead_picture` holds it; empty for none. `stands` is the one that the story has."""

    widget = LeadWidget
    stands: dict = {}

    def prepare_value(self, value):
        return as_typed(value or {})

    def clean(self, value) -> dict:
        if value is None or value == as_typed(self.stands):
            return self.stands
        said = {name: value[name] for name in ("alt", "is_decorative", "caption", "credit")}
        number = value["picture"]
        if not number:
            return {}
        if number == self.stands.get("url"):
            return self.stands | said
        if number != str(self.stands.get("picture")) and not self._is_kept(number):
            raise ValidationError(f"The library has no picture “{number}”: choose one, or write its number.")
        return {"picture": int(number)} | said

    def has_changed(self, initial, data) -> bool:
        return data is not None and as_typed(data) != as_typed(initial or {})

    def _is_kept(self, number: str) -> bool:
        return is_key(number) and Picture.objects.filter(pk=number).exists()
