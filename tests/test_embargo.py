"""An embargo is a floor under every path that makes or moves an edition; it may hold until further notice."""

import json

import pytest
from django.core.management import CommandError, call_command

from articles import clock, holds, invariants, workflow
from articles.models import Edition, Story
from articles.moments import NEVER
from tests.desk_pages import signed_in, story_url, typed
from tests.factories import DAY, HOUR, make_section, make_story

RAW = "{line}\n\nDam bursts\n\nBy Ana Reyes\n\nBEIRA, Mozambique — The water came before dawn, people said.\n"


@pytest.fixture(params=["an end", "no end"])
def until(request, db):
    return clock.now() + DAY if request.param == "an end" else NEVER


def early():
    return clock.now() + HOUR


def refused(verb, *args, **said):
    with pytest.raises(workflow.PreflightFailed, match="under embargo until"):
        verb(*args, **said)


def by_verb(staff, until, tmp_path):
    refused(workflow.publish, staff.cleared(embargoed_until=until), by=staff.publisher)


def by_verb_at_an_hour(staff, until, tmp_path):
    refused(workflow.publish, staff.cleared(embargoed_until=until), by=staff.publisher, at=early())


def by_emergency(staff, until, tmp_path):
    refused(workflow.emergency, make_story(embargoed_until=until), by=staff.publisher, reason="Why.")


def _laid_on_what_is_live(staff, until):
    story = staff.published()
    workflow.revise(story, by=staff.publisher, embargoed_until=until, deck="New.")
    return staff.cleared(story)


def by_correction(staff, until, tmp_path):
    story = _laid_on_what_is_live(staff, until)
    refused(workflow.correct, story, by=staff.publisher, kind="correction", note="It was a dyke.")


def by_timed_correction(staff, until, tmp_path):
    story = _laid_on_what_is_live(staff, until)
    refused(workflow.correct, story, by=staff.publisher, kind="correction", note="It was a dyke.", at=early())


def by_moving(staff, until, tmp_path):
    if until == NEVER:
        story = staff.published(at=early())
        refused_to_lay(story, staff, until)
        return
    story = staff.published(at=until + HOUR, embargoed_until=until)
    refused(workflow.reschedule, story, by=staff.producer, at=until - HOUR)


def refused_to_lay(story, staff, until):
    with pytest.raises(workflow.PreflightFailed, match="move it or take it back first"):
        workflow.revise(story, by=staff.publisher, embargoed_until=until)


def by_a_release(staff, until, tmp_path):
    """What waits beside its hour cannot come under an embargo either, and so none is released under one."""
    story = staff.published(at=early())
    holds.hold(by=staff.producer, reason="The bridge is down.")
    refused_to_lay(story, staff, until)
    workflow.unschedule(story, by=staff.producer)
    workflow.revise(story, by=staff.publisher, embargoed_until=until)
    refused(workflow.publish, story, by=staff.publisher, at=early())
    holds.release(by=staff.producer)


def by_many_at_once(staff, until, tmp_path):
    story = staff.cleared(embargoed_until=until, deck="A deck.")
    sent = {
        "action": "publish",
        "_selected_action": [story.pk],
        "say": "1",
        "at": "",
        "until": "",
        "note": "So.",
    }
    text = signed_in(staff.publisher).post("/admin/articles/story/", sent, follow=True).text
    assert "It is under embargo until" in text


def at_its_door(staff, until, tmp_path):
    story = staff.cleared(embargoed_until=until)
    desk = signed_in(staff.publisher)
    page = desk.get(story_url(story, "publication"))
    assert "It is under embargo until" in page.text
    sent = typed(page, ".door form", at="", note="So.")
    assert "It is under embargo until" in desk.post(story_url(story, "publication"), sent).text


def by_the_command(staff, until, tmp_path):
    story = staff.cleared(embargoed_until=until)
    with pytest.raises(CommandError, match="under embargo until"):
        call_command("publish", story.slug, by=staff.publisher.email)


def by_lines(staff, until, tmp_path):
    make_section()
    said = "until further notice" if until == NEVER else until.isoformat()
    line = {
        "headline": "Dam bursts",
        "section": "world",
        "body_html": "<p>Text.</p>",
        "embargoed_until": said,
    }
    file = tmp_path / "lines.jsonl"
    file.write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("ingest", str(file), publish=True, verbosity=0)
    call_command("ingest", str(file), verbosity=0)
    assert Story.objects.get().embargoed_until == until
    with pytest.raises(CommandError):
        call_command("ingest", str(file), publish=True, verbosity=0)


def by_a_raw_article(staff, until, tmp_path):
    make_section()
    hour = "" if until == NEVER else f" UNTIL {until:%H%M} UTC {until:%d} {until:%B} {until:%Y}".upper()
    file = tmp_path / "dam.txt"
    file.write_text(RAW.format(line=f"EMBARGOED{hour}"), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("ingest", str(file), publish=True, section="world", verbosity=0)
    assert Story.objects.get().embargoed_until == until.replace(second=0, microsecond=0)


PATHS = [
    by_verb,
    by_verb_at_an_hour,
    by_emergency,
    by_correction,
    by_timed_correction,
    by_moving,
    by_a_release,
    by_many_at_once,
    at_its_door,
    by_the_command,
    by_lines,
    by_a_raw_article,
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_no_path_leads_under_an_embargo(path, staff, until, tmp_path):
    path(staff, until, tmp_path)
    floors = Edition.objects.filter(story__embargoed_until__gt=clock.now(), made_at__gt=clock.now() - HOUR)
    assert not [
        one for one in floors if one.opens_at < one.story.embargoed_until and one.live_from > clock.now()
    ]
    assert list(invariants.breaches()) == []


def test_at_the_end_of_the_embargo_itself_it_may_open(staff):
    until = clock.now() + DAY
    story = staff.cleared(embargoed_until=until)
    assert workflow.publish(story, by=staff.publisher, at=until).live_from == until


def test_the_form_keeps_an_embargo_without_an_end_and_lets_it_go(staff):
    story, desk = make_story(), signed_in(staff.publisher)
    page = desk.get(story_url(story))
    desk.post(story_url(story), typed(page) | {"embargoed_until_open": "on"})
    story.refresh_from_db()
    assert story.embargoed_until == NEVER
    page = desk.get(story_url(story))
    assert "further notice" in page.text
    assert "9999" not in page.text
    assert "embargoed_until_open" in typed(page)
    sent = typed(page)
    del sent["embargoed_until_open"]
    desk.post(story_url(story), sent)
    story.refresh_from_db()
    assert story.embargoed_until is None


@pytest.mark.parametrize("page", ["/admin/articles/story/", "/admin/articles/story/{}/change/", "/admin/"])
def test_an_embargo_is_shown_wherever_the_story_is(staff, page):
    story = staff.cleared(embargoed_until=clock.now() + HOUR)
    assert "mark--embargo" in signed_in(staff.publisher).get(page.format(story.pk)).text


def test_whoever_publishes_is_offered_its_end(staff):
    until = clock.now().replace(second=0, microsecond=0) + DAY
    story = staff.cleared(embargoed_until=until)
    page = signed_in(staff.publisher).get(story_url(story, "publication"))
    assert typed(page, ".door form")["at"] == f"{until:%Y-%m-%dT%H:%M}"
