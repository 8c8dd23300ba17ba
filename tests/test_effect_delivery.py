"""Bringing effects out: what fails rests and is tried again, and in the end somebody has to look at it."""

import random
from datetime import timedelta
from threading import Event

import pytest
from django.core.management import call_command

from articles import clock, effects, workflow
from articles.effects import leasing
from articles.effects.channels import CHANNELS
from articles.models import Effect
from tests.effect_samples import deliver_all, hurry, make_webhook
from tests.factories import DAY, HOUR
from tests.web_server import say, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told_at_once(settings):
    settings.UNDO_SECONDS = 0
    settings.OUTGOING_HOSTS = ["127.0.0.1"]


def answering(*statuses: int, **headers):
    """A receiver that answers one status after another, the last for ever."""
    left = list(statuses)
    return serving(lambda handler: say(handler, left.pop(0) if len(left) > 1 else left[0], b"So.", **headers))


def test_what_is_taken_is_delivered_once(staff):
    with answering(200) as receiver:
        make_webhook(receiver.url)
        staff.published()
        assert deliver_all() == 1
        hurry()
        assert deliver_all() == 0
    effect = Effect.objects.get()
    assert effect.delivered_at
    assert (effect.attempts, effect.dead_at, effect.last_error) == (1, None, "")


def test_what_fails_rests_and_keeps_its_key(staff):
    with answering(500, 200) as receiver:
        make_webhook(receiver.url)
        staff.published()
        deliver_all()
        effect = Effect.objects.get()
        assert effect.last_error == "Answered 500: So."
        rest = effect.offered_at - clock.now()
        assert timedelta(seconds=0) < rest <= leasing.FIRST_REST
        assert deliver_all() == 0
        hurry()
        assert deliver_all() == 1
    assert Effect.objects.get().delivered_at
    first, second = (headers for _, _, headers, _ in receiver.asked)
    assert first["Webhook-Id"] == second["Webhook-Id"] == first["Idempotency-Key"] == str(effect.key)


def test_rests_grow_up_to_an_hour_and_differ():
    random.seed(7)
    longest = [max(leasing.rest_after(n) for _ in range(200)) for n in range(1, 17)]
    shortest = [min(leasing.rest_after(n) for _ in range(200)) for n in range(1, 17)]
    for n, (low, high) in enumerate(zip(shortest, longest, strict=True)):
        full = min(timedelta(seconds=5) * 2**n, timedelta(hours=1))
        assert full * 0.5 <= low < full * 0.55
        assert full * 0.95 < high <= full


def test_after_the_last_attempt_it_is_a_dead_letter_and_can_be_tried_again(staff):
    with answering(*[500] * leasing.ATTEMPTS, 200) as receiver:
        make_webhook(receiver.url)
        staff.published()
        for _ in range(leasing.ATTEMPTS):
            hurry()
            deliver_all()
        dead = Effect.objects.get()
        assert (dead.attempts, dead.dead_at is not None) == (leasing.ATTEMPTS, True)
        hurry()
        assert deliver_all() == 0
        assert effects.retry([dead]) == 1
        assert deliver_all() == 1
    dead.refresh_from_db()
    assert (dead.delivered_at is not None, dead.dead_at, dead.attempts) == (True, None, 1)


def test_what_ended_with_its_worker_each_time_is_dead(staff):
    make_webhook()
    staff.published()
    Effect.objects.update(attempts=leasing.ATTEMPTS)
    assert leasing.take() == []
    assert "ended 16 times" in Effect.objects.get().last_error


def test_who_is_gone_for_good_is_not_asked_again(staff):
    with answering(410) as receiver:
        make_webhook(receiver.url)
        staff.published()
        deliver_all()
    assert Effect.objects.get().dead_at


def test_who_asks_to_wait_is_waited_for(staff):
    with answering(503, **{"Retry-After": "600"}) as receiver:
        make_webhook(receiver.url)
        staff.published()
        deliver_all()
    rest = Effect.objects.get().offered_at - clock.now()
    assert timedelta(seconds=590) < rest <= timedelta(seconds=600)


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/"])
def test_an_address_within_the_house_is_never_asked_and_somebody_is_told(staff, url):
    make_webhook(url)
    staff.published()
    deliver_all()
    dead = Effect.objects.get()
    assert dead.dead_at
    assert "no public address" in dead.last_error


def test_one_who_does_not_answer_stops_no_other_and_rests(staff, settings):
    settings.OUTGOING_HOSTS = ["127.0.0.1"]
    silent = make_webhook("http://127.0.0.1:9/")
    with answering(200) as receiver:
        make_webhook(receiver.url)
        for _ in range(20):
            staff.published()
        deliver_all()
        assert len(receiver.asked) == 20
    theirs = Effect.objects.filter(recipient=str(silent.pk))
    assert theirs.filter(delivered_at=None, offered_at__gt=clock.now()).count() == 20
    assert theirs.filter(attempts__gt=0).count() < 20


def test_one_bad_effect_stops_no_other(staff, monkeypatch):
    with answering(200) as receiver:
        bad, good = make_webhook(receiver.url), make_webhook(receiver.url)
        bad.secret = "whsec_abc"
        bad.save()
        staff.published()
        monkeypatch.setattr("articles.effects.delivering.log.exception", lambda *_: None)
        deliver_all()
    assert Effect.objects.get(recipient=str(good.pk)).delivered_at
    assert "Error" in Effect.objects.get(recipient=str(bad.pk)).last_error


def test_an_effect_whose_channel_is_no_more_says_so(staff, monkeypatch):
    make_webhook()
    staff.published()
    monkeypatch.setattr("articles.effects.delivering.log.exception", lambda *_: None)
    monkeypatch.delitem(CHANNELS, "webhook")
    deliver_all()
    assert "webhook" in Effect.objects.get().last_error


def test_nothing_goes_out_before_its_window_whatever_the_row_says(staff):
    with answering(200) as receiver:
        make_webhook(receiver.url)
        story = staff.published(at=clock.now() + HOUR, until=clock.now() + DAY)
        hurry()
        assert deliver_all() == 0
        workflow.reschedule(story, by=staff.producer, at=clock.now() + timedelta(milliseconds=30))
        hurry()
        Event().wait(0.05)
        assert deliver_all() == 1
        assert receiver.asked


def test_what_nobody_wants_any_more_is_dropped_unsaid(staff):
    with answering(200) as receiver:
        hook = make_webhook(receiver.url)
        staff.published()
        hook.is_on = False
        hook.save()
        deliver_all()
        assert receiver.asked == []
    assert not Effect.objects.exists()


def test_a_worker_that_was_too_slow_does_not_disturb_who_has_it_now(staff):
    make_webhook()
    staff.published()
    (slow,) = leasing.take()
    hurry()
    (quick,) = leasing.take()
    leasing.failed(slow, leasing.Undelivered("Too late."))
    leasing.give_back([slow])
    effect = Effect.objects.get()
    assert (effect.attempts, effect.last_error) == (2, "")
    assert effect.offered_at > clock.now() + timedelta(seconds=50)
    leasing.delivered(slow)
    leasing.failed(quick, leasing.Undelivered("No."))
    assert Effect.objects.get().delivered_at


def test_what_was_delivered_long_ago_is_let_go_of(staff):
    make_webhook()
    for _ in range(2):
        staff.published()
    old, _ = Effect.objects.order_by("pk")
    Effect.objects.update(delivered_at=clock.now())
    Effect.objects.filter(pk=old.pk).update(delivered_at=clock.now() - 31 * DAY)
    assert effects.sweep() == 1
    assert not Effect.objects.filter(pk=old.pk).exists()


def test_the_command_does_what_is_due_and_says_so(staff, capsys):
    with answering(200) as receiver:
        make_webhook(receiver.url)
        staff.published()
        staff.published(at=clock.now() + DAY)
        call_command("work", "--once")
    assert capsys.readouterr().out == "1 effect.\n"
    assert Effect.objects.waiting().count() == 1


def test_a_chore_that_fails_stops_no_other(staff, monkeypatch, capsys):
    from newsroom.management.commands import work

    def broken(stopped):
        raise RuntimeError("No.")

    monkeypatch.setattr(work, "CHORES", [broken, *work.CHORES])
    monkeypatch.setattr(work.log, "exception", lambda *_: None)
    with answering(200) as receiver:
        make_webhook(receiver.url)
        staff.published()
        call_command("work", "--once")
    assert "1 effect." in capsys.readouterr().out


def test_taking_costs_the_same_however_much_there_is(staff, django_assert_max_num_queries):
    for _ in range(20):
        make_webhook()
    for _ in range(10):
        staff.published()
    with django_assert_max_num_queries(8):
        assert len(leasing.take()) == leasing.TAKE
