"""The links in letters: looking does nothing, a button does it, and what readers decide about their letters is done."""

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.test import Client

from articles import clock
from newsletters import choices, links, signing_up, suppressing
from newsletters.models import ListCount, Subscriber, Subscription, Suppression
from newsletters.words import LANGUAGES
from tests.factories import make_user
from tests.issue_samples import make_issue
from tests.newsletter_samples import (
    SITE,
    asked,
    link_to,
    links_in,
    make_newsletter,
    make_subscriber,
    sign_up,
)

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
# As mail scanners come: with every method that is to do nothing, and ahead of time.
LOOKS = ("get", "head")


@pytest.fixture
def briefing():
    return make_newsletter()


@pytest.fixture
def world():
    return make_newsletter("World")


@pytest.fixture
def ana(briefing, world):
    return make_subscriber("ana@example.org", briefing, world)


def path(link: str) -> str:
    return link.removeprefix(SITE)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def standing() -> list:
    """All that links could change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Subscriber, Subscription, Suppression, ListCount)
    ]


def has(subscriber) -> set[str]:
    return {row.newsletter.name for row in subscriber.subscriptions.in_force().select_related("newsletter")}


# Looking


def doors(ana, briefing) -> list[str]:
    yours = path(links.preferences(ana))
    waiting = make_subscriber("waiting@example.org")
    waiting.subscriptions.create(newsletter=briefing, asked_at=clock.now())
    return [
        yours,
        *(f"{yours}{door}/" for door in ("end", "data", "erasure")),
        path(links.unsubscription(ana, briefing)),
        path(links.confirmation(waiting, [briefing])),
        path(links.refusal(waiting)),
    ]


def test_no_link_does_anything_when_it_is_looked_at(ana, briefing):
    found = doors(ana, briefing)
    before = standing()
    for door in found:
        for look in LOOKS:
            for headers in ({}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "preview"}):
                answer = getattr(Client(), look)(door, headers=headers)
                assert answer.status_code in (200, 302), door
    assert standing() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_no_link_knows_another_method(ana, briefing, method):
    found = doors(ana, briefing)
    before = standing()
    assert {getattr(Client(), method)(door).status_code for door in found} == {405}
    assert standing() == before


def test_a_scanner_that_looks_at_every_link_of_a_letter_changes_nothing(post, briefing):
    """And at every link of the pages behind them, three deep."""
    Client().post(link_to(asked(post, "known@example.org"), "yes"))
    Subscriber.objects.update(asked_at=None)
    letters = asked(post, "known@example.org"), asked(post)
    todo, seen, before = [link for letter in letters for link in links_in(letter)], set(), standing()
    assert {link.split("/")[2] for link in todo} == {"yes", "no", "yours"}
    for _ in range(3):
        found = []
        for link in todo:
            seen.add(link)
            for look in LOOKS:
                answer = getattr(Client(), look)(link)
                assert answer.status_code < 500
            page = Client().get(link, follow=True).content.decode()
            found += [one.split('"')[0] for one in page.split('href="')[1:] if one.startswith("/newsletter/")]
        todo = [link for link in dict.fromkeys(found) if link not in seen]
    assert standing() == before
    assert any(link.endswith("/erasure/") for link in seen)


def test_pages_behind_links_are_kept_by_nobody_and_tell_nobody(ana, briefing, settings):
    settings.PAGE_CACHE_SECONDS = 60
    for door in doors(ana, briefing):
        answer = Client().get(door)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert not answer.cookies


def test_no_link_shows_an_address(ana, briefing):
    for door in doors(ana, briefing):
        assert "ana" not in door
        assert "example" not in door


def test_every_link_that_is_none_answers_alike(ana, briefing):
    good = doors(ana, briefing)
    yours, end = path(links.preferences(ana)), path(links.unsubscription(ana, briefing))
    signed = yours.split("/")[3]
    forged = [
        yours.replace(signed, signed[:-2] + "xx"),
        yours.replace(signed, "x"),
        f"/newsletter/end/{signed}/",
        f"/newsletter/yes/{signed}/",
        f"/newsletter/no/{signed}/",
        f"/newsletter/yours/{end.split('/')[3]}/",
        f"/newsletter/yours/{signing.dumps([ana.key])}/",
    ]
    Subscriber.objects.filter(pk=ana.pk).update(key="another-key")
    answers = {(Client().get(door).status_code, Client().get(door).content) for door in [*forged, *good[:5]]}
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    assert {Client().post(door).status_code for door in forged} == {404}


def test_links_outlive_a_change_of_the_papers_key(ana, briefing, settings):
    found = [path(links.preferences(ana)), path(links.unsubscription(ana, briefing))]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"
    assert {Client().get(door).status_code for door in found} == {200}


# Yes and no


def test_one_button_confirms_what_the_letter_named_and_nothing_else(post, briefing, world):
    letter = asked(post, "ana@example.org", "morning-briefing")
    Subscriber.objects.get().subscriptions.create(newsletter=world, asked_at=clock.now())
    door = link_to(letter, "yes")
    page = words(Client().get(door))
    assert "Was it you?" in page
    assert "ana@example.org" in page
    assert page.count("<button") == 1
    answer = Client().post(door)
    assert "It will come" in words(answer)
    assert has(Subscriber.objects.get()) == {"Morning briefing"}
    assert "It will come" in words(Client().post(door)), "twice is once"
    assert ListCount.objects.get(newsletter=briefing).confirmed == 1


def test_a_link_from_before_brings_back_nothing_that_was_ended(post, briefing):
    door = link_to(asked(post), "yes")
    Client().post(door)
    choices.end_all(Subscriber.objects.get())
    assert "That link is used up" in words(Client().post(door))
    assert has(Subscriber.objects.get()) == set()


def test_a_link_that_confirms_is_good_for_a_week(post, briefing, monkeypatch):
    door = link_to(asked(post), "yes")
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 7 * 86_400 - 60)
    assert Client().get(door).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: now + 7 * 86_400 + 60)
    assert Client().get(door).status_code == 404
    assert Client().post(door).status_code == 404
    assert has(Subscriber.objects.get()) == set()


def test_whoever_it_was_not_is_never_asked_again(post, briefing):
    letter = asked(post)
    door = link_to(letter, "no")
    assert "It was not you?" in words(Client().get(door))
    assert "We will not ask again" in words(Client().post(door))
    assert not Subscriber.objects.exists()
    assert Client().post(link_to(letter, "yes")).status_code == 404
    assert asked(post) is None


def test_whoever_has_a_letter_cannot_be_shut_out_by_a_refusal(ana):
    choices.refuse(ana)
    assert has(ana) == {"Morning briefing", "World"}
    assert not Suppression.objects.exists()


# Unsubscribing


def test_a_mail_program_unsubscribes_with_one_post_without_cookie_origin_or_token(ana, briefing):
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post(path(links.unsubscription(ana, briefing)), ONE_CLICK)
    assert answer.status_code == 200
    assert not answer.cookies
    assert has(ana) == {"World"}
    row = ana.subscriptions.get(newsletter=briefing)
    assert (row.ended_by, row.ended_at is None) == (Subscription.End.READER, False)


def test_a_person_unsubscribes_with_one_button_and_no_second_question(ana, briefing):
    door = path(links.unsubscription(ana, briefing))
    page = words(Client().get(door))
    assert "No more of <bdi>Morning briefing</bdi>?" in page
    assert page.count("<button") == 1
    assert "Morning briefing</bdi> comes to you no more" in words(Client().post(door))
    assert "Morning briefing</bdi> comes to you no more" in words(Client().get(door))
    Client().post(door, ONE_CLICK)
    assert ListCount.objects.get(newsletter=briefing).ended == 1


# Choosing


def test_choosing_keeps_what_is_ticked_and_the_language(ana, briefing, world):
    offers = make_newsletter("Offers")
    door = path(links.preferences(ana))
    page = words(Client().get(door))
    assert 'value="world" checked' in page
    assert 'value="offers">' in page
    answer = Client().post(door, {"newsletters": ["world", "offers"], "language": "ar"}, follow=True)
    assert '<p class="letters__said" role="status">Kept.</p>' in words(answer)
    ana.refresh_from_db()
    assert (has(ana), ana.language) == ({"World", "Offers"}, "ar")
    assert ListCount.objects.get(newsletter=offers).confirmed == 1
    assert ListCount.objects.get(newsletter=briefing).ended == 1
    assert not ListCount.objects.filter(newsletter=world).exists()


def test_what_is_offered_to_nobody_now_stays_with_who_has_it(ana, world):
    world.is_offered = False
    world.save()
    door = path(links.preferences(ana))
    assert 'value="world" checked' in words(Client().get(door))
    Client().post(door, {"newsletters": ["world"], "language": "en"})
    assert has(ana) == {"World"}
    choices.end_all(ana)
    answer = Client().post(door, {"newsletters": ["world"], "language": "en"})
    assert answer.status_code == 422
    assert has(ana) == set()


def test_all_of_it_ends_with_one_button(ana):
    door = f"{path(links.preferences(ana))}end/"
    assert "No more letters at all?" in words(Client().get(door))
    assert "Nothing comes to you any more" in words(Client().post(door))
    assert has(ana) == set()


def test_what_is_known_of_somebody_is_theirs_to_take(ana, briefing):
    choices.end(ana.subscriptions.get(newsletter=briefing))
    answer = Client().post(f"{path(links.preferences(ana))}data/")
    assert answer["Content-Disposition"] == 'attachment; filename="newsletters.json"'
    said = json.loads(answer.content)
    assert said["address"] == "ana@example.org"
    assert [row["name"] for row in said["newsletters"]] == ["Morning briefing", "World"]
    assert said["newsletters"][0]["ended_because"] == "The reader had enough"
    assert said["newsletters"][1]["confirmed"]
    assert said["nothing_is_sent"] is None
    suppressing.suppress("ana@example.org", Suppression.Why.DESK, "A colleague asked for it")
    said = json.loads(Client().post(f"{path(links.preferences(ana))}data/").content)
    assert said["nothing_is_sent"]["because"] == "Kept out by the desk"


def test_who_is_erased_leaves_a_digest_and_numbers(ana, briefing):
    by, noun = make_user(), ContentType.objects.get_for_model(Subscriber)
    logged = LogEntry.objects.create(
        user=by, content_type=noun, object_id=ana.pk, object_repr=str(ana), action_flag=CHANGE
    )
    door = f"{path(links.preferences(ana))}erasure/"
    assert "Be forgotten?" in words(Client().get(door))
    assert "You are forgotten" in words(Client().post(door))
    assert not Subscriber.objects.exists()
    assert not Subscription.objects.exists()
    assert suppressing.is_suppressed("ana@example.org")
    assert Suppression.objects.get().why == Suppression.Why.ERASED
    assert ListCount.objects.get(newsletter=briefing).ended == 1
    logged.refresh_from_db()
    assert "ana" not in logged.object_repr
    assert Client().get(door).status_code == 404


def test_who_is_erased_is_not_asked_about_what_they_wanted_before(post, ana, world):
    sign_up("ANA@example.org")
    sign_up("anabel@example.org")
    Client().post(f"{path(links.preferences(ana))}erasure/")
    signing_up.answer_due()
    assert [letter["To"] for letter in post.letters] == ["anabel@example.org"]
    assert not Subscriber.objects.filter(mailbox="ana@example.org").exists()


def test_of_letters_to_who_is_erased_not_even_the_domain_is_known(briefing):
    ana = make_subscriber("me@ana-reyes.example", briefing)
    issue = make_issue(briefing, state="sent", frozen_at=clock.now())
    issue.deliveries.create(
        subscriber=ana, message_id="<1@newsroom.example>", domain="ana-reyes.example", offered_at=clock.now()
    )
    choices.erase(ana)
    [row] = issue.deliveries.values()
    assert "ana" not in " ".join(map(str, row.values()))


# The letter itself


def test_the_letter_says_all_in_plain_text_and_in_html(post, briefing):
    letter = asked(post)
    assert letter["From"] == "Newsroom <letters@newsroom.example>"
    assert letter["To"] == "ana@example.org"
    assert letter["Subject"] == "Was it you? Morning briefing"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@newsroom.example>")
    assert letter.get_content_type() == "multipart/alternative"
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for part in (plain, html):
        assert "Morning briefing, before you have had coffee." in part
        assert "It was not you? Do nothing, and nothing will come." in part
        assert link_to(letter, "yes") in part
        assert link_to(letter, "no") in part
    assert "<" not in plain
    assert "prefers-color-scheme: dark" in html
    assert len(letter.as_bytes()) < 100_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_speaks_the_newsletters_language_and_runs_its_way(post, language):
    make_newsletter("Letter", language=language)
    letter = asked(post, "ana@example.org", "letter")
    html = letter.get_body(("html",)).get_content()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert ("Was it you?" in letter["Subject"]) == (language == "en")
    assert "{}" not in html + letter["Subject"]


def test_names_from_the_desk_break_no_header_and_no_html(post):
    make_newsletter(
        "Tea & <b>biscuits</b>",
        slug="tea",
        sender_name="Tea\r\nBcc: ben@example.org",
        promise='"Hot" <script>',
    )
    letter = asked(post, "ana@example.org", "tea")
    assert letter["Bcc"] is None
    html = letter.get_body(("html",)).get_content()
    assert "Tea &amp; &lt;b&gt;biscuits" in html
    assert "<script>" not in html
    assert "Tea & <b>biscuits</b>" in letter.get_body(("plain",)).get_content()
