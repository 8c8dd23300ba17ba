"""`manage.py verify` finds each breach that could be made behind the workflow's back."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from articles import clock, workflow
from articles.models import (
    Correction,
    Edition,
    EditionPicture,
    EditionTag,
    Effect,
    Revision,
    Story,
    StoryPicture,
)
from tests.effect_samples import make_webhook
from tests.factories import DAY, HOUR, NOON, make_section, make_story
from tests.picture_files import in_library


@pytest.fixture
def house(staff):
    """A house with a bit of everything, in which nothing is amiss."""
    make_webhook()
    story = staff.rewritten(staff.published(at=NOON, tags=["Floods"]))
    workflow.correct(story, by=staff.publisher, kind="correction", note="It was a dyke.")
    staff.published(at=clock.now() + DAY, until=clock.now() + 2 * DAY)
    workflow.kill(staff.published(), by=staff.publisher, notice="It was not so.")
    workflow.spike(make_story(), by=staff.editor, note="No second source.")
    workflow.emergency(make_story(), by=staff.publisher, reason="A storm.")
    staff.filed()
    staff.published(lead_picture={"picture": in_library().pk, "alt": "A dyke."})
    return story


def verify(capsys) -> str:
    try:
        call_command("verify")
    except CommandError as failure:
        return capsys.readouterr().out + str(failure)
    return ""


def test_a_sound_house_has_no_breach(house, capsys):
    call_command("verify")
    assert capsys.readouterr().out == "Nothing is amiss in 7 stories.\n"


def test_a_house_of_one_story_is_told_in_the_singular(db, capsys):
    make_story()
    call_command("verify")
    assert capsys.readouterr().out == "Nothing is amiss in 1 story.\n"


def of(story, number=1):
    return Edition.objects.filter(story=story, number=number)


BREACHES = {
    "overlap": lambda story: of(story).update(live_until=clock.now() + HOUR),
    "more than one edition is live": lambda story: of(story).update(live_until=clock.now() + HOUR),
    "not at": lambda story: of(story).update(live_until=NOON + HOUR),
    "puts older copy after newer": lambda story: (
        of(story).update(revision=story.cleared_revision)
        and of(story, 2).update(revision=story.revisions.get(number=1))
    ),
    "another hour of first publication": lambda story: of(story, 2).update(first_published_at=NOON - HOUR),
    "stands at": lambda story: of(story).update(path="/elsewhere/"),
    "was changed after it was frozen": lambda story: of(story).update(headline="Other"),
    "was changed after it was saved": lambda story: story.revisions.update(
        content={"headline": "Other"} | story.revisions.first().content
    ),
    "is spiked, but has editions": lambda story: Story.objects.filter(pk=story.pk).update(
        status="spiked", cleared_revision=None
    ),
    "killed, but readers have it": lambda story: Story.objects.filter(pk=story.pk).update(
        status="killed", cleared_revision=None
    ),
    "killed without a public notice": lambda story: Story.objects.filter(pk=story.pk).update(
        status="killed", cleared_revision=None
    ),
    "does not agree with the revision that was cleared": lambda story: Story.objects.filter(
        pk=story.pk
    ).update(status="filed"),
    "opens before the embargo ends": lambda story: Story.objects.filter(
        editions__live_from__gt=clock.now()
    ).update(embargoed_until=clock.now() + 9 * DAY),
    "another story's revision": lambda story: of(story, 2).update(
        revision=Revision.objects.exclude(story=story).first()
    ),
    "not kept as a milestone": lambda story: story.revisions.update(milestone=False),
    "not in the lists of just its tags": lambda story: EditionTag.objects.all().delete(),
    "at a wrong place in the lists": lambda story: EditionTag.objects.update(first_published_at=NOON + DAY),
    "a correction points into another story": lambda story: Correction.objects.filter(story=story).update(
        story=Story.objects.exclude(pk=story.pk).first()
    ),
    "in the list of a section that it is not part of": lambda story: of(story, 2).update(
        top_section=make_section("Culture")
    ),
    "tells of a correction that is not kept": lambda story: story.corrections.all().delete(),
    "which does not tell of it": lambda story: story.corrections.update(note="It was a dam."),
    "does not say how it came from draft to filed": lambda story: story.events.filter(verb="file").delete(),
    "the ledger ends with": lambda story: story.events.filter(verb__in=("clear", "correct")).delete(),
    "the ledger does not say how": lambda story: story.events.all().delete(),
    "nobody published edition 2": lambda story: story.events.filter(verb="correct").delete(),
    "the after-review that is owed": lambda story: Story.objects.update(after_review_owed=False),
    "was delivered before its hour": lambda story: Effect.objects.filter(
        edition__live_from__gt=clock.now()
    ).update(delivered_at=clock.now()),
    "is due before it opens": lambda story: Effect.objects.filter(edition__live_from__gt=clock.now()).update(
        due_at=clock.now()
    ),
    "tells of an end that it has not": lambda story: Effect.objects.filter(occasion="ending").update(
        due_at=NOON
    ),
    "waits, though the story was killed": lambda story: Effect.objects.filter(occasion="kill").update(
        occasion="opening"
    ),
    "does not say which pictures it shows": lambda story: EditionPicture.objects.update(place="body"),
    "said to use pictures that its copy has not": lambda story: StoryPicture.objects.update(story=story),
    "not in the grammar": lambda story: Story.objects.filter(pk=story.pk).update(
        body="<script>alert(1)</script>"
    ),
}


REFUSED_BY_POSTGRESQL = {"overlap", "more than one edition is live"}


@pytest.mark.parametrize("breach", BREACHES)
def test_verify_names(house, breach, capsys):
    if connection.vendor == "postgresql" and breach in REFUSED_BY_POSTGRESQL:
        with pytest.raises(IntegrityError, match="never_overlap"):
            BREACHES[breach](house)
    else:
        BREACHES[breach](house)
        assert breach in verify(capsys)
