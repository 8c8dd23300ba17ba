"""Pictures as an edition keeps them: their words and the crops that are in force, at the moment at which it is made."""

from collections.abc import Collection
from dataclasses import asdict, replace

from articles.pictured import LEAD, pictures_of
from pictures.models import Picture
from pictures.prints import Print


def prints_of(numbers: Collection[int]) -> dict[int, Print]:
    """Those of some pictures that are in the library, by their numbers. Two queries, or none for none."""
    if not numbers:
        return {}
    return {one.pk: print_of(one) for one in Picture.objects.filter(pk__in=numbers).with_thumbs()}


def print_of(picture: Picture) -> Print:
    """A picture that came `with_thumbs`, as it says of itself. A line break in a caption is a space."""
    alt, caption, credit = (
        " ".join(words.split()) for words in (picture.alt, picture.caption, picture.credit)
    )
    crops = {
        crop.shape: {"key": crop.key, "sizes": [list(size) for size in crop.sizes]}
        for crop in picture.current_crops  # type: ignore[attr-defined]
    }
    return Print(picture.pk, alt, caption, credit, picture.label_words, picture.tone, crops)


def lead_of(content: dict, prints: dict[int, Print]) -> dict:
    """The picture at the head of an edition, as it is frozen; what the story says of it goes first.

    A picture from elsewhere stays as it is, and one that is not in the library leaves no hole.
    """
    lead = next((use for use in pictures_of(content) if use.place == LEAD), None)
    if lead is None:
        elsewhere = content.get("lead_picture") or {}
        return elsewhere if "url" in elsewhere else {}
    own = prints.get(lead.picture)
    if own is None:
        return {}
    said = {name: getattr(lead, name) or getattr(own, name) for name in ("alt", "caption", "credit")}
    if lead.is_decorative:
        said["alt"] = ""
    return asdict(replace(own, **said))
