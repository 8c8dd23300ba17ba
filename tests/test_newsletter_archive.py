"""Past issues for all to read: what went out, as it is now, and nothing of anybody who got it."""

import re

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from articles import body, clock, workflow
from articles.models import Correction
from newsletters import archive, letters, sending
from newsletters.models import Issue
from tests.desk_pages import signed_in
from tests.factories import HOUR
from tests.issue_samples import leave, make_issue, make_newsletter

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsletter(db):
    return make_newsletter()


@pytest.fixture
def stories(staff):
    return [staff.published(headline=f"Story {number}") for number in (1, 2)]


def read(address) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def desk(staff, issue) -> str:
    answer = signed_in(staff.producer).get(f"/admin/newsletters/issue/{issue.pk}/change/")
    return answer.content.decode()


def test_an_issue_is_read_with_its_stories_in_their_order(newsletter, stories):
    issue = leave(make_issue(newsletter, *reversed(stories), intro=body.clean("<p>Good morning.</p>")))
    page = read(issue.get_absolute_url())
    assert page.index("Good morning.") < page.index("Story 2</a>") < page.index("Story 1</a>")
    archive = read(newsletter.get_absolute_url())
    assert f'href="{issue.get_absolute_url()}">Story 2</a>' in archive


def test_nobodys_own_address_stands_in_it(newsletter, stories):
    page = read(leave(make_issue(newsletter, *stories)).get_absolute_url())
    assert letters.PREFERENCES not in page
    assert letters.UNSUBSCRIPTION not in page


def test_what_has_not_left_is_not_there(newsletter, stories):
    issue = make_issue(newsletter, *stories)
    unknown = Client().get(f"/newsletter/{newsletter.slug}/999/")
    drafted = Client().get(issue.get_absolute_url())
    assert (drafted.status_code, drafted.content) == (404, unknown.content)
    assert "Nothing has gone out yet." in read(newsletter.get_absolute_url())


def test_a_newsletter_that_takes_nobody_is_there_once_something_has_left(stories):
    newsletter = make_newsletter("Members", is_offered=False)
    assert Client().get(newsletter.get_absolute_url()).status_code == 404
    leave(make_issue(newsletter, *stories))
    read(newsletter.get_absolute_url())


def test_what_was_withdrawn_is_left_out_and_so_is_what_was_said_of_it(staff, newsletter, stories):
    path = stories[0].editions.get().path
    intro = body.clean(f'<p>Good morning.</p><p>See <a href="{path}">this</a>.</p>')
    issue = leave(make_issue(newsletter, *stories, subject="Story 1 shakes the town", intro=intro))
    workflow.kill(stories[0], by=staff.publisher, notice="A hoax.")
    for page in (read(issue.get_absolute_url()), read(newsletter.get_absolute_url())):
        assert "Story 1" not in page
        assert path not in page
        assert "Story 2" in page


def test_an_issue_of_which_nothing_is_left_says_so(staff, newsletter, stories):
    issue = leave(make_issue(newsletter, stories[0]))
    workflow.kill(stories[0], by=staff.publisher, notice="A hoax.")
    assert "Nothing of this issue can be read any more." in read(issue.get_absolute_url())


def test_what_was_put_right_stands_as_it_is_now(staff, newsletter, stories):
    issue = leave(make_issue(newsletter, *stories))
    staff.rewritten(stories[0], headline="Story 1, put right")
    workflow.correct(stories[0], by=staff.publisher, kind=Correction.Kind.CORRECTION, note="It was 12.")
    assert "Story 1, put right" in read(issue.get_absolute_url())


def test_an_archive_in_arabic_says_which_way_it_is_written(stories):
    newsletter = make_newsletter("نشرة", slug="nashra", language="ar")
    leave(make_issue(newsletter, *stories, subject="صباح الخير", intro=body.clean("<p>صباح الخير</p>")))
    assert 'lang="ar" dir="rtl"' in read(newsletter.get_absolute_url())


def test_pages_are_kept_until_an_issue_leaves_or_a_story_changes(
    staff, newsletter, stories, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    with django_capture_on_commit_callbacks(execute=True):
        issue = leave(make_issue(newsletter, *stories))
    reader, archive, page = Client(), newsletter.get_absolute_url(), issue.get_absolute_url()
    for address in (archive, page):
        assert b"Story 1" in reader.get(address).content
        assert "hit" in reader.get(address)["Cache-Status"]
    with django_capture_on_commit_callbacks(execute=True):
        leave(make_issue(newsletter, stories[1]))
        workflow.kill(stories[0], by=staff.publisher, notice="A hoax.")
    assert reader.get(archive).content.count(b"ledger__text") == 2
    assert b"Story 1" not in reader.get(page).content


@pytest.mark.parametrize(("state", "there"), [("sent", True), ("bounced", True), ("left_out", False)])
def test_what_was_stopped_is_there_if_anybody_has_had_it(
    staff, newsletter, stories, settings, django_capture_on_commit_callbacks, state, there
):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    with django_capture_on_commit_callbacks(execute=True):
        issue = leave(make_issue(newsletter, *stories))
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.SENDING)
    issue.deliveries.create(
        message_id="<1@newsroom.example>", domain="example.org", offered_at=clock.now(), state=state
    )
    archive, page = newsletter.get_absolute_url(), issue.get_absolute_url()
    assert page in read(archive)
    assert page in listed()
    with django_capture_on_commit_callbacks(execute=True):
        sending.stop(issue, by=staff.producer, note="Wrong list")
    assert (Client().get(page).status_code == 200) == there
    assert (page in read(archive)) == there
    assert (page in listed()) == there
    assert ("As readers find it now" in desk(staff, issue)) == there


def test_who_walks_in_time_finds_what_had_left_by_then(newsletter, stories):
    issue = leave(make_issue(newsletter, *stories))
    request = RequestFactory().get(newsletter.get_absolute_url())
    with clock.standing_at(issue.frozen_at - HOUR):
        assert archive.issue_at(newsletter.slug, issue.number) is None
        assert archive.issues_of(newsletter.slug, request)["issues"] == []
    assert archive.issue_at(newsletter.slug, issue.number)["issue"] == issue


def listed() -> list[str]:
    """What robots are led to under /newsletter/, as paths."""
    found = re.findall(r"<loc>http://[^/]+(/newsletter/[^<]*)</loc>", read("/sitemap-pages.xml"))
    assert len(found) == len(set(found))
    return found


def test_robots_are_led_to_what_is_for_every_reader_and_has_left(newsletter, stories):
    issue = leave(make_issue(newsletter, *stories))
    make_issue(newsletter, *stories)
    ended = make_newsletter("Ended", is_offered=False)
    of_the_ended = leave(make_issue(ended, *stories))
    for audience in ("link", "staff"):
        leave(
            make_issue(make_newsletter(audience, audience=audience, is_offered=audience == "link"), *stories)
        )
    pages = [issue.get_absolute_url(), newsletter.get_absolute_url(), of_the_ended.get_absolute_url()]
    assert sorted(listed()) == sorted(["/newsletter/", *pages])


def test_robots_are_told_when_an_issue_leaves(
    newsletter, stories, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    assert len(listed()) == len(listed()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        leave(make_issue(newsletter, *stories))
    assert len(listed()) == 3


def test_robots_are_led_to_the_last_issues_alone(newsletter, stories, monkeypatch):
    monkeypatch.setattr(archive, "MOST_TO_BE_FOUND", 2)
    first, *last = [leave(make_issue(newsletter, *stories)).get_absolute_url() for _ in range(3)]
    assert first not in listed()
    assert set(last) < set(listed())
