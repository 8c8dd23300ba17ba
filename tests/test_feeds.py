"""Feeds: valid in each form for any text, with whole addresses and corrections marked, and sent to nobody twice."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles import clock, workflow
from articles.body import lent
from articles.models import Dateline, Edition, Story, Tag
from tests.factories import DAY, HOUR, make_dateline, make_section
from tests.feed_checker import ATOM, CONTENT, DC, GEORSS, XML, atom_faults, json_faults, rss_faults
from tests.text_data import SHARED, needs_shared

HOSTILE = {
    "headline": "A <b> & “quoted” ]]> \x01\x0b\ud7ff\ufffe 🌊 &amp; end",
    "deck": "<script>alert(1)</script> & more",
    "kicker": "x\x08y",
    "body": "<p>One & two <a href='/world/?a=1&b=2'>three</a> &lt;script&gt; ]]&gt; 🌊</p><p>End.</p>",
    "tags": ["Floods & <rain>"],
    "source": "A & B",
}
ARABIC = {"headline": "انهيار السد", "body": "<p>جاء الماء قبل الفجر.</p>", "language": "ar"}


def get(address: str, **headers):
    return Client().get(address, headers=headers)


def items(address: str = "/feed/") -> list:
    return ElementTree.fromstring(get(address).content).findall("channel/item")


def entries(address: str = "/feed/atom/") -> list:
    return ElementTree.fromstring(get(address).content).findall(f"{ATOM}entry")


def json_items(address: str = "/feed/json/") -> list[dict]:
    return get(address).json()["items"]


@pytest.fixture
def beira():
    return make_dateline(latitude=-19.84, longitude=34.84)


@pytest.fixture
def busy(staff, beira):
    """A paper with everything that makes a feed hard: hostile text, Arabic, a place, a correction."""
    staff.published(**HOSTILE)
    staff.published(**ARABIC, tags=["Floods"])
    story = staff.published(
        headline="Dam bursts", dateline=beira, authors=["Ana Reyes", "Rui Tembe"], tags=["Floods"]
    )
    staff.rewritten(story)
    workflow.correct(story, by=staff.publisher, kind="correction", note="It is 11.2 <km>.")
    return story


OF_EVERYTHING = ["/", "/world/", "/topics/floods/", "/by/ana-reyes/", "/from/beira-mozambique/"]


@pytest.mark.parametrize("page", OF_EVERYTHING)
def test_each_form_is_valid_for_the_site_and_for_every_noun(busy, page):
    assert rss_faults(get(f"{page}feed/").content) == []
    assert atom_faults(get(f"{page}feed/atom/").content) == []
    assert json_faults(get(f"{page}feed/json/").json()) == []


@pytest.mark.parametrize("page", OF_EVERYTHING)
def test_a_page_leads_to_its_feeds_and_each_feed_says_where_it_is(busy, page):
    html = get(page).content.decode()
    links = dict(re.findall(r'<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)"', html))
    assert len(links) == 3
    for kind, address in links.items():
        answer = get(address.removeprefix("http://127.0.0.1:8000"))
        assert answer["Content-Type"] == f"{kind}; charset=utf-8"
        assert address.encode() in answer.content


def test_an_empty_paper_has_valid_feeds(db):
    assert rss_faults(get("/feed/").content) == []
    assert atom_faults(get("/feed/atom/").content) == []
    assert json_faults(get("/feed/json/").json()) == []


def test_text_arrives_as_it_was_written_but_for_what_xml_cannot_hold(busy):
    (item,) = [item for item in items() if "quoted" in item.findtext("title")]
    assert item.findtext("title") == "A <b> & “quoted” ]]> \ud7ff 🌊 &amp; end"
    assert item.findtext("description") == "<script>alert(1)</script> & more"
    assert [node.text for node in item.findall("category")] == ["World", "Floods & <rain>"]


def test_a_story_in_arabic_says_so(busy):
    (item,) = [item for item in items() if item.findtext("title") == ARABIC["headline"]]
    assert item.get(f"{XML}lang") == "ar"
    assert item.findtext(CONTENT).startswith('<div lang="ar" dir="rtl">')
    (entry,) = [entry for entry in entries() if entry.findtext(f"{ATOM}title") == ARABIC["headline"]]
    assert entry.get(f"{XML}lang") == "ar"
    assert [item["language"] for item in json_items()].count("ar") == 1


def test_a_place_is_a_point_and_a_name(busy):
    (item,) = [item for item in items() if item.findtext("title") == "Dam bursts"]
    assert item.findtext(f"{GEORSS}point") == "-19.84 34.84"
    assert item.findtext(f"{GEORSS}featurename") == "Beira, Mozambique"
    (entry,) = [entry for entry in entries() if entry.findtext(f"{ATOM}title") == "Dam bursts"]
    assert entry.findtext(f"{GEORSS}point") == "-19.84 34.84"
    places = [item["_place"] for item in json_items() if "_place" in item]
    assert places == [{"name": "Beira, Mozambique", "latitude": -19.84, "longitude": 34.84}]


def test_a_place_that_nobody_has_put_on_the_globe_is_a_name(staff):
    staff.published(dateline=make_dateline("Nowhere"))
    (item,) = items()
    assert item.find(f"{GEORSS}point") is None
    assert item.findtext(f"{GEORSS}featurename") == "Nowhere, Mozambique"
    assert json_items()[0]["_place"] == {"name": "Nowhere, Mozambique"}


def test_the_equator_and_greenwich_are_places(staff):
    staff.published(dateline=Dateline.objects.create(place="Null Island", latitude=0, longitude=0))
    assert items()[0].findtext(f"{GEORSS}point") == "0.0 0.0"


def test_writers_are_authors_and_others_contribute(staff):
    story = staff.published(authors=["Ana Reyes", "Rui Tembe"])
    story.bylines.filter(author__name="Rui Tembe").update(role="photographs")
    workflow.revise(story, by=staff.publisher, headline="Anew")
    staff.cleared(story)
    workflow.publish(story, by=staff.publisher)
    assert [node.text for node in items()[0].findall(f"{DC}creator")] == ["Ana Reyes"]
    (entry,) = entries()
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ana Reyes"
    assert entry.findtext(f"{ATOM}contributor/{ATOM}name") == "Rui Tembe"
    assert json_items()[0]["authors"] == [{"name": "Ana Reyes", "url": "http://127.0.0.1:8000/by/ana-reyes/"}]


# Corrections and editions


def test_a_correction_stands_first_and_the_story_is_newer_but_the_same(staff):
    story = staff.published(now=clock.now() - HOUR)
    (before,) = entries()
    staff.rewritten(story)
    workflow.correct(story, by=staff.publisher, kind="correction", note="It is 11.2 <km>.")
    (after,) = entries()
    for name in ("id", "published"):
        assert after.findtext(ATOM + name) == before.findtext(ATOM + name)
    assert after.findtext(f"{ATOM}updated") > before.findtext(f"{ATOM}updated")
    assert "<p><strong>Correction:</strong> It is 11.2 &lt;km&gt;.</p>" in after.findtext(f"{ATOM}content")
    assert items()[0].findtext("description").startswith("Correction: It is 11.2 <km>.")
    assert json_items()[0]["date_modified"] > json_items()[0]["date_published"]


def test_a_story_that_nobody_summed_up_is_introduced_by_its_first_words(staff):
    staff.published(deck="", summary="", body="<p>The dam broke at dawn.</p>")
    assert items()[0].findtext("description") == "The dam broke at dawn."
    assert entries()[0].findtext(f"{ATOM}summary") == json_items()[0]["summary"] == "The dam broke at dawn."


@pytest.mark.parametrize("form", ["", "atom/", "json/"])
def test_corrections_are_told_in_feeds_without_the_text(busy, settings, form):
    settings.FEEDS_FULL_TEXT = False
    answer = get(f"/feed/{form}")
    assert b"It is 11.2" in answer.content
    assert b"before dawn" not in answer.content
    faults = {"": rss_faults, "atom/": atom_faults}.get(form)
    assert (faults(answer.content) if faults else json_faults(answer.json())) == []


def test_a_killed_and_an_expired_story_leave_every_feed(staff):
    staff.published(headline="Stays")
    killed = staff.published(headline="Killed", now=clock.now() - 2 * HOUR)
    staff.published(headline="Expired", now=clock.now() - 2 * HOUR, until=clock.now() - HOUR)
    workflow.kill(killed, by=staff.publisher, notice="We could not stand by it.")
    for form in ("", "atom/", "json/"):
        body = get(f"/feed/{form}").content
        assert b"Stays" in body
        assert b"Killed" not in body
        assert b"Expired" not in body


def test_stories_come_newest_first_and_no_more_than_readers_read(staff):
    for number in range(27):
        staff.published(headline=f"Story {number}", now=clock.now() - timedelta(hours=30 - number))
    titles = [item.findtext("title") for item in items()]
    assert titles == [f"Story {number}" for number in range(26, 1, -1)]


# The text


def test_addresses_in_the_text_are_whole():
    html = (
        '<p><a href="/world/?a=1&amp;b=2">x</a> <a href="https://e.org/">y</a></p>\n<figure class="figure">'
    )
    html += (
        '<img src="/media/a.jpg" width="2" height="1" alt="&quot;" loading="lazy" decoding="async"></figure>'
    )
    found = lent(html, "https://paper.example/2026/05/03/dam/")
    assert 'href="https://paper.example/world/?a=1&amp;b=2"' in found
    assert 'href="https://e.org/"' in found
    assert '<img src="https://paper.example/media/a.jpg" width="2" height="1" alt="&quot;">' in found


def test_what_leans_on_the_page_is_not_lent():
    blocks = [
        '<p><span class="dateline">BEIRA</span> The water.</p>',
        '<aside class="advert advert--text"><p class="advert__label">Advertisement</p></aside>',
        '<aside class="related" data-story="3"></aside>',
        '<figure class="pull-quote" aria-hidden="true"><p>The water.</p></figure>',
        '<figure class="pull-quote"><p>Apart.</p><figcaption>Ana</figcaption></figure>',
        '<h2 id="at-x">X</h2>',
        '<p>Of class="x" and <em>id="y"</em>.</p>',
    ]
    assert lent("\n".join(blocks), "https://paper.example/").split("\n") == [
        "<p><b>BEIRA</b> — The water.</p>",
        "<blockquote><p>Apart.</p><footer>Ana</footer></blockquote>",
        "<h2>X</h2>",
        '<p>Of class="x" and <em>id="y"</em>.</p>',
    ]


def test_advertisement_breaks_are_not_in_the_feed(staff):
    staff.published(body="<p>One.</p><div data-node='advert'></div><p>Two.</p>")
    assert "advert" in Edition.objects.get().body
    for form in ("", "atom/", "json/"):
        assert b"dvert" not in get(f"/feed/{form}").content


def test_a_story_that_no_machine_may_have_gives_feeds_its_headline_alone(staff):
    story = staff.published(deck="The deck.")
    Story.objects.filter(pk=story.pk).update(machine_use="none")
    for form in ("", "atom/", "json/"):
        body = get(f"/feed/{form}").content
        assert b"The deck." in body
        assert b"before dawn" not in body
    assert json_faults(get("/feed/json/").json()) == []


# Asking again


@pytest.mark.parametrize("form", ["", "atom/", "json/"])
def test_who_has_it_already_is_not_sent_it_again(busy, form):
    first = get(f"/feed/{form}")
    assert get(f"/feed/{form}", if_none_match=first["ETag"]).status_code == 304
    assert get(f"/feed/{form}", if_modified_since=first["Last-Modified"]).status_code == 304
    assert get(f"/feed/{form}", if_none_match='"other"').status_code == 200


def test_a_story_that_was_taken_away_is_news_to_who_only_asks_by_the_hour(staff):
    staff.published(now=clock.now() - DAY)
    killed = staff.published(headline="Killed", now=clock.now() - HOUR)
    first = get("/feed/")
    workflow.kill(killed, by=staff.publisher, notice="We could not stand by it.")
    again = get("/feed/", if_modified_since=first["Last-Modified"])
    assert again.status_code == 200
    assert b"Killed" not in again.content


def test_a_topic_that_only_a_coming_story_has_is_no_feed(staff):
    staff.published(tags=["Secret"], authors=["Secret Author"], at=clock.now() + DAY)
    make_section("Empty")
    statuses = [
        get(f"{page}feed/").status_code
        for page in ("/topics/secret/", "/by/secret-author/", "/empty/", "/no/")
    ]
    assert statuses == [404, 404, 200, 404]


def test_who_follows_another_word_for_a_topic_is_led_to_its_feed(staff):
    staff.published(tags=["Floods"])
    Tag.objects.get(slug="floods").synonyms.create(name="High water")
    for form in ("", "atom/", "json/"):
        answer = get(f"/topics/high-water/feed/{form}")
        assert (answer.status_code, answer["Location"]) == (301, f"/topics/floods/feed/{form}")
    staff.published(tags=["Secret"], at=clock.now() + DAY)
    Tag.objects.get(slug="secret").synonyms.create(name="Hush")
    assert get("/topics/hush/feed/").status_code == 404


# The checkers themselves, against cases that feed validators are tested with


def cases(*expectations: str):
    path = SHARED / "feeds" / "feedvalidator-cases.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = [json.loads(line) for line in lines]
    return [
        case
        for case in found
        if case["id"].startswith("atom/") and re.match("|".join(expectations), case["expect"])
    ]


@needs_shared
def test_the_checker_takes_what_validators_take():
    sound = [case for case in cases("!Error", "!Warning") if "<feed" in case["xml"]]
    assert len(sound) > 5
    assert {case["id"]: atom_faults(case["xml"].encode()) for case in sound} == {
        case["id"]: [] for case in sound
    }


@needs_shared  # but for what stands in an entry's source, which ours have none of
def test_the_checker_refuses_what_validators_refuse():
    wrong = [
        case
        for case in cases("DuplicateElement", "MissingElement", "InvalidRFC3339Date")
        if "http://www.w3.org/2005/Atom" in case["xml"] and "source" not in case["expect"]
    ]
    assert len(wrong) > 15
    assert [case["id"] for case in wrong if not atom_faults(case["xml"].encode())] == []
