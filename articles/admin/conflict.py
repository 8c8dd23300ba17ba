"""Two texts of one story brought together: what came together by itself, and what somebody has to choose."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from articles import merging, revisions, workflow
from articles.admin import reach, readings
from articles.admin.copies import Telling
from articles.admin.doors import GONE_SINCE, REFUSALS, say_if_reopened, story_url
from articles.admin.readings import Reading, Unchanged
from articles.admin.verbs import refusal
from articles.merging import BOTH, MINE, MISSING, THEIRS, Part, Together
from articles.models import Revision, Story

KEYS = {MINE: "1", THEIRS: "2", BOTH: "3", "anew": "4"}


@dataclass(frozen=True)
class Way:
    """One way out of a fork, with its key on the keyboard."""

    name: str
    label: str
    key: str
    is_chosen: bool


@dataclass(frozen=True)
class Fork:
    """What somebody has to choose, and what they chose so far."""

    number: int
    reading: Reading
    ways: list[Way]
    anew: str

    @property
    def is_open(self) -> bool:
        return not any(way.is_chosen for way in self.ways)

    @property
    def has_anew(self) -> bool:
        return any(way.name == "anew" for way in self.ways)

    @property
    def is_anew(self) -> bool:
        return any(way.name == "anew" and way.is_chosen for way in self.ways)


@dataclass(frozen=True)
class Change:
    """What came together by itself, and may be left out."""

    reading: Reading
    whose: str
    is_left_out: bool

    @property
    def may_be_left_out(self) -> bool:
        """Whether somebody knows what stood there before."""
        return self.reading.part.base is not MISSING


class Choices:
    """What somebody chose on the page: a way out of each fork, and changes to be left out."""

    def __init__(self, data, together: Together):
        self.together = together
        self.ways = {part.key: data.get(f"way-{part.key}", "") for part in together.forks}
        self.anew = {part.key: data.get(f"anew-{part.key}", "") for part in together.forks}
        self.without = set(data.getlist("without")) if data else set()

    @property
    def waiting(self) -> list[Part]:
        """The forks that nobody chose a way out of yet."""
        return [part for part in self.together.forks if self.ways[part.key] not in part.ways]

    def copy(self) -> dict:
        """The one copy that comes of it."""
        chosen: dict[str, Any] = {part.key: self._chosen(part) for part in self.together.forks}
        left_out = (part for part in self.together.changes if part.key in self.without)
        chosen |= {part.key: part.base for part in left_out if part.base is not MISSING}
        return self.together.copy(chosen)

    def _chosen(self, part: Part) -> Any:
        match self.ways[part.key]:
            case "mine":
                return part.mine
            case "theirs":
                return part.theirs
            case "both":
                return merging.both(part)
        written = self.anew[part.key].replace("\r\n", "\n").strip()
        return merging.written_anew(written, part.mine, part.theirs) if part.is_text else written


@require_http_methods(["GET", "HEAD", "POST"])
def bring_together(request, pk: int, number: int, *, site: AdminSite):
    """The page on which a text that was refused comes together with the copy as it stands."""
    story = reach.story_to_change(request, pk)
    refused = get_object_or_404(story.revisions, number=number)
    if refused.kind != Revision.Kind.REFUSED:
        return redirect("admin:articles_story_history", story.pk)
    base, stands = _base(story, refused), revisions.copy_of(story)
    together = merging.bring_together(base, refused.copy, stands)
    choices = Choices(request.POST, together)
    if request.method == "POST" and _saved(request, story, refused, choices):
        return redirect(story_url(story))
    page = _page(request, story, refused, choices, Telling([base, refused.copy, stands]))
    return render(request, "admin/articles/story/conflict.html", {**site.each_context(request), **page})


def _base(story: Story, refused: Revision) -> dict:
    """What both began from; empty where nobody knows that any more."""
    began = None if refused.version is None else revisions.began_from(story, refused.version)
    return began.copy if began else {}


def _saved(request, story: Story, refused: Revision, choices: Choices) -> bool:
    if not request.POST.get("version", "").isdecimal():
        raise Http404("The page lost the version it began from.")
    if int(request.POST["version"]) != story.version:
        messages.warning(request, "Somebody saved once more. What you chose is kept: look at the rest.")
        return False
    if choices.waiting:
        messages.warning(request, "Something is left to choose. Nothing is lost meanwhile.")
        return False
    was, fields = story.status, revisions.fields_of(choices.copy())
    try:
        saved = workflow.bring_together(
            story, by=request.user, version=story.version, refused=refused, **fields
        )
    except workflow.StaleVersion:
        messages.warning(
            request, "Somebody saved at the same moment. What you chose is kept: look at the rest."
        )
    except IntegrityError:
        messages.error(request, GONE_SINCE)
    except REFUSALS as error:
        for reason in refusal(error):
            messages.error(request, reason)
    else:
        messages.success(request, f"Both texts are one now, in revision {saved.number}.")
        say_if_reopened(request, story, was)
        return True
    story.refresh_from_db()
    return False


def _page(request, story: Story, refused: Revision, choices: Choices, telling: Telling) -> dict:
    together = choices.together
    mine, theirs = _names(request, story, refused)
    whose = {MINE: f"from {mine}", THEIRS: f"from {theirs}", BOTH: "from both"}
    fields = list(readings.fields(together, telling))
    fields.sort(key=lambda reading: reading.part.name not in readings.PROSE)
    rows: list[Fork | Change | Unchanged] = []
    for reading in [*fields, *readings.paragraphs(together, telling)]:
        if isinstance(reading, Unchanged):
            rows.append(reading)
        elif reading.part.is_fork:
            number = 1 + sum(isinstance(row, Fork) for row in rows)
            rows.append(_fork(number, reading, choices, mine, theirs))
        else:
            key = reading.part.key
            rows.append(Change(reading, whose[reading.part.by], key in choices.without))
    forks = [row for row in rows if isinstance(row, Fork)]
    changes = [row for row in rows if isinstance(row, Change)]
    newest = story.revisions.order_by("-number").values_list("number", flat=True)[0]
    return {
        "title": f"{'You' if mine == 'you' else mine} and {theirs} both wrote",
        "story": story,
        "story_url": story_url(story),
        "refused": refused,
        "rows": rows,
        "forks": forks,
        "changes": changes,
        "open": [fork for fork in forks if fork.is_open],
        "of_mine": [row for row in changes if row.reading.part.by == MINE],
        "of_theirs": [row for row in changes if row.reading.part.by == THEIRS],
        "of_both": [row for row in changes if row.reading.part.by == BOTH],
        "mine": mine,
        "theirs": theirs,
        "next_number": newest + 1,
    }


def _names(request, story: Story, refused: Revision) -> tuple[str, str]:
    """Who wrote the two texts, as the page calls them."""
    later = revisions.kept(story).filter(version__gt=refused.version or 0).exclude(by=refused.by)
    names = list(dict.fromkeys(later.values_list("by_name", flat=True)[:20]))
    is_me = refused.by == request.user
    if not names:
        names = ["your other window" if is_me else "their other window"]
    return "you" if is_me else refused.by_name, names[0] if len(names) == 1 else "others"


def _fork(number: int, reading: Reading, choices: Choices, mine: str, theirs: str) -> Fork:
    part = reading.part
    labels = {
        MINE: "Keep mine" if mine == "you" else f"Keep {mine}’s",
        THEIRS: "Keep theirs" if theirs == "others" else f"Keep {theirs}’s",
        BOTH: "Both, one after the other",
        "anew": "Write it anew",
    }
    chosen = choices.ways[part.key]
    ways = [Way(way, labels[way], KEYS[way], way == chosen) for way in part.ways]
    written = choices.anew[part.key] or "".join(piece.words for piece in reading.mine if piece.kind != "out")
    return Fork(number, reading, ways, written)
