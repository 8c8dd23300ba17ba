"""What can be said of an hour that comes, beside an opening: a kill, an end; and the slot that newer copy takes."""

import pytest
from django.core.management import call_command

from articles import clock, freshness, holds, invariants, search, workflow
from articles.models import Correction, Edition, Story
from tests.desk_pages import signed_in, story_url
from tests.factories import DAY, HOUR, TICK

NOTICE = "It was not so."


@pytest.fixture
def soon(db):
    return clock.now() + HOUR


def let_it_come(story: Story) -> None:
    """Let the hour of a kill lie a minute back, as if it had come."""
    past = clock.now() - HOUR / 60
    Story.objects.filter(pk=story.pk).update(killed_from=past)
    story.editions.filter(live_until__gt=past).update(
        live_from=past - DAY, first_published_at=past - DAY, live_until=past
    )
    story.corrections.update(at=past)


# A kill


def test_a_killed_story_stays_until_its_hour_and_is_gone_at_it(staff, soon):
    story = staff.published(headline="Heron")
    workflow.kill(story, by=staff.publisher, notice=NOTICE, at=soon)
    assert Edition.objects.live(soon - TICK).exists()
    assert search.find("heron", at=soon - TICK).total == 1
    assert not Edition.objects.live(soon).exists()
    assert search.find("heron", at=soon).total == 0
    assert freshness.hours_of_change(clock.now())[1] == soon
    assert list(invariants.breaches()) == []


def test_its_address_says_nothing_before_and_bears_the_notice_from_the_hour_on(staff, soon, client):
    story = staff.published()
    path = story.editions.get().path
    before = client.get(path)
    workflow.kill(story, by=staff.publisher, notice=NOTICE, at=soon)
    assert client.get(path).status_code == 200
    assert NOTICE not in client.get(path).text + client.get("/corrections/").text
    assert before.status_code == 200
    let_it_come(story)
    freshness.touch(freshness.EVERY_PAGE)
    gone = client.get(path)
    assert gone.status_code == 410
    assert NOTICE in gone.text
    assert NOTICE in client.get("/corrections/").text
    for page in ("/", "/feed/", "/news-sitemap.xml", "/world/"):
        assert path not in client.get(page).text


def test_nothing_more_of_it_opens(staff, soon):
    story = staff.rewritten(staff.published())
    workflow.publish(story, by=staff.publisher, at=soon - HOUR / 2)
    workflow.kill(story, by=staff.publisher, notice=NOTICE, at=soon)
    assert story.editions.get().live_until == soon
    assert list(invariants.breaches()) == []


@pytest.mark.parametrize("is_cleared", [True, False])
def test_a_kill_is_taken_back_before_its_hour_without_a_trace_for_readers(staff, soon, is_cleared):
    story = staff.published(until=soon + DAY)
    if not is_cleared:
        workflow.send_back(story, by=staff.editor, note="Say more.")
    was, copy = list(Edition.objects.values()), (story.status, story.cleared_revision_id)
    workflow.kill(story, by=staff.publisher, notice=NOTICE, at=soon)
    workflow.spare(story, by=staff.publisher)
    story.refresh_from_db()
    assert list(Edition.objects.values()) == was
    assert (story.status, story.cleared_revision_id) == copy
    assert not Correction.objects.exists()
    assert story.events.filter(verb="spare").exists()
    assert list(invariants.breaches()) == []


def test_a_kill_is_not_taken_back_after_its_hour(staff, soon):
    story = staff.published()
    workflow.kill(story, by=staff.publisher, notice=NOTICE, at=soon)
    with pytest.raises(workflow.IllegalMove, match="stays so"):
        workflow.spare(story, by=staff.publisher, now=soon)
    other = staff.published()
    workflow.kill(other, by=staff.publisher, notice=NOTICE)
    with pytest.raises(workflow.IllegalMove, match="stays so"):
        workflow.spare(other, by=staff.publisher)


def test_an_hour_that_passed_or_at_which_nobody_has_it_is_refused(staff, soon):
    story = staff.published(until=soon)
    for at, why in ((clock.now() - HOUR, "has passed"), (soon + HOUR, "Readers have it until")):
        with pytest.raises(workflow.PreflightFailed, match=why):
            workflow.kill(story, by=staff.publisher, notice=NOTICE, at=at)
    story.refresh_from_db()
    assert story.status == "cleared"


def test_a_kill_with_an_hour_is_said_and_taken_back_at_the_desk(staff, soon):
    story, desk = staff.published(), signed_in(staff.publisher)
    at = f"{soon:%Y-%m-%dT%H:%M}"
    desk.post(story_url(story, "killing"), {"notice": NOTICE, "at": at, "at_which": ""})
    assert "Killed from" in desk.get(story_url(story)).text
    assert "Killed from" in desk.get("/admin/articles/story/").text
    desk.post(story_url(story, "sparing"))
    story.refresh_from_db()
    assert (story.status, story.killed_from) == ("cleared", None)


def test_the_index_made_anew_finds_what_is_not_killed_yet(staff, soon):
    story = staff.published(headline="Heron")
    workflow.kill(story, by=staff.publisher, notice=NOTICE, at=soon)
    call_command("reindex")
    assert search.find("heron").total == 1


def test_the_command_kills_from_an_hour(staff, soon, capsys):
    story = staff.published()
    call_command("kill", story.slug, by=staff.publisher.email, notice=NOTICE, at=soon.isoformat())
    assert "withdrawn from" in capsys.readouterr().out
    assert Edition.objects.live().exists()


# An end


def test_what_is_live_gets_an_end_another_and_none(staff, soon):
    story = staff.published()
    assert workflow.expire(story, by=staff.producer, at=soon).live_until == soon
    assert freshness.hours_of_change(clock.now())[1] == soon
    assert workflow.expire(story, by=staff.producer, at=soon + DAY).live_until == soon + DAY
    assert workflow.expire(story, by=staff.producer, at=None).live_until is None
    assert list(invariants.breaches()) == []
    assert story.events.filter(verb="expire").count() == 3


def test_an_end_after_the_next_edition_waits_until_that_is_taken_back(staff, soon):
    story = staff.rewritten(staff.published())
    workflow.publish(story, by=staff.publisher, at=soon)
    assert workflow.expire(story, by=staff.producer, at=soon + HOUR).live_until == soon
    workflow.unschedule(story, by=staff.producer)
    assert story.editions.get().live_until == soon + HOUR
    assert list(invariants.breaches()) == []


def test_an_end_is_put_off_where_what_follows_is_held(staff, soon):
    story = staff.rewritten(staff.published())
    workflow.publish(story, by=staff.publisher, at=soon)
    holds.hold(by=staff.producer, reason="The bridge is down.")
    workflow.expire(story, by=staff.producer, at=soon + HOUR)
    assert Edition.objects.live(soon + DAY).exists()
    assert list(invariants.breaches()) == []
    holds.release(by=staff.producer)
    assert story.editions.get(number=1).expires_at == soon + HOUR


def test_an_end_that_passed_and_of_nothing_live_is_refused(staff, soon):
    with pytest.raises(workflow.PreflightFailed, match="has passed"):
        workflow.expire(staff.published(), by=staff.producer, at=clock.now())
    with pytest.raises(workflow.IllegalMove, match="is not live"):
        workflow.expire(staff.published(at=soon), by=staff.producer, at=soon + HOUR)


# The slot


def test_newer_copy_is_passed_for_the_slot_without_typing_the_hour(staff, soon):
    story = staff.published(at=soon.replace(second=0, microsecond=0), until=soon + DAY)
    staff.rewritten(story, body="<p>New.</p>")
    desk = signed_in(staff.publisher)
    number = story.cleared_revision.number
    assert f"Pass revision {number} for " in desk.get(story_url(story)).text
    page = desk.get(story_url(story, "publication"))
    offered = page.context["form"]
    typed = {name: offered[name].value() for name in ("at", "until")}
    sent = {name: value[0] for name, value in typed.items()} | {"note": "It is right so."}
    desk.post(story_url(story, "publication"), sent)
    edition = story.editions.get()
    assert "New." in edition.body
    assert edition.live_from == soon.replace(second=0, microsecond=0)


def test_newer_copy_takes_a_slot_that_is_held_though_its_hour_has_passed(staff, soon):
    story = staff.published(at=soon)
    holds.hold(by=staff.producer, reason="The bridge is down.")
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=soon, now=soon + HOUR)
    edition = story.editions.get()
    assert edition.is_held
    assert edition.opens_at == soon
    assert not Edition.objects.live(soon + DAY).exists()
