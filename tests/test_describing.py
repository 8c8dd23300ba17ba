"""A picture that nobody described goes before no reader, whichever way its story takes; a logged waiver lets it."""

import json
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from articles import bundles, clock, describing, workflow
from articles.models import AltWaiver, Edition, Story
from articles.models.revision import content_of
from tests.desk_pages import page_of, signed_in, story_url, typed
from tests.factories import DAY, make_section, make_story

pytestmark = pytest.mark.django_db

BARE = {"url": "/static/demo/city.svg", "width": 1600, "height": 900, "caption": "The harbour at six."}
TOLD = BARE | {"alt": "A harbour under a low sun."}
TEXT = "<p>The water came before dawn.</p>"
FIGURE = '<figure data-node="picture" data-picture="12" data-caption="The quay"{}></figure>'
WHY = "It is a live map: nobody can describe it in time."


def undescribed(**content) -> list[str]:
    return [one.called for one in describing.undescribed({"lead_picture": {}, "body": ""} | content)]


def bare(**fields) -> Story:
    """A draft whose lead picture nobody described."""
    return make_story(**{"lead_picture": BARE} | fields)


def slipped_in(staff) -> Story:
    """A cleared story whose picture nobody described, as one that was cleared before anybody asked."""
    story = staff.cleared(lead_picture=TOLD)
    story.cleared_revision.content["lead_picture"] = BARE
    story.cleared_revision.save()
    Story.objects.filter(pk=story.pk).update(lead_picture=BARE)
    story.refresh_from_db()
    return story


def refused(verb, story: Story, **said) -> list[str]:
    """The fields that a verb wants put right."""
    with pytest.raises(workflow.PreflightFailed) as refusal:
        verb(story, **said)
    return [reason.field for reason in refusal.value.reasons]


# What counts as described


@pytest.mark.parametrize(
    ("lead", "lacks"),
    [
        ({}, []),
        (BARE, ["The lead picture"]),
        (BARE | {"alt": "  "}, ["The lead picture"]),
        (TOLD, []),
        (BARE | {"is_decorative": True}, []),
        ({"picture": 12}, ["The lead picture"]),
        ({"picture": 12, "alt": "A harbour."}, []),
        ({"picture": 12, "is_decorative": True}, []),
    ],
)
def test_a_lead_picture_is_described_or_decorates(lead, lacks):
    assert undescribed(lead_picture=lead) == lacks


def test_every_picture_in_the_text_is_named_by_its_place_and_its_words():
    body = "\n".join(
        [
            TEXT,
            FIGURE.format(' data-alt="A quay."'),
            FIGURE.format(""),
            FIGURE.format(' data-decorative="yes"'),
        ]
    )
    wordless = '<figure data-node="picture" data-picture="3"></figure>'
    gallery = f'<div data-node="gallery">{FIGURE.format("")}{wordless}</div>'
    assert undescribed(body=f"{body}\n{gallery}") == [
        "Picture 2 in the text (“The quay”)",
        "Picture 1 in a gallery (“The quay”)",
        "Picture 2 in a gallery",
    ]


def test_the_reason_names_the_field_and_how_to_put_it_right():
    (lead,) = describing.undescribed({"lead_picture": BARE, "body": ""})
    assert lead.reason.field == "lead_picture"
    assert "Say at “In words” what it shows, for someone who cannot see it, or mark it as decorative" in str(
        lead.reason
    )
    (in_text,) = describing.undescribed({"lead_picture": {}, "body": FIGURE.format("")})
    assert in_text.reason.field == "body"


# Every path


def test_it_is_not_filed_nor_cleared_nor_sent_out_in_an_emergency(staff):
    assert refused(workflow.file, bare(), by=staff.publisher) == ["lead_picture"]
    assert refused(workflow.emergency, bare(), by=staff.publisher, reason="Now.") == ["lead_picture"]
    story = staff.filed()
    Story.objects.filter(pk=story.pk).update(lead_picture=BARE)
    assert refused(workflow.clear, story, by=staff.publisher) == ["lead_picture"]


def test_it_is_neither_published_nor_scheduled(staff):
    story = slipped_in(staff)
    assert refused(workflow.publish, story, by=staff.publisher) == ["lead_picture"]
    assert refused(workflow.publish, story, by=staff.publisher, at=clock.now() + DAY) == ["lead_picture"]
    assert not Edition.objects.exists()


def test_it_does_not_come_with_an_update_or_a_correction(staff):
    story = staff.published(lead_picture=TOLD)
    workflow.revise(story, by=staff.publisher, lead_picture=BARE)
    assert refused(workflow.clear, story, by=staff.publisher) == ["lead_picture"]
    workflow.revise(story, by=staff.publisher, lead_picture=TOLD | {"caption": "The harbour at seven."})
    staff.cleared(story)
    story.cleared_revision.content["lead_picture"] = BARE
    story.cleared_revision.save()
    said = {"by": staff.publisher, "kind": "correction", "note": "It was seven."}
    assert refused(workflow.correct, story, **said) == ["lead_picture"]
    assert refused(workflow.publish, story, by=staff.publisher) == ["lead_picture"]


def test_a_bundle_waits_for_its_description(staff):
    bundle = bundles.make(by=staff.publisher, name="Harbours", stories=[slipped_in(staff), staff.cleared()])
    with pytest.raises(workflow.PreflightFailed) as refusal:
        bundles.set_hour(bundle, by=staff.publisher, at=clock.now() + DAY)
    assert [str(reason) for reason in refusal.value.reasons if "no description" in str(reason)]
    assert not Edition.objects.exists()


def test_of_many_at_once_it_alone_is_refused(staff):
    whole, without = make_story(deck="Deck", dateline_text="BEIRA"), bare(deck="Deck", dateline_text="BEIRA")
    publisher, where = signed_in(staff.publisher), "/admin/articles/story/"
    asked = {"action": "file", "_selected_action": [whole.pk, without.pk]}
    publisher.post(where, asked | {"say": "1"})
    assert [Story.objects.get(pk=one.pk).status for one in (whole, without)] == ["filed", "draft"]
    came = page_of(publisher.get(where)).css_first(".results, .said")
    assert came
    assert "has no description" in came.text()


# Those that come in


@pytest.fixture
def ingest(tmp_path, db):
    """Bring lines in and publish them: the slugs that it prints, and what it says beside."""
    make_section()

    def ingest(*lines: dict, name: str = "archive.jsonl") -> tuple[list[str], str]:
        file, out, err = tmp_path / name, StringIO(), StringIO()
        file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        try:
            call_command("ingest", file, publish=True, stdout=out, stderr=err)
        except CommandError as refusal:
            err.write(str(refusal))
        return [line.partition("\t")[0] for line in out.getvalue().splitlines()], err.getvalue()

    return ingest


def line(number: int, **fields) -> dict:
    return {
        "headline": f"Dam {number}",
        "section": "world",
        "body_html": TEXT,
        "authors": ["Ana Reyes"],
    } | fields


def test_an_archive_loses_nothing_and_says_which_stories_wait_for_a_description(ingest):
    lines = [
        line(1, lead_picture=TOLD),
        line(2, lead_picture=BARE),
        line(3, body_html=f"{TEXT}{FIGURE.format('')}"),
        line(4),
    ]
    slugs, said = ingest(*lines)
    assert sorted(slugs) == ["dam-1", "dam-2", "dam-3", "dam-4"]
    assert sorted(Edition.objects.values_list("slug", flat=True)) == ["dam-1", "dam-4"]
    assert Edition.objects.get(slug="dam-1").lead_picture["alt"] == TOLD["alt"]
    assert dict(Story.objects.values_list("slug", "status")) == {
        "dam-1": "cleared",
        "dam-2": "draft",
        "dam-3": "draft",
        "dam-4": "cleared",
    }
    assert "line 2: The lead picture has no description." in said
    assert "line 3: Picture 1 in the text (“The quay”) has no description." in said
    assert "line 1" not in said


def test_the_same_file_again_sends_out_what_was_let_stand_meanwhile(ingest, staff):
    lines = [line(1, lead_picture=BARE)]
    ingest(*lines)
    assert "has no description" in ingest(*lines)[1]
    workflow.waive(Story.objects.get(), by=staff.publisher, uses=["lead:/static/demo/city.svg"], note=WHY)
    assert ingest(*lines) == (["dam-1"], "")
    assert Edition.objects.live().get().slug == "dam-1"


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        ("harbour.jpg", "is not an object"),
        (TOLD | {"url": "https://elsewhere.example/a.jpg"}, "address of the paper itself"),
        (TOLD | {"url": "//elsewhere.example/a.jpg"}, "address of the paper itself"),
        (TOLD | {"width": "1600"}, "size in pixels"),
        (TOLD | {"alt": 7}, "alt is not text"),
        ({"picture": "12", "alt": "A harbour."}, "number of one in the library"),
    ],
)
def test_a_line_whose_picture_makes_no_sense_stays_outside(ingest, picture, said):
    slugs, told = ingest(line(1, lead_picture=picture), line(2))
    assert slugs == ["dam-2"]
    assert said in told


# Letting it stand


def test_who_may_publish_lets_one_stand_and_the_ledger_keeps_why(staff):
    story = bare(body=f"{TEXT}\n{FIGURE.format('')}")
    workflow.waive(story, by=staff.publisher, uses=["lead:/static/demo/city.svg"], note=WHY)
    waiver = AltWaiver.objects.get()
    assert (waiver.story, waiver.place, waiver.by, waiver.why) == (story, "lead", staff.publisher, WHY)
    event = story.events.get()
    assert (event.verb, event.by, event.note) == ("waive", staff.publisher, f"The lead picture: {WHY}")
    assert refused(workflow.file, story, by=staff.publisher) == ["body"]
    workflow.waive(story, by=staff.publisher, uses=["body:12"], note=WHY)
    staff.published(story)
    assert Edition.objects.live().get().story == story


def test_what_was_let_stand_in_one_place_or_story_is_asked_for_in_another(staff):
    story = bare()
    workflow.waive(story, by=staff.publisher, uses=["lead:/static/demo/city.svg"], note=WHY)
    assert not describing.reasons(story, content_of(story))
    assert describing.reasons(bare(), content_of(story))
    workflow.revise(story, by=staff.publisher, lead_picture=BARE | {"url": "/static/demo/dam.svg"})
    assert describing.reasons(story, content_of(story))


@pytest.mark.parametrize("role", ["reporter", "editor", "copy_editor", "producer", "administrator"])
def test_nobody_else_lets_it_stand(staff, role):
    with pytest.raises(PermissionDenied):
        workflow.waive(bare(), by=getattr(staff, role), uses=["lead:/static/demo/city.svg"], note=WHY)
    assert not AltWaiver.objects.exists()


def test_it_takes_a_word_of_why_and_a_picture_that_lacks_one(staff):
    assert refused(
        workflow.waive, bare(), by=staff.publisher, uses=["lead:/static/demo/city.svg"], note=" "
    ) == ["note"]
    with pytest.raises(workflow.IllegalMove):
        workflow.waive(make_story(), by=staff.publisher, uses=["lead:12"], note=WHY)


# Wanting it after all


def test_it_is_taken_back_by_who_may_let_it_go_and_the_ledger_keeps_both(staff):
    story = bare(body=f"{TEXT}\n{FIGURE.format('')}")
    lead, text = "lead:/static/demo/city.svg", "body:12"
    workflow.waive(story, by=staff.publisher, uses=[lead, text], note=WHY)
    with pytest.raises(PermissionDenied):
        workflow.unwaive(story, by=staff.editor, uses=[lead])
    workflow.unwaive(story, by=staff.publisher, uses=[lead])
    assert [one.key for one in describing.missing(story, content_of(story))] == [lead]
    assert [one.key for one in describing.waived(story, content_of(story))] == [text]
    assert refused(workflow.file, story, by=staff.reporter) == ["lead_picture"]
    assert list(story.events.order_by("pk").values_list("verb", "note"))[1:] == [
        ("unwaive", "The lead picture")
    ]
    with pytest.raises(workflow.IllegalMove):
        workflow.unwaive(story, by=staff.publisher, uses=[lead])


def test_what_readers_have_undescribed_stays_until_the_next_copy(staff):
    story = bare()
    workflow.waive(story, by=staff.publisher, uses=["lead:/static/demo/city.svg"], note=WHY)
    staff.published(story)
    workflow.unwaive(story, by=staff.publisher, uses=["lead:/static/demo/city.svg"])
    assert Edition.objects.live().get().story == story
    assert describing.reasons(story, content_of(story))


# At the desk


def test_the_panel_says_what_is_missing_and_leads_to_the_waiver(staff):
    story = bare()
    page = page_of(signed_in(staff.publisher).get(story_url(story)))
    must = [item.text() for item in page.css(".checks li") if item.css_first(".mark--must")]
    assert any("The lead picture has no description." in said for said in must)
    assert page.css_first("button[name=_verb][value=waive]")
    as_reporter = page_of(signed_in(staff.reporter).get(story_url(story)))
    assert "has no description" in as_reporter.html
    assert not as_reporter.css("[value=waive]")


def test_its_door_asks_which_and_why_and_the_history_tells_of_it(staff):
    story = bare(body=f"{TEXT}\n{FIGURE.format('')}")
    publisher, door = signed_in(staff.publisher), story_url(story, "waiver")
    page = publisher.get(door)
    boxes = [box.attributes["value"] for box in page_of(page).css(".door [name=uses]")]
    assert boxes == ["lead:/static/demo/city.svg", "body:12"]
    assert (
        "This field is required."
        in publisher.post(door, typed(page, ".door form", note=WHY)).content.decode()
    )
    publisher.post(door, typed(page, ".door form", uses=boxes, note=WHY))
    assert AltWaiver.objects.count() == 2
    history = publisher.get(story_url(story, "history")).content.decode()
    assert "let a picture go undescribed" in history
    assert WHY in history


def test_a_story_without_pictures_asks_nothing_more(staff, django_assert_num_queries):
    story, content = make_story(), content_of(make_story(lead_picture=TOLD))
    with django_assert_num_queries(0):
        describing.reasons(story, content)
