"""The working copy as readers would get it, for the desk's eyes and for those whom it asks to read along.

What is made here is an edition that is never saved: the gate does not know it, and no list counts it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from articles import clock, pictured, reading, standing_in
from articles.models import Correction, Edition, PreviewLink, Revision, Section, Story
from articles.models.revision import content_of
from pictures.standing import in_place_of

NO_HEADLINE = "No headline yet"


def of_story(story: Story) -> Edition:
    """A story as it stands now, whoever saved it last."""
    return _edition(story, content_of(story))


def of_revision(revision: Revision) -> Edition:
    """A story as somebody saved it once."""
    return _edition(revision.story, revision.content)


def of_link(link: PreviewLink) -> Edition:
    """What somebody with a link reads: the one revision, or the newest of it all."""
    return of_revision(link.revision) if link.revision else of_story(link.story)


def pictures_of_link(link: PreviewLink) -> set[int]:
    """The pictures of the library that are seen in it, by their numbers: its own, or what stands in their place."""
    numbers = pictured.numbers_of(link.revision.content if link.revision else content_of(link.story))
    others = in_place_of(numbers)
    own = {number for number in numbers if number not in others}
    return own | {other.pk for other in others.values() if other}


def page(edition: Edition) -> dict[str, Any]:
    """What an article's page shows of it, as `articles.reading` puts it together for one that is live."""
    return {"edition": edition, **reading.page_around(edition)}


def _edition(story: Story, content: Mapping[str, Any]) -> Edition:
    now = clock.now()
    section = _section(content["section"])
    edition = Edition.frozen(
        Revision(story=story, content={**content, "section": section.pk}),
        corrections=_corrections(story, now),
        number=0,
        top_section_id=section.parent_id or section.pk,
        live_from=now,
        made_at=now,
    )
    edition.section, edition.story = section, story
    edition.headline = edition.headline or NO_HEADLINE
    edition.slug = edition.slug or "preview"
    first = story.editions.opened(now).order_by("live_from").first()
    edition.place_at(first.first_published_at if first else now)
    edition.no_adverts, edition.machine_use = story.no_adverts, story.machine_use
    return standing_in.foreseen(edition)


def _section(number: int | None) -> Section:
    """The section that was chosen; where none was, one that says so."""
    found = Section.objects.select_related("parent").filter(pk=number).first() if number else None
    return found or Section(name="No section yet", slug="none")


def _corrections(story: Story, now: datetime) -> list[dict]:
    """What readers are told of the story by now."""
    told = Correction.objects.filter(story=story, at__lte=now).order_by("-at", "-pk")
    return [{"kind": one.kind, "note": one.note, "at": one.at.isoformat()} for one in told]
