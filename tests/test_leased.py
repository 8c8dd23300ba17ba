"""A picture that may not be used at the hour when a story would open keeps it back; one that readers have does not."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles import bundles, clock, leased, workflow
from articles.models import Edition, Story
from articles.models.revision import content_of
from pictures.models import Picture
from tests.desk_pages import page_of, signed_in, story_url
from tests.factories import DAY, HOUR, make_section, make_story
from tests.picture_files import in_library

pytestmark = pytest.mark.django_db

TEXT = "<p>The water came before dawn.</p>"


@pytest.fixture
def flood(db) -> Picture:
    return in_library(title="Flood")


def at_the_head(picture: Picture, **words) -> dict:
    return {"picture": picture.pk, "alt": "A river over its banks."} | words


def in_the_text(picture: Picture) -> str:
    return f'{TEXT}\n<figure data-node="picture" data-picture="{picture.pk}" data-alt="A river."></figure>'


def say(picture: Picture, **terms) -> None:
    Picture.objects.filter(pk=picture.pk).update(**terms)


def why_not(verb, story: Story, **said) -> str:
    """What a verb wants put right, in words."""
    with pytest.raises(workflow.PreflightFailed) as refusal:
        verb(story, **said)
    return " ".join(map(str, refusal.value.reasons))


def weighed(story: Story) -> list[str]:
    return [str(one) for one in leased.warnings(story, content_of(story), now=clock.now())]


# What keeps a story back


@pytest.mark.parametrize(
    ("terms", "because"),
    [
        ({"allowed_until": -HOUR}, "Its lease ended on"),
        ({"allowed_from": HOUR}, "It may be used from"),
        ({"credit": ""}, "It has no credit"),
        ({"denied_sections": ["world"]}, "Its terms deny it to World."),
        ({"denied_uses": ["lead"]}, "Its terms deny this use: at the head of a story."),
    ],
)
def test_it_is_named_with_why_and_where_that_is_put_right(staff, flood, terms, because):
    now = clock.now()
    say(flood, **{name: now + told if name.startswith("allowed") else told for name, told in terms.items()})
    story = staff.cleared(lead_picture=at_the_head(flood))
    said = why_not(workflow.publish, story, by=staff.publisher)
    assert f"“Flood” cannot stand at the head. {because}" in said
    assert "Choose another, or change its rights in the library." in said
    assert not Edition.objects.exists()


def test_it_is_asked_of_the_hour_at_which_it_opens(staff, flood):
    now = clock.now()
    say(flood, allowed_from=now + DAY, allowed_until=now + 2 * DAY)
    story = staff.cleared(body=in_the_text(flood))
    assert "It may be used from" in why_not(workflow.publish, story, by=staff.publisher, at=now + HOUR)
    assert "Its lease ended on" in why_not(workflow.publish, story, by=staff.publisher, at=now + 3 * DAY)
    workflow.publish(story, by=staff.publisher, at=now + DAY + HOUR)
    assert "Its lease ended on" in why_not(workflow.reschedule, story, by=staff.publisher, at=now + 3 * DAY)
    workflow.reschedule(story, by=staff.publisher, at=now + DAY + 2 * HOUR)
    assert Edition.objects.coming().get().live_from == now + DAY + 2 * HOUR


def test_an_hour_that_has_passed_is_asked_of_now(staff, flood):
    say(flood, allowed_from=clock.now() - HOUR)
    story = staff.cleared(lead_picture=at_the_head(flood))
    workflow.publish(story, by=staff.publisher, at=clock.now() - 100 * DAY)
    assert Edition.objects.live().get().story == story


def test_a_part_of_a_denied_section_is_denied_too_and_other_sections_are_not(staff, flood):
    say(flood, denied_sections=["world"])
    ports = make_section("Ports", parent=make_section())
    story = staff.cleared(section=ports, lead_picture=at_the_head(flood))
    assert "deny it to World" in why_not(workflow.publish, story, by=staff.publisher)
    staff.published(section=make_section("Culture"), lead_picture=at_the_head(flood))


def test_another_use_than_the_denied_one_is_allowed(staff, flood):
    say(flood, denied_uses=["lead", "gallery"])
    staff.published(body=in_the_text(flood))


def test_a_credit_of_the_story_itself_is_one(staff, flood):
    say(flood, credit="")
    staff.published(lead_picture=at_the_head(flood, credit="Harbour Wire"))


def test_an_emergency_and_a_bundle_ask_too(staff, flood):
    say(flood, allowed_until=clock.now() - HOUR)
    draft = make_story(lead_picture=at_the_head(flood))
    assert "cannot stand" in why_not(workflow.emergency, draft, by=staff.publisher, reason="Now.")
    stories = [staff.cleared(lead_picture=at_the_head(flood)), staff.cleared()]
    bundle = bundles.make(by=staff.publisher, name="Rivers", stories=stories)
    with pytest.raises(workflow.PreflightFailed, match="cannot stand at the head"):
        bundles.set_hour(bundle, by=staff.publisher, at=clock.now() + DAY)


def test_a_bundle_is_not_moved_past_the_end_of_a_lease(staff, flood):
    now = clock.now()
    say(flood, allowed_until=now + 2 * DAY)
    story = staff.cleared(lead_picture=at_the_head(flood))
    bundle = bundles.make(by=staff.publisher, name="Rivers", stories=[story])
    bundles.set_hour(bundle, by=staff.publisher, at=now + DAY)
    with pytest.raises(workflow.PreflightFailed, match="Its lease ended on"):
        bundles.set_hour(bundle, by=staff.publisher, at=now + 3 * DAY)


def test_lines_that_come_in_ask_too_and_lose_nothing(staff, flood, tmp_path):
    say(flood, allowed_until=clock.now() - HOUR)
    make_section()
    line = {"headline": "Dam", "section": "world", "body_html": TEXT, "lead_picture": at_the_head(flood)}
    other = {"headline": "River", "section": "world", "body_html": TEXT}
    file, err = tmp_path / "a.jsonl", StringIO()
    file.write_text(f"{json.dumps(line)}\n{json.dumps(other)}", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("ingest", file, publish=True, stdout=StringIO(), stderr=err)
    assert "line 1: “Flood” cannot stand at the head. Its lease ended on" in err.getvalue()
    assert dict(Story.objects.values_list("slug", "status")) == {"dam": "draft", "river": "cleared"}


# What readers have already


def test_a_lease_that_ended_does_not_keep_a_correction_back(staff, flood):
    story = staff.published(lead_picture=at_the_head(flood))
    say(flood, allowed_until=clock.now() - HOUR)
    staff.rewritten(story)
    workflow.correct(story, by=staff.publisher, kind="correction", note="It was a dyke.")
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher)
    assert Edition.objects.live().get().number == 3


@pytest.mark.parametrize("change", ["place", "section"])
def test_another_place_or_another_section_is_a_new_use(staff, flood, change):
    story = staff.published(lead_picture=at_the_head(flood))
    say(flood, allowed_until=clock.now() - HOUR)
    fields = {"place": {"body": in_the_text(flood)}, "section": {"section": make_section("Culture")}}[change]
    staff.rewritten(story, **fields)
    assert "Its lease ended on" in why_not(workflow.publish, story, by=staff.publisher)


# What is to be weighed


def test_the_end_of_a_lease_is_told_with_what_will_stand_there(staff, flood):
    story = make_story(lead_picture=at_the_head(flood))
    assert weighed(story) == []
    say(flood, allowed_until=clock.now() + DAY)
    (said,) = weighed(story)
    assert said.startswith("The lease of “Flood” ends ")
    assert said.endswith(": from then on nothing stands in its place.")
    say(flood, fallback=in_library(title="Dam"))
    assert weighed(story)[0].endswith(": from then on “Dam” stands in its place.")
    Picture.objects.filter(title="Dam").update(allowed_until=clock.now() + HOUR)
    assert weighed(story)[0].endswith("nothing stands in its place, for the lease of “Dam” is over by then.")


def test_what_replaced_a_fallback_is_told_in_its_place(flood):
    story = make_story(lead_picture=at_the_head(flood))
    other = in_library(title="Ford")
    say(flood, allowed_until=clock.now() + DAY, fallback=in_library(title="Dam", replaced_by=other))
    assert weighed(story)[0].endswith(": from then on “Ford” stands in its place.")
    say(other, allowed_until=clock.now() + 2 * DAY)
    assert "“Ford” stands in its place, until " in weighed(story)[0]


def test_what_readers_have_lost_is_told_and_what_they_never_had_is_refused(staff, flood):
    story = staff.published(lead_picture=at_the_head(flood))
    say(flood, allowed_until=clock.now() - HOUR)
    (said,) = weighed(story)
    assert "ended" in said
    assert said.endswith("readers do not see it any more, and nothing stands in its place.")
    assert weighed(make_story(lead_picture=at_the_head(flood))) == []


def test_the_panel_weighs_what_can_still_be_put_right_and_wants_it_before_it_goes_out(staff, flood):
    say(flood, credit="")
    story = make_story(lead_picture=at_the_head(flood))
    client = signed_in(staff.publisher)

    def marked(kind: str) -> str:
        page = page_of(client.get(story_url(story)))
        return " ".join(item.text() for item in page.css(".checks li") if item.css_first(f".mark--{kind}"))

    assert "It has no credit" in marked("weigh")
    staff.cleared(story)
    assert "It has no credit" in marked("must")


def test_the_door_of_a_correction_says_what_readers_have_lost(staff, flood):
    story = staff.published(lead_picture=at_the_head(flood))
    say(flood, allowed_until=clock.now() - HOUR)
    staff.rewritten(story)
    page = page_of(signed_in(staff.publisher).get(story_url(story, "correction")))
    assert "readers do not see it any more" in page.css_first(".checks").text()
    assert not page.css(".said--wrong")


@pytest.mark.parametrize(("denied", "cost"), [([], 2), (["culture"], 3)])  # Sections are another question.
def test_pictures_of_many_copies_are_looked_up_at_once(staff, django_assert_num_queries, denied, cost):
    stories = [make_story(lead_picture=at_the_head(in_library(denied_sections=denied))) for _ in range(5)]
    copies = [(story, content_of(story)) for story in stories]
    now = clock.now()
    with django_assert_num_queries(cost):
        shelf = leased.Shelf.of(copies, now)
    with django_assert_num_queries(0):
        for story, content in copies:
            leased.reasons(story, content, opens=now, now=now, shelf=shelf)
