"""Something at the desk that has an hour, as the schedule shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from articles.admin.line import Mark

LEADS = 2  # The most urgent of a day lead the front (`reading._most_urgent`): of these, two at once are one too many.
_LOOKS = {
    "opens": "",
    "update": "event--update",
    "held": "event--held",
    "live": "event--past",
    "ends": "event--ends",
    "ended": "event--past",
    "embargo": "event--embargo",
    "lifted": "event--past",
    "due": "event--notready",
}


@dataclass(frozen=True)
class Bundled:
    """The bundle that something goes out with, and whether whoever looks may open its page."""

    pk: int
    name: str
    is_open: bool

    @property
    def url(self) -> str:
        return reverse("admin:bundle", args=[self.pk]) if self.is_open else ""


@dataclass(frozen=True)
class Timed:
    """Something at a moment (aware). `noun` is what its new hour is sent to, in the field named; empty if it stays.

    What is held stands at the hour that is planned for it.
    """

    at: datetime
    kind: str  # "opens", "update", "held", "live", "ends", "ended", "embargo", "lifted" or "due".
    mark: Mark
    story: Any
    edition: Any = None
    noun: str = ""  # "slot", "ending", "embargo" or "plan".
    field: str = ""
    may_move: bool = False  # What is still to open of its story.
    is_signed: bool = False  # By the person that is asked for.
    is_clash: bool = False
    bundle: Bundled | None = None
    hour: str = ""  # As the page's clocks show it.

    lane = ""  # Where it stands on a day, if that is not its section.

    @property
    def key(self) -> str:
        """Its own name on the page."""
        return f"{self.kind}-{self.edition.pk if self.edition else self.story.pk}"

    @property
    def title(self) -> str:
        return self.edition.headline if self.edition else str(self.story)

    @property
    def language(self) -> str:
        return (self.edition or self.story).language

    @property
    def direction(self) -> str:
        return (self.edition or self.story).direction

    @property
    def look(self) -> str:
        """The class that draws it."""
        return "event--clash" if self.is_clash else _LOOKS[self.kind]

    @property
    def is_past(self) -> bool:
        return self.kind in ("live", "ended", "lifted")

    @property
    def opens(self) -> bool:
        """Whether readers are still to get it."""
        return self.kind in ("opens", "update", "held")

    @property
    def is_held(self) -> bool:
        """Whether it waits for a release as well."""
        return self.edition is not None and self.edition.is_held

    @property
    def is_lead(self) -> bool:
        return self.opens and self.edition.urgency <= LEADS

    @property
    def section_id(self) -> int | None:
        """The top section in which it stands."""
        if self.edition:
            return self.edition.top_section_id
        section = self.story.section
        return section and (section.parent_id or section.pk)

    @property
    def person(self):
        return self.story.assignee or self.story.created_by

    def is_of(self, person: int | None) -> bool:
        """Whether it is somebody's, who has, began or signs it; anybody's, if nobody is asked for."""
        theirs = (self.story.assignee_id, self.story.created_by_id)
        return person is None or person in theirs or self.is_signed

    @property
    def story_url(self) -> str:
        return reverse("admin:articles_story_change", args=[self.story.pk])

    @property
    def moves(self) -> str:
        """The address to which its new hour is sent."""
        keys = [self.story.pk, self.edition.pk] if self.noun in ("slot", "ending") else [self.story.pk]
        return reverse(f"admin:articles_story_{self.noun}", args=keys) if self.noun else ""

    @property
    def has_slot(self) -> bool:
        """Whether there is a page on which its hour is set, by who may."""
        return self.noun == "slot"

    @property
    def url(self) -> str:
        """That page; else the story."""
        return self.moves if self.has_slot else self.story_url

    @property
    def window(self) -> str:
        return window_of(self.edition) if self.edition else ""

    @property
    def ends_at(self) -> datetime | None:
        """The end that stays as it is when the opening moves."""
        return self.edition.expires_at if self.opens else None


def window_of(edition) -> str:
    """A window in a word, to tell whether it is still the same."""
    return "/".join(hour.isoformat() if hour else "" for hour in (edition.opens_at, edition.closes_at))
