"""Which address somebody means, which are refused in a sentence, and to which nothing is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletters import mailboxes, suppressing
from newsletters.mailboxes import NotAnAddress, address_of
from newsletters.models import Suppression


@pytest.mark.parametrize(
    ("typed", "address", "mailbox"),
    [
        ("ana@example.org", "ana@example.org", "ana@example.org"),
        ("  ana@example.org\n", "ana@example.org", "ana@example.org"),
        ("Ana.Reyes+News@Example.ORG", "Ana.Reyes+News@example.org", "ana.reyes+news@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example", "ana@xn--bcher-kva.example"),
        ("ana@straße.example", "ana@xn--strae-oqa.example", "ana@xn--strae-oqa.example"),
        ("ana@مثال.إختبار", "ana@xn--mgbh0fb.xn--kgbechtv", "ana@xn--mgbh0fb.xn--kgbechtv"),
        ("ana@EXAMPLE。org", "ana@example.org", "ana@example.org"),
        ("ana@example.org.", "ana@example.org", "ana@example.org"),
        ("o'neill_1/x=y@a-b.example.org", "o'neill_1/x=y@a-b.example.org", "o'neill_1/x=y@a-b.example.org"),
    ],
)
def test_an_address_is_what_was_meant(typed, address, mailbox):
    assert address_of(typed) == (address, mailbox)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ana",
        "@example.org",
        "ana@",
        "ana@localhost",
        "ana@127.0.0.1",
        "ana@[127.0.0.1]",
        "ana@[IPv6:::1]",
        "ana@-example.org",
        "ana@exa_mple.org",
        "ana@example..org",
        "ana@example.123",
        f"ana@{'a' * 64}.org",
        "ana..reyes@example.org",
        ".ana@example.org",
        "ana.@example.org",
        "-oQ/tmp@example.org",
        '"ana reyes"@example.org',
        "ana%example.net@example.org",
        "example.net!ana@example.org",
        "ana|sh@example.org",
        "ana@example.net@example.org",
        "ana@example.org,ben@example.org",
        "ana@example.org;ben@example.org",
        "Ana <ana@example.org>",
        "ana@example.org>",
        "ana reyes@example.org",
        "añá@example.org",
        f"{'a' * 65}@example.org",
        f"ana@{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.org",
        "ana@example.org\r\nBcc: ben@example.org",
        "ana@example.org\nBcc:ben@example.org",
        "ana\r\n@example.org",
        "ana@exam\x00ple.org",
        "ana@exam\u2028ple.org",
        "ana@" + "é" * 100_000 + ".org",
        "ana\u202e@example.org",
        "ana@example.org%0aBcc:ben@example.org",
    ],
)
def test_what_no_letter_can_go_to_is_refused_in_one_sentence(typed):
    with pytest.raises(NotAnAddress) as refusal:
        address_of(typed)
    said = str(refusal.value)
    assert said.isprintable()
    assert said[-1] in ".?"
    assert len(said) < 200


@given(st.text(max_size=80) | st.emails() | st.text("a@.-%\r\n\t<>,;:\"'\\\0 é", max_size=40))
def test_what_is_taken_is_one_ascii_word_that_means_itself(typed):
    try:
        address, mailbox = address_of(typed)
    except NotAnAddress:
        return
    assert address.isascii()
    assert address.isprintable()
    assert not set(address) & set(' ,;:<>()[]"\\')
    assert address.count("@") == 1
    assert address_of(address) == (address, mailbox)
    assert address_of(mailbox) == (mailbox, mailbox)


def test_the_many_names_of_one_mailbox_have_one_root():
    names = ("ana.reyes@example.org", "anareyes+news@example.org", "a.n.a.reyes+x.y+z@example.org")
    assert {mailboxes.root_of(name) for name in names} == {"anareyes@example.org"}
    assert mailboxes.root_of("ana@example.net") != mailboxes.root_of("ana@example.org")


def test_a_digest_shows_no_address_and_is_always_the_same():
    digest = mailboxes.digest_of("ana@example.org")
    assert len(digest) == 64
    assert digest == mailboxes.digest_of("ana@example.org") != mailboxes.digest_of("ben@example.org")
    assert digest == "e039d7e19dbb942613b25c040b13a8f379491a5a1a3c5b15df40879dacfb6310"


@pytest.mark.django_db
class TestSuppressed:
    def test_a_mailbox_is(self):
        suppressing.suppress("ana@example.org", Suppression.Why.BOUNCE, "550 no such user")
        assert suppressing.is_suppressed("ana@example.org")
        assert not suppressing.is_suppressed("ben@example.org")

    def test_a_whole_domain_is(self):
        kept = suppressing.suppress("@example.org", Suppression.Why.DESK)
        assert kept.domain == "example.org"
        assert suppressing.is_suppressed("ana@example.org")
        assert not suppressing.is_suppressed("ana@news.example.org")

    def test_many_are_asked_about_at_once(self, django_assert_num_queries):
        suppressing.suppress("ana@example.org", Suppression.Why.BOUNCE)
        suppressing.suppress("@example.net", Suppression.Why.DESK)
        asked = ["ana@example.org", "ben@example.org", "ana@example.net"]
        with django_assert_num_queries(1):
            assert suppressing.suppressed_among(asked) == {"ana@example.org", "ana@example.net"}

    def test_no_address_is_kept(self):
        kept = suppressing.suppress("ana@example.org", Suppression.Why.ERASED)
        assert "ana" not in " ".join(str(value) for value in vars(kept).values())

    def test_only_who_was_erased_may_be_asked_again(self):
        for why in Suppression.Why.values:
            suppressing.suppress(f"{why}@example.org", why)
        askable = [why for why in Suppression.Why.values if suppressing.may_be_asked(f"{why}@example.org")]
        assert askable == [Suppression.Why.ERASED]

    def test_who_asked_for_silence_or_is_kept_out_by_the_desk_stays_so_whatever_they_confirm(self):
        for why in Suppression.Why.values:
            suppressing.suppress(f"{why}@example.org", why)
            suppressing.lift(f"{why}@example.org")
        kept = [why for why in Suppression.Why.values if suppressing.is_suppressed(f"{why}@example.org")]
        assert set(kept) == {Suppression.Why.REFUSED, Suppression.Why.DESK}

    def test_whose_letters_came_back_may_be_asked_by_who_shows_their_link(self):
        for why in Suppression.Why.values:
            suppressing.suppress(f"{why}@example.org", why)
        whys = Suppression.Why
        askable = {why for why in whys.values if suppressing.may_be_asked_back(f"{why}@example.org")}
        assert askable == {whys.ERASED, whys.BOUNCE, whys.COMPLAINT}

    def test_erasing_takes_nothing_away_from_a_complaint_and_a_complaint_outweighs_it(self):
        for first, second in ((0, 1), (1, 0)):
            whys = (Suppression.Why.ERASED, Suppression.Why.COMPLAINT)
            mailbox = f"ana-{first}@example.org"
            suppressing.suppress(mailbox, whys[first])
            assert suppressing.suppress(mailbox, whys[second]).why == Suppression.Why.COMPLAINT
        assert Suppression.objects.count() == 2
