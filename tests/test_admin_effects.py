"""At the desk: what reached nobody is seen by who can act, and tried again; what was just published can be undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import clock
from articles.models import Desk, Effect, Webhook
from tests.desk_pages import page_of, signed_in, story_url, typed
from tests.effect_samples import make_webhook
from tests.factories import DAY

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/effect/"


def dead(staff, number: int = 1, **fields):
    """So many effects that reached nobody."""
    hook = make_webhook(name="The archive")
    for _ in range(number):
        staff.published(headline="Dam bursts", **fields)
    rows = Effect.objects.filter(recipient=str(hook.pk))
    rows.update(dead_at=clock.now(), attempts=16, last_error="Answered 500: So.")
    return list(rows)


def test_the_list_says_who_did_not_hear_of_what_how_often_and_why(staff):
    dead(staff)
    staff.published(headline="Another story")
    read = page_of(signed_in(staff.producer).get(LIST)).css_first("#result_list").text()
    for words in ("Dam bursts: it opened", "Webhook", "The archive", "16", "Answered 500: So."):
        assert words in read
    assert "Another story" not in read


@pytest.mark.parametrize("state", ["waiting", "delivered"])
def test_the_list_shows_what_waits_and_what_is_done_as_well(staff, state):
    dead(staff)
    Effect.objects.update(dead_at=None, delivered_at=clock.now() if state == "delivered" else None)
    client = signed_in(staff.producer)
    assert len(page_of(client.get(f"{LIST}?state={state}")).css("#result_list tbody tr")) == 1
    assert not page_of(client.get(LIST)).css("#result_list tbody tr")


def test_one_is_tried_again_on_its_own_button(staff):
    (effect,) = dead(staff)
    client = signed_in(staff.publisher)
    button = page_of(client.get(LIST)).css_first("button[formaction]")
    answer = client.post(button.attributes["formaction"], follow=True)
    assert "One is tried again." in page_of(answer).text()
    effect.refresh_from_db()
    assert (effect.dead_at, effect.attempts) == (None, 0)
    again = client.post(button.attributes["formaction"], follow=True)
    assert "there is nothing to try again" in page_of(again).text()


def test_many_are_tried_again_together(staff):
    rows = dead(staff, 3)
    client = signed_in(staff.administrator)
    data = {"action": "try_again", "_selected_action": [row.pk for row in rows[:2]]}
    assert "2 are tried again." in page_of(client.post(LIST, data, follow=True)).text()
    assert Effect.objects.dead().count() == 1


def test_nobody_else_sees_or_tries_it(staff):
    (effect,) = dead(staff)
    for somebody in (staff.reporter, staff.editor, staff.copy_editor):
        client = signed_in(somebody)
        assert client.get(LIST).status_code == 403
        assert client.post(f"{LIST}{effect.pk}/retry/").status_code == 403
    assert Effect.objects.dead().exists()


def test_of_stories_out_of_reach_nothing_is_known(staff):
    world, sport = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Sport"))
    (effect,) = dead(staff, desk=world, created_by=staff.reporter)
    staff.producer.desks.add(sport)
    client = signed_in(staff.producer)
    assert "Dam bursts" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{effect.pk}/retry/").status_code == 404
    assert client.get(f"{LIST}{effect.pk}/change/").status_code == 404
    assert "reached nobody" not in client.get("/admin/").content.decode()


def test_who_can_act_sees_the_number_on_the_front_page(staff):
    dead(staff, 2)
    assert "2 effects reached nobody." in signed_in(staff.publisher).get("/admin/").content.decode()
    assert "reached nobody" not in signed_in(staff.editor).get("/admin/").content.decode()


def test_its_own_page_says_all_of_the_error(staff):
    (effect,) = dead(staff)
    Effect.objects.update(last_error="x" * 500)
    read = page_of(signed_in(staff.publisher).get(f"{LIST}{effect.pk}/change/")).text()
    assert "x" * 500 in read
    assert "The archive" in read


def test_the_list_costs_the_same_however_long_it_is(staff, django_assert_max_num_queries):
    dead(staff, 12)
    client = signed_in(staff.publisher)
    client.get(LIST)
    with django_assert_max_num_queries(14):
        client.get(LIST)


def test_an_administrator_names_who_hears_and_they_hear_of_what_waits(staff):
    staff.published(at=clock.now() + DAY)
    client = signed_in(staff.administrator)
    page = client.get("/admin/articles/webhook/add/")
    sent = typed(page, "#webhook_form") | {"name": "The app", "url": "https://app.example/hook"}
    assert sent["secret"].startswith("whsec_")
    client.post("/admin/articles/webhook/add/", sent)
    hook = Webhook.objects.get()
    assert Effect.objects.get().recipient == str(hook.pk)
    bad = sent | {"secret": "whsec_no base64"}
    assert "this is none" in client.post(f"/admin/articles/webhook/{hook.pk}/change/", bad).content.decode()


# Undo


def publish(client, story):
    address = story_url(story, "publication")
    sent = typed(client.get(address), ".door form", note="It is right so.")
    return client.post(address, sent, follow=True)


def test_what_was_just_published_can_be_undone_and_the_page_says_for_how_long(staff):
    make_webhook()
    story = staff.cleared()
    client = signed_in(staff.publisher)
    answer = publish(client, story)
    toast = page_of(answer).css_first(".toast")
    assert 0 < int(toast.attributes["data-left"]) <= 20
    assert "Nobody outside hears of it before" in toast.text()
    form = toast.css_first("#undo")
    after = client.post(form.attributes["action"], typed(answer, "#undo"), follow=True)
    assert "was recalled. Nobody outside was told." in page_of(after).text()
    assert not story.editions.exists()
    assert not Effect.objects.exists()


def test_what_opens_later_or_where_there_is_no_time_offers_no_undo(staff, settings):
    settings.UNDO_SECONDS = 0
    assert not page_of(publish(signed_in(staff.publisher), staff.cleared())).css(".toast")


def test_after_the_time_the_door_says_what_is_left_to_do(staff, settings):
    story = staff.published(now=clock.now() - timedelta(seconds=30))
    client = signed_in(staff.publisher)
    assert "recall" not in page_of(client.get(story_url(story))).html
    answer = client.post(story_url(story, "recall"), follow=True)
    assert "can no longer be recalled: correct it, or kill it" in page_of(answer).text()
    assert story.editions.exists()


def test_an_offer_that_has_ended_is_not_made(staff):
    client = signed_in(staff.publisher)
    publish(client, staff.cleared())
    session = client.session
    session["undo"] = {"said": "", "small": "", "url": "/", "fields": {}} | {
        "until": (timezone.now() - timedelta(seconds=1)).isoformat()
    }
    session.save()
    assert not page_of(client.get("/admin/")).css(".toast")
