"""What templates draw of the world: the land, the net of degrees, and how many stories a mark stands for.

Pure: what is drawn here is the same for every page and reader.
"""

from functools import cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import worldmap

register = template.Library()


@register.simple_tag
@cache
def world() -> SafeString:
    """The land under its net of degrees, and Greenwich in the paper's own ink: what every map of places begins with."""
    return format_html(
        '<path class="map__lines" d="{}"/><path class="map__land" d="{}"/><path class="map__meridian" d="{}"/>',
        worldmap.lines(),
        worldmap.land(),
        worldmap.meridian(0),
    )


@register.simple_tag
def degrees() -> list[tuple[str, float]]:
    """What stands under the meridians, and where."""
    return worldmap.degrees()


@register.simple_tag
def crosshair(place: Any) -> str:
    """The meridian and the parallel of a place, as the data of a path."""
    return worldmap.meridian(place.longitude) + worldmap.parallel(place.latitude)


@register.filter
def reported_from(place: Any) -> str:
    """What a mark says: “Beira, Mozambique: 14 stories”."""
    stories = f"{place.count:,} {'story' if place.count == 1 else 'stories'}"
    return f"{place.full_place or place.place}: {stories}"
