"""To whom nothing is sent, as the desk says and lifts it."""

import pytest

from newsletters import mailboxes, suppressing
from newsletters.models import Suppression
from tests.desk_pages import at_the_desk, page_of

pytestmark = pytest.mark.django_db
LIST = "/admin/newsletters/suppression/"


@pytest.fixture
def desk(staff):
    return at_the_desk(staff.producer)


@pytest.mark.parametrize(
    ("typed", "reader"),
    [
        ("Ana@Example.org", "ana@example.org"),
        ("@example.org", "anybody@example.org"),
        ("@bücher.example", "a@xn--bcher-kva.example"),
    ],
)
def test_the_desk_keeps_an_address_or_a_domain_out_and_lets_it_in_again(staff, desk, typed, reader):
    assert desk.post(f"{LIST}add/", {"whom": typed, "said": "They asked by letter."}).status_code == 302
    assert suppressing.is_suppressed(reader)
    row = Suppression.objects.get()
    assert (row.why, row.said, row.by) == ("desk", "They asked by letter.", staff.producer)
    page = desk.get(LIST).content.decode()
    assert "They asked by letter." in page
    assert reader.split("@")[0] not in page or typed.startswith("@")
    assert desk.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not suppressing.is_suppressed(reader)


@pytest.mark.parametrize("typed", ["nobody", "@", "a@b@example.org", "@nowhere", "a b@example.org"])
def test_what_is_no_address_is_refused_on_the_page(desk, typed):
    answer = desk.post(f"{LIST}add/", {"whom": typed, "said": "Why"})
    assert answer.status_code == 200
    assert page_of(answer).css(".errorlist, .invalid-feedback, .errors")
    assert not Suppression.objects.exists()


def test_why_has_to_be_said_and_what_stands_is_not_said_again(desk):
    assert desk.post(f"{LIST}add/", {"whom": "a@example.org", "said": ""}).status_code == 200
    suppressing.suppress("a@example.org", "complaint")
    answer = desk.post(f"{LIST}add/", {"whom": "a@example.org", "said": "Why"})
    assert "Nothing is sent there already." in answer.content.decode()


def test_a_whole_address_finds_it_and_no_part_does(desk):
    suppressing.suppress("ana@example.org", "complaint", "550 Spam")
    for typed, count in (("Ana@example.org", 1), ("ana", 0), ("example.org", 0)):
        assert desk.get(LIST, {"q": typed}).content.decode().count("550 Spam") == count
    suppressing.suppress("@example.org", "desk", "All of them")
    assert "All of them" in desk.get(LIST, {"q": "example.org"}).content.decode()


def test_who_asked_to_be_forgotten_is_not_brought_back_by_the_desk(desk):
    row = suppressing.suppress("a@example.org", "erased")
    assert desk.get(f"{LIST}{row.pk}/change/").status_code == 200
    assert desk.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert suppressing.is_suppressed("a@example.org")


def test_what_a_server_says_is_kept_without_the_address_in_it():
    said = "550 5.1.1 <ana@example.org>: user ana@example.org unknown; try postmaster@example.org"
    assert mailboxes.hidden_in(said) == "550 5.1.1 <…>: user … unknown; try …"
