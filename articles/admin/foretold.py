"""What a verb would do, in numbers, before it is said: on how many pages and in how many feeds a story stands."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from articles import turns, workflow
from articles.admin import hearers
from articles.hours import local
from articles.models import Story
from articles.models.revision import content_of
from articles.preflight import spoken

_NAMED = 3
_STOPS_A_BUNDLE = frozenset({"send_back", "spike", "kill"})


@dataclass(frozen=True)
class Places:
    """Where readers meet a story, each by what it is called."""

    pages: tuple[str, ...]
    feeds: tuple[str, ...]

    def __str__(self):
        return f"{_counted(len(self.pages), 'page')} and in {_counted(len(self.feeds), 'feed')}"


def places(story: Story, content: dict | None = None) -> Places:
    """The pages and feeds that would carry a story as its copy stands: its section's, its writers', its topics'.

    The day in the archive is a page too; search and the sitemap, which carry everything, are not counted.
    """
    content = content or content_of(story)
    section = story.section
    listed = [section.name, *([section.parent.name] if section.parent else [])] if section else []
    listed += [story.dateline.place] if story.dateline else []
    listed += list(dict.fromkeys(row["name"] for row in content["bylines"]))
    listed += [tag["name"] for tag in content["tags"]]
    series = [story.series.title] if story.series else []
    return Places(
        pages=("its own page", "the front", *listed, *series, "the day in the archive"),
        feeds=("news", *listed),
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def who_may(permission: str, story: Story, *, but: User | None = None) -> list[str]:
    """The names of some who could say a verb of a story, three at most."""
    codename = permission.partition(".")[2]
    people = User.objects.filter(
        Q(groups__permissions__codename=codename) | Q(user_permissions__codename=codename),
        is_active=True,
        is_staff=True,
    )
    if story.desk_id:
        people = people.filter(Q(desks=None) | Q(desks=story.desk_id))
    if but:
        people = people.exclude(pk=but.pk)
    return [str(person) for person in people.distinct().order_by("name")[:_NAMED]]


def said_of(name: str, story: Story, out, *, user: User, content: dict) -> str:
    """The sentence under a verb's button: what will happen, and whose turn comes next."""
    tells = _SENTENCES.get(name)
    said = tells(story, out, user, content) if tells else ""
    return f"{said}{_stops(out)}" if name in _STOPS_A_BUNDLE else said


def _stops(out) -> str:
    return f" The bundle “{out.bundle}” does not go then, with none of its stories." if out.bundle else ""


def _file(story, out, user, content) -> str:
    to = f"the {str(story.desk).removesuffix(' desk')} desk" if story.desk else "the copy desk"
    return f"Goes to {to}. You can still write; a change takes it back to draft."


def _send_back(story, out, user, content) -> str:
    writer = turns.handed_in_by(story) if turns.is_taken(story) else turns.writer_of(story)
    return f"{writer or 'Whoever writes it'} gets it as a draft, with your note. What readers have stays."


def _clear(story, out, user, content) -> str:
    if out.coming:
        coming = out.coming[0]
        return (
            f"Passes the copy as it stands. Edition {coming.number} keeps the copy that was cleared for it."
        )
    return "Passes the copy as it stands. Readers see nothing before it is published."


def _publish(story, out, user, content) -> str:
    takes = f" It takes the place of edition {out.live.number}." if out.live else ""
    waits = f" {_given_way(out)}" if out.coming else ""
    out_on = f"Out on {places(story, content)}, at once or from an hour you choose; {out.listening.opening}."
    return f"{out_on}{takes}{waits}{_embargoed(story)}"


def _embargoed(story) -> str:
    """What stands under a verb that would put a story out while it is under embargo."""
    return f" It is under embargo until {spoken(story.embargoed_until)}." if story.is_embargoed else ""


def _given_way(out) -> str:
    numbers = ", ".join(str(one.number) for one in out.coming)
    return f"Edition {numbers}, which waits, gives way if it would open later."


def _correct(story, out, user, content) -> str:
    if not out.live:
        return "Nothing of it is live, so there is nothing to correct: publish it."
    where = f"{places(story, content)}, with your words beside it; {out.listening.opening}"
    takes = f"Takes the place of edition {out.live.number} on {where}."
    return takes + _embargoed(story)


def _kill(story, out, user, content) -> str:
    back = f"; {_counted(len(out.coming), 'coming edition')} taken back" if out.coming else ""
    where = f"{places(story, content)} and from search{back}"
    said = f"Withdraws it at once from {where}, or all that from an hour you choose; {out.listening.kill}."
    return f"{said}{_heard(story, out)}"


def _heard(story, out) -> str:
    """What of it has been told already, and cannot be untold."""
    told = hearers.so_far(story) if out.ran else hearers.Hearers()
    letters = f"{_counted(told.letters, 'letter')} went out of it"
    outside = f"{_counted(told.hooks, 'message')} reached others"
    said = [letters] * bool(told.letters) + [outside] * bool(told.hooks)
    return f" So far {' and '.join(said)}." if said else ""


def _emergency(story, out, user, content) -> str:
    takes = f" in place of edition {out.live.number}" if out.live else ""
    owed = "An after-review is owed until it is done."
    return (
        f"Out at once on {places(story, content)}{takes}; {out.listening.opening}. {owed}{_embargoed(story)}"
    )


def _spare(story, out, user, content) -> str:
    return (
        f"Readers keep it: it is not withdrawn at {spoken(story.killed_from)}." if story.killed_from else ""
    )


def _expire(story, out, user, content) -> str:
    if not out.live:
        return "Nothing of it is live."
    ends = out.live.closes_at
    return (
        f"Readers have it {f'until {spoken(ends)}' if ends else 'for good'}, unless you choose another hour."
    )


def _unschedule(story, out, user, content) -> str:
    return f"{_next(out)} will not open. Nobody outside was told."


def _reschedule(story, out, user, content) -> str:
    return f"{_next(out)} opens at another hour. Nobody outside was told.{_embargoed(story)}"


def _recall(story, out, user, content) -> str:
    until = out.recallable_until
    hour = f" Possible until {local(until):%H:%M:%S}." if until else ""
    before = "The edition before it stands again." if len(out.editions) > 1 else "It never ran."
    return f"Nobody outside was told. {before}{hour}"


def _next(out) -> str:
    return f"Edition {out.coming[0].number}" if out.coming else "The coming edition"


_SENTENCES = {
    "file": _file,
    "send_back": _send_back,
    "clear": _clear,
    "publish": _publish,
    "correct": _correct,
    "kill": _kill,
    "spare": _spare,
    "expire": _expire,
    "emergency": _emergency,
    "unschedule": _unschedule,
    "reschedule": _reschedule,
    "recall": _recall,
    "spike": lambda *_: "It never ran; it stays findable here.",
    "unspike": lambda *_: "It becomes a draft again.",
    "waive": lambda *_: "It goes before readers as it is. Who cannot see it is told nothing of it.",
    "unwaive": lambda *_: "Its copy goes no further without a description. What readers have stays as it is.",
    "review": lambda *_: (
        "Says that you have read what went out without a clear. Nothing changes for readers."
    ),
}

# The verb that takes a story on, in each status.
ONWARD = {"draft": "file", "filed": "clear", "cleared": "publish"}


def label_of(name: str, label: str, story: Story, out) -> str:
    """The word on a verb's button; newer copy of what waits already is passed for its slot."""
    if name == "publish" and out.coming and story.cleared_revision:
        opens = local(out.coming[-1].opens_at)
        return f"Pass revision {story.cleared_revision.number} for {opens:%a} {opens.day} {opens:%b %H:%M}"
    return label


def next_hands(name: str, story: Story, user: User) -> str:
    """Who may go on once a verb was said: “After you: Margaret Oyelaran may publish it.”"""
    move = workflow.MOVES[name]
    following = ONWARD.get(move.reaches or "")
    if name not in ONWARD.values() or not following or following == name:
        return ""
    people = who_may(workflow.MOVES[following].permission, story, but=user)
    return f"After you: {_either(people)} may {following} it." if people else ""


def _either(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def reason_against(name: str, story: Story, user: User, *, last_writer: int | None) -> str:
    """Why somebody may say a verb as such, and not now; empty if nothing stands in the way."""
    if name == "clear" and story.section and story.section.four_eyes and last_writer == user.pk:
        others = _either(who_may(workflow.MOVES["clear"].permission, story, but=user)) or "somebody else"
        return f"You wrote the last change. {story.section} asks for four eyes: {others}."
    if name == "review":
        said = story.events.filter(verb="emergency").order_by("-at", "-pk").first()
        if said and said.by_id == user.pk:
            return "You published it. Somebody else signs it off."
    return ""
