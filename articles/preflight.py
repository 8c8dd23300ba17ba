"""What must be right before copy goes on: every reason at once, each naming its field."""

from dataclasses import dataclass
from datetime import datetime

from articles import body
from articles.moments import NEVER


@dataclass(frozen=True)
class Reason:
    """What is missing, in a colleague's words, and the field where it is put right."""

    field: str
    message: str

    def __str__(self):
        return self.message


def copy_reasons(content: dict) -> list[Reason]:
    """Why a revision's content could not go before readers; nothing if it could."""
    reasons = []
    if not content["headline"].strip():
        reasons.append(Reason("headline", "Give it a headline."))
    elif not content["slug"]:
        reasons.append(Reason("slug", "The headline spells no address: give it a slug in plain letters."))
    if not content["section"]:
        reasons.append(Reason("section", "Choose the section where readers will find it."))
    if not body.word_count(content["body"]):
        reasons.append(Reason("body", "There is no text yet."))
    return reasons


def window_reasons(story, *, opens: datetime, closes: datetime | None) -> list[Reason]:
    """Why a window could not be given to a story: its embargo is a floor, and it must end after it opens."""
    reasons = []
    if story.embargoed_until and opens < story.embargoed_until:
        reasons.append(
            Reason("embargoed_until", f"It is under embargo until {spoken(story.embargoed_until)}.")
        )
    if closes and closes <= opens:
        reasons.append(
            Reason("until", f"It would end at {spoken(closes)}, before it opens at {spoken(opens)}.")
        )
    return reasons


def end_reasons(edition, *, at: datetime, now: datetime) -> list[Reason]:
    """Why a story could not be withdrawn at an hour: it has passed, or readers have nothing of it by then."""
    if at <= now:
        return [Reason("at", f"{spoken(at)} has passed: choose a later hour.")]
    if edition.live_until and edition.live_until <= now:
        return [Reason("at", f"Readers have had it until {spoken(edition.live_until)}: withdraw it at once.")]
    if edition.live_until and edition.live_until < at:
        return [
            Reason(
                "at",
                f"Readers have it until {spoken(edition.live_until)} only: choose that hour or an earlier one.",
            )
        ]
    return []


def address_reasons(story, slug: str) -> list[Reason]:
    """Why a story's address could not be its own: another story ran, or will run, under the same slug."""
    from articles.models import Edition

    other = Edition.objects.filter(slug=slug).exclude(story=story).first()
    return [Reason("slug", f"“{other.headline}” has the slug “{slug}”: choose another.")] if other else []


def embargo_reasons(story, now: datetime) -> list[Reason]:
    """Why an embargo could not be laid on a story: something of it is scheduled for before its end."""
    waiting = story.editions.coming(now) if story.embargoed_until else ()
    early = next((edition for edition in waiting if edition.opens_at < story.embargoed_until), None)
    if not early:
        return []
    advice = f"Edition {early.number} opens at {spoken(early.opens_at)}: move it or take it back first."
    return [Reason("embargoed_until", advice)]


def warnings(content: dict) -> list[Reason]:
    """What an editor should weigh, and may leave: none of it stops a story."""
    found = []
    if not content["bylines"] and not content["source"]:
        found.append(Reason("bylines", "Nobody is named as its author, and no source."))
    if not content["dateline_printed"]:
        found.append(Reason("dateline", "It has no dateline: right only if nobody was there."))
    if not content["deck"] and not content["summary"]:
        found.append(Reason("deck", "It has no deck and no summary: lists will show the headline alone."))
    return found


def spoken(moment: datetime) -> str:
    """A moment as the desk says it, in the site's zone and naming it: “Sun 22 Nov 2026, 06:00 GMT”."""
    from django.conf import settings

    if moment >= NEVER:
        return "further notice"
    local = moment.astimezone(settings.SITE_ZONE)
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M %Z}"
