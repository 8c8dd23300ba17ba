"""The desk's pages of issues: what is done there, with buttons alone, by whom, and that two who write lose nothing."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from articles import clock, workflow
from newsletters import filling, sending
from newsletters.models import Issue
from tests.desk_pages import page_of, signed_in, typed
from tests.factories import HOUR, make_section
from tests.issue_samples import leave, make_issue, make_newsletter
from tests.post_office import sending_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(staff):
    return [staff.published(headline=f"Story {number}") for number in (1, 2, 3)]


@pytest.fixture
def issue(stories):
    return make_issue(make_newsletter(), *stories[:2], number=1)


@pytest.fixture
def editor(staff):
    """Somebody who has tried nothing yet in this hour."""
    cache.clear()
    return signed_in(staff.editor)


def url(issue, noun="change") -> str:
    return f"/admin/newsletters/issue/{issue.pk}/{noun}/"


def held(issue) -> list[int]:
    return [pick.story for pick in filling.holds(issue)]


def headlines(answer, where: str) -> list[str]:
    return [node.text(strip=True) for node in page_of(answer).css(f"{where} .line__head")]


# Composing


def test_an_issue_is_begun_and_found_in_the_list(editor):
    newsletter = make_newsletter()
    answer = editor.post("/admin/newsletters/issue/add/", {"newsletter": newsletter.pk}, follow=True)
    issue = Issue.objects.get()
    assert answer.redirect_chain[-1][0] == url(issue)
    listed = editor.get(f"/admin/newsletters/issue/?newsletter__id__exact={newsletter.pk}").content.decode()
    assert "Morning briefing 1" in listed
    assert url(issue) in listed


def test_stories_go_in_out_and_elsewhere_by_buttons_and_each_can_be_taken_back(editor, issue, stories):
    page = editor.get(url(issue))
    assert headlines(page, ".issue") == ["Story 1", "Story 2"]
    assert headlines(page, "#candidates") == ["Story 3"]
    editor.post(url(issue, "stories"), {"story": stories[2].pk, "place": 1})
    assert held(issue) == [stories[2].pk, stories[0].pk, stories[1].pk]
    page = editor.post(url(issue, "order"), {"story": stories[1].pk, "place": 2}, follow=True)
    assert headlines(page, ".issue") == ["Story 3", "Story 2", "Story 1"]
    undone = editor.post(
        page_of(page).css_first("#undo").attributes["action"], typed(page, "#undo"), follow=True
    )
    assert headlines(undone, ".issue") == ["Story 3", "Story 1", "Story 2"]
    page = editor.post(url(issue, "removal"), {"story": stories[0].pk}, follow=True)
    assert headlines(page, ".issue") == ["Story 3", "Story 2"]
    editor.post(page_of(page).css_first("#undo").attributes["action"], typed(page, "#undo"))
    assert held(issue) == [stories[2].pk, stories[0].pk, stories[1].pk]


def test_what_could_go_in_is_searched_for_and_narrowed_to_a_section(staff, editor, issue):
    staff.published(headline="Ferry aground", section=make_section("Sport"))
    staff.published(headline="Ferry afloat")
    page = editor.get(url(issue), {"q": "ferry"})
    assert set(headlines(page, "#candidates")) == {"Ferry aground", "Ferry afloat"}
    assert headlines(editor.get(url(issue), {"section": "sport"}), "#candidates") == ["Ferry aground"]
    assert headlines(editor.get(url(issue), {"q": "ferry", "section": "sport"}), "#candidates") == [
        "Ferry aground"
    ]


def test_nothing_unpublished_is_offered_or_taken_or_shown(staff, editor, issue):
    waits = staff.published(at=clock.now() + HOUR, headline="Canary")
    draft = staff.filed(headline="Canary")
    for story in (waits, draft):
        answer = editor.post(url(issue, "stories"), {"story": story.pk})
        assert b"only what is live" in answer.content
        assert story.pk not in held(issue)
    issue.stories.create(story=waits, position=9)
    for noun in ("change", "preview", "letter"):
        assert b"Canary" not in editor.get(url(issue, noun)).content


def test_a_number_that_no_story_has_is_refused_and_no_fault(editor, issue):
    for noun in ("stories", "removal", "order"):
        answer = editor.post(url(issue, noun), {"story": 10**30, "place": 10**30})
        assert (answer.status_code, "Readers do not have it" in answer.content.decode()) == (200, True)


def test_what_was_killed_meanwhile_is_said_and_not_in_the_letter(staff, editor, issue, stories):
    workflow.kill(stories[0], by=staff.publisher, notice="A hoax.")
    page = editor.get(url(issue)).content.decode()
    assert "1 of these cannot be read any more" in page
    assert "Readers have it no more" in page
    assert b"Story 1" not in editor.get(url(issue, "letter")).content


def test_what_the_rule_picks_is_shown_and_taken_over(staff, editor, stories):
    issue = make_issue(make_newsletter("World", rule="latest"), is_filled=True)
    page = editor.get(url(issue))
    assert headlines(page, ".issue") == ["Story 3", "Story 2", "Story 1"]
    assert "By the rule" in page.content.decode()
    assert not issue.stories.exists()
    editor.post(url(issue, "rule"))
    issue.refresh_from_db()
    assert (issue.is_filled, issue.stories.count()) == (False, 3)
    editor.post(url(issue, "rule"), {"rule": "on"})
    issue.refresh_from_db()
    assert issue.is_filled


# Its own words


def test_words_are_kept_in_the_grammar(editor, issue):
    form = typed(
        editor.get(url(issue)),
        "#words",
        subject=" Rain\r\nBcc: x ",
        intro="<p>Good <b>morning</b><script>x</script></p>",
    )
    editor.post(url(issue), form)
    issue.refresh_from_db()
    assert (issue.subject, issue.intro) == ("Rain Bcc: x", "<p>Good <strong>morning</strong></p>")


def test_two_who_write_in_different_places_lose_nothing(staff, editor, issue):
    mine, theirs = (typed(editor.get(url(issue)), "#words") for _ in range(2))
    signed_in(staff.copy_editor).post(url(issue), theirs | {"preheader": "And wind"})
    editor.post(url(issue), mine | {"subject": "Rain"})
    issue.refresh_from_db()
    assert (issue.subject, issue.preheader) == ("Rain", "And wind")


def test_two_who_write_in_one_place_see_both_and_the_second_decides(staff, editor, issue):
    mine, theirs = (typed(editor.get(url(issue)), "#words") for _ in range(2))
    signed_in(staff.copy_editor).post(url(issue), theirs | {"subject": "Wind"})
    answer = editor.post(url(issue), mine | {"subject": "Rain"})
    issue.refresh_from_db()
    assert issue.subject == "Wind"
    assert "Somebody wrote here meanwhile: “Wind”" in page_of(answer).css_first("#words").text()
    again = typed(answer, "#words")
    assert again["subject"] == "Rain"
    editor.post(url(issue), again)
    issue.refresh_from_db()
    assert issue.subject == "Rain"


@pytest.mark.parametrize("intro", ["<p>Rain.</p>\n" * 2_000, "<p>مطر غزير هذا الصباح.</p>\n" * 400])
def test_an_intro_that_no_letter_holds_is_refused(editor, issue, intro):
    form = typed(editor.get(url(issue)), "#words", intro=intro)
    assert "too long for a letter" in editor.post(url(issue), form).content.decode()


# How it looks


def test_the_letter_is_framed_runs_nothing_and_leads_nowhere(editor, issue):
    answer = editor.get(url(issue, "letter"))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer["Cache-Control"]
    assert b"@@" not in answer.content
    frames = page_of(editor.get(url(issue, "preview"))).css("iframe")
    assert [("sandbox" in frame.attributes, frame.attributes["width"]) for frame in frames] == [
        (True, "375"),
        (True, "680"),
    ]


def test_the_letter_is_shown_in_the_light_that_is_asked_for(editor, issue):
    dark = editor.get(url(issue, "letter"), {"light": "dark"}).content
    assert b"@media all" in dark
    assert b"@media not all" in editor.get(url(issue, "letter"), {"light": "light"}).content
    assert b"prefers-color-scheme: dark" in editor.get(url(issue, "letter")).content


def test_the_preview_says_how_a_mailbox_lists_it_and_what_it_says_as_text(editor, issue):
    page = page_of(editor.get(url(issue, "preview")))
    assert "Story 1" in page.css_first(".mailbox").text()
    assert "1. Story 1" in page.css_first("pre").text()


# A test by mail


def test_a_test_goes_to_colleagues_marked_and_with_nobodys_address(staff, editor, issue):
    answer = editor.post(url(issue, "test"), {"to": [staff.editor.pk, staff.publisher.pk]}, follow=True)
    assert "A test is on its way" in page_of(answer).body.text()
    assert sorted(one.to[0] for one in mail.outbox) == sorted([staff.editor.email, staff.publisher.email])
    sent = mail.outbox[0]
    assert sent.subject == "Test: Story 1"
    assert sent.from_email == "Newsroom <letters@newsroom.example>"
    assert "@@" not in sent.body + sent.alternatives[0][0]


def test_a_test_goes_to_nobody_outside_the_desk(staff, editor, issue):
    visitor = staff.reporter
    visitor.is_staff = False
    visitor.save()
    editor.post(url(issue, "test"), {"to": [visitor.pk]})
    assert mail.outbox == []


def test_tests_are_not_sent_without_end(staff, editor, issue):
    for _ in range(25):
        answer = editor.post(url(issue, "test"), {"to": [staff.editor.pk]})
    assert len(mail.outbox) == 20
    assert "within an hour" in answer.content.decode()


def test_a_test_that_no_mail_server_takes_says_so_on_the_page(staff, editor, issue, post):
    post.answers[staff.editor.email] = "550 5.7.1 Not from you"
    answer = editor.post(url(issue, "test"), {"to": [staff.editor.pk]})
    assert f"does not take the test for {staff.editor}: 550 5.7.1 Not from you" in answer.content.decode()
    with sending_to("127.0.0.1", 9):
        away = editor.post(url(issue, "test"), {"to": [staff.editor.pk]})
    assert "Connection refused" in away.content.decode()


# When it leaves


def test_a_producer_sets_its_hour_moves_it_and_takes_it_back(staff, issue):
    producer = signed_in(staff.producer)
    form = typed(producer.get(url(issue)), f'form[action="{url(issue, "hour")}"]')
    producer.post(url(issue, "hour"), form | {"sends_at": "2031-01-05T06:00"})
    issue.refresh_from_db()
    assert (issue.state, issue.sends_as) == ("scheduled", "2031-01-05T06:00:00+00:00[UTC]")
    moved = typed(
        producer.get(url(issue)), f'form[action="{url(issue, "hour")}"]', sends_at="2031-01-05T07:00"
    )
    page = producer.post(url(issue, "hour"), moved, follow=True)
    undo = page_of(page).css_first("#undo")
    producer.post(undo.attributes["action"], typed(page, "#undo"))
    issue.refresh_from_db()
    assert issue.sends_at.hour == 6
    producer.post(url(issue, "unscheduling"))
    issue.refresh_from_db()
    assert (issue.state, issue.sends_at) == ("draft", None)


def test_the_page_says_what_was_done_by_whom_and_why(staff, issue):
    producer = signed_in(staff.producer)
    producer.post(url(issue, "hour"), {"sends_at": "2100-05-03T06:30", "zone": "UTC", "was": "none"})
    producer.post(url(issue, "unscheduling"))
    sending.send_now(issue, by=staff.publisher)
    sending.put_off(issue, why="Readers have none of its stories any more: choose others.")
    done = page_of(producer.get(url(issue))).css_first('[aria-label="What was done"]')
    said = [" ".join(one.text().split()) for one in done.css("li")]
    did = [
        "The house made it a draft again",
        f"{staff.publisher} let it leave at once",
        f"{staff.producer} took it off the schedule",
        f"{staff.producer} set its hour",
    ]
    assert [one[: len(words)] for one, words in zip(said, did, strict=True)] == did
    assert "Readers have none of its stories any more" in said[0]
    assert "2100" in said[3]


def test_an_issue_is_found_by_its_newsletters_name(editor, issue):
    found = editor.get("/admin/newsletters/issue/", {"q": "morning"}).content.decode()
    assert f">{issue}</bdi>" in found


def test_an_hour_that_somebody_moved_meanwhile_is_not_moved_again_unseen(staff, issue):
    sending.schedule(issue, at=clock.now() + HOUR, by=staff.publisher)
    producer = signed_in(staff.producer)
    form = typed(producer.get(url(issue)), f'form[action="{url(issue, "hour")}"]')
    sending.schedule(issue, at=clock.now() + 2 * HOUR, by=staff.publisher)
    answer = producer.post(url(issue, "hour"), form | {"sends_at": "2031-01-05T06:00"})
    assert "Somebody moved it since you looked" in answer.content.decode()
    issue.refresh_from_db()
    assert issue.sends_at.year != 2031


def test_an_editor_composes_and_does_not_send(staff, editor, issue):
    page = editor.get(url(issue)).content.decode()
    assert "A producer or a publisher says when." in page
    for noun in ("hour", "departure", "unscheduling", "pause", "resumption", "stop"):
        assert editor.post(url(issue, noun)).status_code == 403
    issue.refresh_from_db()
    assert issue.state == "draft"


def test_what_has_left_can_only_be_looked_at(staff, issue):
    leave(issue)
    page = signed_in(staff.publisher).get(url(issue))
    assert headlines(page, ".issue") == ["Story 1", "Story 2"]
    assert not page_of(page).css("#words, #candidates, .issue button")
    assert re.search(r"It left at .*, and stays as it is", page.content.decode())


@pytest.mark.parametrize("who", ["reporter", "administrator"])
def test_who_does_not_compose_sees_no_issue(staff, issue, who):
    client = signed_in(getattr(staff, who))
    for noun in ("change", "preview", "letter", "stories", "order", "removal", "test", "hour"):
        assert client.get(url(issue, noun)).status_code == 403
    assert client.get("/admin/newsletters/issue/").status_code == 403
