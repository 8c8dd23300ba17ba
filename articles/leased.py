"""What a story's pictures may be used for at the hour at which readers would get them, and which lease ends after it.

What readers have already is not asked about again: where its lease ends it is no longer shown, and the story stays.
"""

from collections.abc import Collection, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime

from articles import pictured
from articles.models import Edition, EditionPicture, Section, Story
from articles.pictured import LEAD, Use
from articles.preflight import Reason, spoken
from pictures import rights
from pictures.models import Picture

_WHERE = {"lead": "at the head", "body": "in the text", "gallery": "in a gallery"}
_NOT_TO_BE_HAD = (rights.Rights.ENDED, rights.Rights.COMING)


@dataclass(frozen=True)
class Shelf:
    """What has to be known of the pictures of some copies: looked up once for all of them, if there are any."""

    pictures: dict[int, Picture] = field(default_factory=dict)
    # What readers have now: story, section, picture and place.
    shown: frozenset[tuple[int, int, int, str]] = frozenset()
    # The slugs of each section, and of the one that it is a part of.
    sections: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, copies: Iterable[tuple[Story, dict]], now: datetime) -> "Shelf":
        """For stories, each with content as a revision keeps it. Copies without pictures cost nothing."""
        used = [(story, content) for story, content in copies if pictured.numbers_of(content)]
        if not used:
            return cls()
        numbers = {number for _, content in used for number in pictured.numbers_of(content)}
        return cls(pictures_of(numbers), _shown([story for story, _ in used], now), _sections(used))


def reasons(
    story: Story, content: dict, *, opens: datetime, now: datetime, shelf: Shelf | None = None
) -> list[Reason]:
    """Why pictures keep a story from opening at an hour: each that readers do not have there yet, and may not get."""
    shelf = shelf or Shelf.of([(story, content)], now)
    section = content.get("section") or 0
    new = [
        use
        for use in pictured.pictures_of(content)
        if (story.pk, section, use.picture, use.place) not in shelf.shown
    ]
    return against(new, shelf.pictures, sections=shelf.sections.get(section, ()), at=max(opens, now))


def against(
    uses: Iterable[Use], pictures: dict[int, Picture], *, sections: Collection[str], at: datetime
) -> list[Reason]:
    """Why some pictures may not be used anew at a moment (aware), in a section and what that is a part of."""
    found = [reason for use in uses if use.picture in pictures for reason in _of(use, pictures, sections, at)]
    return list(dict.fromkeys(found))


def warnings(story: Story, content: dict, *, now: datetime, shelf: Shelf | None = None) -> list[Reason]:
    """Which of a story's pictures readers will lose while they have it, or have lost, and what stands there then."""
    shelf = shelf or Shelf.of([(story, content)], now)
    shown = {number for pk, _, number, _ in shelf.shown if pk == story.pk}
    found: dict[int, Reason] = {}
    for use in pictured.pictures_of(content):
        picture = shelf.pictures.get(use.picture)
        if picture and (said := ending(_standing(picture), now, is_shown=use.picture in shown)):
            found.setdefault(use.picture, Reason(_field(use), said))
    return list(found.values())


def ending(picture: Picture, now: datetime, *, is_shown: bool = True) -> str:
    """When a picture's lease ends, or ended, and what stands in its place then. Empty where there is no end to tell."""
    until = picture.allowed_until
    if until is None or (until <= now and not is_shown):
        return ""
    other = picture.fallback
    lasts = other is not None and rights.state_of(other, max(until, now)) not in _NOT_TO_BE_HAD
    instead = f"“{other}” stands in its place" if lasts else "nothing stands in its place"
    if until <= now:
        return (
            f"The lease of “{picture}” ended {spoken(until)}: readers do not see it any more, and {instead}."
        )
    return f"The lease of “{picture}” ends {spoken(until)}: from then on {instead}."


def pictures_of(numbers: Collection[int]) -> dict[int, Picture]:
    """Pictures by their numbers, with what may stand in their place."""
    if not numbers:
        return {}
    return Picture.objects.select_related("fallback", "replaced_by__fallback").in_bulk(numbers)


def _of(use: Use, pictures: dict[int, Picture], sections: Collection[str], at: datetime) -> Iterator[Reason]:
    """What is against one use. A credit that the story itself gives is one."""
    picture = copy(_standing(pictures[use.picture]))
    picture.credit = picture.credit or use.credit
    for why in rights.may_be_used(picture, now=at, sections=sections, use=use.place):
        advice = "Choose another, or change its rights in the library"
        yield Reason(_field(use), f"“{picture}” cannot stand {_WHERE[use.place]}. {why} {advice}.")


def _standing(picture: Picture) -> Picture:
    return picture.replaced_by or picture


def _field(use: Use) -> str:
    return "lead_picture" if use.place == LEAD else "body"


def _shown(stories: list[Story], now: datetime) -> frozenset[tuple[int, int, int, str]]:
    live = Edition.objects.live(now).filter(story__in=stories)
    rows = EditionPicture.objects.filter(edition__in=live)
    return frozenset(rows.values_list("edition__story", "edition__section", "picture", "place"))


def _sections(used: list[tuple[Story, dict]]) -> dict[int, tuple[str, ...]]:
    keys = {content.get("section") for _, content in used}
    rows = Section.objects.filter(pk__in=filter(None, keys)).values_list("pk", "slug", "parent__slug")
    return {pk: tuple(filter(None, slugs)) for pk, *slugs in rows}
