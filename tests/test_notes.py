"""Notes among colleagues: threads, words of the text, who is called and told, and what stops a clear."""

import re

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape, strip_tags

from articles import notices, noting, workflow
from articles.models import Desk, Note, Notice, Story
from articles.templatetags.desk import calls
from tests.desk_pages import page_of, signed_in
from tests.factories import make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(db):
    return make_user("Reporter", name="Ana Ruiz", email="ana.ruiz@example.org")


@pytest.fixture
def story(ana) -> Story:
    return make_story(headline="The wall held", created_by=ana)


def told(user) -> list[str]:
    return [str(notice) for notice in notices.unseen(user)]


# Who is called


@pytest.mark.parametrize("call", ["@Ana", "@ana ruiz: look", "(@Ana Ruiz)", "@ana.ruiz", "@Ana’s page?"])
def test_somebody_is_called_by_name_or_by_address(ana, call):
    make_user("Reporter", name="Anatol Weiss")
    assert noting.called(f"Is it so? {call}") == {ana}


@pytest.mark.parametrize("text", ["Ana, look", "mail ana@Ana.example", "@Anatolia", "@", "@@Ana", "@Nobody"])
def test_others_are_not(ana, text):
    assert noting.called(text) == set()


def test_a_first_name_of_two_calls_neither(ana):
    other = make_user("Reporter", name="Ana Weiss")
    assert noting.called("@Ana look") == set()
    assert noting.called("@Ana Weiss look") == {other}


def test_a_desk_calls_its_people(ana):
    Desk.objects.create(name="World", slug="world").members.add(ana)
    assert noting.called("@World desk, please") == noting.called("@world: please") == {ana}


def test_whom_a_note_calls_stands_out_by_the_whole_name_and_nobody_else_does(ana):
    Desk.objects.create(name="World", slug="world")
    text = "@Ana Ruiz’s <page>, @ANA RUIZ; @World desk; @Nobody at all; mail a@Ana.example"
    shown = calls(text, SimpleLazyObject(noting.known))
    assert re.findall(r'<span class="mention">(.*?)</span>', shown) == [
        "@Ana Ruiz",
        "@ANA RUIZ",
        "@World desk",
    ]
    assert strip_tags(shown) == escape(text)


def test_a_note_that_calls_nobody_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert calls("Is it so?", SimpleLazyObject(noting.known)) == "Is it so?"


# Threads


def test_a_note_tells_whom_it_calls_and_an_answer_the_thread(story, ana, staff):
    note = noting.write(story, "Is it 40,000 homes? @Ana", by=staff.editor, passage="40,000 homes")
    assert told(ana) == ["Editor writes to you on “The wall held”"]
    answer = noting.write(story, "Homes.", by=ana, parent=note)
    noting.write(story, "Then say so.", by=staff.copy_editor, parent=answer)
    assert answer.parent == note
    assert told(staff.editor) == [
        "Copy editor answers on “The wall held”",
        "Ana Ruiz answers on “The wall held”",
    ]
    assert list(note.replies.values_list("text", flat=True)) == ["Homes.", "Then say so."]
    assert not told(staff.copy_editor)


def test_nobody_is_told_of_what_they_wrote_themselves(story, ana):
    noting.write(story, "@Ana remember", by=ana)
    assert not Notice.objects.exists()


def test_who_goes_back_to_writing_is_told_why(story, ana, staff):
    workflow.file(story, by=ana)
    workflow.send_back(story, by=staff.editor, note="Who says so?")
    assert told(ana) == ["Editor sent back “The wall held”"]
    assert notices.unseen(ana)[0].words == "Who says so?"
    page = " ".join(page_of(signed_in(ana).get("/admin/articles/notice/")).css_first(".lines").text().split())
    assert "Editor sent it back “Who says so?”" in page


def test_an_open_note_that_blocks_stops_a_clear(story, ana, staff):
    workflow.file(story, by=ana)
    note = noting.write(story, "Legal has not read it.", by=staff.editor, is_blocking=True)
    noting.write(story, "A remark.", by=staff.editor)
    with pytest.raises(workflow.PreflightFailed) as refused:
        workflow.clear(story, by=staff.copy_editor)
    assert [reason.field for reason in refused.value.reasons] == ["notes"]
    assert "Editor asks to be answered first: “Legal has not read it.”" in str(refused.value)
    noting.resolve(note, by=staff.copy_editor)
    workflow.clear(story, by=staff.copy_editor)
    noting.reopen(note)
    assert Note.objects.stopping().get() == note


# Mail


def test_a_letter_goes_once_to_whom_it_is_for(story, ana, staff):
    noting.write(story, "Is it so? @Ana", by=staff.editor)
    call_command("work", "--once")
    call_command("work", "--once")
    (letter,) = mail.outbox
    assert letter.to == ["ana.ruiz@example.org"]
    assert letter.subject == "Editor writes to you on “The wall held”"
    assert "Is it so? @Ana" in letter.body
    assert reverse("admin:articles_story_notes", args=[story.pk]) in letter.body


def test_who_may_not_see_the_story_by_then_hears_nothing(ana, staff):
    world, sport = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Sport"))
    story = make_story(created_by=staff.editor, desk=world)
    world.members.add(ana)
    noting.write(story, "The minister’s name is in it. @Ana", by=staff.editor)
    world.members.remove(ana)
    sport.members.add(ana)
    call_command("work", "--once")
    assert mail.outbox == []
    assert not Notice.objects.exists()


def test_a_letter_that_fails_waits_and_stops_no_other(story, ana, staff, monkeypatch):
    assert staff.copy_editor
    noting.write(story, "Both: @Ana, @Copy editor", by=staff.editor)
    send, failed = EmailBackend.send_messages, []

    def fail_once(self, letters):
        if not failed:
            failed.append(letters)
            raise ConnectionRefusedError
        return send(self, letters)

    monkeypatch.setattr(EmailBackend, "send_messages", fail_once)
    assert notices.send_due() == 1
    assert notices.send_due() == 1
    assert len(mail.outbox) == 2
    assert notices.send_due() == 0


# The page


def test_the_room_shows_threads_and_takes_notes_and_answers(client, story, ana, staff):
    room = reverse("admin:articles_story_notes", args=[story.pk])
    client.force_login(staff.editor)
    client.post(room, {"text": "Is it <b>so</b>? @Ana", "passage": "the wall", "is_blocking": "on"})
    note = Note.objects.get()
    client.post(reverse("admin:articles_story_answers", args=[story.pk, note.pk]), {"text": "It is."})
    page = client.get(room).content.decode()
    assert 'Is it &lt;b&gt;so&lt;/b&gt;? <span class="mention">@Ana</span>' in page
    assert "It is." in page
    assert "Before a clear" in page
    client.force_login(ana)
    assert "1 for you" in client.get(reverse("admin:index")).content.decode()
    assert "Is it" in client.get(reverse("admin:articles_notice_changelist")).content.decode()
    client.get(room)
    assert not notices.unseen(ana)
    resolution = reverse("admin:articles_story_resolution", args=[story.pk, note.pk])
    client.post(resolution)
    note.refresh_from_db()
    assert (bool(note.resolved_at), note.resolved_by_name) == (True, "Ana Ruiz")
    client.post(resolution)
    assert Note.objects.stopping().exists()


def test_somebody_sees_only_their_own_notices(client, story, ana, staff):
    noting.write(story, "Is it so? @Ana", by=staff.editor)
    client.force_login(staff.copy_editor)
    page = reverse("admin:articles_notice_changelist")
    assert "Is it so?" not in client.get(page).content.decode()
    client.post(page)
    assert notices.unseen(ana)
    client.force_login(ana)
    client.post(page)
    assert not notices.unseen(ana)


def test_who_is_told_of_what_came_back_is_who_the_button_said_would_have_it(client, story, ana, staff):
    workflow.file(story, by=ana)
    workflow.take(story, by=staff.copy_editor)
    client.force_login(staff.copy_editor)
    panel = client.get(reverse("admin:articles_story_panel", args=[story.pk])).content.decode()
    assert "Ana Ruiz gets it as a draft, with your note." in panel
    workflow.send_back(story, by=staff.copy_editor, note="Who says so?")
    assert story.assignee == ana
    assert told(ana) == ["Copy editor sent back “The wall held”"]
