"""Guard: every status × verb × role, against the table in the design. Whoever changes a right changes it here too."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles import clock, roles, workflow
from articles.models import AltWaiver, Story
from tests.factories import DAY, make_story

DRAFT, FILED, CLEARED, SPIKED, KILLED = "draft", "filed", "cleared", "spiked", "killed"
ON_ITS_WAY = {DRAFT, FILED, CLEARED}
WRITERS = {"REPORTER", "EDITOR", "COPY_EDITOR", "PUBLISHER"}

# verb: (statuses it leaves, status it reaches or None, roles that may, what it is said with)
TABLE = {
    "revise": (ON_ITS_WAY, None, WRITERS, {}),
    "keep": (set(Story.Status), None, WRITERS, {"note": "Before the lawyers"}),
    "file": ({DRAFT}, FILED, WRITERS, {}),
    "send_back": ({FILED, CLEARED}, DRAFT, {"EDITOR", "COPY_EDITOR", "PUBLISHER"}, {"note": "Why."}),
    "clear": ({FILED}, CLEARED, {"COPY_EDITOR", "PUBLISHER"}, {}),
    "publish": ({CLEARED}, CLEARED, {"PUBLISHER"}, {}),
    "reschedule": (ON_ITS_WAY, None, {"PRODUCER", "PUBLISHER"}, {"at": "later"}),
    "unschedule": (ON_ITS_WAY, None, {"PRODUCER", "PUBLISHER"}, {}),
    "recall": (ON_ITS_WAY, None, {"PUBLISHER"}, {}),
    "expire": (ON_ITS_WAY, None, {"PRODUCER", "PUBLISHER"}, {"at": "later"}),
    "spare": ({KILLED}, CLEARED, {"PUBLISHER"}, {}),
    "correct": ({CLEARED}, CLEARED, {"PUBLISHER"}, {"kind": "correction", "note": "Why."}),
    "spike": (ON_ITS_WAY, SPIKED, {"EDITOR", "PUBLISHER"}, {"note": "Why."}),
    "unspike": ({SPIKED}, DRAFT, {"EDITOR", "PUBLISHER"}, {"note": "Why."}),
    "kill": (ON_ITS_WAY, KILLED, {"PUBLISHER"}, {"notice": "Why."}),
    "emergency": ({DRAFT, FILED}, CLEARED, {"PUBLISHER"}, {"reason": "Why."}),
    "review": (set(Story.Status), None, {"COPY_EDITOR", "PUBLISHER"}, {}),
    "take": (ON_ITS_WAY, None, WRITERS, {}),
    "leave": (ON_ITS_WAY, None, WRITERS, {"to": None}),
    "give": (ON_ITS_WAY, None, WRITERS, {"to": None}),
    "plan": (ON_ITS_WAY, None, WRITERS, {"budget_line": "What it says."}),
    "waive": (ON_ITS_WAY, None, {"PUBLISHER"}, {"uses": ["lead:/city.svg"], "note": "Why."}),
    "unwaive": (ON_ITS_WAY, None, {"PUBLISHER"}, {"uses": ["lead:/city.svg"]}),
}
ROLES = ("REPORTER", "EDITOR", "COPY_EDITOR", "PRODUCER", "PUBLISHER", "ADMINISTRATOR")
RUNS = {"recall", "correct", "expire", "kill"}
WAITS = {"reschedule", "unschedule"}


def story_for(verb: str, status: str, staff) -> Story:
    """A story at a status, with what else the verb needs: something live, something coming, a review owed."""
    story = make_story()
    if verb in RUNS:
        staff.published(story)
    elif verb == "spare":
        staff.published(story)
        if status == KILLED:
            workflow.kill(story, by=staff.publisher, notice="Why.", at=clock.now() + DAY)
    elif verb in WAITS:
        staff.published(story, at=clock.now() + DAY)
    elif verb == "review":
        workflow.emergency(story, by=staff.publisher, reason="Why.")
    elif status == CLEARED:
        staff.cleared(story)
    if verb in ("waive", "unwaive"):
        Story.objects.filter(pk=story.pk).update(lead_picture={"url": "/city.svg"})
    if verb == "unwaive":
        waived = {"place": "lead", "picture": "/city.svg", "why": "Why.", "by_name": "Ana", "at": clock.now()}
        AltWaiver.objects.create(story=story, **waived)
    revision = story.revisions.first() if status == CLEARED else None
    Story.objects.filter(pk=story.pk).update(status=status, cleared_revision=revision)
    story.refresh_from_db()
    return story


def test_the_table_here_and_the_table_of_moves_name_the_same_verbs():
    assert set(TABLE) == set(workflow.MOVES)


def test_every_verb_in_the_table_is_a_function():
    assert all(callable(getattr(workflow, verb)) for verb in workflow.MOVES)


def hold(staff, verb: str, status: str) -> None:
    """Let every role say a verb of a story at a status, and hold what comes of it against the table."""
    leaves, reaches, may, words = TABLE[verb]
    words = {name: clock.now() + 2 * DAY if value == "later" else value for name, value in words.items()}
    story = story_for(verb, status, staff)
    if verb == "publish" and status == CLEARED:
        assert not story.editions.exists()
    for role in ROLES:
        by = (
            staff.another_publisher
            if verb == "review" and role == "PUBLISHER"
            else getattr(staff, role.lower())
        )
        expected = (
            PermissionDenied if role not in may else workflow.IllegalMove if status not in leaves else None
        )
        attempt = Story.objects.get(pk=story.pk)
        with transaction.atomic():
            if expected:
                with pytest.raises(expected):
                    getattr(workflow, verb)(attempt, by=by, **words)
            else:
                getattr(workflow, verb)(attempt, by=by, **words)
            now = Story.objects.get(pk=story.pk).status
            assert now == (status if expected or reaches is None else reaches), (verb, status, role)
            transaction.set_rollback(True)


@pytest.mark.parametrize("status", Story.Status.values)
@pytest.mark.parametrize("verb", TABLE)
def test_a_verb_does_just_what_the_table_says(staff, verb, status):
    hold(staff, verb, status)


@pytest.mark.parametrize(
    ("verb", "status", "broken"),
    [
        ("spike", FILED, {"permission": "articles.view_story"}),
        ("clear", FILED, {"permission": "articles.kill_story"}),
        ("clear", DRAFT, {"leaves": ON_ITS_WAY}),
        ("send_back", CLEARED, {"leaves": {FILED}}),
    ],
)
def test_the_guard_sees_a_broken_move(staff, monkeypatch, verb, status, broken):
    hold(staff, verb, status)
    monkeypatch.setitem(workflow.MOVES, verb, replace(workflow.MOVES[verb], **broken))
    with pytest.raises((pytest.fail.Exception, PermissionDenied, workflow.IllegalMove)):
        hold(staff, verb, status)


def test_nobody_without_a_role_may_do_anything(staff):
    from tests.factories import make_user

    stranger = make_user()
    for verb, (leaves, _, _, words) in TABLE.items():
        story = story_for(verb, min(leaves), staff)
        with pytest.raises(PermissionDenied), transaction.atomic():
            getattr(workflow, verb)(story, by=stranger, **words)


def test_the_groups_in_the_database_are_the_table(db):
    from django.contrib.auth.models import Group, Permission

    Group.objects.get(name=roles.REPORTER).permissions.add(Permission.objects.get(codename="publish_story"))
    roles.make_groups()
    for role, names in roles.ROLES.items():
        held = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
        assert {f"{app}.{codename}" for app, codename in held} == set(names)
