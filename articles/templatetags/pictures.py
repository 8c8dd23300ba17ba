"""Pictures on the paper's pages, in the crop and at the width of the place in which they stand.

Pure: an edition knows its pictures' crops, and a crop's files have names that follow from it.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pictures import prints
from pictures.prints import Layout, Print

register = template.Library()

_COLUMN = Layout("card", "(min-width: 62rem) 18rem, (min-width: 40rem) 46vw, 7rem", "square", "39.99rem")
# How the picture of a story stands, by its place: at the head of its page, and on each kind of card.
LAYOUTS = {
    "head": Layout("lead", "(min-width: 80rem) 75rem, 100vw", "card", "47.99rem"),
    "lead": Layout("card", "(min-width: 80rem) 39rem, (min-width: 62rem) 49vw, 100vw"),
    "side": Layout("card", "(min-width: 62rem) 18rem, (min-width: 44rem) 33vw, 100vw"),
    "section-lead": Layout("card", "(min-width: 80rem) 53rem, (min-width: 62rem) 66vw, 100vw"),
    "middle": Layout("card", "(min-width: 62rem) 28rem, (min-width: 40rem) 50vw, 100vw"),
    "row": Layout("card", "10rem", "square", "47.99rem"),
    "": _COLUMN,
    "portrait": Layout("square", "9.5rem"),
}


@register.simple_tag
def picture(shown: dict, place: str = "", is_first: bool = False) -> SafeString:
    """The picture of an edition in a place; one from elsewhere has one address, and stands as it came."""
    if "crops" in shown:
        return mark_safe(prints.drawn(Print(**shown), LAYOUTS[place], is_first=is_first))
    how = 'fetchpriority="high"' if is_first else 'loading="lazy" decoding="async"'
    size = [shown.get(name, "") for name in ("url", "width", "height", "alt")]
    return format_html('<img src="{}" width="{}" height="{}" alt="{}" {}>', *size, mark_safe(how))
