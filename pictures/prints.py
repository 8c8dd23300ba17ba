"""How a picture stands on a page: the formats and widths among which a browser chooses, and the words under it.

Pure: a name is made from what is in it, so whoever knows the crops of a picture knows all its files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from pictures import names

USUAL = 960  # Pixels: what is taken where nobody can choose, in feeds and by browsers without `srcset`.
LARGE = 1280  # What is named to others who show one picture large.
_BEST_FIRST = ("avif", "webp")
_PLAIN = "jpg"
# The steps of a tone as classes: red, green, blue.
_STEPS = ("r1 r2 r3 r4".split(), "g1 g2 g3 g4".split(), "b1 b2 b3 b4".split())


@dataclass(frozen=True)
class Layout:
    """A place on a page: which crop stands there, and how wide it is, in the words of `sizes`.

    In windows no wider than `until` it can be another crop, `narrow`.
    """

    crop: str
    sizes: str
    narrow: str = ""
    until: str = ""


@dataclass(frozen=True)
class Print:
    """A picture as an edition keeps it: what is said of it there, and its crops, by the names of their shapes.

    The `label` is what readers are told of how it was made, the `tone` the colour that stands in its room until it is
    there, in three figures. Each crop has the `key` with which its files' names begin,
    and the `sizes` in which it is made.
    """

    picture: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    label: str = ""
    tone: str = ""
    crops: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def figure(shown: Print, layout: Layout) -> str:
    """A picture with its caption, as they stand in a figure."""
    parts = (("caption__credit", shown.credit), ("caption__label", shown.label))
    said = [f'<span class="{css}">{_text(words)}</span>' for css, words in parts if words]
    words = " ".join(filter(None, [_text(shown.caption), *said]))
    return drawn(shown, layout) + (f'<figcaption class="caption">{words}</figcaption>' if words else "")


def drawn(shown: Print, layout: Layout, *, is_first: bool = False) -> str:
    """A picture in a place. What is looked at first does not wait; all else does, until it is near."""
    wide = shown.crops[layout.crop]
    width, height = wide["sizes"][-1]
    sources = [_source(wide, extension, layout.sizes) for extension in _BEST_FIRST]
    if layout.narrow:
        media = f"(max-width: {layout.until})"
        narrow = shown.crops[layout.narrow]
        sources[:0] = [
            _source(narrow, extension, layout.sizes, media) for extension in (*_BEST_FIRST, _PLAIN)
        ]
    how = 'fetchpriority="high"' if is_first else 'loading="lazy" decoding="async"'
    return (
        f'<picture>{"".join(sources)}<img src="{address(wide)}" srcset="{_srcset(wide, _PLAIN)}"'
        f' sizes="{layout.sizes}" width="{width}" height="{height}" alt="{_attribute(shown.alt)}"'
        f" {how}{_ground(shown.tone)}></picture>"
    )


def address(crop: Mapping[str, Any], most: int = USUAL) -> str:
    """Where a crop is fetched by whoever takes one file: a JPEG, no wider than so many pixels if there is such."""
    return names.address(crop["key"], size(crop, most)[0], _PLAIN)


def size(crop: Mapping[str, Any], most: int = USUAL) -> tuple[int, int]:
    """Width and height of that file."""
    fitting = [size for size in crop["sizes"] if size[0] <= most]
    width, height = fitting[-1] if fitting else crop["sizes"][0]
    return width, height


def _source(crop: Mapping[str, Any], extension: str, sizes: str, media: str = "") -> str:
    width, height = crop["sizes"][-1]
    narrow = f' media="{media}" width="{width}" height="{height}"' if media else ""
    kind = "jpeg" if extension == _PLAIN else extension
    return f'<source type="image/{kind}"{narrow} srcset="{_srcset(crop, extension)}" sizes="{sizes}">'


def _srcset(crop: Mapping[str, Any], extension: str) -> str:
    return ", ".join(f"{names.address(crop['key'], width, extension)} {width}w" for width, _ in crop["sizes"])


def _ground(tone: str) -> str:
    """The colour on which a picture appears, pale enough for its description to be read on it.

    By classes of tokens.css, since the policy for styles allows no colour here.
    """
    steps = [names[int(figure) - 1] for names, figure in zip(_STEPS, tone, strict=False)]
    return f' class="ground {" ".join(steps)}"' if steps else ""


def _text(words: str) -> str:
    return escape(words, quote=False)


def _attribute(words: str) -> str:
    return escape(words)
