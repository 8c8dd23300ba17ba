"""Readers to whom nothing is sent: they are told why by their own link alone, and let in again by a letter."""

from datetime import timedelta

import pytest
from django.test import Client

from articles import clock
from newsletters import choices, links, reports, signing_up, suppressing
from newsletters.models import Newsletter, SignUp, Subscriber, Subscription, Suppression
from tests.factories import DAY
from tests.newsletter_samples import link_to, make_newsletter, make_subscriber, sign_up
from tests.sending_samples import make_issue

pytestmark = pytest.mark.django_db

BACK = {"bounce": "Letters to it came back", "complaint": "was reported as junk"}


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def stopped(why: str = "bounce", *newsletters: Newsletter) -> Subscriber:
    """Somebody whose letters came back, or who said that they are junk."""
    ana = make_subscriber("ana@example.org", *(newsletters or [make_newsletter()]))
    choices.end_all(ana, by=why)
    suppressing.suppress(ana.mailbox, why)
    return ana


def yours(subscriber: Subscriber) -> str:
    return "/" + links.preferences(subscriber).split("/", 3)[3]


def ask(subscriber: Subscriber, *slugs: str):
    answer = Client().post(
        yours(subscriber), {"newsletters": slugs or ["morning-briefing"], "language": "en"}
    )
    signing_up.answer_due()
    return answer


@pytest.mark.parametrize("why", BACK)
def test_they_are_told_why_nothing_comes_and_how_it_comes_again(why):
    page = words(Client().get(yours(stopped(why))))
    assert "Nothing is sent to this address." in page
    assert BACK[why] in page
    assert "Ask me by letter" in page
    assert 'value="morning-briefing" checked' in page


def test_whom_the_desk_keeps_out_is_told_so_and_shown_no_way_that_leads_nowhere(post):
    ana = make_subscriber("ana@example.org", make_newsletter())
    suppressing.suppress("@example.org", "desk", "They asked for it.")
    page = words(Client().get(yours(ana)))
    assert "The newsroom keeps letters from it." in page
    assert "Ask me by letter" not in page
    assert "They asked for it." not in page
    ask(ana)
    assert not post.letters


def test_to_whom_letters_go_nothing_is_said_of_it():
    ana = make_subscriber("ana@example.org", make_newsletter())
    assert "Nothing is sent" not in words(Client().get(yours(ana)))


@pytest.mark.parametrize("why", BACK)
def test_one_letter_asks_and_its_button_lets_the_others_in(post, why):
    briefing = make_newsletter()
    ana = stopped(why, briefing)
    assert ask(ana)["Location"].endswith("?asked")
    assert suppressing.is_suppressed(ana.mailbox)
    assert not Subscription.objects.in_force().exists()
    yes = link_to(post.letters[-1], "yes")
    Client().get(yes)
    assert suppressing.is_suppressed(ana.mailbox)
    Client().post(yes)
    assert not suppressing.is_suppressed(ana.mailbox)
    assert [row.newsletter for row in Subscription.objects.in_force()] == [briefing]


def test_it_is_asked_once_a_day_at_most_however_often_the_button_is_pressed(post):
    ana = stopped()
    for _ in range(3):
        assert ask(ana).status_code == 302
    assert len(post.letters) == 1


def test_something_is_to_be_chosen():
    ana = stopped()
    answer = Client().post(yours(ana), {"newsletters": [], "language": "en"})
    assert (answer.status_code, SignUp.objects.count()) == (422, 0)
    assert "Choose at least one newsletter." in words(answer)


def test_who_asks_too_often_is_told_so(monkeypatch):
    ana = stopped()
    monkeypatch.setattr(signing_up, "A_NETWORK_AN_HOUR", 0)
    answer = ask(ana)
    assert answer.status_code == 429
    assert "Too many sign-ups came from your network" in words(answer)


@pytest.mark.parametrize("why", [*BACK, "desk", "refused"])
def test_without_the_link_nobody_is_asked_or_learns_anything(post, why):
    """The box answers as for anybody, and no letter goes."""
    briefing = make_newsletter()
    if why in BACK:
        stopped(why, briefing)
    else:
        suppressing.suppress("ana@example.org", why)
    known, unknown = sign_up("ana@example.org"), sign_up("ben@example.org")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    signing_up.answer_due()
    assert [letter["To"] for letter in post.letters] == ["ben@example.org"]
    assert Suppression.objects.filter(why=why).exists()


def test_of_two_reasons_the_harder_one_counts():
    ana = stopped("bounce")
    suppressing.suppress("@example.org", "desk")
    assert suppressing.what_stops(ana.mailbox).why == "desk"
    assert not suppressing.may_be_asked_back(ana.mailbox)


def test_they_may_have_again_what_takes_nobody_else_now(post):
    members = make_newsletter("Members", is_offered=False)
    ana = stopped("bounce", members)
    ask(ana, "members")
    Client().post(link_to(post.letters[-1], "yes"))
    assert [row.newsletter for row in Subscription.objects.in_force()] == [members]


def test_letters_that_came_back_before_they_said_yes_count_no_more():
    """Or the first that comes back afterwards would end it all again."""
    briefing = make_newsletter()
    ana = make_subscriber("ana@example.org", briefing)
    now = clock.now()
    for number in range(reports.SOFT):
        issue = make_issue(briefing, state="sent", frozen_at=now)
        delivery = issue.deliveries.create(
            subscriber=ana, message_id=f"<{number}@x>", domain="example.org", offered_at=now
        )
        ana.reports.create(key=str(number), kind="soft", delivery=delivery, at=now - 2 * DAY)
    ana.subscriptions.update(confirmed_at=now - DAY)
    reports.hear("the sixth", "soft", delivery=delivery)
    assert Subscription.objects.in_force().exists()
    ana.subscriptions.update(confirmed_at=now - timedelta(days=50))
    reports.hear("the seventh", "soft", delivery=delivery)
    assert not Subscription.objects.in_force().exists()
