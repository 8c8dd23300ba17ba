"""The preview of a working copy, and the links by which somebody from outside reads along."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from articles import clock, preview_links, workflow
from articles.models import Desk, Edition, Note, PreviewLink
from pictures import names, replacing
from pictures.models import Picture
from tests.desk_pages import at_the_desk
from tests.factories import DAY, HOUR, make_dateline, make_story, make_user
from tests.picture_files import draw, take_in, written

pytestmark = pytest.mark.django_db


def make_link(story, by, **fields) -> PreviewLink:
    facts = {"for_whom": "Lena Groth, legal", "expires_at": clock.now() + DAY, "newest": False}
    return preview_links.make(
        story, by=by, **facts | {"may_comment": False, "until_published": False} | fields
    )


def address(name: str, story, *more) -> str:
    return reverse(f"admin:articles_story_preview{name}", args=[story.pk, *more])


# At the desk


def test_the_working_copy_is_shown_as_it_would_be_read(client, staff):
    story = staff.published(headline="The wall held", deck="So far.", tags=["Rivers"])
    workflow.revise(story, by=staff.publisher, headline="The wall fell", deck="")
    client.force_login(staff.reporter)
    page = client.get(address("_page", story)).content.decode()
    assert "The wall fell" in page
    assert "So far." not in page
    assert "Ana Reyes" in page
    assert "Rivers" in page
    room = client.get(address("", story)).content.decode()
    assert "Readers still have Edition 1." in room
    assert Edition.objects.live().get().headline == "The wall held"
    assert Edition.objects.count() == 1


def test_its_cards_wear_what_cards_wear_on_a_front(client, staff):
    story = staff.published(dateline=make_dateline(), deck="So far.")
    client.force_login(staff.reporter)
    front, cards = (client.get(url).content.decode() for url in ("/", address("_card", story)))
    worn = set(re.findall(r"components/(?:card|caption|dateline|container)\.[\w.]*css", front))
    assert worn
    assert worn <= set(re.findall(r"components/[\w.]+css", cards))


@pytest.mark.parametrize(
    "lacks",
    [{"headline": ""}, {"section": None}, {"body": ""}, {"authors": []}, {"headline": "ברוכים", "slug": ""}],
)
def test_what_is_not_finished_can_be_looked_at(client, staff, lacks):
    story = make_story(**lacks)
    client.force_login(staff.reporter)
    for name in ("", "_page", "_card", "_share"):
        assert client.get(address(name, story)).status_code == 200


def test_only_the_desk_frames_a_preview_and_nobody_keeps_it(client, staff):
    story = make_story()
    client.force_login(staff.reporter)
    for name in ("_page", "_card", "_share"):
        answer = client.get(address(name, story))
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
    page = client.get(address("_page", story)).content.decode()
    for public in ('rel="canonical"', "og:title", "application/ld+json", "save.js"):
        assert public not in page


def test_a_preview_asks_the_database_no_more_than_a_page_does(staff, django_assert_max_num_queries):
    story = make_story(tags=["Rivers", "Floods"])
    reporter = at_the_desk(staff.reporter)
    with django_assert_max_num_queries(14):
        reporter.get(address("_page", story))


# Links


def test_a_link_bound_to_a_text_keeps_showing_it(client, staff):
    story = make_story(headline="The wall held")
    bound = make_link(story, staff.reporter)
    newest = make_link(story, staff.reporter, newest=True)
    workflow.revise(story, by=staff.reporter, headline="The wall fell")
    pages = [Client().get(link.get_absolute_url()).content.decode() for link in (bound, newest)]
    assert "The wall held" in pages[0]
    assert "The wall fell" not in pages[0]
    assert "The wall fell" in pages[1]
    assert bound.revision.milestone, "what a link shows is never thinned out"
    assert all("Not published." in page and "Lena Groth" in page for page in pages)


def test_nothing_between_keeps_what_a_link_shows(client, staff):
    answer = client.get(make_link(make_story(), staff.reporter).get_absolute_url())
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.usefixtures("media")
def test_a_guest_sees_the_pictures_of_the_story_and_no_others(client, staff):
    picture, other = (
        take_in(written(draw((800, 600), n)), by=staff.editor, credit="Reuters") for n in (1, 2)
    )
    lead = {"picture": picture.pk, "alt": "A dam.", "is_decorative": False, "caption": "", "credit": ""}
    figure = f'<figure data-node="picture" data-picture="{picture.pk}" data-alt="A dam."></figure>'
    story = make_story(lead_picture=lead, body=f"<p>Rain.</p>{figure}")
    link = make_link(story, staff.publisher)
    page = client.get(link.get_absolute_url()).text
    assert '"/pictures/' not in page
    assert " /pictures/" not in page
    public = names.address(picture.current("lead").key, 320, "webp")
    assert client.get(public).status_code == 404
    named = link.get_absolute_url() + public.removeprefix("/")
    assert named in page
    seen = client.get(named)
    assert (seen.status_code, seen["Cache-Control"]) == (200, "private, no-store")
    assert (
        client.get(named.replace(picture.current("lead").key, other.current("lead").key)).status_code == 404
    )
    assert PreviewLink.objects.get().times_opened == 1
    Picture.objects.update(allowed_until=clock.now())
    assert client.get(named).status_code == 404
    preview_links.end(link, by=staff.publisher)
    assert client.get(named).status_code == 404


@pytest.mark.usefixtures("media")
def test_a_guest_sees_what_stands_in_the_place_of_a_picture_and_that_no_more(client, staff):
    picture, other, fallback = (
        take_in(written(draw((800, 600), n)), by=staff.editor, credit="Reuters", alt="A dam.")
        for n in (1, 2, 3)
    )
    story = staff.filed(lead_picture={"picture": picture.pk, "alt": "A dam."})
    link = make_link(story, staff.publisher).get_absolute_url()

    def seen() -> list[bool]:
        page, found = client.get(link).text, []
        for one in (picture, other, fallback):
            address = link + names.address(one.current("lead").key, 320, "webp").removeprefix("/")
            answers = client.get(address).status_code == 200
            assert (address in page) == answers
            found.append(answers)
        return found

    assert seen() == [True, False, False]
    replacing.replace(picture, other, by=staff.publisher)
    assert seen() == [False, True, False]
    Picture.objects.filter(pk=other.pk).update(allowed_until=clock.now(), fallback=fallback)
    assert seen() == [False, False, True]


def test_a_link_that_leads_nowhere_answers_as_one_that_never_was(client, staff):
    story, ended, other = make_story(), *(make_story() for _ in range(2))
    over = make_link(ended, staff.reporter)
    preview_links.end(over, by=staff.editor)
    old = make_link(other, staff.reporter)
    PreviewLink.objects.filter(pk=old.pk).update(made_at=clock.now() - DAY, expires_at=clock.now() - HOUR)
    overtaken = make_link(story, staff.reporter, until_published=True)
    staff.published(story)
    forged = overtaken.get_absolute_url()[:-2] + "x/"
    never = client.get(reverse("preview", args=["never:was"]))
    for path in (over.get_absolute_url(), old.get_absolute_url(), overtaken.get_absolute_url(), forged):
        answer = client.get(path)
        assert (answer.status_code, answer.content) == (404, never.content)
    assert not PreviewLink.objects.filter(times_opened__gt=0).exists()


def test_a_link_is_counted_each_time_it_is_opened_and_lives_a_month_at_most(client, staff):
    link = make_link(make_story(), staff.reporter, expires_at=clock.now() + 400 * DAY)
    for _ in range(2):
        client.get(link.get_absolute_url())
    link.refresh_from_db()
    assert link.times_opened == 2
    assert link.last_opened_at
    assert link.expires_at - link.made_at == timedelta(days=30)


def test_a_lawyer_writes_to_the_desk_and_may_do_nothing_else(client, staff):
    story = make_story()
    link = make_link(story, staff.reporter, may_comment=True)
    client.post(link.get_absolute_url(), {"text": "Is the report in the bundle?"})
    note = Note.objects.get()
    assert (note.story, note.by, note.link, note.by_name) == (story, None, link, "Lena Groth, legal, by link")
    assert "The desk has your note." in client.get(link.get_absolute_url()).content.decode()
    assert client.get(address("", story)).status_code == 302
    empty = client.post(link.get_absolute_url(), {"text": " "})
    assert "This field is required." in empty.content.decode()
    assert Note.objects.count() == 1


def test_a_lawyer_without_scripts_pastes_the_words_and_the_thread_shows_them(client, staff):
    story = make_story()
    link = make_link(story, staff.reporter, may_comment=True)
    pasted = {"text": "Is that so?", "passage": " The water \n came <b> " + "x" * 400}
    client.post(link.get_absolute_url(), pasted)
    note = Note.objects.get()
    assert note.passage.startswith("The water came <b> xxx")
    assert len(note.passage) == 300
    client.force_login(staff.reporter)
    room = client.get(reverse("admin:articles_story_notes", args=[story.pk])).content.decode()
    assert "The water came &lt;b&gt; xxx" in room


def test_a_link_for_reading_takes_no_notes_and_none_takes_too_many(client, staff, monkeypatch):
    link = make_link(make_story(), staff.reporter)
    assert (
        "<form"
        not in client.get(link.get_absolute_url())
        .content.decode()
        .partition("preview-band")[2]
        .partition("</aside>")[0]
    )
    client.post(link.get_absolute_url(), {"text": "Hello"})
    assert not Note.objects.exists()
    monkeypatch.setattr(preview_links, "MOST_NOTES", 1)
    story = make_story()
    talks, also = (make_link(story, staff.reporter, may_comment=True) for _ in range(2))
    for _ in range(2):
        answer = client.post(talks.get_absolute_url(), {"text": "Hello"})
    assert "all the notes" in answer.content.decode()
    assert Note.objects.count() == 1
    client.post(also.get_absolute_url(), {"text": "Another link of the same name has its own to write."})
    assert Note.objects.count() == 2


def test_the_desk_makes_and_ends_links(client, staff):
    story = make_story(created_by=staff.reporter)
    client.force_login(staff.reporter)
    asked = {"for_whom": "Counsel", "sees": "newest", "may": "read", "ends": "hour"}
    client.post(address("_links", story), asked)
    link = PreviewLink.objects.get()
    assert link.revision is None
    assert not link.may_comment
    assert HOUR - timedelta(minutes=1) < link.expires_at - link.made_at <= HOUR
    assert link.get_absolute_url() in client.get(address("", story)).content.decode()
    client.post(address("_end", story, link.pk))
    page = client.get(address("", story)).content.decode()
    assert link.get_absolute_url() not in page
    assert "ended by Reporter" in page
    wrong = client.post(address("_links", story), {"for_whom": "Counsel"})
    assert wrong.status_code == 200
    assert PreviewLink.objects.count() == 1


def test_the_reporter_of_another_desk_finds_no_preview(client, staff):
    story = make_story(created_by=staff.editor, desk=Desk.objects.create(name="World", slug="world"))
    link = make_link(story, staff.editor)
    outsider = make_user("Reporter")
    outsider.desks.add(Desk.objects.create(name="Sport", slug="sport"))
    client.force_login(outsider)
    for path in (
        address("", story),
        address("_page", story),
        address("_card", story),
        address("_share", story),
    ):
        assert client.get(path).status_code == 404
    for path in (address("_links", story), address("_end", story, link.pk)):
        assert client.post(path).status_code == 404
