"""What a story's pictures may be used for at the hour at which readers would get them, and which lease ends after it.

What readers have already is not asked about again: where its lease ends it is no longer shown, and the story stays.
"""

from collections.abc import Collection, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime

from articles import pictured
from articles.models import Edition, EditionPicture, Section, Story
from articles.pictured import WHERE, Use, field_of
from articles.preflight import Reason, spoken
from pictures import falling_back, rights
from pictures.models import Picture

_ADVICE = "Choose another, or change its rights in the library."


@dataclass(frozen=True)
class Shelf:
    """What has to be known of the pictures of some copies: looked up once for all of them, if there are any."""

    pictures: dict[int, Picture] = field(default_factory=dict)
    # What readers have now: story, section, picture and place.
    shown: frozenset[tuple[int, int, int, str]] = frozenset()
    # Of each section, and of the one that it is a part of: slug → name. Where no terms deny any, nobody has looked.
    sections: dict[int, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, copies: Iterable[tuple[Story, dict]], now: datetime) -> "Shelf":
        """For stories, each with content as a revision keeps it. Copies without pictures cost nothing."""
        used = [(story, content) for story, content in copies if pictured.numbers_of(content)]
        if not used:
            return cls()
        numbers = {number for _, content in used for number in pictured.numbers_of(content)}
        pictures, shown = pictures_of(numbers), _shown([story for story, _ in used], now)
        if not any(picture.latest.denied_sections for picture in pictures.values()):
            return cls(pictures, shown)
        sections = {section for _, section, _, _ in shown} | {content.get("section") for _, content in used}
        return cls(pictures, shown, _sections(sections))


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
    return against(new, shelf.pictures, sections=shelf.sections.get(section, {}), at=max(opens, now))


def against(
    uses: Iterable[Use], pictures: dict[int, Picture], *, sections: dict[str, str], at: datetime
) -> list[Reason]:
    """Why some pictures may not be used anew at a moment (aware), in a section and what that is a part of: by their
    slugs, with their names.
    """
    found = [reason for use in uses if use.picture in pictures for reason in _of(use, pictures, sections, at)]
    return list(dict.fromkeys(found))


def warnings(story: Story, content: dict, *, now: datetime, shelf: Shelf | None = None) -> list[Reason]:
    """What is to be weighed of a story's pictures: which readers have against their terms, and which they will lose
    while they have them, or have lost, and what stands there then.
    """
    shelf = shelf or Shelf.of([(story, content)], now)
    uses = [use for use in pictured.pictures_of(content) if use.picture in shelf.pictures]
    against = [reason for use in uses for reason in _against_terms(story, use, shelf)]
    shown = {number for pk, _, number, _ in shelf.shown if pk == story.pk}
    ends: dict[int, Reason] = {}
    for use in uses:
        standing = shelf.pictures[use.picture].latest
        if said := ending(standing, now, is_shown=use.picture in shown):
            ends.setdefault(use.picture, Reason(field_of(use.place), said))
    return [*dict.fromkeys(against), *ends.values()]


def _against_terms(story: Story, use: Use, shelf: Shelf) -> Iterator[Reason]:
    """What terms say against a use that readers have already, in the section in which they have it."""
    picture = shelf.pictures[use.picture].latest
    for pk, section, *used in shelf.shown:
        if (pk, *used) == (story.pk, use.picture, use.place):
            sections = shelf.sections.get(section, {})
            for why in rights.denials(picture, sections=sections, use=use.place):
                yield Reason(
                    field_of(use.place),
                    f"Readers have “{picture}” {WHERE[use.place]}, against its terms. {why} {_ADVICE}",
                )


def ending(picture: Picture, now: datetime, *, is_shown: bool = True) -> str:
    """When a picture's lease ends, or ended, and what stands in its place then. Empty where there is no end to tell."""
    until = picture.allowed_until
    if until is None or (until <= now and not is_shown):
        return ""
    instead = falling_back.instead(picture, max(until, now))
    if until <= now:
        return (
            f"The lease of “{picture}” ended {spoken(until)}: readers do not see it any more, and {instead}."
        )
    return f"The lease of “{picture}” ends {spoken(until)}: from then on {instead}."


def pictures_of(numbers: Collection[int]) -> dict[int, Picture]:
    """Pictures by their numbers, with what may stand in their place."""
    if not numbers:
        return {}
    standing = ("fallback__replaced_by", "replaced_by__fallback__replaced_by")
    return Picture.objects.select_related(*standing).in_bulk(numbers)


def _of(use: Use, pictures: dict[int, Picture], sections: dict[str, str], at: datetime) -> Iterator[Reason]:
    """What is against one use. A credit that the story itself gives is one."""
    picture = copy(pictures[use.picture].latest)
    picture.credit = picture.credit or use.credit
    for why in rights.may_be_used(picture, now=at, sections=sections, use=use.place):
        yield Reason(field_of(use.place), f"“{picture}” cannot stand {WHERE[use.place]}. {why} {_ADVICE}")


def _shown(stories: list[Story], now: datetime) -> frozenset[tuple[int, int, int, str]]:
    live = Edition.objects.live(now).filter(story__in=stories)
    rows = EditionPicture.objects.filter(edition__in=live)
    return frozenset(rows.values_list("edition__story", "edition__section", "picture", "place"))


def _sections(numbers: Collection[int | None]) -> dict[int, dict[str, str]]:
    sections = Section.objects.filter(pk__in=filter(None, numbers)).select_related("parent")
    return {section.pk: section.lineage for section in sections}
