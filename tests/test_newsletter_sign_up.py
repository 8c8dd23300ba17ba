"""Signing up: what is taken in, what is asked about again, what is turned away; and that the answer tells nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from articles import clock
from newsletters import signing_up, stamps, suppressing
from newsletters.deliveries import mark
from newsletters.models import SignUp, Subscriber, Subscription, Suppression, TideMark
from tests.factories import DAY, HOUR
from tests.newsletter_samples import asked, link_to, make_newsletter, make_subscriber, sign_up
from tests.post_office import sending_to

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def briefing():
    return make_newsletter(is_suggested=True)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def age_slips(by: timedelta) -> None:
    """Let what was dropped in lie there for a while already."""
    for slip in SignUp.objects.all():
        for name in ("at", "answered_at", "mailed_at", "offered_at"):
            if moment := getattr(slip, name):
                setattr(slip, name, moment - by)
        slip.save()
    for subscriber in Subscriber.objects.exclude(asked_at=None):
        subscriber.asked_at -= by
        subscriber.save()


# The page


def test_the_page_names_every_newsletter_with_its_promise_and_ticks_those_suggested():
    make_newsletter("World", position=2)
    make_newsletter("Retired", is_offered=False)
    page = words(Client().get("/newsletter/"))
    assert "Morning briefing, before you have had coffee." in page
    assert "Weekdays" in page
    assert 'value="morning-briefing" checked' in page
    assert 'value="world">' in page
    assert "Retired" not in page
    assert '<a href="/newsletter/world/" lang="en" dir="ltr">World</a>' in page


def test_the_page_is_the_same_for_everybody_and_is_kept(settings):
    settings.PAGE_CACHE_SECONDS = 60
    first, _, third = (Client().get("/newsletter/") for _ in range(3))
    assert first.content == third.content
    assert "hit" in third["Cache-Status"]
    assert not first.cookies
    assert "csrf" not in words(first).lower()


def test_without_a_newsletter_the_page_says_so(briefing):
    briefing.delete()
    assert "There is no newsletter to sign up for now." in words(Client().get("/newsletter/"))


# What comes in


def test_what_comes_from_a_page_of_ours_is_taken_in():
    answer = sign_up(" Ana@Example.ORG ", headers={"Referer": "http://testserver/2026/05/03/dam/"})
    assert answer["Location"] == "/newsletter/asked/"
    slip = SignUp.objects.get()
    assert (slip.address, slip.asked_on) == ("Ana@example.org", "/2026/05/03/dam/")
    assert "Look into your mailbox" in words(Client().get(answer["Location"]))
    assert not Subscriber.objects.exists()


def test_a_page_whose_address_cannot_be_read_costs_no_reader():
    assert sign_up(headers={"Referer": "http://[testserver/"}).status_code == 302
    assert SignUp.objects.get().asked_on == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "", "Referer": "http://testserver/newsletter/"},
    ],
)
def test_a_browser_of_any_age_can_say_that_the_page_is_ours(headers):
    assert sign_up(headers=headers).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "", "Origin": "https://testserver"},
        {"Sec-Fetch-Site": "", "Origin": "http://testserver.example"},
        {"Sec-Fetch-Site": "", "Origin": "null", "Referer": "http://testserver/"},
        {"Sec-Fetch-Site": "", "Referer": "http://elsewhere.example/http://testserver/"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "", "Origin": "http://[testserver"},
        {"Sec-Fetch-Site": "", "Referer": "http://[testserver/"},
    ],
)
def test_what_comes_from_elsewhere_is_turned_away_and_shows_nothing_of_what_was_typed(headers):
    answer = sign_up("ana@example.org", headers=headers)
    assert answer.status_code == 403
    assert "That came from another site, and nothing was done." in words(answer)
    assert "ana@example.org" not in words(answer)
    assert not SignUp.objects.exists()


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("", "Type your e-mail address, such as you@example.org."),
        ("ana", "An e-mail address has a name, an @ and a domain"),
        ("ana@example.org\r\nBcc: ben@example.org", "An e-mail address is one word"),
        ("ana@[127.0.0.1]", "look at what stands after the @"),
        ("<script>alert(1)</script>@example.org", "&lt;script&gt;"),
        ("a" * 5_000, "1000"),
    ],
)
def test_hostile_addresses_are_refused_in_a_sentence(email, said):
    answer = sign_up(email)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "<script>alert" not in words(answer)
    assert not SignUp.objects.exists()


def test_only_what_is_offered_can_be_asked_for():
    make_newsletter("Retired", is_offered=False)
    for slug in ("retired", "never-was"):
        answer = sign_up("ana@example.org", slug)
        assert answer.status_code == 422
        assert "Choose among the newsletters on this page." in words(answer)


def test_a_full_trap_costs_a_click_and_no_reader():
    answer = sign_up(website="https://spam.example")
    assert answer.status_code == 200
    assert "Once more, please" in words(answer)
    assert "spam.example" not in words(answer)
    assert 'value="ana@example.org"' in words(answer)
    assert not SignUp.objects.exists()


# When the page was made


@pytest.mark.parametrize(("days", "status"), [(0, 302), (2, 302), (3, 200), (400, 200), (-1, 302), (-3, 200)])
def test_a_page_kept_for_days_is_good_and_an_older_one_asks_again(days, status):
    assert sign_up(stamp=stamps.of_day(clock.present() - days * DAY)).status_code == status


@pytest.mark.parametrize("stamp", ["", "2026-11-26", "2026-11-26:forged", "again", "x" * 900])
def test_a_stamp_that_is_none_asks_again(stamp):
    answer = sign_up(stamp=stamp)
    assert answer.status_code == 200
    assert not SignUp.objects.exists()


def test_whoever_is_asked_again_and_looks_at_it_is_taken_in(monkeypatch):
    again = sign_up(stamp="")
    stamp = again.context["form"]["stamp"].value()
    assert sign_up(stamp=stamp).status_code == 200, "faster than anybody reads"
    now = stamps.signing.time.time()
    monkeypatch.setattr(stamps.signing.time, "time", lambda: now + 3)
    assert sign_up(stamp=stamp).status_code == 302
    monkeypatch.setattr(stamps.signing.time, "time", lambda: now + 4_000)
    assert sign_up(stamp=stamp).status_code == 200


# The same answer


def test_the_answer_and_what_is_asked_of_the_database_are_the_same_for_every_address(
    briefing, django_assert_num_queries
):
    make_subscriber("known@example.org", briefing)
    make_subscriber("unconfirmed@example.org").subscriptions.create(newsletter=briefing, asked_at=clock.now())
    suppressing.suppress("complained@example.org", Suppression.Why.COMPLAINT)
    sign_up("warm@example.org")
    answers = set()
    for name in ("new", "known", "unconfirmed", "complained"):
        with django_assert_num_queries(4 if name else 0):
            answer = sign_up(f"{name}@example.org")
        answers.add((answer.status_code, tuple(answer.items()), answer.content))
    assert len(answers) == 1
    assert SignUp.objects.count() == 5


# The letter


def test_one_letter_a_day_whoever_asks_and_however_often(post):
    make_newsletter("World")
    assert asked(post)
    assert asked(post) is None
    assert asked(post, "ANA@example.org", "world") is None
    age_slips(DAY)
    assert asked(post)


def test_all_the_names_of_a_mailbox_get_three_letters_a_day_together(post):
    names = ["ana.reyes", "anareyes", "ana.reyes+1", "a.nareyes+2", "anareyes+3"]
    letters = [asked(post, f"{name}@example.org") for name in names]
    assert [bool(letter) for letter in letters] == [True, True, True, False, False]
    age_slips(DAY)
    assert asked(post, "anareyes+4@example.org")


@pytest.mark.parametrize("why", sorted({*Suppression.Why.values} - {Suppression.Why.ERASED}))
def test_nothing_goes_to_who_is_suppressed_by_mailbox_or_domain(post, why):
    suppressing.suppress("ana@example.org", why)
    suppressing.suppress("@example.net", why)
    assert asked(post) is None
    assert asked(post, "ben@example.net") is None
    assert not Subscriber.objects.exists()


def test_who_was_erased_may_come_back_by_themselves(post):
    suppressing.suppress("ana@example.org", Suppression.Why.ERASED)
    letter = asked(post)
    assert suppressing.is_suppressed("ana@example.org")
    Client().post(link_to(letter, "yes"))
    assert not suppressing.is_suppressed("ana@example.org")


def test_who_has_it_is_told_so_and_led_to_their_choices(post, briefing):
    make_subscriber("ana@example.org", briefing)
    letter = asked(post)
    assert letter["Subject"] == "You have it already: Morning briefing"
    assert Client().get(link_to(letter, "yours")).status_code == 200


def test_a_letter_that_cannot_leave_is_tried_again_and_counts_for_nothing(post):
    with sending_to("127.0.0.1", 1):
        sign_up()
        assert signing_up.answer_due() == 0
    assert Subscriber.objects.get().asked_at is None
    assert signing_up.answer_due() == 0, "not at once"
    age_slips(HOUR)
    assert signing_up.answer_due() == 1
    assert len(post.letters) == 1


def test_a_slip_in_the_hand_of_a_worker_is_nobody_elses(post):
    sign_up()
    SignUp.objects.update(offered_at=clock.now() + timedelta(minutes=5))
    assert signing_up.answer_due() == 0
    assert post.letters == []


def test_what_a_restored_database_brings_back_is_not_answered_a_second_time(post):
    """The backup was made between somebody's sign-up and the worker's answer."""
    sign_up()
    backup = list(SignUp.objects.all())
    mark.note(reached := mark.advance())
    call_command("work", once=True, stdout=StringIO())
    assert len(post.letters) == 1
    for model in (SignUp, Subscriber):
        model.objects.all().delete()
    SignUp.objects.bulk_create(backup)
    TideMark.objects.update(reached=reached)
    call_command("work", once=True, stdout=StringIO())
    assert len(post.letters) == 1
    assert not SignUp.objects.exclude(address="").exists(), "and who it was is not kept"
    asked(post, "ben@example.org")
    assert len(post.letters) == 2, "whoever signs up after that is asked as ever"


def test_what_is_answered_keeps_no_address(post):
    asked(post)
    slip = SignUp.objects.get()
    assert "ana" not in " ".join(str(value) for value in vars(slip).values())


# List bombing


def test_a_network_may_ask_so_often_an_hour(post):
    here, beside, elsewhere = (Client(REMOTE_ADDR=ip) for ip in ("192.0.2.1", "192.0.2.77", "198.51.100.1"))
    for number in range(signing_up.A_NETWORK_AN_HOUR):
        assert sign_up(f"n{number}@example.org", client=here).status_code == 302
    refused = sign_up("one-more@example.org", client=beside)
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert "try again in an hour" in words(refused)
    assert sign_up("one-more@example.org", client=elsewhere).status_code == 302
    age_slips(HOUR)
    assert sign_up("one-more@example.org", client=here).status_code == 302


def test_neighbours_on_the_new_internet_are_one_network_too():
    for number in range(signing_up.A_NETWORK_AN_HOUR):
        sign_up(f"n{number}@example.org", client=Client(REMOTE_ADDR=f"2001:db8:0:{number:x}::1"))
    assert sign_up(client=Client(REMOTE_ADDR="2001:db8:0:ff::9")).status_code == 429
    assert sign_up(client=Client(REMOTE_ADDR="2001:db8:1::9")).status_code == 302
    assert sign_up(client=Client(REMOTE_ADDR="::ffff:192.0.2.1")).status_code == 302


def test_all_together_may_ask_so_often_an_hour_and_no_more_letters_go_out(post, monkeypatch):
    monkeypatch.setattr(signing_up, "ALL_AN_HOUR", 30)
    answers = [
        sign_up(f"n{number}@example.org", client=Client(REMOTE_ADDR=f"198.51.{number}.1"))
        for number in range(40)
    ]
    assert [answer.status_code for answer in answers] == [302] * 30 + [429] * 10
    assert signing_up.answer_due() == 30
    assert len(post.letters) == 30
    assert SignUp.objects.count() == 30


def test_what_is_remembered_of_sign_ups_goes_after_a_day(post):
    asked(post)
    assert signing_up.forget_old() == 0
    age_slips(DAY)
    assert signing_up.forget_old() == 1
    assert not SignUp.objects.exists()


def test_who_never_confirms_is_forgotten_in_a_week_and_who_did_stays(post, briefing):
    asked(post, "never@example.org")
    Client().post(link_to(asked(post, "did@example.org"), "yes"))
    make_subscriber("had@example.org").subscriptions.create(
        newsletter=briefing, asked_at=clock.now(), ended_at=clock.now(), ended_by="reader"
    )
    signing_up.forget_old()
    assert Subscriber.objects.count() == 3
    age_slips(WEEK + DAY)
    Subscription.objects.update(asked_at=clock.now() - WEEK - DAY)
    Subscriber.objects.update(made_at=clock.now() - WEEK - DAY)
    signing_up.forget_old()
    assert set(Subscriber.objects.values_list("mailbox", flat=True)) == {"did@example.org", "had@example.org"}


def test_the_worker_writes_to_whoever_signed_up_and_forgets_who_never_confirms(post):
    sign_up()
    call_command("work", once=True, stdout=StringIO())
    assert [letter["To"] for letter in post.letters] == ["ana@example.org"]
    age_slips(2 * WEEK)
    Subscription.objects.update(asked_at=clock.now() - 2 * WEEK)
    Subscriber.objects.update(made_at=clock.now() - 2 * WEEK)
    cache.clear()
    call_command("work", once=True, stdout=StringIO())
    assert not Subscriber.objects.exists()
    assert not SignUp.objects.exists()
