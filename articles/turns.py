"""Whose turn it is: who is to do something with a story now. Said once, for every page that tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextChoices

from articles.models import Story, StoryEvent

# What puts a story into other hands. After the first two somebody by name has it; after the others, whoever is next.
BY_NAME = ("take", "give")
HANDS = (*BY_NAME, "leave", "file", "clear", "send_back", "unspike")
SOON = timedelta(hours=1)


class Role(TextChoices):
    """Whose step comes next, by how far the copy is."""

    WRITER = "writer", "its writer"
    COPY_DESK = "copy_desk", "the copy desk"
    PUBLISHER = "publisher", "a publisher"


_NEXT: dict[str, Role] = {
    Story.Status.DRAFT: Role.WRITER,
    Story.Status.FILED: Role.COPY_DESK,
    Story.Status.CLEARED: Role.PUBLISHER,
}


@dataclass(frozen=True)
class Turn:
    """The next step, who has it by name (None: anybody of the role), and since when (aware)."""

    role: Role
    person: object | None
    since: datetime

    def __str__(self):
        if self.person:
            return str(self.person)
        return "nobody yet" if self.role == Role.WRITER else self.role.label


def with_hands(stories: QuerySet) -> QuerySet:
    """Stories with what `turn_of` asks of the ledger, so that a list of them costs no query for each."""
    last = StoryEvent.objects.filter(story=OuterRef("pk"), verb__in=HANDS).order_by("-at", "-pk")
    return stories.select_related("assignee", "created_by").annotate(
        last_hand=Subquery(last.values("verb")[:1]),
        hand_at=Subquery(last.values("at")[:1]),
        hand_by=Subquery(last.values("by_name")[:1]),
        hand_note=Subquery(last.values("note")[:1]),
    )


def turn_of(story: Story) -> Turn | None:
    """Whose turn a story is; None where nothing is to be done: readers have it or will, or somebody stopped it.

    A draft waits for whoever it was given to, or else began it. What is filed waits for the copy desk and what is
    cleared for a publisher, unless somebody took it or it was given to them since.
    """
    if not story.is_in_work:
        return None
    verb, at = _hand(story)
    role = _NEXT[story.status]
    person = story.assignee if verb in BY_NAME else None
    if role == Role.WRITER:
        return Turn(role, writer_of(story), at or story.created_at)
    return Turn(role, person if person and person.is_active else None, at or story.created_at)


def writer_of(story: Story):
    """Who has a story while it is a draft: whoever it was given to, or else began it; None if neither works here."""
    person = story.assignee or story.created_by
    return person if person and person.is_active else None


def waiting_for(user) -> Q:
    """The same in SQL, for stories `with_hands`: those that wait for somebody by name."""
    given = Q(assignee=user) & (Q(status=Story.Status.DRAFT) | Q(last_hand__in=BY_NAME))
    begun = Q(assignee=None, created_by=user, status=Story.Status.DRAFT)
    return Q(is_in_work=True) & (given | begun)


def lateness(story: Story, now: datetime) -> str:
    """`late` where copy that nobody has cleared is past its hour, `soon` within an hour of it, or nothing."""
    if story.status not in (Story.Status.DRAFT, Story.Status.FILED) or not story.due_at:
        return ""
    return "late" if story.due_at <= now else "soon" if story.due_at <= now + SOON else ""


def is_taken(story: Story) -> bool:
    """Whether somebody by name has copy that its writer handed in."""
    return story.status != Story.Status.DRAFT and _hand(story)[0] in BY_NAME


def handed_in_by(story: Story):
    """Who filed a story last, for it goes back to them; None if nobody did."""
    filed = story.events.filter(verb="file").select_related("by").order_by("-at", "-pk").first()
    return filed.by if filed else None


def _hand(story: Story) -> tuple[str, datetime | None]:
    """The last verb of the ledger that put a story into other hands, and when."""
    if not hasattr(story, "last_hand"):
        last = story.events.filter(verb__in=HANDS).order_by("-at", "-pk").values_list("verb", "at").first()
        return last or ("", None)
    return story.last_hand or "", getattr(story, "hand_at", None)
