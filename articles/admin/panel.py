"""What stands beside a story while it is written: what can be said of it, what readers have, and what was done."""

from django.urls import reverse

from articles.admin.out import Out, window
from articles.admin.reach import may
from articles.admin.verbs import sayable
from articles.models import Story

NEWEST = 30


def panel(request, story: Story) -> dict:
    """The verbs that whoever looks may say now, each with its address; editions, ledger, revisions and notes."""
    out = Out.of(story)
    return {
        "story": story,
        "verbs": [
            {
                "name": name,
                "label": verb.label,
                "url": reverse(f"admin:articles_story_{name}", args=[story.pk]),
            }
            for name, verb in sayable(request, out).items()
        ],
        "editions": [{"edition": edition, "window": window(edition)} for edition in out.editions],
        "live": out.live,
        "events": story.events.order_by("-at", "-pk")[:NEWEST],
        "revisions": story.revisions.order_by("-number").defer("content")[:NEWEST],
        "can_note": may(request, "articles.add_note"),
        "notes": story.notes.order_by("-at")[:NEWEST],
    }
