"""Newsletters at the desk: their form, their numbers, and readers' addresses for the few who may see them."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from articles import roles
from newsletters import choices, numbers, signing_up, suppressing
from newsletters.models import Newsletter, Subscriber, Subscription, Suppression
from tests.desk_pages import page_of, signed_in, typed
from tests.factories import make_section, make_user
from tests.newsletter_samples import asked, link_to, make_newsletter, make_subscriber

pytestmark = pytest.mark.django_db
NEWSLETTERS, SUBSCRIBERS = "/admin/newsletters/newsletter/", "/admin/newsletters/subscriber/"
TYPED = {
    "name": "Morning briefing",
    "slug": "morning-briefing",
    "promise": "One page at midday.",
    "language": "en",
    "position": "0",
    "audience": "open",
    "is_offered": "on",
    "sender_name": "Newsroom",
    "sender_address": "letters@newsroom.example",
    "reply_to": "",
    "days": ["4", "0"],
    "hour": "06:00",
    "zone": "Europe/Paris",
    "rule": "latest",
    "most_stories": "8",
    "least_stories": "2",
}


@pytest.fixture
def producer():
    return signed_in(make_user(roles.PRODUCER))


@pytest.fixture
def administrator():
    return signed_in(make_user(roles.ADMINISTRATOR))


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


# The list


def test_days_are_ticked_and_kept_in_their_order(producer):
    world = make_section()
    answer = producer.post(f"{NEWSLETTERS}add/", TYPED | {"sections": [world.pk]})
    assert answer.status_code == 302, words(answer)
    made = Newsletter.objects.get()
    assert (made.days, made.zone, list(made.sections.all())) == ("04", "Europe/Paris", [world])
    page = page_of(producer.get(f"{NEWSLETTERS}{made.pk}/change/"))
    ticked = [box.attributes["value"] for box in page.css("input[name=days]") if "checked" in box.attributes]
    assert ticked == ["0", "4"]
    producer.post(f"{NEWSLETTERS}{made.pk}/change/", TYPED | {"days": []})
    made.refresh_from_db()
    assert made.days == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"sender_address": "letters@localhost"}, "look at what stands after the @"),
        ({"slug": "asked"}, "means something else"),
        ({"reply_to": "-oQ@example.org"}, "look at what stands before the @"),
        ({"zone": "Europe/Nowhere"}, "Select a valid choice"),
        ({"days": ["7"]}, "Select a valid choice"),
        ({"least_stories": "9"}, "It cannot want more stories than it may have."),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(producer, wrong, said):
    answer = producer.post(f"{NEWSLETTERS}add/", TYPED | wrong)
    assert answer.status_code == 200
    assert said in words(answer)
    assert not Newsletter.objects.exists()


def test_what_the_desk_changes_readers_see_at_once(producer, django_capture_on_commit_callbacks):
    made = make_newsletter()
    Client().get("/newsletter/")
    with django_capture_on_commit_callbacks(execute=True):
        producer.post(f"{NEWSLETTERS}{made.pk}/change/", TYPED)
    assert "One page at midday." in words(Client().get("/newsletter/"))


def test_the_list_says_how_each_newsletter_fares(producer, post):
    briefing = make_newsletter()
    make_newsletter("World", position=2)
    for name in ("ana", "ben", "eva"):
        letter = asked(post, f"{name}@example.org")
        if name != "eva":
            Client().post(link_to(letter, "yes"))
    choices.end_all(Subscriber.objects.get(mailbox="ana@example.org"))
    found = {one.name: (one.having, one.asked, one.confirmed, one.ended) for one in numbers.lists()}
    assert found == {"Morning briefing": (1, 3, 2, 1), "World": (0, 0, 0, 0)}
    page = words(producer.get(NEWSLETTERS))
    assert "Weekdays at 06:00, UTC" in page
    counts = words(producer.get(f"/admin/newsletters/listcount/?newsletter={briefing.pk}"))
    assert '<td class="field-asked">3</td>' in counts
    assert "@example.org" not in page + counts


@pytest.mark.parametrize("typed_in", ["²", "x", f"{10**30}"])
def test_a_newsletter_that_is_none_narrows_nothing(producer, typed_in):
    assert producer.get("/admin/newsletters/listcount/", {"newsletter": typed_in}).status_code == 200


@pytest.mark.parametrize(
    ("noun", "role", "said", "way"),
    [
        ("newsletter", roles.PRODUCER, "There is no newsletter yet.", "Add newsletter"),
        ("issue", roles.EDITOR, "No issue was begun yet.", "Add issue"),
        ("subscriber", roles.ADMINISTRATOR, "Nobody has signed up yet.", "Add subscriber"),
        ("suppression", roles.PRODUCER, "Nobody is kept out.", "Add suppression"),
        ("listcount", roles.PRODUCER, "Nothing was counted yet", ""),
    ],
)
def test_a_list_with_nothing_on_it_says_what_to_do(noun, role, said, way):
    desk = signed_in(make_user(role))
    page = page_of(desk.get(f"/admin/newsletters/{noun}/"))
    assert said in page.css_first(".empty").text()
    assert [link.text() for link in page.css(".empty a")] == ([way] if way else [])
    assert f"0 {noun}" not in page.css_first("#changelist").text()
    if noun in ("newsletter", "issue", "subscriber", "suppression"):
        sought = page_of(desk.get(f"/admin/newsletters/{noun}/?q=nothing"))
        assert sought.css_first(".empty a").text() == "Ask for everything"


# Readers


@pytest.mark.parametrize("role", sorted({*roles.ROLES} - {roles.ADMINISTRATOR}))
def test_addresses_are_for_administrators_alone(role):
    ana = make_subscriber()
    desk = signed_in(make_user(role))
    for address in (SUBSCRIBERS, f"{SUBSCRIBERS}{ana.pk}/change/", f"{SUBSCRIBERS}{ana.pk}/history/"):
        answer = desk.get(address)
        assert answer.status_code in (403, 404)
        assert "ana@example.org" not in words(answer)


def test_a_reader_is_found_by_the_beginning_of_their_address(administrator):
    make_subscriber("Ana.Reyes@example.org", make_newsletter())
    make_subscriber("ben@example.org")
    page = words(administrator.get(f"{SUBSCRIBERS}?q=ANA.r"))
    assert "Ana.Reyes@example.org" in page
    assert "ben@example.org" not in page


def test_the_desk_asks_a_reader_as_the_box_does(administrator, post):
    briefing = make_newsletter()
    said = {"address": "Ana@Example.org", "newsletters": [briefing.pk], "reason": "She rang us."}
    answer = administrator.post(f"{SUBSCRIBERS}add/", said, follow=True)
    assert "A letter asks Ana@example.org to confirm it." in words(answer)
    assert not Subscription.objects.in_force().exists()
    assert LogEntry.objects.get().get_change_message() == "Asked to confirm: Morning briefing. She rang us."
    signing_up.answer_due()
    Client().post(link_to(post.letters[0], "yes"))
    assert Subscription.objects.in_force().get().subscriber.mailbox == "ana@example.org"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": ""}, "This field is required."),
        ({"address": "ana@localhost"}, "look at what stands after the @"),
        ({"address": "known@example.org"}, "known@example.org is known already"),
        ({"address": "out@example.org"}, "Nothing is sent to that address"),
    ],
)
def test_whom_the_desk_cannot_ask_it_is_told(administrator, more, said):
    briefing = make_newsletter()
    make_subscriber("known@example.org")
    suppressing.suppress("out@example.org", Suppression.Why.COMPLAINT)
    right = {"address": "ana@example.org", "newsletters": [briefing.pk], "reason": "She rang us."}
    assert said in words(administrator.post(f"{SUBSCRIBERS}add/", right | more))
    assert Subscriber.objects.count() == 1


def test_the_desk_takes_somebody_off_and_says_why(administrator):
    briefing, world = make_newsletter(), make_newsletter("World")
    ana = make_subscriber("ana@example.org", briefing, world)
    assert "Choose what ends." in words(send(administrator, ana, reason="She wrote."))
    assert send(administrator, ana, taken_off=[briefing.pk], reason="She wrote.").status_code == 302
    assert ana.subscriptions.in_force().get().newsletter == world
    assert ana.subscriptions.get(newsletter=briefing).ended_by == Subscription.End.DESK
    assert LogEntry.objects.get().get_change_message() == "Taken off: Morning briefing. She wrote."
    send(administrator, ana, keep_out="on", reason="By court order.")
    assert not ana.subscriptions.in_force().exists()
    assert Suppression.objects.get().said == "By court order."


def test_nobody_writes_into_an_address(administrator):
    ana = make_subscriber("ana@example.org", make_newsletter())
    other = {"address": "eve@example.org", "mailbox": "eve@example.org"}
    assert send(administrator, ana, keep_out="on", reason="x", **other).status_code == 302
    ana.refresh_from_db()
    assert (ana.address, ana.mailbox) == ("ana@example.org", "ana@example.org")


def test_the_desk_forgets_somebody_and_its_log_does_too(administrator):
    ana = make_subscriber("ana@example.org", make_newsletter())
    send(administrator, ana, keep_out="on", reason="ana@ asked.")
    door = f"{SUBSCRIBERS}{ana.pk}/delete/"
    assert "ana@example.org, with all that is known of them" in words(administrator.get(door))
    administrator.post(door, {"post": "yes"})
    assert not Subscriber.objects.exists()
    assert suppressing.is_suppressed("ana@example.org")
    assert LogEntry.objects.count() == 2
    logged = " ".join(f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all())
    assert "ana" not in logged


def send(administrator, subscriber, **said):
    """The page of somebody, filled in and sent."""
    door = f"{SUBSCRIBERS}{subscriber.pk}/change/"
    return administrator.post(door, typed(administrator.get(door), "#subscriber_form", **said))
