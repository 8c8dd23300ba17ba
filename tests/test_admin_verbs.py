"""The verbs as buttons and doors: whoever may say one sees it, and a refusal says why and keeps what was typed."""

import pytest

from articles import clock, roles, workflow
from articles.admin.verbs import VERBS
from articles.models import Correction, Desk, Edition, Story
from tests.desk_pages import buttons_of, messages_of, page_of, signed_in, story_url, typed
from tests.factories import DAY, HOUR, Staff, make_section, make_story

pytestmark = pytest.mark.django_db

ROLES = ("REPORTER", "EDITOR", "COPY_EDITOR", "PRODUCER", "PUBLISHER", "ADMINISTRATOR")
# What the pages of verbs ask; copy without a deck and dateline wants a reason.
BECAUSE = {"note": "Nobody was there, and the headline says it."}
SAID_WITH = {
    "file": BECAUSE,
    "clear": BECAUSE,
    "publish": BECAUSE,
    "send_back": {"note": "Ask the mayor."},
    "reschedule": {"at": "2126-05-03T18:00"},
    "correct": {"kind": "correction", "note": "It was a dyke."},
    "spike": {"note": "Old."},
    "unspike": {"note": "New."},
    "kill": {"notice": "It was not so."},
    "emergency": {"reason": "Lives depend on it."},
    "waive": {"note": "It is a live map: nobody can describe it in time."},
}


@pytest.fixture
def staff():
    return Staff()


def door(story, verb: str) -> str:
    return story_url(story, VERBS[verb].noun)


# A story in each situation of the desk, and the verbs that can be said of it there.
SITUATIONS = {
    "draft": {"file", "spike", "emergency"},
    "filed": {"send_back", "clear", "spike", "emergency"},
    "cleared": {"send_back", "publish", "spike"},
    "scheduled": {"send_back", "reschedule", "unschedule"},
    "live": {"send_back", "recall", "expire", "correct", "kill"},
    "live and cleared anew": {"send_back", "publish", "recall", "expire", "correct", "kill"},
    "live and changed": {"file", "recall", "expire", "kill", "emergency"},
    "ended": {"send_back", "publish", "kill"},
    "owed a review": {"send_back", "recall", "expire", "correct", "kill", "review"},
    "spiked": {"unspike"},
    "killed": set(),
    "killed from an hour": {"spare"},
    "undescribed": {"file", "spike", "emergency", "waive"},
    "let go undescribed": {"file", "spike", "emergency", "unwaive"},
}


def story_that_is(situation: str, staff) -> Story:
    """A story of nobody's in a situation, brought there by the verbs."""
    match situation:
        case "draft":
            return make_story()
        case "filed":
            return staff.filed()
        case "cleared":
            return staff.cleared()
        case "scheduled":
            return staff.published(at=clock.now() + DAY)
        case "ended":
            return staff.published(now=clock.now() - DAY, until=clock.now() - HOUR)
        case "undescribed":
            return make_story(lead_picture={"url": "/static/demo/city.svg", "alt": ""})
        case "let go undescribed":
            story = story_that_is("undescribed", staff)
            return workflow.waive(
                story, by=staff.publisher, uses=["lead:/static/demo/city.svg"], note="A live map."
            )
        case "spiked":
            return workflow.spike(make_story(), by=staff.editor, note="Old.")
    story = staff.published()
    match situation:
        case "live and cleared anew":
            staff.rewritten(story)
        case "live and changed":
            workflow.revise(story, by=staff.reporter, deck="New")
        case "owed a review":
            story = make_story()
            workflow.emergency(story, by=staff.publisher, reason="Now.")
        case "killed":
            workflow.kill(story, by=staff.publisher, notice="It was not so.")
        case "killed from an hour":
            workflow.kill(story, by=staff.publisher, notice="It was not so.", at=clock.now() + DAY)
    return story


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_story_offers_each_role_the_verbs_it_may_say_and_no_others(situation, role, staff):
    story = story_that_is(situation, staff)
    held = roles.ROLES[getattr(roles, role)]
    expected = {verb for verb in SITUATIONS[situation] if workflow.MOVES[verb].permission in held}
    page = signed_in(getattr(staff, role.lower())).get(story_url(story))
    assert buttons_of(page) == expected


def test_every_verb_but_saving_has_a_door_and_a_place_in_some_situation():
    assert set(VERBS) == set(workflow.MOVES) - {"revise", "keep", "take", "leave", "give", "plan"}
    assert set().union(*SITUATIONS.values()) == set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_an_offered_verb_is_done_at_its_door_and_only_by_pressing(verb, staff):
    situation = next(name for name, verbs in SITUATIONS.items() if verb in verbs and name != "live")
    story = story_that_is(situation, staff)
    by = staff.copy_editor if verb == "review" else staff.publisher
    client, events = signed_in(by), story.events.count()
    page = client.get(door(story, verb))
    assert page.status_code == 200
    assert story.events.count() == events
    answer = client.post(door(story, verb), typed(page, ".door form", **SAID_WITH.get(verb, {})))
    assert answer.url == story_url(story)
    last = story.events.order_by("-at", "-pk").first()
    assert (last.verb, last.by) == (verb, by)


@pytest.mark.parametrize("verb", VERBS)
def test_a_door_is_shut_for_roles_without_the_right_and_for_other_desks(verb, staff):
    story = story_that_is(next(name for name, verbs in SITUATIONS.items() if verb in verbs), staff)
    events = story.events.count()
    said = SAID_WITH.get(verb, {})
    assert signed_in(staff.administrator).get(door(story, verb)).status_code == 403
    assert signed_in(staff.administrator).post(door(story, verb), said).status_code == 403
    world, culture = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    Story.objects.filter(pk=story.pk).update(desk=world, created_by=staff.reporter)
    staff.publisher.desks.add(culture)
    outsider = signed_in(staff.publisher)
    assert outsider.get(door(story, verb)).status_code == 404
    assert outsider.post(door(story, verb), said).status_code == 404
    assert story.events.count() == events


@pytest.mark.parametrize("verb", VERBS)
def test_a_door_sends_strangers_to_the_sign_in_and_knows_no_other_way_in(client, verb, staff):
    story = make_story()
    assert client.post(door(story, verb)).url.startswith("/admin/login/")
    assert signed_in(staff.publisher).put(door(story, verb)).status_code == 405


def test_a_door_that_fits_no_more_leads_back_and_says_what_the_story_is(staff):
    story = staff.cleared()
    answer = signed_in(staff.publisher).get(door(story, "clear"), follow=True)
    assert answer.redirect_chain[-1][0] == story_url(story)
    assert "is cleared now" in messages_of(answer)[0]


# Refusals


def test_all_that_is_missing_is_said_at_once(staff):
    story = make_story(headline="", body="", section=None)
    answer = signed_in(staff.publisher).post(door(story, "file"), {})
    said = page_of(answer).css_first(".door form").text()
    for reason in ("Give it a headline.", "Choose the section", "There is no text yet."):
        assert reason in said
    story.refresh_from_db()
    assert story.status == "draft"


def test_a_refused_emergency_keeps_the_reason_that_was_typed(staff):
    story = make_story(section=None)
    answer = signed_in(staff.publisher).post(door(story, "emergency"), {"reason": "Lives depend on it."})
    assert "Choose the section" in page_of(answer).css_first(".door form").text()
    assert typed(answer, ".door form")["reason"] == "Lives depend on it."
    assert not Edition.objects.exists()


def test_a_verb_without_its_note_is_asked_for_it_and_not_done(staff):
    story = staff.filed()
    answer = signed_in(staff.editor).post(door(story, "send_back"), {"note": "  "})
    assert "This field is required." in answer.content.decode()
    story.refresh_from_db()
    assert story.status == "filed"


def test_a_second_press_is_refused_in_words(staff):
    story, client = staff.cleared(), signed_in(staff.publisher)
    data = typed(client.get(door(story, "publish")), ".door form", **BECAUSE)
    client.post(door(story, "publish"), data)
    again = client.post(door(story, "publish"), data)
    assert "Edition 1" in page_of(again).css_first(".door form").text()
    assert Edition.objects.count() == 1


def test_four_eyes_are_asked_for_in_words_and_what_stands_stays(staff):
    story = make_story(section=make_section(four_eyes=True))
    workflow.revise(story, by=staff.copy_editor, deck="Mine")
    workflow.file(story, by=staff.copy_editor)
    answer = signed_in(staff.copy_editor).post(door(story, "clear"), BECAUSE)
    assert "asks for four eyes" in page_of(answer).css_first(".door form").text()
    story.refresh_from_db()
    assert story.status == "filed"


def test_an_hour_under_embargo_is_refused_with_the_hours_kept(staff):
    opens = clock.now() + DAY
    story = staff.cleared(embargoed_until=opens + HOUR)
    asked = {"at": f"{opens:%Y-%m-%dT%H:%M}", "until": ""} | BECAUSE
    answer = signed_in(staff.publisher).post(door(story, "publish"), asked)
    assert "under embargo until" in page_of(answer).css_first(".door form").text()
    assert typed(answer, ".door form")["at"] == asked["at"]


def test_an_end_before_the_beginning_is_refused_at_its_own_field(staff):
    story = staff.cleared()
    asked = {"at": "2126-05-03T18:00", "until": "2126-05-03T17:00"} | BECAUSE
    answer = signed_in(staff.publisher).post(door(story, "publish"), asked)
    assert "before it opens" in page_of(answer).css_first("#div_id_until").text()


# Hours


def test_an_hour_is_typed_in_the_zone_of_whoever_publishes(staff):
    staff.publisher.time_zone = "Asia/Tokyo"
    staff.publisher.save()
    story = staff.cleared()
    signed_in(staff.publisher).post(door(story, "publish"), {"at": "2126-05-03T18:00"} | BECAUSE)
    assert Edition.objects.get().live_from.isoformat() == "2126-05-03T09:00:00+00:00"


def test_moving_shows_the_hours_that_stand_and_moves_what_was_seen(staff):
    now = clock.now()
    story = staff.published(at=now + DAY, until=now + 2 * DAY)
    client = signed_in(staff.producer)
    page = client.get(door(story, "reschedule"))
    client.post(door(story, "reschedule"), typed(page, ".door form"))
    edition = Edition.objects.get()
    assert abs(edition.live_from - (now + DAY)).total_seconds() < 0.001
    assert abs(edition.expires_at - (now + 2 * DAY)).total_seconds() < 0.001


def test_of_two_coming_editions_the_chosen_one_is_taken_back(staff):
    story = staff.published(at=clock.now() + DAY)
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=clock.now() + 2 * DAY)
    client = signed_in(staff.producer)
    second = story.editions.get(number=2)
    page = client.get(door(story, "unschedule"))
    client.post(door(story, "unschedule"), typed(page, ".door form", edition=str(second.pk)))
    assert [edition.number for edition in story.editions.all()] == [1]


def test_taking_back_never_falls_on_another_edition_than_the_one_that_was_shown(staff):
    story = staff.published(at=clock.now() + DAY)
    client = signed_in(staff.producer)
    shown = typed(client.get(door(story, "unschedule")), ".door form")
    workflow.unschedule(story, by=staff.producer)
    workflow.publish(story, by=staff.publisher, at=clock.now() + 2 * DAY)
    client.post(door(story, "unschedule"), shown)
    assert story.editions.count() == 1


def test_correcting_tells_readers_the_kind_and_the_words(staff):
    story = staff.published()
    staff.rewritten(story)
    client = signed_in(staff.publisher)
    client.post(door(story, "correct"), {"kind": "clarification", "note": "It was a dyke.", "at": ""})
    correction = Correction.objects.get()
    assert (correction.kind, correction.note, correction.edition.number) == (
        "clarification",
        "It was a dyke.",
        2,
    )


def test_a_retraction_is_made_by_killing_alone(staff):
    story = staff.published()
    answer = signed_in(staff.publisher).post(door(story, "correct"), {"kind": "retraction", "note": "Gone."})
    assert answer.status_code == 200
    assert not Correction.objects.exists()


# Walks


def test_a_story_walks_through_the_pages_of_each_role_until_it_is_corrected(staff):
    reporter, copy_editor, publisher = (
        signed_in(user) for user in (staff.reporter, staff.copy_editor, staff.publisher)
    )
    story = make_story(headline="Dam bursts", created_by=staff.reporter)

    def say(client, verb, **said):
        page = client.get(door(story, verb))
        asked = typed(page, ".door form", **said)
        return client.post(
            door(story, verb), {**asked, **(BECAUSE if asked.get("note") == "" else {})}, follow=True
        )

    say(reporter, "file")
    say(copy_editor, "send_back", note="Who says so?")
    assert "Who says so?" in reporter.get(story_url(story)).content.decode()
    reporter.post(story_url(story), typed(reporter.get(story_url(story)), body="<p>The mayor says.</p>"))
    say(reporter, "file")
    say(copy_editor, "clear")
    done = say(publisher, "publish")
    assert "Edition 1: from" in messages_of(done)[0]
    assert "The mayor says." in Edition.objects.live().get().body
    publisher.post(story_url(story), typed(publisher.get(story_url(story)), body="<p>The warden says.</p>"))
    say(publisher, "clear")
    say(publisher, "correct", kind="correction", note="The warden, not the mayor.")
    live = Edition.objects.live().get()
    assert "The warden says." in live.body
    assert live.corrections_told[0]["text"] == "The warden, not the mayor."
    say(publisher, "kill", notice="Nobody said so.")
    story.refresh_from_db()
    assert story.status == "killed"
    assert not Edition.objects.live().exists()
