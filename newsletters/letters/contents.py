"""What an issue says, as plain data: its own words, and what readers have of its stories at a moment."""

from collections.abc import Container, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction

from articles import body, clock, freshness
from articles.models import Correction, Edition
from newsletters import filling
from newsletters.letters.pictures import pictures_of
from newsletters.models import Issue, IssueStory
from newsletters.models.newsletter import PAST_ISSUES

Why = IssueStory.Why
_PRINTED = (
    *("story", "headline", "deck", "summary", "kicker", "section", "path", "language", "lead_picture"),
    *("bylines", "corrections", "live_from", "first_published_at"),
)


class Wanted(NamedTuple):
    """A story that an issue is to print: as what, and until when its readers have been told what was put right."""

    story: int
    why: str
    told_until: datetime | None


def drafted(issue: Issue, *, now: datetime | None = None) -> dict[str, Any]:
    """What an issue would say if it left at a moment (aware; None: now)."""
    now = now or clock.now()
    return _content(issue, filling.holds(issue, now=now), now)


@transaction.atomic
def freeze(issue: Issue, *, now: datetime | None = None) -> dict[str, Any]:
    """What an issue says that leaves now, for `Issue.content`; its rule fills it first, where it has to.

    Its stories keep which edition readers had of them: by that it is known afterwards what was put right since. Whoever
    asks lets the issue leave in the same transaction.
    """
    now = now or clock.now()
    content = _content(issue, filling.settle(issue, now=now), now)
    places = list(issue.stories.all())
    live = Edition.objects.live(now).filter(story__in=[place.story_id for place in places])
    had = dict(live.order_by().values_list("story", "pk"))
    for place in places:
        place.edition_id = had.get(place.story_id)
    IssueStory.objects.bulk_update(places, ("edition",))
    freshness.touch(issue.newsletter.tag, PAST_ISSUES)
    return content


def still(issue: Issue, *, now: datetime | None = None) -> dict[str, Any]:
    """What readers have now of what a frozen issue said: what is withdrawn is left out, what was put right says so."""
    content, now = issue.content, now or clock.now()
    live = _printed([entry["story"] for entry in content["stories"]], now)
    pictures, kept = pictures_of(live.values(), now), only(content, live)
    stories = [(entry, live[entry["story"]]) for entry in kept["stories"]]
    return kept | {
        "stories": [
            _as_it_is(entry, edition) | {"picture": pictures.get(edition.pk, {})}
            for entry, edition in stories
        ]
    }


def only(content: dict[str, Any], stories: Container[int]) -> dict[str, Any]:
    """Content with some of its stories alone.

    What an editor said of others goes with them, as far as anybody can tell: the subject and the line after it are made
    of headlines again, and what stands at the head loses the blocks that lead to them.
    """
    gone = [entry["path"] for entry in content["stories"] if entry["story"] not in stories]
    if not gone:
        return content
    intro = [block for block in content["intro"].split("\n") if not any(path in block for path in gone)]
    kept = [entry for entry in content["stories"] if entry["story"] in stories]
    return content | {"stories": kept, "subject": "", "preheader": "", "intro": "\n".join(intro)}


def _content(issue: Issue, picks: list[filling.Pick], now: datetime) -> dict[str, Any]:
    sent = filling.had(issue.newsletter, [pick.story for pick in picks if pick.why != Why.FILLED])
    wanted = [
        Wanted(pick.story, pick.why, sent[pick.story].live_from if pick.story in sent else None)
        for pick in picks
    ]
    live = _printed([pick.story for pick in picks], now)
    pictures = pictures_of(live.values(), now)
    found = [(one, live[one.story]) for one in wanted if one.story in live]
    return {
        "subject": issue.subject,
        "preheader": issue.preheader,
        "intro": _intro(issue),
        "stories": [
            _entry(one, edition) | {"picture": pictures.get(edition.pk, {})} for one, edition in found
        ],
        "withdrawn": [
            {"text": told.note, "at": told.at.isoformat(), "path": told.edition.path}
            for told in filling.withdrawn(issue.newsletter, now=now)
        ],
    }


def _intro(issue: Issue) -> str:
    """What an editor says first, as HTML for elsewhere."""
    if not issue.intro:
        return ""
    return body.lent(body.render(issue.intro, language=issue.newsletter.language), f"{settings.SITE_URL}/")


def _printed(stories: Iterable[int], now: datetime) -> dict[int, Edition]:
    """What readers have of some stories, by their numbers: as much of it as a letter prints. One query."""
    live = Edition.objects.live(now).filter(story__in=list(stories)).order_by()
    parts = ("section__name", "section__slug", "section__parent__slug")
    found = live.select_related("section__parent").only(*_PRINTED, *parts)
    return {edition.story_id: edition for edition in found}


def _as_it_is(entry: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """What was frozen of a story, or what is printed of it since readers have another edition."""
    if entry["edition"] == edition.pk:
        return entry
    told_until = datetime.fromisoformat(entry["told_until"])
    return _entry(Wanted(edition.story_id, entry["why"], told_until), edition)


def _entry(wanted: Wanted, edition: Edition) -> dict[str, Any]:
    until = wanted.told_until or edition.live_from
    told = [told for told in edition.corrections_told if wanted.told_until and told["at"] > until]
    is_put_right = any(one["kind"] in filling.PUTS_RIGHT for one in told)
    return {
        "story": edition.story_id,
        "edition": edition.pk,
        "why": str(Why.CORRECTED if is_put_right else wanted.why),
        "told_until": until.isoformat(),
        "told": [{"label": str(Correction.Kind(one["kind"]).label), "text": one["text"]} for one in told],
        "path": edition.path,
        "kicker": edition.kicker or edition.section.name,
        "headline": edition.headline,
        "words": edition.deck or edition.summary,
        "by": [byline["name"] for byline in edition.bylines if not byline["role"]],
        "language": edition.language,
        "direction": edition.direction,
    }
