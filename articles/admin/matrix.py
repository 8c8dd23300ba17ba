"""Who may do what, read from the code: the roles, the verbs, and the nouns that stand around a story."""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.utils.text import capfirst

from articles import holds, rules, workflow
from articles.admin.verbs import VERBS
from articles.models import Story
from articles.roles import ROLES

# Every verb of the table of moves stands in one of these; a test holds it.
GROUPS = {
    "Whose it is": ("take", "leave", "give", "plan"),
    "The copy": ("revise", "keep", "file", "send_back", "clear", "waive", "unwaive", "spike", "unspike"),
    "What readers have": (
        "publish",
        "reschedule",
        "unschedule",
        "recall",
        "expire",
        "correct",
        "kill",
        "spare",
        "emergency",
        "review",
    ),
}
_WORDS = {
    "revise": "Write",
    "keep": "Keep a version",
    "take": "Take it",
    "leave": "Leave it",
    "give": "Give it",
    "plan": "Plan it",
}
_ACTS = {"view": "reads", "add": "adds", "change": "changes", "delete": "deletes"}


@dataclass(frozen=True)
class Cell:
    """What a role may. `shape` is how it is drawn, `words` is what is read out, `says` what stands beside the shape."""

    shape: str
    words: str
    says: str = ""


NO = Cell("no", "no")
YES = Cell("cleared", "yes")
OWN = Cell("filed", "own stories", "own")


@dataclass(frozen=True)
class Row:
    name: str
    small: str
    cells: list[Cell]


def matrix() -> dict[str, list[Row]]:
    """Rows of cells, a cell for each role in the order of the table of roles, under the heads that part them."""
    verbs = {head: [_of_verb(verb) for verb in group] for head, group in GROUPS.items()}
    paper = {"The paper of other days": [_of_time_machine()]}
    switch = Row(
        "Hold and release everything",
        "needs a note",
        [_may(set(granted), holds.PERMISSION) for granted in ROLES.values()],
    )
    waits = {"All that waits": [switch]}
    return verbs | waits | paper | {"Everything else": [_of_noun(label, model) for label, model in _nouns()]}


def _of_time_machine() -> Row:
    cells = [_may(set(granted), rules.SEES_ANY_MOMENT) for granted in ROLES.values()]
    return Row("Time machine", "where nothing narrows their rights to desks or sections", cells)


def _of_verb(verb: str) -> Row:
    move = workflow.MOVES[verb]
    return Row(
        VERBS[verb].label if verb in VERBS else _WORDS[verb],
        ", ".join(filter(None, [_way(move), "needs a note" if move.note else "", _factor(move.permission)])),
        [_may(set(granted), move.permission) for granted in ROLES.values()],
    )


def _way(move) -> str:
    """From which status to which, where there is one to reach."""
    if move.reaches is None or move.leaves == {move.reaches}:
        return ""
    leaves = [status.label.lower() for status in Story.Status if status in move.leaves]
    return f"{', '.join(leaves)} → {move.reaches.label.lower()}"


def _factor(permission: str) -> str:
    return "second factor needed" if permission in settings.SECOND_FACTOR_FOR else ""


def _may(granted: set[str], permission: str) -> Cell:
    if permission not in granted:
        return NO
    return OWN if permission in rules.OF_THEIR_OWN and rules.EDITS_COPY not in granted else YES


def _nouns() -> list[tuple[str, str]]:
    """The nouns that any role has to do with, as app and model, in the order of their names."""
    granted = {name for names in ROLES.values() for name in names}
    named = {
        (app, model)
        for app, _, codename in (name.partition(".") for name in granted)
        for act, _, model in [codename.partition("_")]
        if act in _ACTS
    }
    return sorted(named, key=lambda noun: _name(*noun))


def _name(app: str, model: str) -> str:
    return str(capfirst(apps.get_model(app, model)._meta.verbose_name_plural))


def _of_noun(app: str, model: str) -> Row:
    return Row(
        _name(app, model),
        _factor(f"{app}.change_{model}"),
        [_acts(set(granted), app, model) for granted in ROLES.values()],
    )


def _acts(granted: set[str], app: str, model: str) -> Cell:
    acts = [word for act, word in _ACTS.items() if f"{app}.{act}_{model}" in granted]
    if not acts:
        return NO
    words = "keeps" if len(acts) == len(_ACTS) else ", ".join(acts)
    return Cell("draft" if acts == ["reads"] else "cleared" if words == "keeps" else "filed", words, words)
