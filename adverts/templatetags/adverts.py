"""The places of adverts on the paper's pages.

Wants, from the context processors: adverts, request, today, site. Pure beside that: no tag asks the database.
"""

from itertools import count

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from adverts import choosing, network
from adverts.models import Placement
from articles import body as grammar
from articles.body.labels import labels_for

register = template.Library()


@register.inclusion_tag("adverts/_place.html", takes_context=True)
def advert(context, placement: str, section=None) -> dict:
    """A labelled place with the advert whose turn it is; nothing where none runs."""
    found = _ranked(context, placement, section)
    if not found:
        return {"creative": None}
    label = labels_for(context["site"].get("language", "en")).advertisement
    return {"creative": found[0], "placement": placement, "label": label, "name": _name(context, label)}


@register.simple_tag(takes_context=True)
def with_adverts(context, text: str, edition) -> SafeString:
    """A story's text with an advert in each of its breaks. Where none runs they stay: a label and an empty room."""
    if not grammar.has_adverts(text):
        return mark_safe(text)
    found = _ranked(context, Placement.IN_BODY, edition.section)
    rooms = [render_to_string("adverts/_creative.html", {"creative": creative}) for creative in found]
    return mark_safe(grammar.fill_adverts(text, rooms))


@register.simple_tag(takes_context=True)
def network_choice(context) -> SafeString:
    """The choice whether a network may show its adverts, where the house has one; otherwise nothing."""
    edition, chosen = context.get("edition"), network.chosen()
    if chosen is None or getattr(edition, "no_adverts", False):
        return SafeString("")
    found = {"network": chosen, "language": getattr(edition, "language", "")}
    return render_to_string("adverts/_network_choice.html", found)


def _name(context, label: str) -> str:
    """What a screen reader calls a place: by its label, and from the second on the page by a number too."""
    number = next(context.render_context.setdefault("advert_places", count(1)))
    return label if number == 1 else f"{label} {number}"


def _ranked(context, placement: str, section) -> list:
    request, adverts = context.get("request"), context.get("adverts")
    if not request or not adverts:
        return []
    return choosing.ranked(
        adverts, placement=placement, page=request.path, at=context["today"], section=section
    )
