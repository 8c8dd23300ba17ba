"""Pictures in a rendered body: how they stand there, and what becomes of those that may not be seen any more."""

import html as entities
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pictures import prints
from pictures.prints import Layout, Print

_FIGURE = re.compile(
    r'<figure(?: class="(?P<css>[^"]*)")? data-picture="(?P<number>\d+)">(?P<inner>.*?)</figure>'
)
_MARK = ' data-picture="'
_GALLERY = '<section class="gallery'

# The class of a figure in a gallery that stands across it, above the others.
ACROSS = "gallery__across"
# How a picture stands, by the class of its figure; in a gallery most have none.
_LAYOUTS = {
    "figure": Layout("whole", "(min-width: 48rem) 42rem, 100vw"),
    "figure wide": Layout("whole", "(min-width: 66rem) 60rem, 100vw"),
    ACROSS: Layout("card", "(min-width: 66rem) 56rem, 100vw"),
    "": Layout("card", "(min-width: 66rem) 28rem, (min-width: 34rem) 50vw, 100vw"),
}


def figure(shown: Print, given: Mapping[str, str], css: str = "") -> str:
    """A picture as it stands in a text or a gallery, by the class of its figure; what the story says of it goes first.

    `given` are the attributes of the stored figure. Its number stays on it until somebody reads it (`fill_pictures`).
    """
    words = {name: entities.unescape(given.get(f"data-{name}", "")) for name in ("alt", "caption", "credit")}
    said: dict[str, Any] = {name: one for name, one in words.items() if one}
    if "data-decorative" in given:
        said["alt"] = ""
    return _opening(css, f'{_MARK}{shown.picture}"') + _inner(replace(shown, **said), css) + "</figure>"


def fill_pictures(rendered: str, others: Mapping[int, Print | None]) -> str:
    """A text with the pictures that may be seen now, and nothing that tells their numbers.

    `others` has those that may not, by number, with what stands in their place: without it they leave no hole.
    """
    if _MARK not in rendered:
        return rendered
    blocks = (_seen(block, others) if _MARK in block else block for block in rendered.split("\n"))
    return "\n".join(block for block in blocks if block)


def pictures_in(rendered: str) -> list[tuple[int, bool]]:
    """The pictures of a rendered text, in their order: the number of each, and whether it stands in a gallery."""
    if _MARK not in rendered:
        return []
    return [(int(found["number"]), found["css"] in (None, ACROSS)) for found in _FIGURE.finditer(rendered)]


def _seen(block: str, others: Mapping[int, Print | None]) -> str:
    def figure_now(found: re.Match[str]) -> str:
        number, css = int(found["number"]), found["css"] or ""
        other = others.get(number)
        if number in others and other is None:
            return ""
        return f"{_opening(css)}{_inner(other, css) if other else found['inner']}</figure>"

    filled = _FIGURE.sub(figure_now, block)
    return "" if filled.startswith(_GALLERY) and "<figure" not in filled else filled


def _opening(css: str, mark: str = "") -> str:
    return f'<figure class="{css}"{mark}>' if css else f"<figure{mark}>"


def _inner(shown: Print, css: str) -> str:
    return prints.figure(shown, _LAYOUTS[css])
