"""A newsletter from its hour to the mailbox, and back by one click: real stories, the worker, a mail server."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from articles import clock, workflow
from newsletters import deliveries, sending, work
from newsletters.deliveries import batch, leasing
from newsletters.models import Issue, ListCount, Newsletter, Subscriber, Subscription, Suppression
from newsroom.management.commands import work as worker
from tests.factories import HOUR
from tests.issue_samples import make_issue
from tests.newsletter_samples import links_in
from tests.sending_samples import make_newsletter, make_readers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(settings, monkeypatch):
    settings.UNDO_SECONDS = 0
    batch.patience.end()
    monkeypatch.setattr(worker, "CHORES", [worker.plan_newsletters, worker.send_newsletters])


def do_the_work() -> str:
    out = StringIO()
    call_command("work", once=True, stdout=out)
    return out.getvalue()


def begun(staff, stories, readers: int = 2, **fields) -> Issue:
    newsletter = make_newsletter(**fields)
    make_readers(newsletter, readers)
    issue = sending.send_now(make_issue(newsletter, *stories), by=staff.producer)
    deliveries.begin_due(work.freeze)
    deliveries.list_readers()
    issue.refresh_from_db()
    return issue


def test_an_issue_leaves_is_read_and_is_ended_by_one_click(staff, post):
    newsletter = make_newsletter(slug="briefing")
    make_readers(newsletter, 3)
    story = staff.published(headline="Dam bursts above town", deck="The water came before dawn.")
    sending.send_now(make_issue(newsletter, story), by=staff.producer)
    do_the_work()
    assert len(post.letters) == 3
    letter = post.letters[0]
    assert letter["Subject"] == "Dam bursts above town"
    for kind in ("plain", "html"):
        said = letter.get_body((kind,)).get_content()
        assert "Dam bursts above town" in said
        assert "@@" not in said
        assert story.editions.get().path in said
    link = letter["List-Unsubscribe"].strip().strip("<>")
    path = link.removeprefix("http://127.0.0.1:8000")
    assert link in letter.get_body(("plain",)).get_content()
    reader = Client(enforce_csrf_checks=True)
    reader.get(path)
    assert newsletter.subscriptions.in_force().count() == 3, "looking ends nothing"
    reader.post(path, {"List-Unsubscribe": "One-Click"})
    assert newsletter.subscriptions.in_force().count() == 2
    assert Subscription.objects.get(ended_by="reader").subscriber.address == letter["To"]
    assert do_the_work() == ""


@pytest.mark.parametrize("counts_clicks", [False, True])
def test_a_scanner_that_looks_at_every_link_of_an_issue_changes_nothing_for_anybody(
    staff, post, counts_clicks
):
    newsletter = make_newsletter(slug="briefing", counts_clicks=counts_clicks)
    make_readers(newsletter, 2)
    story = staff.published(body=f'<p>{"Water. " * 40}<a href="/from/">Where</a></p>')
    sending.send_now(make_issue(newsletter, story), by=staff.producer)
    do_the_work()
    found = links_in(post.letters[0])
    ours = {link.split("/")[2] for link in found if link.startswith("/newsletter/")}
    assert {"end", "yours"} <= ours
    before = standing()
    for link in found:
        for look in ("get", "head", "options"):
            for headers in ({}, {"Sec-Purpose": "prefetch"}, {"User-Agent": "Mail-Scanner/1.0"}):
                assert getattr(Client(), look)(link, headers=headers).status_code < 500
    assert standing() == before


def standing() -> list:
    """All that the links of a letter could change for whoever gets it."""
    models = (Subscriber, Subscription, Suppression, ListCount)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_what_is_killed_or_corrected_before_somebodys_turn_is_not_what_they_get(staff, post, monkeypatch):
    monkeypatch.setattr(leasing, "TAKE", 1)
    killed = staff.published(headline="A claim that was false")
    corrected = staff.published(headline="Thirteen dead in flood")
    issue = begun(staff, [corrected, killed], readers=2)
    work_once = lambda: deliveries.send_due(worker.Event(), work.written)  # noqa: E731
    assert work_once() == 1
    workflow.kill(killed, by=staff.publisher, notice="It was not so.")
    staff.rewritten(corrected, headline="Three dead in flood")
    workflow.correct(corrected, by=staff.publisher, kind="correction", note="Three, not thirteen.")
    assert work_once() == 1
    first, second = (letter.get_body(("plain",)).get_content() for letter in post.letters)
    assert "A claim that was false" in first
    assert "Thirteen dead in flood" in first
    assert "A claim that was false" not in second
    assert "Thirteen dead in flood" not in second
    assert "Three dead in flood" in second
    assert [entry["story"] for entry in Issue.objects.get(pk=issue.pk).content["stories"]] == [
        corrected.pk,
        killed.pk,
    ]


def test_where_readers_have_none_of_its_stories_any_more_nobody_else_gets_it(staff, post):
    story = staff.published()
    issue = begun(staff, [story])
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    do_the_work()
    issue.refresh_from_db()
    assert (issue.state, issue.said) == (Issue.State.PAUSED, "Readers have none of its stories any more.")
    assert post.letters == []


def test_an_issue_whose_stories_are_gone_at_its_hour_does_not_leave(staff, post):
    story = staff.published()
    newsletter = make_newsletter()
    make_readers(newsletter, 1)
    issue = sending.send_now(make_issue(newsletter, story), by=staff.producer)
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    do_the_work()
    issue.refresh_from_db()
    assert issue.state == Issue.State.DRAFT
    assert post.letters == []


@pytest.mark.parametrize(("news", "state"), [(1, Issue.State.DRAFT), (2, Issue.State.SENT)])
def test_a_rule_sends_by_itself_where_there_is_news_enough(staff, post, news, state):
    now = clock.now()
    newsletter = make_newsletter(
        rule=Newsletter.Rule.LATEST, days="0123456", hour=(now + HOUR).time(), least_stories=2
    )
    make_readers(newsletter, 1)
    for _ in range(news):
        staff.published()
    assert "1 issue made" in do_the_work()
    issue = newsletter.issues.get()
    assert issue.state == Issue.State.SCHEDULED
    Issue.objects.filter(pk=issue.pk).update(sends_at=clock.now() - timedelta(seconds=1), sends_as="")
    do_the_work()
    issue.refresh_from_db()
    assert issue.state == state
    assert len(post.letters) == (1 if state == Issue.State.SENT else 0)


def test_links_are_counted_where_the_newsletter_says_so(staff, post):
    story = staff.published()
    issue = begun(staff, [story], readers=1, counts_clicks=True)
    do_the_work()
    html = post.letters[0].get_body(("html",)).get_content()
    assert f"/newsletter/go/{issue.pk}/1/" in html
    assert issue.link_counts.filter(link=f"http://127.0.0.1:8000{story.editions.get().path}").exists()
    assert "/newsletter/end/" in html, "nobody's own links are counted"
    assert not issue.link_counts.filter(link__contains="/newsletter/end/").exists()
