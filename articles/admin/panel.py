"""What stands beside a story while it is written: how far it is, whose turn, what can be said, what readers have."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.timesince import timesince, timeuntil

from articles import (
    body,
    clock,
    describing,
    leased,
    noting,
    pictured,
    preflight,
    proof,
    turns,
    wall_times,
    workflow,
)
from articles.admin import folds, foretold
from articles.admin.out import Out
from articles.admin.reach import may
from articles.admin.timeline import told
from articles.admin.verbs import sayable
from articles.hours import zone_of
from articles.models import Story
from articles.models.revision import content_of, desk_of, digest
from articles.moments import NEVER
from articles.rules import may_walk_in_time

NEWEST = 30
STEPS = (("draft", "Draft"), ("filed", "Filed"), ("cleared", "Cleared"), ("readers", "Readers"))


@dataclass(frozen=True)
class Said:
    """A verb as the panel offers it: its sentence, and the reason if it cannot be said now."""

    name: str
    label: str
    url: str
    says: str
    against: str = ""
    is_for_readers: bool = False


def panel(request, story: Story, *, content: dict | None = None) -> dict:
    """All that the panel shows of a story to whoever looks."""
    out, now = Out.of(story), clock.now()
    content = content or content_of(story)
    events = list(story.events.order_by("-at", "-pk")[:NEWEST])
    revisions = list(story.revisions.order_by("-number").defer("content", "desk")[:NEWEST])
    receipts = proof.of(out.editions)
    last_writer = next((one.by_id for one in revisions if one.kind not in ("refused", "desk")), None)
    verbs = [
        _said(name, verb, request, story, out, content, last_writer)
        for name, verb in sayable(request, out).items()
    ]
    main = _main(verbs, out)
    pictures = _pictures(story, content, now)
    tags = [tag["name"] for tag in content["tags"]]
    return {
        "story": story,
        "mark": _mark(story, out),
        "main": main,
        "others": [verb for verb in verbs if verb is not main],
        "verbs": verbs,
        "after": foretold.next_hands(main.name, story, request.user) if main else "",
        "turn": _turn(request.user, out, events, now, has_main=main is not None),
        "due": _due(story, request.user, now),
        "steps": _steps(story, out),
        "windows": [
            _window(edition, request.user, now) | {"receipt": receipts.get(edition.pk)}
            for edition in out.editions
        ],
        "strays": list(wall_times.strays_of(out.editions, now)),
        "may_move": may(request, workflow.MOVES["reschedule"].permission, story),
        "walks": may_walk_in_time(request.user),
        "live": out.live,
        "tags": tags,
        "folds": folds.states(story, tags),
        "length": _length(story),
        "must": preflight.copy_reasons(content)
        + describing.reasons(story, content)
        + (noting.reasons(story) if story.status == Story.Status.FILED else [])
        + pictures["must"],
        "weigh": preflight.warnings(content) + pictures["weigh"],
        "in_order": _in_order(content),
        "is_checked": story.status in workflow.ON_ITS_WAY,
        "done": [(event, told(event)) for event in events],
        "revisions": revisions,
        "can_note": may(request, "articles.add_note"),
        "notes": story.notes.filter(parent=None).order_by("-at")[:NEWEST],
        "known": SimpleLazyObject(noting.known),
    }


def _pictures(story: Story, content: dict, now: datetime) -> dict:
    """What is against the pictures of a story that could go out now, and what is to be weighed of them."""
    shelf = leased.Shelf.of([(story, content)], now)
    against = leased.reasons(story, content, opens=now, now=now, shelf=shelf)
    ends = leased.warnings(story, content, now=now, shelf=shelf)
    goes_next = story.status == Story.Status.CLEARED
    return {"must": against, "weigh": ends} if goes_next else {"must": [], "weigh": against + ends}


def says(story: Story, content: dict) -> str:
    """A fingerprint of what the panel tells of a copy, its length apart: as long as it holds, nobody need ask anew."""
    beside = {name: value for name, value in content.items() if name not in _TEXTS}
    lacks = [str(one) for one in preflight.copy_reasons(content) + preflight.warnings(content)]
    described = [
        (use.place, use.picture, bool(use.alt) or use.is_decorative) for use in pictured.pictures_of(content)
    ]
    beside["pictures"] = described
    return digest({"status": story.status, "beside": beside, "lacks": lacks, **desk_of(story)})


# What the panel tells nothing of but whether it is there, and how long it is.
_TEXTS = frozenset({"headline", "deck", "kicker", "body", "summary", "search_headline", "social_headline"})


def when(moment: datetime, user, now: datetime) -> tuple[str, str]:
    """An hour in the paper's zone, and what it is for whoever looks, if their clocks show another."""
    local, own = moment.astimezone(settings.SITE_ZONE), moment.astimezone(zone_of(user))
    today = now.astimezone(settings.SITE_ZONE)
    year = f" {local.year}" if local.year != today.year else ""
    day = "" if local.date() == today.date() else f"{local:%a} {local.day} {local:%b}{year} "
    said = f"{day}{local:%H:%M} {local:%Z}"
    differs = own.replace(tzinfo=None) != local.replace(tzinfo=None)
    return said, f"{own:%a %H:%M} for you" if differs else ""


def _said(name, verb, request, story, out, content, last_writer) -> Said:
    return Said(
        name,
        foretold.label_of(name, verb.label, story, out),
        reverse(f"admin:articles_story_{name}", args=[story.pk]),
        foretold.said_of(name, story, out, user=request.user, content=content),
        foretold.reason_against(name, story, request.user, last_writer=last_writer),
        name in ("publish", "correct", "kill", "emergency"),
    )


def _main(verbs: list[Said], out: Out) -> Said | None:
    """The verb that takes the story on: signing off comes first, then the next step of the way."""
    order = ["review", foretold.ONWARD.get(out.story.status, ""), "unspike"]
    if not out.has(out.story.cleared_revision_id):
        order.insert(1, "correct")
    by_name = {verb.name: verb for verb in verbs}
    return next((by_name[name] for name in order if name in by_name), None)


def _mark(story: Story, out: Out) -> list[dict]:
    """Two facts, never mixed: how far the copy is, and what readers have."""
    marks = [{"kind": story.status, "word": story.get_status_display()}]
    if out.live and story.killed_from:
        marks = [
            {"kind": "killed", "word": f"Killed from {_on(story.killed_from)}"},
            {"kind": "live", "word": "Live"},
        ]
    elif out.live:
        changed = out.live.revision_id != story.cleared_revision_id
        marks.append(
            {"kind": "changed" if changed else "live", "word": "Live, changed" if changed else "Live"}
        )
    elif out.coming:
        hour = _on(out.coming[0].opens_at)
        is_held = out.coming[0].is_held
        marks.append(
            {"kind": "held", "word": f"Held, {hour}"} if is_held else {"kind": "scheduled", "word": hour}
        )
    elif out.ran and story.status != Story.Status.KILLED:
        marks.append({"kind": "expired", "word": "Ended"})
    until = story.embargoed_until
    if until and story.is_embargoed:
        word = f"To {_on(until)}" if until < NEVER else "To further notice"
        marks.append({"kind": "embargo", "word": word})
    return marks


def _on(moment: datetime) -> str:
    """A day and an hour in the paper's zone: `Sun 22 Nov 06:00`."""
    local = moment.astimezone(settings.SITE_ZONE)
    return f"{local:%a} {local.day} {local:%b} {local:%H:%M}"


def _turn(user, out: Out, events: list, now: datetime, *, has_main: bool) -> dict:
    """Whose turn it is, and since when: the last step of the way handed it on."""
    steps = [event for event in events if event.status_before != event.status_after]
    since = steps[0].at if steps else out.story.created_at
    did = f"{steps[0].by_name} {told(steps[0])}." if steps else ""
    return {"whose": _whose(user, out, has_main=has_main), "since": when(since, user, now)[0], "did": did}


def _whose(user, out: Out, *, has_main: bool) -> str:
    story = out.story
    if story.status in (Story.Status.SPIKED, Story.Status.KILLED):
        return "Nobody’s turn"
    turn = turns.turn_of(story)
    if turn and turn.person and turn.person != user:
        return f"{turn.person}’s turn"
    if has_main or (turn and turn.person):
        return "Your turn"
    if story.status == Story.Status.CLEARED and out.has(story.cleared_revision_id):
        return "Readers have it" if out.live else "It waits for its hour"
    return {"draft": "The writer’s turn", "filed": "The copy desk’s turn", "cleared": "A publisher’s turn"}[
        story.status
    ]


def _due(story: Story, user, now: datetime) -> dict | None:
    if not story.due_at:
        return None
    is_late = story.due_at < now
    away = timesince(story.due_at, now, depth=1) if is_late else timeuntil(story.due_at, now, depth=1)
    return {
        "hour": when(story.due_at, user, now)[0],
        "away": f"{away} ago" if is_late else f"in {away}",
        "is_late": is_late,
    }


def _steps(story: Story, out: Out) -> list[dict]:
    """The way of the copy; readers are the last step."""
    reached = [key for key, _ in STEPS].index(story.status) if story.status in dict(STEPS) else -1
    if story.status == Story.Status.CLEARED and out.has(story.cleared_revision_id):
        reached = 3
    return [
        {"word": word, "is_past": number < reached, "is_now": number == reached}
        for number, (_, word) in enumerate(STEPS)
    ]


def _window(edition, user, now: datetime) -> dict:
    """When readers get an edition, in a sentence with its zone."""
    opens, yours = when(edition.opens_at, user, now)
    kind = {"live": "live", "coming": "scheduled", "ended": "expired"}[edition.place]
    said = {"live": f"Live since {opens}", "coming": f"Opens {opens}", "ended": f"From {opens}"}[
        edition.place
    ]
    if edition.is_held:
        kind, said = "held", f"Held; planned for {opens}"
    ends = edition.closes_at if edition.is_held or edition.held_until else edition.live_until
    until = when(ends, user, now)[0] if ends else ""
    then = reverse("admin:time_machine", query={"at": edition.opens_at.isoformat(), "path": edition.path})
    return {"edition": edition, "kind": kind, "said": said, "yours": yours, "until": until, "then": then}


def _length(story: Story) -> dict:
    """Words against what was commissioned; a tenth more or less is right."""
    words, asked = story.words, story.commissioned_words
    gauge = {"words": words, "minutes": body.reading_minutes(words), "commissioned": asked}
    if not asked:
        return gauge
    return gauge | {
        "low": int(asked * 0.9),
        "high": int(asked * 1.1),
        "most": int(asked * 1.25),
        "best": asked,
    }


def _in_order(content: dict) -> list[str]:
    """What was looked at and is well."""
    looked = (
        (content["headline"].strip(), "It has a headline"),
        (content["slug"], f"Its address ends in “{content['slug']}”"),
        (content["section"], "It has a section"),
        (content["bylines"] or content["source"], "It says whose work it is"),
        (content["dateline_printed"], f"Dateline: {content['dateline_printed']}"),
        (content["deck"] or content["summary"], "Lists have a sentence to show"),
        (content["tags"], f"{len(content['tags'])} topics" if len(content["tags"]) != 1 else "One topic"),
        (
            (content["lead_picture"] or pictured.pictures_of(content))
            and not any(describing.undescribed(content)),
            "Its pictures are described",
        ),
    )
    return [words for holds, words in looked if holds]
