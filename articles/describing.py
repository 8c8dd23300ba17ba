"""Describing pictures for those who cannot see them: which of a story's lack it, and which somebody let stand so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from articles import pictured
from articles.models import AltWaiver, Story
from articles.preflight import Reason
from articles.revisions import name_of


@dataclass(frozen=True)
class Undescribed:
    """A use of a picture that says neither what is to be seen nor that it only decorates.

    `picture` is its number in the library or, of one that is not there, its address; `called` is how the desk says
    which is meant.
    """

    place: str
    picture: str
    called: str

    @property
    def key(self) -> str:
        """By what a form knows it."""
        return f"{self.place}:{self.picture}"

    @property
    def reason(self) -> Reason:
        advice = "Say at “In words” what it shows, for someone who cannot see it, or mark it as decorative."
        return Reason(pictured.field_of(self.place), f"{self.called} has no description. {advice}")


def reasons(story: Story, content: dict) -> list[Reason]:
    """Why a story's pictures keep its copy back: each that nobody described, and nobody let stand so.

    Every path to readers asks. It costs a question only where a description is missing.
    """
    return [one.reason for one in missing(story, content)]


def missing(story: Story, content: dict) -> list[Undescribed]:
    """The uses that are undescribed and not let stand."""
    return [one for one, is_waived in _each(story, content) if not is_waived]


def waived(story: Story, content: dict) -> list[Undescribed]:
    """The uses that are undescribed, and that somebody let stand so."""
    return [one for one, is_waived in _each(story, content) if is_waived]


def undescribed(content: dict) -> Iterator[Undescribed]:
    """The uses without a description, in their order, whatever was let stand. `content` is a revision's."""
    lead = content.get("lead_picture") or {}
    if lead.get("url") and not (lead.get("alt", "").strip() or lead.get("is_decorative")):
        yield Undescribed("lead", lead["url"][: AltWaiver.LONGEST], "The lead picture")
    counted = {"body": 0, "gallery": 0}
    for use in pictured.pictures_of(content):
        if use.place in counted:
            counted[use.place] += 1
        if not (use.alt.strip() or use.is_decorative):
            yield Undescribed(use.place, str(use.picture), _called(use, counted.get(use.place, 0)))


def let_stand(story: Story, uses: Iterable[Undescribed], *, why: str, by, at: datetime) -> None:
    """Remember that some uses go undescribed, who said so and why: for the verb `waive` alone."""
    facts = {"story": story, "why": why, "by": by, "by_name": name_of(by), "at": at}
    AltWaiver.objects.bulk_create(
        (AltWaiver(place=one.place, picture=one.picture, **facts) for one in uses), ignore_conflicts=True
    )


def ask_again(story: Story, uses: Iterable[Undescribed]) -> None:
    """Want descriptions of some uses after all: for the verb `unwaive` alone."""
    for one in uses:
        story.alt_waivers.filter(place=one.place, picture=one.picture).delete()


def _each(story: Story, content: dict) -> list[tuple[Undescribed, bool]]:
    """Each undescribed use, with whether it was let stand."""
    found = list(undescribed(content))
    let = {(one.place, one.picture) for one in story.alt_waivers.all()} if found else ()
    return [(one, (one.place, one.picture) in let) for one in found]


def _called(use, number: int) -> str:
    if use.place == "lead":
        return "The lead picture"
    said = f" (“{_short(use.caption)}”)" if use.caption else ""
    return f"Picture {number} {pictured.WHERE[use.place]}{said}"


def _short(caption: str) -> str:
    return caption if len(caption) <= 40 else f"{caption[:39]}…"
