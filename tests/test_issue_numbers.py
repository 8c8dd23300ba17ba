"""How far an issue has got, what came of it, and how often its links were followed: numbers, and nobody's name."""

from datetime import timedelta

import pytest
from django.test import Client

from articles import clock
from newsletters import clicks, progress, sending, work
from newsletters.models import Issue, LinkCount, Subscription
from tests import issue_samples
from tests.desk_pages import at_the_desk, page_of
from tests.factories import HOUR
from tests.sending_samples import CONTENT, make_issue, make_newsletter, make_readers
from tests.test_mail_reports import delivery_to, had

pytestmark = pytest.mark.django_db
HTML = (
    '<a href="https://news.example.org/2026/11/26/dam/?a=1&amp;b=2">Dam</a> <a href="@@unsubscription@@">End</a>'
    ' <a href="https://elsewhere.example/">Elsewhere</a> <a href="https://elsewhere.example/">Again</a>'
    ' <a href="mailto:desk@meridian.example">Us</a>'
)


def sent_issue(**fields) -> Issue:
    newsletter = make_newsletter(**fields)
    return make_issue(newsletter, state="sent", frozen_at=clock.now(), content=CONTENT)


def browser(**headers) -> Client:
    return Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"} | headers)


# Clicks


def test_links_are_as_they_were_where_nothing_is_counted():
    issue = sent_issue()
    assert clicks.counted(issue, HTML) == HTML
    assert not LinkCount.objects.exists()


def test_links_lead_over_ours_where_they_are_counted(settings):
    issue = sent_issue(counts_clicks=True)
    letter = clicks.counted(issue, HTML)
    ours = f"{settings.SITE_URL}/newsletter/go/{issue.pk}"
    assert letter.count(f'href="{ours}/1/"') == 1
    assert letter.count(f'href="{ours}/2/"') == 2
    assert 'href="@@unsubscription@@"' in letter
    assert 'href="mailto:desk@meridian.example"' in letter
    assert clicks.counted(issue, HTML) == letter, "each keeps its number"
    more = clicks.counted(issue, HTML + '<a href="https://news.example.org/new/">New</a>')
    assert f'href="{ours}/3/"' in more, "what a correction brings in gets the next"


def test_a_link_leads_where_the_issue_says_and_counts_one_more():
    issue = sent_issue(counts_clicks=True)
    clicks.counted(issue, HTML)
    answer = browser().get(f"/newsletter/go/{issue.pk}/1/")
    assert answer["Location"] == "https://news.example.org/2026/11/26/dam/?a=1&b=2"
    assert (answer.status_code, answer["Cache-Control"], answer["X-Robots-Tag"]) == (
        302,
        "no-store",
        "noindex, nofollow",
    )
    assert not answer.cookies
    assert issue.link_counts.get(number=1).clicks == 1


def test_nothing_in_a_request_says_where_it_leads():
    issue = sent_issue(counts_clicks=True)
    clicks.counted(issue, HTML)
    endless = 10**30
    none = [(issue.pk, 9), (issue.pk + 1, 1), (endless, 1), (issue.pk, endless)]
    for path in [f"/newsletter/go/{number}/{link}/" for number, link in none]:
        assert browser().get(path).status_code == 404
    answer = browser().get(f"/newsletter/go/{issue.pk}/2/?to=https://evil.example/&next=//evil.example")
    assert answer["Location"] == "https://elsewhere.example/"


def test_machines_and_those_who_only_look_are_not_counted():
    issue = sent_issue(counts_clicks=True)
    clicks.counted(issue, HTML)
    path = f"/newsletter/go/{issue.pk}/1/"
    for machine in ({"User-Agent": "MailScanner/5"}, {"User-Agent": ""}, {"Sec-Purpose": "prefetch"}):
        assert browser(**machine).get(path).status_code == 302
    assert browser().head(path).status_code == 302
    assert browser().post(path).status_code == 405
    assert issue.link_counts.get(number=1).clicks == 0


def test_what_leads_nowhere_on_the_web_is_never_counted():
    issue = sent_issue(counts_clicks=True)
    hostile = (
        '<a href="javascript:alert(1)">x</a> <a href="//evil.example">x</a> <a href="https://'
        + "x" * 3000
        + '">x</a>'
    )
    assert clicks.counted(issue, hostile) == hostile


# How far, and what came of it


def test_progress_is_told_in_letters_and_time(django_assert_num_queries):
    newsletter = make_newsletter()
    issue = make_issue(
        newsletter,
        state="sending",
        frozen_at=clock.now() - timedelta(seconds=30),
        content=CONTENT,
        is_listed=True,
    )
    now = clock.now()
    for number, reader in enumerate(make_readers(newsletter, 12)):
        state = "sent" if number < 6 else "waiting"
        issue.deliveries.create(
            subscriber=reader,
            message_id=f"{number}",
            domain="example.org",
            state=state,
            offered_at=now,
            sent_at=now if number < 6 else None,
        )
    issue.deliveries.filter(message_id="11").update(state="left_out")
    with django_assert_num_queries(3):
        found = progress.of(issue)
        assert (found.sent, found.waiting, found.left_out, found.done, found.total) == (6, 5, 1, 7, 12)
    assert found.rate == "12 a minute"
    assert found.time_left == "25 s"
    issue.state = "paused"
    assert (progress.of(issue).rate, progress.of(issue).time_left) == ("", "")


def test_who_ends_it_before_the_next_issue_ends_it_over_this_one():
    first = had()
    newsletter = first.issue.newsletter
    Issue.objects.filter(pk=first.issue_id).update(frozen_at=clock.now() - 2 * HOUR)
    second = delivery_to(first.subscriber, newsletter)
    Subscription.objects.filter(newsletter=newsletter).update(ended_at=clock.now() - HOUR, ended_by="reader")
    numbers = [
        progress.outcome(progress.of(Issue.objects.get(pk=one.issue_id))).unsubscribed
        for one in (first, second)
    ]
    assert numbers == [1, 0]
    first.issue.deliveries.update(state="complained")
    found = progress.of(first.issue)
    assert (found.sent, progress.outcome(found).complained, progress.outcome(found).clicks) == (1, 1, None)


# On the issue's page


def test_the_page_tells_how_far_it_is_and_asks_anew_only_while_it_is_being_sent(staff):
    desk, story = at_the_desk(staff.producer), staff.published()
    newsletter = make_newsletter(counts_clicks=True)
    issue = sending.send_now(issue_samples.make_issue(newsletter, story), by=staff.producer)
    page = f"/admin/newsletters/issue/{issue.pk}"
    assert not page_of(desk.get(f"{page}/change/")).css("#under-way")
    assert desk.get(f"{page}/progress/").status_code == 200
    sending.begin(issue, content=work.freeze(issue))
    for reader in make_readers(newsletter, 2):
        issue.deliveries.create(
            subscriber=reader, message_id=reader.key, domain="example.org", offered_at=clock.now()
        )
    part = page_of(desk.get(f"{page}/change/")).css_first("#under-way")
    assert part.attributes["data-anew"] == f"{page}/progress/"
    assert "0 of 2" in part.text()
    assert "Links followed" in part.text()
    sending.pause(issue, by=staff.producer, note="A wrong name.")
    part = page_of(desk.get(f"{page}/progress/")).css_first("#under-way")
    assert "data-anew" not in part.attributes
    assert "Producer," in part.text()
    assert desk.post(f"{page}/progress/").status_code == 405
