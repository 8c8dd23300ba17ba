"""Bounces and complaints: who may say them, what becomes of the reader, and that saying them twice changes nothing."""

import base64
import json
import os
import subprocess
import sys
from time import time

import pytest
from django.test import Client

from articles import clock
from articles.effects.webhooks import signature
from newsletters import reports, suppressing
from newsletters.deliveries import mailing
from newsletters.models import Delivery, Report, Subscription
from newsletters.report_door import LONGEST, TOLERANCE
from tests.sending_samples import CONTENT, make_issue, make_newsletter, make_readers, written

pytestmark = pytest.mark.django_db
SECRET = "whsec_" + base64.b64encode(b"a secret between servers").decode()
OURS, PROVIDERS = "/newsletter/reports/", "/newsletter/reports/provider/"
Kind = Report.Kind


@pytest.fixture
def secret(settings):
    settings.MAIL_REPORTS_SECRET = SECRET


@pytest.fixture
def postmark(settings):
    settings.MAIL_PROVIDER, settings.ANYMAIL = "postmark", {"WEBHOOK_SECRET": "name:password"}


def had(newsletter=None, **fields) -> Delivery:
    """A letter that somebody was sent."""
    newsletter = newsletter or make_newsletter()
    reader = make_readers(newsletter, 1)[0]
    return delivery_to(reader, newsletter, **fields)


def delivery_to(reader, newsletter, **fields) -> Delivery:
    issue = make_issue(newsletter, state="sent", frozen_at=clock.now(), content=CONTENT)
    facts = {"state": "sent", "domain": "example.org", "offered_at": clock.now(), "sent_at": clock.now()}
    name = f"<{issue.pk}.{reader.pk}@meridian.example>"
    return Delivery.objects.create(issue=issue, subscriber=reader, message_id=name, **facts | fields)


def say(said, *, secret=SECRET, key="report-1", off=0, path=OURS, **headers):
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    second = int(time()) + off
    headers = {
        "Webhook-Id": key,
        "Webhook-Timestamp": str(second),
        "Webhook-Signature": signature(secret, key, second, body),
    } | headers
    return Client(enforce_csrf_checks=True).post(path, body, "application/json", headers=headers)


def ended_by(delivery: Delivery) -> str:
    return Subscription.objects.get(
        subscriber=delivery.subscriber, newsletter=delivery.issue.newsletter
    ).ended_by


# What becomes of a reader


@pytest.mark.parametrize(
    ("kind", "state", "end"),
    [("bounce", "bounced", "bounce"), ("complaint", "complained", "complaint")],
)
def test_for_good_and_as_junk_end_it_at_once_and_for_all(secret, kind, state, end):
    delivery = had()
    other = make_newsletter()
    Subscription.objects.create(
        subscriber=delivery.subscriber,
        newsletter=other,
        asked_at=delivery.sent_at,
        confirmed_at=delivery.sent_at,
    )
    answer = say({"type": kind, "message_id": delivery.message_id, "said": "550 5.1.1 Nobody"})
    assert answer.status_code == 204
    delivery.refresh_from_db()
    assert (delivery.state, delivery.said) == (state, "550 5.1.1 Nobody")
    assert set(delivery.subscriber.subscriptions.values_list("ended_by", flat=True)) == {end}
    assert suppressing.is_suppressed(delivery.subscriber.mailbox)


@pytest.mark.parametrize("written_as", ["<{}>", "{}", " <{}> "])
def test_a_letter_is_known_by_its_name_with_brackets_and_without(secret, written_as):
    delivery = had()
    name = written_as.format(delivery.message_id.strip("<>"))
    assert say({"type": "bounce", "message_id": name}).status_code == 204
    assert ended_by(delivery) == Subscription.End.BOUNCE


def test_letters_that_come_back_now_and_then_end_nothing_and_again_and_again_do():
    newsletter = make_newsletter()
    reader = make_readers(newsletter, 1)[0]
    for number in range(reports.SOFT):
        assert not suppressing.is_suppressed(reader.mailbox)
        delivery = delivery_to(reader, newsletter)
        for twice in (1, 2):
            reports.hear(f"{number}.{twice}", Kind.SOFT, delivery=delivery, said="452 4.2.2 Full")
    assert suppressing.is_suppressed(reader.mailbox)
    assert ended_by(delivery) == "bounce"
    delivery.refresh_from_db()
    assert delivery.state == "sent", "it may have been delivered in the end"


def test_who_unsubscribes_at_the_provider_has_the_others_still():
    delivery = had()
    other = make_newsletter()
    Subscription.objects.create(
        subscriber=delivery.subscriber,
        newsletter=other,
        asked_at=delivery.sent_at,
        confirmed_at=delivery.sent_at,
    )
    reports.hear("one", Kind.UNSUBSCRIBED, delivery=delivery)
    assert ended_by(delivery) == "reader"
    assert other.subscriptions.in_force().count() == 1
    assert not suppressing.is_suppressed(delivery.subscriber.mailbox)


def test_a_report_by_address_is_understood_in_any_letters(secret):
    delivery = had()
    say({"type": "complaint", "recipient": delivery.subscriber.address.upper()})
    assert ended_by(delivery) == "complaint"


def test_what_nobody_knows_leaves_no_trace_and_says_nothing(secret):
    answer = say(
        {"type": "bounce", "recipient": "stranger@example.org", "message_id": "<nothing@example.org>"}
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert not Report.objects.exists()
    assert not suppressing.is_suppressed("stranger@example.org")


def test_of_an_erased_reader_the_letter_is_counted_and_nobody_is_ended(secret):
    delivery = had()
    delivery.subscriber.delete()
    assert say({"type": "bounce", "message_id": delivery.message_id}).status_code == 204
    delivery.refresh_from_db()
    assert delivery.state == "bounced"


# Our own door


def test_without_a_secret_there_is_no_such_door():
    for path in (OURS, PROVIDERS):
        for method in ("get", "post"):
            assert getattr(Client(), method)(path).status_code == 404


def test_what_is_said_twice_is_heard_once(secret):
    delivery = had()
    said = {"type": "complaint", "message_id": delivery.message_id}
    assert say(said).status_code == 204
    delivery.subscriber.subscriptions.update(ended_at=None, ended_by="")
    assert say(said).status_code == 204
    assert Report.objects.count() == 1
    assert ended_by(delivery) == "", "they came back, and an old report does not send them away again"


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "another secret"},
        {"off": -TOLERANCE - 5},
        {"off": TOLERANCE + 60},
        {"Webhook-Signature": "v1,bm90aGluZw=="},
        {"Webhook-Signature": ""},
        {"Webhook-Timestamp": "soon"},
        {"Webhook-Timestamp": "٣"},
        {"Webhook-Id": ""},
        {"Webhook-Id": "another"},
    ],
)
def test_what_is_not_signed_by_us_now_is_not_heard(secret, wrong):
    delivery = had()
    answer = say({"type": "bounce", "message_id": delivery.message_id}, **wrong)
    assert answer.status_code == 401
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "said", [b"", b"[]", b"\xff", b'{"type": "party"}', b'{"type": ["bounce"]}', b"1" * 5000]
)
def test_what_makes_no_sense_is_told_so(secret, said):
    assert say(said).status_code == 400


def test_a_long_body_is_not_read(secret):
    assert say(b"x" * (LONGEST + 1)).status_code == 413


def test_looking_is_not_saying(secret):
    assert Client().get(OURS).status_code == 405
    assert say({"type": "party"})["Cache-Control"].startswith("max-age=0, no-cache, no-store")


# A provider's door


def from_postmark(said: dict, password="name:password"):
    authorization = "Basic " + base64.b64encode(password.encode()).decode()
    return Client(enforce_csrf_checks=True).post(
        PROVIDERS, json.dumps(said), "application/json", headers={"Authorization": authorization}
    )


def bounce_of(delivery: Delivery, kind: str) -> dict:
    return {
        "RecordType": "Bounce",
        "ID": 4323372036854775807,
        "Type": kind,
        "TypeCode": 1,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Metadata": {"letter": str(delivery.pk)},
        "Description": "The server was unable to deliver your message",
        "Details": "smtp;550 5.1.1 The account does not exist",
        "Email": delivery.subscriber.address,
        "BouncedAt": "2026-11-26T08:00:00Z",
    }


def test_a_provider_says_it_in_its_own_language(postmark):
    delivery = had()
    for _ in range(2):
        assert from_postmark(bounce_of(delivery, "HardBounce")).status_code == 200
    delivery.refresh_from_db()
    assert (delivery.state, ended_by(delivery)) == ("bounced", "bounce")
    assert "5.1.1" in delivery.said
    assert Report.objects.count() == 1


def test_what_a_provider_says_of_now_is_not_for_good(postmark):
    delivery = had()
    from_postmark(bounce_of(delivery, "SoftBounce"))
    delivery.refresh_from_db()
    assert (delivery.state, ended_by(delivery)) == ("sent", "")


def test_a_provider_without_its_password_is_not_heard(postmark, settings):
    delivery = had()
    assert from_postmark(bounce_of(delivery, "HardBounce"), "name:guess").status_code == 400
    assert not Report.objects.exists()
    settings.ANYMAIL = {}
    assert from_postmark(bounce_of(delivery, "HardBounce")).status_code == 404


def test_a_provider_named_by_a_setting_sends_in_place_of_a_mail_server():
    named = {
        "MAIL_PROVIDER": "postmark",
        "ANYMAIL": "POSTMARK_SERVER_TOKEN=token,WEBHOOK_SECRET=name:password",
    }
    say = (
        "import django; django.setup(); from newsletters.deliveries import mailing\n"
        "with mailing.connected() as line: print(type(line).__module__, line.server_token)"
    )
    environment = os.environ | named | {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "DEBUG": "on"}
    told = subprocess.run([sys.executable, "-c", say], env=environment, capture_output=True, text=True)
    assert told.stdout.strip() == "anymail.backends.postmark token", told.stderr


def test_a_provider_names_the_letter_in_its_reports():
    delivery = had()
    message = mailing.letter_for(delivery.issue, delivery, written(delivery.issue))
    assert message.metadata == {"letter": str(delivery.pk)}
