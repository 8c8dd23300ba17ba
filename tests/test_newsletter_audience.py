"""Whom a newsletter goes to: every reader who asks, who has its link, or the newsroom; and what others learn of it."""

from email.message import EmailMessage

import pytest
from django.db import IntegrityError
from django.test import Client

from articles import roles
from newsletters import (
    audience,
    choices,
    deliveries,
    links,
    offered,
    sending,
    signing_up,
    suppressing,
    trials,
    work,
)
from newsletters.models import Delivery, Issue, Newsletter, Subscriber
from tests.desk_pages import page_of, signed_in
from tests.factories import make_user
from tests.issue_samples import leave, make_issue
from tests.newsletter_samples import asked, link_to, links_in, make_newsletter, make_subscriber, sign_up
from tests.test_newsletter_work import do_the_work

pytestmark = pytest.mark.django_db

NAME = "Night desk"


@pytest.fixture(autouse=True)
def at_once(settings, monkeypatch):
    settings.UNDO_SECONDS = 0
    monkeypatch.setattr(work, "AT_ONCE", 30.0)


@pytest.fixture
def night():
    """What the newsroom writes to itself."""
    return make_newsletter(NAME, audience="staff", is_offered=False)


@pytest.fixture
def evenings():
    """What takes who has its link."""
    return make_newsletter("Evenings with us", audience="link")


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def path(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def sent(newsletter: Newsletter, staff, post, **fields) -> dict[str, EmailMessage]:
    """Let an issue leave; returns what came of it, by address."""
    before = len(post.letters)
    issue = make_issue(newsletter, staff.published(), number=newsletter.issues.count() + 1, **fields)
    sending.send_now(issue, by=staff.producer)
    do_the_work()
    issue.refresh_from_db()
    assert issue.state == Issue.State.SENT
    return {letter["To"]: letter for letter in post.letters[before:]}


# The newsroom's own


def test_the_newsroom_has_its_newsletter_without_signing_up_and_nobody_else_does(staff, night, post):
    make_user(email="away@newsroom.example", is_staff=True, is_active=False)
    make_user(email="reader@example.org", is_staff=False)
    make_subscriber("ana@example.org", night)
    people = {staff.producer.email, staff.editor.email, staff.reporter.email}
    assert set(sent(night, staff, post)) == people | set(audience.staff().values_list("email", flat=True))
    assert not {"away@newsroom.example", "reader@example.org", "ana@example.org"} & {
        letter["To"] for letter in post.letters
    }


def test_who_leaves_it_by_the_link_in_its_letter_has_left_it(staff, night, post):
    letters = sent(night, staff, post)
    letter = letters[staff.producer.email]
    end = path(letter["List-Unsubscribe"].strip("<>"))
    assert Client().post(end, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert set(sent(night, staff, post)) == set(letters) - {staff.producer.email}


def test_who_left_it_can_have_it_again_by_their_own_choices(staff, night, post):
    letter = sent(night, staff, post)[staff.producer.email]
    yours = link_to(letter, "yours")
    Client().post(yours, {"newsletters": [], "language": "en"})
    assert staff.producer.email not in sent(night, staff, post)
    assert NAME in words(Client().get(yours))
    Client().post(yours, {"newsletters": [night.slug], "language": "en"})
    assert staff.producer.email in sent(night, staff, post)


@pytest.mark.parametrize("way", ["suppressed", "domain", "erased"])
def test_to_whom_nothing_is_sent_the_newsroom_sends_nothing_either(staff, night, post, way):
    whom = make_user(email="eva@elsewhere.example", is_staff=True)
    assert whom.email in sent(night, staff, post)
    match way:
        case "suppressed":
            suppressing.suppress(whom.email, "bounce")
        case "domain":
            suppressing.suppress("@elsewhere.example", "desk")
        case "erased":
            choices.erase(Subscriber.objects.get(mailbox=whom.email))
    assert whom.email not in sent(night, staff, post)
    assert way != "erased" or not Subscriber.objects.filter(mailbox=whom.email).exists()


def test_who_leaves_the_newsroom_before_their_turn_gets_nothing(staff, night, post):
    whom = make_user(email="eva@elsewhere.example", is_staff=True)
    sent(night, staff, post)
    issue = sending.send_now(make_issue(night, staff.published(), number=9), by=staff.producer)
    deliveries.begin_due(work.freeze)
    deliveries.list_readers()
    whom.is_active = False
    whom.save()
    do_the_work()
    row = issue.deliveries.get(subscriber__mailbox=whom.email)
    assert (row.state, row.said) == (
        Delivery.State.LEFT_OUT,
        "It is no longer theirs, or they have ended it.",
    )


def test_who_left_the_newsroom_finds_nothing_of_it_among_their_choices(staff, night, post):
    whom = make_user(email="eva@elsewhere.example", is_staff=True)
    briefing = make_newsletter()
    yours = link_to(sent(night, staff, post)[whom.email], "yours")
    assert NAME in words(Client().get(yours))
    whom.is_staff = False
    whom.save()
    page = Client().get(yours)
    assert NAME not in words(page)
    assert briefing.name in words(page)
    refused = Client().post(yours, {"newsletters": [night.slug], "language": "en"})
    nonsense = Client().post(yours, {"newsletters": ["never-was"], "language": "en"})
    assert (refused.status_code, words(refused)) == (422, words(nonsense))
    letter = asked(post, whom.email)
    assert NAME not in letter.get_body(("plain",)).get_content()


def test_its_letter_says_why_it_comes_and_leads_to_no_page_of_it(staff, night, post):
    letter = sent(night, staff, post)[staff.producer.email]
    said = letter.get_body(("plain",)).get_content()
    assert f"You get “{NAME}” because you work in the newsroom." in " ".join(said.split())
    assert not [link for link in links_in(letter) if night.slug in link]


def test_a_test_of_it_leads_to_no_page_of_it_either(staff, night, post):
    trials.send(make_issue(night, staff.published()), [staff.producer], by=staff.producer)
    assert not [link for link in links_in(post.letters[-1]) if night.slug in link]


# What others learn of it


def public(slug: str) -> dict[str, tuple]:
    """What the paper answers of a newsletter by a name, and all of its pages that name some."""
    reader, answers = Client(), {}
    for address in ("/newsletter/", f"/newsletter/{slug}/", f"/newsletter/{slug}/1/", "/sitemap-pages.xml"):
        answer = reader.get(address)
        answers[address.replace(slug, "…")] = (
            answer.status_code,
            answer.content.replace(slug.encode(), b"..."),
        )
    signed_up = sign_up("ben@example.org", slug)
    answers["sign-up"] = (signed_up.status_code, signed_up.content.replace(slug.encode(), b"..."))
    return answers


def test_nothing_on_a_page_or_in_a_form_tells_that_the_newsroom_has_one(staff, night):
    make_newsletter()
    leave(make_issue(night, staff.published(), number=1))
    known, never = public(night.slug), public("never-was")
    for answers in (known, never):
        status, content = answers["sign-up"]
        answers["sign-up"] = (status, content[: content.index(b'name="stamp"')])
    assert known == never
    assert known["sign-up"][0] == 422
    assert not any(NAME.encode() in content for _, content in known.values())


def test_a_slip_that_names_it_is_answered_by_no_letter(night, post):
    signing_up.drop("ben@example.org", [night.pk], network="somewhere")
    signing_up.answer_due()
    assert not post.letters
    assert not Subscriber.objects.exists()


def test_a_reader_finds_it_among_no_choices_and_cannot_choose_it(night):
    ben = make_subscriber("ben@example.org", make_newsletter())
    yours = path(links.preferences(ben))
    assert NAME not in words(Client().get(yours))
    assert Client().post(yours, {"newsletters": [night.slug], "language": "en"}).status_code == 422
    assert not ben.subscriptions.filter(newsletter=night).exists()


@pytest.mark.parametrize("wrong", ["is_offered", "is_suggested", "counts_clicks"])
def test_the_database_knows_that_it_takes_no_reader(wrong):
    with pytest.raises(IntegrityError):
        make_newsletter(NAME, **{"audience": "staff", "is_offered": False} | {wrong: True})


# By its link


def test_what_is_by_link_stands_on_no_page_but_its_own(staff, evenings):
    make_newsletter()
    assert [one.name for one in offered.offered()] == ["Morning briefing"]
    story = staff.published()
    for page in ("/", story.editions.get().path, "/newsletter/", "/sitemap-pages.xml"):
        assert evenings.slug not in words(Client().get(page)), page
    ben = make_subscriber("ben@example.org")
    assert evenings.name not in words(Client().get(path(links.preferences(ben))))
    own = Client().get(evenings.get_absolute_url())
    assert '<meta name="robots" content="noindex">' in words(own)
    assert evenings.promise in words(own)


def test_who_has_the_link_signs_up_on_its_page_and_is_asked_as_all_are(evenings, post):
    make_newsletter()
    page = page_of(Client().get(evenings.get_absolute_url()))
    [form] = [form for form in page.css("main form") if form.css_first("[name=email]")]
    typed = {field.attributes["name"]: field.attributes.get("value", "") for field in form.css("input")}
    typed["email"] = "ben@example.org"
    answer = Client().post(form.attributes["action"], typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer["Location"]) == (302, "/newsletter/asked/")
    signing_up.answer_due()
    assert evenings.name in post.letters[-1]["Subject"]
    Client().post(link_to(post.letters[-1], "yes"))
    assert audience.size(evenings) == 1
    yours = path(links.preferences(Subscriber.objects.get()))
    assert evenings.name in words(Client().get(yours))


def test_its_page_is_the_same_for_everybody_and_is_kept(evenings, settings):
    settings.PAGE_CACHE_SECONDS = 60
    first, second = (Client().get(evenings.get_absolute_url()) for _ in range(2))
    assert first.content == second.content
    assert "Age" in second
    assert "csrf" not in words(first)
    assert not first.cookies


def test_who_is_asked_once_more_is_asked_for_the_same(evenings):
    make_newsletter()
    again = sign_up("ben@example.org", evenings.slug, stamp="")
    ticked = [box.attributes["value"] for box in page_of(again).css("input[checked]")]
    assert ticked == [evenings.slug]


@pytest.mark.parametrize("slug", ["evenings\0with", "évènements", "a" * 5_000, "' OR 1=1", ""])
def test_whatever_is_typed_for_a_name_is_a_name_of_none(evenings, slug):
    make_newsletter()
    assert sign_up("ben@example.org", slug).status_code == 422


def test_one_that_takes_nobody_is_closed_to_who_has_the_link_too(staff, evenings):
    leave(make_issue(evenings, staff.published(), number=1))
    Newsletter.objects.filter(pk=evenings.pk).update(is_offered=False)
    assert sign_up("ben@example.org", evenings.slug).status_code == 422
    page = Client().get(evenings.get_absolute_url())
    assert page.status_code == 200
    assert not page_of(page).css("main [name=email]")


# The desk


def test_the_desk_reads_whom_it_goes_to_and_how_many_they_are(staff, night, evenings, post):
    producer = make_user(roles.PRODUCER)
    desk = signed_in(producer)
    make_subscriber("ben@example.org", evenings)
    people = len(sent(night, staff, post)) - 1
    choices.end_all(Subscriber.objects.get(mailbox=producer.email))
    for newsletter, said in (
        (night, f"{people} people of the newsroom"),
        (evenings, "1 reader who signed up"),
    ):
        assert said in words(desk.get(f"/admin/newsletters/newsletter/{newsletter.pk}/change/"))
        issue = make_issue(newsletter, number=50)
        assert f"It goes to {said}." in words(desk.get(f"/admin/newsletters/issue/{issue.pk}/change/"))
    listed = words(desk.get("/admin/newsletters/newsletter/"))
    assert f'<td class="field-having">{people}</td>' in listed


def test_what_is_the_newsrooms_stays_so(staff, night):
    desk, briefing = signed_in(make_user(roles.PRODUCER)), make_newsletter()
    for newsletter, turned in ((night, "open"), (briefing, "staff")):
        page = page_of(desk.get(address := f"/admin/newsletters/newsletter/{newsletter.pk}/change/"))
        typed = filled(page) | {"audience": turned}
        assert "make another newsletter" in words(desk.post(address, typed))
        newsletter.refresh_from_db()
        assert newsletter.audience != turned


def test_one_of_the_newsroom_takes_nobody_whatever_is_ticked(staff, night):
    desk = signed_in(make_user(roles.PRODUCER))
    address = f"/admin/newsletters/newsletter/{night.pk}/change/"
    typed = filled(page_of(desk.get(address))) | {"is_offered": "on", "is_suggested": "on"}
    assert desk.post(address, typed).status_code == 302
    assert "What colleagues follow is not counted." in words(
        desk.post(address, typed | {"counts_clicks": "on"})
    )
    night.refresh_from_db()
    assert not (night.is_offered)
    assert not (night.is_suggested)
    assert not (night.counts_clicks)


def filled(page) -> dict:
    """What stands in the form of a newsletter."""
    form = page.css_first("#newsletter_form")
    said = {
        box.attributes["name"]: box.attributes.get("value", "")
        for box in form.css("input[type=text], input[type=number], input[type=email]")
    }
    for choice in form.css("select"):
        chosen = choice.css_first("option[selected]")
        if chosen and "multiple" not in choice.attributes:
            said[choice.attributes["name"]] = chosen.attributes["value"]
    return said
