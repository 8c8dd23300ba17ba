"""An issue reaches those who have it: over a real mail server, which takes letters, refuses them, or goes away."""

from datetime import timedelta
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from threading import Event

import pytest

from articles import clock, holds
from newsletters import deliveries, sending, suppressing
from newsletters.deliveries import Own, Written, batch, beginning, leasing, mailing, mark
from newsletters.deliveries.beginning import NotYet
from newsletters.models import Delivery, Issue, Pace, Subscription
from tests.factories import HOUR
from tests.post_office import opened, sending_to
from tests.sending_samples import CONTENT, freeze, make_issue, make_newsletter, make_readers, written

pytestmark = pytest.mark.django_db
State = Delivery.State
GOES_ON = Event()


@pytest.fixture(autouse=True)
def at_once(settings):
    """What is sent now leaves now, and nobody is impatient with a mail server for an earlier test's sake."""
    settings.UNDO_SECONDS = 0
    batch.patience.end()
    batch._refused_in_a_row.clear()


def begun(staff, readers: int = 3, domain: str = "example.org", **fields) -> Issue:
    """An issue that is being sent, to so many readers."""
    newsletter = make_newsletter(**fields)
    make_readers(newsletter, readers, domain)
    issue = sending.send_now(make_issue(newsletter), by=staff.producer)
    assert deliveries.begin_due(freeze) == 1
    while deliveries.list_readers():
        pass
    issue.refresh_from_db()
    return issue


def send_all() -> int:
    """Do what can be done now; returns how many letters were tried."""
    tried = 0
    while done := deliveries.send_due(GOES_ON, written):
        tried += done
    deliveries.finish_done()
    return tried


def hurry(issue: Issue) -> None:
    """Let the time pass for which what was refused rests."""
    issue.deliveries.waiting().update(offered_at=clock.now())


def states(issue: Issue) -> list[str]:
    return list(issue.deliveries.order_by("pk").values_list("state", flat=True))


# One issue, from its hour to its end


def test_everybody_who_has_it_gets_it_once(staff, post):
    issue = begun(staff, 250)
    assert send_all() == 250
    issue.refresh_from_db()
    assert issue.state == Issue.State.SENT
    assert issue.content == CONTENT
    assert {letter["To"] for letter in post.letters} == {
        row.subscriber.address for row in issue.deliveries.select_related("subscriber")
    }
    assert len(post.letters) == 250
    assert set(post.came) == set(issue.deliveries.values_list("message_id", flat=True))
    assert [event.verb for event in issue.events.all()] == ["send_now", "begin", "finish"]


def test_a_letter_says_how_it_is_left(staff, post):
    begun(staff, 1, slug="briefing", sender_name="Évènements du jour", reply_to="desk@meridian.example")
    send_all()
    letter = post.letters[0]
    link = letter["List-Unsubscribe"].strip("<>")
    assert link.startswith("https://news.example.org/newsletter/key-")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Id"] == "<briefing.meridian.example>"
    assert letter["Precedence"] == "bulk"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Reply-To"] == "desk@meridian.example"
    assert parseaddr(str(letter["From"])) == ("Évènements du jour", "briefing@meridian.example")
    assert letter["Message-ID"].endswith("@meridian.example>")
    for part in letter.iter_parts():
        assert link in part.get_content()
        assert "%%OWN%%" not in part.get_content()


def test_nothing_leaves_before_its_hour(staff, post):
    newsletter = make_newsletter()
    make_readers(newsletter, 1)
    issue = sending.schedule(make_issue(newsletter), at=clock.now() + HOUR, by=staff.producer)
    assert deliveries.begin_due(freeze) == 0
    Issue.objects.filter(pk=issue.pk).update(sends_at=clock.now() - timedelta(milliseconds=1))
    assert deliveries.begin_due(freeze) == 1


def test_while_everything_is_held_a_letter_waits_for_the_release_and_keeps_its_hour(staff, post):
    newsletter = make_newsletter()
    make_readers(newsletter, 1)
    issue = sending.schedule(make_issue(newsletter), at=clock.now() + HOUR, by=staff.producer)
    holds.hold(by=staff.producer, reason="The bridge is down.")
    hour = clock.now() - timedelta(minutes=1)
    Issue.objects.filter(pk=issue.pk).update(sends_at=hour)
    assert deliveries.begin_due(freeze) == 0
    issue.refresh_from_db()
    assert (issue.state, issue.sends_at) == (Issue.State.SCHEDULED, hour)
    holds.release(by=staff.producer)
    assert deliveries.begin_due(freeze) == 1
    deliveries.list_readers()
    assert send_all() == 1


def test_what_somebody_sends_at_once_leaves_though_everything_is_held(staff, post):
    newsletter = make_newsletter()
    make_readers(newsletter, 1)
    holds.hold(by=staff.producer, reason="The bridge is down.")
    issue = sending.send_now(make_issue(newsletter), by=staff.producer)
    later = sending.schedule(make_issue(newsletter), at=clock.now() + HOUR, by=staff.producer)
    assert deliveries.begin_due(freeze) == 1
    issue.refresh_from_db()
    assert issue.state == Issue.State.SENDING
    assert [one for one in Issue.objects.with_hold() if one.is_held] == [later]


def test_where_the_rules_of_a_zone_have_changed_it_waits_for_the_wall(staff):
    """Set for 06:00 while Paris was at +01:00; by today's rules clocks show that an hour later."""
    newsletter = make_newsletter(zone="Europe/Paris")
    issue = sending.send_now(make_issue(newsletter), by=staff.producer)
    wall = (clock.now() + HOUR).astimezone(newsletter.own_zone).replace(tzinfo=None)
    old = newsletter.own_zone.utcoffset(wall) + HOUR
    kept = f"{wall.isoformat()}+0{old.seconds // 3600}:00[Europe/Paris]"
    Issue.objects.filter(pk=issue.pk).update(sends_as=kept, sends_at=clock.now())
    assert deliveries.begin_due(freeze) == 1
    issue.refresh_from_db()
    assert issue.state == Issue.State.SCHEDULED
    assert abs(issue.sends_at - clock.now() - HOUR) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("fault", "said"), [(NotYet("Nothing is new since."), "Nothing is new"), (KeyError("deck"), "KeyError")]
)
def test_an_issue_that_cannot_be_put_together_waits_for_somebody(staff, fault, said):
    issue = sending.send_now(make_issue(), by=staff.producer)

    def fail(issue):
        raise fault

    deliveries.begin_due(fail)
    issue.refresh_from_db()
    assert issue.state == Issue.State.DRAFT
    assert said in issue.said
    assert deliveries.begin_due(fail) == 0


def test_readers_are_listed_in_bounded_steps_which_go_on_where_they_ended(staff, monkeypatch):
    monkeypatch.setattr(beginning, "AT_ONCE", 10)
    newsletter = make_newsletter()
    make_readers(newsletter, 25)
    issue = sending.send_now(make_issue(newsletter), by=staff.producer)
    deliveries.begin_due(freeze)
    assert [deliveries.list_readers() for _ in range(4)] == [10, 10, 5, 0]
    late = make_readers(newsletter, 1)[0]
    assert deliveries.list_readers() == 0
    assert issue.deliveries.count() == 25
    assert not issue.deliveries.filter(subscriber=late).exists()


def test_who_signed_up_after_it_was_frozen_gets_the_next(staff):
    newsletter = make_newsletter()
    make_readers(newsletter, 2)
    sending.send_now(make_issue(newsletter), by=staff.producer)
    deliveries.begin_due(freeze)
    with clock.standing_at(clock.now() + timedelta(seconds=1)):
        make_readers(newsletter, 3)
    assert deliveries.list_readers() == 2


# Who is left out at their turn


def test_who_has_ended_it_or_is_erased_or_suppressed_is_left_out(staff, post):
    issue = begun(staff, 5)
    ended, erased, suppressed, of_domain, stays = [
        row.subscriber for row in issue.deliveries.select_related("subscriber").order_by("pk")
    ]
    Subscription.objects.filter(subscriber=ended).update(ended_at=clock.now(), ended_by="reader")
    erased.delete()
    suppressing.suppress(suppressed.mailbox, "desk")
    of_domain.mailbox = of_domain.address = "somebody@spam.example"
    of_domain.save()
    suppressing.suppress("@spam.example", "desk")
    send_all()
    assert [letter["To"] for letter in post.letters] == [stays.address]
    assert states(issue) == [*[State.LEFT_OUT] * 4, State.SENT]
    assert len(set(issue.deliveries.filter(state=State.LEFT_OUT).values_list("said", flat=True))) == 3


# What a mail server says


def test_not_now_rests_and_is_tried_again(staff, post):
    issue = begun(staff, 2)
    first = issue.deliveries.order_by("pk").first()
    post.answers[first.subscriber.address] = "451 4.7.1 Greylisted, try later"
    send_all()
    first.refresh_from_db()
    assert states(issue) == [State.WAITING, State.SENT]
    assert first.said == "451 4.7.1 Greylisted, try later"
    assert timedelta(seconds=29) < first.offered_at - clock.now() <= timedelta(seconds=60)
    assert send_all() == 0
    post.answers.clear()
    hurry(issue)
    assert send_all() == 1
    assert states(issue) == [State.SENT, State.SENT]
    assert Issue.objects.get(pk=issue.pk).state == Issue.State.SENT


def test_what_is_never_taken_fails_in_the_end(staff, post):
    issue = begun(staff, 1)
    row = issue.deliveries.get()
    post.answers[row.subscriber.address] = "452 4.2.2 Mailbox full"
    tries = 0
    while states(issue) == [State.WAITING]:
        hurry(issue)
        tries += send_all()
    assert tries == leasing.ATTEMPTS
    assert states(issue) == [State.FAILED]


def test_no_such_mailbox_is_never_written_to_again(staff, post):
    issue = begun(staff, 1)
    reader = issue.deliveries.get().subscriber
    post.answers[reader.address] = "550 5.1.1 No such user here"
    send_all()
    assert states(issue) == [State.FAILED]
    assert suppressing.is_suppressed(reader.mailbox)
    assert reader.subscriptions.get().ended_by == Subscription.End.BOUNCE


def test_another_refusal_for_good_suppresses_nobody_at_once(staff, post):
    issue = begun(staff, 1)
    reader = issue.deliveries.get().subscriber
    post.on_letter = lambda letter: "554 5.7.1 We do not like this letter"
    send_all()
    assert states(issue) == [State.FAILED]
    assert not suppressing.is_suppressed(reader.mailbox)
    assert reader.subscriptions.in_force().exists()


def test_a_row_of_refusals_halts_the_issue_before_the_list_is_spoilt(staff, post):
    issue = begun(staff, 60)
    post.on_letter = lambda letter: "554 5.7.1 Spam"
    assert send_all() == batch.IN_A_ROW
    issue.refresh_from_db()
    assert issue.state == Issue.State.PAUSED
    assert "554 5.7.1 Spam" in issue.said
    assert issue.events.last().by_name == "The house"
    assert states(issue).count(State.WAITING) == 40


def test_a_server_that_refuses_us_halts_the_issue_and_fails_nobody(staff, post):
    issue = begun(staff, 3)

    async def refuse(server, session, envelope, address, options):
        return "550 5.7.1 You may not send from there"

    post.handle_MAIL = refuse
    with opened(post):
        send_all()
    issue.refresh_from_db()
    assert issue.state == Issue.State.PAUSED
    assert "You may not send" in issue.said
    assert states(issue) == [State.WAITING] * 3
    assert set(issue.deliveries.values_list("attempts", flat=True)) == {0}


def test_a_connection_that_is_lost_in_the_middle_leaves_the_rest_waiting(staff, post):
    issue = begun(staff, 20)
    post.on_letter = lambda letter: "421 4.3.2 Shutting down" if len(post.letters) == 7 else "250 OK"
    assert deliveries.send_due(GOES_ON, written) == 0
    assert states(issue).count(State.SENT) == 7
    assert deliveries.send_due(GOES_ON, written) == 0, "nobody knocks for a while"
    assert sorted(issue.deliveries.waiting().values_list("attempts", flat=True)) == [*[0] * 12, 1]
    post.on_letter = lambda letter: "250 OK"
    batch.patience.end()
    hurry(issue)
    send_all()
    assert states(issue) == [State.SENT] * 20
    assert set(post.came.values()) == {1}


def test_a_server_that_is_not_there_costs_nobody_a_try(staff):
    issue = begun(staff, 2)
    with sending_to("127.0.0.1", 9):
        assert send_all() == 0
    assert set(issue.deliveries.values_list("attempts", flat=True)) == {0}
    assert not batch.patience.is_over()


# Hostile words


@pytest.mark.parametrize(
    "address",
    ["a@example.org\r\nBcc: everybody@example.org", "a@example.org\nX: y", "a@example.org, b@example.org"],
)
def test_an_address_that_would_write_a_head_gets_nothing(staff, post, address):
    issue = begun(staff, 2)
    first = issue.deliveries.order_by("pk").first()
    type(first.subscriber).objects.filter(pk=first.subscriber.pk).update(address=address)
    send_all()
    assert states(issue) == [State.FAILED, State.SENT]
    assert len(post.letters) == 1
    assert post.letters[0]["Bcc"] is None


def test_a_subject_that_would_write_a_head_halts_before_anybody_gets_it(staff, post):
    issue = begun(staff, 2)

    def hostile(issue):
        return Written("Good\r\nBcc: everybody@example.org", "<p>Hello</p>", "Hello", written(issue).own)

    deliveries.send_due(GOES_ON, hostile)
    issue.refresh_from_db()
    assert issue.state == Issue.State.PAUSED
    assert states(issue) == [State.WAITING] * 2
    assert post.letters == []


# Pausing, stopping


def test_pausing_and_stopping_take_effect_within_a_batch(staff, post, monkeypatch):
    monkeypatch.setattr(batch, "ASKED_EVERY", 0)
    issue = begun(staff, 40)

    real = mailing.send
    stops_at = 5

    def send(line, one, row, letter):
        real(line, one, row, letter)
        if len(post.letters) == stops_at:
            sending.pause(Issue.objects.get(pk=issue.pk), by=staff.producer, note="A wrong name.")

    monkeypatch.setattr(mailing, "send", send)
    assert send_all() == 5
    assert states(issue).count(State.SENT) == 5
    assert set(issue.deliveries.waiting().values_list("attempts", flat=True)) == {0}
    issue.refresh_from_db()
    assert (issue.state, issue.said) == (Issue.State.PAUSED, "A wrong name.")
    sending.resume(issue, by=staff.producer)
    stops_at = 12
    assert send_all() == 7
    sending.stop(Issue.objects.get(pk=issue.pk), by=staff.producer, note="It is wrong altogether.")
    assert send_all() == 0
    assert states(issue).count(State.LEFT_OUT) == 28
    assert set(post.came.values()) == {1}


def test_what_was_accepted_while_it_was_stopped_is_kept_as_sent(staff, post, monkeypatch):
    issue = begun(staff, 1)
    real = mailing.send

    def send(line, one, row, letter):
        real(line, one, row, letter)
        sending.stop(Issue.objects.get(pk=issue.pk), by=staff.producer, note="Wrong.")

    monkeypatch.setattr(mailing, "send", send)
    send_all()
    assert states(issue) == [State.SENT]


def test_a_worker_that_is_told_to_stop_gives_back_the_rest(staff, post):
    issue = begun(staff, 10)
    stopped = Event()

    def on_letter(letter):
        if len(post.letters) == 3:
            stopped.set()
        return "250 OK"

    post.on_letter = on_letter
    assert deliveries.send_due(stopped, written) == 4
    rest = issue.deliveries.waiting()
    assert rest.count() == 6
    assert set(rest.values_list("attempts", flat=True)) == {0}


def test_what_is_corrected_between_two_batches_is_asked_anew(staff, post, monkeypatch):
    monkeypatch.setattr(leasing, "TAKE", 2)
    issue = begun(staff, 4)
    asked = []

    def changing(issue):
        asked.append(issue.pk)
        return Written(f"Version {len(asked)}", "<p>Hello</p>", "Hello", written(issue).own)

    while deliveries.send_due(GOES_ON, changing):
        pass
    assert [letter["Subject"] for letter in post.letters] == [
        "Version 1",
        "Version 1",
        "Version 2",
        "Version 2",
    ]
    assert set(asked) == {issue.pk}


# Fencing


def test_who_was_too_slow_cannot_disturb_who_has_it_now(staff):
    issue = begun(staff, 1)
    slow = leasing.take(issue)[0]
    hurry(issue)
    quick = leasing.take(issue)[0]
    assert (slow.pk, slow.attempts, quick.attempts) == (quick.pk, 1, 2)
    leasing.refused(slow, "550")
    leasing.put_back(slow, "451")
    leasing.give_back([slow])
    row = Delivery.objects.get(pk=quick.pk)
    assert (row.state, row.attempts) == (State.WAITING, 2)
    assert row.offered_at > clock.now() + timedelta(minutes=4)
    leasing.accepted(slow)
    assert states(issue) == [State.SENT], "whoever hears a yes, it was a yes"


def test_what_is_in_hand_is_not_offered(staff):
    issue = begun(staff, 3)
    assert len(leasing.take(issue)) == 3
    assert leasing.take(issue) == []
    assert leasing.next_issue() is None


# The pace


def test_each_provider_gets_its_share_and_nobody_waits_for_another(staff, settings):
    settings.LETTERS_A_SECOND = {"slow.example": "2", "*": "50"}
    newsletter = make_newsletter()
    make_readers(newsletter, 30, "slow.example")
    make_readers(newsletter, 10, "quick.example")
    issue = sending.send_now(make_issue(newsletter), by=staff.producer)
    deliveries.begin_due(freeze)
    deliveries.list_readers()
    first = leasing.take(issue)
    assert [row.domain for row in first].count("slow.example") == 1, "a bucket begins with one letter in it"
    Pace.objects.update(as_of=clock.now() - timedelta(seconds=10), left=0)
    rows = leasing.take(issue)
    assert [row.domain for row in rows].count("slow.example") == 2, "and holds no more than a second's worth"
    assert [row.domain for row in rows].count("quick.example") == 9


def test_the_domains_of_one_provider_share_its_bucket(staff, settings):
    settings.LETTERS_A_SECOND = {"Mail.example+mail.test+post.example": "4", "*": "50"}
    newsletter = make_newsletter()
    for domain in ("mail.test", "post.example", "mail.example", "quick.example"):
        make_readers(newsletter, 5, domain)
    issue = sending.send_now(make_issue(newsletter), by=staff.producer)
    deliveries.begin_due(freeze)
    deliveries.list_readers()
    assert len(leasing.take(issue)) == 2, "each bucket begins with one letter in it"
    Pace.objects.update(as_of=clock.now() - timedelta(seconds=10), left=0)
    rows = leasing.take(issue)
    assert sum(row.domain != "quick.example" for row in rows) == 4
    assert {row.domain for row in leasing.take(issue)} <= {"quick.example"}, "nothing is left of the four"


def test_without_a_pace_nothing_is_held_and_nothing_is_asked(staff, settings, django_assert_max_num_queries):
    issue = begun(staff, 50)
    with django_assert_max_num_queries(12):
        assert len(leasing.take(issue)) == 50


# After a restore


def test_an_hour_that_is_long_past_waits_for_somebody(staff):
    issue = sending.send_now(make_issue(), by=staff.producer)
    Issue.objects.filter(pk=issue.pk).update(sends_at=clock.now() - HOUR - timedelta(seconds=1))
    deliveries.begin_due(freeze)
    issue.refresh_from_db()
    assert (issue.state, issue.sends_at) == (Issue.State.DRAFT, None)
    assert "long passed" in issue.said


def test_what_workers_have_left_alone_for_long_waits_for_somebody(staff, post):
    issue = begun(staff, 2)
    Issue.objects.filter(pk=issue.pk).update(moved_at=clock.now() - HOUR - timedelta(seconds=1))
    assert deliveries.halt_the_long_past() == 1
    assert send_all() == 0
    issue.refresh_from_db()
    assert issue.state == Issue.State.PAUSED
    sending.resume(issue, by=staff.producer)
    assert deliveries.halt_the_long_past() == 0
    assert send_all() == 2


def test_what_is_at_work_is_not_long_past_however_long_it_rests(staff):
    issue = begun(staff, 1)
    Issue.objects.filter(pk=issue.pk).update(moved_at=clock.now() - timedelta(minutes=50))
    assert deliveries.halt_the_long_past() == 0
    issue.refresh_from_db()
    assert clock.now() - issue.moved_at < timedelta(seconds=10)


def test_a_database_that_is_minutes_older_than_what_was_sent_sends_nothing(staff, post, settings):
    """The backup was made between two batches; after it more letters left, and another issue came due."""
    assert deliveries.halt_the_long_past() == 0
    issue = begun(staff, 6)
    leasing.take(issue)
    mark.note(mark.advance() + 3)
    hurry(issue)
    due = sending.send_now(make_issue(), by=staff.producer)
    coming = sending.schedule(make_issue(), at=clock.now() + HOUR, by=staff.producer)
    assert deliveries.halt_the_long_past() == 2
    for one in (issue, due, coming):
        one.refresh_from_db()
    assert [one.state for one in (issue, due, coming)] == ["paused", "draft", "scheduled"]
    assert "older than what was sent" in issue.said
    assert send_all() == 0
    sending.resume(issue, by=staff.producer)
    assert deliveries.halt_the_long_past() == 0, "somebody was told, and decided"
    assert send_all() == 6


def test_a_machine_that_cannot_know_lets_somebody_look(staff, settings):
    issue = begun(staff, 2)
    leasing.take(issue)
    assert deliveries.halt_the_long_past() == 0
    Path(settings.SENT_MARK).unlink()
    assert deliveries.halt_the_long_past() == 1
    issue.refresh_from_db()
    assert issue.state == Issue.State.PAUSED


def test_a_worker_beside_us_who_sends_while_we_look_is_no_restore(staff, monkeypatch):
    begun(staff, 1)
    assert deliveries.halt_the_long_past() == 0
    open_it = mark._opened.__enter__

    def after_somebody_else(opened):
        monkeypatch.setattr(mark._opened, "__enter__", open_it)
        mark.note(mark.advance())
        return open_it(opened)

    monkeypatch.setattr(mark._opened, "__enter__", after_somebody_else)
    assert deliveries.halt_the_long_past() == 0


def test_a_machine_that_is_idle_keeps_up_with_what_others_send(staff, settings, tmp_path):
    issue = begun(staff, 2)
    assert deliveries.halt_the_long_past() == 0
    ours, settings.SENT_MARK = settings.SENT_MARK, tmp_path / "another-machine"
    mark.start_over()
    leasing.take(issue)
    settings.SENT_MARK = ours
    assert deliveries.halt_the_long_past() == 0
    assert int(Path(ours).read_text()) == int((tmp_path / "another-machine").read_text()) == 1


def test_a_message_is_called_the_same_when_its_row_is_made_again(staff):
    issue = begun(staff, 1)
    row = issue.deliveries.get()
    assert mailing.message_id(issue, row.subscriber) == row.message_id


def test_a_long_address_stays_whole_in_a_letters_head():
    """As Python writes letters now, and Django 6 with it: a long word in a head is otherwise put in cipher."""
    link = f"<https://news.example.org/newsletter/end/{'x' * 150}/>"
    for header in ("List-Unsubscribe", "List-Id"):
        letter = EmailMessage(policy.SMTP.clone(header_factory=mailing._headers))
        letter[header] = link
        assert letter.as_bytes().splitlines()[0] == f"{header}: {link}".encode()
    with pytest.raises(ValueError, match="linefeed"):
        letter["List-Unsubscribe"] = "<https://x/>\r\nBcc: everybody@example.org"


def test_a_long_address_leaves_over_the_wire_as_it_is(staff, post):
    long = "x" * 150

    def long_links(issue):
        def own(subscriber):
            return Own(f"https://news.example.org/{long}/", {})

        return Written("Good morning", "<p>Hello</p>", "Hello", own)

    begun(staff, 1)
    deliveries.send_due(GOES_ON, long_links)
    assert post.letters[0]["List-Unsubscribe"].strip() == f"<https://news.example.org/{long}/>"
